//! The program from outside: what goes in, what comes out, what is said, how it ends.
#![cfg(feature = "cli")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder of inputs and the program run in it, so that paths are short and the same everywhere.
struct Bench {
    folder: TempDir,
}

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
        names.sort_unstable();
        names
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinsach"));
        command.current_dir(self.folder.path()).args(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, words: &[&str]) -> Ran {
        self.command(words).output().expect("the program").into()
    }

    fn clean(&self, words: &[&str]) -> Ran {
        self.run(&[&["clean"], words].concat())
    }

    fn clean_stdin(&self, words: &[&str], input: &[u8]) -> Ran {
        let mut child =
            self.command(&[&["clean"], words].concat()).stdin(Stdio::piped()).spawn().expect("the program");
        child.stdin.take().expect("its input").write_all(input).expect("written");
        child.wait_with_output().expect("its output").into()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    fn objects(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    fn ids(&self) -> Vec<String> {
        self.objects().iter().map(|object| object["id"].as_str().expect("a string").to_owned()).collect()
    }

    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "{word:?} in {}", self.err);
        }
        self
    }
}

const FIRST: &str = "Sáng sớm, những chiếc ghe chở đầy bưởi và cam đã cập bến chợ nổi để kịp phiên họp đầu tuần \
    của bà con trong vùng, vốn được chờ đợi từ nhiều ngày nay.";
const SECOND: &str = "Bà Lê Thị Đào, người bán trái cây ở đây hơn ba mươi năm, cho biết lượng khách năm nay đông gấp \
    đôi năm ngoái, phần lớn là khách từ các tỉnh lân cận tìm đến.";
const THIRD: &str = "Ban quản lý chợ đã bố trí thêm hai bến đậu và một trạm y tế nhỏ, đồng thời nhắc các chủ ghe mặc \
    áo phao khi nước lên cao vào cuối buổi chiều.";

/// An invented page whose title and text name `topic`.
fn page(topic: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Chợ nổi {topic} vào mùa</title></head>\
         <body><nav><a href=\"/\">Trang chủ</a> <a href=\"/kinh-te\">Kinh tế</a></nav><article>\
         <h1>Chợ nổi {topic} vào mùa</h1><p>Ở {topic}: {FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>\
         <footer>Bản quyền thuộc về tòa soạn</footer></body></html>"
    )
}

fn lines(objects: &[Value]) -> String {
    objects.iter().map(|object| object.to_string() + "\n").collect()
}

