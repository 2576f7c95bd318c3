//! Jobs: runs into a folder, interrupted and taken up again; dead letters.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::Command;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::*;

/// Pages of uneven length, with broken and empty ones between them.
pub(crate) fn dump(records: usize) -> String {
    let record = |n: usize| match n % 10 {
        3 => "{broken".to_owned(),
        7 => json!({"id": n, "html": ""}).to_string(),
        _ => json!({"id": n, "html": page(&format!("số {n}")).repeat(1 + n * 7919 % 5)}).to_string(),
    };
    (0..records).map(|n| record(n) + "\n").collect()
}

/// All files of a folder with their bytes.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
        if path.is_dir() {
            files.extend(tree(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            files.insert(name, fs::read(path).expect("a file"));
        }
    }
    files
}

impl Bench {
    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).expect("JSON")
    }
}

#[test]
fn a_job_has_shards_commits_and_a_last_word() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(25));
    bench
        .clean(&["d.jsonl", "-o", "out/", "--shard-records", "10"])
        .ends(3)
        .says(&["25 records:", "3 errors"]);
    assert_eq!(bench.data("out"), ["part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl"]);
    assert_eq!(bench.names("out/_dead"), ["dead-00000.jsonl", "dead-00001.jsonl", "dead-00002.jsonl"]);
    let commits = bench.names("out/_commits");
    for commit in ["00000.json", "00001.json", "00002.json"] {
        assert!(commits.iter().any(|name| name == commit), "{commits:?}");
    }
    assert!(!bench.path("out/_tmp").exists());
    let plain = bench.clean(&["d.jsonl", "--dead-letters", "dead.jsonl"]).ends(3);
    let parts: String = bench.data("out").iter().map(|name| bench.read(&format!("out/{name}"))).collect();
    assert!(parts == plain.out, "the shards are the plain output, cut up");
    let dead: String =
        bench.names("out/_dead").iter().map(|name| bench.read(&format!("out/_dead/{name}"))).collect();
    assert_eq!(dead, bench.read("dead.jsonl"));
    let success = bench.json("out/_SUCCESS");
    assert_eq!(
        (&success["records"], &success["shards"], &success["errors"]),
        (&25.into(), &3.into(), &3.into())
    );
    assert_eq!(bench.json("out/_commits/00001.json")["next"], json!({"file": 1, "given": 20}));
    let again = bench.clean(&["d.jsonl", "-o", "out/", "--shard-records", "10"]).ends(3);
    again.says(&["out/: finished already", "25 records:"]);
}

#[test]
fn what_an_interrupted_run_leaves_is_taken_away() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(50));
    let words = ["d.jsonl", "-o", "out/", "--shard-records", "10", "-q"];
    bench.clean(&words).ends(3);
    let whole = tree(&bench.path("out"));
    // As if the power had gone between the names of the last files and their commit.
    fs::remove_file(bench.path("out/_SUCCESS")).expect("removed");
    fs::create_dir_all(bench.path("out/_tmp/_commits")).expect("a folder");
    fs::rename(bench.path("out/_commits/00004.json"), bench.path("out/_tmp/_commits/00004.json"))
        .expect("renamed");
    bench.file("out/_tmp/part-00005.jsonl", "half").file("out/part-00009.jsonl", "stray");
    bench.file("out/part-00004.jsonl", "torn").file("out/README", "of the user");
    bench.clean(&words).ends(3);
    assert_eq!(bench.read("out/README"), "of the user");
    fs::remove_file(bench.path("out/README")).expect("removed");
    assert!(tree(&bench.path("out")) == whole);
}

#[test]
fn a_commit_whose_files_are_not_there_is_an_error() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(30));
    let words = ["d.jsonl", "-o", "out/", "--shard-records", "10"];
    bench.clean(&words).ends(3);
    fs::remove_file(bench.path("out/_SUCCESS")).expect("removed");
    let part = bench.read("out/part-00001.jsonl");
    bench.file("out/part-00001.jsonl", &part[1..]);
    bench.clean(&words).ends(1).says(&["part-00001.jsonl: committed with", "--force"]);
    fs::remove_file(bench.path("out/part-00001.jsonl")).expect("removed");
    bench.clean(&words).ends(1).says(&["part-00001.jsonl: committed, but"]);
    bench.file("out/part-00001.jsonl", &part);
    bench.clean(&words).ends(3);
}

#[test]
fn a_folder_with_something_else_in_it_is_refused() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng")).file("out/mine.txt", "mine");
    for more in [&[][..], &["--force"]] {
        bench
            .clean(&[&["a.html", "-o", "out"], more].concat())
            .ends(1)
            .says(&["out is not empty (mine.txt)"]);
    }
    assert_eq!(bench.names("out"), ["mine.txt"]);
    bench.clean_stdin(&["-", "-o", "new/"], b"<p>").ends(2).says(&["standard input cannot be read again"]);
    assert!(!bench.path("new").exists());
}

