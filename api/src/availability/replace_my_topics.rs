//! `PUT /me/topics`.

use actix_web::put;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::known_topics;
use super::store::{board, profile};
use super::view::MyTopics;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Json, Plain};
use crate::kernel::problem::Problem;

/// What somebody would like to talk about.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMyTopics {
    /// Ids of topics; none is fine.
    #[schema(max_items = 6)]
    pub topics: Vec<String>,
}

/// Say what one would like to talk about.
///
/// Nobody sees it; people with the same in common stand higher on one's own list. Of supporters these are the
/// topics of their card.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("topics:replace_own"))),
    responses((status = 200, body = MyTopics, description = "As they now are.")),
)]
#[put("/me/topics")]
pub async fn replace_my_topics(
    ctx: Ctx,
    actor: Actor,
    Json(new): Json<NewMyTopics>,
) -> Result<Plain<MyTopics>, Problem> {
    let permit = actor.may_own::<act::ReplaceMyTopics>()?;
    let value = ctx.write(&permit, None, new, |tx, scene, permit, new| keep(tx, scene, permit, new).boxed());
    Ok(Plain(value.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ReplaceMyTopics>,
    new: &NewMyTopics,
) -> Result<MyTopics, Failure> {
    let (settings, _) = board::settings(tx, permit.facility()).await?;
    let topics = known_topics(&new.topics, &settings.topics).map_err(Problem::from)?;
    let mut profile = profile::of(tx, &scene.keys, permit.person()).await?;
    profile.card.topics.clone_from(&topics);
    profile.card_version = profile.card_version.saturating_add(1);
    profile::keep(tx, scene, permit.facility(), permit.person(), &profile).await?;
    board::count_up(tx, permit.facility()).await?;
    scene.forget_facility(permit.facility());
    Ok(MyTopics { topics })
}
