//! What comes with a request: its content type and its bytes.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::desk::{Limits, Place};
use crate::problem::Problem;

/// A sender who stops sending is not waited for.
const BODY_TIME: Duration = Duration::from_secs(20);

/// What a request says that its body is.
#[derive(Debug)]
pub(crate) struct ContentType<'a> {
    /// In small letters, without parameters.
    pub(crate) kind: String,
    pub(crate) charset: Option<&'a str>,
}

impl<'a> ContentType<'a> {
    pub(crate) fn of(headers: &'a HeaderMap) -> Self {
        let given = headers
            .get(header::CONTENT_TYPE)
            .map_or(Ok("text/plain"), |value| value.to_str())
            .unwrap_or_default();
        let mut parts = given.split(';');
        let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let mut parameters = parts.filter_map(|part| part.trim().split_once('='));
        let charset = parameters.find(|(name, _)| name.eq_ignore_ascii_case("charset"));
        let charset = charset.map(|(_, label)| label.trim_matches('"')).filter(|l| !l.is_empty());
        Self { kind, charset }
    }

    pub(crate) fn is_json(&self) -> bool {
        self.kind == "application/json"
    }
}

/// The bytes of a body that holds texts, in room that `place` has for them. JSON may be longer than
/// what it holds.
pub(crate) async fn arrived(
    body: Body,
    is_json: bool,
    limits: Limits,
    place: &mut Place,
) -> Result<Vec<u8>, Problem> {
    // JSON writes some characters with up to six bytes for one.
    let most = if is_json {
        limits.longest_input.saturating_mul(6).saturating_add(256)
    } else {
        limits.longest_input
    };
    tokio::time::timeout(BODY_TIME, bytes_of(Limited::new(body, most), limits, place))
        .await
        .unwrap_or(Err(Problem::NotArrived))
}

async fn bytes_of(
    mut body: Limited<Body>,
    limits: Limits,
    place: &mut Place,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
            Some(_) => limits.too_long(),
            None => Problem::NotArrived,
        })?;
        if let Ok(data) = frame.into_data() {
            place.grow(data.len())?;
            bytes.extend_from_slice(&data);
        }
    }
    Ok(bytes)
}
