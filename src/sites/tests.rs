//! Rule sets from folders, and plans on small pages.

use std::fs;
use std::path::Path;

use super::{Field, Origin, Plan, RuleSet, Selection, SiteKind, plan, text_plan};
use crate::block::Mark;
use crate::error::Error;
use crate::page::Page;

const SOURCE: &str = "[source]\nchecked = 2026-11-21\nbasis = 'a test'\nverified = 'fixture'\n";

/// A rule folder: (path, text without `[source]`, tables after hosts come last).
fn folder(files: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, head, tables) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("{head}\n{SOURCE}{tables}")).unwrap();
    }
    dir
}

fn load(files: &[(&str, &str, &str)]) -> Result<RuleSet, Error> {
    RuleSet::none().with_dir(folder(files).path())
}

fn message(files: &[(&str, &str, &str)]) -> String {
    load(files).unwrap_err().to_string()
}

fn body(text: &str) -> String {
    format!("<p>{}</p>", format!("{text} ").repeat(40))
}

fn page(html: &str) -> Page<'_> {
    Page::parse(html, 10_000)
}

fn texts(page: &Page, selection: &Selection<'_>, mark: Mark) -> Vec<String> {
    let marks = selection.plan.as_ref().map(Plan::marks).unwrap_or_default();
    marks
        .iter()
        .filter(|(_, marks)| marks.has(mark))
        .map(|(at, _)| page.node(*at).text().trim().to_owned())
        .collect()
}

#[test]
fn shipped_rules_load() {
    let set = RuleSet::shipped().unwrap();
    assert!(set.iter().all(|site| site.origin() == Origin::Shipped));
    assert!(set.iter().count() > 0);
}

#[test]
fn what_contradicts_is_an_error_that_names_the_file() {
    let layout = "[[layout]]\nbody = ['div']";
    let twice =
        [("a.vn.toml", "hosts = ['a.vn', 'x.vn']", layout), ("rules/b.vn.toml", "hosts = ['x.vn']", layout)];
    let twice = message(&twice);
    assert!(
        twice.contains("a.vn.toml") && twice.contains("b.vn.toml") && twice.contains("`x.vn`"),
        "{twice}"
    );
    let one = |head: &str, tables: &str| message(&[("rules/a.vn.toml", head, tables)]);
    assert!(one("hosts = ['a.vn']", "[[layout]]\nfamily = 'nobody'").contains("`nobody` does not exist"));
    assert!(one("hosts = ['a.vn']", "[[layout]]\ntitle = ['h1']").contains("neither `body`"));
    assert!(one("", layout).contains("`hosts` is empty"));
    assert!(one("hosts = ['a.vn']", "").contains("it says nothing"));
    let unordered = format!("{layout}\nuntil = 2020-01-01\n{layout}\nuntil = 2020-01-01");
    assert!(one("hosts = ['a.vn']", &unordered).contains("layout 2"));
    assert!(one("hosts = ['a.vn']", &format!("{layout}\n{layout}")).contains("layout 2"));
    let many: Vec<String> = (0..301).map(|at| format!("'.c{at}'")).collect();
    assert!(
        one("hosts = ['a.vn']", &format!("{layout}\nremove = [{}]", many.join(",")))
            .contains("302 selectors")
    );
    let large = "#".repeat(70_000);
    assert!(one("hosts = ['a.vn']", &format!("{layout}\n{large}")).contains("65536 bytes"));
    assert!(message(&[("families/f.toml", "markers = ['.a']", layout)]).contains("one marker"));
    assert!(message(&[]).contains("no rule file here"));
    assert!(matches!(RuleSet::none().with_dir(Path::new("/nowhere/at/all")), Err(Error::Io { .. })));
}

