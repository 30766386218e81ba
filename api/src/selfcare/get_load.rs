//! `GET /dashboard/load`.

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::consultation::ConsultationState;
use super::store::consultation;
use crate::authz::{Actor, act};
use crate::availability::board::{Board, Listener};
use crate::availability::care;
use crate::http::{Ctx, Page};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::training;
use crate::training::domain::TrainingKind;

/// 余力 in one of three words: ○ △ 休.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Spare {
    /// ○ There is room.
    Free,
    /// △ A little, or not now.
    Little,
    /// 休 Resting.
    Resting,
}

/// Where somebody is on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CareStage {
    /// 見習い: not listed yet.
    Trainee,
    /// サポーター.
    Supporter,
    /// お休み中: until they come back. Told only of those who show how much they can carry.
    Paused,
}

/// A consultation that is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConsultationDue {
    /// By when it should be.
    pub due_on: NaiveDate,
    /// Whether it should have been by now.
    pub overdue: bool,
    /// How far it is.
    pub state: ConsultationState,
}

/// How staff look after one supporter. Minutes and dates; never what was said or felt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SupporterCare {
    /// Who.
    pub person_id: PersonId,
    /// What they are called.
    pub nickname: String,
    /// Where they are on the way.
    pub stage: CareStage,
    /// Minutes of this week.
    pub minutes_this_week: u32,
    /// The guide of a week, their own if it is lower.
    pub minutes_a_week: u32,
    /// How much they can still carry; `null` unless they let staff see it.
    #[schema(required)]
    pub spare: Option<Spare>,
    /// The consultation that is due next.
    #[schema(required)]
    pub consultation: Option<ConsultationDue>,
    /// What of their training ends within 90 days or is over, the nearest first.
    pub trainings_due: Vec<TrainingDue>,
}

/// A training that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TrainingDue {
    /// Of which kind.
    pub kind: TrainingKind,
    /// The last day on which it counts.
    pub expires_on: NaiveDate,
}

/// See how supporters can be looked after: minutes, consultations, and how much they can carry where they agreed.
///
/// In order of their names and no other: this is care, not a ranking.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("load:read"))),
    responses((status = 200, body = Page<SupporterCare>, description = "Everybody who supports, in one page.")),
)]
#[get("/dashboard/load")]
pub async fn get_load(ctx: Ctx, actor: Actor) -> Result<Page<SupporterCare>, Problem> {
    let permit = actor.may_here::<act::ReadLoad>()?;
    let (db, now) = (ctx.db.read(), ctx.now());
    let shown = care::board_of(&ctx, permit.facility()).await?;
    let board = &shown.board;
    let today = now.day_in(board.facility.zone);
    let all = consultation::of_facility(db, permit.facility(), now).await?;
    let ledgers = training::ledgers(db, permit.facility(), today).await?;
    let mut items: Vec<SupporterCare> = board
        .listeners
        .iter()
        .map(|one| {
            let open = all.iter().map(|kept| &kept.one);
            let open =
                open.filter(|kept| kept.supporter == one.person && kept.stage != ConsultationState::Closed);
            let next = open.min_by_key(|kept| kept.due_on).map(|kept| ConsultationDue {
                due_on: kept.due_on,
                overdue: kept.is_overdue(today),
                state: kept.stage,
            });
            let due = ledgers.due(one.person).into_iter();
            let trainings_due = due.map(|(kind, expires_on)| TrainingDue { kind, expires_on }).collect();
            SupporterCare { consultation: next, trainings_due, ..care_of(one, board, now) }
        })
        .collect();
    items.sort_by(|a, b| a.nickname.cmp(&b.nickname).then(a.person_id.cmp(&b.person_id)));
    Ok(Page::whole(items))
}

fn care_of(one: &Listener, board: &Board, now: Instant) -> SupporterCare {
    let zone = board.facility.zone;
    let load = &one.load;
    let rest = load.rest.filter(|rest| rest.holds(now));
    let stage = match rest {
        // That somebody rests is theirs to show, also without an end.
        Some(rest) if rest.until.is_none() && one.shows_spare => CareStage::Paused,
        Some(_) | None if one.may_be_listed() => CareStage::Supporter,
        Some(_) | None => CareStage::Trainee,
    };
    let spare = if rest.is_some() {
        Spare::Resting
    } else if load.day_is_full(&board.settings, now, zone)
        || load.week_is_full(&board.settings, now, zone)
        || load.enough_until.is_some_and(|until| until > now)
    {
        Spare::Little
    } else {
        Spare::Free
    };
    SupporterCare {
        person_id: one.person,
        nickname: one.nickname.clone(),
        stage,
        minutes_this_week: u32::try_from(load.minutes_this_week(now, zone)).unwrap_or_default(),
        minutes_a_week: u32::from(load.own.within(&board.settings.caps).minutes_a_week),
        spare: one.shows_spare.then_some(spare),
        consultation: None,
        trainings_due: Vec::new(),
    }
}
