//! `begin_session`

use actix_web::{HttpRequest, post};
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::credential::verify_password;
use super::domain::{login_name, normal_code};
use super::entry::{self, Entered, Entry};
use super::store::credential::{SecondFactor, find, use_second_factor};
use super::store::person::facility_of;
use super::store::session;
use super::view::SignedIn;
use crate::audit;
use crate::authz::Action;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::limit::Kind;
use crate::http::{Ctx, IdempotencyKey, Json};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Fault, Problem, ProblemType};
use crate::kernel::secret::Secret;

/// How somebody proves who they are: name, password and one second factor; or a one-time link.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
pub struct SignIn {
    /// The login name.
    #[schema(example = "mori")]
    pub login_name: Option<String>,
    /// The password.
    #[schema(example = "うみ やま そら かぜ つき")]
    pub password: Option<String>,
    /// The six digits of the authenticator app.
    #[schema(example = "287082")]
    pub totp: Option<String>,
    /// Instead of the digits: a recovery code.
    pub recovery_code: Option<String>,
    /// Instead of all that: the token of a one-time link from the command line.
    pub sign_in_link: Option<String>,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignIn(…)")
    }
}

enum Proof {
    Person(PersonId, SecondFactor),
    Link(String),
}

/// Sign in on this device.
///
/// For staff and admins; members come in with a card. A wrong name and a wrong password look the same.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("sessions:begin"))), request_body = SignIn,
    responses((status = 201, description = "They are in.", body = SignedIn)))]
#[post("/sessions")]
pub async fn begin_session(
    ctx: Ctx,
    req: HttpRequest,
    key: IdempotencyKey,
    Json(given): Json<SignIn>,
) -> Result<Entered, Problem> {
    let proof = prove(&ctx, &given).await?;
    let input = (proof, ctx.device.clone());
    let entry = ctx
        .open_command(Action::BeginSession, &key, &given, input, |tx, scene, input| {
            begin(tx, scene, input).boxed()
        })
        .await?;
    Entered::new(&ctx, &entry::tokens(&req)?, entry).await
}

async fn prove(ctx: &Ctx, given: &SignIn) -> Result<Proof, Problem> {
    if let Some(link) = &given.sign_in_link {
        ctx.limits.check(Kind::Guess, &ctx.peer)?;
        return Ok(Proof::Link(normal_code(link)));
    }
    let required = |pointer: &str| Problem::at(ProblemType::InvalidBody, pointer, Fault::Required);
    let raw_name = given.login_name.as_ref().ok_or_else(|| required("/login_name"))?;
    let password = given.password.clone().ok_or_else(|| required("/password"))?;
    let factor = match (&given.totp, &given.recovery_code) {
        (Some(code), _) => SecondFactor::Totp(code.clone()),
        (None, Some(code)) => SecondFactor::Recovery(code.clone()),
        (None, None) => return Err(required("/totp")),
    };
    // A name that nobody could have is looked up all the same, so that it takes just as long.
    let name = login_name("/login_name", raw_name).unwrap_or_default();
    ctx.limits.check(Kind::Credential, &name)?;
    let known = find(ctx.db.read(), ctx.keys.lookups.digest(name.as_bytes())).await?;
    let (person, hash) = known.unzip();
    let right = verify_password(Secret::new(password), hash).await?;
    match person {
        Some(person) if right => Ok(Proof::Person(person, factor)),
        Some(person) => {
            remember_refusal(ctx, person);
            Err(ProblemType::WrongCredentials.into())
        }
        None => Err(ProblemType::WrongCredentials.into()),
    }
}

/// A wrong password for somebody who exists stands in the audit log. The answer does not wait for it:
/// a name that nobody has is written nowhere, and the time of a write would tell the two apart.
fn remember_refusal(ctx: &Ctx, person: PersonId) {
    let (house, input) = (ctx.house(), (ctx.scene(), person));
    actix_web::rt::spawn(async move {
        let written = house.db.write(input, |tx, (scene, person)| {
            async move {
                let Some(facility) = facility_of(tx, *person).await? else { return Ok(()) };
                let event = audit::Event::refused(Action::BeginSession, facility, *person);
                audit::append(tx, scene.now, scene.request_id, event).await
            }
            .boxed()
        });
        if let Err(problem) = written.await {
            tracing::error!(%problem, "a refused sign-in is missing in the audit log");
        }
    });
}

async fn begin(tx: &Tx, scene: &Scene, (proof, device): &(Proof, String)) -> Result<Entry, Failure> {
    let (facility, person) = match proof {
        Proof::Person(person, factor) => (use_second_factor(tx, scene, *person, factor).await?, *person),
        Proof::Link(token) => {
            session::use_link(tx, scene, token).await?.ok_or(ProblemType::WrongCredentials)?
        }
    };
    entry::open(tx, scene, Action::BeginSession, facility, person, device).await
}
