//! Lists the rule files of `src/sites` for `include_str!`. Nothing is generated but the two lists: the files are parsed
//! when a rule set is made, by the same code that parses a user's files.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let sites = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("src/sites");
    let mut out = String::new();
    for (name, folder) in [("RULES", "rules"), ("FAMILIES", "families")] {
        let folder = sites.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        list(&mut out, name, &rule_files(&folder)?);
    }
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("site_rules.rs");
    fs::write(target, out)
}

/// The rule files of a folder, sorted; none where there is no folder.
fn rule_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    Ok(files)
}

/// Writes one table of (stem, text).
fn list(out: &mut String, name: &str, files: &[PathBuf]) {
    let _ = writeln!(out, "const {name}: [(&str, &str); {}] = [", files.len());
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let _ = writeln!(out, "    ({stem:?}, include_str!({:?})),", file.to_string_lossy());
    }
    out.push_str("];\n");
}
