//! Inputs that are not as they were written: what can be read is delivered, what cannot is told with its place.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::bench::*;
use crate::warc::{gz_bytes, html, record};

fn statuses(ran: &Ran) -> String {
    let letter = |object: &Value| match object["status"].as_str() {
        Some("article") => 'a',
        Some("no_article") => 'n',
        _ => 'e',
    };
    ran.objects().iter().map(letter).collect()
}

/// Three pages, packed one by one, and where the packed ones begin.
fn members() -> (Vec<Vec<u8>>, Vec<usize>) {
    let members: Vec<_> = ["a", "b", "c"].iter().map(|name| gz_bytes(&html(name))).collect();
    let begins = (0..3).map(|n| members[..n].iter().map(Vec::len).sum()).collect();
    (members, begins)
}

#[test]
fn a_broken_member_of_a_web_archive_costs_one_record() {
    let bench = Bench::new();
    let (members, begins) = members();
    let whole = members.concat();
    let mut flipped = whole.clone();
    flipped[begins[1] + 200] ^= 0x55;
    let mut checksum = whole.clone();
    checksum[begins[2] - 6] ^= 1;
    let missing = [&members[0][..], &members[1][..300], &members[2]].concat();
    for (name, bytes) in [("flipped", flipped), ("checksum", checksum), ("missing", missing)] {
        let file = format!("{name}.warc.gz");
        let ran = bench.file(&file, bytes).clean(&[&file]).ends(3);
        assert_eq!(statuses(&ran), "aea", "{name}: {}", ran.out);
        assert_eq!(ran.ids(), ["urn:x:a", &format!("{file}:2"), "urn:x:c"]);
        ran.says(&[&format!("{file}: record 2 at byte {}: damaged record: ", begins[1])]);
    }
}

#[test]
fn garbage_in_a_web_archive_is_told_and_passed_over() {
    let bench = Bench::new();
    let (members, begins) = members();
    // The first bytes of a member, but no record in it.
    let garbage = [&b"junk"[..], &gz_bytes(b"no record"), b"\x1f\x8b\x08\x00junk"].concat();
    bench.file("g.warc.gz", [&members[0][..], &garbage, &members[1]].concat());
    let ran = bench.clean(&["g.warc.gz"]).ends(3);
    assert_eq!(statuses(&ran), "aea", "{}", ran.out);
    ran.says(&[&format!(
        "g.warc.gz: record 2 at byte {}: damaged record: {} bytes",
        begins[1],
        garbage.len()
    )]);
    bench.file("z.warc.gz", [&members[0][..], &[0; 2000]].concat()).clean(&["z.warc.gz"]).ends(0);
    bench.file("g.warc", [html("a"), b"junk\njunk\r\n".to_vec(), html("b")].concat());
    let ran = bench.clean(&["g.warc"]).ends(3);
    assert_eq!(statuses(&ran), "aea", "{}", ran.out);
}

#[test]
fn a_wrong_length_costs_one_record() {
    let bench = Bench::new();
    let length = |record: Vec<u8>, new: &str| {
        let text = String::from_utf8(record).expect("UTF-8");
        let at = text.find("Content-Length: ").expect("there") + "Content-Length: ".len();
        let end = at + text[at..].find('\r').expect("there");
        [&text.as_bytes()[..at], new.as_bytes(), &text.as_bytes()[end..]].concat()
    };
    for new in ["7", "2000", "100000", "99999999", "-1", "much", "99999999999999999999999"] {
        let records = [html("a"), length(html("b"), new), html("c")];
        let ran = bench.file("d.warc", records.concat()).clean(&["d.warc"]).ends(3);
        // What is longer than any page is not held to look into it.
        let expected = if new == "99999999" { "ae" } else { "aea" };
        assert_eq!(statuses(&ran), expected, "{new}: {}", ran.out);
        let begin = records[0].len();
        ran.says(&[&format!("d.warc: record 2 at byte {begin}: damaged record: ")]);
        bench.file("d.warc.gz", records.map(|it| gz_bytes(&it)).concat());
        assert_eq!(statuses(&bench.clean(&["d.warc.gz"]).ends(3)), "aea", "{new}");
    }
}

#[test]
fn an_archive_that_is_cut_off_gives_what_it_has() {
    let bench = Bench::new();
    let plain = [html("a"), html("b"), html("c")].concat();
    let (members, begins) = members();
    let tar = archive();
    let half = |bytes: &[u8], of: usize| bytes[..of].to_vec();
    bench.file("d.warc", half(&plain, plain.len() - 500));
    bench.file("d.warc.gz", half(&members.concat(), begins[2] + 300));
    bench.file("d.tar", half(&tar, tar.len() - 2000));
    let (zst, tgz) = (zstd::encode_all(&plain[..], 1).expect("memory"), gz_bytes(&tar));
    bench.file("d.warc.zst", half(&zst, zst.len() - 40)).file("d.tgz", half(&tgz, tgz.len() - 40));
    for name in ["d.warc", "d.warc.gz", "d.tar"] {
        let ran = bench.clean(&[name]).ends(3);
        assert_eq!(statuses(&ran), "aae", "{name}: {}{}", ran.out, ran.err);
        ran.says(&[&format!("{name}: ")]);
    }
    for name in ["d.warc.zst", "d.tgz"] {
        let ran = bench.clean(&[name]).ends(3);
        assert!(statuses(&ran).ends_with('e') && !statuses(&ran).contains('n'), "{name}: {}", ran.out);
    }
    // An appended file goes on where the other one was cut.
    bench.file("two.warc", [half(&plain, plain.len() - 500), plain.clone()].concat());
    assert_eq!(statuses(&bench.clean(&["two.warc"]).ends(3)), "aaeaaa");
}

