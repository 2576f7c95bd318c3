//! A folder of inputs with the program run in it, and invented pages.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use tempfile::TempDir;

/// A folder of inputs and the program run in it, so that paths are short and the same everywhere.
pub(crate) struct Bench {
    folder: TempDir,
}

pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
        names.sort_unstable();
        names
    }

    /// The names in the folder of a job that are data.
    pub(crate) fn data(&self, folder: &str) -> Vec<String> {
        self.names(folder).into_iter().filter(|name| !name.starts_with('_')).collect()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinsach"));
        command.current_dir(self.folder.path()).args(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.command(words).output().expect("the program").into()
    }

    pub(crate) fn clean(&self, words: &[&str]) -> Ran {
        self.run(&[&["clean"], words].concat())
    }

    pub(crate) fn clean_stdin(&self, words: &[&str], input: &[u8]) -> Ran {
        let mut child =
            self.command(&[&["clean"], words].concat()).stdin(Stdio::piped()).spawn().expect("the program");
        // A command that is refused reads nothing.
        let _ = child.stdin.take().expect("its input").write_all(input);
        child.wait_with_output().expect("its output").into()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    pub(crate) fn objects(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        self.objects().iter().map(|object| object["id"].as_str().expect("a string").to_owned()).collect()
    }

    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "{word:?} in {}", self.err);
        }
        self
    }
}

/// Says that a test was not done here, and why.
pub(crate) fn skipped(why: &str) {
    writeln!(std::io::stderr(), "skipped: {why}").expect("standard error");
}

pub(crate) const FIRST: &str = "Sáng sớm, những chiếc ghe chở đầy bưởi và cam đã cập bến chợ nổi để kịp phiên họp đầu tuần \
    của bà con trong vùng, vốn được chờ đợi từ nhiều ngày nay.";
pub(crate) const SECOND: &str = "Bà Lê Thị Đào, người bán trái cây ở đây hơn ba mươi năm, cho biết lượng khách năm nay đông gấp \
    đôi năm ngoái, phần lớn là khách từ các tỉnh lân cận tìm đến.";
pub(crate) const THIRD: &str = "Ban quản lý chợ đã bố trí thêm hai bến đậu và một trạm y tế nhỏ, đồng thời nhắc các chủ ghe mặc \
    áo phao khi nước lên cao vào cuối buổi chiều.";

/// An invented page whose title and text name `topic`.
pub(crate) fn page(topic: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Chợ nổi {topic} vào mùa</title></head>\
         <body><nav><a href=\"/\">Trang chủ</a> <a href=\"/kinh-te\">Kinh tế</a></nav><article>\
         <h1>Chợ nổi {topic} vào mùa</h1><p>Ở {topic}: {FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>\
         <footer>Bản quyền thuộc về tòa soạn</footer></body></html>"
    )
}

pub(crate) fn lines(objects: &[Value]) -> String {
    objects.iter().map(|object| object.to_string() + "\n").collect()
}

pub(crate) fn gz(content: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}
