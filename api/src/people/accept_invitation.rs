//! `accept_invitation`

use actix_web::{HttpRequest, post};
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::domain::{self, Language, PLEDGE_VERSION, normal_code};
use super::entry::{self, Entered, Entry};
use super::sign_up::{self, Credentials};
use super::store::credential::NewCredential;
use super::store::person::NewPerson;
use super::store::{credential, invitation, person, session};
use super::view::SignedIn;
use crate::authz::{Action, Role, Roles};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::limit::Kind;
use crate::http::{Ctx, IdempotencyKey, Json};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};

/// Somebody joins with a card.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The typed code or the token of the QR code, as it comes: spaces, hyphens, small and full-width letters do not matter.
    #[schema(example = "abcde-fghjk")]
    pub code: String,
    /// What they want to be called; it need not be a real name.
    #[schema(example = "はる", max_length = 20)]
    pub nickname: String,
    /// Which words the app uses.
    pub language: Language,
    /// The pledge they accepted.
    #[schema(example = 1)]
    pub pledge_version: Option<i32>,
    /// Only for cards for staff: how they will sign in.
    #[serde(default, deserialize_with = "crate::kernel::patch::object")]
    pub credentials: Option<Credentials>,
}

struct Checked {
    code: String,
    nickname: String,
    language: Language,
    pledge: Option<i32>,
    credential: Option<NewCredential>,
    device: String,
}

/// Join with an invitation card.
///
/// No e-mail and no password: the card makes this device a signed-in one. A card works once. A new
/// card for a known person stops that person's other devices.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("invitations:accept"))), request_body = Acceptance,
    responses((status = 201, description = "They are in.", body = SignedIn)))]
#[post("/invitations/accept")]
pub async fn accept_invitation(
    ctx: Ctx,
    req: HttpRequest,
    key: IdempotencyKey,
    Json(new): Json<Acceptance>,
) -> Result<Entered, Problem> {
    ctx.limits.check(Kind::Guess, &ctx.peer)?;
    // A lost answer is asked for again when the digits have long changed, so the form is judged only
    // after the command has turned out to be new.
    let mut checked = check(&ctx, &new);
    if let (Ok(checked), Some(given)) = (&mut checked, &new.credentials)
        && let Some(credential) = checked.credential.take()
    {
        checked.credential = Some(sign_up::hashed(credential, given.password.clone()).await?);
    }
    let entry = ctx
        .open_command(Action::AcceptInvitation, &key, &new, checked, |tx, scene, input| {
            accept(tx, scene, input).boxed()
        })
        .await?;
    Entered::new(&ctx, &entry::tokens(&req)?, entry).await
}

fn check(ctx: &Ctx, new: &Acceptance) -> Result<Checked, Problem> {
    let mut faults = Faults::default();
    let nickname = faults.check(domain::nickname(&new.nickname));
    if new.pledge_version.is_some_and(|version| version != PLEDGE_VERSION) {
        faults.push(FieldError::new("/pledge_version", Fault::OutOfRange));
    }
    let credential = match &new.credentials {
        Some(given) => sign_up::check("/credentials", given, ctx.now(), &mut faults),
        None => None,
    };
    let checked = nickname.map(|nickname| Checked {
        code: normal_code(&new.code),
        nickname,
        language: new.language,
        pledge: new.pledge_version,
        credential,
        device: ctx.device.clone(),
    });
    faults.finish(checked)
}

async fn accept(tx: &Tx, scene: &Scene, checked: &Result<Checked, Problem>) -> Result<Entry, Failure> {
    let new = checked.as_ref().map_err(Clone::clone)?;
    let card = invitation::usable(tx, &scene.keys, scene.now, &new.code).await?;
    let mut roles = Roles::default().with(card.role);
    if card.role == Role::Supporter {
        roles = roles.with(Role::Member);
    }
    if card.role == Role::Admin {
        roles = roles.with(Role::Staff);
    }
    if let Some(known) = card.for_person {
        roles = person::roles(tx, known).await?;
    }
    if roles.need_credentials() && new.credential.is_none() {
        return Err(Problem::at(ProblemType::InvalidBody, "/credentials", Fault::Required).into());
    }
    invitation::use_up(tx, scene.now, card.id).await?;
    let (id, key) = if let Some(known) = card.for_person {
        if person::has_ended(tx, known).await? {
            return Err(ProblemType::InvitationNotUsable.into());
        }
        session::end_all(tx, scene.now, known).await?;
        (known, scene.keys.of_person(tx, known).await?)
    } else {
        let id = PersonId(scene.ids.next(scene.now.0));
        let joins = NewPerson {
            nickname: new.nickname.clone(),
            language: new.language,
            roles,
            joined_at: scene.now,
            pledge: new.pledge,
        };
        (id, person::add(tx, scene, card.facility, id, &joins).await?)
    };
    let mut recovery_codes = None;
    if let Some(credential) = new.credential.as_ref().filter(|_| roles.need_credentials()) {
        credential::put(tx, scene, card.facility, id, &key, credential, "/credentials/login_name").await?;
        recovery_codes = Some(credential.recovery_codes.clone());
    }
    let entry = entry::open(tx, scene, Action::AcceptInvitation, card.facility, id, &new.device).await?;
    if card.for_person.is_some() {
        scene.forget_person(entry.person);
    }
    Ok(Entry { recovery_codes, ..entry })
}
