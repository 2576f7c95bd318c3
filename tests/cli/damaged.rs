//! Inputs that are not as they were written: what can be read is delivered, what cannot is told with its place.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::bench::*;
#[cfg(feature = "parquet")]
use crate::learnable::dice::Dice;
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
        ran.says(&[&format!("{name}: record "), "at byte "]);
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

#[test]
fn a_dump_in_another_charset_is_told() {
    let bench = Bench::new();
    let good = |id: &str| json!({"id": id, "html": page("Cái Răng")}).to_string();
    let latin: Vec<u8> = good("2").chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
    let ran = bench
        .file("d.jsonl", [good("1").as_bytes(), &latin, good("3").as_bytes()].join(&b'\n'))
        .clean(&["d.jsonl"])
        .ends(3);
    assert_eq!(statuses(&ran), "aea", "{}", ran.out);
    let column = latin.iter().position(|byte| *byte > 127).expect("a letter") + 1;
    ran.says(&[&format!("d.jsonl: line 2: column {column}: bytes that are no UTF-8: convert the file")]);
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    bench.file("u.jsonl", utf16(&[good("1"), good("2")].join("\n"))).file("u.csv", utf16("id,html\n1,<p>\n"));
    let ran = bench.clean(&["u.jsonl", "u.csv", "d.jsonl"]).ends(3);
    assert_eq!(statuses(&ran), "eeaea", "one error a file, not one a line: {}", ran.out);
    ran.says(&[
        "u.jsonl: a dump in UTF-16: save or convert it",
        "u.csv: a dump in UTF-16: save or convert it",
    ]);
}

/// Packed files that end too early, or are broken in the middle, with what is lost and what is not.
#[test]
fn a_packed_dump_that_is_damaged_gives_what_is_before() {
    let bench = Bench::new();
    // Figures that do not pack well, so that the damage is in the middle of the records.
    let body = |n: usize| {
        let figures = (0..300).map(|k| ((n * 300 + k) * 7919 % 1_000_003).to_string());
        page(&format!("số {n}"))
            .replace(SECOND, &format!("{SECOND} {}", figures.collect::<Vec<_>>().join(" ")))
    };
    let records: Vec<_> = (0..400).map(|n| json!({"id": format!("r{n}"), "html": body(n)})).collect();
    let quoted = |n: usize| format!("r{n},\"{}\"\n", body(n).replace('"', "\"\""));
    bench.file("good.html", page("Cái Răng"));
    let table = (0..400).fold("id,html\n".to_owned(), |table, n| table + &quoted(n));
    for (name, plain, unit) in [("d.jsonl", lines(&records), "line"), ("d.csv", table, "row")] {
        let whole = bench.file(name, &plain).clean(&[name, "-q"]).ends(0);
        let zst = zstd::encode_all(plain.as_bytes(), 1).expect("memory");
        let gzip = gz(&plain);
        // Zstandard has no checksum unless it was asked for one: only what is missing is sure to be noticed.
        let broken = |bytes: &[u8]| {
            let middle = bytes.len() / 2;
            [&bytes[..middle], &bytes[middle + 1000..]].concat()
        };
        for (ending, bytes) in [
            ("cut.gz", gzip[..gzip.len() / 2].to_vec()),
            ("cut.zst", zst[..zst.len() / 2].to_vec()),
            ("broken.gz", broken(&gzip)),
            ("broken.zst", broken(&zst)),
        ] {
            let file = format!("{name}.{ending}");
            let ran = bench.file(&file, bytes).clean(&[&file, "good.html"]).ends(3);
            let delivered = statuses(&ran).find('e').expect("the damage is told");
            assert!((20..390).contains(&delivered), "{file}: {delivered} of 400");
            if ending.starts_with("cut") || ending.ends_with("zst") {
                let same: Vec<_> = whole.out.lines().take(delivered).collect();
                assert_eq!(ran.out.lines().take(delivered).collect::<Vec<_>>(), same, "{file}");
                assert_eq!(&statuses(&ran)[delivered..], "ea", "{file}: the next file is read");
            }
            ran.says(&[&format!("{file}: {unit} "), "cannot be read on: ", "; what follows is lost"]);
        }
    }
}

