//! Learned rules on invented sites: what they find on pages that they were not learned from.
#![cfg(feature = "cli")]

#[path = "support/learnable.rs"]
mod learnable;

use std::num::NonZeroUsize;
use std::path::Path;

use learnable::{SITES, Sheet, pages};
use tinsach::eval::word_f1;
use tinsach::input::{OwnedContent, OwnedRecord};
use tinsach::learn::{Candidate, Learner, Proposal, Refusal, Sample};
use tinsach::sites::{Field, RuleSet};
use tinsach::{Extractor, Kind};

fn record(sheet: &Sheet) -> OwnedRecord {
    OwnedRecord {
        id: sheet.url.clone(),
        content: OwnedContent::Text(sheet.html.clone()),
        url: Some(sheet.url.clone()),
        kind: Kind::Html,
        fetched: sheet.fetched.as_ref().map(|at| at.parse().expect("a time")),
        content_type: None,
    }
}

fn learn(site: &str, sheets: &[Sheet], threads: usize) -> Result<Proposal, Refusal> {
    let mut sample = Sample::new(300);
    for sheet in sheets {
        sample.add(Candidate::new(record(sheet)).expect("fit"));
    }
    let learner = Learner::new(NonZeroUsize::new(threads).expect("some"), None).expect("a learner");
    learner.learn(&sample, site).result
}

fn extractor(rules: RuleSet) -> Extractor {
    Extractor::builder().rules(rules).build().expect("an extractor")
}

fn rules(site: &str, text: &str) -> RuleSet {
    RuleSet::none().with_draft(None, Path::new(&format!("{site}.toml")), text).expect("a sound rule")
}

fn f1(extractor: &Extractor, sheet: &Sheet) -> f64 {
    let outcome = extractor.extract(&record(sheet).as_record()).expect("an outcome");
    word_f1(&sheet.text, &outcome.article().map(tinsach::Article::text).unwrap_or_default())
}

#[test]
fn what_is_learned_holds_on_other_pages() {
    let generic = extractor(RuleSet::none());
    for site in SITES {
        let proposal = learn(site, &pages(site, 0, 30), 2).expect("a proposal");
        let ruled = extractor(rules(site, &proposal.text));
        let unseen = pages(site, 1000, 12);
        let mut sums = (0.0, 0.0);
        for sheet in &unseen {
            let trace = ruled.trace(&record(sheet).as_record()).expect("an outcome");
            for field in [Field::Body, Field::Title] {
                let found = trace.spoke.found.iter().any(|it| it.field == field);
                assert!(found, "{site}: {field:?}\n{}", proposal.text);
            }
            let title = trace.outcome.article().and_then(|it| it.title.clone());
            assert_eq!(title.as_deref(), Some(sheet.title.as_str()), "{site}\n{}", proposal.text);
            let (with, without) = (f1(&ruled, sheet), f1(&generic, sheet));
            assert!(with >= 0.99, "{site}: {with} ({without} without)\n{}\n{}", sheet.html, proposal.text);
            sums = (sums.0 + with, sums.1 + without);
        }
        assert!(sums.0 >= sums.1, "{site}: {sums:?}\n{}", proposal.text);
    }
}

#[test]
fn selectors_are_those_that_a_person_would_choose() {
    let rule = |site| learn(site, &pages(site, 0, 30), 2).expect("a proposal").text;
    let has = |text: &str, lines: &[&str]| {
        for line in lines {
            assert!(text.lines().any(|it| it.starts_with(line)), "{line}\n{text}");
        }
    };
    has(
        &rule("baosong.example"),
        &[
            "title = [\"h1.detail-title\"]",
            "lead = [\"p.detail-sapo\"]",
            "body = [\"#cms-body\"]",
            "author = [\".detail-author\"]",
            "date = [\".detail-time\"]",
            "  \".box-related\",",
            "drop_text = [\"^Mời bạn đọc gửi thư",
        ],
    );
    let english = rule("harbourpost.example");
    has(&english, &["title = [\"#story-headline\"]", "body = [\"#story-text\"]", "date = [\"#story-date\"]"]);
    assert!(english.contains("\".letter-plea\"") && !english.contains("css-"), "{english}");
    let changing = rule("chodem.example");
    has(&changing, &["until = 2022-05-", "body = [\".story__body\"]", "body = [\".noidung\"]"]);
    assert_eq!(changing.matches("[[layout]]").count(), 2, "{changing}");
}

#[test]
fn the_same_pages_give_the_same_rule() {
    let site = SITES[0];
    let mut sheets = pages(site, 0, 20);
    let text = |sheets: &[Sheet], threads| learn(site, sheets, threads).expect("a proposal").text;
    let first = text(&sheets, 1);
    sheets.reverse();
    assert_eq!(text(&sheets, 3), first);
    sheets.push(sheets[4].clone());
    assert_eq!(text(&sheets, 2), first);
}

#[test]
fn few_pages_are_enough_or_say_so() {
    let site = SITES[1];
    let two = learn(site, &pages(site, 0, 2), 1).expect_err("too few");
    assert!(matches!(two, Refusal::TooFew { articles: 2 }), "{two}");
    for count in 3..6 {
        let proposal = learn(site, &pages(site, 0, count), 1).expect("a proposal");
        assert_eq!(proposal.check.held_back, count == 5);
        assert_eq!(proposal.check.covered, proposal.check.pages);
        let ruled = extractor(rules(site, &proposal.text));
        let sheet = &pages(site, 2000, 1)[0];
        assert!(f1(&ruled, sheet) >= 0.95, "{count}\n{}", proposal.text);
    }
}
