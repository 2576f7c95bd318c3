//! What was typed wrong, and what help says.

use crate::bench::*;

#[test]
fn wrong_usage_ends_with_two_and_says_what_is_right() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng")).file("b.html", "").file("d.jsonl", "{}");
    let cases: [(&[&str], &[&str]); 11] = [
        (&["a.html", "--field", "titel=x"], &["titel", "id, url, html, text, fetched, content_type"]),
        (&["a.html", "--field", "html"], &["NAME=KEY"]),
        (&["a.html", "--labels", "+captoin"], &["captoin", "inline_related"]),
        (&["a.html", "--labels", "caption"], &["+caption"]),
        (&["a.html", "b.html", "--url", "https://a.vn"], &["--url"]),
        (&["d.jsonl", "--url", "https://a.vn"], &["--field url=KEY"]),
        (&["a.html", "--blocks", "--format", "text"], &["--format jsonl"]),
        (&["a.html", "--threads", "0"], &["--threads"]),
        (&["a.html", "--format", "xml"], &["jsonl, csv, tsv, parquet, text, markdown"]),
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
fn what_would_have_no_effect_is_refused() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng"));
    let cases: [(&[&str], &[&str]); 17] = [
        (
            &["--keep", "id", "--format", "text"],
            &["--keep", "--format text has no place", "jsonl, csv, tsv or parquet"],
        ),
        (&["--keep", "id", "-o", "new.md"], &["--format markdown has no place"]),
        (&["--keep", "id", "-o", "new.html"], &["--format html has no place"]),
        (&["--blocks", "--format", "markdown"], &["--blocks", "jsonl, csv, tsv or parquet"]),
        (&["--links", "--format", "csv"], &["add --blocks"]),
        (&["--links"], &["add --blocks"]),
        (&["--links", "--format", "text"], &["--links is for --format markdown and html"]),
        (&["--images", "--format", "parquet"], &["--images and --emphasis are for"]),
        (&["--emphasis", "--blocks"], &["--images and --emphasis are for"]),
        (&["--compress", "zst", "--format", "parquet", "-o", "new/"], &["Parquet packs its columns itself"]),
        (&["--compress", "gz", "-o", "new.jsonl"], &["--compress is gz", "says none"]),
        (&["--shard-records", "5", "-o", "new.jsonl"], &["--shard-records is for -o with a folder"]),
        (&["--dead-letters-with-input", "-o", "new.jsonl"], &["needs --dead-letters FILE"]),
        (&["--dead-letters", "dead.jsonl", "-o", "new/"], &["leave --dead-letters out"]),
        (&["--dead-letters", "new.jsonl", "-o", "new.jsonl"], &["--dead-letters and -o name the same file"]),
        (
            &["--dead-letters", "./x.html", "--report", "x.html"],
            &["--dead-letters and --report name the same file"],
        ),
        (&["b.html", "--url", "https://a.vn"], &["--url is the address of one page"]),
    ];
    for (words, message) in cases {
        let ran = bench.clean(&[&["a.html"], words].concat()).ends(2).says(message);
        assert!(ran.out.is_empty() && ran.err.contains("'--help'"), "{}", ran.err);
        assert_eq!(bench.names("."), ["a.html"], "{words:?}");
    }
    // Whether an input has fields is known only when it is read.
    bench
        .clean(&["a.html", "--field", "html=body"])
        .ends(0)
        .says(&["a.html: a page has no fields, so --field"]);
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
