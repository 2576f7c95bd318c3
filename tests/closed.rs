//! Cleaning a page opens no file and no connection, whatever is in it. How that is known: the modules on the path name nothing that
//! could, unsafe code is forbidden, no dependency of theirs is a client of the network (`deny.toml`), and pages that ask for it are
//! cleaned beside a server that listens.
#![cfg(feature = "cli")]

use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The path of a page, from its bytes to the forms of its article.
const PATH: [&str; 19] = [
    "article.rs",
    "assemble.rs",
    "block",
    "classify",
    "cues",
    "decode",
    "explain",
    "extract.rs",
    "fnv.rs",
    "label.rs",
    "meta",
    "output",
    "page",
    "parsed.rs",
    "record.rs",
    "recurring",
    "select",
    "stages.rs",
    "work.rs",
];

/// What gives a way out of the process.
const WAYS_OUT: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::os",
    "std::path::Path",
    "File::",
    "Command::",
    "TcpStream",
];

fn sources(at: &Path, out: &mut Vec<PathBuf>) {
    if at.is_dir() {
        for entry in fs::read_dir(at).expect("a folder") {
            sources(&entry.expect("an entry").path(), out);
        }
    } else if at.extension().is_some_and(|it| it == "rs") {
        out.push(at.to_owned());
    }
}

/// Modules that are compiled for tests only.
fn is_test(file: &Path) -> bool {
    let named = file.file_stem().is_some_and(|stem| stem == "tests" || stem == "corpora");
    named || file.components().any(|part| part.as_os_str() == "tests")
}

#[test]
fn the_path_of_a_page_knows_neither_files_nor_network() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for name in PATH {
        sources(&root.join(name), &mut files);
    }
    assert!(files.len() > 80, "only {} files: the path has moved", files.len());
    for file in files.into_iter().filter(|file| !is_test(file)) {
        let text = fs::read_to_string(&file).expect("a source");
        // What a module's own tests do is no part of the path; they stand at its end.
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for way in WAYS_OUT {
            assert!(!code.contains(way), "{} names {way}", file.display());
        }
    }
    let manifest = fs::read_to_string(root.join("../Cargo.toml")).expect("the manifest");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
}

#[test]
fn nothing_that_a_page_refers_to_is_asked_for() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    server.set_nonblocking(true).expect("a socket");
    let (folder, address) =
        (tempfile::tempdir().expect("a folder"), server.local_addr().expect("an address"));
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, "con dấu của người giữ kho").expect("a file");
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile");
    let mut pages = Vec::new();
    for entry in fs::read_dir(hostile).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|it| it == "html") {
            let page = String::from_utf8_lossy(&fs::read(&path).expect("a page")).into_owned();
            let file = format!("file://{}", secret.display());
            let page = page.replace("127.0.0.1:9", &address.to_string()).replace("file:///etc/passwd", &file);
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            fs::write(folder.path().join(&name), page + &asking(&address.to_string(), &file))
                .expect("a page");
            pages.push(name);
        }
    }
    assert!(pages.len() >= 8, "only {} pages", pages.len());
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinsach"));
        let ran = command.current_dir(folder.path()).args(words).output().expect("the program");
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(!said.contains("con dấu"), "{words:?} tells a file of this machine");
        assert!(
            matches!(ran.status.code(), Some(0 | 3)),
            "{words:?}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
    };
    for page in &pages {
        for format in ["jsonl", "html", "markdown", "text"] {
            run(&["clean", page, "--format", format]);
        }
        run(&["explain", page, "--url", &format!("http://{address}/bai-1.html")]);
    }
    let asked = server.accept();
    assert!(asked.as_ref().is_err_and(|it| it.kind() == ErrorKind::WouldBlock), "somebody called: {asked:?}");
}

/// All that a browser would fetch for a page without being asked.
fn asking(address: &str, file: &str) -> String {
    format!(
        "<link rel=stylesheet href=http://{address}/a.css><link rel=canonical href=http://{address}/c><base href=http://{address}/>\
         <img src=http://{address}/a.png><iframe src={file}></iframe><object data={file}></object>\
         <!DOCTYPE x [<!ENTITY e SYSTEM \"{file}\">]><p>&e;</p><?xml-stylesheet href=\"http://{address}/x.xsl\"?>\
         <link rel=amphtml href=http://{address}/amp><meta property=og:url content=http://{address}/o>"
    )
}
