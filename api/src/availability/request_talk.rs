//! `POST /talk_requests`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::{self, TalkMode, Wish};
use super::go_on::{finish, round};
use super::store::open;
use super::store::request::{self, Kept};
use super::talk::Talk;
use super::unseal::{self, for_asker};
use super::view::TalkRequest;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json};
use crate::kernel::id::{PersonId, TalkRequestId};
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};

/// Somebody would like to talk.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "to": "anyone", "wish": "listen", "mode": "in_person", "tell_staff": true })))]
pub struct NewTalkRequest {
    /// `anyone`, or the id of a supporter.
    pub to: String,
    /// What would do good.
    pub wish: Wish,
    /// How.
    pub mode: TalkMode,
    /// Words for whoever comes; read only by them.
    #[schema(max_length = 500)]
    pub words: Option<String>,
    /// Whether staff may read the words too.
    #[serde(default)]
    pub words_for_staff: bool,
    /// Whether staff are told when nobody can come.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub tell_staff: bool,
}

const fn yes() -> bool {
    true
}

/// What was asked, once it is understood.
#[derive(Clone, Debug, Serialize)]
struct Asked {
    to: Option<PersonId>,
    wish: Wish,
    mode: TalkMode,
    words: Option<String>,
    words_for_staff: bool,
    tell_staff: bool,
}

impl NewTalkRequest {
    fn decide(self) -> Result<Asked, Problem> {
        let mut faults = Faults::default();
        let to = match self.to.as_str() {
            "anyone" => Some(None),
            id => faults.check(
                id.parse::<PersonId>().map(Some).map_err(|_e| FieldError::new("/to", Fault::WrongFormat)),
            ),
        };
        let words = faults.check(domain::words("/words", self.words.as_deref()));
        let asked = to.zip(words).map(|(to, words)| Asked {
            to,
            wish: self.wish,
            mode: self.mode,
            words,
            words_for_staff: self.words_for_staff,
            tell_staff: self.tell_staff,
        });
        faults.finish(asked)
    }
}

/// Say that one would like to talk.
///
/// It is on the disk, with the first notices, before this answers. One at a time (`already-asking`), a few a
/// day (`asked-enough`). Whoever is asked for by name is asked first and alone; when they do not come, others
/// are asked. Nobody learns who was asked or said no.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_requests:create"))),
    responses((status = 201, body = TalkRequest, description = "It is kept, and somebody is being looked for.")),
)]
#[post("/talk_requests")]
pub async fn request_talk(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(new): Json<NewTalkRequest>,
) -> Result<Created<TalkRequest>, Problem> {
    let permit = actor.may_here::<act::RequestTalk>()?;
    let asked = new.decide()?;
    let made = ctx.command(&permit, &key, None, asked, |tx, scene, permit, asked| {
        keep(tx, scene, permit, asked).boxed()
    });
    Ok(Created(made.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RequestTalk>,
    asked: &Asked,
) -> Result<TalkRequest, Failure> {
    let (me, now) = (permit.person(), scene.now);
    let round = round(tx, scene, permit.facility(), (me, asked.mode, asked.wish)).await?;
    let board = &round.board;
    // Somebody who is no supporter here cannot be asked for; who is one but not there looks the same as one who is.
    if asked.to.is_some_and(|to| to == me || board.find(to).is_none()) {
        return Err(Problem::from(FieldError::new("/to", Fault::NotAllowed)).into());
    }
    if open::has_open(tx, me, None).await? {
        return Err(ProblemType::AlreadyAsking.into());
    }
    let zone = board.facility.zone;
    let midnight = at(now.day_in(zone), TimeOfDay::from_minutes(0), zone);
    if request::count_since(tx, me, midnight).await? >= u64::from(board.settings.attempts_a_day) {
        return Err(ProblemType::AskedEnough.into());
    }
    let id = TalkRequestId(scene.ids.next(now.0));
    let timers = &round.timers;
    let mut talk = Talk::ask(id, me, asked.to, asked.wish, asked.mode, asked.tell_staff, now, timers);
    talk.begin(&round.candidates, now, timers)?;
    let words = match &asked.words {
        Some(words) => Some(scene.keys.of_person(tx, me).await?.seal_text(unseal::place("words", id), words)),
        None => None,
    };
    let mut kept = Kept::new(talk, permit.facility(), words, asked.words_for_staff);
    finish(tx, scene, None, &mut kept).await?;
    for_asker(tx, &scene.keys, &kept).await
}
