//! What operations answer with.

use serde::{Deserialize, Serialize};

use super::domain::{DeliveryState, EndedBecause, Reason, Trouble};
use super::store::delivery::Delivery;
use super::store::subscription::Kept;
use crate::authz::{Act, Permit};
use crate::kernel::id::{NoticeId, PushSubscriptionId};
use crate::kernel::time::Instant;

/// Who sends: the key that a browser asks for when it subscribes (RFC 8292 §4).
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PushKey {
    /// An uncompressed point of P-256, in base64url.
    pub public_key: String,
}

/// Whether a phone is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PushSubscriptionState {
    /// It is.
    Active,
    /// Not any more.
    Ended,
}

/// A phone of one's own that may be reached. Its address is never shown.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PushSubscription {
    /// Its id, made by the phone.
    pub subscription_id: PushSubscriptionId,
    /// The name of its push service.
    pub service: String,
    /// Whether it is the device that asks.
    pub this_device: bool,
    /// Whether it is reached.
    pub state: PushSubscriptionState,
    /// Why not any more.
    #[schema(required)]
    pub ended_because: Option<EndedBecause>,
    /// Since when.
    pub made_at: Instant,
    /// When its push service last took a message.
    #[schema(required)]
    pub accepted_at: Option<Instant>,
    /// What its push service last objected to.
    #[schema(required)]
    pub trouble: Option<Trouble>,
}

impl PushSubscription {
    /// As its owner is shown it.
    #[must_use]
    pub fn of<A: Act>(kept: Kept, permit: &Permit<A>) -> Self {
        let ended = kept.ended.map(|(_, because)| because);
        Self {
            subscription_id: kept.id,
            service: kept.service,
            this_device: kept.session == permit.session(),
            state: if ended.is_some() { PushSubscriptionState::Ended } else { PushSubscriptionState::Active },
            ended_because: ended,
            made_at: kept.made_at,
            accepted_at: kept.accepted_at,
            trouble: kept.trouble,
        }
    }
}

/// How far a notice has come that somebody sent to themselves. Whether it was shown, the phone knows.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PushTest {
    /// The notice.
    pub notice_id: NoticeId,
    /// How far it has come.
    pub state: DeliveryState,
    /// Why it did not arrive.
    #[schema(required)]
    pub reason: Option<Reason>,
    /// When it was asked for.
    pub asked_at: Instant,
    /// When the push service took it, or when it was given up.
    #[schema(required)]
    pub settled_at: Option<Instant>,
}

impl From<Delivery> for PushTest {
    fn from(delivery: Delivery) -> Self {
        Self {
            notice_id: delivery.notice,
            state: delivery.state,
            reason: delivery.reason,
            asked_at: delivery.made_at,
            settled_at: delivery.settled_at,
        }
    }
}
