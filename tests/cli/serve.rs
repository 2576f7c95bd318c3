//! `tinsach serve`, over plain TCP as a browser, or what pretends to be one, would speak.
#![cfg(feature = "serve")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::bench::*;

const HOST: &str = "song.example";
const RULE: &str = "hosts = [\"song.example\"]\n[source]\nchecked = 2026-11-21\nbasis = \"own reading\"\nverified = \"fixture\"\n\
    [[layout]]\nbody = [\"article\"]\n";

/// A workbench that runs until it is dropped.
struct Workbench {
    program: Child,
    address: String,
    token: String,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    #[track_caller]
    fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}{}", self.head, self.body);
        self
    }

    #[track_caller]
    fn says(self, words: &str) -> Self {
        let message = self.json()["message"].as_str().expect("a message").to_owned();
        assert!(message.contains(words), "{words:?} in {message}");
        self
    }
}

impl Workbench {
    fn start(bench: &Bench, words: &[&str]) -> Self {
        let words = [&["serve", "--port", "0"], words].concat();
        let mut program = bench.command(&words).spawn().expect("the program");
        let mut line = String::new();
        BufReader::new(program.stdout.as_mut().expect("its output")).read_line(&mut line).expect("a line");
        let address =
            line.trim().strip_prefix("http://").and_then(|it| it.strip_suffix('/')).expect("an address");
        let mut workbench = Self { address: address.to_owned(), program, token: String::new() };
        let page = workbench.get("/").is(200).body;
        let (_, token) = page.split_once("data-token=\"").expect("a token");
        token.split_once('"').expect("its end").0.clone_into(&mut workbench.token);
        workbench
    }

