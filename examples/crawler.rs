//! A crawler's side of the library: reads saved responses and prints headline and length of each article.
//!
//! `cargo run --example crawler -- fixtures/pages/vnexpress.net/*/page.html`

use std::io::Write;
use std::{env, fs, io};

use tinsach::{Extractor, Outcome, Record};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Made once: it holds the site rules and can be shared between threads.
    let extractor = Extractor::new();
    let mut out = io::stdout().lock();
    for path in env::args().skip(1) {
        let body = fs::read(&path)?;
        // A crawler knows the address and the header; both help.
        let record = Record::bytes(&body, None).with_content_type(Some("text/html"));
        match extractor.extract(&record)? {
            Outcome::Article(article) => {
                let title = article.title.as_deref().unwrap_or("(no headline)");
                writeln!(out, "{path}: {title} ({} characters)", article.text().chars().count())?;
            }
            Outcome::NoArticle { reason } => writeln!(out, "{path}: no article: {}", reason.name())?,
        }
    }
    Ok(())
}
