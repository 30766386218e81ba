//! Showings over the wire.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::authz::{Role, Standing};
use crate::gatherings;
use crate::http::Ctx;
use crate::kernel::id::{CheckinId, GatheringId, PersonId, ShareGrantId};
use crate::kernel::named::named;
use crate::kernel::problem::{Fault, FieldError, Problem};
use crate::kernel::time::Instant;
use crate::people::{self, view::Named};
use crate::sharing::{Audience, Grant, NewGrant, Shows};

named! {
    /// What kind of audience it is.
    AudienceKind {
        /// One person.
        Person => "person",
        /// The staff team.
        Staff => "staff",
        /// Whoever leads a gathering.
        Gathering => "gathering",
    }
}

/// To whom, as it is asked for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "kind": "staff" })))]
pub struct NewAudience {
    /// Which kind.
    pub kind: AudienceKind,
    /// Of one person: who.
    pub person_id: Option<PersonId>,
    /// Of a gathering: which.
    pub gathering_id: Option<GatheringId>,
}

/// What somebody wants to show.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "shows": "mood", "to": { "kind": "staff" }, "until": "2026-11-29" })))]
pub struct ShareRequest {
    /// What of it.
    pub shows: Shows,
    /// Only this check-in of one's own; else everything from `from` on.
    pub checkin_id: Option<CheckinId>,
    /// The first day it shows, at most 180 days ago; today when it is left out.
    pub from: Option<NaiveDate>,
    /// The last day on which it is shown, at most 180 days from now; in a week when it is left out.
    pub until: Option<NaiveDate>,
    /// To whom.
    pub to: NewAudience,
}

/// To whom something is shown.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct AudienceView {
    /// Which kind.
    pub kind: AudienceKind,
    /// Which gathering.
    #[schema(required)]
    pub gathering_id: Option<GatheringId>,
    /// Its name.
    #[schema(required)]
    pub gathering_title: Option<String>,
    /// Everybody who can look today, by name.
    pub people: Vec<Named>,
}

/// 見せる: what, to whom, until when.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ShareGrant {
    /// Its id.
    pub share_grant_id: ShareGrantId,
    /// What of it.
    pub shows: Shows,
    /// Only this check-in.
    #[schema(required)]
    pub checkin_id: Option<CheckinId>,
    /// The first day it shows.
    pub from: NaiveDate,
    /// The last day on which it is shown.
    pub until: NaiveDate,
    /// To whom.
    pub to: AudienceView,
    /// Whether it shows something now.
    pub live: bool,
    /// Since when.
    pub created_at: Instant,
    /// When it was stopped.
    #[schema(required)]
    pub ended_at: Option<Instant>,
}

impl ShareGrant {
    /// One, with names.
    #[must_use]
    pub fn of(grant: &Grant, to: AudienceView, today: NaiveDate) -> Self {
        Self {
            share_grant_id: grant.id,
            shows: grant.what.shows,
            checkin_id: grant.what.checkin,
            from: grant.what.from,
            until: grant.what.until,
            to,
            live: grant.is_live(today),
            created_at: grant.created_at,
            ended_at: grant.ended_at,
        }
    }
}

impl ShareRequest {
    /// Checked as far as it can be without looking.
    ///
    /// # Errors
    /// Every member that breaks a rule.
    pub fn decide(&self, today: NaiveDate) -> Result<NewGrant, Problem> {
        NewGrant::decide(self.shows, self.checkin_id, (self.from, self.until), self.to.decide()?, today)
    }
}

impl NewAudience {
    fn decide(&self) -> Result<Audience, FieldError> {
        let NewAudience { kind, person_id, gathering_id } = self;
        match (kind, person_id, gathering_id) {
            (AudienceKind::Staff, None, None) => Ok(Audience::Staff),
            (AudienceKind::Person, Some(id), None) => Ok(Audience::Person(*id)),
            (AudienceKind::Gathering, None, Some(id)) => Ok(Audience::Gathering(*id)),
            (AudienceKind::Person, None, _) => Err(FieldError::new("/to/person_id", Fault::Required)),
            (AudienceKind::Gathering, _, None) => Err(FieldError::new("/to/gathering_id", Fault::Required)),
            (AudienceKind::Staff | AudienceKind::Gathering, Some(_), _) => {
                Err(FieldError::new("/to/person_id", Fault::NotAllowed))
            }
            (AudienceKind::Staff | AudienceKind::Person, _, Some(_)) => {
                Err(FieldError::new("/to/gathering_id", Fault::NotAllowed))
            }
        }
    }
}

/// Everybody whom an audience is today, in the eyes of whoever shows; `None` when there is no such person or
/// gathering for them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn audience(ctx: &Ctx, standing: Standing, to: Audience) -> Result<Option<AudienceView>, Problem> {
    let db = ctx.db.read();
    let facility = standing.facility;
    let (kind, gathering, mut people) = match to {
        Audience::Person(person) => {
            let here = person != standing.person && people::are_here(db, facility, &[person]).await?;
            if !here {
                return Ok(None);
            }
            (AudienceKind::Person, None, vec![person])
        }
        Audience::Staff => {
            (AudienceKind::Staff, None, people::ids_with_role(db, facility, Role::Staff).await?)
        }
        Audience::Gathering(id) => {
            let Some((title, leaders)) = gatherings::led(ctx, standing, id).await? else { return Ok(None) };
            (AudienceKind::Gathering, Some((id, title)), leaders)
        }
    };
    people.retain(|person| *person != standing.person);
    let names: HashMap<_, _> = people::nicknames(db, &ctx.keys, facility, people.clone()).await?;
    let (gathering_id, gathering_title) = gathering.unzip();
    let people = people.into_iter().map(|person| Named::of(&names, person)).collect();
    Ok(Some(AudienceView { kind, gathering_id, gathering_title, people }))
}

/// The audience of a showing that may be old: whoever is not there any more is left out.
///
/// # Errors
/// When the rows cannot be read.
pub async fn audience_of_old(ctx: &Ctx, standing: Standing, to: Audience) -> Result<AudienceView, Problem> {
    let kind = match to {
        Audience::Person(_) => AudienceKind::Person,
        Audience::Staff => AudienceKind::Staff,
        Audience::Gathering(_) => AudienceKind::Gathering,
    };
    let nobody = AudienceView { kind, gathering_id: None, gathering_title: None, people: Vec::new() };
    Ok(audience(ctx, standing, to).await?.unwrap_or(nobody))
}

/// The audience that is asked for, or what is wrong with it.
///
/// # Errors
/// 422 where there is nobody.
pub async fn audience_asked_for(
    ctx: &Ctx,
    standing: Standing,
    to: Audience,
) -> Result<AudienceView, Problem> {
    let pointer = match to {
        Audience::Person(_) => "/to/person_id",
        Audience::Staff => "/to",
        Audience::Gathering(_) => "/to/gathering_id",
    };
    let found = audience(ctx, standing, to).await?;
    let found = found.filter(|audience| !audience.people.is_empty());
    Ok(found.ok_or_else(|| FieldError::new(pointer, Fault::NotAllowed))?)
}
