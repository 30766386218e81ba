//! Wishes to talk. A request is read with its offers, the rules change it, and it is kept only if nobody
//! changed it meanwhile: one guarded `UPDATE` on both engines.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use uuid::Uuid;

use super::super::domain::{TalkMode, Wish};
use super::super::entity::{talk_event, talk_offer, talk_request};
use super::super::machine::{OfferState, Outcome, State};
use super::super::talk::{Acceptor, Offer, Talk};
use super::meeting::keep_meeting;
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, OfferId, PersonId, TalkRequestId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

/// A request as its row has it: what the rules see, and what is sealed.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What the rules see.
    pub talk: Talk,
    /// Where.
    pub facility: FacilityId,
    /// Words for whoever says yes.
    pub words: Option<Vec<u8>>,
    /// Whether staff may read them too.
    pub words_for_staff: bool,
    /// Where and how the two meet.
    pub meeting: Option<Vec<u8>>,
    /// What staff told the asker.
    pub message: Option<Vec<u8>>,
    /// Whether it got lighter.
    pub relief: Option<Vec<u8>>,
    /// How many events are kept.
    events: i32,
}

fn offer_of(row: &talk_offer::Model) -> Result<Offer, Failure> {
    Ok(Offer {
        id: OfferId(row.id),
        supporter: PersonId(row.supporter_id),
        state: OfferState::from_name(&row.state).ok_or(ProblemType::Internal)?,
        sent_at: Instant(row.sent_at),
        due: Instant(row.due),
        unreached: row.unreached,
    })
}

fn kept(row: talk_request::Model, offers: Vec<Offer>) -> Result<Kept, Failure> {
    let acceptor = row.acceptor_id.map(PersonId);
    let talk = Talk {
        id: TalkRequestId(row.id),
        asker: PersonId(row.asker_id),
        to: row.to_id.map(PersonId),
        wish: Wish::from_name(&row.wish).ok_or(ProblemType::Internal)?,
        mode: TalkMode::from_name(&row.mode).ok_or(ProblemType::Internal)?,
        tell_staff: row.tell_staff,
        state: State::from_name(&row.state).ok_or(ProblemType::Internal)?,
        version: row.version,
        asked_at: Instant(row.asked_at),
        search_until: Instant(row.search_until),
        next_action_at: row.next_action_at.map(Instant),
        acceptor: acceptor.map(|id| if row.by_staff { Acceptor::Staff(id) } else { Acceptor::Supporter(id) }),
        meet_at: row.meet_at.map(Instant),
        started_at: row.started_at.map(Instant),
        ended_at: row.ended_at.map(Instant),
        reminded: row.reminded,
        outcome: row.outcome.as_deref().and_then(Outcome::from_name),
        offers,
        steps: Vec::new(),
    };
    Ok(Kept {
        talk,
        facility: FacilityId(row.facility_id),
        words: row.words,
        words_for_staff: row.words_for_staff,
        meeting: row.meeting,
        message: row.message,
        relief: row.relief,
        events: row.events,
    })
}

impl Kept {
    /// A request that is not kept yet.
    #[must_use]
    pub const fn new(
        talk: Talk,
        facility: FacilityId,
        words: Option<Vec<u8>>,
        words_for_staff: bool,
    ) -> Self {
        Self { talk, facility, words, words_for_staff, meeting: None, message: None, relief: None, events: 0 }
    }

    fn row(&self) -> talk_request::Model {
        let talk = &self.talk;
        talk_request::Model {
            id: talk.id.0,
            facility_id: self.facility.0,
            asker_id: talk.asker.0,
            to_id: talk.to.map(|to| to.0),
            wish: talk.wish.name().to_owned(),
            mode: talk.mode.name().to_owned(),
            words: self.words.clone(),
            words_for_staff: self.words_for_staff,
            tell_staff: talk.tell_staff,
            state: talk.state.name().to_owned(),
            version: talk.version,
            asked_at: talk.asked_at.0,
            search_until: talk.search_until.0,
            next_action_at: talk.next_action_at.map(|at| at.0),
            acceptor_id: talk.acceptor.map(|who| who.person().0),
            by_staff: matches!(talk.acceptor, Some(Acceptor::Staff(_))),
            meet_at: talk.meet_at.map(|at| at.0),
            started_at: talk.started_at.map(|at| at.0),
            ended_at: talk.ended_at.map(|at| at.0),
            reminded: talk.reminded,
            outcome: talk.outcome.map(|outcome| outcome.name().to_owned()),
            meeting: self.meeting.clone(),
            message: self.message.clone(),
            relief: self.relief.clone(),
            events: self.events,
        }
    }
}

