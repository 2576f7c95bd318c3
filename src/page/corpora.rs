//! The real pages that lie beside the repository, for tests that compare parsers on them.

use std::io::{self, Read, Write};
use std::path::Path;

use rayon::prelude::*;

/// Calls `check` with each page of the corpora and where it lies; a corpus that is not there is skipped, and that is said.
pub(super) fn each_page(check: impl Fn(&str, &Path) + Sync) {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    for corpus in ["vn-dev", "wcxb-dev", "news2023-dev"] {
        let folder = corpora.join(corpus).join("html");
        let Ok(files) = folder.read_dir() else {
            writeln!(io::stderr(), "skipped: {} is not there", folder.display()).expect("standard error");
            continue;
        };
        let files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        files.par_iter().for_each(|path| {
            let packed = std::fs::read(path).expect("readable");
            let mut page = Vec::new();
            flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut page).expect("gzip");
            check(&String::from_utf8_lossy(&page), path);
        });
        assert!(!files.is_empty());
    }
}
