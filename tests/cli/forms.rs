//! Every form of input with every form of output: what comes out is what the library gives for the page.
//!
//! The inputs are made here, from the fixtures. What was written is read back by other means than those it was written
//! with where there are some, and compared field by field.

mod inputs;
mod outputs;

use std::fs;

use tinsach::{Article, Extractor, Kind, Options, Outcome, Record};

use crate::bench::{Bench, Ran};
use crate::support::{Fixture, fixtures};
use inputs::{Input, Told};
use outputs::{OUTPUTS, articles};

/// A page with its name in the dump.
struct Page {
    id: String,
    fixture: Fixture,
}

/// Some pages of sites with rules and without, and one without an article.
fn pages() -> Vec<Page> {
    let mut all: Vec<Fixture> =
        fixtures("pages").into_iter().filter(|it| it.kind == Kind::Html && it.url.is_some()).collect();
    let step = all.len() / 6;
    let mut chosen: Vec<Fixture> = Vec::new();
    while let Some(fixture) = all.pop() {
        chosen.push(fixture);
        all.truncate(all.len().saturating_sub(step));
    }
    assert!(chosen.len() > 4, "few fixtures");
    let other = chosen.remove(0);
    chosen.push(Fixture { content: "<title>404</title><p>Trang không tồn tại".into(), ..other });
    let id = |n: usize| format!("bai-{n:02}");
    chosen.into_iter().enumerate().map(|(n, fixture)| Page { id: id(n), fixture }).collect()
}

/// What the library gives for a page, and with what mark-up says, as Markdown needs it.
struct Expected {
    id: String,
    /// The name of the page, which is part of that of its record.
    page: String,
    outcome: Outcome,
    marked_up: Outcome,
}

/// What comes out for pages in the file or folder of this name.
fn expected(name: &str, told: Told, pages: &[Page]) -> Vec<Expected> {
    let plain = Extractor::new();
    let options = Options::default().with_markup(true);
    let marked_up = Extractor::builder().options(options).build().expect("an extractor");
    let expected = |page: &Page| {
        let (content, url) = (&page.fixture.content, page.fixture.url.as_deref().filter(|_| told.url));
        let record =
            if told.bytes { Record::bytes(content.as_bytes(), url) } else { Record::str(content, url) };
        let record = record
            .with_fetched(page.fixture.fetched.filter(|_| told.fetched))
            .with_content_type(told.content_type);
        let [outcome, marked_up] = [&plain, &marked_up]
            .map(|extractor| extractor.extract(&record.with_kind(Kind::Html)).expect("an outcome"));
        Expected { id: (told.id)(name, page), page: page.id.clone(), outcome, marked_up }
    };
    pages.iter().map(expected).collect()
}

impl Input {
    /// Makes its files, and says what comes out of them.
    fn made(&self, bench: &Bench, pages: &[Page]) -> Vec<Expected> {
        let each = pages.len().div_ceil(self.names.len());
        let made = self.names.iter().zip(pages.chunks(each)).flat_map(|(name, pages)| {
            (self.make)(&bench.path(name), pages);
            expected(name, self.told, pages)
        });
        made.collect()
    }

    fn clean(&self, bench: &Bench, words: &[&str]) -> Ran {
        let words = [self.names, words, self.words].concat();
        if self.piped {
            let input = fs::read(bench.path(self.names[0])).expect("made");
            bench.clean_stdin(&words, &input)
        } else {
            bench.clean(&words)
        }
    }
}

fn every_output(inputs: &[Input]) {
    let pages = pages();
    for input in inputs {
        let bench = Bench::new();
        let expected = input.made(&bench, &pages);
        assert_eq!(expected.len(), pages.len(), "{:?}", input.names);
        assert_eq!(
            articles(&expected).len() + 1,
            expected.len(),
            "{:?}: one page has no article",
            input.names
        );
        for output in OUTPUTS {
            let ran = input.clean(&bench, &[&["-o", output.name], output.words].concat());
            if input.piped && output.is_job() {
                ran.ends(2).says(&["standard input cannot be read again"]);
            } else {
                ran.ends(0);
                output.check(&bench.path(output.name), &expected);
            }
        }
    }
}

#[test]
fn pages_in_folders_and_archives_become_every_output() {
    every_output(inputs::FOLDERS);
}

#[test]
fn json_lines_become_every_output() {
    every_output(inputs::LINES);
}

#[test]
fn web_archives_become_every_output() {
    every_output(inputs::ARCHIVES);
}

#[test]
fn tables_of_text_become_every_output() {
    every_output(inputs::TABLES);
}

#[cfg(feature = "parquet")]
#[test]
fn columns_become_every_output() {
    every_output(inputs::COLUMNS);
}

/// Articles are input again: whatever form they were written in, the same comes out for their texts.
#[test]
fn what_was_written_is_input_again() {
    let bench = Bench::new();
    let mut pages = pages();
    pages.pop();
    let first = inputs::LINES[0].made(&bench, &pages);
    let extractor = Extractor::new();
    let wanted: Vec<_> = articles(&first)
        .into_iter()
        .zip(&pages)
        .map(|(article, page)| {
            let text = article.text();
            let record = Record::str(&text, page.fixture.url.as_deref()).with_kind(Kind::Text);
            let outcome = extractor.extract(&record).expect("an outcome");
            let text = outcome.article().map(Article::text);
            (page.id.clone(), text)
        })
        .collect();
    assert!(wanted.iter().filter(|(_, text)| text.is_some()).count() > 3, "{wanted:?}");
    let mut forms = vec!["a.jsonl", "a.jsonl.zst", "a.csv", "a.csv.gz", "a.tsv"];
    if cfg!(feature = "parquet") {
        forms.push("a.parquet");
    }
    for form in forms {
        bench.clean(&["d.jsonl", "-o", form]).ends(0);
        let again = bench.clean(&[form, "--field", "text=text"]).ends(0);
        let found: Vec<_> = again
            .objects()
            .iter()
            .map(|it| {
                let string = |key: &str| it[key].as_str().map(str::to_owned);
                (string("id").expect("a name"), string("text"))
            })
            .collect();
        assert_eq!(found, wanted, "{form}");
    }
}
