//! The insertion modes after the body, of framesets, and in templates.

use super::{Ink, Mode, Step, Token, TreeBuilder};
use crate::page::parse::name::Name;
use crate::page::parse::store::Store;
use crate::page::parse::token::StartTag;

impl TreeBuilder {
    pub(super) fn in_template(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(..) | Token::Comment(_) => self.in_body(store, token),
            Token::End(name) if name.name == Name::Template => self.in_head(store, token),
            Token::Null | Token::End(_) => Step::Done,
            Token::Eof => {
                if !self.stack.holds(Name::Template) {
                    return Step::Done;
                }
                self.close_template();
                Step::Again(self.mode)
            }
            Token::Start(tag) => {
                let mode = match tag.name.name {
                    Name::Base
                    | Name::Basefont
                    | Name::Bgsound
                    | Name::Link
                    | Name::Meta
                    | Name::Noframes
                    | Name::Script
                    | Name::Style
                    | Name::Template
                    | Name::Title => return self.in_head(store, token),
                    Name::Caption | Name::Colgroup | Name::Tbody | Name::Tfoot | Name::Thead => Mode::InTable,
                    Name::Col => Mode::InColumnGroup,
                    Name::Tr => Mode::InTableBody,
                    Name::Td | Name::Th => Mode::InRow,
                    _ => Mode::InBody,
                };
                self.template_modes.pop();
                self.template_modes.push(mode);
                Step::Again(mode)
            }
        }
    }

    pub(super) fn after_body(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(_, Ink::None) => self.in_body(store, token),
            Token::Comment(text) => match self.stack.get(0) {
                Some(html) => self.comment_in(html.node, text),
                None => self.comment_in_document(text),
            },
            Token::Start(StartTag { name, .. }) if name.name == Name::Html => self.in_body(store, token),
            Token::End(name) if name.name == Name::Html => {
                self.mode = Mode::AfterAfterBody;
                Step::Done
            }
            Token::Eof => Step::Done,
            _ => Step::Again(Mode::InBody),
        }
    }

    pub(super) fn after_after_body(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(_, Ink::None) => self.in_body(store, token),
            Token::Comment(text) => self.comment_in_document(text),
            Token::Start(StartTag { name, .. }) if name.name == Name::Html => self.in_body(store, token),
            Token::Eof => Step::Done,
            _ => Step::Again(Mode::InBody),
        }
    }

    pub(super) fn in_frameset(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(text, Ink::None) => self.append_text(text),
            Token::Comment(text) => return self.append_comment(text),
            Token::Start(tag) => match tag.name.name {
                Name::Html => return self.in_body(store, token),
                Name::Frameset => {
                    self.insert(store, tag);
                }
                Name::Frame => return self.insert_empty(tag),
                Name::Noframes => return self.in_head(store, token),
                _ => {}
            },
            Token::End(name) if name.name == Name::Frameset && self.stack.len() > 1 => {
                self.stack.pop();
                if !self.stack.top().is(Name::Frameset) {
                    self.mode = Mode::AfterFrameset;
                }
            }
            _ => {}
        }
        Step::Done
    }

    pub(super) fn after_frameset(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(text, Ink::None) => self.append_text(text),
            Token::Comment(text) => return self.append_comment(text),
            Token::Start(tag) => match tag.name.name {
                Name::Html => return self.in_body(store, token),
                Name::Noframes => return self.in_head(store, token),
                _ => {}
            },
            Token::End(name) if name.name == Name::Html => self.mode = Mode::AfterAfterFrameset,
            _ => {}
        }
        Step::Done
    }

    pub(super) fn after_after_frameset(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(_, Ink::None) => self.in_body(store, token),
            Token::Comment(text) => self.comment_in_document(text),
            Token::Start(tag) if tag.name.name == Name::Html => self.in_body(store, token),
            Token::Start(tag) if tag.name.name == Name::Noframes => self.in_head(store, token),
            _ => Step::Done,
        }
    }
}
