//! `get_totp_secret`

use actix_web::{HttpResponse, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::credential::{new_totp_secret, otpauth_url};
use super::domain;
use crate::http::limit::Kind;
use crate::http::{Ctx, Query};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::qr::{self, Qr};

/// For whom the secret is.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ForWhom {
    /// The login name, which the authenticator app shows beside the digits.
    #[param(example = "mori")]
    pub login_name: String,
}

/// A fresh secret for an authenticator app (RFC 6238).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TotpSecret {
    /// The secret in base32, to type where no camera is at hand.
    pub secret: String,
    /// The same as a link.
    pub otpauth_url: String,
    /// The same as a QR code.
    pub qr: Qr,
}

/// Draw a fresh secret for an authenticator app.
///
/// Nothing is kept: the secret becomes somebody's second factor when they send it back with their
/// credentials and the six digits that prove the app has it.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("totp_secrets:draw"))), params(ForWhom),
    responses((status = 200, description = "A fresh secret.", body = TotpSecret)))]
#[get("/totp_secret")]
pub async fn get_totp_secret(ctx: Ctx, Query(whom): Query<ForWhom>) -> Result<HttpResponse, Problem> {
    ctx.limits.check(Kind::Guess, &ctx.peer)?;
    let login_name = domain::login_name("/login_name", &whom.login_name)?;
    let secret = new_totp_secret();
    let otpauth_url = otpauth_url(&secret, &login_name);
    let qr = qr::draw(&otpauth_url).ok_or(ProblemType::Internal)?;
    Ok(HttpResponse::Ok().json(TotpSecret { secret, otpauth_url, qr }))
}
