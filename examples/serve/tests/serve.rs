//! The service from outside: its answers, its limits, its end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

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
fn a_page_gives_its_article_in_whatever_it_declares() {
    let service = Service::start(&[]);
    let page = b"<html><head><title>Bridge</title></head><body><nav><a href=/>Home</a></nav>\
        <p>\x93We are not going to wait for an accident,\x94 said Zo\xeb Blanc, who closed the bridge.</p>\
        <footer>\x93Buy now,\x94 says Ben Brandt of Brandt Boats, the best boats of all.</footer>";
    let (status, answer) = service.post("/v1/annotate", "text/html; charset=windows-1252", page);
    assert_eq!(status, 200, "{answer}");
    let record: Value = serde_json::from_str(&answer).expect("JSON");
    assert_eq!(record["encoding"], "windows-1252");
    assert_eq!(record["article"]["title"]["text"], "Bridge");
    assert_eq!(record["statements"].as_array().map(Vec::len), Some(1));
    assert_eq!(record["statements"][0]["speaker"]["name"], "Zoë Blanc");
    let (status, answer) = service.post("/v1/report", "text/html; charset=windows-1252", page);
    assert!(status == 200 && answer.contains("<h1 dir=\"auto\">Bridge</h1>"), "{answer}");
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

/// A page with so many bytes of menus around an article.
fn page(menus: usize, article: &str) -> String {
    let menu = "<li><a href=/news>All of the news of the town</a>";
    let menus = menu.repeat(menus / menu.len() + 1);
    format!("<!doctype html><html><body><nav><ul>{menus}</ul></nav><p>{article}</p></body></html>")
}

#[test]
fn a_page_may_be_longer_than_what_is_read_of_it() {
    let service = Service::start(&["--longest", "1000", "--longest-input", "200000"]);
    let article =
        "“We are not going to wait for an accident,” said Mayor Ana Kovic of the bridge. ";
    let short = page(150_000, article);
    let json = json!({ "text": short }).to_string();
    for (path, kind, body) in [
        ("/v1/annotate", "text/plain", &short),
        ("/v1/annotate", "text/html", &short),
        ("/v1/annotate?format=page", "text/plain", &short),
        ("/v1/annotate", "application/json", &json),
    ] {
        let (status, answer) = service.post(path, kind, body.as_bytes());
        assert_eq!(status, 200, "{path} {kind}: {answer}");
        let record: Value = serde_json::from_str(&answer).expect("JSON");
        assert_eq!(record["statements"][0]["speaker"]["name"], "Ana Kovic", "{path} {kind}");
    }
    for (body, why) in [
        (page(150_000, &article.repeat(20)), "its article is too long"),
        (page(200_000, article), "it is too long as it comes"),
        (article.repeat(20), "it is all text"),
    ] {
        let (status, answer) = service.post("/v1/annotate", "text/plain", body.as_bytes());
        assert_eq!(status, 413, "{why}: {answer}");
        let message = message(&answer);
        assert!(message.contains("1000 bytes") && message.contains("200000 bytes"), "{message}");
    }
}

const NOTES: &str = "“We are not going to wait for an accident,” said Mayor Ana Kovic.";
const DRAFT: &str = "“Ça va,” said Zoë Blanc. “We are going to wait for an accident,” Kovic said.";

#[test]
fn quotations_are_what_the_library_says() {
    use dixit::verify::{Source, Sources};
    let service = Service::start(&[]);
    let weather =
        page(20_000, "“It rained,” said Ben Brandt of the bridge, and that it had for days.");
    let sources =
        Sources::new([Source::new("notes.txt", NOTES), Source::new("Source 2", &weather)])
            .expect("within the limits");
    let extractor = dixit::Extractor::new().expect("the bundled model loads");
    let expected = sources.verify(&extractor, DRAFT).expect("checked");
    let mut asked = json!({
        "draft": { "name": "Draft <1>", "text": DRAFT },
        "sources": [{ "name": "notes.txt", "text": NOTES, "format": "text" }, { "text": weather }],
    });
    for (unit, name) in [(dixit::OffsetUnit::Byte, "byte"), (dixit::OffsetUnit::Utf16, "utf16")] {
        let expected = serde_json::to_string(&expected.to_record(unit)).expect("JSON");
        let path = format!("/v1/verify?offsets={name}");
        let (status, answer) =
            service.post(&path, "application/json", asked.to_string().as_bytes());
        assert_eq!((status, &answer), (200, &expected));
        let mut wrapped = asked.clone();
        wrapped["offsets"] = name.into();
        let (status, answer) =
            service.post("/v1/verify", "application/json", wrapped.to_string().as_bytes());
        assert_eq!((status, answer), (200, expected));
    }
    let fragment = dixit::render::verification_fragment(&expected, "Draft <1>");
    let ask = |asked: &Value| {
        service.post("/v1/verify/report", "application/json", asked.to_string().as_bytes())
    };
    assert_eq!(ask(&asked), (200, fragment));
    asked["sources"] = json!([]);
    let (status, answer) = ask(&asked);
    assert!(status == 200 && answer.contains("2 quotations: 2 absent"), "{answer}");
}

#[test]
fn what_is_wrong_with_a_draft_or_its_sources_is_told() {
    let service = Service::start(&["--longest", "1000", "--longest-input", "20000"]);
    let text = |length: usize| json!({ "text": "a ".repeat(length / 2) });
    let both = |draft: usize, sources: &[usize]| {
        let sources: Vec<Value> = sources.iter().map(|&length| text(length)).collect();
        json!({ "draft": text(draft), "sources": sources })
    };
    let menus = json!({ "text": page(15_000, "It rained.") });
    for (kind, body, status, why) in [
        ("application/json", both(400, &[300, 300]), 200, ""),
        ("application/json", json!({ "draft": text(2), "sources": [menus] }), 200, ""),
        ("application/json", json!({ "draft": text(2), "sources": [menus, menus] }), 413, "20000"),
        ("application/json", both(400, &[300, 302]), 413, "1000 bytes"),
        ("application/json", both(2, &[1002]), 413, "1000 bytes"),
        ("application/json", both(1002, &[2]), 413, "1000 bytes"),
        ("application/json", both(2, &[0; 1001]), 413, "1000 are read"),
        ("application/json", json!({ "sources": [] }), 400, "draft"),
        ("application/json", json!({ "draft": text(2) }), 400, "sources"),
        ("application/json", json!({ "draft": text(2), "sources": [], "x": 1 }), 400, "`x`"),
        ("application/json", json!({ "draft": "No.", "sources": [] }), 400, "JSON"),
        ("text/plain", both(2, &[2]), 415, "send application/json"),
    ] {
        for path in ["/v1/verify", "/v1/verify/report"] {
            let (found, answer) = service.post(path, kind, body.to_string().as_bytes());
            assert_eq!(found, status, "{path} {kind}: {answer}");
            assert!(status == 200 || message(&answer).contains(why), "{path} {kind}: {answer}");
        }
    }
    let asked = both(2, &[2]).to_string();
    let (status, answer) =
        service.post("/v1/verify?offsets=miles", "application/json", asked.as_bytes());
    assert!(status == 400 && message(&answer).contains("miles"), "{answer}");
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

/// A file with a list of known people, which goes with the value.
struct List(std::path::PathBuf);

impl List {
    fn new(name: &str, text: &str) -> Self {
        let file = std::env::temp_dir().join(format!("serve-{}-{name}", std::process::id()));
        std::fs::write(&file, text).expect("written");
        Self(file)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }
}

impl Drop for List {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn known_people_have_the_ids_of_the_list() {
    let list = List::new("people.csv", "id,name\nQ7,Ana Kovic\nQ8,Ben Brandt\n");
    let service = Service::start(&["--known", list.path()]);
    // Long articles have an extractor of their own.
    for article in [ARTICLE.to_owned(), "“No,” said Ana Kovic.\n\n".repeat(800)] {
        let (status, answer) = service.post("/v1/annotate", "text/plain", article.as_bytes());
        assert_eq!(status, 200, "{answer}");
        let record: Value = serde_json::from_str(&answer).expect("JSON");
        let entities = record["entities"].as_array().expect("entities");
        let ana = entities.iter().find(|e| e["name"] == "Ana Kovic").expect("she is named");
        assert_eq!(ana["known"], "Q7");
    }
}

#[test]
fn a_bad_list_of_known_people_ends_the_start() {
    let list = List::new("bad.csv", "id,name\nQ7,Ana Kovic\nQ8,\n");
    let ends = |file: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_serve"))
            .args(["--port", "0", "--known", file])
            .output()
            .expect("the program starts");
        assert!(!output.status.success() && output.stdout.is_empty(), "it does not listen");
        String::from_utf8(output.stderr).expect("text")
    };
    let errors = ends(list.path());
    assert!(errors.contains("bad.csv") && errors.contains("line 3: it has no name"), "{errors}");
    let errors = ends("no-such-list.json");
    assert_eq!(errors.matches("no-such-list.json").count(), 1, "{errors}");
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
        .write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = String::new();
    response.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"), "{answer}");
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let service = Service::start(&["--time-limit", "1"]);
    let mut slow = TcpStream::connect(service.address()).expect("it listens");
    slow.write_all(b"POST /v1/annotate HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\nconnection: close\r\n\r\nonly this").expect("sent");
    let mut answer = String::new();
    slow.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 504"), "{answer}");
}

#[test]
fn the_page_lets_no_other_script_run() {
    let service = Service::start(&[]);
    let styles = ["/page.css", "/check.css", "/report.css", "/verification.css"];
    let scripts = ["/page.js", "/check.js", "/tabs.js", "/files.js", "/reader.js", "/report.js"];
    for path in styles.into_iter().chain(scripts).chain(["/", "/openapi.json"]) {
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
    let text = json!({ "text": "“No,” said Ana Kovic." });
    let article = (json!({ "text": "x" }), "Request");
    let checked = (json!({ "draft": text, "sources": [text] }), "VerifyRequest");
    let paths = description["paths"].as_object().expect("paths");
    for (path, methods) in paths {
        for (method, told) in methods.as_object().expect("methods") {
            let (status, _) = if method == "post" {
                let (body, schema) = if path.contains("verify") { &checked } else { &article };
                let told = &told["requestBody"]["content"]["application/json"]["schema"]["$ref"];
                assert_eq!(*told, format!("#/components/schemas/{schema}"), "{path}");
                let fields = &description["components"]["schemas"][schema]["properties"];
                for field in body.as_object().expect("an object").keys() {
                    assert!(fields.get(field).is_some(), "{path}: {field}");
                }
                service.post(path, "application/json", body.to_string().as_bytes())
            } else {
                service.get(path)
            };
            assert_eq!(status, 200, "{method} {path}");
        }
    }
    assert_eq!(paths.len(), 6);
}

/// Whether a value in JSON has what a schema asks for, and nothing that it does not name.
fn is_described(value: &Value, schema: &Value, schemas: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return is_described(value, &schemas[name], schemas, name);
    }
    if let Some(either) = schema["oneOf"].as_array() {
        let kind = if value.is_null() { &either[1] } else { &either[0] };
        return is_described(value, kind, schemas, at);
    }
    if let Some(names) = schema["enum"].as_array() {
        assert!(names.contains(value), "{at}: {value}");
    }
    match value {
        Value::Object(fields) => {
            for name in schema["required"].as_array().expect(at) {
                assert!(fields.contains_key(name.as_str().expect("a name")), "{at}: {name}");
            }
            for (name, value) in fields {
                let schema = &schema["properties"][name];
                assert!(!schema.is_null(), "{at}: nobody told of {name}");
                is_described(value, schema, schemas, &format!("{at}.{name}"));
            }
        }
        Value::Array(items) => {
            items.iter().for_each(|item| is_described(item, &schema["items"], schemas, at));
        }
        _ => {}
    }
}

#[test]
fn the_description_names_every_field() {
    let service = Service::start(&[]);
    let description: Value = serde_json::from_str(&service.get("/openapi.json").1).expect("JSON");
    let schemas = &description["components"]["schemas"];
    let article = page(
        1000,
        "“No,” said Mayor Ana Kovic of Quay Ferries. Kovic and Ben Brandt said that it rained. \
         The “minor detail” of the bridge was left to others, and nobody asked for it in the town.",
    );
    let (_, answer) = service.post("/v1/annotate", "text/plain", article.as_bytes());
    let record = serde_json::from_str(&answer).expect("JSON");
    is_described(&record, &schemas["Document"], schemas, "Document");
    let asked = json!({ "draft": { "text": DRAFT }, "sources": [{ "text": NOTES }] });
    let (_, answer) = service.post("/v1/verify", "application/json", asked.to_string().as_bytes());
    let record = serde_json::from_str(&answer).expect("JSON");
    is_described(&record, &schemas["Verification"], schemas, "Verification");
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

/// Connections that send a piece of a request and then nothing.
fn silent(service: &Service, count: usize, sent: &str) -> Vec<TcpStream> {
    (0..count)
        .filter_map(|_| {
            let mut client = TcpStream::connect(service.address()).ok()?;
            // It may have been given up for a later one.
            let _ = client.write_all(sent.as_bytes());
            Some(client)
        })
        .collect()
}

const HALF_HEADERS: &str = "GET /health HTTP/1.1\r\nhost: localhost\r\nx-more: ";

#[test]
fn clients_that_never_end_their_headers_keep_nobody_out() {
    let service = Service::start(&["--connections", "20", "--header-time", "1"]);
    let clients = silent(&service, 60, HALF_HEADERS);
    assert_eq!(service.get("/health"), (200, "ok\n".to_owned()));
    assert_eq!(service.post("/v1/annotate", "text/plain", ARTICLE.as_bytes()).0, 200);
    // Those that were not given up for others are when their time is over.
    for mut client in clients {
        client.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
        let mut rest = Vec::new();
        match client.read_to_end(&mut rest) {
            Ok(_) => {}
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset),
        }
    }
}

/// What `ulimit -n 256` allows is less than the clients that come.
#[cfg(target_os = "linux")]
#[test]
fn with_few_files_it_stays_up() {
    let program = env!("CARGO_BIN_EXE_serve");
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -n 64 && exec {program} --port 0")])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
    let url = line.trim().trim_start_matches("listening on ").trim_end_matches('/').to_owned();
    let service = Service { child, url };
    let _clients = silent(&service, 150, HALF_HEADERS);
    assert_eq!(service.get("/health"), (200, "ok\n".to_owned()));
}

#[cfg(unix)]
fn ends_within(mut service: Service, most: Duration, state: &str) {
    let pid = service.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    let began = Instant::now();
    while service.child.try_wait().expect("it is ours").is_none() {
        assert!(began.elapsed() < most, "{state}: it goes on after {most:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(unix)]
#[test]
fn asked_to_stop_it_ends_whoever_is_connected() {
    let start = || Service::start(&["--stop-time", "1", "--readers", "1"]);
    // The time that it has, and what a loaded machine takes besides.
    let most = Duration::from_secs(8);
    for (state, sent) in [
        ("half headers", HALF_HEADERS),
        (
            "half a body",
            "POST /v1/annotate HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nonly this",
        ),
        ("nothing", ""),
    ] {
        let service = start();
        let _clients = silent(&service, 20, sent);
        std::thread::sleep(Duration::from_millis(200));
        ends_within(service, most, state);
    }
    let service = start();
    let article = "Nobody spoke of the bridge on Monday, and nobody asked. ".repeat(4000);
    let _giants = silent(
        &service,
        3,
        &format!(
            "POST /v1/annotate HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n{article}",
            article.len()
        ),
    );
    std::thread::sleep(Duration::from_millis(500));
    ends_within(service, most, "giant articles");
}

#[test]
fn short_articles_do_not_wait_for_giants() {
    let service = Service::start(&["--readers", "2"]);
    let giant = "Nobody spoke of the bridge on Monday, and nobody asked. ".repeat(4000);
    let sent = format!(
        "POST /v1/annotate HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n{giant}",
        giant.len()
    );
    let giants = silent(&service, 2, &sent);
    std::thread::sleep(Duration::from_millis(500));
    let began = Instant::now();
    let page = page(200_000, ARTICLE);
    for article in [ARTICLE, ARTICLE, ARTICLE, &page, &page] {
        assert_eq!(service.post("/v1/annotate", "text/plain", article.as_bytes()).0, 200);
    }
    // On a loaded machine; alone it is a few milliseconds.
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let at_desk = |count: usize| {
        let expected = format!("dixit_articles_at_desk {count}\n");
        (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            service.get("/metrics").1.contains(&expected)
        })
    };
    assert!(at_desk(2), "the giants are still read");
    drop(giants);
    assert!(at_desk(0), "whose clients have gone is given up");
}

#[test]
fn after_a_time_out_its_reader_is_free() {
    let service = Service::start(&["--readers", "1", "--time-limit", "1", "--queue", "0"]);
    let giant = "Nobody spoke of the bridge on Monday, and nobody asked. ".repeat(4000);
    let checked = json!({ "draft": { "text": giant }, "sources": [] }).to_string();
    for (path, kind, body) in
        [("/v1/annotate", "text/plain", &giant), ("/v1/verify", "application/json", &checked)]
    {
        assert_eq!(service.post(path, kind, body.as_bytes()).0, 504, "{path}");
        let began = Instant::now();
        while service.post("/v1/annotate", "text/plain", ARTICLE.as_bytes()).0 != 200 {
            assert!(began.elapsed() < Duration::from_secs(5), "{path}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn unfinished_bodies_are_few_and_bounded() {
    let service = Service::start(&["--readers", "1", "--queue", "3"]);
    let half = "POST /v1/annotate HTTP/1.1\r\nhost: localhost\r\ncontent-length: 200000\r\n\r\n";
    let clients = silent(&service, 4, &format!("{half}{}", "x".repeat(100_000)));
    std::thread::sleep(Duration::from_millis(300));
    let (status, answer) = service.post("/v1/annotate", "text/plain", ARTICLE.as_bytes());
    assert_eq!(status, 503, "every place is taken before a body is read: {answer}");
    drop(clients);
    let free = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        service.post("/v1/annotate", "text/plain", ARTICLE.as_bytes()).0 == 200
    });
    assert!(free, "who goes leaves the place");
}

#[test]
fn other_names_and_other_pages_are_not_answered() {
    let service = Service::start(&["--host", "desk.example"]);
    let ask = |headers: &str| {
        let mut client = TcpStream::connect(service.address()).expect("it listens");
        let request = format!(
            "POST /v1/annotate HTTP/1.1\r\n{headers}content-length: 1\r\nconnection: close\r\n\r\nx"
        );
        client.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        client.read_to_string(&mut answer).expect("answered");
        answer
    };
    for (headers, status) in [
        ("host: localhost\r\n", 200),
        ("host: desk.example\r\norigin: https://desk.example\r\n", 200),
        ("host: news.example\r\n", 403),
        ("host: localhost\r\norigin: http://news.example\r\n", 403),
        ("host: localhost\r\norigin: null\r\n", 403),
    ] {
        let answer = ask(headers);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{headers}: {answer}");
    }
}

#[test]
fn every_answer_has_the_headers() {
    let service = Service::start(&[]);
    for (path, status) in
        [("/health", 200), ("/metrics", 200), ("/nothing", 404), ("/v1/report", 405)]
    {
        let response = agent().get(format!("{}{path}", service.url)).call().expect("an answer");
        assert_eq!(response.status().as_u16(), status);
        for (name, value) in [
            ("content-security-policy", "default-src 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            let found = response.headers().get(name).map(|v| v.to_str().expect("ASCII"));
            assert!(found.is_some_and(|v| v.contains(value)), "{path}: {name}: {found:?}");
        }
    }
}
