//! What opens somebody's plan to another.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use crate::audit::access::AccessGround;
use crate::authz::{Relation, Standing};
use crate::db::Failure;
use crate::kernel::id::PersonId;
use crate::kernel::time::Instant;
use crate::sharing::store::{break_glass, grant};
use crate::sharing::{Beholder, Shows};

/// Somebody in front of a plan.
#[derive(Clone, Debug)]
pub struct Opening {
    /// As whom they come.
    pub beholder: Beholder,
    /// As what they are signed in.
    pub standing: Standing,
    /// Today, where they are.
    pub today: NaiveDate,
    /// Whose plan it is.
    pub person: PersonId,
}

/// How they stand to it, if something opens it to them, and why.
///
/// # Errors
/// When the rows cannot be read.
pub async fn opening(
    db: &impl ConnectionTrait,
    now: Instant,
    asked: &Opening,
) -> Result<Option<(Relation, AccessGround)>, Failure> {
    let shown = grant::shown_to(db, &asked.beholder, Some(&[asked.person]), asked.today).await?;
    if shown.iter().any(|grant| grant.what.shows == Shows::ComfortPlan) {
        return Ok(Some((Relation::Shown, AccessGround::Shown)));
    }
    let in_need = break_glass::is_open(db, now, asked.standing, asked.person).await?
        && break_glass::openness(db, asked.person).await?.comfort_plan;
    Ok(in_need.then_some((Relation::Opened, AccessGround::BreakGlass)))
}