fn gz(content: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn a_page_becomes_one_json_object() {
    let bench = Bench::new();
    let ran =
        bench.file("a.html", page("Cái Răng")).clean(&["a.html", "--url", "https://bao.example/a"]).ends(0);
    let [object] = &ran.objects()[..] else { panic!("one object: {}", ran.out) };
    assert_eq!((&object["schema_version"], &object["id"]), (&json!(1), &json!("a.html")));
    assert_eq!(object["status"], "article");
    assert_eq!(object["title"], "Chợ nổi Cái Răng vào mùa");
    assert_eq!(object["text"], format!("Ở Cái Răng: {FIRST}\n{SECOND}\n{THIRD}"));
    assert!(object.get("blocks").is_none());
    ran.says(&["tinsach: 1 records: 1 articles, 0 no article, 0 errors\n"]);
}

#[test]
fn blocks_come_when_asked_for() {
    let bench = Bench::new();
    let ran = bench.file("a.html", page("Cái Răng")).clean(&["a.html", "--blocks"]).ends(0);
    let object = &ran.objects()[0];
    let texts: Vec<_> =
        object["blocks"].as_array().expect("blocks").iter().map(|block| &block["text"]).collect();
    assert_eq!(texts.len(), 3);
    assert_eq!(texts[1], SECOND);
    assert!(object["blocks"][1]["label"] == "body" && object["blocks"][1].get("lines").is_none());
}

#[test]
fn a_page_without_an_article_is_told_with_its_reason() {
    let bench = Bench::new();
    let ran = bench.file("empty.html", "").clean(&["empty.html"]).ends(0);
    let object = &ran.objects()[0];
    assert_eq!(object["status"], "no_article");
    assert!(object["reason"].is_string());
    ran.says(&["1 records: 0 articles, 1 no article (", ": 1), 0 errors"]);
}

#[test]
fn folders_are_read_in_the_order_of_paths() {
    let bench = Bench::new();
    for name in
        ["p/b.html", "p/a/z.htm", "p/a/b/c.html.gz", "p/a-b.HTML", "p/z.jsonl", "p/style.css", "a.html"]
    {
        bench.file(name, page("Phụng Hiệp"));
    }
    bench.file("p/a/b/c.html.gz", gz(&page("Ngã Bảy")));
    bench.file("p/z.jsonl", lines(&[json!({"id": "one", "html": page("Ngã Năm")})]));
    let ran = bench.clean(&["p", "a.html"]).ends(0);
    assert_eq!(ran.ids(), ["p/a-b.HTML", "p/a/b/c.html.gz", "p/a/z.htm", "p/b.html", "one", "a.html"]);
    assert!(ran.objects().iter().all(|object| object["status"] == "article"), "{}", ran.out);
    assert_eq!(ran.objects()[1]["title"], "Chợ nổi Ngã Bảy vào mùa");
    ran.says(&["p: 1 left out"]);
}

#[test]
fn jsonl_fields_are_found_by_name() {
    let bench = Bench::new();
    let records = [
        json!({"so": 7, "noi_dung": page("Long Xuyên"), "link": "https://bao.example/7"}),
        json!({"so": "b", "noi_dung": page("Trà Ôn"), "link": null, "extra": [1, {"x": 2}]}),
    ];
    bench.file("d.jsonl.gz", gz(&lines(&records)));
    let ran = bench.clean(&["d.jsonl.gz", "--field", "html=noi_dung", "--field", "id=so"]).ends(0);
    assert_eq!(ran.ids(), ["7", "b"]);
    let objects = ran.objects();
    assert_eq!(objects[1]["title"], "Chợ nổi Trà Ôn vào mùa");
}

#[test]
fn addresses_are_handed_on() {
    let bench = Bench::new();
    bench.file("d.jsonl", lines(&[json!({"link": "https://bao.example/7", "html": page("Trà Ôn")})]));
    assert_eq!(bench.clean(&["d.jsonl"]).ends(0).objects()[0]["url"], "https://bao.example/7");
    bench.file("a.html", page("Trà Ôn"));
    let ran = bench.clean(&["a.html", "--url", "https://bao.example/a"]).ends(0);
    assert_eq!(ran.objects()[0]["url"], "https://bao.example/a");
}

#[test]
fn records_without_a_name_are_called_by_file_and_line() {
    let bench = Bench::new();
    let record = json!({"html": page("Cái Bè")}).to_string();
    bench.file("d.ndjson", format!("\n{record}\r\n\n{record}"));
    assert_eq!(bench.clean(&["d.ndjson"]).ends(0).ids(), ["d.ndjson:2", "d.ndjson:4"]);
}

#[test]
fn standard_input_is_told_by_its_look() {
    let bench = Bench::new();
    let html = page("Cái Răng");
    for input in [html.clone().into_bytes(), gz(&html), [b"\n ", html.as_bytes()].concat()] {
        let ran = bench.clean_stdin(&["-", "--url", "https://bao.example/a"], &input).ends(0);
        assert_eq!(ran.objects()[0]["title"], "Chợ nổi Cái Răng vào mùa");
        assert_eq!(ran.ids(), ["-"]);
    }
    let records = lines(&[json!({"id": "x", "html": html}), json!({"html": html})]);
    assert_eq!(bench.clean_stdin(&["-"], records.as_bytes()).ends(0).ids(), ["x", "-:2"]);
    bench.clean_stdin(&["-", "--url", "https://a.vn"], records.as_bytes()).ends(3).says(&["--field url=KEY"]);
}

#[test]
fn a_flattened_text_has_lines() {
    let bench = Bench::new();
    let text = format!("Trang chủ\nChợ nổi vào mùa\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n\nTin liên quan\n");
    let ran = bench.file("a.txt", text).clean(&["a.txt", "--blocks"]).ends(0);
    let object = &ran.objects()[0];
    assert_eq!(object["text"], format!("{FIRST}\n{SECOND}\n{THIRD}"));
    assert_eq!(object["blocks"][0]["lines"], json!([4, 4]));
}

#[test]
fn a_broken_line_is_told_and_the_rest_delivered() {
    let bench = Bench::new();
    let good = |id: &str| json!({"id": id, "html": page("Cái Răng")}).to_string();
    bench.file("d.jsonl", format!("{}\n{{\"id\": 2, \"html\": \"<p\n[1]\n{}\n", good("1"), good("4")));
    let ran = bench.clean(&["d.jsonl"]).ends(3);
    assert_eq!(ran.ids(), ["1", "d.jsonl:2", "d.jsonl:3", "4"]);
    let statuses: Vec<_> = ran.objects().iter().map(|object| object["status"].clone()).collect();
    assert_eq!(statuses, ["article", "error", "error", "article"]);
    assert!(ran.objects()[1]["error"].as_str().expect("a message").contains("no valid JSON"));
    ran.says(&[
        "tinsach: d.jsonl: line 2: column ",
        "tinsach: d.jsonl: line 3: an array where a JSON object is expected",
        "4 records: 2 articles, 0 no article, 2 errors",
    ]);
}

#[test]
fn a_missing_file_is_told_and_the_rest_delivered() {
    let bench = Bench::new();
    let ran = bench.file("a.html", page("Cái Răng")).clean(&["gone.html", "a.html"]).ends(3);
    assert_eq!(ran.ids(), ["gone.html", "a.html"]);
    assert_eq!(ran.objects()[0]["status"], "error");
    ran.says(&["tinsach: gone.html: no such file or folder: check the path"]);
}

#[test]
fn a_packed_file_that_is_cut_off_is_told() {
    let bench = Bench::new();
    let records: Vec<_> =
        (0..200).map(|n| json!({"id": n, "html": page(&format!("số {}", n * 7919 % 1000))})).collect();
    let whole = gz(&lines(&records));
    bench.file("d.jsonl.gz", &whole[..whole.len() / 2]);
    let ran = bench.clean(&["d.jsonl.gz"]).ends(3);
    let (last, delivered) =
        ran.objects().split_last().map(|(last, rest)| (last.clone(), rest.len())).expect("some");
    assert!(delivered > 10 && last["status"] == "error", "{delivered} {last}");
    ran.says(&["the lines after it are lost"]);
}

#[test]
fn a_field_that_no_record_has_is_told_once_a_file() {
    let bench = Bench::new();
    bench.file(
        "d.jsonl",
        lines(&[json!({"link": "https://a.vn", "html": page("Cái Răng")}), json!({"html": ""})]),
    );
    let ran = bench.clean(&["d.jsonl", "--field", "url=lnik"]).ends(0);
    assert_eq!(ran.err.matches("lnik").count(), 2, "one message, naming key and option: {}", ran.err);
    ran.says(&[
        "d.jsonl: no record has the field \"lnik\"",
        "\"html\", \"link\"",
        "correct --field url=lnik",
    ]);

    let ran = bench.clean(&["d.jsonl", "--field", "html=bdoy"]).ends(3);
    assert!(ran.objects().iter().all(|object| object["status"] == "error"));
    ran.says(&["d.jsonl: line 1: no page", "\"bdoy\"", "--field html=KEY"]);
}

#[test]
fn wrong_usage_ends_with_two_and_says_what_is_right() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng")).file("b.html", "").file("d.jsonl", "{}");
    let cases: [(&[&str], &[&str]); 12] = [
        (&["a.html", "--field", "titel=x"], &["titel", "id, url, html, text, fetched, content_type"]),
        (&["a.html", "--field", "html"], &["NAME=KEY"]),
        (&["a.html", "--labels", "+captoin"], &["captoin", "inline_related"]),
        (&["a.html", "--labels", "caption"], &["+caption"]),
        (&["a.html", "b.html", "--url", "https://a.vn"], &["--url"]),
        (&["d.jsonl", "--url", "https://a.vn"], &["--field url=KEY"]),
        (&["a.html", "--blocks", "--format", "text"], &["--format jsonl"]),
        (&["a.html", "-o", "new/"], &["--format text, markdown or html"]),
        (&["a.html", "--threads", "0"], &["--threads"]),
        (&["a.html", "--format", "xml"], &["jsonl, text, markdown"]),
        (&["-", "-"], &["twice"]),
        (&[], &["INPUT"]),
    ];
    for (words, message) in cases {
        let ran = bench.clean(words).ends(2).says(message);
        assert!(ran.out.is_empty() && ran.err.contains("'--help'"), "{}", ran.err);
    }
    assert!(!bench.path("new").exists());
    bench.run(&["claen"]).ends(2);
}

