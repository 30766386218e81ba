//! `GET /dashboard/coverage`.

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;

use crate::authz::{Actor, act};
use crate::availability::care;
use crate::gatherings::recurrence::Weekday;
use crate::http::{Ctx, Plain};
use crate::kernel::local::TimeOfDay;
use crate::kernel::problem::Problem;

/// The parts of a day, in minutes of it.
const PARTS: [(u16, u16); 3] = [(9 * 60, 12 * 60), (12 * 60, 15 * 60), (15 * 60, 18 * 60)];

/// One part of a day in a usual week.
#[derive(Serialize, ToSchema)]
pub struct CoveragePart {
    /// On which day.
    pub weekday: Weekday,
    /// From when.
    pub starts_at: TimeOfDay,
    /// Until when.
    pub ends_at: TimeOfDay,
    /// How many supporters plan to listen in it for half an hour at least.
    pub supporters: u32,
    /// Whether staff are there in it.
    pub staff: bool,
}

/// How a usual week is covered.
#[derive(Serialize, ToSchema)]
pub struct Coverage {
    /// Morning, noon and afternoon of each day on which staff are there or somebody plans to listen.
    #[schema(max_items = 21)]
    pub parts: Vec<CoveragePart>,
}

/// See where nobody plans to listen: 「火曜の午後は、だれもいません。」
///
/// From the weeks that supporters plan and the hours of staff; never from who was there. No names: it is about the
/// week, not about people.
#[utoipa::path(
    tag = "dashboard",
    extensions(("x-action" = json!("coverage:read"))),
    responses((status = 200, body = Coverage, description = "A usual week.")),
)]
#[get("/dashboard/coverage")]
pub async fn get_coverage(ctx: Ctx, actor: Actor) -> Result<Plain<Coverage>, Problem> {
    let permit = actor.may_here::<act::ReadCoverage>()?;
    let shown = care::board_of(&ctx, permit.facility()).await?;
    let board = &shown.board;
    let overlap = |(from, until): (u16, u16), starts: TimeOfDay, ends: TimeOfDay| {
        until.min(ends.minutes()).saturating_sub(from.max(starts.minutes())) >= 30
    };
    let mut parts = Vec::new();
    for weekday in Weekday::ALL {
        let of_day: Vec<CoveragePart> = PARTS
            .into_iter()
            .map(|part| {
                let listens = board.listeners.iter().filter(|one| {
                    one.may_be_listed()
                        && one.slots.iter().any(|slot| {
                            slot.weekday == weekday && overlap(part, slot.starts_at, slot.ends_at)
                        })
                });
                let staff =
                    board.settings.staff_hours.iter().any(|hours| {
                        hours.weekday == weekday && overlap(part, hours.starts_at, hours.ends_at)
                    });
                CoveragePart {
                    weekday,
                    starts_at: TimeOfDay::from_minutes(part.0),
                    ends_at: TimeOfDay::from_minutes(part.1),
                    supporters: u32::try_from(listens.count()).unwrap_or(u32::MAX),
                    staff,
                }
            })
            .collect();
        if of_day.iter().any(|part| part.staff || part.supporters > 0) {
            parts.extend(of_day);
        }
    }
    Ok(Plain(Coverage { parts }))
}