fn archive() -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for name in ["a.html", "b.html", "c.html"] {
        // The end of an archive is two blocks of zeros: what is cut is the last page.
        let bytes = page(&name.repeat(60));
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, bytes.as_bytes()).expect("memory");
    }
    builder.into_inner().expect("memory")
}

#[test]
fn lies_about_lengths_cost_no_time() {
    let bench = Bench::new();
    // Each of many thousand records claims all that follows: a reader that believes each is quadratic.
    let mut bytes = Vec::new();
    for n in 0..40_000 {
        write!(bytes, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", 4_000_000 + n)
            .expect("memory");
    }
    bytes.extend(html("a"));
    let ran = bench.file("d.warc", &bytes).clean(&["d.warc", "-q"]).ends(3);
    assert_eq!((ran.ids().len(), ran.ids().last().map(String::as_str)), (40_001, Some("urn:x:a")));
    bench.file("d.warc.gz", gz_bytes(&bytes)).clean(&["d.warc.gz", "-q"]).ends(3);
}

#[test]
fn lines_that_are_broken_or_hold_zeros_are_told() {
    let bench = Bench::new();
    let good = |id: &str| json!({"id": id, "html": page("Cái Răng")}).to_string().into_bytes();
    let zeros = [&good("x")[..40], &[0; 9], &good("x")[40..]].concat();
    let lines =
        [good("1"), b"{\"html\": \"<p>".to_vec(), zeros, vec![0; 100], b"\xff\xfe".to_vec(), good("6")];
    let ran = bench.file("d.jsonl", lines.join(&b'\n')).clean(&["d.jsonl"]).ends(3);
    assert_eq!(statuses(&ran), "aeeeea", "{}", ran.out);
    ran.says(&["d.jsonl: line 2: ", "d.jsonl: line 3: ", "d.jsonl: line 4: ", "d.jsonl: line 5: "]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_of_hundreds_of_megabytes_is_passed_over() {
    let bench = Bench::new();
    let mut command = bench.command(&["clean", "-", "--threads", "2"]);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the program");
    let mut input = child.stdin.take().expect("its input");
    let part = vec![b'x'; 1 << 20];
    input.write_all(b"{\"html\": \"").expect("written");
    (0..300).for_each(|_| input.write_all(&part).expect("written"));
    let good = json!({"id": "good", "html": page("Cái Răng")}).to_string();
    input.write_all(format!("\"}}\n{good}\n").as_bytes()).expect("written");
    // All but what fits into a pipe has been read by now.
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).expect("its state");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
    drop(input);
    let ran: Ran = child.wait_with_output().expect("its end").into();
    assert_eq!(ran.ids(), ["-:1", "good"]);
    // The longest line that may be a page is 128 MiB, and memory for it grows by doubling.
    assert!(peak < 330 << 10, "{peak} kB");
    ran.ends(3).says(&["standard input: line 1: larger than"]);
}

#[test]
fn a_wrong_charset_does_not_lose_the_page() {
    let bench = Bench::new();
    let records = [
        crate::warc::response(
            "wrong",
            "Content-Type: text/html; charset=no-such-thing",
            page("Cái Răng").as_bytes(),
        ),
        record("resource", "bytes", "text/html", b"<p>\xff\xfe\x00\x81 <p>\x80\x81"),
    ];
    let ran = bench.file("d.warc", records.concat()).clean(&["d.warc"]).ends(0);
    assert_eq!(ran.objects()[0]["title"], "Chợ nổi Cái Răng vào mùa");
}

/// The user that owns nothing.
#[cfg(unix)]
const NOBODY: u32 = 65534;

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    let bench = Bench::new();
    bench.file("p/a.html", page("Cái Răng")).file("p/closed/b.html", page("Cái Răng"));
    let set = |name: &str, mode| {
        fs::set_permissions(bench.path(name), fs::Permissions::from_mode(mode)).expect("set");
    };
    set("p/closed", 0o000);
    let ran = if fs::read_dir(bench.path("p/closed")).is_ok() {
        // The superuser may read everything, so the program is run by somebody who may not, from where that one can.
        fs::copy(env!("CARGO_BIN_EXE_tinsach"), bench.path("tinsach")).expect("copied");
        for name in ["", "p", "tinsach"] {
            set(name, 0o755);
        }
        let mut command = Command::new(bench.path("tinsach"));
        let ran = command.args(["clean", "p"]).current_dir(bench.path("")).uid(NOBODY).output();
        Ran::from(ran.expect("the program"))
    } else {
        bench.clean(&["p"])
    };
    set("p/closed", 0o755);
    let ran = ran.ends(3);
    assert_eq!(statuses(&ran), "ae");
    ran.says(&["p/closed: cannot be read: "]);
}

#[test]
fn what_is_not_read_is_named() {
    let bench = Bench::new();
    bench
        .file("a.jsonl", b"PK\x03\x04rest")
        .file("b.html", b"%PDF-1.7 rest")
        .file("c", gz_bytes(&gz_bytes(b"{}")));
    let ran = bench.clean(&["a.jsonl", "b.html", "c"]).ends(3);
    assert_eq!(statuses(&ran), "eee");
    ran.says(&["a.jsonl: a ZIP archive", "b.html: a PDF", "c: packed twice"]);
}
