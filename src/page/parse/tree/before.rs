//! The insertion modes before the body, and the one for text alone: "initial" to "after head", "text".

use super::arena::{DOCUMENT, NONE};
use super::insert::phantom;
use super::quirks::Quirks;
use super::traits::{Namespace, Traits};
use super::{Ink, Mode, Step, Token, TreeBuilder};
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attributes, Store};
use crate::page::parse::token::{Next, StartTag};

/// End tags that stand for the start tags that should have come before them.
const fn implies_start(name: Name) -> bool {
    matches!(name, Name::Head | Name::Body | Name::Html | Name::Br)
}

impl TreeBuilder {
    pub(super) fn initial(&mut self, token: Token) -> Step {
        match token {
            Token::Text(_, Ink::None) => Step::Done,
            Token::Comment(text) => self.comment_in_document(text),
            _ => {
                self.quirks = Quirks::Yes;
                Step::Again(Mode::BeforeHtml)
            }
        }
    }

    pub(super) fn before_html(&mut self, token: Token) -> Step {
        match token {
            Token::Comment(text) => return self.comment_in_document(text),
            Token::Text(_, Ink::None) => return Step::Done,
            Token::Start(tag) if tag.name.name == Name::Html => {
                self.create_root(tag.attributes);
                self.mode = Mode::BeforeHead;
                return Step::Done;
            }
            Token::End(name) if !implies_start(name.name) => return Step::Done,
            _ => {}
        }
        self.create_root(phantom(Name::Html).attributes);
        Step::Again(Mode::BeforeHead)
    }

    fn create_root(&mut self, attributes: Attributes) {
        let html = self.arena.element(phantom(Name::Html).name, Namespace::Html, attributes);
        self.arena.append(DOCUMENT, html);
        self.open(html, Name::Html);
    }

    pub(super) fn before_head(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(_, Ink::None) => return Step::Done,
            Token::Comment(text) => return self.append_comment(text),
            Token::Start(tag) if tag.name.name == Name::Html => return self.in_body(store, token),
            Token::Start(tag) if tag.name.name == Name::Head => {
                self.head = self.insert_open(store, tag, Namespace::Html);
                self.mode = Mode::InHead;
                return Step::Done;
            }
            Token::End(name) if !implies_start(name.name) => return Step::Done,
            _ => {}
        }
        self.head = self.insert_phantom(Name::Head);
        Step::Again(Mode::InHead)
    }

    pub(super) fn in_head(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(text, Ink::None) => {
                self.append_text(text);
                return Step::Done;
            }
            Token::Comment(text) => return self.append_comment(text),
            Token::Start(tag) => match tag.name.name {
                Name::Html => return self.in_body(store, token),
                Name::Base | Name::Basefont | Name::Bgsound | Name::Link | Name::Meta => {
                    return self.insert_empty(tag);
                }
                Name::Title => return self.raw_text(store, tag, Next::RcData),
                Name::Noframes | Name::Style | Name::Noscript => {
                    return self.raw_text(store, tag, Next::RawText);
                }
                Name::Script => return self.raw_text(store, tag, Next::ScriptData),
                Name::Template => return self.start_template(store, tag),
                Name::Head => return Step::Done,
                _ => {}
            },
            Token::End(name) => match name.name {
                Name::Head => {
                    self.stack.pop();
                    self.mode = Mode::AfterHead;
                    return Step::Done;
                }
                Name::Template => return self.end_template(),
                Name::Body | Name::Html | Name::Br => {}
                _ => return Step::Done,
            },
            _ => {}
        }
        self.stack.pop();
        Step::Again(Mode::AfterHead)
    }

    /// An element that holds nothing but text. It is opened however deep: the next end tag closes it.
    pub(super) fn raw_text(&mut self, store: &Store<'_>, tag: StartTag, next: Next) -> Step {
        self.insert_open(store, tag, Namespace::Html);
        self.original = self.mode;
        self.mode = Mode::Text;
        Step::Next(next)
    }

    fn start_template(&mut self, store: &Store<'_>, tag: StartTag) -> Step {
        self.flags.frameset_ok = false;
        if self.insert(store, tag) {
            self.formatting.mark();
            self.mode = Mode::InTemplate;
            self.template_modes.push(Mode::InTemplate);
        }
        Step::Done
    }

    fn end_template(&mut self) -> Step {
        if self.stack.holds(Name::Template) {
            self.stack.close_implied(Traits::IMPLIED_ALL);
            self.close_template();
        }
        Step::Done
    }

    /// Closes the innermost template.
    pub(super) fn close_template(&mut self) {
        self.stack.pop_through_named(Name::Template);
        self.clear_formatting();
        self.template_modes.pop();
        self.mode = self.reset_mode();
    }

    pub(super) fn after_head(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(text, Ink::None) => {
                self.append_text(text);
                return Step::Done;
            }
            Token::Comment(text) => return self.append_comment(text),
            Token::Start(tag) => match tag.name.name {
                Name::Html => return self.in_body(store, token),
                Name::Body => {
                    self.insert_open(store, tag, Namespace::Html);
                    self.flags.frameset_ok = false;
                    self.mode = Mode::InBody;
                    return Step::Done;
                }
                Name::Frameset => {
                    self.insert_open(store, tag, Namespace::Html);
                    self.mode = Mode::InFrameset;
                    return Step::Done;
                }
                Name::Base
                | Name::Basefont
                | Name::Bgsound
                | Name::Link
                | Name::Meta
                | Name::Noframes
                | Name::Script
                | Name::Style
                | Name::Template
                | Name::Title => return self.late_in_head(store, token),
                Name::Head => return Step::Done,
                _ => {}
            },
            Token::End(name) => match name.name {
                Name::Template => return self.in_head(store, token),
                Name::Body | Name::Html | Name::Br => {}
                _ => return Step::Done,
            },
            _ => {}
        }
        self.insert_phantom(Name::Body);
        Step::Again(Mode::InBody)
    }

    /// What belongs into the head, after its end.
    fn late_in_head(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        if self.head == NONE {
            return Step::Done;
        }
        let head = self.head;
        self.open(head, Name::Head);
        let step = self.in_head(store, token);
        if let Some(at) = self.stack.place_of(head) {
            self.close_at(at);
        }
        step
    }

    pub(super) fn in_text(&mut self, token: Token) -> Step {
        match token {
            Token::Text(text, _) => {
                self.append_text(text);
                return Step::Done;
            }
            Token::Eof => {
                self.stack.pop();
                return Step::Again(self.original);
            }
            Token::End(_) => {
                self.stack.pop();
                self.mode = self.original;
            }
            // The tokenizer makes none of these before the end tag.
            _ => {}
        }
        Step::Done
    }
}
