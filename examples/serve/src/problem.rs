//! What goes wrong with a request, as its answer.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dixit::harmless;
use serde_json::json;

/// Why a request has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    BadRequest(String),
    /// More bytes of text than are read, or more of it as it came.
    TooLong {
        text: usize,
        input: usize,
    },
    /// More sources than are read.
    TooMany {
        most: usize,
    },
    UnknownType {
        kind: String,
        taken: &'static str,
    },
    /// Nothing has this address.
    NotFound,
    /// The address is asked in another way.
    WrongMethod,
    /// The article stopped coming.
    NotArrived,
    /// The service is asked under a name that it does not know, or from somebody else's page.
    OtherHost,
    /// The queue is full.
    Busy,
    /// The time limit is over.
    TooSlow,
    Failed(String),
}

impl Problem {
    pub(crate) fn not_the_json(error: serde_json::Error) -> Self {
        Self::BadRequest(format!("not the JSON that is asked for: {error}"))
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLong { .. } | Self::TooMany { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnknownType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotArrived => StatusCode::REQUEST_TIMEOUT,
            Self::OtherHost => StatusCode::FORBIDDEN,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooSlow => StatusCode::GATEWAY_TIMEOUT,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is said, where a terminal or a log may show it.
    fn message(&self) -> String {
        harmless(&self.why()).to_string()
    }

    fn why(&self) -> String {
        match self {
            Self::BadRequest(why) | Self::Failed(why) => why.clone(),
            Self::TooLong { text, input } => {
                format!(
                    "that is too long: at most {text} bytes of text are read, and {input} bytes are taken, markup and all"
                )
            }
            Self::TooMany { most } => format!("too many sources: at most {most} are read"),
            Self::UnknownType { kind, taken } => format!("{kind} is not read; send {taken}"),
            Self::NotFound => "there is nothing here; /openapi.json says what there is".to_owned(),
            Self::WrongMethod => {
                "not with this method; the header Allow says with which".to_owned()
            }
            Self::NotArrived => "the article did not arrive".to_owned(),
            Self::OtherHost => {
                "not under this name, or not from this page; `serve --host NAME` allows a name"
                    .to_owned()
            }
            Self::Busy => "too many articles are waiting; come back in a moment".to_owned(),
            Self::TooSlow => "the time for this request is over".to_owned(),
        }
    }
}

/// Seconds after which whoever was turned away may come back.
const RETRY_AFTER: &str = "1";

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (
            self.status(),
            Json(
                json!({ "error": { "status": self.status().as_u16(), "message": self.message() } }),
            ),
        )
            .into_response();
        if self == Self::Busy {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_holds_what_a_terminal_obeys() {
        let problem = Problem::BadRequest("é a\u{1b}[1m\u{9b}\u{202e}\n".to_owned());
        assert_eq!(problem.message(), "é a\\u{1b}[1m\\u{9b}\\u{202e}\\u{a}");
    }
}
