//! What stands before every request and behind every answer: whom the service answers, and headers
//! that let a browser do nothing with an answer but show it.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// The names under which the service may be asked. A page of somebody else's that has its own name
/// lead to this machine is not let in, nor one that asks from elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Hosts(Arc<[String]>);

impl Hosts {
    /// Those of the loopback address, the one that is listened on, and `more`.
    pub(crate) fn new(address: IpAddr, more: &[String]) -> Self {
        let own = match address {
            IpAddr::V6(address) => format!("[{address}]"),
            IpAddr::V4(address) => address.to_string(),
        };
        let loopback = ["localhost", "127.0.0.1", "[::1]"].map(String::from);
        let named = more.iter().map(|name| name.to_ascii_lowercase());
        let own = (!address.is_unspecified()).then_some(own);
        Self(loopback.into_iter().chain(own).chain(named).collect())
    }

    fn know(&self, authority: &str) -> bool {
        let name = host(authority).to_ascii_lowercase();
        self.0.contains(&name)
    }

    /// Whether a request with these headers is for this service, and from a page of its own or from
    /// none.
    fn allow(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get_all(name).iter().map(|v: &HeaderValue| v.to_str());
        let mut hosts = text(header::HOST);
        let asked =
            matches!((hosts.next(), hosts.next()), (Some(Ok(host)), None) if self.know(host));
        asked
            && text(header::ORIGIN).all(|origin| {
                origin
                    .ok()
                    .and_then(|o| o.strip_prefix("http://").or_else(|| o.strip_prefix("https://")))
                    .is_some_and(|authority| self.know(authority))
            })
    }
}

/// The name in front of the port.
fn host(authority: &str) -> &str {
    let end = if authority.starts_with('[') {
        authority.find(']').map_or(authority.len(), |at| at + 1)
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    &authority[..end]
}

/// Nothing in an answer is run or loaded, and nobody else's page holds or reads it. A page of this
/// service says for itself what it loads.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

pub(crate) async fn stand(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let mut response = if hosts.allow(request.headers()) {
        next.run(request).await
    } else {
        Problem::OtherHost.into_response()
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(hosts: &Hosts, headers: &[(HeaderName, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, HeaderValue::from_static(value));
        }
        hosts.allow(&map)
    }

    #[test]
    fn only_names_of_this_machine_and_named_ones_are_answered() {
        let local = Hosts::new(IpAddr::from([127, 0, 0, 1]), &[]);
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080", "[::1]"] {
            assert!(allows(&local, &[(header::HOST, host)]), "{host}");
        }
        for host in
            ["news.example", "localhost.news.example", "127.0.0.1.news.example:80", "", "[::2]"]
        {
            assert!(!allows(&local, &[(header::HOST, host)]), "{host}");
        }
        assert!(!allows(&local, &[]));
        assert!(!allows(&local, &[(header::HOST, "localhost"), (header::HOST, "localhost")]));
        let everywhere = Hosts::new(IpAddr::from([0, 0, 0, 0]), &["Desk.example".to_owned()]);
        assert!(allows(&everywhere, &[(header::HOST, "desk.example:80")]));
        assert!(!allows(&everywhere, &[(header::HOST, "0.0.0.0")]));
        let other = Hosts::new(IpAddr::from([192, 0, 2, 1]), &[]);
        assert!(allows(&other, &[(header::HOST, "192.0.2.1:8080")]));
    }

    #[test]
    fn pages_of_others_are_not_answered() {
        let local = Hosts::new(IpAddr::from([127, 0, 0, 1]), &[]);
        for (origin, allowed) in [
            ("http://localhost:8080", true),
            ("https://127.0.0.1", true),
            ("http://news.example", false),
            ("null", false),
            ("file://", false),
        ] {
            let headers = [(header::HOST, "localhost"), (header::ORIGIN, origin)];
            assert_eq!(allows(&local, &headers), allowed, "{origin}");
        }
    }
}
