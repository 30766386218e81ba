//! Invitation cards.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::authz::{Act, Permit, Role, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx, keyset};
use crate::http::Page;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, InvitationId, PersonId};
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::Place;
use crate::kernel::time::Instant;
use crate::people::domain::INVITATION_DAYS;
use crate::people::entity::invitation;
use crate::people::view::{Invitation, InvitationPreview, InvitationState};

const fn label_place(row: Uuid) -> Place {
    Place { table: "invitation", column: "label", row }
}

/// A card to be.
#[derive(Clone, Debug)]
pub(in crate::people) struct NewInvitation {
    pub(in crate::people) id: InvitationId,
    pub(in crate::people) role: Role,
    pub(in crate::people) label: Option<String>,
    pub(in crate::people) for_person: Option<PersonId>,
    pub(in crate::people) token: String,
    pub(in crate::people) code: String,
}

/// Make a card; only digests of what is printed on it are kept.
pub(in crate::people) async fn add<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    new: &NewInvitation,
) -> Result<Invitation, Failure> {
    let key = scene.keys.of_facility(tx, permit.facility()).await?;
    let row = invitation::Model {
        id: new.id.0,
        facility_id: permit.facility().0,
        role: new.role.name().to_owned(),
        label: new.label.as_ref().map(|label| key.seal_text(label_place(new.id.0), label)),
        for_person_id: new.for_person.map(|person| person.0),
        token_digest: scene.keys.lookups.digest(new.token.as_bytes()),
        code_digest: scene.keys.lookups.digest(new.code.as_bytes()),
        created_by: permit.person().0,
        created_at: scene.now.0,
        expires_at: scene.now.plus_days(INVITATION_DAYS).0,
        used_at: None,
        revoked_at: None,
    };
    row.clone().into_active_model().reset_all().insert(tx).await?;
    view(tx, &scene.keys, scene.now, row).await
}

/// A card that can be used now.
#[derive(Clone, Copy, Debug)]
pub(in crate::people) struct Usable {
    pub(in crate::people) id: InvitationId,
    pub(in crate::people) facility: FacilityId,
    pub(in crate::people) role: Role,
    pub(in crate::people) for_person: Option<PersonId>,
    pub(in crate::people) expires_at: Instant,
}

/// Find the card of a token or a typed code, if it can be used.
pub(in crate::people) async fn usable(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    now: Instant,
    code: &str,
) -> Result<Usable, Failure> {
    let digest = keys.lookups.digest(code.as_bytes());
    let row = invitation::Entity::find()
        .filter(
            Condition::any()
                .add(invitation::Column::TokenDigest.eq(digest.clone()))
                .add(invitation::Column::CodeDigest.eq(digest)),
        )
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(now.0))
        .one(db)
        .await?
        .ok_or(ProblemType::InvitationNotUsable)?;
    Ok(Usable {
        id: InvitationId(row.id),
        facility: FacilityId(row.facility_id),
        role: Role::from_name(&row.role).ok_or(ProblemType::InvitationNotUsable)?,
        for_person: row.for_person_id.map(PersonId),
        expires_at: Instant(row.expires_at),
    })
}

/// What a card opens, if it can be used. Cards that cannot be used and cards that never were take the
/// same one query and get the same answer.
pub(in crate::people) async fn preview(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    now: Instant,
    code: &str,
) -> Result<InvitationPreview, Failure> {
    let card = usable(db, keys, now, code).await?;
    let (facility_name, house_rules) = super::facility::introduction(db, card.facility).await?;
    let (mut role, mut nickname) = (card.role, None);
    if let Some(known) = card.for_person {
        if super::person::has_ended(db, known).await? {
            return Err(ProblemType::InvitationNotUsable.into());
        }
        let me = super::person::me(db, keys, known).await?;
        role = me.roles.last().copied().unwrap_or(role);
        nickname = Some(me.nickname);
    }
    Ok(InvitationPreview { facility_name, house_rules, role, nickname, expires_at: card.expires_at })
}

/// Use a card up; one wins.
pub(in crate::people) async fn use_up(tx: &Tx, now: Instant, id: InvitationId) -> Result<(), Failure> {
    let done = invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::value(now.0))
        .filter(invitation::Column::Id.eq(id.0))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(ProblemType::InvitationNotUsable.into()) }
}

/// Take a card back; one that was used stays used.
pub(in crate::people) async fn revoke(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::RevokeInvitation>,
    id: InvitationId,
) -> Result<(), Failure> {
    invitation::Entity::find_by_id(id.0)
        .filter(invitation::Column::FacilityId.eq(permit.facility().0))
        .one(tx)
        .await?
        .ok_or(ProblemType::NotFound)?;
    invitation::Entity::update_many()
        .col_expr(invitation::Column::RevokedAt, Expr::value(now.0))
        .filter(invitation::Column::Id.eq(id.0))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Take back every open card of a person.
pub(in crate::people) async fn revoke_for_person(
    tx: &Tx,
    now: Instant,
    person: PersonId,
) -> Result<(), Failure> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::RevokedAt, Expr::value(now.0))
        .filter(invitation::Column::ForPersonId.eq(person.0))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Cards of the facility, the newest first.
pub(in crate::people) async fn list(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    now: Instant,
    permit: &Permit<act::ListInvitations>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<Page<Invitation>, Failure> {
    let mut rows = invitation::Entity::find()
        .filter(invitation::Column::FacilityId.eq(permit.facility().0))
        .filter(keyset::older_than(invitation::Column::CreatedAt, invitation::Column::Id, after))
        .order_by_desc(invitation::Column::CreatedAt)
        .order_by_desc(invitation::Column::Id)
        .limit(limit + 1)
        .all(db)
        .await?;
    let next_cursor = keyset::cut(&mut rows, limit, |row| Cursor { position: row.created_at, id: row.id });
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(view(db, keys, now, row).await?);
    }
    Ok(Page { items, next_cursor })
}

async fn view(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    now: Instant,
    row: invitation::Model,
) -> Result<Invitation, Failure> {
    let label = match &row.label {
        Some(sealed) => {
            let key = keys.of_facility(db, FacilityId(row.facility_id)).await?;
            Some(key.open_text(label_place(row.id), sealed)?)
        }
        None => None,
    };
    let nickname = match row.for_person_id {
        Some(person) => Some(super::person::me(db, keys, PersonId(person)).await?.nickname),
        None => None,
    };
    let state = if row.used_at.is_some() {
        InvitationState::Used
    } else if row.revoked_at.is_some() {
        InvitationState::Revoked
    } else if row.expires_at <= now.0 {
        InvitationState::Expired
    } else {
        InvitationState::Open
    };
    Ok(Invitation {
        invitation_id: InvitationId(row.id),
        role: Role::from_name(&row.role).unwrap_or(Role::Member),
        label,
        for_person_id: row.for_person_id.map(PersonId),
        nickname,
        state,
        created_at: Instant(row.created_at),
        expires_at: Instant(row.expires_at),
        used_at: row.used_at.map(Instant),
    })
}
