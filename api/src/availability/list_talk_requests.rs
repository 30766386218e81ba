//! `GET /talk_requests`.

use actix_web::get;

use super::machine::State;
use super::showing::{self, named};
use super::store::reached;
use super::store::request::Kept;
use super::unseal;
use super::view::{StaffTalkRequest, StaffTalkRequests};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Plain};
use crate::kernel::problem::Problem;

/// See who asked for staff.
///
/// Who, since when and how; never what it is about, unless the asker wrote words for staff. Of people who
/// wished that staff are not told there is only a number.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_requests:list"))),
    responses((status = 200, body = StaffTalkRequests, description = "Those who wait, the longest first.")),
)]
#[get("/talk_requests")]
pub async fn list_talk_requests(ctx: Ctx, actor: Actor) -> Result<Plain<StaffTalkRequests>, Problem> {
    let permit = actor.may_here::<act::ListTalkRequests>()?;
    let db = ctx.db.read();
    let all: Vec<Kept> = reached::with_staff(db, permit.facility()).await?;
    let names = unseal::names(db, &ctx.keys, &all).await?;
    let since = reached::asked_staff_at(db, all.iter().map(|kept| kept.talk.id).collect()).await?;
    let mut items = Vec::with_capacity(all.len());
    for kept in &all {
        let talk = &kept.talk;
        let words = if kept.words_for_staff { unseal::words_of(db, &ctx.keys, kept).await? } else { None };
        let (since, handed_over) = since.get(&talk.id).copied().unwrap_or((talk.asked_at, false));
        items.push(StaffTalkRequest {
            talk_request_id: talk.id,
            asker: named(&names, talk.asker),
            mode: talk.mode,
            asked_at: talk.asked_at,
            since,
            handed_over,
            unreached: u8::try_from(talk.offers.iter().filter(|offer| offer.unreached).count())
                .unwrap_or(u8::MAX),
            stage: showing::staff_stage(talk.state),
            met_by: talk.acceptor.map(|who| named(&names, who.person())),
            meet_at: talk.meet_at,
            talking: talk.state == State::InTalk,
            words,
        });
    }
    items.sort_by_key(|item| (item.since, item.talk_request_id));
    let untold = reached::untold(db, permit.facility()).await?;
    Ok(Plain(StaffTalkRequests { items, untold, as_of: ctx.now(), next_cursor: None }))
}
