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

#[test]
fn rows_of_text_tables_are_records() {
    let bench = Bench::new();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let rows = format!(
        "\u{feff}so;noi_dung;ngay\r\n7;{};2024-05-01\r\n8;\"\";\r\n9;{}\r\n10;{};x\r\n",
        quoted(&page("Long Xuyên")),
        quoted(&page("Cái Bè")),
        quoted(&page("Trà Ôn"))
    );
    bench.file("d.csv.gz", gz(&rows));
    let ran =
        bench.clean(&["d.csv.gz", "--field", "html=noi_dung", "--field", "id=so", "--keep", "ngay"]).ends(3);
    assert_eq!(ran.ids(), ["7", "8", "d.csv.gz:3", "10"]);
    let objects = ran.objects();
    assert_eq!(objects[0]["title"], "Chợ nổi Long Xuyên vào mùa");
    assert_eq!(
        (&objects[0]["kept"], &objects[1]["status"]),
        (&json!({"ngay": "2024-05-01"}), &json!("no_article"))
    );
    ran.says(&["d.csv.gz: row 3: 2 cells where the head line names 3", "4 records: 2 articles"]);

    bench.file("d.tsv", format!("id\thtml, x\thtml\na\t1,2\t{}\n", quoted(&page("Cái Bè"))));
    assert_eq!(bench.clean(&["d.tsv"]).ends(0).ids(), ["a"]);
    let ran = bench.clean(&["d.tsv", "--field", "html=body"]).ends(3);
    assert_eq!(ran.objects().len(), 1, "one message for a table without pages");
    ran.says(&[
        "d.tsv: no page: the table has none of the columns \"body\", \"text\"",
        "\"id\", \"html, x\", \"html\"",
    ]);
    bench
        .clean(&["d.tsv", "--field", "url=lnik"])
        .ends(0)
        .says(&["no record has the field \"lnik\"", "--field url=lnik"]);
    bench.clean(&["d.tsv", "--url", "https://a.vn"]).ends(2).says(&["--field url=KEY"]);
}

#[test]
fn a_quote_that_is_not_closed_is_told() {
    let bench = Bench::new();
    bench.file("d.csv", format!("id,html\n1,\"{}\"\n2,\"<p>\n3,x\n", page("Cái Bè").replace('"', "\"\"")));
    let ran = bench.file("e.html", page("Trà Ôn")).clean(&["d.csv", "e.html"]).ends(3);
    assert_eq!(ran.ids(), ["1", "d.csv:2", "e.html"]);
    ran.says(&["d.csv: row 2: a quote is not closed", "the rows after it are lost"]);
}

#[test]
fn patterns_are_inputs() {
    let bench = Bench::new();
    for name in ["p/b.html", "p/a.html", "p/q/c.html", "p/x.css"] {
        bench.file(name, page("Cái Bè"));
    }
    assert_eq!(bench.clean(&["p/*.html"]).ends(0).ids(), ["p/a.html", "p/b.html"]);
    assert_eq!(bench.clean(&["p/**/*.html", "-q"]).ends(0).ids(), ["p/a.html", "p/b.html", "p/q/c.html"]);
    let ran = bench.clean(&["n*.html", "p/?.html"]).ends(3);
    assert_eq!(ran.ids(), ["n*.html", "p/a.html", "p/b.html"]);
    ran.says(&["n*.html: matches no file"]);
}

