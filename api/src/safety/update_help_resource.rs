//! Staff correct a row of the help page.

use actix_web::patch;
use futures::FutureExt as _;
use serde::Deserialize;

use super::domain::{Facts, HelpKind};
use super::store;
use super::view::HelpResource;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IfMatch, Json, Path, Saved};
use crate::kernel::id::HelpResourceId;
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};

/// What to change; what is not mentioned stays (RFC 7396).
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"hours_ja": "平日9時から20時", "hours_en": null}))]
pub struct HelpResourcePatch {
    /// Name in Japanese.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 60)]
    name_ja: Patch<String>,
    /// How it is read.
    #[serde(default)]
    #[schema(value_type = String, required = false, max_length = 80)]
    yomi: Patch<String>,
    /// Name in English.
    #[serde(default)]
    #[schema(value_type = String, required = false, max_length = 80)]
    name_en: Patch<String>,
    /// How people reach it.
    #[serde(default)]
    #[schema(value_type = HelpKind, required = false)]
    kind: Patch<HelpKind>,
    /// Digits, `-`, `#`, `+` and spaces; `null` clears it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 30)]
    number: Patch<String>,
    /// https only; `null` clears it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 300)]
    url: Patch<String>,
    /// When, in Japanese.
    #[serde(default)]
    #[schema(value_type = String, required = false, max_length = 120)]
    hours_ja: Patch<String>,
    /// When, in English; `null` clears it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 160)]
    hours_en: Patch<String>,
    /// `JP`, or one prefecture from `JP-01` to `JP-47`.
    #[serde(default)]
    #[schema(value_type = String, required = false, pattern = "^JP(-(0[1-9]|[1-3][0-9]|4[0-7]))?$")]
    region: Patch<String>,
    /// Place on the page; smaller comes first.
    #[serde(default)]
    #[schema(value_type = i32, required = false, minimum = 0, maximum = 9999)]
    sort_order: Patch<i32>,
    /// `false` puts it back on the page, `true` takes it off.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    hidden: Patch<bool>,
}

/// The new value of a member that cannot be empty.
fn kept<T>(faults: &mut Faults, pointer: &str, patch: Patch<T>, current: T) -> T {
    match patch {
        Patch::Absent => current,
        Patch::Value(value) => value,
        Patch::Null => {
            faults.push(FieldError::new(pointer, Fault::Required));
            current
        }
    }
}

impl HelpResourcePatch {
    /// The facts after this patch, checked.
    fn onto(self, now: Facts) -> Result<Facts, Problem> {
        let mut faults = Faults::default();
        let facts = Facts {
            name_ja: kept(&mut faults, "/name_ja", self.name_ja, now.name_ja),
            yomi: kept(&mut faults, "/yomi", self.yomi, now.yomi),
            name_en: kept(&mut faults, "/name_en", self.name_en, now.name_en),
            kind: kept(&mut faults, "/kind", self.kind, now.kind),
            number: self.number.or(now.number),
            url: self.url.or(now.url),
            hours_ja: kept(&mut faults, "/hours_ja", self.hours_ja, now.hours_ja),
            hours_en: self.hours_en.or(now.hours_en),
            region: kept(&mut faults, "/region", self.region, now.region),
            sort_order: kept(&mut faults, "/sort_order", self.sort_order, now.sort_order),
        };
        kept(&mut faults, "/hidden", self.hidden, false);
        faults.finish(Some(facts))?.checked()
    }
}

/// Correct a row of the help page, or put it back on the page.
///
/// Another number, address or hours have not been checked yet: the row says so until somebody does.
/// The kind and number of the ambulance (119) and the police (110) stay as they are.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("help_resources:update"))),
    params(("help_resource_id" = HelpResourceId, Path, description = "Which row")),
    responses((status = 200, description = "As it now is", body = HelpResource))
)]
#[patch("/help_resources/{help_resource_id}")]
pub async fn update_help_resource(
    ctx: Ctx,
    actor: Actor,
    id: Path<HelpResourceId>,
    if_match: IfMatch,
    Json(patch): Json<HelpResourcePatch>,
) -> Result<Saved<HelpResource>, Problem> {
    let permit = actor.may_here::<act::UpdateHelpResource>()?;
    let input = (id.0, if_match.required()?, patch);
    let today = ctx.now().day_in(ctx.zone());
    let edited = ctx.write(&permit, Some(id.0.0), input, move |tx, scene, permit, (id, version, patch)| {
        async move {
            let row = store::find(tx, permit, *id).await?;
            if row.version != *version {
                return Err(ProblemType::VersionConflict.into());
            }
            let facts = patch.clone().onto(row.facts.clone())?;
            let row = row.edited(facts)?.placed(patch.hidden.clone().or(None), scene.now)?;
            store::update(tx, scene, permit, &row).await?;
            Ok(HelpResource::of(&row, today))
        }
        .boxed()
    });
    Ok(Saved { created: false, value: edited.await? })
}
