//! `GET /talk_settings`.

use actix_web::get;
use serde::{Deserialize, Serialize};

use super::settings::{Caps, DailyHours, TalkSettings, Timers, Topic, WeeklyHours};
use super::store::boards;
use crate::authz::{Actor, act};
use crate::http::respond::Versioned;
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// How people talk at the facility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TalkSettingsView {
    /// What people can have in common.
    pub topics: Vec<Topic>,
    /// When staff can be spoken to.
    pub staff_hours: Vec<WeeklyHours>,
    /// Where staff are.
    pub staff_place: String,
    /// The facility's telephone; may be empty.
    pub phone: String,
    /// When nobody is asked to listen.
    pub quiet_hours: DailyHours,
    /// Lunch belongs to everybody.
    pub lunch: DailyHours,
    /// How long things take, in seconds.
    pub timers: Timers,
    /// How much one supporter may carry.
    pub caps: Caps,
    /// Requests of one person a day.
    pub attempts_a_day: u8,
    /// Grows with every change.
    pub version: i32,
}

impl TalkSettingsView {
    /// Settings with their version.
    #[must_use]
    pub fn of(settings: TalkSettings, version: i32) -> Self {
        let TalkSettings {
            topics,
            staff_hours,
            staff_place,
            phone,
            quiet_hours,
            lunch,
            timers,
            caps,
            attempts_a_day,
        } = settings;
        Self {
            topics,
            staff_hours,
            staff_place,
            phone,
            quiet_hours,
            lunch,
            timers,
            caps,
            attempts_a_day,
            version,
        }
    }
}

impl Versioned for TalkSettingsView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// See how people talk at the facility: topics, hours, how long things take.
///
/// The app shows topics by these names, and says how long things take in words.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_settings:read"))),
    responses((status = 200, body = TalkSettingsView, description = "As they now are.")),
)]
#[get("/talk_settings")]
pub async fn get_talk_settings(ctx: Ctx, actor: Actor) -> Result<Fetched<TalkSettingsView>, Problem> {
    let permit = actor.may_here::<act::ReadTalkSettings>()?;
    let shown = boards::of(&ctx, permit.facility()).await?;
    let board = &shown.board;
    Ok(Fetched(TalkSettingsView::of(board.settings.clone(), board.settings_version)))
}
