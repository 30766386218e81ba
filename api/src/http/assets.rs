//! The PWA, embedded in the binary: compressed once at build time, never on the way out.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::kernel::problem::{Problem, ProblemType};

/// One file of the built web app.
#[derive(Debug)]
pub struct Asset {
    /// Path below the root, without the leading slash.
    pub path: &'static str,
    /// Media type.
    pub media: &'static str,
    /// SHA-256 of the plain bytes, quoted.
    pub etag: &'static str,
    /// As it is.
    pub plain: &'static [u8],
    /// Brotli (RFC 7932), when that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// gzip (RFC 1952), when that is smaller.
    pub gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.binary_search_by(|file| file.path.cmp(path)).ok().and_then(|at| ASSETS.get(at))
}

/// A file of the app. What is missing is 404, never the start page: a browser that gets HTML for a
/// script shows a white screen.
///
/// # Errors
/// 404 for anything that is not a file of the app.
#[get("/{path:.*}")]
pub async fn asset(req: HttpRequest) -> Result<HttpResponse, Problem> {
    let path = req.match_info().query("path");
    let path = if path.is_empty() { "index.html" } else { path };
    let asset = find(path).ok_or(ProblemType::NotFound)?;
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let text = |name: header::HeaderName| req.headers().get(name).and_then(|value| value.to_str().ok());
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::ETAG, asset.etag))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "accept-encoding"));
    if text(header::IF_NONE_MATCH).is_some_and(|known| known.contains(asset.etag)) {
        return Ok(response.status(actix_web::http::StatusCode::NOT_MODIFIED).finish());
    }
    response.content_type(asset.media);
    let accepts = text(header::ACCEPT_ENCODING).unwrap_or_default();
    let has = |coding: &str| accepts.split(',').any(|part| part.trim().split(';').next() == Some(coding));
    let (coding, bytes) = match (asset.brotli, asset.gzip) {
        (Some(bytes), _) if has("br") => (Some("br"), bytes),
        (_, Some(bytes)) if has("gzip") => (Some("gzip"), bytes),
        _ => (None, asset.plain),
    };
    if let Some(coding) = coding {
        response.insert_header((header::CONTENT_ENCODING, coding));
    }
    Ok(response.body(bytes))
}
