//! Ids with a type (RFC 9562). Phones make version 7 ids, so the order of making is kept in the bytes.

use uuid::Uuid;

/// Where new ids and random bytes come from; tests may inject their own.
pub trait Ids: Send + Sync + 'static {
    /// A new UUIDv7 whose time part is `now_ms`.
    fn next(&self, now_ms: i64) -> Uuid;
    /// Fill with bytes nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// The real source: the operating system's randomness.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemIds;

impl Ids for SystemIds {
    fn next(&self, now_ms: i64) -> Uuid {
        let mut random = [0_u8; 10];
        self.fill(&mut random);
        uuid_v7(now_ms, random)
    }

    fn fill(&self, bytes: &mut [u8]) {
        super::sealed::random(bytes);
    }
}

/// Put a time in milliseconds and ten random bytes together as a UUIDv7.
#[must_use]
pub fn uuid_v7(now_ms: i64, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now_ms).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// Make a UUID newtype that converts to and from `Uuid`, JSON and paths.
macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize,
            serde::Deserialize, utoipa::ToSchema,
        )]
        #[serde(transparent)]
        #[schema(value_type = uuid::Uuid)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl From<uuid::Uuid> for $name {
            fn from(value: uuid::Uuid) -> Self { Self(value) }
        }
        impl From<$name> for uuid::Uuid {
            fn from(value: $name) -> Self { value.0 }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map(Self) }
        }
    )+ };
}

id_type! {
    /// 事業所: every row belongs to exactly one.
    FacilityId,
    /// 人: an account.
    PersonId,
    /// A signed-in device.
    SessionId,
    /// 招待カード.
    InvitationId,
    /// きろく: one moment, made on the phone.
    CheckinId,
    /// できたこと: a small success, made on the phone.
    WinId,
    /// A question a person made for themselves.
    ItemId,
    /// 相談先: a helpline or a place.
    HelpResourceId,
    /// 集まり: one that happens once or again and again.
    GatheringId,
    /// A card held up during a gathering.
    SignalId,
    /// A private link for somebody's own calendar app.
    FeedId,
    /// 話したい: a wish to talk, and the talk that comes of it.
    TalkRequestId,
    /// One supporter being asked.
    OfferId,
    /// 手入れのきろく: what a supporter keeps about themselves, made on the phone.
    SelfcareLogId,
    /// 面談: a talk of a supporter with staff about how they are.
    ConsultationId,
    /// お知らせ: one thing that one person should hear of.
    NoticeId,
    /// A phone that may be reached, made on that phone.
    PushSubscriptionId,
    /// One notice on its way to one phone.
    PushDeliveryId,
    /// 研修: one entry of somebody's ledger.
    TrainingId,
    /// 気になったこと.
    ConcernId,
    /// 見せる: what somebody shows, to whom, until when.
    ShareGrantId,
    /// 声をかけてほしい: one time that somebody shall say hello.
    HelloId,
    /// つなぐ: one thing that staff should go on with.
    HandoverId,
}
