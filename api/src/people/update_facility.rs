//! `update_facility`

use actix_web::patch;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store::facility;
use super::view::Facility;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Faults, Problem};
use crate::kernel::text;

/// What changes (RFC 7396).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FacilityPatch {
    /// Its name.
    #[serde(default, deserialize_with = "crate::kernel::patch::given")]
    #[schema(value_type = String, required = false, example = "ひだまり作業所", max_length = 60)]
    pub name: Option<String>,
    /// House rules in its own words; `null` shows the usual ones.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000)]
    pub house_rules: Patch<String>,
}

/// Change the facility's name or house rules.
///
/// Only admins can. Everybody sees the new words the next time they open the app.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("facility:update"))), request_body = FacilityPatch,
    responses((status = 200, description = "As it now is.", body = Facility)))]
#[patch("/facility")]
pub async fn update_facility(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(patch): Json<FacilityPatch>,
) -> Result<Saved<Facility>, Problem> {
    let permit = actor.may_here::<act::UpdateFacility>()?;
    let version = if_match.required()?;
    let patch = check(patch)?;
    let value = ctx
        .write(&permit, Some(permit.facility().0), (version, patch), |tx, scene, permit, (version, patch)| {
            // Its name stands in calendar feeds.
            scene.forget_facility(permit.facility());
            facility::update(tx, permit, *version, |row| {
                row.name = patch.name.clone().unwrap_or_else(|| row.name.clone());
                row.house_rules = patch.house_rules.clone().or(row.house_rules.clone());
            })
            .boxed()
        })
        .await?;
    Ok(Saved { created: false, value })
}

fn check(patch: FacilityPatch) -> Result<FacilityPatch, Problem> {
    let mut faults = Faults::default();
    let name = patch.name.map(|name| faults.check(text::line("/name", &name, 1, 60)).unwrap_or_default());
    let rules = patch.house_rules.try_map(|rules| text::prose("/house_rules", &rules, 1, 2000));
    let house_rules = faults.check(rules).unwrap_or_default();
    faults.finish(Some(FacilityPatch { name, house_rules }))
}
