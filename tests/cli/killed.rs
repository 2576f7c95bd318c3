//! Jobs that are killed again and again: in the end their files have the bytes of an undisturbed run, whatever form the
//! inputs and the outputs have. `scripts/kill-test` is the long form.

use std::fs;
use std::thread;
use std::time::Duration;

#[cfg(feature = "parquet")]
use serde_json::json;

use crate::bench::*;
use crate::jobs::{dump, tree};
use crate::learnable::dice::Dice;
use crate::warc::{gz_bytes, response};

impl Bench {
    /// Runs the command again and again, each time for a moment longer, until it comes to its end: the first ones are killed
    /// before they do anything, on whatever machine. How often it was killed.
    fn kill_and_go_on(&self, words: &[&str], dice: &mut Dice) -> usize {
        for killed in 0..1000 {
            let mut child = self.command(&[&["clean"], words].concat()).spawn().expect("the program");
            thread::sleep(Duration::from_millis(u64::try_from(dice.roll(60) + 4 * killed).expect("small")));
            if let Some(status) = child.try_wait().expect("its state") {
                assert_eq!(status.code(), Some(3), "it ends by itself");
                return killed;
            }
            child.kill().expect("killed");
            child.wait().expect("its end");
        }
        panic!("no end after a thousand kills");
    }

    /// Runs a job over `inputs` undisturbed, then with kills for one thread and for three, and compares every file.
    fn same_after_kills(&self, inputs: &[&str], more: &[&str], dice: &mut Dice) {
        let words = |out, threads| {
            let job = ["-o", out, "--shard-records", "25", "--threads", threads, "-q"];
            [inputs, &["gone.html"], &job, more].concat()
        };
        self.clean(&words("whole/", "2")).ends(3);
        let mut killed = 0;
        for (out, threads) in [("one/", "1"), ("three/", "3")] {
            killed += self.kill_and_go_on(&words(out, threads), dice);
            let (whole, other) = (tree(&self.path("whole")), tree(&self.path(out)));
            assert!(whole.keys().eq(other.keys()), "{inputs:?} {more:?}: other files");
            let differing: Vec<_> = whole.keys().filter(|name| whole[*name] != other[*name]).collect();
            assert!(
                differing.is_empty(),
                "{inputs:?} {more:?} {threads}: {differing:?} differ after {killed} kills"
            );
            assert!(whole.contains_key("_SUCCESS"));
        }
        assert!(killed > 1, "nothing was killed: make the dump larger");
        for out in ["whole", "one", "three"] {
            fs::remove_dir_all(self.path(out)).expect("removed");
        }
    }
}

#[test]
fn whatever_is_killed_when_the_bytes_are_the_same() {
    let bench = Bench::new();
    let dump = dump(600);
    let (head, rest) = dump.split_at(dump[..dump.len() / 3].rfind('\n').expect("a line") + 1);
    bench.file("in/a.jsonl", head).file("in/b/c.jsonl.gz", gz(rest)).file("in/b/d.html", page("Trà Ôn"));
    let mut dice = Dice(7);
    for more in [&[][..], &["--format", "markdown"], &["--dead-letters-with-input", "--field", "url=link"]] {
        bench.same_after_kills(&["in"], more, &mut dice);
    }
}

/// The address of a record: some are met again, written otherwise.
fn address(n: usize) -> String {
    let www = if n.is_multiple_of(2) { "www." } else { "" };
    format!("https://{www}h{}.example/bai-{}?utm_source=x", n % 3, n % 170)
}

/// The page of a record: some are those of others with a word more.
fn body(n: usize) -> String {
    let more = if n.is_multiple_of(5) { " Thêm." } else { "" };
    page(&format!("số {}", n % 230)).replace(THIRD, &format!("{THIRD}{more}")).repeat(1 + n * 7919 % 3)
}

#[test]
fn web_archives_that_are_killed_give_the_same_articles_without_doubles() {
    let bench = Bench::new();
    let member = |n: usize| {
        let record = response(&n.to_string(), "Content-Type: text/html; charset=utf-8", body(n).as_bytes());
        let mut record = String::from_utf8(record).expect("UTF-8");
        record = record.replace(&format!("https://bao.example/{n}\r\n"), &(address(n) + "\r\n"));
        gz_bytes(record.as_bytes())
    };
    let mut archive: Vec<u8> = (0..500).flat_map(member).collect();
    let middle = archive.len() / 2;
    archive[middle..middle + 40].fill(0);
    bench.file("d.warc.gz", archive);
    let mut dice = Dice(11);
    for more in [&["--compress", "gz"][..], &["--format", "tsv", "--compress", "zst"]] {
        bench.same_after_kills(&["d.warc.gz"], &[&["--dedup", "url,near"], more].concat(), &mut dice);
    }
}

#[cfg(feature = "parquet")]
#[test]
fn columns_that_are_killed_give_the_same_columns_without_doubles() {
    let bench = Bench::new();
    let records: Vec<_> = (0..500).map(|n| json!({"id": n, "url": address(n), "html": body(n)})).collect();
    // What is kept makes columns of the pages themselves.
    bench.file("d.jsonl", lines(&records));
    bench.clean(&["d.jsonl", "--keep", "html", "-q", "-o", "d.parquet"]).ends(0);
    let inputs = ["d.parquet", "--field", "html=kept.html"];
    let mut dice = Dice(13);
    for more in [&["--format", "parquet"][..], &["--compress", "zst"]] {
        bench.same_after_kills(&inputs, &[&["--dedup", "url,near"], more].concat(), &mut dice);
    }
}
