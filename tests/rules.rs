//! The rule files as data: they load, their hosts are in order, and nothing in them is dead.
//!
//! A selector counts as used when it decides something on a fixture: it is the one that found the field, or one of those
//! that mark all they find. A fixture written after the same facts proves that the rule is wired, not that it is true.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tinsach::block::normal::{key, normalise};
use tinsach::block::{Block, page::cut};
use tinsach::page::Page;
use tinsach::sites::{
    Field, HostPattern, Op, Pattern, Plan, RuleSet, Site, SiteKind, host_of, plan, text_plan,
};

/// What was seen at work: rule, layout, key, and the selector or pattern.
type Used = BTreeSet<(String, usize, &'static str, String)>;

#[derive(Default)]
struct Seen {
    used: Used,
    /// Page fixtures by rule.
    pages: BTreeMap<String, usize>,
}

impl Seen {
    fn note(&mut self, rule: &str, layout: usize, key: &'static str, what: &str) {
        self.used.insert((rule.to_owned(), layout, key, what.to_owned()));
    }

    /// Notes the patterns that match one of the texts.
    fn patterns(
        &mut self,
        (rule, layout, key): (&str, usize, &'static str),
        patterns: &[Pattern],
        texts: &[&str],
    ) {
        for pattern in
            patterns.iter().filter(|pattern| texts.iter().any(|text| pattern.regex().is_match(text)))
        {
            self.note(rule, layout, key, pattern.as_str());
        }
    }
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).unwrap_or_else(|error| panic!("{}: {error}", of.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    paths.sort();
    paths
}

/// The fixture folders of a kind: (host, folder).
fn fixtures(kind: &str) -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(kind);
    let of_host = |host: PathBuf| {
        let name = host.file_name().unwrap().to_string_lossy().into_owned();
        folders(&host).into_iter().map(move |folder| (name.clone(), folder))
    };
    folders(&root).into_iter().flat_map(of_host).collect()
}

fn known(folder: &Path) -> toml::Table {
    let text = fs::read_to_string(folder.join("page.toml")).unwrap_or_default();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The host of a fixture: that of its URL, else the folder's name.
fn host(name: &str, known: &toml::Table) -> String {
    known.get("url").and_then(|url| host_of(url.as_str()?)).unwrap_or_else(|| name.to_owned())
}

fn site<'r>(set: &'r RuleSet, name: &str) -> &'r Site {
    set.iter().find(|site| site.name() == name).unwrap()
}

fn look_at_pages(set: &RuleSet, seen: &mut Seen) {
    for (name, folder) in fixtures("pages") {
        let known = known(&folder);
        let fetched = known.get("fetched").map(|fetched| fetched.to_string().parse().unwrap());
        let page = Page::parse_owned(read(&folder.join("page.html")), 1_000_000);
        let selection = plan(set, &page, Some(&host(&name, &known)), fetched);
        if let Some(plan) = selection.plan {
            look_at_plan(set, &page, &plan, seen);
        }
    }
}

fn look_at_plan(set: &RuleSet, page: &Page, plan: &Plan<'_>, seen: &mut Seen) {
    let blocks = cut(page, &|at| plan.marks_of(at), plan.split_br).blocks;
    look_at_ops(page, plan, &blocks, seen);
    seen.note(plan.rule(), plan.layout, "layout", "");
    let mut rules = BTreeSet::from([plan.rule()]);
    for choice in &plan.choices {
        seen.note(choice.rule, choice.layout, choice.field.name(), choice.selector);
        rules.insert(choice.rule);
    }
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    for rule in rules {
        *seen.pages.entry(rule.to_owned()).or_default() += 1;
        let file = site(set, rule).file();
        for marker in file.markers.iter().filter(|css| page.select(css).next().is_some()) {
            seen.note(rule, 0, "markers", marker.as_str());
        }
        let layout = if rule == plan.rule() { plan.layout } else { 0 };
        if let Some(patterns) = file.layouts.get(layout).map(|layout| layout.drop_text.as_slice()) {
            seen.patterns((rule, layout, "drop_text"), patterns, &texts);
        }
    }
}

fn look_at_ops(page: &Page, plan: &Plan<'_>, blocks: &[Block], seen: &mut Seen) {
    if plan.first_paragraph_lead {
        seen.note(plan.rule(), plan.layout, "ops", &format!("{:?}", Op::FirstParagraphLead));
    }
    let joined = cut(page, &|at| plan.marks_of(at), false).blocks;
    if plan.split_br && blocks.len() != joined.len() {
        seen.note(plan.rule(), plan.layout, "ops", &format!("{:?}", Op::SplitBr));
    }
}

fn look_at_lines(set: &RuleSet, seen: &mut Seen) {
    for (name, folder) in fixtures("lines") {
        let Some((speaking, _)) = text_plan(set, Some(&host(&name, &known(&folder)))) else { continue };
        let text = read(&folder.join("page.txt"));
        let bare = |line: &str| normalise(line.trim_start_matches(['#', '*', '-', ' ']));
        let lines: Vec<String> = text.lines().map(bare).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let families = speaking.file().layouts.iter().filter_map(|layout| layout.family.as_deref());
        for rule in families.chain([speaking.name()]).collect::<BTreeSet<_>>() {
            let file = site(set, rule).file();
            seen.patterns((rule, 0, "text.drop"), &file.text.drop, &lines);
            seen.patterns((rule, 0, "text.dateline"), &file.text.dateline, &lines);
            for end in file.text.end.iter().filter(|end| lines.iter().any(|line| key(line) == key(end))) {
                seen.note(rule, 0, "text.end", end);
            }
            for (at, layout) in file.layouts.iter().enumerate() {
                seen.patterns((rule, at, "drop_text"), &layout.drop_text, &lines);
            }
        }
    }
}

/// Everything a file says, in the form in which use is noted.
fn said(site: &Site) -> Used {
    let file = site.file();
    let mut said: Vec<(usize, &'static str, String)> = Vec::new();
    said.extend(file.markers.iter().map(|css| (0, "markers", css.as_str().to_owned())));
    said.extend(file.text.end.iter().map(|end| (0, "text.end", end.clone())));
    let patterns = |key, patterns: &[Pattern], at: usize| -> Vec<_> {
        patterns.iter().map(|pattern| (at, key, pattern.as_str().to_owned())).collect()
    };
    said.extend(patterns("text.drop", &file.text.drop, 0));
    said.extend(patterns("text.dateline", &file.text.dateline, 0));
    for (at, layout) in file.layouts.iter().enumerate() {
        said.push((at, "layout", String::new()));
        for field in Field::ALL {
            said.extend(
                layout.selectors(field).iter().map(|css| (at, field.name(), css.as_str().to_owned())),
            );
        }
        said.extend(patterns("drop_text", &layout.drop_text, at));
        said.extend(layout.ops.iter().map(|op| (at, "ops", format!("{op:?}"))));
    }
    said.into_iter().map(|(at, key, what)| (site.name().to_owned(), at, key, what)).collect()
}

#[test]
fn nothing_in_a_rule_file_is_dead() {
    let set = RuleSet::shipped().unwrap();
    let mut seen = Seen::default();
    look_at_pages(&set, &mut seen);
    look_at_lines(&set, &mut seen);
    let mut dead = Vec::new();
    for site in &set {
        let file = site.path().display();
        let pages = seen.pages.get(site.name()).copied().unwrap_or(0);
        if pages < 2 {
            dead.push(format!("{file}: {pages} page fixtures on which it finds the body, two are needed"));
        }
        for (_, layout, key, what) in said(site).difference(&seen.used) {
            dead.push(format!("{file}: layout {}: {key}: {what}", layout + 1));
        }
    }
    assert!(dead.is_empty(), "{} things that no fixture uses:\n{}", dead.len(), dead.join("\n"));
}

#[test]
fn hosts_are_sorted_and_files_bear_the_name_of_one() {
    for site in &RuleSet::shipped().unwrap() {
        let hosts = &site.file().hosts;
        for wildcard in [false, true] {
            let of_kind =
                hosts.iter().map(HostPattern::parts).filter(|(_, is_wildcard)| *is_wildcard == wildcard);
            let names: Vec<&str> = of_kind.map(|(name, _)| name).collect();
            assert!(names.is_sorted_by(|a, b| a < b), "{}: {names:?} is not sorted", site.path().display());
        }
        let named = hosts.iter().any(|host| host.as_str() == site.name());
        assert!(
            site.kind() == SiteKind::Family || named,
            "{}: its name is no host of it",
            site.path().display()
        );
    }
}

#[test]
fn a_fixture_lies_under_a_host_of_its_rule() {
    let set = RuleSet::shipped().unwrap();
    for kind in ["pages", "lines"] {
        for (name, folder) in fixtures(kind) {
            let rule = |host: &str| set.for_host(host).map(Site::name);
            assert_eq!(rule(&name), rule(&host(&name, &known(&folder))), "{}", folder.display());
        }
    }
}
