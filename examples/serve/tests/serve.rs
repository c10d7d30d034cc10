//! The service from outside: its answers, its limits, its end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

struct Service {
    child: Child,
    url: String,
}

impl Service {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_serve"))
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped"))
            .read_line(&mut line)
            .expect("it says where it listens");
        let url = line
            .trim()
            .strip_prefix("listening on ")
            .expect("an address")
            .trim_end_matches('/')
            .to_owned();
        Self { child, url }
    }

    fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    fn post(&self, path: &str, kind: &str, body: &[u8]) -> (u16, String) {
        let mut response = agent()
            .post(format!("{}{path}", self.url))
            .header("content-type", kind)
            .send(body)
            .expect("an answer");
        (response.status().as_u16(), response.body_mut().read_to_string().expect("text"))
    }

    fn get(&self, path: &str) -> (u16, String) {
        let mut response = agent().get(format!("{}{path}", self.url)).call().expect("an answer");
        (response.status().as_u16(), response.body_mut().read_to_string().expect("text"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(120)))
        .build()
        .into()
}

fn message(answer: &str) -> String {
    let problem: Value = serde_json::from_str(answer).expect("a problem in JSON");
    problem["error"]["message"].as_str().expect("a message").to_owned()
}

const ARTICLE: &str = "“Ça va,” said Ana Kovic.";

#[test]
fn json_is_what_the_library_says() {
    let service = Service::start(&[]);
    let extractor = dixit::Extractor::new().expect("the bundled model loads");
    for (unit, name) in [(dixit::OffsetUnit::Byte, "byte"), (dixit::OffsetUnit::Utf16, "utf16")] {
        let expected =
            serde_json::to_string(&extractor.extract(ARTICLE).expect("read").to_record(unit))
                .expect("JSON");
        let (status, answer) =
            service.post(&format!("/v1/annotate?offsets={name}"), "text/plain", ARTICLE.as_bytes());
        assert_eq!((status, &answer), (200, &expected));
        let wrapped = json!({ "text": ARTICLE, "offsets": name, "format": "text" }).to_string();
        let (status, answer) =
            service.post("/v1/annotate", "application/json; charset=utf-8", wrapped.as_bytes());
        assert_eq!((status, answer), (200, expected));
    }
}

#[test]
fn the_content_type_says_how_to_read() {
    let service = Service::start(&[]);
    let words = |kind, path: &str| {
        let (status, answer) =
            service.post(path, kind, "“<b>No</b> way,” said Ana Kovic.".as_bytes());
        assert_eq!(status, 200, "{answer}");
        let record: Value = serde_json::from_str(&answer).expect("JSON");
        record["statements"][0]["text"].as_str().expect("words").to_owned()
    };
    assert_eq!(words("text/html", "/v1/annotate"), "No way,");
    assert_eq!(words("text/html", "/v1/annotate?format=text"), "<b>No</b> way,");
    let (status, answer) =
        service.post("/v1/report", "text/html", "“<b>No</b> way,” said Ana Kovic.".as_bytes());
    assert!(
        status == 200 && answer.starts_with("<div class=\"dixit\">") && answer.contains("No way,"),
        "{answer}"
    );
}

#[test]
fn what_is_wrong_is_told() {
    let service = Service::start(&["--longest", "1000"]);
    let long = "a ".repeat(501);
    for (path, kind, body, status, why) in [
        ("/v1/annotate", "text/plain", &b"caf\xe9"[..], 400, "UTF-8"),
        ("/v1/annotate", "application/json", b"{\"text\": 1}", 400, "JSON"),
        ("/v1/annotate", "application/json", b"{\"text\": \"\", \"more\": 1}", 400, "more"),
        ("/v1/annotate?offsets=miles", "text/plain", b"x", 400, "miles"),
        ("/v1/annotate?what=x", "text/plain", b"x", 400, "what"),
        ("/v1/annotate", "image/png", b"x", 415, "image/png"),
        ("/v1/annotate", "text/plain", long.as_bytes(), 413, "1000 bytes"),
        ("/v1/report", "text/plain", long.as_bytes(), 413, "1000 bytes"),
        (
            "/v1/annotate",
            "application/json",
            format!("{{\"text\": \"{long}\"}}").as_bytes(),
            413,
            "1000 bytes",
        ),
    ] {
        let (found, answer) = service.post(path, kind, body);
        assert_eq!(found, status, "{path} {kind}: {answer}");
        assert!(message(&answer).contains(why), "{path} {kind}: {answer}");
    }
    for (path, status, why) in [("/nothing", 404, "nothing here"), ("/v1/annotate", 405, "Allow")] {
        let mut response = agent().get(format!("{}{path}", service.url)).call().expect("an answer");
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.headers()["content-type"], "application/json");
        let answer = response.body_mut().read_to_string().expect("text");
        assert!(message(&answer).contains(why), "{answer}");
        let problem: Value = serde_json::from_str(&answer).expect("JSON");
        assert_eq!(problem["error"]["status"], status);
        let allow = response.headers().get("allow").map(|v| v.to_str().expect("ASCII"));
        assert_eq!(allow, (status == 405).then_some("POST"), "what the message promises");
    }
    assert_eq!(service.post("/", "text/plain", b"x").0, 405);
    assert_eq!(
        service.post("/v1/annotate", "text/plain", b"").0,
        200,
        "an empty article is an article"
    );
}

