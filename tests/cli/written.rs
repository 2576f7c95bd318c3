//! What is written where: packing, tables, the names of outputs, and disks that are full.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use flate2::read::MultiGzDecoder;
use serde_json::json;

use crate::bench::*;
use crate::jobs::tree;

/// Enough records for several blocks of a packed file, with figures in them that do not pack well.
fn dump() -> String {
    let figures = |n: usize| {
        let figures = (0..400).map(|k| ((n * 400 + k) * 7919 % 1_000_003).to_string());
        figures.collect::<Vec<_>>().join(" ")
    };
    let record = |n: usize| match n % 10 {
        3 => json!({"id": n, "html": ""}),
        _ => {
            json!({"id": n, "html": page(&format!("số {n}")).replace(SECOND, &format!("{SECOND} {}", figures(n)))})
        }
    };
    (0..700).map(|n| record(n).to_string() + "\n").collect()
}

fn ungz(bytes: &[u8]) -> String {
    let mut out = String::new();
    MultiGzDecoder::new(bytes).read_to_string(&mut out).expect("gzip");
    out
}

#[test]
fn packed_output_is_the_output_for_any_number_of_threads() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump());
    bench.clean(&["d.jsonl", "-o", "plain.jsonl"]).ends(0);
    let plain = bench.read("plain.jsonl");
    assert!(plain.len() > 2 << 20, "several blocks: {}", plain.len());
    for name in ["out.jsonl.gz", "out.jsonl.zst", "out.csv.gz", "out.parquet"] {
        if name.ends_with("parquet") && !cfg!(feature = "parquet") {
            continue;
        }
        let run = |threads| {
            bench.clean(&["d.jsonl", "-o", name, "--force", "--threads", threads]).ends(0);
            fs::read(bench.path(name)).expect("a file")
        };
        let one = run("1");
        for threads in ["2", "5"] {
            assert!(run(threads) == one, "{name} differs with {threads} threads");
        }
        match name {
            "out.jsonl.gz" => assert!(ungz(&one) == plain),
            "out.jsonl.zst" => assert!(zstd::decode_all(&one[..]).expect("zstd") == plain.as_bytes()),
            _ => {}
        }
    }
}

#[test]
fn standard_output_and_folders_are_packed_when_asked() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng"));
    let plain = bench.clean(&["a.html", "--format", "csv"]).ends(0).out;
    assert!(
        plain.starts_with("schema_version,id,status,reason,error,url,")
            && plain.contains("\n1,a.html,article,")
    );
    let packed =
        bench.command(&["clean", "a.html", "--format", "csv", "--compress", "gz"]).output().expect("run");
    assert_eq!(ungz(&packed.stdout), plain);

    bench.clean(&["a.html", "--format", "html", "--compress", "zst", "-o", "pages/"]).ends(0);
    assert_eq!(bench.data("pages"), ["a.html.zst"]);
    let packed = fs::read(bench.path("pages/a.html.zst")).expect("a file");
    let html = bench.clean(&["a.html", "--format", "html"]).ends(0).out;
    assert_eq!(zstd::decode_all(&packed[..]).expect("zstd"), html.as_bytes());
}

#[test]
fn nothing_to_write_is_a_whole_file_of_its_form() {
    let bench = Bench::new();
    bench.file("none.jsonl", "");
    let head = "schema_version\tid\tstatus\treason\terror\turl\t";
    let out = bench.clean(&["none.jsonl", "--format", "tsv"]).ends(0).out;
    assert!(out.starts_with(head) && out.ends_with("\tconfidence\ttext\n"), "{out}");
    bench.clean(&["none.jsonl", "-o", "out.jsonl.gz"]).ends(0);
    assert_eq!(ungz(&fs::read(bench.path("out.jsonl.gz")).expect("a file")), "");
}