    /// A request as it is, byte by byte.
    fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.raw(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    /// A POST with these headers beside the ones it cannot be without.
    fn send(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let body = body.to_string();
        let headers: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let headers = headers.concat();
        let length = body.len();
        self.raw(&format!(
            "POST {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        ))
    }

    /// A POST of our own page.
    fn post(&self, path: &str, body: &Value) -> Answer {
        let origin = format!("http://{}", self.address);
        let headers = [
            ("Host", self.address.as_str()),
            ("Origin", &origin),
            ("Sec-Fetch-Site", "same-origin"),
            ("X-Tinsach-Token", &self.token),
        ];
        self.send(path, &headers, body)
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn with_rules() -> (Bench, Workbench) {
    let bench = Bench::new();
    fs::create_dir(bench.path("rules")).expect("a folder");
    let workbench = Workbench::start(&bench, &["--rules", "rules"]);
    (bench, workbench)
}

#[test]
fn the_page_needs_nothing_else_and_nothing_else_is_there() {
    let (_bench, workbench) = with_rules();
    let page = workbench.get("/").is(200);
    assert!(page.body.starts_with("<!DOCTYPE html>") && page.body.contains("data-folder=\"rules\""));
    for header in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "content-security-policy: default-src 'none'; ",
        "connect-src 'self'; frame-ancestors 'none'",
    ] {
        assert!(page.head.contains(header), "{header} in {}", page.head);
    }
    for path in ["/rules/", "/../Cargo.toml", "/%2e%2e/etc/passwd", "/index.html"] {
        workbench.get(path).is(404);
    }
    workbench.get("/save").is(405);
    workbench.post("/", &json!({})).is(405);
}

#[test]
fn other_sites_are_kept_out() {
    let (bench, workbench) = with_rules();
    let body = json!({ "host": HOST, "rule": RULE });
    let (host, token) = (("Host", workbench.address.as_str()), ("X-Tinsach-Token", workbench.token.as_str()));
    let port = workbench.address.rsplit_once(':').expect("a port").1;
    for wrong in ["evil.example".to_owned(), format!("evil.example:{port}"), "127.0.0.1:1".to_owned()] {
        workbench.send("/save", &[("Host", &wrong), token], &body).is(403).says("this name");
        workbench.raw(&format!("GET / HTTP/1.1\r\nHost: {wrong}\r\nConnection: close\r\n\r\n")).is(403);
    }
    for origin in ["http://evil.example", "null"] {
        workbench.send("/save", &[host, token, ("Origin", origin)], &body).is(403).says("another site");
    }
    workbench
        .send("/save", &[host, token, ("Sec-Fetch-Site", "cross-site")], &body)
        .is(403)
        .says("another site");
    workbench.send("/save", &[host], &body).is(403).says("reload the page");
    workbench.send("/explain", &[host, ("X-Tinsach-Token", "0")], &body).is(403);
    assert_eq!(bench.names("rules"), [""; 0]);
    // The same is let in when it comes from the page.
    workbench.send("/save", &[host, token], &body).is(200);
    assert_eq!(bench.names("rules"), ["song.example.toml"]);
}

#[test]
fn a_rule_is_tried_and_saved_and_what_was_there_is_kept() {
    let (bench, workbench) = with_rules();
    let url = "https://song.example/a.html";
    let first = workbench.post("/explain", &json!({ "html": page("Cái Răng"), "url": url })).is(200).json();
    assert_eq!((&first["host"], &first["rule_name"]), (&json!(HOST), &json!("song.example.toml")));
    assert!(first["fragment"].as_str().expect("a fragment").starts_with("<main>"));
    assert!(first["rule_text"].as_str().expect("a rule").contains("hosts = [\"song.example\"]"));
    let typed = |rule: &str| json!({ "html": page("Cái Răng"), "url": url, "host": HOST, "rule": rule });
    let kept = |answer: &Value| answer["fragment"].as_str().map(|it| it.matches("<li class=\"kept").count());
    let narrow = RULE.to_owned() + "remove = [\"p + p\"]\n";
    assert_eq!(kept(&workbench.post("/explain", &typed(RULE)).is(200).json()), Some(3));
    assert_eq!(kept(&workbench.post("/explain", &typed(&narrow)).is(200).json()), Some(1));
    let wrong = workbench.post("/explain", &typed(&RULE.replace("article", "article["))).is(200).json();
    assert_eq!(
        (kept(&wrong), &wrong["errors"][0]["line"], &wrong["errors"][0]["column"]),
        (None, &json!(7), &json!(9))
    );

    let save = |rule: &str| workbench.post("/save", &json!({ "host": HOST, "rule": rule }));
    let broken = save("hosts = [").is(422).json();
    assert!(broken["errors"][0]["line"] == 1, "{broken}");
    assert_eq!(bench.names("rules"), [""; 0]);
    save(RULE).is(200).says("Saved to rules/song.example.toml");
    assert_eq!(save(&narrow).is(200).json()["kept"], "song.example.toml.1.bak");
    assert_eq!(
        (bench.read("rules/song.example.toml"), bench.read("rules/song.example.toml.1.bak")),
        (narrow.clone(), RULE.into())
    );
    save("hosts = [").is(422);
    assert_eq!(bench.read("rules/song.example.toml"), narrow);
    let again = workbench.post("/explain", &json!({ "html": page("Cái Răng"), "url": url })).is(200).json();
    assert_eq!((again["rule_text"].as_str(), kept(&again)), (Some(narrow.as_str()), Some(1)));
    bench.run(&["rules", "check", "rules"]).ends(0);
}

#[test]
fn nothing_is_written_outside_of_the_folder() {
    let (bench, workbench) = with_rules();
    for host in [
        "../song.example",
        "/tmp/song.example",
        "..",
        "a/../../song.example",
        "..\\song.example",
        "song.example\u{0}",
        "",
    ] {
        let rule = RULE.replace(HOST, "song.example");
        workbench
            .post("/save", &json!({ "host": host, "rule": rule }))
            .is(400)
            .says("no host that can have a rule");
    }
    assert_eq!((bench.names("."), bench.names("rules")), (vec!["rules".to_owned()], vec![]));
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let (bench, workbench) = with_rules();
    bench.file("mine.txt", RULE);
    std::os::unix::fs::symlink(bench.path("mine.txt"), bench.path("rules/song.example.toml"))
        .expect("a link");
    let other = RULE.replace("article", "div");
    workbench.post("/save", &json!({ "host": HOST, "rule": other })).is(422).says("is a link");
    assert_eq!(bench.read("mine.txt"), RULE);
    assert_eq!(bench.names("rules"), ["song.example.toml"]);
}

#[test]
fn requests_are_bounded() {
    let (_bench, workbench) = with_rules();
    let head = format!(
        "POST /explain HTTP/1.1\r\nHost: {}\r\nX-Tinsach-Token: {}\r\nConnection: close\r\n",
        workbench.address, workbench.token
    );
    workbench.raw(&format!("{head}Content-Length: 16777217\r\n\r\n")).is(413).says("16 MiB");
    // One that does not say how long it is: it is read up to the limit.
    let mut stream = TcpStream::connect(&workbench.address).expect("a connection");
    stream.write_all(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes()).expect("sent");
    let chunk = format!("100000\r\n{}\r\n", "a".repeat(1 << 20));
    // The server has heard enough before all of it is sent.
    let sent = (0..24).take_while(|_| stream.write_all(chunk.as_bytes()).is_ok()).count();
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.contains(" 413 ") || (answer.is_empty() && (sent < 24 || read.is_err())), "{answer}");
    workbench.post("/explain", &json!({ "page": "" })).is(400).says("no request of this page");
    workbench.post("/explain", &json!({ "html": "" })).is(200);
}

#[test]
fn two_requests_at_once_are_answered() {
    let (_bench, workbench) = with_rules();
    let topics = ["Cái Răng", "Phong Điền", "Cái Bè", "Ngã Bảy"];
    std::thread::scope(|scope| {
        let asked = topics.map(|topic| {
            let ask = || {
                workbench
                    .post("/explain", &json!({ "html": page(topic), "url": "https://song.example/" }))
                    .is(200)
            };
            (topic, scope.spawn(ask))
        });
        for (topic, answer) in asked {
            let body = answer.join().expect("an answer").json();
            let fragment = body["fragment"].as_str().expect("a fragment");
            let others = topics.iter().filter(|other| fragment.contains(*other)).count();
            assert!(fragment.contains(topic) && others == 1, "{topic}: {fragment}");
        }
    });
}

#[test]
fn without_a_folder_nothing_is_saved() {
    let bench = Bench::new();
    let workbench = Workbench::start(&bench, &[]);
    workbench.post("/save", &json!({ "host": HOST, "rule": RULE })).is(422).says("--rules DIR");
    assert_eq!(bench.names("."), [""; 0]);
}

#[test]
fn what_cannot_be_served_is_told() {
    let (bench, workbench) = with_rules();
    let port = workbench.address.rsplit_once(':').expect("a port").1;
    bench.run(&["serve", "--port", port]).ends(1).says(&["is taken", "--port 0"]);
    bench.run(&["serve", "--rules", "gone"]).ends(1).says(&["gone", "no such folder"]);
    bench.run(&["serve", "--host", "0.0.0.0"]).ends(2).says(&["--allow-remote"]);
    bench.run(&["serve", "--host", "song.example"]).ends(2);
    bench.file("bad/song.example.toml", "hosts = [");
    bench.run(&["serve", "--rules", "bad"]).ends(1).says(&["song.example.toml", "line 1"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let bench = Bench::new();
    let mut workbench = Workbench::start(&bench, &[]);
    workbench.post("/explain", &json!({ "html": page("Cái Răng") })).is(200);
    // A connection that says nothing keeps nobody from ending.
    let idle = TcpStream::connect(&workbench.address).expect("a connection");
    let number = workbench.program.id().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-INT", &number])
        .stdin(Stdio::null())
        .status()
        .expect("kill");
    assert!(killed.success());
    assert_eq!(workbench.program.wait().expect("its end").code(), Some(0));
    drop(idle);
}
