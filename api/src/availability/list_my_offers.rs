//! `GET /me/offers`.

use actix_web::get;

use super::accept_offer::SOON;
use super::machine::State;
use super::showing;
use super::store::{boards, meeting, request};
use super::talk::Acceptor;
use super::unseal;
use super::view::OfferView;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page};
use crate::kernel::problem::Problem;

/// See what one is asked as a supporter, and the talk one said yes to.
///
/// Only whoever says yes reads the asker's words. No answer is an answer too.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("offers:list_own"))),
    responses((status = 200, body = Page<OfferView>, description = "The newest first.")),
)]
#[get("/me/offers")]
pub async fn list_my_offers(ctx: Ctx, actor: Actor) -> Result<Page<OfferView>, Problem> {
    let permit = actor.may_own::<act::ListMyOffers>()?;
    let me = permit.person();
    let shown = boards::of(&ctx, permit.facility()).await?;
    let (board, now) = (&shown.board, ctx.now());
    let soft_end = i64::from(board.settings.timers.soft_end);
    let soon = board.may_meet_in(SOON, now);
    let db = ctx.db.read();
    let all = request::for_supporter(db, me).await?;
    let names = unseal::names(db, &ctx.keys, &all).await?;
    let mut items = Vec::new();
    for kept in &all {
        let mine = kept.talk.acceptor == Some(Acceptor::Supporter(me));
        let going = mine && matches!(kept.talk.state, State::Accepted | State::InTalk | State::Ended);
        let Some(offer) = kept.talk.offers.iter().find(|one| one.supporter == me) else { continue };
        let waits = offer.state.is_open() && now < offer.due;
        if !going && !waits {
            continue;
        }
        let words = if going { unseal::words_of(db, &ctx.keys, kept).await? } else { None };
        let often = meeting::often(db, kept.talk.asker, me, now).await?;
        items.push(showing::offer(&kept.talk, offer, (often, soon), words, soft_end, &names));
    }
    Ok(Page::whole(items))
}
