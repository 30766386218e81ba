//! Links to calendar feeds, and what is remembered of them.
//!
//! An app asks with the token alone, many times a day, so the way from a token to its owner is remembered where
//! this process alone writes to the database (ADR 0006). A link that is taken back, a role or a membership that
//! ends, another language: whoever writes it forgets it here before the answer leaves.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use super::super::entity::calendar_feed::{Column, Entity, Model};
use super::super::feed_content::Detail;
use super::super::list_calendar_feeds::CalendarFeed;
use crate::authz::{Permit, Roles, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::Ctx;
use crate::http::deed::Scene;
use crate::http::shelf::Memory;
use crate::kernel::id::{FacilityId, FeedId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey};
use crate::kernel::time::{Instant, day_from_number, day_number};
use crate::people;
use crate::people::domain::Language;

/// The most links of one person.
const MOST: u64 = 10;
/// Links remembered before all are read again.
const REMEMBERED: usize = 10_000;

/// A link and its owner, as they are now.
#[derive(Clone, Copy, Debug)]
pub struct Subscriber {
    /// Which link.
    pub feed: FeedId,
    /// Whose.
    pub person: PersonId,
    /// Of which facility.
    pub facility: FacilityId,
    /// What the owner is there.
    pub roles: Roles,
    /// In which words.
    pub language: Language,
    /// How much it tells.
    pub detail: Detail,
    /// The last day it was used.
    pub last_used_on: Option<NaiveDate>,
}

/// What this process remembers of links, by the digest of their tokens.
#[derive(Default)]
pub struct Subscribers(RwLock<Known>);

#[derive(Default)]
struct Known {
    /// Counts every forgetting, so that what was read before it is not remembered after it.
    forgotten: u64,
    by_digest: HashMap<Vec<u8>, Arc<Subscriber>>,
}

impl Subscribers {
    fn keep_only(&self, keep: impl Fn(&Subscriber) -> bool) {
        if let Ok(mut known) = self.0.write() {
            known.forgotten = known.forgotten.wrapping_add(1);
            known.by_digest.retain(|_, subscriber| keep(subscriber));
        }
    }

    fn remember(&self, digest: Vec<u8>, subscriber: &Arc<Subscriber>, forgotten: u64) {
        if let Ok(mut known) = self.0.write()
            && known.forgotten == forgotten
        {
            if known.by_digest.len() >= REMEMBERED {
                known.by_digest.clear();
            }
            known.by_digest.insert(digest, Arc::clone(subscriber));
        }
    }
}

impl Memory for Subscribers {
    /// What happens in the calendar changes nobody's link.
    fn forget(&self, _facility: FacilityId) {}

    fn forget_person(&self, person: PersonId) {
        self.keep_only(|subscriber| subscriber.person != person);
    }
}

const fn label_place(row: Uuid) -> Place {
    Place { table: "calendar_feed", column: "label", row }
}

/// A link to be.
pub struct NewFeed {
    /// Its id.
    pub id: FeedId,
    /// What the address ends with.
    pub token: String,
    /// How much it tells.
    pub detail: Detail,
    /// What its owner calls it.
    pub label: Option<String>,
}

/// Make a link; only the digest of its token is kept.
///
/// # Errors
/// 409 when the person has as many as one may have.
pub async fn add(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::CreateCalendarFeed>,
    new: &NewFeed,
) -> Result<CalendarFeed, Failure> {
    let live = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(Column::RevokedAt.is_null())
        .count(tx)
        .await?;
    if live >= MOST {
        return Err(ProblemType::TooManyOfThem.into());
    }
    let key = scene.keys.of_person(tx, permit.person()).await?;
    let row = Model {
        id: new.id.0,
        facility_id: permit.facility().0,
        person_id: permit.person().0,
        token_digest: scene.keys.lookups.digest(new.token.as_bytes()),
        detail: new.detail.name().to_owned(),
        label: new.label.as_ref().map(|label| key.seal_text(label_place(new.id.0), label)),
        created_at: scene.now.0,
        last_used_on: None,
        revoked_at: None,
    };
    row.clone().into_active_model().reset_all().insert(tx).await?;
    view(&key, &row)
}

/// Own links that work, the newest first.
///
/// # Errors
/// When they cannot be read or opened.
pub async fn list(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListCalendarFeeds>,
) -> Result<Vec<CalendarFeed>, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(Column::RevokedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    let key = keys.of_person(db, permit.person()).await?;
    rows.iter().map(|row| view(&key, row)).collect()
}

fn view(key: &SealingKey, row: &Model) -> Result<CalendarFeed, Failure> {
    let label = match &row.label {
        Some(sealed) => Some(key.open_text(label_place(row.id), sealed)?),
        None => None,
    };
    Ok(CalendarFeed {
        feed_id: FeedId(row.id),
        detail: detail(row)?,
        label,
        created_at: Instant(row.created_at),
        last_used_on: row.last_used_on.map(day_from_number),
    })
}

fn detail(row: &Model) -> Result<Detail, Failure> {
    Detail::from_name(&row.detail).ok_or_else(|| ProblemType::Internal.into())
}

/// Take a link back; taking it back again is harmless.
///
/// # Errors
/// 404 when it is not one's own.
pub async fn revoke(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::RevokeCalendarFeed>,
    id: FeedId,
) -> Result<(), Failure> {
    let own = Entity::find_by_id(id.0).filter(Column::PersonId.eq(permit.person().0));
    own.one(tx).await?.ok_or(ProblemType::NotFound)?;
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Whose link this is. Nobody learns why one does not work.
///
/// # Errors
/// 404 when it was taken back, its owner left, or there never was one.
pub async fn subscriber(ctx: &Ctx, token: &str) -> Result<Arc<Subscriber>, Failure> {
    let digest = ctx.keys.lookups.digest(token.as_bytes());
    let memory = ctx.shelf.get::<Subscribers>();
    let (forgotten, remembered) =
        memory.0.read().map_or((0, None), |known| (known.forgotten, known.by_digest.get(&digest).cloned()));
    if let Some(subscriber) = remembered {
        return Ok(subscriber);
    }
    let db = ctx.db.read();
    let live = Entity::find()
        .filter(Column::TokenDigest.eq(digest.clone()))
        .filter(Column::RevokedAt.is_null())
        .one(db)
        .await?;
    let row = live.ok_or(ProblemType::NotFound)?;
    let person = PersonId(row.person_id);
    let facts = people::person_facts(db, person).await?.ok_or(ProblemType::NotFound)?;
    let subscriber = Arc::new(Subscriber {
        feed: FeedId(row.id),
        person,
        facility: facts.facility,
        roles: facts.roles,
        language: facts.language,
        detail: detail(&row)?,
        last_used_on: row.last_used_on.map(day_from_number),
    });
    if ctx.db.is_sole_writer() {
        memory.remember(digest, &subscriber, forgotten);
    }
    Ok(subscriber)
}

/// Keep that a link was used today: a day, once.
///
/// # Errors
/// When the row cannot be written.
pub async fn used(tx: &Tx, id: FeedId, today: NaiveDate) -> Result<(), Failure> {
    Entity::update_many()
        .col_expr(Column::LastUsedOn, Expr::value(day_number(today)))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Remember that today's use is kept, or could not be; it is not tried again before tomorrow.
pub fn remember_use(ctx: &Ctx, token: &str, subscriber: &Subscriber, today: NaiveDate) {
    if !ctx.db.is_sole_writer() {
        return;
    }
    let memory = ctx.shelf.get::<Subscribers>();
    let digest = ctx.keys.lookups.digest(token.as_bytes());
    if let Ok(mut known) = memory.0.write()
        && let Some(entry) = known.by_digest.get_mut(&digest)
    {
        *entry = Arc::new(Subscriber { last_used_on: Some(today), ..*subscriber });
    }
}
