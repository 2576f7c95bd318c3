//! Site rules: what is known of single sites and CMS families, as data.
//!
//! One TOML file a site or family (format in `README.md` beside this file). The shipped ones are embedded as text and
//! parsed when a set is made; a user's folder adds and replaces whole files. [`plan()`] puts a site's rule on a page:
//! marks on nodes, where the body is, and which selectors found nothing. What a block is, `classify` says.

mod fault;
mod host;
mod index;
mod load;
mod matching;
mod schema;
mod sheet;
mod spoke;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

pub use fault::{Fault, fault};
pub use host::{HostPattern, host_of};
pub use matching::{Choice, Miss, Plan, Selection, plan, text_plan};
pub use schema::{Day, Field, Layout, Op, Pattern, Provenance, SiteFile, TextRules, Verified};
pub use spoke::{Found, Missed, Spoke};

use crate::error::Error;
use crate::page::Page;
use host::HostTable;
#[cfg(feature = "cli")]
pub(crate) use host::without_variant;
pub(crate) use index::Index;
use sheet::Sheet;

/// So many different markers must match before a page counts as one of the family: one alone proves nothing.
const MIN_MARKERS: usize = 2;

/// What a rule file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteKind {
    /// A site.
    Host,
    /// A CMS that many sites use.
    Family,
}

/// Where a rule file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is part of this library.
    Shipped,
    /// It lies in a user's folder.
    User,
}

/// A rule file that was read before, on this machine or another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// What it is for.
    pub kind: SiteKind,
    /// Its path, whose last part names the rule. Nothing is read from it.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// A rule file and where it comes from.
#[derive(Debug)]
pub struct Site {
    kind: SiteKind,
    name: String,
    origin: Origin,
    path: PathBuf,
    text: Cow<'static, str>,
    file: SiteFile,
}

impl Site {
    /// A site or a family.
    pub const fn kind(&self) -> SiteKind {
        self.kind
    }

    /// The name of the rule in traces and reports: the file's name without `.toml`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Shipped, or a user's.
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// The file; of a shipped one its place in the source tree.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the file says. Hosts that a user's file took over are gone from it.
    pub const fn file(&self) -> &SiteFile {
        &self.file
    }
}

/// The rules of all sites and families, compiled. Read-only: one set serves all threads.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// Host files by name, then families by name.
    sites: Vec<Site>,
    /// One for each site.
    sheets: Vec<Sheet>,
    hosts: HostTable,
    families: HostTable,
    markers: Index,
    /// For each family (by index of site) the numbers of its markers.
    marked: Vec<(usize, Vec<usize>)>,
}

impl RuleSet {
    /// The shipped rules.
    ///
    /// # Errors
    /// When a shipped file is wrong: a defect of this build that its tests would show.
    pub fn shipped() -> Result<Self, Error> {
        Self::new(load::shipped()?)
    }

    /// No rules at all: every page takes the generic path.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the rules of a folder: host files directly in it or in `rules/`, families in `families/`. A file takes the
    /// place of the one with the same name as a whole, and takes over the hosts it lists.
    ///
    /// # Errors
    /// When the folder cannot be read or holds no rule file, and when a file is wrong, with line and column.
    pub fn with_dir(self, dir: &Path) -> Result<Self, Error> {
        Self::new(load::replace(self.sites, load::folder(dir)?))
    }

    /// The same with a folder that may still be empty.
    ///
    /// # Errors
    /// As [`RuleSet::with_dir`].
    pub fn with_dir_so_far(self, dir: &Path) -> Result<Self, Error> {
        Self::new(load::replace(self.sites, load::folder_so_far(dir)?))
    }

    /// Adds the rules of a folder as they would be with `text` in its file `file`, a site's; without a folder, that rule alone.
    /// Nothing is written, and what is in the file now is not read: it may be broken.
    ///
    /// # Errors
    /// As [`RuleSet::with_dir_so_far`]; where the text is wrong by itself, [`fault()`] tells the place.
    pub fn with_draft(self, dir: Option<&Path>, file: &Path, text: &str) -> Result<Self, Error> {
        Self::new(load::replace(self.sites, load::draft(dir, file, text)?))
    }

    /// Adds rules as [`RuleSet::with_dir`] does, out of files that were read before: for who sends rules to where their folder
    /// is not.
    ///
    /// # Errors
    /// When a file is wrong, with line and column.
    pub fn with_texts(self, files: Vec<RuleText>) -> Result<Self, Error> {
        Self::new(load::replace(self.sites, load::texts(files)?))
    }

    /// The files of a user's folder among the rules, as [`RuleSet::with_texts`] takes them. Those of several folders that take hosts
    /// from each other cannot be put together again at once.
    pub fn texts(&self) -> Vec<RuleText> {
        let users = self.sites.iter().filter(|site| site.origin == Origin::User);
        users
            .map(|site| RuleText { kind: site.kind, path: site.path.clone(), text: site.text.to_string() })
            .collect()
    }

    fn new(mut sites: Vec<Site>) -> Result<Self, Error> {
        sites.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        load::families_exist(&sites)?;
        let family =
            |name: &str| sites.iter().find(|site| site.kind == SiteKind::Family && site.name == name);
        let sheets = sites.iter().map(|site| Sheet::new(site, &family)).collect();
        let mut set = Self { sheets, ..Self::default() };
        for (at, site) in sites.iter().enumerate() {
            let table = if site.kind == SiteKind::Host { &mut set.hosts } else { &mut set.families };
            site.file.hosts.iter().for_each(|host| table.insert(host, at));
            if !site.file.markers.is_empty() {
                let mut markers: Vec<usize> =
                    site.file.markers.iter().map(|css| set.markers.add(css)).collect();
                markers.sort_unstable();
                markers.dedup();
                set.marked.push((at, markers));
            }
        }
        set.sites = sites;
        Ok(set)
    }

    /// All rule files: sites by name, then families by name.
    pub fn iter(&self) -> std::slice::Iter<'_, Site> {
        self.sites.iter()
    }

    /// The rule of a host (without port): of the host itself, else without `www.`, `m.` or `amp.`, else of the longest
    /// `*.suffix`; files of sites before families.
    pub fn for_host(&self, host: &str) -> Option<&Site> {
        self.find(host).map(|at| &self.sites[at])
    }

    /// The families whose markers a page shows, the one with the most first.
    pub fn families_of(&self, page: &Page) -> Vec<&Site> {
        self.recognised(page).into_iter().map(|at| &self.sites[at]).collect()
    }

    fn find(&self, host: &str) -> Option<usize> {
        self.hosts.find(host).or_else(|| self.families.find(host))
    }

    fn recognised(&self, page: &Page) -> Vec<usize> {
        let hits = self.markers.hits(page);
        let matching = |markers: &[usize]| markers.iter().filter(|&&marker| !hits[marker].is_empty()).count();
        let counts = self.marked.iter().map(|(site, markers)| (matching(markers), *site));
        let mut found: Vec<(usize, usize)> = counts.filter(|(count, _)| *count >= MIN_MARKERS).collect();
        // Stable: families with the same count stay in the order of their names.
        found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        found.into_iter().map(|(_, site)| site).collect()
    }
}

impl<'r> IntoIterator for &'r RuleSet {
    type Item = &'r Site;
    type IntoIter = std::slice::Iter<'r, Site>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests;
