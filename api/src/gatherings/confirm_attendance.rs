//! `PUT /gatherings/{gathering_id}/occurrences/{recurrence_id}/attendance/{person_id}`.

use actix_web::{HttpResponse, put};
use chrono::NaiveDate;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::again::again;
use super::domain::{Attendance, Mode};
use super::entrance::enter;
use super::participation::{Seat, seat_behind};
use super::store::answer::{self, At};
use crate::authz::{Act, Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Json, Path};
use crate::kernel::id::{GatheringId, PersonId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;
use crate::people;

/// Whether somebody was there.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "attended": "partly" })))]
pub struct NewAttendance {
    /// Part of the time is as good as all of it.
    pub attended: Attendance,
}

/// Somebody's part in an occurrence, after something was said about having been there.
#[expect(clippy::struct_field_names, reason = "what they say themselves has one name everywhere")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Attended {
    /// Of which gathering.
    pub gathering_id: GatheringId,
    /// Which occurrence.
    pub recurrence_id: NaiveDate,
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
    /// When it last changed.
    pub updated_at: Instant,
}

/// Say that somebody was there: oneself, or as staff or host somebody else.
///
/// Both are kept, one beside the other. Staff may say it of everybody. Who leads a gathering and is not
/// staff may say it of those who chose to be seen; for them all others are nobody. From half an hour
/// before it begins; `occurrence-not-on` before that, `occurrence-cancelled` when it does not take place.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("attendance:confirm"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
        ("person_id" = PersonId, Path, description = "Of whom."),
    ),
    responses((status = 200, body = Attended, description = "As it now is.")),
)]
#[put("/gatherings/{gathering_id}/occurrences/{recurrence_id}/attendance/{person_id}")]
pub async fn confirm_attendance(
    ctx: Ctx,
    actor: Actor,
    Path((id, recurrence, person)): Path<(GatheringId, NaiveDate, PersonId)>,
    Json(NewAttendance { attended }): Json<NewAttendance>,
) -> Result<HttpResponse, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let (at, relation) = ((id, recurrence), entrance.to_occurrence(id, recurrence));
    let input = (at, person, attended);
    let shown = if person == entrance.standing.person {
        let permit = actor.may_as::<act::MarkMyAttendance>(relation)?;
        let kept = ctx.write(&permit, Some(person.0), input, |tx, scene, permit, (at, _, attended)| {
            mark(tx, scene, permit, *at, *attended).boxed()
        });
        show(&ctx, &permit, at, person, kept.await?).await?
    } else {
        let permit = actor.may_as::<act::ConfirmAttendance>(relation)?;
        let kept = ctx.write(&permit, Some(person.0), input, |tx, scene, permit, (at, person, attended)| {
            confirm(tx, scene, permit, *at, *person, *attended).boxed()
        });
        show(&ctx, &permit, at, person, kept.await?).await?
    };
    Ok(HttpResponse::Ok().json(shown))
}

async fn mark(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::MarkMyAttendance>,
    at: At,
    attended: Attendance,
) -> Result<Option<u16>, Failure> {
    let again = again(tx, scene, permit, at.0).await?;
    let capacity = again.begun(at.1)?.plan.capacity;
    answer::mark(tx, scene.now, permit, at, attended).await?;
    Ok(capacity)
}

async fn confirm(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ConfirmAttendance>,
    at: At,
    person: PersonId,
    attended: Attendance,
) -> Result<Option<u16>, Failure> {
    let again = again(tx, scene, permit, at.0).await?;
    let capacity = again.begun(at.1)?.plan.capacity;
    let is_here = people::are_here(tx, permit.facility(), &[person]).await?;
    answer::confirm(tx, scene.now, permit, at, (person, is_here), attended).await?;
    Ok(capacity)
}

async fn show(
    ctx: &Ctx,
    permit: &Permit<impl Act>,
    at: At,
    person: PersonId,
    capacity: Option<u16>,
) -> Result<Attended, Problem> {
    let db = ctx.db.read();
    let kept = answer::of_person(db, permit, at, person).await?.ok_or(ProblemType::NotFound)?;
    let (part, seat) = (&kept.part, seat_behind(&kept.part, kept.ahead, capacity));
    let ids = part.confirmed_by.into_iter().chain([person]).collect();
    let names = people::nicknames(db, &ctx.keys, permit.facility(), ids).await?;
    Ok(Attended {
        gathering_id: part.gathering,
        recurrence_id: part.recurrence,
        person_id: person,
        nickname: names.get(&person).cloned().ok_or(ProblemType::NotFound)?,
        mode: part.mode,
        shown: part.shown,
        seat,
        attended: part.attended,
        confirmed: part.confirmed,
        confirmed_by: part.confirmed_by.and_then(|by| names.get(&by).cloned()),
        updated_at: part.updated_at,
    })
}
