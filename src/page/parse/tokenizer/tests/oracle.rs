//! The same lines as the crate's recorder, from html5ever's tokenizer.
//!
//! The fuzz targets include this file; it names nothing of this crate.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Each token on a line of its own.
pub fn tokens(page: &str) -> Vec<String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Oracle::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.lines.into_inner()
}

#[derive(Default)]
struct Oracle {
    lines: RefCell<Vec<String>>,
    text: RefCell<String>,
    is_foreign: Cell<bool>,
}

impl Oracle {
    fn line(&self, line: String) {
        let text = self.text.take();
        if !text.is_empty() {
            self.lines.borrow_mut().push(format!("text {text:?}"));
        }
        self.lines.borrow_mut().push(line);
    }
}

impl TokenSink for Oracle {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::NullCharacterToken => self.line("null".to_owned()),
            Token::CommentToken(text) => self.line(format!("comment {:?}", &*text)),
            Token::DoctypeToken(it) => {
                let [name, public, system] = [&it.name, &it.public_id, &it.system_id].map(|it| it.as_deref());
                self.line(format!("doctype {name:?} {public:?} {system:?} {}", it.force_quirks));
            }
            Token::TagToken(tag) => {
                if matches!(&*tag.name, "svg" | "math") {
                    self.is_foreign.set(tag.kind == TagKind::StartTag);
                }
                if tag.kind == TagKind::EndTag {
                    self.line(format!("end {}", &*tag.name));
                    return TokenSinkResult::Continue;
                }
                let mut line = format!("start {}", &*tag.name);
                for attribute in &tag.attrs {
                    let (name, value) = (&*attribute.name.local, &*attribute.value);
                    let _ = write!(line, " {name:?}={value:?}");
                }
                if tag.self_closing {
                    line += " /";
                }
                self.line(line);
                return next(&tag.name);
            }
            Token::EOFToken => self.line("end of page".to_owned()),
            Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.is_foreign.get()
    }
}

fn next(name: &str) -> TokenSinkResult<()> {
    match name {
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}
