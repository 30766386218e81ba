//! `PUT /me/mail`.

use actix_web::put;
use futures::FutureExt as _;
use serde::Deserialize;

use super::domain::{self, CODE_GOOD, CODE_TRIES};
use super::store::{self, Mailbox};
use super::view::MyMail;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};

/// Where somebody wants mail.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "address": "mori@hidamari.example" })))]
pub struct NewMail {
    /// The address; `null` for no mail any more.
    #[schema(required, max_length = 254)]
    pub address: Option<String>,
    /// The six digits that went to this address.
    #[serde(default)]
    #[schema(max_length = 20)]
    pub code: Option<String>,
}

impl NewMail {
    fn decide(self, available: bool) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        let address = faults.check(self.address.as_deref().map(domain::address).transpose());
        let code = faults.check(self.code.as_deref().map(domain::digits).transpose());
        if self.address.is_some() && !available {
            faults.push(FieldError::new("/address", Fault::NotAllowed));
        }
        if self.address.is_none() && self.code.is_some() {
            faults.push(FieldError::new("/code", Fault::NotAllowed));
        }
        faults.finish(address.zip(code).map(|(address, code)| Self { address, code }))
    }
}

/// Say where one wants mail, and prove it with the code that goes there.
///
/// An address alone gets a code of six digits, good for half an hour; another one after a minute at the earliest. With the
/// code the address is confirmed, and notices of the staff's work that one turned on go there: that there is
/// something, and the house's address. A code can be typed five times (`wrong`).
#[utoipa::path(
    tag = "mail",
    extensions(("x-action" = json!("mail:replace_own"))),
    responses((status = 200, body = MyMail, description = "As it now is.")),
)]
#[put("/me/mail")]
pub async fn replace_my_mail(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(new): Json<NewMail>,
) -> Result<Saved<MyMail>, Problem> {
    let permit = actor.may_here::<act::ReplaceMyMail>()?;
    let available = ctx.config.mail.is_some();
    let input = (if_match.required()?, new.decide(available)?);
    let kept = ctx.write(&permit, None, input, |tx, scene, permit, (seen, new)| {
        keep(tx, scene, permit, *seen, new).boxed()
    });
    // A wrong code is counted, so it is no refusal before the write has ended.
    let mailbox = kept.await??;
    Ok(Saved { created: false, value: MyMail::of(available, mailbox) })
}

type Kept = Result<Option<Mailbox>, FieldError>;

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ReplaceMyMail>,
    seen: i32,
    new: &NewMail,
) -> Result<Kept, Failure> {
    let before = store::of(tx, &scene.keys, permit.person()).await?;
    if before.as_ref().map_or(0, |one| one.version) != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    let Some(address) = &new.address else {
        store::remove(tx, permit.person()).await?;
        return Ok(Ok(None));
    };
    let same = before.filter(|one| one.address == *address);
    let (after, wrong) = match (same, &new.code) {
        (Some(one), None) if one.confirmed_at.is_some() => (one, false),
        (Some(one), Some(code)) => typed(one, code, scene),
        (None, Some(_)) => return Ok(Err(FieldError::new("/code", Fault::Wrong))),
        (Some(one), None) if !domain::may_ask_again(one.code.as_ref().map(|(_, at)| *at), scene.now) => {
            (one, false)
        }
        (Some(_) | None, None) => (asked(scene, permit, address), false),
    };
    let after = Mailbox { version: seen.saturating_add(1), ..after };
    store::keep(tx, scene, &after).await?;
    Ok(if wrong { Err(FieldError::new("/code", Fault::Wrong)) } else { Ok(Some(after)) })
}

/// An address with a fresh code on its way.
fn asked(scene: &Scene, permit: &Permit<act::ReplaceMyMail>, address: &str) -> Mailbox {
    let mut random = [0; 8];
    scene.ids.fill(&mut random);
    Mailbox {
        person: permit.person(),
        facility: permit.facility(),
        address: address.to_owned(),
        confirmed_at: None,
        code: Some((domain::code(random), scene.now)),
        typed: 0,
        send_at: Some(scene.now),
        tries: 0,
        refused: false,
        version: 0,
    }
}

/// An address after a code was typed, and whether it was wrong.
fn typed(one: Mailbox, code: &str, scene: &Scene) -> (Mailbox, bool) {
    let good = |(known, made): &(String, crate::kernel::time::Instant)| {
        known == code && one.typed < CODE_TRIES && scene.now < made.plus_seconds(CODE_GOOD)
    };
    if one.confirmed_at.is_some() {
        (one, false)
    } else if one.code.as_ref().is_some_and(good) {
        (Mailbox { confirmed_at: Some(scene.now), code: None, send_at: None, refused: false, ..one }, false)
    } else {
        (Mailbox { typed: one.typed.saturating_add(1), ..one }, true)
    }
}