#[test]
fn a_packed_page_that_is_damaged_is_told() {
    let bench = Bench::new();
    let page = page("Cái Răng");
    let (gzip, zst) = (gz(&page), zstd::encode_all(page.as_bytes(), 1).expect("memory"));
    bench.file("p/a.html.gz", &gzip[..gzip.len() / 2]).file("p/b.html.zst", &zst[..zst.len() / 2]);
    bench.file("p/c.html.gz", &gzip).file("d", &gzip[..gzip.len() - 4]);
    let ran = bench.clean(&["p", "d"]).ends(3);
    assert_eq!(statuses(&ran), "eeae");
    ran.says(&["p/a.html.gz: cannot be read: ", "p/b.html.zst: cannot be read: ", "d: cannot be read: "]);
}

#[test]
fn rows_that_are_broken_or_hold_zeros_are_told() {
    let bench = Bench::new();
    let good = |id: &str| format!("{id},\"{}\",x\n", page("Cái Răng").replace('"', "\"\"")).into_bytes();
    let zeros = [b"4,\"".as_slice(), &[0; 9], &good("4")[3..]].concat();
    let rows = [
        b"id,html,note\n".to_vec(),
        good("1"),
        b"2,a,b,c\n".to_vec(),
        b"3\n".to_vec(),
        zeros,
        b"5,\xff\xfe,x\n".to_vec(),
        vec![0; 50],
        b"\n".to_vec(),
        good("7"),
        b"8,\"<p>never closed\n9,<p>,x\n".to_vec(),
    ];
    for name in ["d.csv", "d"] {
        let ran = bench.file(name, rows.concat()).clean(&[name]).ends(3);
        assert_eq!(statuses(&ran), "aeeaeeae", "{name}: {}", ran.out);
        ran.says(&[
            &format!("{name}: row 2: 4 cells where the head line names 3"),
            &format!("{name}: row 3: 1 cells where the head line names 3"),
            &format!("{name}: row 5: the column \"html\" holds bytes that are no UTF-8"),
            &format!("{name}: row 6: 1 cells"),
            &format!("{name}: row 8: a quote is not closed"),
        ]);
    }
}

/// Bits of a table are flipped, half of them in its footer, which says where everything is: it is read, or told; it neither ends
/// the program in a panic nor makes it ask for memory without end.
#[cfg(feature = "parquet")]
#[test]
fn a_damaged_table_is_read_or_told() {
    const FOOTER: usize = 900;
    let bench = Bench::new();
    let row = |n: usize| json!({"id": format!("r{n}"), "html": page("Cái Răng")});
    bench.file("in.jsonl", lines(&(0..20).map(row).collect::<Vec<_>>()));
    bench.clean(&["in.jsonl", "-o", "whole.parquet"]).ends(0);
    let whole = std::fs::read(bench.path("whole.parquet")).expect("a table");
    let mut told = 0;
    for number in 0..60 {
        let (mut table, mut dice) = (whole.clone(), Dice::of(20_261_122, number));
        let from = if number % 2 == 0 { 0 } else { table.len() - FOOTER };
        for _ in 0..=dice.roll(4) {
            let at = from + dice.roll(table.len() - from);
            table[at] ^= 1 << dice.roll(8);
        }
        let ran = bench.file("d.parquet", table).clean(&["d.parquet", "--threads", "1"]);
        let sound =
            matches!(ran.code, Some(0 | 3)) && !ran.err.contains("panicked") && !ran.out.contains("a bug");
        assert!(sound, "{number}: {:?} {} {}", ran.code, ran.err, ran.out);
        told += usize::from(ran.code == Some(3));
    }
    assert!(told > 10, "only {told} of 60 were damaged enough to tell of it");
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