#[test]
fn a_users_file_replaces_and_takes_over_hosts() {
    let layout = "[[layout]]\nbody = ['div']";
    let base = folder(&[
        ("rules/a.vn.toml", "hosts = ['a.vn', 'old.a.vn']", layout),
        ("rules/b.vn.toml", "hosts = ['b.vn', '*.b.vn']", layout),
        ("families/f.toml", "hosts = ['c.vn']", layout),
    ]);
    let user = folder(&[
        ("a.vn.toml", "hosts = ['a.vn']", layout),
        ("mine.toml", "hosts = ['b.vn', 'c.vn']", layout),
    ]);
    let set = RuleSet::none().with_dir(base.path()).unwrap().with_dir(user.path()).unwrap();
    let name = |host: &str| {
        set.for_host(host).map(|site| (site.name().to_owned(), site.path().starts_with(user.path())))
    };
    assert_eq!(name("a.vn"), Some(("a.vn".to_owned(), true)));
    assert_eq!(name("old.a.vn"), None);
    assert_eq!(name("b.vn"), Some(("mine".to_owned(), true)));
    assert_eq!(name("tin.b.vn"), Some(("b.vn".to_owned(), false)));
    assert_eq!(name("c.vn"), Some(("mine".to_owned(), true)));
    let names: Vec<&str> = set.iter().map(super::Site::name).collect();
    assert_eq!(names, ["a.vn", "b.vn", "mine", "f"]);
}

#[test]
fn rules_can_be_sent_to_where_their_folder_is_not() {
    let layout = "[[layout]]\nbody = ['div']";
    let base = folder(&[
        ("rules/a.vn.toml", "hosts = ['a.vn']", layout),
        ("families/f.toml", "hosts = ['c.vn']", layout),
    ]);
    let here = RuleSet::shipped().unwrap().with_dir(base.path()).unwrap();
    let sent = here.texts();
    drop(base);
    let there = RuleSet::shipped().unwrap().with_texts(sent.clone()).unwrap();
    let all = |set: &RuleSet| -> Vec<_> {
        set.iter().map(|site| (site.kind(), site.name().to_owned(), site.text().to_owned())).collect()
    };
    assert_eq!(all(&there), all(&here));
    assert_eq!((there.texts(), sent.len()), (sent, 2));
    let wrong = |text: &str| {
        let file = super::RuleText { kind: SiteKind::Host, path: "x/a.vn.toml".into(), text: text.into() };
        RuleSet::none().with_texts(vec![file]).unwrap_err().to_string()
    };
    assert!(wrong("hosts = 7").contains("x/a.vn.toml") && wrong("hosts = 7").contains("line 1"));
    assert!(wrong(&"#".repeat(70_000)).contains("65536 bytes"));
}

#[test]
fn fields_are_marked_by_the_first_selector_that_yields_text() {
    let rules = "[[layout]]\ntitle = ['h1.t', 'h1']\nlead = ['.sapo']\nbody = ['.none', '.body']\nauthor = ['.by']\n\
                 tags = ['.tag', '.topic']\nremove = ['.box', 'aside']\ncaption = ['.cap']\nend = ['.stop']\nsource = ['.src']";
    let set = load(&[("a.vn.toml", "hosts = ['a.vn']", rules)]).unwrap();
    let html = format!(
        "<div class=box><h1>Box</h1><i class=by>X</i></div><h1 class=t> </h1><h1>Tít</h1><h1>Tít hai</h1>\
         <i class=cap>ngoài</i><div class=stop>trước</div>\
         <div class=body><b class=sapo>Một</b><b class=sapo>Hai</b>{}<i class=cap>Ảnh</i>\
         <div class=body>{}<aside class=box><i class=cap>thẻ</i></aside></div><i class=by>Lan</i>\
         <p class=stop>hết<i class=stop></i></p></div><a class=topic>b</a><a class=tag>a</a>",
        body("chữ"),
        body("nữa"),
    );
    let page = page(&html);
    let selection = plan(&set, &page, Some("www.a.vn"), None);
    let found = selection.plan.as_ref().unwrap();
    assert_eq!(texts(&page, &selection, Mark::Title), ["Tít"]);
    assert_eq!(texts(&page, &selection, Mark::Lead), ["Một", "Hai"]);
    assert_eq!(texts(&page, &selection, Mark::Author), ["Lan"]);
    assert_eq!(texts(&page, &selection, Mark::Caption), ["Ảnh"]);
    assert_eq!(texts(&page, &selection, Mark::Tag), ["b", "a"]);
    assert_eq!(texts(&page, &selection, Mark::Remove).len(), 2);
    assert_eq!(found.body_ranges.len(), 1);
    assert_eq!(found.end.map(|at| page.node(at).text().trim().to_owned()).as_deref(), Some("hết"));
    assert_eq!((found.rule(), found.layout), ("a.vn", 0));
    let missed: Vec<Field> = selection.misses.iter().map(|miss| miss.field).collect();
    assert_eq!(missed, [Field::Source]);
    let chosen = |field| {
        found.choices.iter().filter(move |choice| choice.field == field).map(|choice| choice.selector)
    };
    assert_eq!(chosen(Field::Title).collect::<Vec<_>>(), ["h1"]);
    assert_eq!(chosen(Field::Tags).collect::<Vec<_>>(), [".tag", ".topic"]);
}