#[test]
fn output_that_exists_is_kept_unless_forced() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng")).file("out.jsonl", "mine");
    bench.clean(&["a.html", "-o", "out.jsonl"]).ends(1).says(&["out.jsonl exists", "--force"]);
    assert_eq!(bench.read("out.jsonl"), "mine");
    let ran = bench.clean(&["a.html", "-o", "out.jsonl", "--force"]).ends(0);
    assert!(ran.out.is_empty() && bench.read("out.jsonl").starts_with("{\"schema_version\":1,"));
    assert_eq!(bench.names("."), ["a.html", "out.jsonl"]);
    bench.clean(&["a.html", "out.jsonl", "-o", "out.jsonl", "--force"]).ends(1).says(&["among the inputs"]);
    bench
        .clean(&["a.html", "-o", "no/such/out.jsonl"])
        .ends(1)
        .says(&["no/such/out.jsonl cannot be written"]);
}

#[test]
fn a_folder_that_holds_the_output_does_not_read_it() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng")).file("out.jsonl", "old");
    bench.clean(&[".", "-o", "out.jsonl", "--force"]).ends(0).says(&["1 records: 1 articles"]);
    bench.clean(&[".", "-o", "out.jsonl", "--force"]).ends(0).says(&["1 records: 1 articles"]);
    fs::remove_file(bench.path("out.jsonl")).expect("removed");
    bench.clean(&[".", "-o", "texts/", "--format", "text"]).ends(0).says(&["1 records: 1 articles"]);
    assert_eq!(bench.names("texts"), ["a.txt"]);
    bench.clean(&[".", "-o", "texts", "--format", "text"]).ends(3).says(&["a.txt exists", "1 errors"]);
    bench.clean(&[".", "-o", "texts", "--format", "text", "--force"]).ends(0);
}

