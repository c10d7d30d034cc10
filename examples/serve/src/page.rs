//! The page: files that are compiled in, with headers that let nothing else run.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use dixit::render::{Report, verification_style};

/// Scripts from here alone; styles also inside of a report, which filters itself by them. A script
/// in an article cannot run even if it got in.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

pub(crate) fn routes<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    [
        ("/", HTML, include_str!("../page/index.html")),
        ("/page.css", CSS, include_str!("../page/page.css")),
        ("/check.css", CSS, include_str!("../page/check.css")),
        ("/report.css", CSS, Report::style()),
        ("/verification.css", CSS, verification_style()),
        ("/page.js", SCRIPT, include_str!("../page/page.js")),
        ("/check.js", SCRIPT, include_str!("../page/check.js")),
        ("/tabs.js", SCRIPT, include_str!("../page/tabs.js")),
        ("/files.js", SCRIPT, include_str!("../page/files.js")),
        ("/reader.js", SCRIPT, include_str!("../page/reader.js")),
        ("/report.js", SCRIPT, Report::script()),
        ("/openapi.json", "application/json", include_str!("../page/openapi.json")),
    ]
    .into_iter()
    .fold(router, |router, (path, kind, content)| {
        router.route(path, get(move || async move { file(kind, content) }))
    })
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