/// Rows with their offers.
///
/// # Errors
/// When the offers cannot be read.
pub(super) async fn with_offers(
    db: &impl ConnectionTrait,
    rows: Vec<talk_request::Model>,
) -> Result<Vec<Kept>, Failure> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut offers: HashMap<Uuid, Vec<Offer>> = HashMap::new();
    if !ids.is_empty() {
        let found = talk_offer::Entity::find()
            .filter(talk_offer::Column::RequestId.is_in(ids))
            .order_by_asc(talk_offer::Column::Place)
            .all(db)
            .await?;
        for row in &found {
            offers.entry(row.request_id).or_default().push(offer_of(row)?);
        }
    }
    rows.into_iter()
        .map(|row| {
            let mine = offers.remove(&row.id).unwrap_or_default();
            kept(row, mine)
        })
        .collect()
}

/// One request; `None` when there is none.
///
/// # Errors
/// When it cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: TalkRequestId) -> Result<Option<Kept>, Failure> {
    let row = talk_request::Entity::find_by_id(id.0).one(db).await?;
    Ok(with_offers(db, row.into_iter().collect()).await?.pop())
}

/// The request that an offer belongs to.
///
/// # Errors
/// When it cannot be read.
pub async fn of_offer(db: &impl ConnectionTrait, id: OfferId) -> Result<Option<Kept>, Failure> {
    match talk_offer::Entity::find_by_id(id.0).one(db).await? {
        Some(row) => find(db, TalkRequestId(row.request_id)).await,
        None => Ok(None),
    }
}

/// Somebody's newest request.
///
/// # Errors
/// When it cannot be read.
pub async fn newest_of(db: &impl ConnectionTrait, asker: PersonId) -> Result<Option<Kept>, Failure> {
    let rows = talk_request::Entity::find()
        .filter(talk_request::Column::AskerId.eq(asker.0))
        .order_by_desc(talk_request::Column::AskedAt)
        .order_by_desc(talk_request::Column::Id)
        .limit(1);
    let rows = rows.all(db).await?;
    Ok(with_offers(db, rows).await?.pop())
}

/// How many requests somebody made since then.
///
/// # Errors
/// When they cannot be counted.
pub async fn count_since(db: &impl ConnectionTrait, asker: PersonId, since: Instant) -> Result<u64, Failure> {
    let since = talk_request::Entity::find()
        .filter(talk_request::Column::AskerId.eq(asker.0))
        .filter(talk_request::Column::AskedAt.gte(since.0));
    Ok(since.count(db).await?)
}

