//! `GET /supporters/{person_id}`.

use actix_web::get;

use super::board::{Board, Listener};
use super::lease_view::SupporterCard;
use super::store::{boards, profile};
use crate::authz::{Actor, Relation, Standing, act};
use crate::http::{Ctx, Fetched, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;

/// See a supporter's card.
///
/// Members see it while it can be of use: the supporter listens now, or plans to do so today. Supporters and
/// staff see it always, and everybody their own. Whoever blocked somebody is not there for them.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("supporters:read"))),
    params(("person_id" = PersonId, Path, description = "Whose.")),
    responses((status = 200, body = SupporterCard, description = "The card.")),
)]
#[get("/supporters/{person_id}")]
pub async fn get_supporter(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
) -> Result<Fetched<SupporterCard>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let shown = boards::of(&ctx, standing.facility).await?;
    let found = shown.board.find(person_id);
    let relation = found.map_or(Relation::Outside, |one| relation(&shown.board, one, standing, ctx.now()));
    actor.may_as::<act::ReadSupporter>(relation)?;
    let one = found.ok_or(ProblemType::NotFound)?;
    let profile = profile::of(ctx.db.read(), &ctx.keys, person_id).await?;
    Ok(Fetched(card(one, &profile)))
}

/// How somebody stands to a supporter's card.
fn relation(board: &Board, one: &Listener, standing: Standing, now: Instant) -> Relation {
    if one.person == standing.person {
        return Relation::Own;
    }
    let apart = !board.may_meet(one.person, standing.person);
    let staff = standing.roles.need_credentials();
    let supporter = standing.roles.has(crate::authz::Role::Supporter);
    let planned =
        || board.planned_today(standing.person, now).iter().any(|slot| slot.listener.person == one.person);
    let useful = one.listening(board, now).is_some() || planned();
    if staff || (!apart && (supporter || useful)) { Relation::SameFacility } else { Relation::Outside }
}

/// A card as it is sent.
#[must_use]
pub fn card(one: &Listener, profile: &profile::Profile) -> SupporterCard {
    SupporterCard {
        person_id: one.person,
        nickname: one.nickname.clone(),
        words: profile.card.words.clone(),
        topics: profile.card.topics.clone(),
        version: profile.card_version,
    }
}
