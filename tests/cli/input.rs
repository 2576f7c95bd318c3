//! What goes in: files, folders, dumps, standard input, and what is wrong with them.

use serde_json::json;

use crate::bench::*;

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

/// A table with its cells quoted.
fn table(separator: &str) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row =
        |id: &str| [quoted(id), quoted("https://bao.example/a"), quoted(&page(id))].join(separator) + "\r\n";
    ["id", "link", "noi_dung"].join(separator) + "\r\n" + &row("Cái Răng") + &row("Trà Ôn")
}

#[test]
fn tables_and_lines_are_told_by_their_first_line() {
    let bench = Bench::new();
    let field = ["--field", "html=noi_dung"];
    for (n, separator) in [",", ";", "\t", "|"].iter().enumerate() {
        let table = table(separator);
        for (name, bytes) in [
            ("dump.txt", table.clone().into_bytes()),
            ("dump", table.clone().into_bytes()),
            ("dump.txt.gz", gz(&table)),
            ("packed", zstd::encode_all(table.as_bytes(), 1).expect("memory")),
            ("wrong.jsonl", table.clone().into_bytes()),
        ] {
            let name = format!("{n}-{name}");
            let ran = bench.file(&name, &bytes).clean(&[&[name.as_str()], &field[..]].concat()).ends(0);
            assert_eq!(ran.ids(), ["Cái Răng", "Trà Ôn"], "{name}");
            assert_eq!(ran.objects()[1]["title"], "Chợ nổi Trà Ôn vào mùa", "{name}");
            let piped = bench.clean_stdin(&[&["-"], &field[..]].concat(), &bytes).ends(0);
            assert_eq!(piped.out, ran.out, "{name}");
        }
    }
    let records = lines(&[json!({"id": "x", "html": page("Cái Răng")})]);
    for name in ["lines.txt", "lines.csv", "lines.html"] {
        assert_eq!(bench.file(name, &records).clean(&[name]).ends(0).ids(), ["x"], "{name}");
    }
    // None of its columns is called as one that holds pages is.
    let ran = bench.file("other", table(",")).clean(&["other"]).ends(0);
    assert_eq!(ran.ids(), ["other"]);
}

#[test]
fn a_dump_in_a_folder_is_not_taken_for_a_page() {
    let bench = Bench::new();
    bench.file("p/a.txt", lines(&[json!({"id": "x", "html": page("Cái Răng")})]));
    bench
        .file("p/b.txt.gz", gz(&table(",")))
        .file("p/c.txt", format!("text, html\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n"));
    let ran = bench.clean(&["p", "--field", "html=noi_dung"]).ends(3);
    ran.says(&["p/a.txt: a dump or an archive", "p/b.txt.gz: a dump or an archive", "3 records: 1 article"]);
}

#[test]
fn a_page_that_begins_with_commas_stays_a_page() {
    let bench = Bench::new();
    for first in [
        "Bưởi, cam, quýt và html, text, body",
        "text, html",
        "Trang chủ,Kinh tế,Đời sống",
        "Chợ nổi,text.",
        "html",
        "text;<b>html</b>;id",
        "{\"Chợ nổi\", người dân gọi như vậy}",
    ] {
        let text = format!("{first}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n");
        let ran = bench.file("a.txt", &text).file("b", &text).clean(&["a.txt", "b"]);
        assert_eq!(ran.ids()[..1], ["a.txt"], "{first}");
        let ran = if first.starts_with('{') { bench.clean(&["a.txt"]) } else { ran };
        for object in ran.ends(0).objects() {
            assert!(object["text"].as_str().is_some_and(|it| it.contains(FIRST)), "{first}: {object}");
        }
    }
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
    ran.says(&["what follows is lost"]);
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
fn a_folder_without_pages_is_told() {
    let bench = Bench::new();
    bench.file("p/b.css", "");
    bench.clean(&["p"]).ends(0).says(&["p: no page in it", ".jsonl", "0 records"]);
}
