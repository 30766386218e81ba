//! `get_welcome`

use actix_web::{HttpResponse, get};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store::facility;
use crate::http::Ctx;
use crate::kernel::problem::Problem;

/// What anybody may know before they are in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Welcome {
    /// Whether the installation still waits for its first facility.
    #[schema(example = false)]
    pub needs_setup: bool,
    /// Whether this is the sample facility.
    #[schema(example = false)]
    pub demo: bool,
    /// Version of the software.
    #[schema(example = "0.1.0")]
    pub version: String,
}

/// Say what anybody may know before they are in.
///
/// The app asks this once, to show the right first page.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("welcome:read"))),
    responses((status = 200, description = "What anybody may know.", body = Welcome)))]
#[get("/welcome")]
pub async fn get_welcome(ctx: Ctx) -> Result<HttpResponse, Problem> {
    let welcome = Welcome {
        needs_setup: !facility::any(ctx.db.read()).await?,
        demo: ctx.config.demo,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    Ok(HttpResponse::Ok().json(welcome))
}
