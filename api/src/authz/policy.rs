//! The rules: one row an action, one cell a point of view. No wildcard: a new action does not
//! compile until it is judged. `docs/authorization.md` is this file, rendered.

use super::action::Action;
use super::actor::{Role, Roles};

/// What the rules say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allow,
    /// No, and they may know that it exists (403).
    Refuse,
    /// No, and it looks exactly as if it did not exist (404).
    Conceal,
}

/// How the one who asks stands to the thing asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is theirs; of a gathering: they lead it (まとめ役, 見守り担当).
    Own,
    /// Its owner shows it to them, and the time for it has not run out.
    Shown,
    /// It is a member's of their facility, and a break-glass of their own is open for that member.
    Opened,
    /// It belongs to the facility they are in, or to somebody in it.
    SameFacility,
    /// It belongs to another facility, or does not exist.
    Outside,
}

/// One row: the decision from each point of view.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Not signed in.
    pub anonymous: Decision,
    /// The owner of the thing, whatever their roles.
    pub own: Decision,
    /// A member of the same facility.
    pub member: Decision,
    /// A supporter of the same facility.
    pub supporter: Decision,
    /// Staff of the same facility.
    pub staff: Decision,
    /// An admin of the same facility.
    pub admin: Decision,
    /// Somebody from another facility.
    pub outside: Decision,
    /// Whether being shown it by its owner is enough, whatever their roles.
    pub shown: bool,
    /// Whether staff may while a break-glass of theirs is open for its owner.
    pub opened: bool,
    /// Whether each decision leaves an entry in the audit log.
    pub audited: bool,
}

use Decision::{Allow, Conceal, Refuse};

/// Anybody, signed in or not.
const OPEN: Row = Row {
    anonymous: Allow,
    own: Allow,
    member: Allow,
    supporter: Allow,
    staff: Allow,
    admin: Allow,
    outside: Allow,
    shown: false,
    opened: false,
    audited: false,
};

/// What a person does with their own things; for everybody else they do not exist.
const MINE: Row = Row {
    anonymous: Refuse,
    own: Allow,
    member: Conceal,
    supporter: Conceal,
    staff: Conceal,
    admin: Conceal,
    outside: Conceal,
    shown: false,
    opened: false,
    audited: false,
};

/// Everybody in the facility.
const HOUSE: Row = Row { member: Allow, supporter: Allow, staff: Allow, admin: Allow, ..MINE };

/// What supporters do as supporters; other people know that such a thing exists.
const SUPPORTER: Row = Row {
    anonymous: Refuse,
    own: Refuse,
    member: Refuse,
    supporter: Allow,
    staff: Refuse,
    admin: Refuse,
    outside: Conceal,
    shown: false,
    opened: false,
    audited: false,
};

/// Staff and admins; other people know that such a thing exists.
const STAFF: Row = Row {
    anonymous: Refuse,
    own: Refuse,
    member: Refuse,
    supporter: Refuse,
    staff: Allow,
    admin: Allow,
    outside: Conceal,
    shown: false,
    opened: false,
    audited: true,
};

/// Somebody's own, and staff look after it; for everybody else it does not exist.
const MINE_AND_STAFFS: Row = Row { staff: Allow, admin: Allow, ..MINE };

/// Admins.
const ADMIN: Row = Row { staff: Refuse, ..STAFF };