/// Requests for which a supporter is asked, or in which they are the one who said yes; the newest first.
///
/// # Errors
/// When they cannot be read.
pub async fn for_supporter(db: &impl ConnectionTrait, supporter: PersonId) -> Result<Vec<Kept>, Failure> {
    let open = [OfferState::Sent, OfferState::Seen, OfferState::Accepted].map(OfferState::name);
    let offers = talk_offer::Entity::find()
        .filter(talk_offer::Column::SupporterId.eq(supporter.0))
        .filter(talk_offer::Column::State.is_in(open))
        .order_by_desc(talk_offer::Column::SentAt)
        .limit(50)
        .all(db)
        .await?;
    let ids: Vec<Uuid> = offers.into_iter().map(|offer| offer.request_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = talk_request::Entity::find()
        .filter(talk_request::Column::Id.is_in(ids))
        .order_by_desc(talk_request::Column::AskedAt)
        .order_by_desc(talk_request::Column::Id)
        .all(db)
        .await?;
    with_offers(db, rows).await
}

/// Requests that go on by themselves now, the most overdue first.
///
/// # Errors
/// When they cannot be read.
pub async fn due(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<TalkRequestId>, Failure> {
    let rows = talk_request::Entity::find()
        .select_only()
        .column(talk_request::Column::Id)
        .filter(talk_request::Column::NextActionAt.lte(now.0))
        .order_by_asc(talk_request::Column::NextActionAt)
        .limit(200)
        .into_tuple::<Uuid>();
    Ok(rows.all(db).await?.into_iter().map(TalkRequestId).collect())
}

/// Requests that a person has a part in and that are not over: as asker, as asked, as the one who said yes.
///
/// # Errors
/// When they cannot be read.
pub async fn open_with(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Kept>, Failure> {
    use talk_request::Column;
    let open = [OfferState::Sent, OfferState::Seen].map(OfferState::name);
    let asked = talk_offer::Entity::find()
        .select_only()
        .column(talk_offer::Column::RequestId)
        .filter(talk_offer::Column::SupporterId.eq(person.0))
        .filter(talk_offer::Column::State.is_in(open))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    let part = Column::AskerId.eq(person.0).or(Column::AcceptorId.eq(person.0)).or(Column::Id.is_in(asked));
    let rows = talk_request::Entity::find()
        .filter(part)
        .filter(Column::State.ne(State::Closed.name()))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    with_offers(db, rows).await
}

/// How many questions each supporter of a facility has not answered yet.
///
/// # Errors
/// When they cannot be counted.
pub async fn open_offers(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<HashMap<PersonId, u64>, Failure> {
    let open = [OfferState::Sent, OfferState::Seen].map(OfferState::name);
    let rows = talk_offer::Entity::find()
        .select_only()
        .column(talk_offer::Column::SupporterId)
        .filter(talk_offer::Column::FacilityId.eq(facility.0))
        .filter(talk_offer::Column::State.is_in(open))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    let mut counts = HashMap::new();
    for supporter in rows {
        *counts.entry(PersonId(supporter)).or_default() += 1;
    }
    Ok(counts)
}

/// Keep a new request.
///
/// # Errors
/// When the rows cannot be written.
pub async fn insert(tx: &Tx, now: Instant, kept: &mut Kept) -> Result<(), Failure> {
    let first = kept.events;
    kept.events = first.saturating_add(i32::try_from(kept.talk.steps.len()).unwrap_or_default());
    talk_request::Entity::insert(kept.row().into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    keep_parts(tx, now, kept, None, first).await
}

/// Keep a request that went on. `before` is what was read in this transaction.
///
/// # Errors
/// 409 when somebody else was first.
pub async fn update(tx: &Tx, now: Instant, before: &Talk, kept: &mut Kept) -> Result<(), Failure> {
    let first = kept.events;
    kept.events = first.saturating_add(i32::try_from(kept.talk.steps.len()).unwrap_or_default());
    kept.talk.version = before.version.saturating_add(1);
    let mut row = kept.row().into_active_model().reset_all();
    row.id = sea_orm::ActiveValue::NotSet;
    let done = talk_request::Entity::update_many()
        .set(row)
        .filter(talk_request::Column::Id.eq(kept.talk.id.0))
        .filter(talk_request::Column::Version.eq(before.version))
        .exec(tx)
        .await?;
    if done.rows_affected != 1 {
        return Err(ProblemType::OfferClosed.into());
    }
    keep_parts(tx, now, kept, Some(before), first).await
}

async fn keep_parts(
    tx: &Tx,
    now: Instant,
    kept: &Kept,
    before: Option<&Talk>,
    first: i32,
) -> Result<(), Failure> {
    let talk = &kept.talk;
    for (n, step) in (first..).zip(&talk.steps) {
        let row = talk_event::Model {
            request_id: talk.id.0,
            n,
            facility_id: kept.facility.0,
            kind: step.name().to_owned(),
            at: now.0,
        };
        talk_event::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    }
    let was = |offer: &Offer| before.and_then(|talk| talk.offers.iter().find(|one| one.id == offer.id));
    for (place, offer) in (0..).zip(&talk.offers) {
        match was(offer) {
            Some(was) if was == offer => {}
            Some(_) => {
                let row = talk_offer::ActiveModel {
                    id: Set(offer.id.0),
                    state: Set(offer.state.name().to_owned()),
                    unreached: Set(offer.unreached),
                    ..Default::default()
                };
                row.update(tx).await?;
            }
            None => {
                let row = talk_offer::Model {
                    id: offer.id.0,
                    request_id: talk.id.0,
                    facility_id: kept.facility.0,
                    supporter_id: offer.supporter.0,
                    place,
                    state: offer.state.name().to_owned(),
                    sent_at: offer.sent_at.0,
                    due: offer.due.0,
                    unreached: offer.unreached,
                };
                let insert = talk_offer::Entity::insert(row.into_active_model().reset_all());
                insert.exec_without_returning(tx).await?;
            }
        }
    }
    keep_meeting(tx, now, kept, before).await
}

/// Keep whether it got lighter, for the asker's own eyes.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep_relief(tx: &Tx, id: TalkRequestId, sealed: Vec<u8>) -> Result<(), Failure> {
    let keep =
        talk_request::Entity::update_many().col_expr(talk_request::Column::Relief, Expr::value(sealed));
    keep.filter(talk_request::Column::Id.eq(id.0)).exec(tx).await?;
    Ok(())
}
