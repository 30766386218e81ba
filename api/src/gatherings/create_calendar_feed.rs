//! `POST /me/calendar_feeds`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::feed_content::Detail;
use super::list_calendar_feeds::CalendarFeed;
use super::store::feed::{self, NewFeed};
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json};
use crate::kernel::id::FeedId;
use crate::kernel::problem::Problem;
use crate::kernel::text;
use crate::people::domain::{TOKEN_LENGTH, code_from};

/// What every token begins with, so that one found somewhere tells what it opens.
pub const TOKEN_PREFIX: &str = "cal_";
const LONGEST_LABEL: usize = 40;

/// What the link shall tell.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarFeedRequest {
    /// How much it tells.
    pub detail: Detail,
    /// What I call it, to know it again.
    #[schema(example = "家のカレンダー", max_length = 40)]
    pub label: Option<String>,
}

/// A new link, with its address.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct NewCalendarFeed {
    /// The link.
    #[serde(flatten)]
    pub feed: CalendarFeed,
    /// Its address. Whoever has it reads the calendar.
    #[schema(example = "https://engawa.example/api/v1/feeds/cal_7K3M….ics")]
    pub url: String,
    /// The same, for phones that open a calendar app with it.
    #[schema(example = "webcal://engawa.example/api/v1/feeds/cal_7K3M….ics")]
    pub webcal_url: String,
}

/// Make a link that brings the calendar into my own calendar app.
///
/// The answer is the only time the address is shown; a link that is lost is taken back, and another one made. It
/// tells what I choose here and never who comes. Talks between two never stand in it. Ten links at most.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("calendar_feeds:create"))),
    request_body = CalendarFeedRequest,
    responses(
        (status = 201, body = NewCalendarFeed, description = "The link, to be put into a calendar app."),
        (status = 409, body = crate::http::respond::ProblemBody, content_type = "application/problem+json",
            description = "`too-many-of-them`: There are too many of these already."),
    ),
)]
#[post("/me/calendar_feeds")]
pub async fn create_calendar_feed(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(mut new): Json<CalendarFeedRequest>,
) -> Result<Created<NewCalendarFeed>, Problem> {
    let permit = actor.may_own::<act::CreateCalendarFeed>()?;
    new.label = new.label.map(|label| text::line("/label", &label, 1, LONGEST_LABEL)).transpose()?;
    let made = ctx
        .command(&permit, &key, None, new, |tx, scene, permit, new| make(tx, scene, permit, new).boxed())
        .await?;
    Ok(Created(made))
}

async fn make(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::CreateCalendarFeed>,
    new: &CalendarFeedRequest,
) -> Result<NewCalendarFeed, Failure> {
    let mut random = [0_u8; TOKEN_LENGTH];
    scene.ids.fill(&mut random);
    let token = format!("{TOKEN_PREFIX}{}", code_from(&random));
    let id = FeedId(scene.ids.next(scene.now.0));
    let url = format!("{}/api/v1/feeds/{token}.ics", scene.config.public_url.trim_end_matches('/'));
    let webcal_url = match url.split_once("://") {
        Some((_, rest)) => format!("webcal://{rest}"),
        None => url.clone(),
    };
    let new = NewFeed { id, token, detail: new.detail, label: new.label.clone() };
    let feed = feed::add(tx, scene, permit, &new).await?;
    Ok(NewCalendarFeed { feed, url, webcal_url })
}