#[test]
fn an_address_with_a_port_is_told_where_the_port_goes() {
    for (address, why) in [
        ("127.0.0.1:8090", "--address 127.0.0.1 --port 8090"),
        ("[::1]:8090", "--address ::1 --port 8090"),
        ("localhost:8090", "--port"),
        ("somewhere", "127.0.0.1"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_serve"))
            .args(["--address", address])
            .output()
            .expect("the program starts");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && errors.contains(why), "{address}: {errors}");
    }
}

#[test]
fn a_full_queue_turns_away_and_loses_nothing() {
    let service = Service::start(&["--readers", "1", "--queue", "2"]);
    let article = "“We will not wait,” said Mayor Ana Kovic. ".repeat(60);
    let expected = service.post("/v1/annotate", "text/plain", article.as_bytes());
    assert_eq!(expected.0, 200);
    let answers: Vec<(u16, String)> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..24)
            .map(|_| scope.spawn(|| service.post("/v1/annotate", "text/plain", article.as_bytes())))
            .collect();
        asking.into_iter().map(|a| a.join().expect("an answer")).collect()
    });
    let read = answers.iter().filter(|a| **a == expected).count();
    let turned_away = answers
        .iter()
        .filter(|(status, answer)| *status == 503 && message(answer).contains("waiting"))
        .count();
    assert_eq!(read + turned_away, 24, "{:?}", answers.iter().map(|a| a.0).collect::<Vec<_>>());
    assert!(read >= 3 && turned_away > 0, "{read} read, {turned_away} turned away");
    let metrics = service.get("/metrics").1;
    assert!(
        metrics.contains(&format!(
            "dixit_requests_total{{endpoint=\"annotate\",status=\"503\"}} {turned_away}"
        )),
        "{metrics}"
    );
    assert!(metrics.contains("dixit_articles_at_desk 0"), "{metrics}");

    let mut response = TcpStream::connect(service.address()).expect("it listens");
    response
        .write_all(b"GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = String::new();
    response.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"), "{answer}");
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let service = Service::start(&["--time-limit", "1"]);
    let mut slow = TcpStream::connect(service.address()).expect("it listens");
    slow.write_all(b"POST /v1/annotate HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\nconnection: close\r\n\r\nonly this").expect("sent");
    let mut answer = String::new();
    slow.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 504"), "{answer}");
}

#[test]
fn the_page_lets_no_other_script_run() {
    let service = Service::start(&[]);
    for path in ["/", "/page.js", "/page.css", "/report.css", "/report.js", "/openapi.json"] {
        let response = agent().get(format!("{}{path}", service.url)).call().expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        let policy = response.headers()["content-security-policy"].to_str().expect("ASCII");
        assert!(policy.contains("default-src 'none'; script-src 'self';"), "{path}: {policy}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    }
}

#[test]
fn the_description_names_every_endpoint() {
    let service = Service::start(&[]);
    let description: Value = serde_json::from_str(&service.get("/openapi.json").1).expect("JSON");
    let paths = description["paths"].as_object().expect("paths");
    for (path, methods) in paths {
        for method in methods.as_object().expect("methods").keys() {
            let (status, _) = if method == "post" {
                service.post(path, "text/plain", b"x")
            } else {
                service.get(path)
            };
            assert_eq!(status, 200, "{method} {path}");
        }
    }
    assert_eq!(paths.len(), 4);
}

#[cfg(unix)]
#[test]
fn asked_to_stop_it_answers_first() {
    let mut service = Service::start(&[]);
    let article = "“We will not wait,” said Mayor Ana Kovic. ".repeat(400);
    let (url, pid) = (service.url.clone(), service.child.id().to_string());
    let asking = std::thread::spawn(move || {
        let response = agent()
            .post(format!("{url}/v1/annotate"))
            .header("content-type", "text/plain")
            .send(article.as_bytes());
        response.map(|mut r| {
            (r.status().as_u16(), r.body_mut().read_to_string().unwrap_or_default().len())
        })
    });
    std::thread::sleep(Duration::from_millis(300));
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    let (status, length) = asking.join().expect("joined").expect("an answer");
    assert!(status == 200 && length > 1000);
    assert!(service.child.wait().expect("it ends").success());
}