/// The row of an action.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one table of every action, to be read as a whole")]
pub const fn row(action: Action) -> Row {
    match action {
        Action::ReadWelcome
        | Action::PreviewInvitation
        | Action::RefreshSession
        | Action::DrawTotpSecret
        | Action::ListHelpResources
        | Action::ReadCalendarFeed
        | Action::ReadOpenCalendar => OPEN,
        Action::SetUpFacility | Action::AcceptInvitation | Action::BeginSession => {
            Row { audited: true, ..OPEN }
        }
        Action::EndSession
        | Action::ListMySessions
        | Action::ReadMe
        | Action::UpdateMe
        | Action::AcceptPledge
        | Action::ListMyAccessEvents
        | Action::ExportMyData
        | Action::ReadMyErasure
        | Action::RecordCheckin
        | Action::ListMyShareGrants
        | Action::RevokeShareGrant
        | Action::PreviewShare
        | Action::ListMyAcknowledgements
        | Action::ListMyProxyEntries
        | Action::NodProxyEntry
        | Action::ListMyBreakGlasses
        | Action::ReadMyOpenness
        | Action::ReplaceMyOpenness
        | Action::ListMyCheckins
        | Action::UpdateCheckin
        | Action::DeleteCheckin
        | Action::ReadMyCalendar
        | Action::ReadMyWords
        | Action::ReplaceMyWords
        | Action::ReadMyItems
        | Action::ReplaceMyItems
        | Action::RecordWin
        | Action::ListMyWins
        | Action::UpdateWin
        | Action::DeleteWin
        | Action::ListMyParticipations
        | Action::CreateCalendarFeed
        | Action::ListCalendarFeeds
        | Action::RevokeCalendarFeed
        | Action::ReadMyTopics
        | Action::ReplaceMyTopics
        | Action::ReadTalkRequest
        | Action::ReadMyTalkRequest
        | Action::CancelTalkRequest
        | Action::SendTalkRequestToStaff
        | Action::ListMyOffers
        | Action::SeeOffer
        | Action::AcceptOffer
        | Action::PassOffer
        | Action::StartTalk
        | Action::EndTalk
        | Action::HandOverTalk
        | Action::RecordRelief
        | Action::ListMyBlocks
        | Action::BlockPerson
        | Action::UnblockPerson
        | Action::ListMySelfcareLogs
        | Action::DeleteSelfcareLog
        | Action::RecordAftercare
        | Action::ListMyConcerns
        | Action::ReadMyPlannedTalk
        | Action::CancelPlannedTalk
        | Action::ListMyNotices
        | Action::ReadMyNotice
        | Action::ReadNotice
        | Action::ReadMyNotices
        | Action::ReadMyNoticeSettings
        | Action::ReplaceMyNoticeSettings
        | Action::ReadPushKey
        | Action::ListMyPushSubscriptions
        | Action::SubscribePush
        | Action::UnsubscribePush
        | Action::TestPush
        | Action::ReadPushTest
        | Action::ReadMyComfortPlan
        | Action::ReplaceMyComfortPlan
        | Action::ReadMyHelloRule
        | Action::ReplaceMyHelloRule
        | Action::AgreeHandover
        | Action::WithdrawHandover
        | Action::ListMyHandovers => MINE,
        Action::ReadMyAvailability
        | Action::SetAvailability
        | Action::EndAvailability
        | Action::ReadMyAvailabilityPlan
        | Action::ReplaceMyAvailabilityPlan
        | Action::ReplaceMySupporterCard
        | Action::RecordSelfcareLog
        | Action::ReadMyCapacity
        | Action::UpdateMyLimits
        | Action::StartRest
        | Action::EndRest
        | Action::RequestConsultation => SUPPORTER,
        Action::ListConsultations | Action::ListHellos | Action::HandOver => {
            Row { staff: Allow, ..SUPPORTER }
        }
        // Whom its owner named, and staff when they are meant; for the owner and all others it is not there.
        Action::ReadHello => Row { own: Conceal, staff: Allow, shown: true, ..MINE },
        Action::SayHello => Row { own: Conceal, staff: Allow, shown: true, audited: true, ..MINE },
        // Of a consultation only the two sides know.
        Action::AnswerConsultation | Action::CloseConsultation => {
            Row { own: Allow, member: Conceal, supporter: Conceal, admin: Conceal, ..STAFF }
        }
        Action::RequestTalk => Row { admin: Refuse, ..HOUSE },
        // What did not reach staff is not there, for anybody.
        Action::MeetTalkRequest
        | Action::FollowUpTalkRequest
        | Action::AcceptHandover
        | Action::CloseHandover => {
            Row { own: Conceal, member: Conceal, supporter: Conceal, admin: Conceal, ..STAFF }
        }
        // For the one it is about it does not exist; admins read along, so that there is somebody else.
        Action::CloseConcern => Row { own: Conceal, member: Conceal, supporter: Conceal, ..STAFF },
        Action::EndAvailabilityOf | Action::CloseDashboardItem => Row { admin: Refuse, ..STAFF },
        Action::ListTalkRequests
        | Action::ListSupporters
        | Action::ListHandovers
        | Action::ReadLoad
        | Action::ReadDashboard
        | Action::ReadCoverage => Row { audited: false, admin: Refuse, ..STAFF },
        Action::RevokeMySession | Action::CreateShareGrant | Action::EraseMe | Action::KeepMe => {
            Row { audited: true, ..MINE }
        }
        // Reading the chain is no part of it: it would grow while it is read.
        Action::ListAuditEvents | Action::VerifyAuditChain | Action::ReadAuditHead => {
            Row { audited: false, ..ADMIN }
        }
        Action::ReadCheckin => Row { shown: true, ..MINE },
        Action::ReadComfortPlan => Row { own: Conceal, shown: true, opened: true, ..MINE },
        // One does not say 「見たよ」 to oneself, and reads one's own in the diary.
        Action::ReadSharedEntry | Action::ReadSharedTrend | Action::AcknowledgeEntry => {
            Row { own: Conceal, shown: true, ..MINE }
        }
        Action::ListOpenedCheckins => Row { own: Conceal, opened: true, audited: true, ..MINE },
        Action::OpenBreakGlass | Action::CloseBreakGlass | Action::RecordProxyCheckin => {
            Row { own: Refuse, admin: Refuse, ..STAFF }
        }
        Action::ListTrainings | Action::ReadCertificate => MINE_AND_STAFFS,
        // What somebody learnt decides who is listed, so it is kept who wrote it down.
        Action::RecordTraining
        | Action::RemoveTraining
        | Action::KeepCertificate
        | Action::RemoveCertificate => Row { audited: true, ..MINE_AND_STAFFS },
        // A relation between somebody and the facility: they read it, staff write it.
        Action::RecordEmployment => Row { own: Conceal, audited: true, ..MINE_AND_STAFFS },
        Action::ReadFacility
        | Action::ReadTalkNow
        | Action::ReadSupporter
        | Action::PlanTalk
        | Action::ReadTalkSettings
        | Action::ReadListingRule
        | Action::ListOccurrences
        | Action::ReadOccurrence
        | Action::ProposeGathering
        | Action::ListGatherings
        | Action::ReadGathering
        | Action::ReadClosingDays
        | Action::SetParticipation
        | Action::WithdrawParticipation
        | Action::MarkMyAttendance
        | Action::SendSignal
        | Action::RecordReflection
        | Action::FollowStream
        | Action::ListSharedWithMe
        | Action::RaiseConcern
        | Action::ListPeopleToAsk => HOUSE,
        Action::InviteMember
        | Action::ReviewBreakGlass
        | Action::ListInvitations
        | Action::RevokeInvitation
        | Action::RevokePersonSessions
        | Action::CreateHelpResource
        | Action::UpdateHelpResource
        | Action::HideHelpResource
        | Action::VerifyHelpResource
        | Action::UpdatePerson
        | Action::CreateGathering
        | Action::ApproveGathering
        | Action::ReplaceClosingDays => STAFF,
        Action::ChangeOccurrence
        | Action::CancelOccurrence
        | Action::UpdateGathering
        | Action::CancelGathering
        | Action::ConfirmAttendance => Row { own: Allow, ..STAFF },
        Action::ListParticipants | Action::ListSignals | Action::SeeSignal => {
            Row { own: Allow, audited: false, ..STAFF }
        }
        // Each of the staff for themselves; and a tablet at the door that one of them signed in.
        Action::ReadMyMail
        | Action::ReplaceMyMail
        | Action::ReadWall
        | Action::ListBreakGlasses
        | Action::ReadTrends
        | Action::ListPeople
        | Action::ReadPerson
        | Action::ListHiddenHelpResources
        | Action::ListConcerns => Row { audited: false, ..STAFF },
        Action::UpdateFacility
        | Action::InviteStaff
        | Action::GrantRole
        | Action::EndRole
        | Action::ReplaceTalkSettings
        | Action::ReplaceListingRule => ADMIN,
        Action::EndMembership => Row { own: Allow, ..ADMIN },
    }
}

