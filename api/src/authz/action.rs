//! Everything somebody can do through the API, by name. The name stands in the specification as
//! `x-action`, in the audit log and in `docs/authorization.md`.

/// A type that stands for one action, so that a permit for one cannot be used for another.
pub trait Act: Send + Sync + 'static {
    /// The action.
    const ACTION: Action;
}

macro_rules! actions {
    ($($name:ident => $text:literal),+ $(,)?) => {
        /// One thing somebody can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names say it; the rules are beside them in policy.rs")]
        pub enum Action { $($name),+ }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name on the wire and in documents.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $text),+ } }
        }

        /// The actions as types, for [`Permit`](super::Permit).
        pub mod act {
            $(
                #[doc = concat!("Marker of `", $text, "`.")]
                #[derive(Debug, Clone, Copy)]
                pub struct $name;
                impl super::Act for $name { const ACTION: super::Action = super::Action::$name; }
            )+
        }
    };
}

actions! {
    ReadWelcome => "welcome:read",
    DrawTotpSecret => "totp_secrets:draw",
    SetUpFacility => "facilities:set_up",
    PreviewInvitation => "invitations:preview",
    AcceptInvitation => "invitations:accept",
    BeginSession => "sessions:begin",
    RefreshSession => "sessions:refresh",
    EndSession => "sessions:end",
    ListMySessions => "sessions:list_own",
    RevokeMySession => "sessions:revoke_own",
    ReadMe => "me:read",
    UpdateMe => "me:update",
    AcceptPledge => "pledge:accept",
    ReadFacility => "facility:read",
    UpdateFacility => "facility:update",
    InviteMember => "invitations:create_member",
    InviteStaff => "invitations:create_staff",
    ListInvitations => "invitations:list",
    RevokeInvitation => "invitations:revoke",
    ListPeople => "people:list",
    ReadPerson => "people:read",
    UpdatePerson => "people:update",
    GrantRole => "roles:grant",
    EndRole => "roles:end",
    EndMembership => "memberships:end",
    RevokePersonSessions => "sessions:revoke_person",
    RecordCheckin => "checkins:record",
    ReadCheckin => "checkins:read",
    ListMyCheckins => "checkins:list_own",
    UpdateCheckin => "checkins:update",
    DeleteCheckin => "checkins:delete",
    ReadMyCalendar => "checkins:read_calendar",
    ReadMyWords => "words:read_own",
    ReplaceMyWords => "words:replace_own",
    ReadMyItems => "items:read_own",
    ReplaceMyItems => "items:replace_own",
    RecordWin => "wins:record",
    ListMyWins => "wins:list_own",
    UpdateWin => "wins:update",
    DeleteWin => "wins:delete",
    ListOccurrences => "occurrences:list",
    ReadOccurrence => "occurrences:read",
    ChangeOccurrence => "occurrences:change",
    CancelOccurrence => "occurrences:cancel",
    ProposeGathering => "gatherings:propose",
    CreateGathering => "gatherings:create",
    ListGatherings => "gatherings:list",
    ReadGathering => "gatherings:read",
    UpdateGathering => "gatherings:update",
    CancelGathering => "gatherings:cancel",
    ApproveGathering => "gatherings:approve",
    ReadClosingDays => "closing_days:read",
    ReplaceClosingDays => "closing_days:replace",
    SetParticipation => "participations:set",
    WithdrawParticipation => "participations:withdraw",
    ListMyParticipations => "participations:list_own",
    ListParticipants => "participations:list",
    MarkMyAttendance => "attendance:mark_own",
    ConfirmAttendance => "attendance:confirm",
    SendSignal => "signals:send",
    ListSignals => "signals:list",
    SeeSignal => "signals:see",
    RecordReflection => "reflections:record",
    CreateCalendarFeed => "calendar_feeds:create",
    ListCalendarFeeds => "calendar_feeds:list_own",
    RevokeCalendarFeed => "calendar_feeds:revoke_own",
    ReadCalendarFeed => "calendar_feeds:read",
    ReadOpenCalendar => "open_calendars:read",
    ReadTalkNow => "talk_now:read",
    ReadMyAvailability => "availability:read_own",
    SetAvailability => "availability:set",
    EndAvailability => "availability:end",
    EndAvailabilityOf => "availability:end_of",
    ReadMyAvailabilityPlan => "availability_plans:read_own",
    ReplaceMyAvailabilityPlan => "availability_plans:replace_own",
    ReadSupporter => "supporters:read",
    ReplaceMySupporterCard => "supporter_cards:replace_own",
    ListSupporters => "supporters:list",
    ReadMyTopics => "topics:read_own",
    ReplaceMyTopics => "topics:replace_own",
    ReadTalkSettings => "talk_settings:read",
    ReplaceTalkSettings => "talk_settings:replace",
    RequestTalk => "talk_requests:create",
    ReadTalkRequest => "talk_requests:read",
    ReadMyTalkRequest => "talk_requests:read_own",
    CancelTalkRequest => "talk_requests:cancel",
    SendTalkRequestToStaff => "talk_requests:escalate",
    ListTalkRequests => "talk_requests:list",
    MeetTalkRequest => "talk_requests:meet",
    FollowUpTalkRequest => "talk_requests:follow_up",
    ListMyOffers => "offers:list_own",
    SeeOffer => "offers:see",
    AcceptOffer => "offers:accept",
    PassOffer => "offers:pass",
    StartTalk => "talks:start",
    EndTalk => "talks:end",
    HandOverTalk => "talks:hand_over",
    RecordRelief => "reliefs:record",
    ListMyBlocks => "blocks:list_own",
    BlockPerson => "blocks:add",
    UnblockPerson => "blocks:remove",
    ListTrainings => "trainings:list",
    RecordTraining => "trainings:record",
    RemoveTraining => "trainings:remove",
    KeepCertificate => "certificates:keep",
    ReadCertificate => "certificates:read",
    RemoveCertificate => "certificates:remove",
    RecordEmployment => "employments:record",
    ReadListingRule => "listing_rules:read",
    ReplaceListingRule => "listing_rules:replace",
    PlanTalk => "planned_talks:create",
    ReadMyPlannedTalk => "planned_talks:read_own",
    CancelPlannedTalk => "planned_talks:cancel",
    FollowStream => "stream:follow",
    ListMyNotices => "notices:list_own",
    ReadMyNotice => "notices:read_own",
    ReadNotice => "notices:mark_read",
    ReadMyNotices => "notices:mark_all_read",
    ReadMyNoticeSettings => "notice_settings:read_own",
    ReplaceMyNoticeSettings => "notice_settings:replace_own",
    ReadPushKey => "push_key:read",
    ListMyPushSubscriptions => "push_subscriptions:list_own",
    SubscribePush => "push_subscriptions:keep_own",
    UnsubscribePush => "push_subscriptions:end_own",
    TestPush => "push_subscriptions:test",
    ReadPushTest => "push_subscriptions:read_test",
    RecordSelfcareLog => "selfcare_logs:record",
    ListMySelfcareLogs => "selfcare_logs:list_own",
    DeleteSelfcareLog => "selfcare_logs:delete",
    RecordAftercare => "aftercare:record",
    ReadMyCapacity => "capacity:read_own",
    UpdateMyLimits => "limits:update_own",
    StartRest => "rests:start",
    EndRest => "rests:end",
    RequestConsultation => "consultations:request",
    ListConsultations => "consultations:list",
    AnswerConsultation => "consultations:answer",
    CloseConsultation => "consultations:close",
    ReadLoad => "load:read",
    ListHelpResources => "help_resources:list",
    ListHiddenHelpResources => "help_resources:list_hidden",
    CreateHelpResource => "help_resources:create",
    UpdateHelpResource => "help_resources:update",
    HideHelpResource => "help_resources:hide",
    VerifyHelpResource => "help_resources:verify",
    RaiseConcern => "concerns:raise",
    ListMyConcerns => "concerns:list_own",
    ListConcerns => "concerns:list",
    CloseConcern => "concerns:close",
}
