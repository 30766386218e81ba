//! `create_invitation`

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::domain::{CODE_LENGTH, TOKEN_LENGTH, code_from, printed_code};
use super::store::invitation::{self, NewInvitation};
use super::store::person;
use super::view::{Invitation, NewCard};
use crate::authz::{Act, Actor, Permit, Role, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json};
use crate::kernel::id::{InvitationId, PersonId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::{qr, text};

/// Whom the card is for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationRequest {
    /// What the person will be.
    pub role: Role,
    /// Staff's own reminder of whom it is for; not printed.
    #[schema(example = "月曜に見学の人", max_length = 40)]
    pub label: Option<String>,
    /// A known person who gets a new card; their old devices stop when it is used.
    pub for_person_id: Option<PersonId>,
}

/// Make an invitation card.
///
/// The answer is the only time the code and the link are shown. A card works once, for seven days.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("invitations:create_member"))),
    request_body = InvitationRequest,
    responses((status = 201, description = "The card, to be printed.", body = NewCard)))]
#[post("/invitations")]
pub async fn create_invitation(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(mut new): Json<InvitationRequest>,
) -> Result<Created<NewCard>, Problem> {
    let asks = actor.may_here::<act::InviteMember>()?;
    new.label = new.label.map(|label| text::line("/label", &label, 1, 40)).transpose()?;
    let needs_admin = match new.for_person_id {
        Some(known) => {
            // Whoever is elsewhere does not exist here, whatever they are there.
            if person::facility_of(ctx.db.read(), known).await? != Some(asks.facility()) {
                return Err(ProblemType::NotFound.into());
            }
            person::roles(ctx.db.read(), known).await?.need_credentials()
        }
        None => matches!(new.role, Role::Staff | Role::Admin),
    };
    if needs_admin {
        let permit = actor.may_here::<act::InviteStaff>()?;
        make(&ctx, &permit, &key, new).await
    } else {
        make(&ctx, &asks, &key, new).await
    }
}

async fn make<A: Act>(
    ctx: &Ctx,
    permit: &Permit<A>,
    key: &IdempotencyKey,
    new: InvitationRequest,
) -> Result<Created<NewCard>, Problem> {
    let subject = new.for_person_id.map(|person| person.0);
    let card = ctx
        .command(permit, key, subject, new, |tx, scene, permit, new| draw(tx, scene, permit, new).boxed())
        .await?;
    Ok(Created(card))
}

async fn draw<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    new: &InvitationRequest,
) -> Result<NewCard, Failure> {
    if let Some(known) = new.for_person_id {
        let here = person::facility_of(tx, known).await? == Some(permit.facility());
        if !here || person::has_ended(tx, known).await? {
            return Err(ProblemType::NotFound.into());
        }
    }
    let mut random = [0_u8; CODE_LENGTH + TOKEN_LENGTH];
    scene.ids.fill(&mut random);
    let (code, token) = random.split_at(CODE_LENGTH);
    let (code, token) = (code_from(code), code_from(token));
    let invitation: Invitation = {
        let new = NewInvitation {
            id: InvitationId(scene.ids.next(scene.now.0)),
            role: new.role,
            label: new.label.clone(),
            for_person: new.for_person_id,
            token: token.clone(),
            code: code.clone(),
        };
        invitation::add(tx, scene, permit, &new).await?
    };
    let link = format!("{}/#/join/{token}", scene.config.public_url.trim_end_matches('/'));
    let qr = qr::draw(&link).ok_or(ProblemType::Internal)?;
    Ok(NewCard { invitation, code: printed_code(&code), link, qr })
}