#[test]
fn options_may_stand_in_a_file() {
    let bench = Bench::new();
    bench.file("d.jsonl", lines(&[json!({"so": 7, "x": {"y": page("Cái Bè")}, "z": page("Trà Ôn")})]));
    bench.file("tinsach.toml", "[clean]\nfield = { html = \"x.y\", id = \"so\" }\nkeep = \"so\"\n");
    let ran = bench.clean(&["d.jsonl"]).ends(0);
    assert_eq!((ran.ids(), &ran.objects()[0]["kept"]), (vec!["7".to_owned()], &json!({"so": 7})));
    let ran = ran.says(&["options of tinsach.toml apply", "--config none"]);
    assert_eq!(ran.objects()[0]["title"], "Chợ nổi Cái Bè vào mùa");
    let typed = bench.clean(&["d.jsonl", "--field", "html=z", "-q"]).ends(0);
    assert_eq!(
        (typed.ids(), &typed.objects()[0]["title"]),
        (vec!["d.jsonl:1".to_owned()], &json!("Chợ nổi Trà Ôn vào mùa"))
    );
    assert!(typed.err.is_empty());
    bench.clean(&["d.jsonl", "--config", "none"]).ends(3).says(&["no page"]);
    bench.file("other.toml", "[clean]\nformat = \"text\"\nfield = [\"html=z\"]\n");
    assert!(
        bench
            .clean(&["d.jsonl", "--config", "other.toml"])
            .ends(0)
            .out
            .starts_with("Chợ nổi Trà Ôn vào mùa\n\n")
    );
    let shown = bench.clean(&["--config", "other.toml", "--print-config", "--blocks"]).ends(0).out;
    for line in
        ["format = \"text\"  # other.toml", "blocks = true  # command line", "force = false  # default"]
    {
        assert!(shown.contains(line), "{shown}");
    }
    // What is shown is a file that says the same.
    let options = |shown: &str| {
        shown.lines().map(|line| line.split("  #").next().map(str::to_owned)).collect::<Vec<_>>()
    };
    bench.file("shown.toml", &shown);
    let again = bench.clean(&["--config", "shown.toml", "--print-config"]).ends(0).out;
    assert_eq!(options(&again), options(&shown));
    bench.file("tinsach.toml", "[clean]\n\nblcoks = true\n");
    bench
        .clean(&["d.jsonl"])
        .ends(2)
        .says(&["tinsach.toml: line 3, column 1: there is no option \"blcoks\""]);
    bench.clean(&["d.jsonl", "--config", "gone.toml"]).ends(2).says(&["gone.toml cannot be read"]);
}

#[cfg(feature = "parquet")]
mod columns {
    use std::fs::File;
    use std::sync::Arc;

    use ::parquet::arrow::ArrowWriter;
    use ::parquet::basic::{Compression, ZstdLevel};
    use ::parquet::file::properties::WriterProperties;
    use arrow_array::{
        ArrayRef, BinaryArray, DictionaryArray, Int64Array, LargeStringArray, ListArray, RecordBatch,
        StringArray, StructArray, TimestampMillisecondArray, types,
    };

    use super::*;

