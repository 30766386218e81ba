//! `GET /gatherings/{gathering_id}/occurrences/{recurrence_id}/participants`.

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::domain::{Attendance, Mode};
use super::entrance::enter;
use super::participation::{Part, Seat, seat_of, seated};
use super::store;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Path};
use crate::kernel::id::{GatheringId, PersonId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::people::nicknames;

/// Somebody's part in an occurrence, as those who lead it see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Participant {
    /// Who.
    pub person_id: PersonId,
    /// What they are called here.
    pub nickname: String,
    /// How they take part; `null` when they did not say, or took it back.
    #[schema(required)]
    pub mode: Option<Mode>,
    /// Whether others may see their name.
    pub shown: bool,
    /// Whether there is room; `null` where no place is asked for.
    #[schema(required)]
    pub seat: Option<Seat>,
    /// What they say about having been there.
    #[schema(required)]
    pub attended: Option<Attendance>,
    /// What staff or the host say about it.
    #[schema(required)]
    pub confirmed: Option<Attendance>,
    /// What the one who said it is called.
    #[schema(required)]
    pub confirmed_by: Option<String>,
}

/// See who takes part, in order of their names.
///
/// Staff see everybody. Who leads a gathering and is not staff sees those who chose to be seen; of the
/// others neither name nor number.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("participations:list"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses((status = 200, body = Page<Participant>, description = "All of them.")),
)]
#[get("/gatherings/{gathering_id}/occurrences/{recurrence_id}/participants")]
pub async fn list_participants(
    ctx: Ctx,
    actor: Actor,
    Path((id, recurrence)): Path<(GatheringId, NaiveDate)>,
) -> Result<Page<Participant>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::ListParticipants>(entrance.to_occurrence(id, recurrence))?;
    let one = entrance.occurrence(id, recurrence).ok_or(ProblemType::NotFound)?;
    let staff = permit.standing().roles.need_credentials();
    let parts = store::participation::parts(ctx.db.read(), &permit, id, recurrence).await?;
    let seats = seated(&parts, one.plan.capacity);
    let visible = |part: &&Part| if staff { part.is_told() } else { part.is_seen() };
    let visible: Vec<&Part> = parts.iter().filter(visible).collect();
    let ids =
        visible.iter().map(|part| part.person).chain(visible.iter().filter_map(|part| part.confirmed_by));
    let names = nicknames(ctx.db.read(), &ctx.keys, permit.facility(), ids.collect()).await?;
    let show = |part: &&Part| {
        Some(Participant {
            person_id: part.person,
            nickname: names.get(&part.person)?.clone(),
            mode: part.mode,
            shown: part.shown,
            seat: seat_of(part, &seats),
            attended: part.attended,
            confirmed: part.confirmed,
            confirmed_by: part.confirmed_by.and_then(|by| names.get(&by).cloned()),
        })
    };
    let mut items: Vec<Participant> = visible.iter().filter_map(show).collect();
    items.sort_by(|one, other| (&one.nickname, one.person_id).cmp(&(&other.nickname, other.person_id)));
    Ok(Page::whole(items))
}
