//! `PATCH /me/limits`.

use actix_web::patch;
use futures::FutureExt as _;
use serde::Deserialize;

use super::showing::capacity;
use super::view::Capacity;
use crate::authz::{Actor, Permit, act};
use crate::availability::capacity::OwnLimits;
use crate::availability::care::{self, Change};
use crate::availability::settings::Caps;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::patch::{Patch, given};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};

/// The longest rest after a talk, in seconds.
const LONGEST_GAP: u16 = 8 * 3600;
/// The fewest minutes a week may have: one talk has room.
const FEWEST_MINUTES: u16 = 10;

/// What changes; what is not named stays, `null` takes the facility's number.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "minutes_a_week": 60 }), json!({ "listen_only": true, "talks_a_day": null })))]
pub struct LimitsPatch {
    /// Talks a day; at least one.
    #[serde(default)]
    #[schema(value_type = Option<u8>, required = false, minimum = 1)]
    pub talks_a_day: Patch<u8>,
    /// Minutes a week; at least ten.
    #[serde(default)]
    #[schema(value_type = Option<u16>, required = false, minimum = 10)]
    pub minutes_a_week: Patch<u16>,
    /// Seconds of rest after a talk; at most eight hours.
    #[serde(default)]
    #[schema(value_type = Option<u16>, required = false, maximum = 28_800)]
    pub gap: Patch<u16>,
    /// Listening only.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool, required = false)]
    pub listen_only: Option<bool>,
    /// Whether staff may see how much one can still carry, in one of three words.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool, required = false)]
    pub shows_spare: Option<bool>,
}

impl LimitsPatch {
    /// Own limits after it: stricter than the facility's, never looser.
    fn decide(&self, before: OwnLimits, caps: Caps) -> Result<OwnLimits, Problem> {
        let mut faults = Faults::default();
        let most = |pointer, limit: u16| FieldError::limited(pointer, Fault::OutOfRange, usize::from(limit));
        let talks = self.talks_a_day.clone().try_map(|own| match own {
            0 => Err(most("/talks_a_day", 1)),
            own if own > caps.talks_a_day => Err(most("/talks_a_day", u16::from(caps.talks_a_day))),
            own => Ok(own),
        });
        let minutes = self.minutes_a_week.clone().try_map(|own| match own {
            own if own < FEWEST_MINUTES => Err(most("/minutes_a_week", FEWEST_MINUTES)),
            own if own > caps.minutes_a_week => Err(most("/minutes_a_week", caps.minutes_a_week)),
            own => Ok(own),
        });
        let gap = self.gap.clone().try_map(|own| match own {
            own if own < caps.gap => Err(most("/gap", caps.gap)),
            own if own > LONGEST_GAP => Err(most("/gap", LONGEST_GAP)),
            own => Ok(own),
        });
        let (talks, minutes, gap) = (faults.check(talks), faults.check(minutes), faults.check(gap));
        let own = talks.zip(minutes).zip(gap).map(|((talks, minutes), gap)| OwnLimits {
            talks_a_day: talks.or(before.talks_a_day),
            minutes_a_week: minutes.or(before.minutes_a_week),
            gap: gap.or(before.gap),
            listen_only: self.listen_only.unwrap_or(before.listen_only),
        });
        faults.finish(own)
    }
}

/// Carry less than the facility's limits allow, or as much as they do.
///
/// Never more: a number above the facility's is refused at its field. It holds at once, also for a lease that
/// goes on. A merge patch (RFC 7396) with `If-Match`.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("limits:update_own"))),
    responses((status = 200, body = Capacity, description = "As it now is.")),
)]
#[patch("/me/limits")]
pub async fn update_my_limits(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(patch): Json<LimitsPatch>,
) -> Result<Saved<Capacity>, Problem> {
    let permit = actor.may_here::<act::UpdateMyLimits>()?;
    let input = (if_match.required()?, patch);
    let value = ctx.write(&permit, None, input, |tx, scene, permit, (seen, patch)| {
        keep(tx, scene, permit, *seen, patch).boxed()
    });
    Ok(Saved { created: false, value: value.await? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::UpdateMyLimits>,
    seen: i32,
    patch: &LimitsPatch,
) -> Result<Capacity, Failure> {
    let board = care::board_in(tx, scene, permit.facility()).await?;
    let me = board.find(permit.person()).ok_or(ProblemType::Forbidden)?;
    let own = patch.decide(me.load.own, board.settings.caps)?;
    let shows_spare = patch.shows_spare.unwrap_or(me.shows_spare);
    let change = Change::Limits(own, shows_spare, seen);
    let board = care::keep(tx, scene, permit.facility(), permit.person(), change).await?;
    capacity(tx, &scene.keys, permit, &board, scene.now).await
}