    fn write(bench: &Bench, name: &str, columns: Vec<(&str, ArrayRef)>, group: usize) {
        let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
        let properties = WriterProperties::builder()
            .set_max_row_group_row_count(Some(group))
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let file = File::create(bench.path(name)).expect("a file");
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).expect("a writer");
        writer.write(&batch).expect("written");
        writer.close().expect("closed");
    }

    fn pages(count: usize) -> Vec<String> {
        (0..count).map(|n| page(&format!("số {n}"))).collect()
    }

    #[test]
    fn rows_are_records() {
        let bench = Bench::new();
        let bodies: ArrayRef = Arc::new(LargeStringArray::from(pages(3)));
        let field = Arc::new(arrow_schema::Field::new("body", arrow_schema::DataType::LargeUtf8, true));
        let times = TimestampMillisecondArray::from(vec![1_714_525_200_000; 3]).with_timezone("UTC");
        let tags = ListArray::from_iter_primitive::<types::Int32Type, _, _>([
            Some(vec![Some(1), None]),
            None,
            Some(vec![]),
        ]);
        let hosts: DictionaryArray<types::Int32Type> = ["a.vn", "b.vn", "a.vn"].into_iter().collect();
        write(
            &bench,
            "d.parquet",
            vec![
                ("so", Arc::new(Int64Array::from(vec![Some(7), None, Some(9)]))),
                ("data", Arc::new(StructArray::from(vec![(field, bodies)]))),
                ("luc", Arc::new(times)),
                ("tags", Arc::new(tags)),
                ("host", Arc::new(hosts)),
                ("big", Arc::new(BinaryArray::from(vec![&b"x"[..]; 3]))),
            ],
            2,
        );
        let fields = ["--field", "html=data.body", "--field", "id=so", "--field", "fetched=luc"];
        let ran = bench.clean(&[&["d.parquet", "--keep", "tags,host,luc"], &fields[..]].concat()).ends(0);
        assert_eq!(ran.ids(), ["7", "d.parquet:2", "9"]);
        let objects = ran.objects();
        assert_eq!(objects[2]["title"], "Chợ nổi số 2 vào mùa");
        assert_eq!(
            objects[0]["kept"],
            json!({"tags": [1, null], "host": "a.vn", "luc": "2024-05-01T01:00:00Z"})
        );
        assert_eq!(objects[1]["kept"]["tags"], json!(null));
        let ran = bench.clean(&["d.parquet", "--field", "html=data.bdy"]).ends(3);
        assert_eq!(ran.objects().len(), 1);
        ran.says(&[
            "none of the columns \"data.bdy\"",
            "\"so\", \"data.body\", \"luc\", \"tags\", \"host\", \"big\"",
        ]);
        bench
            .clean(&["d.parquet", "--field", "html=big", "--field", "url=lnik"])
            .ends(0)
            .says(&["no record has the field \"lnik\""]);
    }

    #[test]
    fn pages_may_be_bytes_of_any_encoding() {
        let bench = Bench::new();
        let utf8 = page("Cái Bè").into_bytes();
        let units = page("Trà Ôn").replace("utf-8", "utf-16");
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(units.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let column = BinaryArray::from(vec![&utf8[..], &utf16[..]]);
        write(&bench, "d.parquet", vec![("html", Arc::new(column))], 10);
        let objects = bench.clean(&["d.parquet"]).ends(0).objects();
        assert_eq!(objects[0]["title"], "Chợ nổi Cái Bè vào mùa");
        assert_eq!(objects[1]["title"], "Chợ nổi Trà Ôn vào mùa");
    }

    #[test]
    fn a_file_without_its_end_is_told_and_the_next_is_read() {
        let bench = Bench::new();
        write(&bench, "d.parquet", vec![("html", Arc::new(StringArray::from(pages(3))))], 10);
        let whole = std::fs::read(bench.path("d.parquet")).expect("a file");
        bench.file("cut.parquet", &whole[..whole.len() / 2]).file("no.parquet", "<p>").file("d.bin", &whole);
        let ran = bench.clean(&["cut.parquet", "no.parquet", "d.bin"]).ends(3);
        assert_eq!(ran.ids(), ["cut.parquet", "no.parquet", "d.bin:1", "d.bin:2", "d.bin:3"]);
        ran.says(&["cut.parquet: no Parquet file, or not a whole one", "no.parquet: no Parquet file"]);
        bench
            .clean_stdin(&["-"], &whole)
            .ends(3)
            .says(&["standard input: Parquet, which is read from its end"]);
    }

    #[test]
    fn damage_costs_the_rest_of_its_group_only() {
        let bench = Bench::new();
        write(&bench, "d.parquet", vec![("html", Arc::new(StringArray::from(pages(6))))], 2);
        let whole = std::fs::read(bench.path("d.parquet")).expect("a file");
        let frame = [0x28, 0xb5, 0x2f, 0xfd];
        let frames: Vec<_> = (0..whole.len() - 4).filter(|at| whole[*at..*at + 4] == frame).collect();
        assert!(frames.len() >= 3, "each group has a packed page: {frames:?}");
        let mut broken = whole.clone();
        broken[frames[frames.len() / 2]] = 0;
        let ran = bench
            .file("d.parquet", broken)
            .file("e.html", page("Cái Bè"))
            .clean(&["d.parquet", "e.html"])
            .ends(3);
        assert_eq!(
            ran.ids(),
            ["d.parquet:1", "d.parquet:2", "d.parquet:3", "d.parquet:5", "d.parquet:6", "e.html"]
        );
        ran.says(&["d.parquet: row 3: cannot be read on", "2 rows are lost"]);
    }

    #[test]
    fn any_byte_that_is_broken_is_told_or_harmless() {
        let bench = Bench::new();
        let texts: Vec<_> = (0..4).map(|n| format!("<p>{n}")).collect();
        write(&bench, "d.parquet", vec![("html", Arc::new(StringArray::from(texts)))], 2);
        let whole = std::fs::read(bench.path("d.parquet")).expect("a file");
        for (n, at) in (0..whole.len()).step_by(5).enumerate() {
            let mut broken = whole.clone();
            broken[at] ^= 0x15;
            bench.file(&format!("b/{n:04}.parquet"), broken);
        }
        bench.file("b/z.html", page("Cái Bè"));
        let ran = bench.clean(&["b", "-q"]).ends(3);
        assert_eq!(ran.ids().last().map(String::as_str), Some("b/z.html"), "the run comes to its end");
    }
}
