//! Rule files become sites: the shipped ones, and those of a user's folder.
//!
//! Everything that can be wrong with files is found here, before a page is seen.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::host::HostPattern;
use super::schema::{Field, SiteFile};
use super::{Origin, RuleText, Site, SiteKind};
use crate::error::Error;

include!(concat!(env!("OUT_DIR"), "/site_rules.rs"));

/// Limits on a rule set: far above what people write, and low enough that no folder exhausts memory.
const MAX_FILES: usize = 10_000;
pub(super) const MAX_FILE_BYTES: u64 = 64 << 10;
const MAX_SELECTORS: usize = 300;
const MAX_PATTERNS: usize = 100;

/// The shipped sites.
pub(super) fn shipped() -> Result<Vec<Site>, Error> {
    let of = |kind: SiteKind, folder: &'static str| {
        move |&(stem, text): &(&'static str, &'static str)| {
            let path = PathBuf::from(format!("src/sites/{folder}/{stem}.toml"));
            site(kind, Origin::Shipped, path, Cow::Borrowed(text))
        }
    };
    let hosts = RULES.iter().map(of(SiteKind::Host, "rules"));
    let sites =
        hosts.chain(FAMILIES.iter().map(of(SiteKind::Family, "families"))).collect::<Result<Vec<_>, _>>()?;
    unique(&sites)?;
    Ok(sites)
}

/// The sites of a folder: `*.toml` and `rules/*.toml` are host files, `families/*.toml` families.
pub(super) fn folder(folder: &Path) -> Result<Vec<Site>, Error> {
    let files = files_of(folder)?;
    if files.is_empty() {
        return Err(wrong(folder, "no rule file here: expected *.toml, rules/*.toml or families/*.toml"));
    }
    sites_of(files)
}

/// The same of a folder that may still be empty.
pub(super) fn folder_so_far(folder: &Path) -> Result<Vec<Site>, Error> {
    sites_of(files_of(folder)?)
}

/// The sites of a folder as they would be with `text` in the host file `file`, whatever is in that file now.
pub(super) fn draft(folder: Option<&Path>, file: &Path, text: &str) -> Result<Vec<Site>, Error> {
    let mut files = folder.map(files_of).transpose()?.unwrap_or_default();
    files.retain(|(_, path)| path != file);
    small(file, text)?;
    let mut sites = sites_of(files)?;
    sites.push(site(SiteKind::Host, Origin::User, file.to_owned(), Cow::Owned(text.to_owned()))?);
    unique(&sites)?;
    Ok(sites)
}

/// The sites of files that were read before.
pub(super) fn texts(files: Vec<RuleText>) -> Result<Vec<Site>, Error> {
    if files.len() > MAX_FILES {
        let message = format!("{} rule files, at most {MAX_FILES} are allowed", files.len());
        return Err(wrong(&files[0].path, message));
    }
    let sites = files.into_iter().map(|RuleText { kind, path, text }| {
        small(&path, &text)?;
        site(kind, Origin::User, path, Cow::Owned(text))
    });
    let sites = sites.collect::<Result<Vec<_>, _>>()?;
    unique(&sites)?;
    Ok(sites)
}

/// A rule is small.
fn small(path: &Path, text: &str) -> Result<(), Error> {
    if text.len() as u64 > MAX_FILE_BYTES {
        return Err(wrong(path, format!("more than {MAX_FILE_BYTES} bytes, a rule is small")));
    }
    Ok(())
}

fn files_of(folder: &Path) -> Result<Vec<(SiteKind, PathBuf)>, Error> {
    let mut files: Vec<(SiteKind, PathBuf)> = Vec::new();
    files.extend(rule_files(folder)?.into_iter().map(|path| (SiteKind::Host, path)));
    for (name, kind) in [("rules", SiteKind::Host), ("families", SiteKind::Family)] {
        let inner = folder.join(name);
        if inner.is_dir() {
            files.extend(rule_files(&inner)?.into_iter().map(|path| (kind, path)));
        }
    }
    if files.len() > MAX_FILES {
        return Err(wrong(folder, format!("{} rule files, at most {MAX_FILES} are allowed", files.len())));
    }
    Ok(files)
}

fn sites_of(files: Vec<(SiteKind, PathBuf)>) -> Result<Vec<Site>, Error> {
    let sites = files.into_iter().map(|(kind, path)| {
        let text = read(&path)?;
        site(kind, Origin::User, path, Cow::Owned(text))
    });
    let sites = sites.collect::<Result<Vec<_>, _>>()?;
    unique(&sites)?;
    Ok(sites)
}

/// The `*.toml` of a folder, sorted.
fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Io { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<String, Error> {
    let failed = |source| Error::Io { path: path.to_owned(), source };
    let file = fs::File::open(path).map_err(failed)?;
    let mut text = String::new();
    file.take(MAX_FILE_BYTES + 1).read_to_string(&mut text).map_err(failed)?;
    small(path, &text)?;
    Ok(text)
}

fn wrong(file: &Path, message: impl Into<String>) -> Error {
    Error::Rule { file: file.to_owned(), message: message.into() }
}

fn site(kind: SiteKind, origin: Origin, path: PathBuf, text: Cow<'static, str>) -> Result<Site, Error> {
    let file: SiteFile = toml::from_str(&text).map_err(|error| wrong(&path, error.to_string().trim_end()))?;
    check(kind, &file).map_err(|message| wrong(&path, message))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Site { kind, name, origin, path, text, file })
}