#[test]
fn text_and_markdown_are_for_reading() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng")).file("b.html", "").file("c.html", page("Phụng Hiệp"));
    let text = |topic| format!("Chợ nổi {topic} vào mùa\n\nỞ {topic}: {FIRST}\n{SECOND}\n{THIRD}\n");
    let ran = bench.clean(&["a.html", "b.html", "c.html", "--format", "text"]).ends(0);
    assert_eq!(ran.out, format!("{}\n-----\n\n{}", text("Cái Răng"), text("Phụng Hiệp")));
    let ran = ran.says(&["b.html: no article ("]);
    assert_eq!(bench.clean(&["a.html", "--format", "text"]).ends(0).out, text("Cái Răng"));

    let markdown = bench.clean(&["a.html", "--format", "markdown"]).ends(0).out;
    let expected = format!("# Chợ nổi Cái Răng vào mùa\n\nỞ Cái Răng: {FIRST}\n\n{SECOND}\n\n{THIRD}\n");
    assert_eq!(markdown, expected);
    bench.clean(&["a.html", "c.html", "--format", "markdown", "-o", "md/"]).ends(0);
    assert_eq!(bench.names("md"), ["a.md", "c.md"]);
    assert_eq!(bench.read("md/a.md"), expected);
    drop(ran);
}

