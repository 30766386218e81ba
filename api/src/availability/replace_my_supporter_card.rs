//! `PUT /me/supporter_card`.

use actix_web::put;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::Card;
use super::get_supporter::card;
use super::lease_view::SupporterCard;
use super::store::{board, profile};
use crate::authz::{Actor, Permit, act};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::{Problem, ProblemType};

/// What a supporter says about themselves.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "words": "夜ねむれない時期がありました。のんびり聞きます。", "topics": ["sleep"] })))]
pub struct NewSupporterCard {
    /// In their own words; may be empty.
    #[schema(max_length = 140)]
    pub words: String,
    /// What they know from their own life: ids of topics.
    #[schema(max_items = 6)]
    pub topics: Vec<String>,
}

/// Say what others may know of one as a supporter.
///
/// Others see it while it can be of use to them: while one listens, or plans to do so today.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("supporter_cards:replace_own"))),
    responses((status = 200, body = SupporterCard, description = "As it now is.")),
)]
#[put("/me/supporter_card")]
pub async fn replace_my_supporter_card(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(new): Json<NewSupporterCard>,
) -> Result<Saved<SupporterCard>, Problem> {
    let permit = actor.may_here::<act::ReplaceMySupporterCard>()?;
    let input = (if_match.required()?, new);
    let value = ctx.write(&permit, None, input, |tx, scene, permit, (seen, new)| {
        keep(tx, scene, permit, *seen, new).boxed()
    });
    Ok(Saved { created: false, value: value.await? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ReplaceMySupporterCard>,
    seen: i32,
    new: &NewSupporterCard,
) -> Result<SupporterCard, Failure> {
    let (settings, _) = board::settings(tx, permit.facility()).await?;
    let mut profile = profile::of(tx, &scene.keys, permit.person()).await?;
    if profile.card_version != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    profile.card = Card::new(&new.words, &new.topics, &settings)?;
    profile.card_version = seen.saturating_add(1);
    profile::keep(tx, scene, permit.facility(), permit.person(), &profile).await?;
    board::count_up(tx, permit.facility()).await?;
    scene.forget_facility(permit.facility());
    changes::tell(tx, scene, permit.facility(), Topic::TalkNow, To::Everyone).await?;
    let board = board::read(tx, &scene.keys, permit.facility(), scene.now).await?;
    let me = board.find(permit.person()).ok_or(ProblemType::Forbidden)?;
    Ok(card(me, &profile))
}
