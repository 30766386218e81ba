//! `update_me`

use actix_web::patch;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::domain::{self, Language, PreferencesPatch};
use super::store::person::{self, MeChange};
use super::view::Me;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::{Faults, Problem};

/// What changes (RFC 7396).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MePatch {
    /// What I want to be called.
    #[serde(default, deserialize_with = "crate::kernel::patch::given")]
    #[schema(value_type = String, required = false, example = "はる", max_length = 20)]
    pub nickname: Option<String>,
    /// Which words the app uses.
    #[serde(default, deserialize_with = "crate::kernel::patch::given")]
    #[schema(value_type = Language, required = false)]
    pub language: Option<Language>,
    /// How it looks.
    #[serde(default, deserialize_with = "crate::kernel::patch::given_object")]
    #[schema(value_type = PreferencesPatch, required = false)]
    pub preferences: Option<PreferencesPatch>,
}

/// Change my name, my language, or how it looks.
///
/// What is not named stays. It is the same on all devices of the person.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("me:update"))), request_body = MePatch,
    responses((status = 200, description = "As it now is.", body = Me)))]
#[patch("/me")]
pub async fn update_me(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(patch): Json<MePatch>,
) -> Result<Saved<Me>, Problem> {
    let permit = actor.may_own::<act::UpdateMe>()?;
    let version = if_match.required()?;
    let patch = check(patch)?;
    let value = ctx
        .write(&permit, None, (version, patch), |tx, scene, permit, (version, patch)| {
            // The words in calendar feeds follow the language.
            scene.forget_person(permit.person());
            change(tx, scene, permit, *version, patch).boxed()
        })
        .await?;
    Ok(Saved { created: false, value })
}

fn check(patch: MePatch) -> Result<MePatch, Problem> {
    let mut faults = Faults::default();
    let nickname = patch.nickname.map(|name| faults.check(domain::nickname(&name)).unwrap_or_default());
    if let Some(preferences) = &patch.preferences {
        preferences.check(&mut faults);
    }
    faults.finish(Some(MePatch { nickname, ..patch }))
}

async fn change(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::UpdateMe>,
    version: i32,
    patch: &MePatch,
) -> Result<Me, Failure> {
    let now = person::me(tx, &scene.keys, permit.person()).await?;
    let change = MeChange {
        nickname: patch.nickname.clone(),
        language: patch.language,
        preferences: patch.preferences.as_ref().map(|patch| patch.apply(now.preferences)),
        pledge: None,
    };
    let me = person::update_me(tx, scene, permit.person(), Some(version), change).await?;
    if patch.nickname.is_some() {
        scene.ripple(tx, permit.facility(), Ripple::PersonChanged(permit.person())).await?;
    }
    Ok(me)
}
