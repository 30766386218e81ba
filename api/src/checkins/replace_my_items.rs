//! `PUT /me/personal_items`.

use actix_web::put;
use serde::Deserialize;

use super::personal::{PersonalItem, Questions};
use super::store;
use super::view::PersonalItems;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::{Faults, Problem};

/// All questions, in their order.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({"items": [
    {"item_id": "0193a5f0-7c00-7000-8000-000000000001", "label": "起きた時間", "kind": "clock"},
    {"item_id": "0193a5f0-7c00-7000-8000-000000000002", "label": "薬をのんだ", "kind": "yes_no"}
]})))]
pub struct NewItems {
    /// Up to 6 questions.
    #[schema(max_items = 6)]
    items: Vec<PersonalItem>,
}

/// Replace one's own questions.
///
/// Answers that were given before stay, also those to a question that is gone. `If-Match` says which
/// version was on the screen, `"v0"` for the first time; when they changed on another device nothing
/// is overwritten and the answer is 412.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("items:replace_own"))),
    responses((status = 200, body = PersonalItems, description = "As they now are.")),
)]
#[put("/me/personal_items")]
pub async fn replace_my_items(
    ctx: Ctx,
    actor: Actor,
    seen: IfMatch,
    Json(new): Json<NewItems>,
) -> Result<Saved<PersonalItems>, Problem> {
    let permit = actor.may_own::<act::ReplaceMyItems>()?;
    let seen = seen.required()?;
    let mut faults = Faults::default();
    let items = Questions::new(new.items, &mut faults);
    let items = faults.finish(items)?;
    let version = ctx
        .write(&permit, None, (seen, items.clone()), |tx, scene, permit, (seen, items)| {
            Box::pin(store::personal_set::replace_items(tx, &scene.keys, scene.now, permit, *seen, items))
        })
        .await?;
    Ok(Saved { created: false, value: (items, version).into() })
}
