//! `PUT /me/words`.

use actix_web::put;
use serde::Deserialize;

use super::body::Words;
use super::store;
use super::view::PersonalWords;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::{Faults, Problem};

/// All words, in their order.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({"words": ["ねむい", "そわそわ", "ほっとした"]})))]
pub struct NewWords {
    /// Up to 12 different words of up to 12 graphemes.
    #[schema(max_items = 12)]
    words: Vec<String>,
}

/// Replace one's own words.
///
/// `If-Match` says which version was on the screen, `"v0"` for the first time; when they changed on
/// another device nothing is overwritten and the answer is 412.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("words:replace_own"))),
    responses((status = 200, body = PersonalWords, description = "As they now are.")),
)]
#[put("/me/words")]
pub async fn replace_my_words(
    ctx: Ctx,
    actor: Actor,
    seen: IfMatch,
    Json(new): Json<NewWords>,
) -> Result<Saved<PersonalWords>, Problem> {
    let permit = actor.may_own::<act::ReplaceMyWords>()?;
    let seen = seen.required()?;
    let mut faults = Faults::default();
    let words = Words::new(&new.words, &mut faults);
    let words = faults.finish(words)?;
    let version = ctx
        .write(&permit, None, (seen, words.clone()), |tx, scene, permit, (seen, words)| {
            Box::pin(store::personal_set::replace_words(tx, &scene.keys, scene.now, permit, *seen, words))
        })
        .await?;
    Ok(Saved { created: false, value: (words, version).into() })
}
