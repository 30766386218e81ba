//! `GET /me/notices`.

use actix_web::get;
use serde::Deserialize;

use super::store;
use super::view::{NoticePage, NoticeView};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Plain, Query};
use crate::kernel::page::{self, Cursor};
use crate::kernel::problem::{Faults, Problem};

/// Which page.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticesQuery {
    /// Where the page starts: `next_cursor` of the one before.
    pub cursor: Option<String>,
    /// How many, 1 to 100; 30 when not said.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u64>,
}

/// Read what one should hear of, newest first: everything of the last 90 days, read or not.
///
/// It says too whether it reached a phone, where it was to.
#[utoipa::path(
    tag = "notices",
    extensions(("x-action" = json!("notices:list_own"))),
    params(NoticesQuery),
    responses((status = 200, body = NoticePage, description = "One page.")),
)]
#[get("/me/notices")]
pub async fn list_my_notices(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<NoticesQuery>,
) -> Result<Plain<NoticePage>, Problem> {
    let permit = actor.may_own::<act::ListMyNotices>()?;
    let mut faults = Faults::default();
    let after = faults.check(asked.cursor.as_deref().map(Cursor::decode).transpose());
    let limit = faults.check(page::limit(asked.limit));
    let (after, limit) = faults.finish(after.zip(limit))?;
    let (items, next_cursor) = store::page(ctx.db.read(), permit.person(), after, limit).await?;
    let unread = store::unread(ctx.db.read(), permit.person()).await?;
    Ok(Plain(NoticePage { items: items.into_iter().map(NoticeView::from).collect(), next_cursor, unread }))
}
