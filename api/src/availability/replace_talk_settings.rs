//! `PUT /talk_settings`.

use actix_web::put;
use futures::FutureExt as _;

use super::get_talk_settings::TalkSettingsView;
use super::settings::TalkSettings;
use super::store::board;
use crate::authz::{Actor, act};
use crate::changes::{self, To, Topic};
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::Problem;

/// Say how people talk at the facility.
///
/// Timers and caps have bounds: nobody waits for hours, and no supporter carries more than is good.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_settings:replace"))),
    responses((status = 200, body = TalkSettingsView, description = "As they now are.")),
)]
#[put("/talk_settings")]
pub async fn replace_talk_settings(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(new): Json<TalkSettings>,
) -> Result<Saved<TalkSettingsView>, Problem> {
    let permit = actor.may_here::<act::ReplaceTalkSettings>()?;
    let input = (if_match.required()?, new.checked()?);
    let value = ctx.write(&permit, None, input, |tx, scene, permit, (seen, settings)| {
        async move {
            let facility = permit.facility();
            let version = board::keep_settings(tx, facility, *seen, settings).await?;
            scene.forget_facility(facility);
            changes::tell(tx, scene, facility, Topic::TalkNow, To::Everyone).await?;
            Ok(TalkSettingsView::of(settings.clone(), version))
        }
        .boxed()
    });
    Ok(Saved { created: false, value: value.await? })
}
