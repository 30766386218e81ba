//! The floor of open streams: bare actix, an HS256 token, and one broadcast channel for everybody. It knows no
//! facilities, keeps nothing, and loses what a slow reader did not take.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measuring tool stops when something is off"
)]

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use futures::StreamExt as _;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use tokio::sync::{broadcast, mpsc};

struct State {
    key: DecodingKey,
    validation: Validation,
    events: broadcast::Sender<web::Bytes>,
}

async fn stream(state: web::Data<State>, req: HttpRequest) -> HttpResponse {
    let token =
        req.headers().get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let known = token
        .map(|token| jsonwebtoken::decode::<serde_json::Value>(token, &state.key, &state.validation).is_ok());
    if known != Some(true) {
        return HttpResponse::Unauthorized().finish();
    }
    let hello = web::Bytes::from_static(b"retry: 3000\nid: 0\nevent: hello\ndata: {}\n\n");
    let events = futures::stream::unfold(state.events.subscribe(), |mut events| async move {
        let event = events.recv().await.ok()?;
        Some((event, events))
    });
    let all = futures::stream::once(std::future::ready(hello)).chain(events);
    HttpResponse::Ok().content_type("text/event-stream").streaming(all.map(Ok::<_, std::convert::Infallible>))
}

/// `broadcaster SECRET`: serves on a free port and prints it; each line on its standard input is an event.
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let secret = std::env::args().nth(1).expect("secret");
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&["engawa-api"]);
    validation.set_issuer(&["engawa"]);
    validation.validate_exp = false;
    let (events, _) = broadcast::channel(64);
    let key = DecodingKey::from_secret(secret.as_bytes());
    let state = web::Data::new(State { key, validation, events: events.clone() });
    let server = HttpServer::new(move || {
        App::new().app_data(state.clone()).route("/api/v1/stream", web::get().to(stream))
    })
    .workers(2)
    .backlog(8192)
    .shutdown_timeout(0)
    .bind("127.0.0.1:0")?;
    println!("{}", server.addrs()[0]);
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let mut lines = lines();
    let mut n = 0_u64;
    while lines.recv().await.is_some() {
        n += 1;
        let event = format!("id: {n}\nevent: change\ndata: {{\"topic\":\"talk_now\"}}\n\n");
        drop(events.send(web::Bytes::from(event)));
    }
    handle.stop(false).await;
    Ok(())
}

/// Something to do for each line on the standard input.
fn lines() -> mpsc::UnboundedReceiver<()> {
    let (line, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for read in std::io::stdin().lines() {
            if read.is_err() || line.send(()).is_err() {
                break;
            }
        }
    });
    lines
}
