//! What all ways in share: a session for the device, its tokens and the cookie.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::{Deserialize, Serialize};

use super::store::{person, session};
use super::token::{ACCESS_SECONDS, Tokens};
use super::view::SignedIn;
use crate::audit;
use crate::authz::Action;
use crate::db::{Failure, Tx};
use crate::http::Ctx;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId, SessionId};
use crate::kernel::problem::{Problem, ProblemType};

/// Somebody came in. Kept with the command, so that a lost answer can be given again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) person: PersonId,
    pub(super) session: SessionId,
    pub(super) recovery_codes: Option<Vec<String>>,
}

/// Open a session for somebody, with its audit entry.
pub(super) async fn open(
    tx: &Tx,
    scene: &Scene,
    action: Action,
    facility: FacilityId,
    person: PersonId,
    device: &str,
) -> Result<Entry, Failure> {
    let id = SessionId(scene.ids.next(scene.now.0));
    session::add(tx, scene.now, id, facility, person, device).await?;
    audit::append(tx, scene.now, scene.request_id, audit::Event::entered(action, facility, person)).await?;
    Ok(Entry { person, session: id, recovery_codes: None })
}

/// The answer to somebody who came in: tokens, themselves, and the cookie.
#[derive(Debug)]
pub struct Entered {
    status: StatusCode,
    body: SignedIn,
    cookie: Cookie<'static>,
}

impl Entered {
    /// 201 for a new session.
    pub(super) async fn new(ctx: &Ctx, tokens: &Tokens, entry: Entry) -> Result<Self, Problem> {
        let mut answer = Self::again(ctx, tokens, entry.person, entry.session, 0).await?;
        answer.status = StatusCode::CREATED;
        answer.body.recovery_codes = entry.recovery_codes;
        Ok(answer)
    }

    /// 200 for a session that goes on.
    pub(super) async fn again(
        ctx: &Ctx,
        tokens: &Tokens,
        person: PersonId,
        id: SessionId,
        generation: i32,
    ) -> Result<Self, Problem> {
        let me = person::me(ctx.db.read(), &ctx.keys, person).await?;
        let body = SignedIn {
            access_token: tokens.access(person, id, ctx.now())?,
            expires_in: ACCESS_SECONDS,
            me,
            recovery_codes: None,
        };
        let cookie = cookie(ctx, tokens.refresh(id, generation), Duration::days(400));
        Ok(Self { status: StatusCode::OK, body, cookie })
    }
}

/// The refresh cookie: out of reach of scripts and of other sites.
fn cookie(ctx: &Ctx, value: String, age: Duration) -> Cookie<'static> {
    Cookie::build(ctx.config.cookie_name(), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(ctx.config.is_https())
        .max_age(age)
        .finish()
}

/// A cookie that takes the refresh cookie away.
pub(super) fn no_cookie(ctx: &Ctx) -> Cookie<'static> {
    cookie(ctx, String::new(), Duration::ZERO)
}

impl Responder for Entered {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _req: &HttpRequest) -> HttpResponse {
        HttpResponse::build(self.status).cookie(self.cookie).json(self.body)
    }
}

/// The tokens, from the application's state.
pub(super) fn tokens(req: &HttpRequest) -> Result<Tokens, Problem> {
    let tokens = req.app_data::<actix_web::web::Data<Tokens>>();
    tokens.map(|tokens| (***tokens).clone()).ok_or_else(|| ProblemType::Internal.into())
}
