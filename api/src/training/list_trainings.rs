//! `GET /people/{person_id}/trainings`.

use actix_web::{HttpRequest, HttpResponse, get};

use super::domain::PathStage;
use super::entrance::today_at;
use super::rule::Entry;
use super::store::{ledger, path, rule};
use super::view::{ListingRule, Training, Trainings};
use crate::authz::{Actor, Role, act};
use crate::http::respond::Ready;
use crate::http::{Ctx, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::people::{self, domain::PLEDGE_VERSION};

/// See what somebody learnt, how far they have come, and what is still missing.
///
/// For themselves and for staff. It says what the facility asks for in the same answer, so that nobody has to guess
/// why they are not listed yet.
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("trainings:list"))),
    params(("person_id" = PersonId, Path, description = "Whose.")),
    responses((status = 200, body = Trainings, description = "The ledger as it is today.")),
)]
#[get("/people/{person_id}/trainings")]
pub async fn list_trainings(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let db = ctx.db.read();
    let facts = people::person_facts(db, person_id).await?;
    let permit = actor.may_to::<act::ListTrainings>(person_id, facts.map(|facts| facts.facility))?;
    let facts = facts.ok_or(ProblemType::NotFound)?;
    let today = today_at(&ctx, permit.facility()).await?;
    let (wanted, rule_version) = rule::of(db, permit.facility()).await?;
    let (employment, version) = path::of(db, &permit, person_id).await?;
    let kept = ledger::list(db, &ctx.keys, &permit, person_id).await?;
    let entries = kept.iter().map(|one| &one.learnt).map(|learnt| Entry {
        kind: learnt.kind,
        half_hours: learnt.half_hours,
        expires_on: learnt.expires_on,
    });
    let missing = wanted.missing(&entries.collect::<Vec<_>>(), today);
    let pledged = facts.pledge == Some(PLEDGE_VERSION);
    let met = missing.is_empty();
    let shown = Trainings {
        items: kept.into_iter().map(|one| Training::of(one, person_id, today)).collect(),
        rule: ListingRule::of(&wanted, rule_version),
        stage: PathStage::of(facts.roles.has(Role::Supporter), pledged, met),
        met,
        missing,
        employment,
        version,
    };
    // What is shown depends on the day, the rule and the pledge as well, so the version alone is no validator.
    Ok(Ready::json(&shown)?.sent(&req))
}
