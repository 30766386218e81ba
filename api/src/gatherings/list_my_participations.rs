//! `GET /me/participations`.

use actix_web::get;

use super::entrance::enter;
use super::list_occurrences::Range;
use super::participation::seat_behind;
use super::showing;
use super::store::answer::{self, Mine};
use super::view::Participation;
use crate::authz::{Actor, Relation, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;

/// See what one said oneself about taking part, by the dates that the rules give.
///
/// All of the range is in one answer. Of others it says only whether there is room.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("participations:list_own"))),
    params(Range),
    responses((status = 200, body = Page<Participation>, description = "In order of their dates.")),
)]
#[get("/me/participations")]
pub async fn list_my_participations(
    ctx: Ctx,
    actor: Actor,
    Query(range): Query<Range>,
) -> Result<Page<Participation>, Problem> {
    let permit = actor.may_own::<act::ListMyParticipations>()?;
    let (from, to) = range.decide()?;
    let entrance = enter(&ctx, &actor).await?;
    let mine = answer::mine(ctx.db.read(), &permit, from, to).await?;
    let show = |Mine { part, ahead }: &Mine| {
        // What is no more, or not for them any more, is not named.
        let visible = entrance.to_occurrence(part.gathering, part.recurrence) != Relation::Outside;
        let one = entrance.occurrence(part.gathering, part.recurrence).filter(|_| visible)?;
        Some(showing::part(part, seat_behind(part, *ahead, one.plan.capacity)))
    };
    Ok(Page::whole(mine.iter().filter_map(show).collect()))
}
