//! Which rows the dashboard has, in which order, and which of them are closed there. Pure.

use aws_lc_rs::digest::{SHA256, digest};
use uuid::Uuid;

use crate::kernel::id::PersonId;
use crate::kernel::named::named;
use crate::kernel::time::Instant;

/// The most rows that are shown.
pub const MOST: usize = 10;

named! {
    /// Why a human is asked for. In the order of the rows: whoever waits comes before what can wait.
    DashboardItemKind {
        /// Somebody would like to talk, and it reached staff.
        TalkRequest => "talk_request",
        /// Somebody wished that staff say hello, and it is time.
        Hello => "hello",
        /// Somebody agreed that staff go on after a talk.
        Handover => "handover",
        /// Somebody raised something.
        Concern => "concern",
        /// Somebody shows something, and nobody has said 「見たよ」.
        SharedEntries => "shared_entries",
        /// A consultation is asked for, or due.
        Consultation => "consultation",
        /// A look in need that nobody else has looked at.
        BreakGlass => "break_glass",
        /// A supporter has carried enough for this week or today.
        SupporterAtCap => "supporter_at_cap",
        /// A training ends within 90 days, or has ended.
        TrainingDue => "training_due",
        /// A device that nobody has used for 90 days is still signed in; closing the row stops it.
        IdleDevice => "idle_device",
        /// Numbers and places that nobody checked for long.
        HelpToVerify => "help_to_verify",
    }
}

impl DashboardItemKind {
    /// Whether it is closed on the dashboard. The others are closed where they are done: a wish to talk by going there,
    /// something shown by saying 「見たよ」.
    #[must_use]
    pub const fn is_closed_here(self) -> bool {
        match self {
            Self::SupporterAtCap | Self::TrainingDue | Self::IdleDevice | Self::HelpToVerify => true,
            Self::TalkRequest
            | Self::Hello
            | Self::Handover
            | Self::Concern
            | Self::SharedEntries
            | Self::Consultation
            | Self::BreakGlass => false,
        }
    }
}

/// One thing that asks for a human.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Why.
    pub kind: DashboardItemKind,
    /// Since when. Closing one closes it for this time; a later one is another.
    pub since: Instant,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// What it leads to.
    pub subject: Option<Uuid>,
    /// How many there are.
    pub count: u32,
    /// Whether it should have been done by now.
    pub overdue: bool,
    /// Who takes care of it already.
    pub with: Option<PersonId>,
}

impl Item {
    /// Its id: the same for as long as it is the same thing, on every replica and for everybody.
    #[must_use]
    pub fn id(&self, facility: Uuid) -> Uuid {
        let nil = Uuid::nil();
        let mut bytes = facility.as_bytes().to_vec();
        bytes.extend(self.kind.name().as_bytes());
        bytes.extend(self.person.map_or(nil, |person| person.0).as_bytes());
        bytes.extend(self.subject.unwrap_or(nil).as_bytes());
        bytes.extend(self.since.0.to_be_bytes());
        let digest = digest(&SHA256, &bytes);
        let mut id = [0_u8; 16];
        for (to, from) in id.iter_mut().zip(digest.as_ref()) {
            *to = *from;
        }
        uuid::Builder::from_custom_bytes(id).into_uuid()
    }
}

/// The rows in their order: by kind, those that nobody takes care of first, the longest wait first.
pub fn in_order(items: &mut [Item]) {
    items.sort_by_key(|item| (item.kind, item.with.is_some(), item.since, item.person, item.subject));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: DashboardItemKind, since: i64, with: bool) -> Item {
        let with = with.then_some(PersonId(Uuid::nil()));
        Item { kind, since: Instant(since), person: None, subject: None, count: 1, overdue: false, with }
    }

    #[test]
    fn whoever_waits_longest_and_alone_comes_first() {
        let mut items = [
            item(DashboardItemKind::HelpToVerify, 1, false),
            item(DashboardItemKind::TalkRequest, 9, false),
            item(DashboardItemKind::TalkRequest, 2, true),
            item(DashboardItemKind::TalkRequest, 5, false),
        ];
        in_order(&mut items);
        let order: Vec<_> = items.iter().map(|one| (one.kind, one.since.0)).collect();
        assert_eq!(
            order,
            [
                (DashboardItemKind::TalkRequest, 5),
                (DashboardItemKind::TalkRequest, 9),
                (DashboardItemKind::TalkRequest, 2),
                (DashboardItemKind::HelpToVerify, 1),
            ]
        );
    }

    #[test]
    fn an_item_keeps_its_id_until_it_is_another_thing() {
        let facility = Uuid::from_u128(7);
        let one = item(DashboardItemKind::TrainingDue, 5, false);
        assert_eq!(one.id(facility), item(DashboardItemKind::TrainingDue, 5, true).id(facility));
        assert_ne!(one.id(facility), item(DashboardItemKind::TrainingDue, 6, false).id(facility));
        assert_ne!(one.id(facility), item(DashboardItemKind::HelpToVerify, 5, false).id(facility));
        assert_ne!(one.id(facility), one.id(Uuid::from_u128(8)));
    }
}