const LAYOUTS: &str = "[[layout]]\ntitle = ['h1.newer']\nbody = ['.new', '.both']\n\
                       [[layout]]\nuntil = 2022-12-31\ntitle = ['h1.mid']\nbody = ['.both']\nops = ['split-br']\n\
                       [[layout]]\nuntil = 2019-06-30\ntitle = ['h1.older']\nbody = ['.old']\nlead = ['.sapo']";

fn chosen(set: &RuleSet, html: &str, fetched: Option<&str>) -> (Option<usize>, Vec<(Field, usize)>) {
    let page = page(html);
    let selection = plan(set, &page, Some("a.vn"), fetched.map(|at| at.parse().unwrap()));
    let misses = selection.misses.iter().map(|miss| (miss.field, miss.layout)).collect();
    (selection.plan.map(|plan| plan.layout), misses)
}

#[test]
fn the_layout_is_that_of_the_day() {
    let set = load(&[("a.vn.toml", "hosts = ['a.vn']", LAYOUTS)]).unwrap();
    let both = format!(
        "<h1 class=newer>x</h1><h1 class=mid>x</h1><h1 class=older>x</h1><div class=both>{}</div>",
        body("chữ")
    );
    let old = format!("<h1 class=older>x</h1><div class=old>{}</div>", body("chữ"));
    assert_eq!(chosen(&set, &both, Some("2024-01-01T00:00:00Z")), (Some(0), vec![]));
    // The last day ends by Vietnamese clocks.
    assert_eq!(chosen(&set, &both, Some("2022-12-31T16:00:00Z")), (Some(1), vec![]));
    assert_eq!(chosen(&set, &both, Some("2022-12-31T18:00:00Z")), (Some(0), vec![]));
    let missed = vec![(Field::Body, 1), (Field::Lead, 2)];
    assert_eq!(chosen(&set, &old, Some("2020-01-01T00:00:00Z")), (Some(2), missed));
    assert_eq!(chosen(&set, &old, Some("2019-06-30T00:00:00Z")), (Some(2), vec![(Field::Lead, 2)]));
}

#[test]
fn without_a_day_title_and_body_choose_the_layout() {
    let set = load(&[("a.vn.toml", "hosts = ['a.vn']", LAYOUTS)]).unwrap();
    let with = |title: &str, class: &str| {
        format!("<h1 class={title}>x</h1><div class={class}>{}</div>", body("chữ"))
    };
    assert_eq!(chosen(&set, &with("mid", "both"), None).0, Some(1));
    assert_eq!(chosen(&set, &with("none", "both"), None), (Some(0), vec![(Field::Title, 0)]));
    assert_eq!(chosen(&set, &with("older", "both"), None), (Some(0), vec![(Field::Title, 0)]));
    let short = "<h1 class=newer>x</h1><div class=new>ngắn</div>".to_owned() + &with("older", "old");
    assert_eq!(chosen(&set, &short, None).0, Some(2));
    assert_eq!(chosen(&set, "<h1 class=newer>x</h1>", None), (None, vec![(Field::Body, 0)]));
}

