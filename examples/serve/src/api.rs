//! The HTTP API.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use dixit::render::Report;
use dixit::{Document, InputFormat, OffsetUnit};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Deserialize;

use crate::desk::{Article, Desk, Place};
use crate::guard::{self, Hosts};
use crate::metrics::Metrics;
use crate::page;
use crate::problem::Problem;

struct Service {
    desk: Desk,
    metrics: Metrics,
}

/// An article whose sender stops sending is not waited for.
const BODY_TIME: Duration = Duration::from_secs(20);

pub(crate) fn router(desk: Desk, hosts: Hosts) -> Router {
    let service = Arc::new(Service { desk, metrics: Metrics::new() });
    page::routes(Router::new())
        .route("/v1/annotate", post(annotate))
        .route("/v1/report", post(report))
        .route("/health", get(|| async { "ok\n" }))
        .route("/metrics", get(metrics))
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::WrongMethod })
        .layer(from_fn_with_state(hosts, guard::stand))
        .with_state(service)
}

/// How an article is to be read, and its result written.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    format: Option<InputFormat>,
    offsets: OffsetUnit,
}

/// A body in JSON: the article, and the options that may stand in the address as well.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped {
    text: String,
    format: Option<InputFormat>,
    offsets: Option<OffsetUnit>,
}

type Asked = Result<Query<Options>, QueryRejection>;

async fn annotate(
    State(service): State<Arc<Service>>,
    options: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    service
        .answer("annotate", options, &headers, body, "application/json", |document, options| {
            serde_json::to_string(&document.to_record(options.offsets))
                .map_err(|e| Problem::Failed(e.to_string()))
        })
        .await
}

async fn report(
    State(service): State<Arc<Service>>,
    options: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    service
        .answer("report", options, &headers, body, "text/html; charset=utf-8", |document, _| {
            Ok(Report::new().fragment(document))
        })
        .await
}

async fn metrics(State(service): State<Arc<Service>>) -> impl IntoResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], service.metrics.text(service.desk.taken()))
}

impl Service {
    /// Reads a request's article within the time limit and answers with what `write` makes of it.
    async fn answer(
        &self,
        endpoint: &'static str,
        options: Asked,
        headers: &HeaderMap,
        body: Body,
        kind: &'static str,
        write: impl FnOnce(&Document<'_>, Options) -> Result<String, Problem> + Send + 'static,
    ) -> Response {
        let began = Instant::now();
        let mut bytes = 0;
        let work = async {
            let mut place = self.desk.place()?;
            let (article, charset, options) =
                self.article(&mut place, options, headers, body).await?;
            bytes = article.len();
            let article = Article { bytes: article, charset, format: options.format };
            self.desk.read(place, article, move |document| write(document, options)).await?
        };
        let result = tokio::time::timeout(self.desk.limits().time, work)
            .await
            .unwrap_or(Err(Problem::TooSlow));
        let response = match result {
            Ok(text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
            Err(problem) => problem.into_response(),
        };
        self.metrics.answered(endpoint, response.status().as_u16(), began.elapsed(), bytes);
        response
    }

    async fn article(
        &self,
        place: &mut Place,
        options: Asked,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<(Vec<u8>, Option<String>, Options), Problem> {
        let Query(mut options) = options.map_err(|error| Problem::BadRequest(error.body_text()))?;
        let kind = headers
            .get(header::CONTENT_TYPE)
            .map_or(Ok("text/plain"), |v| v.to_str())
            .unwrap_or_default();
        let charset = charset(kind).map(str::to_owned);
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let known = match kind.as_str() {
            // What curl sends if it is not told: anything.
            "text/plain"
            | "application/x-www-form-urlencoded"
            | "application/octet-stream"
            | "application/json" => None,
            "text/markdown" => Some(InputFormat::Markdown),
            "text/html" => Some(InputFormat::Html),
            _ => return Err(Problem::UnknownType(kind)),
        };
        options.format = options.format.or(known);
        let longest = self.desk.limits().longest;
        // JSON writes some characters with up to six bytes for one.
        let most = if kind == "application/json" {
            longest.saturating_mul(6).saturating_add(256)
        } else {
            longest
        };
        let bytes = tokio::time::timeout(BODY_TIME, arrived(body, most, place))
            .await
            .unwrap_or(Err(Problem::NotArrived))
            .map_err(|problem| match problem {
                Problem::TooLong { .. } => Problem::TooLong { longest },
                other => other,
            })?;
        let too_long = || Problem::TooLong { longest };
        if kind == "application/json" {
            let wrapped: Wrapped = serde_json::from_slice(&bytes)
                .map_err(|e| Problem::BadRequest(format!("not the JSON that is asked for: {e}")))?;
            options.format = wrapped.format.or(options.format);
            options.offsets = wrapped.offsets.unwrap_or(options.offsets);
            let bytes = wrapped.text.into_bytes();
            let utf_8 = Some("utf-8".to_owned());
            return if bytes.len() > longest {
                Err(too_long())
            } else {
                Ok((bytes, utf_8, options))
            };
        }
        if bytes.len() > longest { Err(too_long()) } else { Ok((bytes, charset, options)) }
    }
}

/// What a content type says that the text is in.
fn charset(kind: &str) -> Option<&str> {
    let parameters = kind.split(';').skip(1).filter_map(|p| p.trim().split_once('='));
    let charset = parameters.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("charset"))?.1;
    Some(charset.trim_matches('"')).filter(|label| !label.is_empty())
}

/// The bytes of a body, `most` of them, in room that `place` has for them.
async fn arrived(body: Body, most: usize, place: &mut Place) -> Result<Vec<u8>, Problem> {
    let mut body = Limited::new(body, most);
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
            Some(_) => Problem::TooLong { longest: most },
            None => Problem::NotArrived,
        })?;
        if let Ok(data) = frame.into_data() {
            place.grow(data.len())?;
            bytes.extend_from_slice(&data);
        }
    }
    Ok(bytes)
}
