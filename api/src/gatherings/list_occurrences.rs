//! `GET /occurrences`.

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::NaiveDate;
use serde::Deserialize;

use super::calendar::Calendar;
use super::domain::LONGEST_RANGE;
use super::entrance::enter;
use super::renderings::{Rendered, Renderings};
use super::view::{Occurrence, OccurrenceList};
use crate::authz::{Actor, act};
use crate::http::respond::Ready;
use crate::http::{Ctx, Query};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};

/// Between which days.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Range {
    /// The first day.
    #[param(value_type = NaiveDate)]
    from: String,
    /// The last day, at most 370 days later.
    #[param(value_type = NaiveDate)]
    to: String,
}

impl Range {
    /// Both days.
    ///
    /// # Errors
    /// Every member that cannot be understood.
    pub fn decide(&self) -> Result<(NaiveDate, NaiveDate), Problem> {
        let mut faults = Faults::default();
        let days = faults.check(day("/from", &self.from)).zip(faults.check(day("/to", &self.to)));
        if let Some((from, to)) = days {
            let length = to.signed_duration_since(from).num_days();
            if !(0..LONGEST_RANGE).contains(&length) {
                let longest = usize::try_from(LONGEST_RANGE).unwrap_or_default();
                faults.push(FieldError::limited("/to", Fault::OutOfRange, longest));
            }
        }
        faults.finish(days)
    }
}

fn day(pointer: &str, text: &str) -> Result<NaiveDate, FieldError> {
    let day = if text.len() == 10 { text.parse::<NaiveDate>().ok() } else { None };
    day.ok_or_else(|| FieldError::new(pointer, Fault::WrongFormat))
}

/// See what happens at the facility between two days.
///
/// Times are in the facility's own zone. Nothing in here depends on who asks beyond what they may see:
/// what they answered themselves is in `list_my_participations`. The calendar reaches 13 months ahead.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("occurrences:list"))),
    params(Range),
    responses(
        (status = 200, body = OccurrenceList, description = "In order of time.",
            headers(("ETag" = String, description = "What it is, for `If-None-Match`."))),
        (status = 304, description = "It has not changed since what `If-None-Match` names.",
            headers(("ETag" = String, description = "What it is, for `If-None-Match`."))),
    ),
)]
#[get("/occurrences")]
pub async fn list_occurrences(
    ctx: Ctx,
    actor: Actor,
    Query(range): Query<Range>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    actor.may_here::<act::ListOccurrences>()?;
    let (from, to) = range.decide()?;
    let entrance = enter(&ctx, &actor).await?;
    let calendar = &entrance.calendar;
    let class = calendar.class(entrance.standing);
    let key = Rendered::List(class, from, to, entrance.today);
    let ready = ctx.shelf.get::<Renderings>().of(calendar, key, || {
        let shown = to.min(Calendar::last_day(entrance.today));
        let zone = calendar.facility.zone;
        let found = calendar.between(class, from, shown);
        let list = OccurrenceList {
            from,
            to: shown.max(from),
            items: found.iter().map(|one| Occurrence::of(one, zone)).collect(),
            days: calendar.days_off.marks(from, shown),
        };
        let body = serde_json::to_vec(&list).map_err(|_e| Problem::new(ProblemType::Internal))?;
        Ok::<_, Problem>(Ready::of(body))
    })?;
    Ok(ready.sent(&req))
}
