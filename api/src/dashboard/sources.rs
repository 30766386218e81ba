//! What the features have to say: one function for each, so that none is asked for more than it tells.

use chrono::NaiveDate;

use super::domain::{DashboardItemKind, Item, in_order};
use crate::authz::Standing;
use crate::availability::{self, care};
use crate::checkins;
use crate::http::Ctx;
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::{comfort, handover, people, safety, selfcare, sharing, training};

/// Everything that asks for a human, in order, closed or not.
///
/// # Errors
/// When a feature cannot be asked.
pub async fn all(ctx: &Ctx, standing: Standing) -> Result<Vec<Item>, Problem> {
    let (db, facility, now) = (ctx.db.read(), standing.facility, ctx.now());
    let shown = care::board_of(ctx, facility).await?;
    let zone = shown.board.facility.zone;
    let today = now.day_in(zone);
    let midnight = |day: NaiveDate| at(day, TimeOfDay::from_minutes(0), zone);
    let mut items = Vec::new();

    for one in availability::waiting_for_staff(db, facility).await? {
        items.push(Item {
            subject: Some(one.id.0),
            with: one.with,
            ..row(DashboardItemKind::TalkRequest, one.since, Some(one.asker))
        });
    }
    for one in comfort::open_hellos(db, &ctx.keys, facility).await? {
        if one.to.is_none_or(|to| to == standing.person) {
            let person = Some(one.person.person_id);
            items.push(Item {
                subject: Some(one.id.0),
                ..row(DashboardItemKind::Hello, one.raised_at, person)
            });
        }
    }
    for one in handover::open_handovers(db, standing).await? {
        items.push(Item {
            subject: Some(one.id.0),
            with: one.accepted.map(|(_, by)| by),
            ..row(DashboardItemKind::Handover, one.agreed_at.unwrap_or(one.proposed_at), Some(one.about))
        });
    }
    for (id, since, person) in safety::open_concerns(db, standing).await? {
        items.push(Item { subject: Some(id.0), ..row(DashboardItemKind::Concern, since, Some(person)) });
    }
    let beholder = sharing::beholder(ctx, standing).await?;
    for (person, count, since) in checkins::waiting_for(db, &beholder, today).await? {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        items.push(Item { count, ..row(DashboardItemKind::SharedEntries, since, Some(person)) });
    }
    for one in selfcare::consultations_to_do(db, facility, today).await? {
        items.push(Item {
            subject: Some(one.id.0),
            with: one.with,
            overdue: one.is_overdue(today),
            ..row(DashboardItemKind::Consultation, one.asked_at, Some(one.supporter))
        });
    }
    for (id, since, person) in sharing::store::break_glass::unreviewed(db, standing).await? {
        items.push(Item { subject: Some(id), ..row(DashboardItemKind::BreakGlass, since, Some(person)) });
    }
    let board = &shown.board;
    for one in &board.listeners {
        let since = if one.load.week_is_full(&board.settings, now, zone) {
            midnight(checkins::weeks::monday(today))
        } else if one.load.day_is_full(&board.settings, now, zone) {
            midnight(today)
        } else {
            continue;
        };
        items.push(row(DashboardItemKind::SupporterAtCap, since, Some(one.person)));
    }
    let ledgers = training::ledgers(db, facility, today).await?;
    for one in &board.listeners {
        let due = ledgers.due(one.person);
        let Some((_, first)) = due.first() else { continue };
        let count = u32::try_from(due.len()).unwrap_or(u32::MAX);
        let overdue = *first < today;
        items.push(Item {
            count,
            overdue,
            ..row(DashboardItemKind::TrainingDue, midnight(*first), Some(one.person))
        });
    }
    for one in people::idle_devices(db, facility, now).await? {
        let (since, person) = (one.since, Some(one.person));
        items.push(Item { count: one.count, ..row(DashboardItemKind::IdleDevice, since, person) });
    }
    let stale = shown.help.iter().filter(|one| one.stale).count();
    if stale > 0 {
        let count = u32::try_from(stale).unwrap_or(u32::MAX);
        let since = midnight(checkins::weeks::monday(today));
        items.push(Item { count, ..row(DashboardItemKind::HelpToVerify, since, None) });
    }
    in_order(&mut items);
    Ok(items)
}

const fn row(kind: DashboardItemKind, since: Instant, person: Option<crate::kernel::id::PersonId>) -> Item {
    Item { kind, since, person, subject: None, count: 1, overdue: false, with: None }
}