/// What a file must be beyond its shape.
pub(super) fn check(kind: SiteKind, file: &SiteFile) -> Result<(), String> {
    if file.source.basis.trim().is_empty() {
        return Err("[source] basis is empty: say where the knowledge comes from".to_owned());
    }
    match kind {
        SiteKind::Host if !file.markers.is_empty() => return Err("`markers` belong into a family".to_owned()),
        SiteKind::Host if file.hosts.is_empty() => {
            return Err("`hosts` is empty: no page would find it".to_owned());
        }
        SiteKind::Host if file.layouts.is_empty() && file.text.is_empty() => {
            return Err("neither a [[layout]] nor [text]: it says nothing".to_owned());
        }
        SiteKind::Family if file.layouts.is_empty() => return Err("a family needs a [[layout]]".to_owned()),
        SiteKind::Family if file.markers.len() == 1 => {
            return Err("one marker: two must match before a page is recognised".to_owned());
        }
        _ => {}
    }
    check_layouts(kind, file)?;
    check_numbers(file)
}

fn check_layouts(kind: SiteKind, file: &SiteFile) -> Result<(), String> {
    for (at, layout) in file.layouts.iter().enumerate() {
        let number = at + 1;
        if layout.family.is_some() && kind == SiteKind::Family {
            return Err(format!("layout {number}: a family cannot inherit from a family"));
        }
        if layout.body.is_empty() && layout.family.is_none() {
            return Err(format!("layout {number}: neither `body` nor a `family` that has one"));
        }
        let before = at.checked_sub(1).and_then(|before| file.layouts.get(before));
        match (before.map(|before| before.until), layout.until) {
            (Some(_), None) => return Err(format!("layout {number}: only the first can be without `until`")),
            (Some(Some(newer)), Some(until)) if until >= newer => {
                return Err(format!(
                    "layout {number}: its `until` must be before that of the layout above it"
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_numbers(file: &SiteFile) -> Result<(), String> {
    let fields = file.layouts.iter().flat_map(|layout| Field::ALL.map(|field| layout.selectors(field).len()));
    let selectors = fields.sum::<usize>() + file.markers.len();
    if selectors > MAX_SELECTORS {
        return Err(format!("{selectors} selectors, at most {MAX_SELECTORS} are allowed"));
    }
    let patterns: usize = file.layouts.iter().map(|layout| layout.drop_text.len()).sum();
    let patterns = patterns + file.text.drop.len() + file.text.dateline.len() + file.text.end.len();
    if patterns > MAX_PATTERNS {
        return Err(format!("{patterns} patterns, at most {MAX_PATTERNS} are allowed"));
    }
    Ok(())
}

/// No host in two files, no name twice.
fn unique(sites: &[Site]) -> Result<(), Error> {
    let mut hosts: BTreeMap<&str, &Path> = BTreeMap::new();
    let mut names: BTreeMap<(SiteKind, &str), &Path> = BTreeMap::new();
    for site in sites {
        if let Some(other) = names.insert((site.kind, &site.name), &site.path) {
            return Err(wrong(&site.path, format!("{} has the same name", other.display())));
        }
        for host in &site.file.hosts {
            if let Some(other) = hosts.insert(host.as_str(), &site.path) {
                let place = if other == site.path { "here".into() } else { other.display().to_string() };
                return Err(wrong(&site.path, format!("host `{host}` stands in {place} already")));
            }
        }
    }
    Ok(())
}

/// Every family that a layout names is there.
pub(super) fn families_exist(sites: &[Site]) -> Result<(), Error> {
    let known = |name: &str| sites.iter().any(|site| site.kind == SiteKind::Family && site.name == name);
    for site in sites {
        let named = site.file.layouts.iter().filter_map(|layout| layout.family.as_deref());
        if let Some(missing) = named.into_iter().find(|name| !known(name)) {
            return Err(wrong(&site.path, format!("family `{missing}` does not exist")));
        }
    }
    Ok(())
}

/// A user's sites take the place of the ones they name: the file of the same name, and the hosts they list.
pub(super) fn replace(mut sites: Vec<Site>, by: Vec<Site>) -> Vec<Site> {
    sites.retain(|site| !by.iter().any(|new| (new.kind, &new.name) == (site.kind, &site.name)));
    for site in &mut sites {
        let taken = |host: &HostPattern| by.iter().any(|new| new.file.hosts.contains(host));
        site.file.hosts.retain(|host| !taken(host));
    }
    sites.retain(|site| site.kind == SiteKind::Family || !site.file.hosts.is_empty());
    sites.extend(by);
    sites
}