/// Pages of uneven length, with broken and empty ones between them.
fn mixed_dump() -> String {
    let record = |n: usize| match n % 10 {
        3 => "{broken".to_owned(),
        7 => json!({"id": n, "html": ""}).to_string(),
        _ => json!({"id": n, "html": page(&format!("số {n}")).repeat(1 + n * 7919 % 5)}).to_string(),
    };
    (0..300).map(|n| record(n) + "\n").collect()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let bench = Bench::new();
    bench.file("d.jsonl", mixed_dump());
    let run = |threads| bench.clean(&["d.jsonl", "--blocks", "--threads", threads]).ends(3);
    let one = run("1");
    assert_eq!(one.objects().len(), 300);
    for threads in ["2", "3", "7"] {
        let more = run(threads);
        assert!(more.out == one.out, "output differs with {threads} threads");
        assert!(more.err == one.err, "messages differ with {threads} threads");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn threads_are_counted_all_together() {
    let bench = Bench::new();
    for threads in [1, 2, 3] {
        let words = ["clean", "-", "--threads", &threads.to_string()];
        let mut command = bench.command(&words);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program");
        let mut input = child.stdin.take().expect("its input");
        // Once the first record is taken the threads are there, and the program waits for the next one.
        let record = json!({"html": page("Cái Răng")}).to_string() + "\n";
        (0..2000).for_each(|_| input.write_all(record.as_bytes()).expect("written"));
        let tasks =
            fs::read_dir(Path::new("/proc").join(child.id().to_string()).join("task")).expect("tasks");
        assert_eq!(tasks.count(), threads);
        child.kill().expect("killed");
        child.wait().expect("ended");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let bench = Bench::new();
    bench.file("d.jsonl", mixed_dump().replace("{broken", "{}"));
    let mut child = bench.command(&["clean", "d.jsonl", "--quiet"]).spawn().expect("the program");
    drop(child.stdout.take());
    let ran: Ran = child.wait_with_output().expect("its end").into();
    let ran = ran.ends(0);
    assert!(!ran.err.contains("panicked") && !ran.err.contains("pipe"), "{}", ran.err);
}

#[test]
fn quiet_leaves_only_what_went_wrong() {
    let bench = Bench::new();
    bench.file("p/a.html", page("Cái Răng")).file("p/b.css", "");
    assert_eq!(bench.clean(&["p", "--quiet"]).ends(0).err, "");
    let ran = bench.clean(&["p", "gone.html", "-q"]).ends(3);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
}

#[test]
fn a_folder_without_pages_is_told() {
    let bench = Bench::new();
    bench.file("p/b.css", "");
    bench.clean(&["p"]).ends(0).says(&["p: no page in it", ".jsonl", "0 records"]);
}

#[test]
fn help_has_examples_and_exit_codes() {
    let bench = Bench::new();
    for words in [&["--help"][..], &["-h"], &["clean", "--help"], &["clean", "-h"], &["help", "clean"]] {
        let ran = bench.run(words).ends(0);
        assert!(ran.err.is_empty());
        for word in ["Examples:\n  tinsach clean", "Exit codes: 0", "Usage: tinsach"] {
            assert!(ran.out.contains(word), "{words:?}: {word:?}\n{}", ran.out);
        }
    }
    assert!(bench.run(&["clean", "--help"]).out.contains("-----"));
    assert!(bench.run(&["--version"]).ends(0).out.starts_with("tinsach "));
}

#[test]
fn rules_are_listed_shown_and_checked() {
    let bench = Bench::new();
    let rule = "hosts = ['cai-rang.vn']\n[source]\nchecked = 2026-11-21\nbasis = 'a look'\nverified = 'fixture'\n\
                [[layout]]\nbody = ['.chu']\n";
    bench.file("mine/cai-rang.vn.toml", rule);
    let ran = bench.run(&["rules", "list"]).ends(0).says(&["were seen to work on real pages"]);
    assert!(ran.out.starts_with("rule\tkind\t") && ran.out.contains("\nvnexpress.net\tsite\tshipped\t"));
    let ran = bench.run(&["rules", "list", "--rules", "mine"]).ends(0);
    assert!(ran.out.contains("\ncai-rang.vn\tsite\tyours\tfixture\t2026-11-21\t1\tcai-rang.vn\n"));
    assert_eq!(bench.run(&["rules", "list", "--rules", "none"]).ends(0).out.lines().count(), 1);
    let show = ["rules", "show", "https://www.cai-rang.vn/tin.html", "--rules", "mine"];
    assert_eq!(bench.run(&show).ends(0).says(&["mine/cai-rang.vn.toml (yours)"]).out, rule);
    bench.run(&["rules", "show", "vccorp"]).ends(0).says(&["vccorp.toml (shipped)"]);
    bench.run(&["rules", "show", "cai-rang.vn"]).ends(1).says(&["no rule for cai-rang.vn"]);
    assert_eq!(bench.run(&["rules", "check", "mine"]).ends(0).out, "mine/cai-rang.vn.toml: fine\n");
    bench.file("mine/cho-noi.vn.toml", rule.replace("body", "boddy"));
    let wrong = ["mine/cho-noi.vn.toml", "line 7, column 1", "boddy"];
    assert!(bench.run(&["rules", "check", "mine"]).ends(1).says(&wrong).out.is_empty());
    bench.run(&["rules", "check", "nowhere"]).ends(1).says(&["nowhere"]);
    bench.run(&["rules"]).ends(2);
}

#[test]
fn html_is_a_page_of_its_own_without_anything_active_in_it() {
    let bench = Bench::new();
    let text = "Bến đò mở lại sau hai tuần nghỉ vì nước lớn, chuyến đầu chở mười hai học trò sang trường bên kia sông.";
    let page = format!(
        "<h1>Bến đò</h1><p onclick=x>{text} <a href='/b'>Xem</a> <a href='javascript:x'>bấm</a></p><p>{text}</p>"
    );
    bench.file("a.html", page);
    let words =
        ["a.html", "--url", "https://example.vn/a.html", "--format", "html", "--links", "-o", "out.html"];
    let ran = bench.clean(&words);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let html = bench.read("out.html");
    assert!(html.starts_with("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<article"), "{html}");
    assert!(
        html.contains(
            "<a href=\"https://example.vn/b\" rel=\"nofollow noopener noreferrer\">Xem</a> bấm</p>"
        ),
        "{html}"
    );
    assert!(!html.contains("onclick") && !html.contains("javascript"), "{html}");
    let wrong = bench.clean(&["a.html", "--links"]);
    assert_eq!(wrong.code, Some(2), "{}", wrong.err);
}
