//! `GET /me/calendar_feeds`.

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::feed_content::Detail;
use super::store::feed;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page};
use crate::kernel::id::FeedId;
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

/// A link to my calendar; its address is shown only when it is made.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CalendarFeed {
    /// Its id.
    pub feed_id: FeedId,
    /// How much it tells.
    pub detail: Detail,
    /// What I call it.
    #[schema(required)]
    pub label: Option<String>,
    /// When I made it.
    pub created_at: Instant,
    /// The last day an app asked for it.
    #[schema(required)]
    pub last_used_on: Option<NaiveDate>,
}

/// List the links to my calendar that work.
///
/// Each with the day it was last used, so that one that nobody needs can be taken back.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("calendar_feeds:list_own"))),
    responses((status = 200, body = Page<CalendarFeed>, description = "The newest first.")),
)]
#[get("/me/calendar_feeds")]
pub async fn list_calendar_feeds(ctx: Ctx, actor: Actor) -> Result<Page<CalendarFeed>, Problem> {
    let permit = actor.may_own::<act::ListCalendarFeeds>()?;
    Ok(Page::whole(feed::list(ctx.db.read(), &ctx.keys, &permit).await?))
}