#[test]
fn a_family_fills_what_a_layout_leaves_open() {
    let family = "[[layout]]\ntitle = ['h1']\nlead = ['.sapo']\nbody = ['.cms']\nremove = ['.box']\n\
                  drop_text = ['^Xem thêm']\nops = ['first-paragraph-lead']\n[text]\ndrop = ['^Menu$']\nend = ['Tin  Khác']";
    let host = "[[layout]]\nfamily = 'f'\nlead = ['.dek']\n[text]\ndateline = ['^Ngày']";
    let set = load(&[
        ("a.vn.toml", "hosts = ['a.vn']", host),
        ("families/f.toml", "markers = ['.cms', '#x']", family),
    ]);
    let set = set.unwrap();
    let html =
        format!("<h1>Tít</h1><p class=sapo>s</p><div class=cms>{}<div class=box>z</div></div>", body("chữ"));
    let page = page(&html);
    let selection = plan(&set, &page, Some("a.vn"), None);
    let found = selection.plan.as_ref().unwrap();
    assert_eq!(found.rule(), "a.vn");
    assert_eq!(texts(&page, &selection, Mark::Title), ["Tít"]);
    assert_eq!(texts(&page, &selection, Mark::Lead), ["s"], "the family's selector, after the layout's own");
    assert_eq!(
        selection.misses.iter().map(|miss| (miss.field, miss.rule)).collect::<Vec<_>>(),
        [(Field::Lead, "a.vn")]
    );
    assert_eq!(texts(&page, &selection, Mark::Remove), ["z"]);
    assert!(found.choices.iter().any(|choice| choice.field == Field::Body && choice.rule == "f"));
    assert_eq!(found.text.drop.len(), 1);
    assert!(found.text.first_paragraph_lead && !found.first_paragraph_lead);
    let (site, lines) = text_plan(&set, Some("a.vn")).unwrap();
    assert_eq!((site.name(), lines.drop.len(), lines.dateline.len()), ("a.vn", 2, 1));
    assert_eq!(lines.end, ["tin khác"]);
    assert!(text_plan(&set, None).is_none());
}

#[test]
fn two_markers_recognise_a_family_and_rescue_a_host_whose_rule_fails() {
    let host = "[[layout]]\nbody = ['.gone']";
    let family = "[[layout]]\nbody = ['.cms']";
    let files = [
        ("a.vn.toml", "hosts = ['a.vn']", host),
        ("families/f.toml", "markers = ['.cms', '#x', '.y']", family),
        ("families/g.toml", "markers = ['.cms', '#x', '.z', '.cms']", family),
    ];
    let set = load(&files).unwrap();
    let text = body("chữ");
    let rule = |html: &str, host| {
        let page = page(html);
        plan(&set, &page, host, None).plan.map(|plan| plan.rule().to_owned())
    };
    let two = format!("<i id=x></i><div class=cms>{text}</div>");
    assert_eq!(rule(&two, None).as_deref(), Some("f"));
    assert_eq!(rule(&format!("{two}<i class=z></i>"), None).as_deref(), Some("g"));
    assert_eq!(rule(&two, Some("a.vn")).as_deref(), Some("f"));
    assert_eq!(rule(&format!("<div class=cms>{text}</div>"), None), None);
    let page = page(&two);
    assert_eq!(plan(&set, &page, Some("a.vn"), None).misses.len(), 1);
    assert_eq!(set.families_of(&page).len(), 2);
}
