use std::path::Path;

use super::*;
use crate::input::OwnedContent;
use crate::record::Kind;
use crate::sites::RuleSet;

const TEXT: &str = "Sáng sớm, những chiếc ghe chở đầy bưởi và cam đã cập bến chợ nổi để kịp phiên họp đầu tuần của bà con \
    trong vùng, vốn được chờ đợi từ nhiều ngày nay.";

fn record(html: &str) -> OwnedRecord {
    OwnedRecord {
        id: "1".into(),
        content: OwnedContent::Text(html.into()),
        url: Some("https://cho-noi.example/a-1.html".into()),
        kind: Kind::Html,
        fetched: None,
        content_type: None,
    }
}

fn page() -> OwnedRecord {
    record(&format!(
        "<h1>Chợ nổi vào mùa</h1><div class=chu><p>{TEXT}</p><p>Hai: {TEXT}</p><p class=bo>Ba: {TEXT}</p></div>"
    ))
}

/// An extractor whose only rule is this layout.
fn with(layout: &str) -> Extractor {
    let folder = tempfile::tempdir().expect("folder");
    let text = format!(
        "hosts = ['cho-noi.example']\n[source]\nchecked = 2026-11-21\nbasis = 'a test'\nverified = 'fixture'\n\
         [[layout]]\n{layout}\n"
    );
    std::fs::write(folder.path().join("cho-noi.example.toml"), text).expect("written");
    let rules = RuleSet::none().with_dir(Path::new(folder.path())).expect("sound");
    Extractor::builder().rules(rules).build().expect("built")
}

#[test]
fn a_removed_block_is_told_with_both_reasons() {
    let (a, b) = (with("body = ['.chu']"), with("body = ['.chu']\nremove = ['.bo']"));
    let there = compare(&a, &b, &page()).expect("cleaned");
    assert_eq!(
        (there.change, there.by),
        (Change::Changed, ["cho-noi.example", "cho-noi.example"].map(Into::into))
    );
    let [block] = &there.blocks[..] else { panic!("one block: {:?}", there.blocks) };
    assert_eq!((block.change, &block.text[..4]), (Kept::Dropped, "Ba: "));
    assert_eq!(block.a.as_ref().map(|it| it.label), Some(Label::Body));
    assert!(block.b.as_ref().is_some_and(|it| !it.label.is_text() && !it.evidence.is_empty()), "{block:?}");
    let back = compare(&b, &a, &page()).expect("cleaned");
    assert_eq!(back.blocks[0].change, Kept::Added);
    assert_eq!(back.blocks[0].a, block.b);
}

#[test]
fn the_same_rules_make_no_difference() {
    let (a, b) = (with("body = ['.chu']"), with("body = ['.chu']"));
    let none = compare(&a, &b, &page()).expect("cleaned");
    assert!(none.change == Change::Same && none.fields.is_empty() && none.blocks.is_empty(), "{none:?}");
}

#[test]
fn a_text_that_comes_twice_is_counted_twice() {
    let html =
        format!("<h1>Chợ nổi</h1><div class=chu><p>Hai: {TEXT}</p><p>{TEXT}</p><p class=bo>{TEXT}</p></div>");
    let (a, b) = (with("body = ['.chu']"), with("body = ['.chu']\nremove = ['.bo']"));
    let page = record(&html);
    let kept = |extractor: &Extractor| {
        let outcome = extractor.extract(&page.as_record()).expect("cleaned");
        outcome.article().map_or(0, |it| it.blocks.iter().filter(|block| block.text == TEXT).count())
    };
    let found = compare(&a, &b, &page).expect("cleaned");
    let dropped = found.blocks.iter().filter(|it| it.change == Kept::Dropped && it.text == TEXT).count();
    assert_eq!(kept(&a) - kept(&b), dropped);
    assert_eq!(dropped, 1);
}

#[test]
fn an_article_that_one_does_not_find_is_gained_or_lost() {
    let (a, b) = (with("body = ['.chu']"), with("body = ['.chu']\ndrop_text = ['^.']"));
    let page = page();
    assert_eq!(compare(&a, &b, &page).expect("cleaned").change, Change::Lost);
    assert_eq!(compare(&b, &a, &page).expect("cleaned").change, Change::Gained);
    let mut counts = Counts::default();
    counts.add(&compare(&a, &b, &page).expect("cleaned"));
    assert_eq!((counts.all.lost, counts.hosts["cho-noi.example"].pages()), (1, 1));
}
