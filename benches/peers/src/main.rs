//! `peers NAME PAGES.jsonl [OUT.jsonl]`: one extractor over pages in memory, on one thread; `scripts/peers` runs it.
//!
//! PAGES has a page a line (`id`, `url`, `html`, decoded). The user time of cleaning all of them goes to standard output,
//! and what came out to OUT, as the scorer of the corpora wants it. Reading and writing are outside of the measured time.
#![forbid(unsafe_code)]

use std::fmt::Write as _;
use std::hint::black_box;

use dom_smoothie::{Config, Readability, TextMode};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use serde_json::{Value, json};
use tinsach::{Extractor, Kind, Outcome, Record};

/// Pages cleaned before the clock starts: tables that are built at first use, memory that is asked for once.
const WARM_UP: usize = 20;

struct Page {
    id: String,
    url: Option<String>,
    html: String,
}

/// What an extractor found on a page: the fields the scorer reads.
#[derive(Default)]
struct Found {
    text: String,
    title: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
}

type Clean = Box<dyn Fn(&Page) -> Found>;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [name, pages, out @ ..] = args.as_slice() else { panic!("peers NAME PAGES.jsonl [OUT.jsonl]") };
    let pages: Vec<Page> = std::fs::read_to_string(pages).expect("pages").lines().map(page).collect();
    let clean = extractor(name);
    pages.iter().take(WARM_UP).for_each(|page| drop(black_box(clean(page))));
    let mut found = Vec::with_capacity(pages.len());
    let start = user_microseconds();
    for page in &pages {
        found.push(clean(page));
    }
    let time = user_microseconds() - start;
    println!("{}", json!({ "name": name, "microseconds": time, "pages": pages.len() }));
    if let [out] = out {
        let mut lines = String::new();
        for (page, found) in pages.iter().zip(&found) {
            let _ = writeln!(lines, "{}", line(page, found));
        }
        std::fs::write(out, lines).expect("an output file");
    }
}

fn page(line: &str) -> Page {
    let row: Value = serde_json::from_str(line).expect("JSON");
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    Page { id: text("id").expect("an id"), url: text("url"), html: text("html").expect("a page") }
}

fn line(page: &Page, found: &Found) -> Value {
    json!({
        "id": page.id,
        "text": found.text,
        "title": found.title,
        "authors": found.authors,
        "published": found.published,
    })
}

/// User time of this process so far.
fn user_microseconds() -> i64 {
    getrusage(UsageWho::RUSAGE_SELF).expect("a system that counts").user_time().num_microseconds()
}

fn extractor(name: &str) -> Clean {
    match name {
        "tinsach" => {
            let extractor = Extractor::new();
            Box::new(move |page| tinsach(&extractor, page))
        }
        "dom_smoothie" => Box::new(dom_smoothie),
        "rs-trafilatura" => Box::new(rs_trafilatura),
        _ => panic!("no extractor {name}"),
    }
}

fn tinsach(extractor: &Extractor, page: &Page) -> Found {
    let record = Record::str(&page.html, page.url.as_deref()).with_kind(Kind::Html);
    let Ok(Outcome::Article(article)) = extractor.extract(&record) else { return Found::default() };
    Found {
        text: article.text(),
        title: article.title,
        authors: article.authors,
        published: article.published,
    }
}

fn dom_smoothie(page: &Page) -> Found {
    // `Raw`, the default, glues the words of neighbouring blocks together.
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(page.html.as_str(), page.url.as_deref(), Some(config));
    let Ok(article) = article.and_then(|mut it| it.parse()) else { return Found::default() };
    Found {
        text: article.text_content.to_string(),
        title: Some(article.title),
        authors: article.byline.into_iter().collect(),
        published: article.published_time,
    }
}

fn rs_trafilatura(page: &Page) -> Found {
    let options = rs_trafilatura::Options { url: page.url.clone(), ..rs_trafilatura::Options::default() };
    let Ok(found) = rs_trafilatura::extract_with_options(&page.html, &options) else {
        return Found::default();
    };
    Found {
        text: found.content_text,
        title: found.metadata.title,
        authors: found.metadata.author.into_iter().collect(),
        published: found.metadata.date.map(|at| at.to_rfc3339()),
    }
}
