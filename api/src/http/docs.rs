//! The API's documentation as plain HTML made from the specification: no script, no CDN, and it
//! reads well on paper too. Also a page for each kind of problem.

use std::fmt::Write as _;
use std::sync::LazyLock;

use actix_web::{HttpResponse, get};
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};

use super::extract::Path;
use crate::kernel::problem::{Problem, ProblemType};

/// The specification and the page made from it, made when somebody asks for the first time: starting
/// does not wait for them.
pub struct Documentation(LazyLock<Made, Box<dyn FnOnce() -> Made + Send>>);

struct Made {
    json: String,
    html: String,
}

impl Documentation {
    /// Of this specification.
    #[must_use]
    pub fn of(spec: fn() -> OpenApi) -> Self {
        Self(LazyLock::new(Box::new(move || {
            let spec = spec();
            Made { json: spec.to_json().unwrap_or_default(), html: page(&spec) }
        })))
    }
}

/// The specification as JSON.
#[get("/api/v1/openapi.json")]
pub async fn openapi_json(documentation: actix_web::web::Data<Documentation>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(documentation.0.json.clone())
}

/// The documentation page.
#[get("/api/docs")]
pub async fn docs_page(documentation: actix_web::web::Data<Documentation>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(documentation.0.html.clone())
}

/// The style of the pages; a file, because the content security policy allows no other.
#[get("/api/docs.css")]
pub async fn docs_style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(include_str!("docs.css"))
}

/// What a problem's URI shows.
///
/// # Errors
/// 404 for a kind that is not ours.
#[get("/problems/{kind}")]
pub async fn problem_page(Path(kind): Path<String>) -> Result<HttpResponse, Problem> {
    let kind = ProblemType::ALL.iter().find(|row| row.kebab() == kind).ok_or(ProblemType::NotFound)?;
    let body = frame(
        kind.title(),
        &format!(
            "<p>{} · <code>{}</code></p><p lang=\"ja\">この番号の答えが返ったときは、画面の文を見てください。書いたものは残っています。</p>\
             <p>The app shows its own sentence for this answer. Nothing that was written is lost.</p>",
            kind.status(),
            kind.kebab()
        ),
    );
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(body))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn frame(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title} · えんがわ</title>\
         <link rel=\"stylesheet\" href=\"/api/docs.css\"><main><h1>{title}</h1>{body}</main></html>",
        title = escape(title)
    )
}

fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    [
        ("GET", &item.get),
        ("PUT", &item.put),
        ("POST", &item.post),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

fn page(spec: &OpenApi) -> String {
    let mut body = String::new();
    let _ = write!(
        body,
        "<p>{}</p><p><a href=\"/api/v1/openapi.json\">openapi.json</a></p>",
        escape(spec.info.description.as_deref().unwrap_or_default())
    );
    let mut tags: Vec<&str> = Vec::new();
    for (_, operation) in spec.paths.paths.values().flat_map(operations) {
        for tag in operation.tags.iter().flatten() {
            if !tags.contains(&tag.as_str()) {
                tags.push(tag);
            }
        }
    }
    for tag in tags {
        let _ = write!(body, "<h2>{}</h2>", escape(tag));
        for (path, item) in &spec.paths.paths {
            for (method, operation) in operations(item) {
                if operation.tags.iter().flatten().any(|t| t == tag) {
                    describe(&mut body, path, method, operation);
                }
            }
        }
    }
    frame("Engawa API", &body)
}

fn describe(body: &mut String, path: &str, method: &str, operation: &Operation) {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let _ = write!(
        body,
        "<section id=\"{id}\"><h3><code>{method} {}</code></h3><p><b>{}</b></p><p>{}</p><dl>",
        escape(path),
        escape(operation.summary.as_deref().unwrap_or(id)),
        escape(operation.description.as_deref().unwrap_or_default()),
    );
    for (status, response) in &operation.responses.responses {
        let words = match response {
            utoipa::openapi::RefOr::T(response) => response.description.clone(),
            utoipa::openapi::RefOr::Ref(_) => String::from("see the specification"),
        };
        let _ = write!(body, "<dt>{}</dt><dd>{}</dd>", escape(status), escape(&words));
    }
    body.push_str("</dl></section>");
}
