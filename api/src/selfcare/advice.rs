//! What would do a supporter good, by their own logs and counters, each with its reason. Nothing of it has to be followed.

use serde::{Deserialize, Serialize};

use super::domain::{KeptLog, REST_AFTER_HEAVY, is_heavy};
use crate::availability::board::{Board, Listener};
use crate::kernel::named::named;
use crate::kernel::time::Instant;

named! {
    /// Why it would do good.
    AdviceKind {
        /// A talk of today was heavy.
        HeavyTalk => "heavy_talk",
        /// There is little energy left today.
        LowEnergy => "low_energy",
        /// The guide of this week is reached.
        WeekGuide => "week_guide",
        /// A consultation is due.
        ConsultationDue => "consultation_due",
    }
}

/// What would do good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Advice {
    /// Why.
    pub kind: AdviceKind,
    /// Until when one tap would rest; `null` where no rest is offered.
    #[schema(required)]
    pub rest_until: Option<Instant>,
}

/// What would do somebody good now. `logs` are those of today.
#[must_use]
pub fn advice(me: &Listener, board: &Board, logs: &[KeptLog], overdue: bool, now: Instant) -> Vec<Advice> {
    let zone = board.facility.zone;
    let resting = me.load.rest.is_some_and(|rest| rest.holds(now));
    let mut all = Vec::new();
    let newest = |wanted: &dyn Fn(&KeptLog) -> bool| {
        logs.iter().filter(|log| wanted(log)).map(|log| log.log.occurred_at.min(log.received_at)).max()
    };
    let rest = newest(&|kept| is_heavy(&kept.log)).map(|at| at.plus_seconds(REST_AFTER_HEAVY));
    if let Some(until) = rest.filter(|until| *until > now && !resting) {
        all.push(Advice { kind: AdviceKind::HeavyTalk, rest_until: Some(until) });
    }
    let last = logs.iter().filter(|log| log.log.body.energy.is_some()).max_by_key(|log| log.log.occurred_at);
    if !resting && last.is_some_and(|log| log.log.body.energy == Some(1)) {
        all.push(Advice {
            kind: AdviceKind::LowEnergy,
            rest_until: Some(now.plus_seconds(REST_AFTER_HEAVY)),
        });
    }
    let guide = me.load.own.within(&board.settings.caps).minutes_a_week;
    if me.load.minutes_this_week(now, zone) >= i64::from(guide) {
        all.push(Advice { kind: AdviceKind::WeekGuide, rest_until: None });
    }
    if overdue {
        all.push(Advice { kind: AdviceKind::ConsultationDue, rest_until: None });
    }
    all
}