#[test]
fn a_name_and_an_option_that_contradict_each_other_are_refused() {
    let bench = Bench::new();
    bench.file("a.html", page("Cái Răng"));
    let cases: [(&[&str], &str); 5] = [
        (&["-o", "out.csv", "--format", "jsonl"], "--format is jsonl, but the name of the output says csv"),
        (&["-o", "out.jsonl", "--compress", "gz"], "--compress is gz, but the name of the output says none"),
        (&["-o", "out.parquet.gz"], "Parquet packs its columns itself"),
        (&["-o", "out.txt", "--blocks"], "--blocks adds to JSON objects and tables"),
        (&["-o", "out.csv", "--links"], "add --blocks"),
    ];
    for (words, message) in cases {
        bench.clean(&[&["a.html"], words].concat()).ends(2).says(&[message]);
    }
    assert_eq!(bench.names("."), ["a.html"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_that_is_full_is_told() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump());
    for words in [
        &["--compress", "gz"][..],
        &["--compress", "zst"],
        &["--format", "csv"],
        &["--format", "parquet"],
        &[],
    ] {
        if words.contains(&"parquet") && !cfg!(feature = "parquet") {
            continue;
        }
        let full = || fs::File::options().write(true).open("/dev/full").expect("a device");
        let mut command = bench.command(&[&["clean", "d.jsonl"], words].concat());
        let ran: Ran = command.stdout(Stdio::from(full())).output().expect("the program").into();
        ran.ends(1).says(&["tinsach: standard output cannot be written", "No space left on device"]);
        let ran = bench.clean(&[&["d.jsonl", "-o", "/dev/full"], words].concat());
        ran.ends(1).says(&["tinsach: /dev/full cannot be written", "No space left on device"]);
    }
}

/// A small disk, gone again in the end; `None` where none can be mounted.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    fn mount(path: &'a Path, size: &str) -> Option<Self> {
        fs::create_dir(path).expect("a folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(path).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then_some(Self(path))
    }

    fn resize(&self, size: &str) {
        let mut mount = Command::new("mount");
        mount.args(["-o", &format!("remount,size={size}")]).arg(self.0);
        assert!(mount.status().expect("mount").success());
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0).status().expect("umount");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_under_the_final_name() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump());
    let path = bench.path("disk");
    let Some(disk) = Disk::mount(&path, "64k") else {
        skipped("no small disk can be mounted here");
        return;
    };
    for name in ["disk/out.jsonl", "disk/out.csv", "disk/out.parquet"] {
        if name.ends_with("parquet") && !cfg!(feature = "parquet") {
            continue;
        }
        bench.clean(&["d.jsonl", "-o", name]).ends(1).says(&[
            name,
            "cannot be written",
            "No space left on device",
        ]);
        assert!(bench.names("disk").is_empty(), "{:?}", bench.names("disk"));
    }
    bench
        .clean(&["d.jsonl", "--format", "text", "-o", "disk/texts/"])
        .ends(1)
        .says(&["No space left on device"]);
    for name in bench.data("disk/texts") {
        let text = bench.read(&format!("disk/texts/{name}"));
        assert!(text.ends_with(&format!("{THIRD}\n")), "half a file is called {name}");
    }
    drop(disk);
}

#[cfg(target_os = "linux")]
#[test]
fn a_job_goes_on_when_its_disk_has_room_again() {
    let bench = Bench::new();
    bench.file("d.jsonl", dump());
    let path = bench.path("disk");
    let Some(disk) = Disk::mount(&path, "400k") else {
        skipped("no small disk can be mounted here");
        return;
    };
    for more in [&[][..], &["--compress", "gz"], &["--format", "text"]] {
        let words = |out| [&["d.jsonl", "-q", "--shard-records", "20", "-o", out][..], more].concat();
        bench.clean(&words("whole/")).ends(0);
        let ran = bench.clean(&words("disk/out/")).ends(1);
        ran.says(&["disk/out/", "cannot be written", "No space left on device", "are done and stay"]);
        let commits = bench.names("disk/out/_commits").len();
        assert!(commits > 0 && !bench.path("disk/out/_SUCCESS").exists());
        bench.clean(&words("disk/out/")).ends(1).says(&["No space left on device"]);
        disk.resize("64m");
        bench.clean(&words("disk/out/")).ends(0);
        assert!(tree(&bench.path("whole")) == tree(&bench.path("disk/out")), "{more:?}: other bytes");
        fs::remove_dir_all(bench.path("whole")).expect("removed");
        fs::remove_dir_all(bench.path("disk/out")).expect("removed");
        disk.resize("400k");
    }
}
