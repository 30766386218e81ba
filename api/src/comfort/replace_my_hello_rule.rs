//! `PUT /me/hello_rule`.

use actix_web::put;
use chrono::NaiveDate;
use futures::FutureExt as _;
use serde::Deserialize;

use super::hello::{HelloEnd, HelloReason};
use super::raising::end;
use super::rule::{self, Wished};
use super::showing::can_be_named;
use super::store;
use super::view::HelloRule;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::people;

/// When somebody shall say hello.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(
    json!({ "after_days": 3, "how": "「やあ」だけで、うれしいです。" }),
    json!({ "after_days": null }),
))]
pub struct NewHelloRule {
    /// After how many whole days without a word, 2 to 30; `null`: never, and the rest of it is forgotten.
    #[schema(required, minimum = 2, maximum = 30)]
    after_days: Option<i16>,
    /// Who: one of the people to ask; `null`: staff.
    #[serde(default)]
    person_id: Option<PersonId>,
    /// How, in own words, up to 100 graphemes, for whoever says it.
    #[serde(default)]
    #[schema(max_length = 4_000)]
    how: Option<String>,
    /// Through which day it is paused, at most 180 days from today.
    #[serde(default)]
    paused_until: Option<NaiveDate>,
}

impl NewHelloRule {
    fn decide(self, today: NaiveDate) -> Result<Option<Wished>, Problem> {
        let mut faults = Faults::default();
        let after_days = faults.check(self.after_days.map(rule::days).transpose());
        let how = faults.check(rule::how(self.how.as_deref()));
        let paused_until = faults.check(rule::pause(self.paused_until, today));
        let parts = after_days.zip(how).zip(paused_until);
        faults.finish(parts.map(|((after_days, how), paused_until)| {
            after_days.map(|after_days| Wished { after_days, to: self.person_id, how, paused_until })
        }))
    }
}

/// Say when somebody shall say hello.
///
/// Only the person it is about can. It counts from now: what was due by the rule before is not any more. `If-Match` says
/// which version was on the screen, `"v0"` for the first time.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("hello_rules:replace_own"))),
    responses((status = 200, body = HelloRule, description = "As it now is.")),
)]
#[put("/me/hello_rule")]
pub async fn replace_my_hello_rule(
    ctx: Ctx,
    actor: Actor,
    seen: IfMatch,
    Json(new): Json<NewHelloRule>,
) -> Result<Saved<HelloRule>, Problem> {
    let permit = actor.may_own::<act::ReplaceMyHelloRule>()?;
    let zone = people::facility_facts(ctx.db.read(), permit.facility()).await?.zone;
    let (seen, wished) = (seen.required()?, new.decide(ctx.now().day_in(zone))?);
    let version =
        ctx.write(&permit, None, (seen, wished.clone(), zone), |tx, scene, permit, (seen, wished, zone)| {
            keep(tx, scene, permit, *seen, wished.as_ref(), *zone).boxed()
        });
    let version = version.await?;
    Ok(Saved { created: false, value: HelloRule::of(wished, version) })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ReplaceMyHelloRule>,
    seen: i32,
    wished: Option<&Wished>,
    zone: chrono_tz::Tz,
) -> Result<i32, Failure> {
    let (facility, me) = (permit.facility(), permit.person());
    if let Some(to) = wished.and_then(|wished| wished.to)
        && !can_be_named(tx, facility, me, to).await?
    {
        return Err(Problem::from(FieldError::new("/person_id", Fault::NotAllowed)).into());
    }
    let owner = (facility, me, zone);
    let version = store::rule::replace(tx, &scene.keys, scene.now, owner, seen, wished).await?;
    for one in store::hello::open_of(tx, me, Some(HelloReason::QuietDays), None).await? {
        end(tx, scene, &one, HelloEnd::TakenBack).await?;
    }
    Ok(version)
}
