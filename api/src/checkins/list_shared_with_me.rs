//! `GET /shared_entries`.

use actix_web::get;
use serde::Deserialize;
use utoipa::IntoParams;

use super::showing::{Acknowledgement, EntryKind, SharedEntry};
use super::store::entering::{self, Entering};
use super::store::shared::{self, Lies, Wanted};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::id::PersonId;
use crate::kernel::page::{self, Cursor};
use crate::kernel::problem::Problem;
use crate::people::{self, view::Named};
use crate::sharing::domain::most;
use crate::sharing::store::{acknowledgement, grant};
use crate::sharing::{Grant, Shows};

/// Which of the entries that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharedState {
    /// Nobody has said 「見たよ」 yet.
    Waiting,
    /// All of them.
    All,
}

/// Which part of what is shown.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SharedPart {
    /// Those that wait, the longest wait first; or all, the newest first.
    #[param(value_type = Option<String>, pattern = "^(waiting|all)$", default = "waiting")]
    state: Option<SharedState>,
    /// Of one person only.
    person_id: Option<PersonId>,
    /// How many rows, 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 30)]
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// See what is shown to me: who, when and how much — not what stands in it.
///
/// Only opening an entry is a look, and its owner reads of it. What was not shown is not here.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("shared_entries:list"))),
    params(SharedPart),
    responses((status = 200, body = Page<SharedEntry>, description = "One page.")),
)]
#[get("/shared_entries")]
pub async fn list_shared_with_me(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<SharedPart>,
) -> Result<Page<SharedEntry>, Problem> {
    actor.may_here::<act::ListSharedWithMe>()?;
    let after = part.cursor.as_deref().map(Cursor::decode).transpose()?;
    let limit = page::limit(part.limit)?;
    let waiting = part.state.unwrap_or(SharedState::Waiting) == SharedState::Waiting;
    let entering = entering::enter(&ctx, &actor).await?;
    let wanted = Wanted { owner: part.person_id, waiting, limit, after };
    let (found, next_cursor) =
        shared::shown(ctx.db.read(), &entering.beholder, entering.today, wanted).await?;
    let mut items = rows(&ctx, &entering, found).await?;
    if wanted.after.is_none() {
        items.splice(0..0, plans(&ctx, &entering, part.person_id).await?);
    }
    Ok(Page { items, next_cursor })
}

async fn rows(ctx: &Ctx, entering: &Entering, found: Vec<Lies>) -> Result<Vec<SharedEntry>, Problem> {
    let db = ctx.db.read();
    let mut owners: Vec<PersonId> = found.iter().map(|one| one.owner).collect();
    owners.sort_unstable();
    owners.dedup();
    let grants = grant::shown_to(db, &entering.beholder, Some(&owners), entering.today).await?;
    let mut said = Vec::new();
    for owner in &owners {
        let entries: Vec<_> = found.iter().filter(|one| one.owner == *owner).map(|one| one.id).collect();
        said.extend(acknowledgement::to_entries(db, &ctx.keys, *owner, &entries).await?);
    }
    let who = owners.iter().copied().chain(said.iter().map(|one| one.by)).collect();
    let names = people::nicknames(db, &ctx.keys, entering.standing.facility, who).await?;
    let mut items: Vec<SharedEntry> = found
        .into_iter()
        .filter_map(|lies| {
            let theirs = || grants.iter().filter(|grant| grant.owner == lies.owner);
            let by: &Grant = match lies.kind {
                EntryKind::Checkin => most(theirs(), lies.id, lies.day)?,
                EntryKind::Win | EntryKind::ComfortPlan => theirs().find(|one| one.shows_win(lies.day))?,
            };
            Some(SharedEntry {
                entry_id: lies.id,
                kind: lies.kind,
                person: Named::of(&names, lies.owner),
                local_date: lies.day,
                since: lies.received_at.max(by.created_at),
                shows: by.what.shows,
                until: by.what.until,
                acknowledgements: Vec::new(),
            })
        })
        .collect();
    for one in said {
        if let Some(item) = items.iter_mut().find(|item| item.entry_id == one.entry) {
            item.acknowledgements.push(Acknowledgement::of(one, &names));
        }
    }
    Ok(items)
}

/// Plans that are shown, before everything else: there are few, and they are read when they are needed.
async fn plans(ctx: &Ctx, entering: &Entering, only: Option<PersonId>) -> Result<Vec<SharedEntry>, Problem> {
    let db = ctx.db.read();
    let only = only.map(|person| vec![person]);
    let mut grants = grant::shown_to(db, &entering.beholder, only.as_deref(), entering.today).await?;
    grants.retain(|grant| grant.what.shows == Shows::ComfortPlan);
    grants.sort_by_key(|grant| (grant.owner, std::cmp::Reverse(grant.what.until)));
    grants.dedup_by_key(|grant| grant.owner);
    let who = grants.iter().map(|grant| grant.owner).collect();
    let names = people::nicknames(db, &ctx.keys, entering.standing.facility, who).await?;
    let plan = |grant: &Grant| SharedEntry {
        entry_id: grant.id.0,
        kind: EntryKind::ComfortPlan,
        person: Named::of(&names, grant.owner),
        local_date: grant.what.from,
        since: grant.created_at,
        shows: Shows::ComfortPlan,
        until: grant.what.until,
        acknowledgements: Vec::new(),
    };
    Ok(grants.iter().map(plan).collect())
}
