//! 集まり: what happens at the facility, when and where, and how to be there without having to speak.
//!
//! What this feature promises: what will happen can be known before; every change says what and why; an
//! answer can be changed or taken back at any time; nobody learns from it who else comes, unless they
//! chose to be seen; trying to come counts as much as speaking.

/// An occurrence judged again inside the transaction that depends on it.
mod again;
/// What people send.
mod body;
/// The calendar of a facility in memory.
pub mod calendar;
/// Days on which a facility is closed, and what they do to gatherings.
pub mod days_off;
/// What a gathering is.
pub mod domain;
/// What becomes of a gathering when a part of it changes.
mod edit;
/// The tables.
mod entity;
/// How every operation comes in.
mod entrance;
/// A calendar for other people's calendar apps (RFC 5545).
pub mod feed;
/// How a calendar goes out to calendar apps.
mod feed_answer;
/// What a calendar feed tells, and in which words.
pub mod feed_content;
/// Public holidays of Japan.
pub mod holidays;
/// A place came free, and whoever waited for it hears of it.
mod moving_up;
/// What belongs to a person.
pub mod own;
/// Who has a seat, and what others may know.
mod participation;
/// What happens, when and where.
pub mod plan;
/// How often, by rule.
pub mod recurrence;
/// What was made of calendars to be sent.
mod renderings;
/// Phases, changes and the occurrences they give.
pub mod series;
/// Gatherings as one person is shown them.
mod showing;
/// The queries.
mod store;
/// Who comes is told of changes, and reminded if they asked for it.
pub mod telling;
/// The wire shapes that operations share.
mod view;

mod approve_gathering;
mod cancel_gathering;
mod cancel_occurrence;
mod change_occurrence;
mod confirm_attendance;
mod create_calendar_feed;
mod create_gathering;
mod get_calendar_feed;
mod get_closing_days;
mod get_gathering;
mod get_occurrence;
mod get_open_calendar;
mod list_calendar_feeds;
mod list_gatherings;
mod list_my_participations;
mod list_occurrences;
mod list_participants;
mod list_signals;
mod record_reflection;
mod replace_closing_days;
mod revoke_calendar_feed;
mod see_signal;
mod send_signal;
mod set_participation;
mod update_gathering;
mod withdraw_participation;

/// A calendar with a past, for the demonstration.
pub mod seed;

pub use moving_up::follow;

use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::authz::Standing;
use crate::db::Failure;
use crate::http::Ctx;
use crate::kernel::id::{FacilityId, GatheringId, PersonId};

/// When a facility is closed, for other features.
///
/// # Errors
/// When it cannot be read.
pub async fn days_off_of(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<days_off::DaysOff, Failure> {
    store::calendar::days_off(db, facility).await
}

/// The gatherings that somebody leads today.
///
/// # Errors
/// When the calendar cannot be read.
pub async fn led_by(ctx: &Ctx, standing: Standing) -> Result<Vec<GatheringId>, Failure> {
    let calendar = store::calendar::of(ctx, standing.facility).await?;
    let today = ctx.now().day_in(calendar.facility.zone);
    let led = calendar.series.iter().filter(|one| one.leaders_on(today).include(standing.person));
    Ok(led.map(|one| one.id).collect())
}

/// A gathering that somebody can see, by its name and whoever leads it today; `None` when there is none for them.
///
/// # Errors
/// When the calendar cannot be read.
pub async fn led(
    ctx: &Ctx,
    standing: Standing,
    id: GatheringId,
) -> Result<Option<(String, Vec<PersonId>)>, Failure> {
    let calendar = store::calendar::of(ctx, standing.facility).await?;
    let today = ctx.now().day_in(calendar.facility.zone);
    let found = calendar.find(id).filter(|series| {
        let leaders = series.leaders_on(today);
        calendar::Calendar::is_open_to(series, calendar.class(standing), leaders)
    });
    Ok(found.map(|series| {
        let leaders = series.leaders_on(today);
        let title = series.phase_on(today).or(series.phases.last()).map(|phase| phase.plan.title.clone());
        let mut people: Vec<_> = leaders.host.into_iter().chain(leaders.watcher).collect();
        people.dedup();
        (title.unwrap_or_default(), people)
    }))
}

/// The operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list_occurrences::list_occurrences)
        .service(create_gathering::create_gathering)
        .service(list_gatherings::list_gatherings)
        .service(get_gathering::get_gathering)
        .service(update_gathering::update_gathering)
        .service(cancel_gathering::cancel_gathering)
        .service(approve_gathering::approve_gathering)
        .service(get_occurrence::get_occurrence)
        .service(change_occurrence::change_occurrence)
        .service(cancel_occurrence::cancel_occurrence)
        .service(get_closing_days::get_closing_days)
        .service(replace_closing_days::replace_closing_days)
        .service(set_participation::set_participation)
        .service(withdraw_participation::withdraw_participation)
        .service(list_my_participations::list_my_participations)
        .service(list_participants::list_participants)
        .service(confirm_attendance::confirm_attendance)
        .service(send_signal::send_signal)
        .service(list_signals::list_signals)
        .service(see_signal::see_signal)
        .service(record_reflection::record_reflection)
        .service(create_calendar_feed::create_calendar_feed)
        .service(list_calendar_feeds::list_calendar_feeds)
        .service(revoke_calendar_feed::revoke_calendar_feed)
        .service(get_calendar_feed::get_calendar_feed)
        .service(get_open_calendar::get_open_calendar);
}