#[test]
fn other_inputs_and_options_are_refused() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(12)).file("in/a.html", page("Cái Răng"));
    let words = ["d.jsonl", "in", "-o", "out/", "--shard-records", "5"];
    bench.clean(&words).ends(3);
    for (more, says) in [
        (&["--blocks"][..], "--blocks: false; now: true"),
        (&["--rules", "none"], "the site rules (--rules) are others"),
        (&["--limit", "depth=9"], "now: bytes=67108864 nodes=200000 depth=9"),
        (&["--labels", "-table"], "--labels: "),
        (&["gone.html"], "it reads d.jsonl, in; now: d.jsonl, in, gone.html"),
    ] {
        bench.clean(&[&words[..], more].concat()).ends(1).says(&["holds a job that is not this one", says]);
    }
    bench.clean(&[&words[..], &["--threads", "1", "--quiet"]].concat()).ends(3);
    bench.file("in/b.html", page("Phụng Hiệp"));
    bench.clean(&words).ends(1).says(&["in has changed: 1 files", "now: 2 files"]);
    fs::remove_file(bench.path("in/b.html")).expect("removed");
    bench.clean(&words).ends(3);
    bench.file("d.jsonl", dump(13));
    bench.clean(&words).ends(1).says(&["d.jsonl has changed"]);
    let force = [&words[..], &["--force", "--format", "text"]].concat();
    bench.clean(&force).ends(3).says(&["14 records"]);
    assert!(
        bench.data("out").iter().all(|name| name.rsplit_once('.').is_some_and(|(_, end)| end == "txt")),
        "{:?}",
        bench.data("out")
    );
}

#[test]
fn a_second_run_is_refused_while_the_first_one_lives() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(5)).file("out/_lock", "");
    let lock = fs::File::open(bench.path("out/_lock")).expect("the lock");
    lock.lock().expect("locked");
    bench.clean(&["d.jsonl", "-o", "out"]).ends(1).says(&["another run is writing to out"]);
    drop(lock);
    bench.clean(&["d.jsonl", "-o", "out"]).ends(3);
}

#[cfg(unix)]
#[test]
fn a_signal_stops_in_good_order() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(3000));
    let words = ["clean", "d.jsonl", "-o", "out/", "--shard-records", "20"];
    bench.run(&["clean", "d.jsonl", "-o", "whole/", "--shard-records", "20", "-q"]).ends(3);
    let commits = || fs::read_dir(bench.path("out/_commits")).map_or(0, Iterator::count);
    for signal in ["INT", "TERM"] {
        // One commit of its own, and the run hears signals: before, any signal ends it at once.
        let before = commits();
        let child = bench.command(&words).spawn().expect("the program");
        while commits() <= before {
            thread::sleep(Duration::from_millis(1));
        }
        let pid = child.id().to_string();
        Command::new("kill").args([&format!("-{signal}"), &pid]).status().expect("sent");
        let ran: Ran = child.wait_with_output().expect("its end").into();
        ran.ends(130).says(&[
            "stopping, which may take a moment",
            "stopped: ",
            "goes on after them: tinsach clean d.jsonl -o out/ --shard-records 20",
        ]);
        assert!(!bench.path("out/_SUCCESS").exists() && !bench.path("out/_tmp").exists());
    }
    bench.run(&words).ends(3).says(&["out/: goes on after"]);
    assert!(tree(&bench.path("out")) == tree(&bench.path("whole")));
}

#[cfg(unix)]
impl Bench {
    /// Begins the run and lets it go on until some records of a shard are in its journal, beside those of an earlier run.
    fn begun(&self, words: &[&str]) -> std::process::Child {
        let size = |name| fs::metadata(self.path(name)).map_or(0, |file| file.len());
        let before = size("out/_partial/rows");
        // What a killed run has left is not what this one has done.
        let _ = fs::remove_dir_all(self.path("out/_tmp"));
        let child = self.command(&[&["clean"], words].concat()).spawn().expect("the program");
        while size("out/_tmp/_partial/rows") <= before && !self.path("out/_SUCCESS").exists() {
            thread::sleep(Duration::from_millis(1));
        }
        child
    }

    /// Runs until some records of a shard are done, and is stopped then. How many records are done in all.
    fn stopped(&self, words: &[&str]) -> (Ran, u64) {
        let child = self.begun(words);
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("sent");
        let ran = Ran::from(child.wait_with_output().expect("its end")).ends(130);
        let before = ran.err.split(" records are done").next().expect("a part");
        let number = before.rsplit(' ').next().expect("a number").replace(',', "");
        let number = number.parse().unwrap_or_else(|_| panic!("no number in {}", ran.err));
        (ran, number)
    }
}

