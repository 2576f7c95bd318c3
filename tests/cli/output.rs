//! What comes out: forms, files, folders.

use std::fs;

use serde_json::json;

use crate::bench::*;

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
    ran.says(&["tinsach: 1 record: 1 article, 0 no article, 0 errors\n"]);
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
    ran.says(&["1 record: 0 articles, 1 no article (", ": 1), 0 errors"]);
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
    bench.clean(&[".", "-o", "out.jsonl", "--force"]).ends(0).says(&["1 record: 1 article"]);
    bench.clean(&[".", "-o", "out.jsonl", "--force"]).ends(0).says(&["1 record: 1 article"]);
    fs::remove_file(bench.path("out.jsonl")).expect("removed");
    bench.clean(&[".", "-o", "texts/", "--format", "text"]).ends(0).says(&["1 record: 1 article"]);
    assert_eq!(bench.data("texts"), ["a.txt"]);
    bench.clean(&[".", "-o", "texts", "--format", "text"]).ends(0).says(&["texts: finished already"]);
    bench.clean(&[".", "-o", "texts", "--format", "text", "--force"]).ends(0).says(&["1 record: 1 article"]);
    assert_eq!(bench.data("texts"), ["a.txt"]);
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
    assert_eq!(bench.data("md"), ["a.md", "c.md"]);
    assert_eq!(bench.read("md/a.md"), expected);
    drop(ran);
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

#[test]
fn tones_stand_as_asked() {
    let bench = Bench::new();
    bench.file("a.html", page("xã Hoà Bình, khoẻ mạnh"));
    let first = |words: &[&str]| {
        let ran = bench.clean(words).ends(0);
        ran.objects()[0]["text"].as_str().and_then(|text| text.split(':').next()).map(str::to_owned)
    };
    assert_eq!(first(&["a.html"]).as_deref(), Some("Ở xã Hoà Bình, khoẻ mạnh"));
    assert_eq!(first(&["a.html", "--tones", "classic"]).as_deref(), Some("Ở xã Hòa Bình, khỏe mạnh"));
    bench.file("tinsach.toml", "[clean]\ntones = 'classic'\n");
    assert_eq!(first(&["a.html"]).as_deref(), Some("Ở xã Hòa Bình, khỏe mạnh"));
    assert_eq!(first(&["a.html", "--tones", "as-written"]).as_deref(), Some("Ở xã Hoà Bình, khoẻ mạnh"));
    bench.clean(&["a.html", "--tones", "new"]).ends(2);
}
