//! `GET /talk_settings`.

use actix_web::get;
use serde::{Deserialize, Serialize};

use super::settings::TalkSettings;
use super::store::board;
use crate::authz::{Actor, act};
use crate::http::respond::Versioned;
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// How people talk at the facility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TalkSettingsView {
    /// The settings.
    #[serde(flatten)]
    pub settings: TalkSettings,
    /// Grows with every change.
    pub version: i32,
}

impl Versioned for TalkSettingsView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// See how people talk at the facility: topics, hours, how long things take.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_settings:read"))),
    responses((status = 200, body = TalkSettingsView, description = "As they now are.")),
)]
#[get("/talk_settings")]
pub async fn get_talk_settings(ctx: Ctx, actor: Actor) -> Result<Fetched<TalkSettingsView>, Problem> {
    let permit = actor.may_here::<act::ReadTalkSettings>()?;
    let shown = board::of(&ctx, permit.facility()).await?;
    let (settings, version) = (shown.board.settings.clone(), shown.board.settings_version);
    Ok(Fetched(TalkSettingsView { settings, version }))
}
