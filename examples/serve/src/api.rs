//! The HTTP API.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use dixit::Document;
use dixit::render::Report;
use dixit::verify::Verification;

use crate::article::{Article, Asked, Options};
use crate::desk::Desk;
use crate::guard::{self, Hosts};
use crate::metrics::Metrics;
use crate::page;
use crate::problem::Problem;
use crate::verify::Texts;

struct Service {
    desk: Desk,
    metrics: Metrics,
}

pub(crate) fn router(desk: Desk, hosts: Hosts) -> Router {
    let service = Arc::new(Service { desk, metrics: Metrics::new() });
    page::routes(Router::new())
        .route("/v1/annotate", post(annotate))
        .route("/v1/report", post(report))
        .route("/v1/verify", post(verify))
        .route("/v1/verify/report", post(verify_report))
        .route("/health", get(|| async { "ok\n" }))
        .route("/metrics", get(metrics))
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::WrongMethod })
        .layer(from_fn_with_state(hosts, guard::stand))
        .with_state(service)
}

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";

async fn annotate(
    State(service): State<Arc<Service>>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let write = |document: &Document<'_>, options: Options| {
        serde_json::to_string(&document.to_record(options.offsets))
            .map_err(|e| Problem::Failed(e.to_string()))
    };
    service.answer("annotate", JSON, service.read(asked, &headers, body, write)).await
}

async fn report(
    State(service): State<Arc<Service>>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let write = |document: &Document<'_>, _| Ok(Report::new().fragment(document));
    service.answer("report", HTML, service.read(asked, &headers, body, write)).await
}

async fn verify(
    State(service): State<Arc<Service>>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    service.answer("verify", JSON, service.check(asked, &headers, body, Texts::json)).await
}

async fn verify_report(
    State(service): State<Arc<Service>>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let write =
        |texts: &Texts, verification: &Verification<'_, '_>| Ok(texts.fragment(verification));
    service.answer("verify/report", HTML, service.check(asked, &headers, body, write)).await
}

async fn metrics(State(service): State<Arc<Service>>) -> impl IntoResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], service.metrics.text(service.desk.taken()))
}

/// What a request is answered with, and how many bytes were read for it.
struct Answer {
    text: String,
    bytes: usize,
}

impl Service {
    /// Does the work of a request within the time limit, and answers with what comes of it.
    async fn answer(
        &self,
        endpoint: &'static str,
        kind: &'static str,
        work: impl Future<Output = Result<Answer, Problem>>,
    ) -> Response {
        let began = Instant::now();
        let result = tokio::time::timeout(self.desk.limits().time, work)
            .await
            .unwrap_or(Err(Problem::TooSlow));
        let (response, bytes) = match result {
            Ok(answer) => {
                (([(header::CONTENT_TYPE, kind)], answer.text).into_response(), answer.bytes)
            }
            Err(problem) => (problem.into_response(), 0),
        };
        self.metrics.answered(endpoint, response.status().as_u16(), began.elapsed(), bytes);
        response
    }

    /// Reads the article of a request; the answer is what `write` makes of it.
    async fn read(
        &self,
        asked: Asked,
        headers: &HeaderMap,
        body: Body,
        write: fn(&Document<'_>, Options) -> Result<String, Problem>,
    ) -> Result<Answer, Problem> {
        let mut place = self.desk.place()?;
        let article = Article::arrive(asked, headers, body, self.desk.limits(), &mut place).await?;
        let bytes = article.bytes.len();
        let text = self.desk.read(place, bytes, move |reader| {
            let document = reader.extractor.extract(article.input(&reader)?)?;
            Ok(write(&document, article.options))
        });
        Ok(Answer { text: text.await??, bytes })
    }

    /// Checks the draft of a request; the answer is what `write` makes of its quotations.
    async fn check(
        &self,
        asked: Asked,
        headers: &HeaderMap,
        body: Body,
        write: fn(&Texts, &Verification<'_, '_>) -> Result<String, Problem>,
    ) -> Result<Answer, Problem> {
        let mut place = self.desk.place()?;
        let texts = Texts::arrive(asked, headers, body, self.desk.limits(), &mut place).await?;
        let bytes = texts.bytes();
        let text = self.desk.read(place, bytes, move |reader| texts.check(&reader, write));
        Ok(Answer { text: text.await??, bytes })
    }
}
