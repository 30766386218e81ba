//! Whether the house stands.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get};
use sea_orm::ConnectionTrait as _;

use super::ctx::Ctx;
use crate::kernel::problem::{Problem, ProblemType};

/// The process is alive.
#[get("/healthz")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// The database answers, so requests may come.
///
/// # Errors
/// 503 while it does not.
#[get("/readyz")]
pub async fn ready(ctx: Ctx) -> Result<HttpResponse, Problem> {
    let asked =
        ctx.db.read().execute_raw(sea_orm::Statement::from_string(ctx.db.backend(), "SELECT 1")).await;
    match asked {
        Ok(_) => Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n")),
        Err(_) => Err(Problem::retry_after(ProblemType::Unavailable, 2)),
    }
}

/// Figures of the process for whoever runs it: from the machine itself, or with the metrics token.
///
/// # Errors
/// 404 for anybody else.
#[get("/metrics")]
pub async fn metrics(ctx: Ctx, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let local = !ctx.config.behind_proxy && req.peer_addr().is_some_and(|addr| addr.ip().is_loopback());
    let token = req
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let known = match (&ctx.config.metrics_token, token) {
        (Some(wanted), Some(given)) => {
            ctx.keys.lookups.verify(given.as_bytes(), &ctx.keys.lookups.digest(wanted.expose().as_bytes()))
        }
        _ => false,
    };
    if !local && !known {
        return Err(ProblemType::NotFound.into());
    }
    let (resident, threads) = process_figures();
    let body = format!(
        "# TYPE engawa_resident_memory_bytes gauge\nengawa_resident_memory_bytes {resident}\n\
         # TYPE engawa_threads gauge\nengawa_threads {threads}\n\
         # TYPE engawa_build_info gauge\nengawa_build_info{{version=\"{}\"}} 1\n",
        env!("CARGO_PKG_VERSION")
    );
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(body))
}

/// Resident memory in bytes and number of threads, from the kernel's own books; zero where it keeps none.
fn process_figures() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let figure = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    (figure("VmRSS:").unwrap_or(0).saturating_mul(1024), figure("Threads:").unwrap_or(0))
}