#[cfg(unix)]
#[test]
fn what_is_done_of_a_shard_is_kept_when_a_job_is_stopped() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(3000));
    for more in [
        &[][..],
        &["--compress", "zst", "--dedup", "text,url"],
        &["--format", "parquet", "--dead-letters-with-input"],
        &["--format", "text"],
        &["--format", "csv", "--keep", "id"],
    ] {
        let words = |out| [&["d.jsonl", "-o", out, "--shard-records", "2500"][..], more].concat();
        bench.clean(&words("whole/")).ends(3);
        // Stopped in the first shard, where nothing is committed; killed when it goes on; stopped once more.
        let (_, first) = bench.stopped(&words("out/"));
        assert!(first > 50 && first < 2500 && bench.path("out/_partial").exists(), "{more:?}: {first}");
        let mut child = bench.begun(&words("out/"));
        child.kill().expect("killed");
        child.wait().expect("its end");
        let (ran, second) = bench.stopped(&words("out/"));
        ran.says(&[&format!("goes on after {first} records")]);
        assert!(second > first, "{more:?}: {second}");
        bench.clean(&words("out/")).ends(3);
        let (whole, other) = (tree(&bench.path("whole")), tree(&bench.path("out")));
        assert!(whole.keys().eq(other.keys()), "{more:?}: other files");
        let differing: Vec<_> = whole.keys().filter(|name| whole[*name] != other[*name]).collect();
        assert!(differing.is_empty(), "{more:?}: {differing:?} differ");
        for out in ["whole", "out"] {
            fs::remove_dir_all(bench.path(out)).expect("removed");
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_done_of_a_shard_and_damaged_is_done_again() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(3000));
    let words = |out| ["d.jsonl", "-o", out, "--shard-records", "2500"];
    bench.clean(&words("whole/")).ends(3);
    bench.stopped(&words("out/"));
    let mut rows = fs::read(bench.path("out/_partial/rows")).expect("rows");
    let middle = rows.len() / 2;
    rows[middle] ^= 1;
    bench.file("out/_partial/rows", rows);
    let ran = bench.clean(&words("out/")).ends(3);
    ran.says(&["out/_partial: what was done of the unfinished shard cannot be used", "rows: other bytes"]);
    assert!(tree(&bench.path("out")) == tree(&bench.path("whole")));
    // Begun anew, a job does not go on with what another one had done.
    fs::remove_dir_all(bench.path("out")).expect("removed");
    bench.stopped(&words("out/"));
    let ran = bench.clean(&[&words("out/")[..], &["--force"]].concat()).ends(3);
    assert!(!ran.err.contains("goes on after"), "{}", ran.err);
    assert!(tree(&bench.path("out")) == tree(&bench.path("whole")));
}

#[cfg(unix)]
#[test]
fn a_full_disk_ends_the_run_and_not_the_job() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump(120));
    let words = ["clean", "d.jsonl", "-o", "out/", "--shard-records", "20", "-q"];
    bench.run(&["clean", "d.jsonl", "-o", "whole/", "--shard-records", "20", "-q"]).ends(3);
    let sizes = bench.data("whole").into_iter().map(|name| bench.read(&format!("whole/{name}")).len());
    let sizes: Vec<_> = sizes.collect();
    // Files may be as large as the first part, and a later one is larger: as good as a full disk. In blocks of 512 bytes.
    let limit = sizes[0].div_ceil(512);
    let first = sizes.iter().position(|size| *size > limit * 512).expect("a larger part");
    let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.current_dir(bench.path(".")).args(["-c", &script, env!("CARGO_BIN_EXE_tinsach")]).args(words);
    let ran: Ran = command.output().expect("the program").into();
    let part = format!("part-{first:05}.jsonl cannot be written");
    ran.ends(1).says(&[&part, &format!("{} records in {first} shards are done and stay", first * 20)]);
    bench.run(&words).ends(3);
    assert!(tree(&bench.path("out")) == tree(&bench.path("whole")));
}

