//! Reads Markdown from standard input and writes it as an HTML page, as the standard with tables says, and with nothing taken out:
//! what a careless renderer would do with `tinsach clean --format markdown`. For `scripts/test-hostile`.
#![expect(clippy::print_stdout, reason = "a page is what it is for")]

use std::io::{self, Read as _};

use pulldown_cmark::{Options, Parser, html};

fn main() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let mut page = String::from("<!DOCTYPE html><meta charset=utf-8><title>Markdown</title>\n");
    html::push_html(&mut page, Parser::new_ext(&text, Options::ENABLE_TABLES));
    println!("{page}");
    Ok(())
}
