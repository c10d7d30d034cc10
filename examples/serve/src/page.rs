//! The page: files that are compiled in, with headers that let nothing else run.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use dixit::render::Report;

/// Scripts from here alone; styles also inside of a report, which filters itself by them. A script
/// in an article cannot run even if it got in.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(crate) fn routes<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router
        .route(
            "/",
            get(|| async { file("text/html; charset=utf-8", include_str!("../page/index.html")) }),
        )
        .route(
            "/page.css",
            get(|| async { file("text/css; charset=utf-8", include_str!("../page/page.css")) }),
        )
        .route(
            "/page.js",
            get(|| async {
                file("text/javascript; charset=utf-8", include_str!("../page/page.js"))
            }),
        )
        .route(
            "/reader.js",
            get(|| async {
                file("text/javascript; charset=utf-8", include_str!("../page/reader.js"))
            }),
        )
        .route("/report.css", get(|| async { file("text/css; charset=utf-8", Report::style()) }))
        .route(
            "/report.js",
            get(|| async { file("text/javascript; charset=utf-8", Report::script()) }),
        )
        .route(
            "/openapi.json",
            get(|| async { file("application/json", include_str!("../page/openapi.json")) }),
        )
}

fn file(kind: &'static str, content: &'static str) -> impl IntoResponse {
    let headers: [(HeaderName, HeaderValue); 5] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, content)
}
