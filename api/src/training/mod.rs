//! 研修: what supporters learnt, and what it takes to be listed.
//!
//! What this feature promises: a ledger is its owner's and the staff's, and nobody else learns that it exists; what
//! it asks for is written down where everybody in the house can read it; titles and certificates lie sealed; a
//! certificate is what it claims to be; whoever does not meet the rule is not asked to listen, from the same moment
//! on; and nothing here measures anybody.

/// Whether some bytes are one picture or one PDF.
pub mod certificate;
/// What somebody learnt.
pub mod domain;
/// The tables.
mod entity;
/// What every operation asks first, and what follows a change.
mod entrance;
/// What belongs to a person.
pub mod own;
/// What it takes to be listed.
pub mod rule;
/// Ledgers with a past.
pub mod seed;
/// The queries.
mod store;
/// The wire shapes.
pub mod view;

mod get_listing_rule;
mod keep_certificate;
mod list_trainings;
mod read_certificate;
mod record_employment;
mod record_training;
mod remove_certificate;
mod remove_training;
mod replace_listing_rule;

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::Failure;
use crate::kernel::id::{FacilityId, PersonId};
use domain::{TrainingExpiry, TrainingKind};
use rule::{Entry, Rule};

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list_trainings::list_trainings)
        .service(record_training::record_training)
        .service(remove_training::remove_training)
        .service(keep_certificate::keep_certificate)
        .service(read_certificate::read_certificate)
        .service(remove_certificate::remove_certificate)
        .service(record_employment::record_employment)
        .service(get_listing_rule::get_listing_rule)
        .service(replace_listing_rule::replace_listing_rule);
}

/// Everybody's ledger at a facility beside its rule, on one day. Without titles.
#[derive(Clone, Debug)]
pub struct Ledgers {
    rule: Rule,
    entries: HashMap<PersonId, Vec<Entry>>,
    today: NaiveDate,
}

impl Ledgers {
    fn entries(&self, person: PersonId) -> &[Entry] {
        self.entries.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Whether somebody has everything that the rule asks for.
    #[must_use]
    pub fn met(&self, person: PersonId) -> bool {
        self.rule.is_met(self.entries(person), self.today)
    }

    /// What somebody has not enough of.
    #[must_use]
    pub fn missing(&self, person: PersonId) -> Vec<TrainingKind> {
        self.rule.missing(self.entries(person), self.today)
    }

    /// What of somebody's ledger ends within 90 days or is over, with its last day, the nearest first. Of each
    /// kind, only what counts longest: whoever learnt it again need not hear of the first time.
    #[must_use]
    pub fn due(&self, person: PersonId) -> Vec<(TrainingKind, NaiveDate)> {
        let mut longest: HashMap<TrainingKind, Option<NaiveDate>> = HashMap::new();
        for one in self.entries(person) {
            let known = longest.entry(one.kind).or_insert(one.expires_on);
            *known = known.zip(one.expires_on).map(|(one, other)| one.max(other));
        }
        let ends = longest.into_iter().filter_map(|(kind, last)| Some((kind, last?)));
        let mut due: Vec<_> =
            ends.filter(|(_, last)| TrainingExpiry::of(*last, self.today).is_due()).collect();
        due.sort_by_key(|(kind, last)| (*last, *kind));
        due
    }
}

/// Everybody's ledger at a facility beside its rule, for who looks after supporters.
///
/// # Errors
/// When the rows cannot be read.
pub async fn ledgers(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    today: NaiveDate,
) -> Result<Ledgers, Failure> {
    let (rule, _) = store::rule::of(db, facility).await?;
    Ok(Ledgers { rule, entries: store::ledger::entries(db, facility, None).await?, today })
}

/// Only what the rule asks for, for who decides who is listed; [`Ledgers::due`] knows nothing of other kinds here.
///
/// # Errors
/// When the rows cannot be read.
pub async fn for_listing(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    today: NaiveDate,
) -> Result<Ledgers, Failure> {
    let (rule, _) = store::rule::of(db, facility).await?;
    let kinds: Vec<TrainingKind> = rule.needed.iter().map(|need| need.kind).collect();
    let entries = if kinds.is_empty() {
        HashMap::new()
    } else {
        store::ledger::entries(db, facility, Some(&kinds)).await?
    };
    Ok(Ledgers { rule, entries, today })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learnt_again_is_not_due() {
        let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
        let entry = |kind, expires_on| Entry { kind, half_hours: 2, expires_on };
        let person = PersonId(uuid::Uuid::nil());
        let ledger = vec![
            entry(TrainingKind::Basic, day("2026-11-01")),
            entry(TrainingKind::Basic, None),
            entry(TrainingKind::FollowUp, day("2026-12-24")),
            entry(TrainingKind::FollowUp, day("2026-11-30")),
            entry(TrainingKind::Visit, day("2026-11-01")),
            entry(TrainingKind::InHouse, day("2027-11-01")),
        ];
        let today = day("2026-11-22").unwrap();
        let all = Ledgers { rule: Rule::default(), entries: [(person, ledger)].into(), today };

        let due = all.due(person);

        let wanted = [(TrainingKind::Visit, day("2026-11-01")), (TrainingKind::FollowUp, day("2026-12-24"))];
        assert_eq!(due, wanted.map(|(kind, last)| (kind, last.unwrap())));
    }
}