/// May somebody with these roles, standing so to the thing, do this? `None` is nobody signed in.
#[must_use]
pub fn decide(action: Action, roles: Option<Roles>, relation: Relation) -> Decision {
    let row = row(action);
    let Some(roles) = roles else { return row.anonymous };
    if relation == Relation::Outside {
        return row.outside;
    }
    let opened = row.opened && roles.has(Role::Staff);
    match relation {
        Relation::Own if row.own == Allow => return Allow,
        Relation::Shown if row.shown => return Allow,
        Relation::Opened if opened => return Allow,
        Relation::Own | Relation::Shown | Relation::Opened | Relation::SameFacility | Relation::Outside => {}
    }
    // Roles add up: the most any of them may.
    Role::ALL
        .iter()
        .filter(|role| roles.has(**role))
        .map(|role| match role {
            Role::Member => row.member,
            Role::Supporter => row.supporter,
            Role::Staff => row.staff,
            Role::Admin => row.admin,
        })
        .fold(None, |best: Option<Decision>, next| {
            Some(match (best, next) {
                (Some(Allow), _) | (_, Allow) => Allow,
                (Some(Refuse), _) | (_, Refuse) => Refuse,
                (Some(Conceal) | None, Conceal) => Conceal,
            })
        })
        .unwrap_or(row.outside)
}