#[test]
fn dead_letters_say_where_and_can_be_read_again() {
    let bench = Bench::new();
    let pages = [json!({"id": "a", "link": "https://a.vn/a", "html": page("Cái Răng")}), json!({"html": 7})];
    bench.file("d.jsonl", format!("{}{{\"id\": \"x\n", lines(&pages)));
    let words = ["d.jsonl", "--limit", "work=20", "--dead-letters", "dead.jsonl"];
    let ran = bench.clean(&words).ends(3);
    assert_eq!(ran.out, "", "what failed is not in the data");
    let letters =
        || bench.read("dead.jsonl").lines().map(|it| serde_json::from_str(it).expect("JSON")).collect();
    let first: Vec<Value> = letters();
    assert_eq!(
        (&first[0]["id"], &first[0]["at"], &first[0]["file"]),
        (&json!("a"), &json!({"line": 1}), &json!("d.jsonl"))
    );
    assert!(first[0]["reason"].as_str().expect("a reason").contains("more steps"));
    assert!(first[0].get("html").is_none());
    bench.clean(&words).ends(1).says(&["dead.jsonl exists"]);
    bench.clean(&[&words[..], &["--force", "--dead-letters-with-input"]].concat()).ends(3);
    let second: Vec<Value> = letters();
    assert_eq!((&second[0]["url"], &second[0]["html"]), (&json!("https://a.vn/a"), &pages[0]["html"]));
    assert_eq!((&second[2]["at"], &second[2]["input"]), (&json!({"line": 3}), &json!("{\"id\": \"x")));
    let again = bench.clean(&["dead.jsonl"]);
    assert_eq!((&again.objects()[0]["id"], &again.objects()[0]["status"]), (&json!("a"), &json!("article")));
    bench
        .clean(&["dead.jsonl", "--dead-letters", "dead.jsonl", "--force"])
        .ends(1)
        .says(&["among the inputs"]);
}

/// What failed because of a limit comes out in a second run as it would have without one, also where the page is no text.
#[test]
fn dead_letters_that_are_no_text_can_be_read_again() {
    let bench = Bench::new();
    let legacy = |topic: &str| {
        let page = page(topic).replace("<meta charset=\"utf-8\">", "");
        page.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect::<Vec<u8>>()
    };
    let records = [
        crate::warc::response("a", "Content-Type: text/html; charset=windows-1258", &legacy("bán trái")),
        crate::warc::html("b"),
        crate::warc::response("c", "Content-Type: text/html; charset=windows-1258", &legacy("xé")),
    ];
    bench.file("d.warc", records.concat());
    let whole = bench.clean(&["d.warc"]).ends(0);
    assert!(whole.objects()[0]["title"].as_str().is_some_and(|it| it.contains("bán trái")), "{}", whole.out);
    let letters = ["--dead-letters", "dead.jsonl", "--dead-letters-with-input"];
    bench.clean(&[&["d.warc", "--limit", "work=20"], &letters[..]].concat()).ends(3);
    let dead = bench.read("dead.jsonl");
    assert_eq!(dead.matches("\"html_base64\":").count(), 2, "{dead}");
    assert_eq!(dead.matches("\"html\":").count(), 1);
    // What is text in the letter was decoded before.
    let without_encoding = |ran: Ran| {
        let mut objects = ran.objects();
        for object in &mut objects {
            object["encoding"] = Value::Null;
        }
        objects
    };
    let again = bench.clean(&["dead.jsonl"]).ends(0);
    assert_eq!(again.objects()[0]["encoding"], "windows-1258");
    assert_eq!(without_encoding(again), without_encoding(whole));
    bench.file("wrong.jsonl", "{\"id\": 1, \"html_base64\": \"no!\"}\n");
    bench
        .clean(&["wrong.jsonl"])
        .ends(3)
        .says(&["the field \"html_base64\" holds a string", "base64 is expected"]);
}

#[test]
fn rows_and_bodies_that_are_no_records_are_in_their_letters() {
    let bench = Bench::new();
    bench.file("d.csv", b"id;text\n1;a;\"b \"\"c\"\"; d\"\n2;\xff\n".as_slice());
    let gzip = crate::warc::gz_bytes(page("Cái Răng").as_bytes());
    let cut = &gzip[..gzip.len() / 2];
    let fields = "Content-Type: text/html\r\nContent-Encoding: gzip";
    bench.file("d.warc", crate::warc::response("cut", fields, cut));
    let letters = ["--dead-letters", "dead.jsonl", "--dead-letters-with-input"];
    bench.clean(&[&["d.csv", "d.warc"], &letters[..]].concat()).ends(3);
    let letters: Vec<Value> =
        bench.read("dead.jsonl").lines().map(|it| serde_json::from_str(it).expect("JSON")).collect();
    assert_eq!(
        (&letters[0]["at"], &letters[0]["input"]),
        (&json!({"row": 1}), &json!("1;a;\"b \"\"c\"\"; d\""))
    );
    assert_eq!((&letters[1]["at"], &letters[1]["input_base64"]), (&json!({"row": 2}), &json!("Mjv/")));
    let body = letters[2]["input_base64"].as_str().expect("bytes");
    assert!(body.len() / 4 == cut.len().div_ceil(3) && body.starts_with("H4sI"), "{body}");
}
