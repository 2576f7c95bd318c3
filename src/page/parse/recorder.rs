//! The tokens of a page as lines of text, to be compared with another tokenizer's.
//!
//! Only for tests and the fuzz targets.

use std::fmt::Write as _;

use super::name::Name;
use super::store::{Span, Store};
use super::token::{Doctype, Next, Sink, StartTag, TagName};
use super::tokenizer::tokenize;

/// Each token of the page on a line of its own; adjoining texts are one. In place of a tree, states follow the names of
/// tags, and a CDATA section may stand after `<svg>` or `<math>`.
pub(crate) fn tokens(page: &str) -> Vec<String> {
    let mut store = Store::new(page.into());
    let mut recorder = Recorder::default();
    tokenize(&mut store, &mut recorder);
    recorder.lines
}

#[derive(Default)]
struct Recorder {
    lines: Vec<String>,
    text: String,
    is_foreign: bool,
}

impl Recorder {
    fn line(&mut self, line: String) {
        if !self.text.is_empty() {
            self.lines.push(format!("text {:?}", std::mem::take(&mut self.text)));
        }
        self.lines.push(line);
    }

    fn tag(&mut self, name: &str, is_start: bool) {
        if matches!(name, "svg" | "math") {
            self.is_foreign = is_start;
        }
    }
}

/// The state that follows a start tag, in place of a tree.
pub(super) const fn next(name: Name) -> Next {
    match name {
        Name::Title | Name::Textarea => Next::RcData,
        Name::Style | Name::Xmp | Name::Iframe | Name::Noembed | Name::Noframes | Name::Noscript => {
            Next::RawText
        }
        Name::Script => Next::ScriptData,
        Name::Plaintext => Next::PlainText,
        _ => Next::Data,
    }
}

impl Sink for Recorder {
    fn text(&mut self, store: &mut Store<'_>, text: Span) {
        assert!(!text.is_empty(), "an empty text");
        self.text.push_str(store.text(text));
    }

    fn null(&mut self, _: &mut Store<'_>) {
        self.line("null".to_owned());
    }

    fn start_tag(&mut self, store: &mut Store<'_>, tag: StartTag) -> Next {
        let name = store.text(tag.name.text);
        assert_eq!(Name::from_bytes(name.as_bytes()), tag.name.name);
        let mut line = format!("start {name}");
        let (start, len) = (tag.attributes.start as usize, usize::from(tag.attributes.len));
        for attribute in &store.attributes[start..start + len] {
            let (name, value) = (store.text(attribute.name), store.text(attribute.value));
            // Writing into a text cannot fail.
            let _ = write!(line, " {name:?}={value:?}");
        }
        if tag.self_closing {
            line += " /";
        }
        self.tag(name, true);
        let next = next(tag.name.name);
        self.line(line);
        next
    }

    fn end_tag(&mut self, store: &mut Store<'_>, name: TagName) {
        let text = store.text(name.text);
        assert_eq!(Name::from_bytes(text.as_bytes()), name.name);
        self.tag(text, false);
        self.line(format!("end {text}"));
    }

    fn comment(&mut self, store: &mut Store<'_>, text: Span) {
        self.line(format!("comment {:?}", store.text(text)));
    }

    fn doctype(&mut self, store: &mut Store<'_>, doctype: Doctype) {
        let [name, public, system] =
            [doctype.name, doctype.public_id, doctype.system_id].map(|it| it.map(|span| store.text(span)));
        self.line(format!("doctype {name:?} {public:?} {system:?} {}", doctype.force_quirks));
    }

    fn allows_cdata(&self) -> bool {
        self.is_foreign
    }

    fn is_full(&self) -> bool {
        false
    }

    fn end(&mut self, _: &mut Store<'_>) {
        self.line("end of page".to_owned());
    }
}
