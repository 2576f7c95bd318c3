//! Records with fields: paths, what is kept, tables, globs, the config file.

use serde_json::json;

use crate::bench::*;

#[test]
fn pages_are_found_by_paths() {
    let bench = Bench::new();
    let record = json!({"meta": {"id": 7, "a.b": "x"}, "data": {"body": page("Long Xuyên"), "url": "https://bao.example/7"}});
    bench.file("d.jsonl", lines(&[record]));
    let fields = ["--field", "html=data.body", "--field", "url=data.url", "--field", "id=meta.id"];
    let ran = bench.clean(&[&["d.jsonl"], &fields[..]].concat()).ends(0);
    assert_eq!(ran.ids(), ["7"]);
    let object = &ran.objects()[0];
    assert_eq!(
        (&object["title"], &object["url"]),
        (&json!("Chợ nổi Long Xuyên vào mùa"), &json!("https://bao.example/7"))
    );
    let ran = bench.clean(&["d.jsonl", "--field", "html=data.bdy"]).ends(3);
    ran.says(&["\"data.body\", \"data.url\", \"meta.a\\.b\", \"meta.id\"", "correct --field html=data.bdy"]);
}

#[test]
fn what_is_kept_is_in_every_object() {
    let bench = Bench::new();
    let records = [
        json!({"so": 7, "crawl": {"at": "2024-05-01"}, "html": page("Long Xuyên")}),
        json!({"so": 8, "html": ""}),
        json!({"so": 9, "tags": ["a"]}),
    ];
    bench
        .file("d.jsonl", lines(&records) + "{\n")
        .file("a.html", page("Trà Ôn"))
        .file("b.html", page("Trà Ôn"));
    let ran = bench.clean(&["d.jsonl", "a.html", "b.html", "--keep", "so,crawl.at", "--keep", "nix"]).ends(3);
    let start = r#"{"schema_version":1,"id":"d.jsonl:1","status":"article","kept":{"so":7,"crawl.at":"2024-05-01","nix":null},"#;
    assert!(ran.out.starts_with(start), "{}", ran.out);
    let objects = ran.objects();
    assert_eq!((&objects[1]["status"], &objects[2]["status"]), (&json!("no_article"), &json!("error")));
    assert_eq!(objects[1]["kept"], json!({"so": 8, "crawl.at": null, "nix": null}));
    assert_eq!(objects[2]["kept"]["so"], 9);
    assert!(
        objects[3..].iter().all(|object| object.get("kept").is_none()),
        "nothing was read of a broken line, a page has no fields"
    );
    assert_eq!(ran.err.matches("a page has no fields").count(), 1, "{}", ran.err);
    ran.says(&[
        "d.jsonl: no record has the field \"nix\"",
        "correct --keep nix",
        "a.html: a page has no fields",
    ]);
    assert!(!bench.clean(&["d.jsonl"]).out.contains("kept"));
    bench.clean(&["d.jsonl", "--keep", ""]).ends(2).says(&["KEY,KEY"]);
}
