//! `set_up_facility`

use actix_web::{HttpRequest, post};
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::domain::{self, Language, PLEDGE_VERSION, normal_code};
use super::entry::{self, Entered, Entry};
use super::sign_up::{self, Credentials};
use super::store::credential::NewCredential;
use super::store::person::NewPerson;
use super::store::{credential, facility, person};
use super::view::SignedIn;
use crate::authz::{Action, Role};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::limit::Kind;
use crate::http::{Ctx, IdempotencyKey, Json};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Faults, Problem, ProblemType};
use crate::kernel::text;

/// The facility and its first admin.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFacility {
    /// From the link that was printed at the first start.
    pub setup_token: String,
    /// The facility's name.
    #[schema(example = "ひだまり作業所", max_length = 60)]
    pub facility_name: String,
    /// What the admin is called.
    #[schema(example = "もり", max_length = 20)]
    pub nickname: String,
    /// See `Credentials`.
    #[schema(example = "mori")]
    pub login_name: String,
    /// At least 12 characters.
    #[schema(example = "うみ やま そら かぜ つき", min_length = 12)]
    pub password: String,
    /// From `get_totp_secret`.
    pub totp_secret: String,
    /// The six digits the app shows.
    #[schema(example = "287082")]
    pub totp: String,
    /// Which words the app uses for the admin.
    pub language: Language,
}

struct Checked {
    setup_token: String,
    facility_name: String,
    nickname: String,
    language: Language,
    credential: NewCredential,
    device: String,
}

/// Set up the installation: the facility and its first admin.
///
/// Only whoever saw the link that was printed at the first start can do this, and only once.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("facilities:set_up"))), request_body = NewFacility,
    responses((status = 201, description = "The facility stands and its admin is signed in.", body = SignedIn)))]
#[post("/setup")]
pub async fn set_up_facility(
    ctx: Ctx,
    req: HttpRequest,
    key: IdempotencyKey,
    Json(new): Json<NewFacility>,
) -> Result<Entered, Problem> {
    ctx.limits.check(Kind::Guess, &ctx.peer)?;
    // A lost answer is asked for again when the digits have long changed, so the form is judged only
    // after the command has turned out to be new.
    let input = match check(&ctx, &new) {
        Ok(checked) => {
            let credential = sign_up::hashed(checked.credential, new.password.clone()).await?;
            Ok(Checked { credential, ..checked })
        }
        Err(problem) => Err(problem),
    };
    let entry = ctx
        .open_command(Action::SetUpFacility, &key, &new, input, |tx, scene, input| {
            set_up(tx, scene, input).boxed()
        })
        .await?;
    Entered::new(&ctx, &entry::tokens(&req)?, entry).await
}

fn check(ctx: &Ctx, new: &NewFacility) -> Result<Checked, Problem> {
    let mut faults = Faults::default();
    let facility_name = faults.check(text::line("/facility_name", &new.facility_name, 1, 60));
    let nickname = faults.check(domain::nickname(&new.nickname));
    let given = Credentials {
        login_name: new.login_name.clone(),
        password: new.password.clone(),
        totp_secret: new.totp_secret.clone(),
        totp: new.totp.clone(),
    };
    let credential = sign_up::check("", &given, ctx.now(), &mut faults);
    let all =
        facility_name.zip(nickname).zip(credential).map(|((facility_name, nickname), credential)| Checked {
            setup_token: normal_code(&new.setup_token),
            facility_name,
            nickname,
            language: new.language,
            credential,
            device: ctx.device.clone(),
        });
    faults.finish(all)
}

async fn set_up(tx: &Tx, scene: &Scene, checked: &Result<Checked, Problem>) -> Result<Entry, Failure> {
    let new = checked.as_ref().map_err(Clone::clone)?;
    if facility::any(tx).await? {
        return Err(ProblemType::SetupDone.into());
    }
    let digest = facility::setup_digest(tx).await?.unwrap_or_default();
    if !scene.keys.lookups.verify(new.setup_token.as_bytes(), &digest) {
        return Err(ProblemType::SetupTokenWrong.into());
    }
    let house = facility::add(tx, scene, &new.facility_name, &facility::slug_for(&new.facility_name)).await?;
    for found in &scene.founding {
        found(tx, scene, house).await?;
    }
    let id = PersonId(scene.ids.next(scene.now.0));
    let admin = NewPerson {
        nickname: new.nickname.clone(),
        language: new.language,
        roles: [Role::Staff, Role::Admin].into_iter().collect(),
        joined_at: scene.now,
        pledge: Some(PLEDGE_VERSION),
    };
    let key = person::add(tx, scene, house, id, &admin).await?;
    credential::put(tx, scene, house, id, &key, &new.credential, "/login_name").await?;
    let entry = entry::open(tx, scene, Action::SetUpFacility, house, id, &new.device).await?;
    Ok(Entry { recovery_codes: Some(new.credential.recovery_codes.clone()), ..entry })
}
