//! `PUT /me/push_subscriptions/{subscription_id}`.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, put, web};
use futures::FutureExt as _;
use serde::Deserialize;

use super::endpoint::{Allowed, Endpoint};
use super::message::{BadKeys, ReceiverKeys};
use super::store::subscription::{self, Address};
use super::view::PushSubscription;
use super::wire::Wire;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Json, Path};
use crate::kernel::id::PushSubscriptionId;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};

/// Where and how this phone is reached, as its browser says it (`PushSubscription.toJSON()`).
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPushSubscription {
    /// The resource of the push service; https, at a known push service.
    #[schema(max_length = 2048, examples("https://updates.push.services.mozilla.com/wpush/v2/abc"))]
    pub endpoint: String,
    /// The phone's public key, in base64url.
    #[schema(max_length = 88)]
    pub p256dh: String,
    /// Its secret, in base64url.
    #[schema(max_length = 24)]
    pub auth: String,
}

impl NewPushSubscription {
    fn decide(self, allowed: &Allowed) -> Result<(Address, String), Problem> {
        let mut faults = Faults::default();
        let endpoint = Endpoint::parse(&self.endpoint, allowed);
        let endpoint = faults.check(endpoint.map_err(|_e| FieldError::new("/endpoint", Fault::NotAllowed)));
        let keys = ReceiverKeys::parse(&self.p256dh, &self.auth);
        let keys = faults.check(keys.map_err(|bad| match bad {
            BadKeys::P256dh => FieldError::new("/p256dh", Fault::WrongFormat),
            BadKeys::Auth => FieldError::new("/auth", Fault::WrongFormat),
        }));
        let (endpoint, _) = faults.finish(endpoint.zip(keys))?;
        let address =
            Address { endpoint: endpoint.as_str().to_owned(), p256dh: self.p256dh, auth: self.auth };
        Ok((address, endpoint.host().to_owned()))
    }
}

/// Let this phone be reached.
///
/// The phone makes the id and keeps it. Repeating it is harmless; the same id with another address takes its place. What is
/// told there is chosen in `/me/notice_settings`.
#[utoipa::path(
    tag = "push",
    extensions(("x-action" = json!("push_subscriptions:keep_own"))),
    params(("subscription_id" = PushSubscriptionId, Path, description = "Made by the phone.")),
    responses(
        (status = 201, body = PushSubscription, description = "It is new."),
        (status = 200, body = PushSubscription, description = "It was known."),
    ),
)]
#[put("/me/push_subscriptions/{subscription_id}")]
pub async fn subscribe_push(
    ctx: Ctx,
    actor: Actor,
    wire: web::Data<Wire>,
    Path(id): Path<PushSubscriptionId>,
    Json(new): Json<NewPushSubscription>,
) -> Result<HttpResponse, Problem> {
    let permit = actor.may_own::<act::SubscribePush>()?;
    let input = (id, new.decide(&wire.allowed)?);
    let kept = ctx.write(&permit, None, input, |tx, scene, permit, (id, (address, service))| {
        subscription::keep(tx, scene, permit, *id, address, service).boxed()
    });
    let (is_new, kept) = kept.await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok(HttpResponse::build(status).json(PushSubscription::of(kept, &permit)))
}
