//! Staff add a place they know.

use actix_web::post;
use futures::FutureExt as _;
use serde::Deserialize;

use super::domain::{Facts, HelpKind, Resource};
use super::store;
use super::view::HelpResource;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, Json, Saved};
use crate::kernel::id::HelpResourceId;
use crate::kernel::problem::Problem;

/// A help resource to be.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name_ja": "市の相談室", "yomi": "しのそうだんしつ", "kind": "phone", "number": "06-0000-0000",
    "hours_ja": "平日9時から17時", "region": "JP-27"
}))]
pub struct NewHelpResource {
    /// Name in Japanese.
    #[schema(min_length = 1, max_length = 60)]
    name_ja: String,
    /// How it is read.
    #[serde(default)]
    #[schema(max_length = 80)]
    yomi: String,
    /// Name in English.
    #[serde(default)]
    #[schema(max_length = 80)]
    name_en: String,
    /// How people reach it.
    kind: HelpKind,
    /// Digits, `-`, `#`, `+` and spaces; required for `emergency` and `phone`.
    #[serde(default)]
    #[schema(max_length = 30)]
    number: Option<String>,
    /// https only; required for `chat` and `web`.
    #[serde(default)]
    #[schema(max_length = 300)]
    url: Option<String>,
    /// When, in Japanese.
    #[serde(default)]
    #[schema(max_length = 120)]
    hours_ja: String,
    /// When, in English.
    #[serde(default)]
    #[schema(max_length = 160)]
    hours_en: Option<String>,
    /// `JP`, or one prefecture from `JP-01` to `JP-47`.
    #[serde(default = "japan")]
    #[schema(default = "JP", pattern = "^JP(-(0[1-9]|[1-3][0-9]|4[0-7]))?$")]
    region: String,
    /// Place on the page; smaller comes first.
    #[serde(default = "after_the_seed")]
    #[schema(default = 100, minimum = 0, maximum = 9999)]
    sort_order: i32,
}

fn japan() -> String {
    "JP".to_owned()
}

const fn after_the_seed() -> i32 {
    100
}

impl From<NewHelpResource> for Facts {
    fn from(new: NewHelpResource) -> Self {
        Self {
            name_ja: new.name_ja,
            yomi: new.yomi,
            name_en: new.name_en,
            kind: new.kind,
            number: new.number,
            url: new.url,
            hours_ja: new.hours_ja,
            hours_en: new.hours_en,
            region: new.region,
            sort_order: new.sort_order,
        }
    }
}

/// Add a place where people can get help.
///
/// It is on everybody's help page at once, and says that nobody has checked it yet.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("help_resources:create"))),
    responses((status = 201, description = "Added", body = HelpResource))
)]
#[post("/help_resources")]
pub async fn create_help_resource(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(new): Json<NewHelpResource>,
) -> Result<Saved<HelpResource>, Problem> {
    let permit = actor.may_here::<act::CreateHelpResource>()?;
    let facts = Facts::from(new).checked()?;
    let today = ctx.now().day_in(ctx.zone());
    let added = ctx.command(&permit, &key, None, facts, move |tx, scene, permit, facts| {
        async move {
            let id = HelpResourceId(scene.ids.next(scene.now.0));
            let row = Resource::new(id, facts.clone())?;
            store::insert(tx, scene, permit, &row).await?;
            Ok(HelpResource::of(&row, today))
        }
        .boxed()
    });
    Ok(Saved { created: true, value: added.await? })
}
