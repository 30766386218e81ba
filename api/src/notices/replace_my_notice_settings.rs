//! `PUT /me/notice_settings`.

use actix_web::put;
use futures::FutureExt as _;
use serde::Deserialize;

use super::domain::{NoticeGroup, NoticeSettings, QuietTime, groups, quiet};
use super::store;
use super::view::NoticeSettingsView;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::local::TimeOfDay;
use crate::kernel::problem::{Faults, Problem};
use crate::people;

/// About what somebody wants to be told on their phones, and when.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNoticeSettings {
    /// About what; none is fine.
    #[schema(max_items = 12)]
    pub about: Vec<NoticeGroup>,
    /// In which hours not; `null`: in all hours.
    #[serde(default)]
    pub quiet: Option<QuietTime>,
    /// Nothing any more today.
    #[serde(default)]
    pub not_today: bool,
    /// When to be asked how one is; with `checkin_time` in `about`.
    #[serde(default)]
    pub checkin_at: Option<TimeOfDay>,
}

impl NewNoticeSettings {
    fn decide(self) -> Result<(Self, NoticeSettings), Problem> {
        let mut faults = Faults::default();
        let (about, quiet) = (faults.check(groups(&self.about)), faults.check(quiet(self.quiet)));
        let checkin_at = self.checkin_at;
        let chosen = about.zip(quiet).map(|(about, quiet)| {
            let chosen = NoticeSettings { about, quiet, checkin_at, ..NoticeSettings::default() };
            (self, chosen)
        });
        faults.finish(chosen)
    }
}

/// Say about what one wants to be told on one's phones, and when.
///
/// It holds from now on, also for what waits to be sent. 「きょうは送らない」 ends at midnight of the facility.
#[utoipa::path(
    tag = "notices",
    extensions(("x-action" = json!("notice_settings:replace_own"))),
    responses((status = 200, body = NoticeSettingsView, description = "As it now is.")),
)]
#[put("/me/notice_settings")]
pub async fn replace_my_notice_settings(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(new): Json<NewNoticeSettings>,
) -> Result<Saved<NoticeSettingsView>, Problem> {
    let permit = actor.may_own::<act::ReplaceMyNoticeSettings>()?;
    let input = (if_match.required()?, new.decide()?);
    let value = ctx.write(&permit, None, input, |tx, scene, permit, (seen, (new, chosen))| {
        keep(tx, scene, permit, *seen, new, chosen).boxed()
    });
    Ok(Saved { created: false, value: value.await? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ReplaceMyNoticeSettings>,
    seen: i32,
    new: &NewNoticeSettings,
    chosen: &NoticeSettings,
) -> Result<NoticeSettingsView, Failure> {
    let zone = people::facility_facts(tx, permit.facility()).await?.zone;
    let chosen = NoticeSettings {
        not_before: new.not_today.then(|| NoticeSettings::tomorrow(scene.now, zone)),
        version: seen.saturating_add(1),
        ..chosen.clone()
    };
    store::keep_settings(tx, permit.facility(), permit.person(), seen, &chosen).await?;
    Ok(NoticeSettingsView::of(chosen, scene.now))
}
