//! `refresh_session`

use actix_web::{Either, HttpRequest, post};
use futures::FutureExt as _;

use super::entry::{self, Entered};
use super::store::session::{Rotation, rotate};
use super::view::SignedIn;
use crate::http::{Ctx, NoContent};
use crate::kernel::problem::{Problem, ProblemType};

/// Get a new access token for this device.
///
/// The refresh token lies in a cookie that no script can read, and changes every time. A lost
/// answer can be asked for again within a minute; an older token ends the session.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("sessions:refresh"))),
    responses((status = 200, description = "The session goes on.", body = SignedIn),
        (status = 204, description = "Nobody is signed in on this device.")))]
#[post("/sessions/refresh")]
pub async fn refresh_session(ctx: Ctx, req: HttpRequest) -> Result<Either<Entered, NoContent>, Problem> {
    let tokens = entry::tokens(&req)?;
    let over = || Problem::new(ProblemType::SessionEnded);
    let Some(cookie) = req.cookie(ctx.config.cookie_name()) else { return Ok(Either::Right(NoContent)) };
    let (id, presented) = tokens.read_refresh(cookie.value()).ok_or_else(over)?;
    let input = (ctx.scene(), id, presented);
    let rotation = ctx.db.write(input, |tx, (scene, id, presented)| {
        async move {
            let rotation = rotate(tx, scene.now, *id, *presented).await?;
            if matches!(rotation, Rotation::Over) {
                scene.forget_session(*id);
            }
            Ok(rotation)
        }
        .boxed()
    });
    let rotation = rotation.await?;
    match rotation {
        Rotation::Next(person, generation) => {
            Ok(Either::Left(Entered::again(&ctx, &tokens, person, id, generation).await?))
        }
        Rotation::Over => Err(over()),
    }
}
