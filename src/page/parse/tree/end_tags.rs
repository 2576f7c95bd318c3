//! The insertion mode "in body": end tags.

use super::traits::Traits;
use super::{Mode, NONE, Step, Token, TreeBuilder};
use crate::page::parse::name::Name;
use crate::page::parse::store::{Span, Store};
use crate::page::parse::token::{StartTag, TagName};

impl TreeBuilder {
    pub(super) fn body_end(&mut self, store: &mut Store<'_>, tag: TagName) -> Step {
        match tag.name {
            Name::Address
            | Name::Article
            | Name::Aside
            | Name::Blockquote
            | Name::Button
            | Name::Center
            | Name::Details
            | Name::Dialog
            | Name::Dir
            | Name::Div
            | Name::Dl
            | Name::Fieldset
            | Name::Figcaption
            | Name::Figure
            | Name::Footer
            | Name::Header
            | Name::Hgroup
            | Name::Listing
            | Name::Main
            | Name::Menu
            | Name::Nav
            | Name::Ol
            | Name::Pre
            | Name::Search
            | Name::Section
            | Name::Select
            | Name::Summary
            | Name::Ul => {
                self.close_block(tag.name);
            }
            Name::A
            | Name::B
            | Name::Big
            | Name::Code
            | Name::Em
            | Name::Font
            | Name::I
            | Name::Nobr
            | Name::S
            | Name::Small
            | Name::Strike
            | Name::Strong
            | Name::Tt
            | Name::U => self.adoption_agency(store, tag.name),
            Name::P => {
                if self.stack.pop_named(Name::P) {
                    return Step::Done;
                }
                if !self.stack.in_scope(Name::P, Traits::BUTTON_SCOPE) {
                    self.insert_phantom(Name::P);
                }
                self.stack.close_implied_except(Name::P);
                self.stack.pop_through_named(Name::P);
            }
            _ => return self.body_rare_end(store, tag),
        }
        Step::Done
    }

    fn body_rare_end(&mut self, store: &mut Store<'_>, tag: TagName) -> Step {
        match tag.name {
            name @ (Name::Li | Name::Dd | Name::Dt) => {
                let bound = if name == Name::Li { Traits::LIST_SCOPE } else { Traits::SCOPE };
                if !self.stack.pop_named(name) && self.stack.in_scope(name, bound) {
                    self.stack.close_implied_except(name);
                    self.stack.pop_through_named(name);
                }
            }
            Name::H1 | Name::H2 | Name::H3 | Name::H4 | Name::H5 | Name::H6 => {
                if self.stack.in_scope_any(Traits::HEADING, Traits::SCOPE) {
                    self.stack.close_implied(Traits::IMPLIED);
                    self.stack.pop_through(Traits::HEADING);
                }
            }
            Name::Form => self.end_form(),
            Name::Body | Name::Html => {
                if self.stack.in_scope(Name::Body, Traits::SCOPE) {
                    self.mode = Mode::AfterBody;
                    if tag.name == Name::Html {
                        return Step::Again(Mode::AfterBody);
                    }
                }
            }
            name @ (Name::Applet | Name::Marquee | Name::Object) => {
                if self.close_block(name) {
                    self.clear_formatting();
                }
            }
            Name::Br => {
                let attributes = crate::page::parse::store::Attributes::default();
                let tag = StartTag { name: tag, attributes, self_closing: false };
                return self.in_body(store, Token::Start(tag));
            }
            Name::Template => return self.in_head(store, Token::End(tag)),
            _ => self.end_other(store, tag),
        }
        Step::Done
    }

    /// Closes the element of that name if it is in scope, with all inside of it; says whether it was.
    fn close_block(&mut self, name: Name) -> bool {
        // None of these has an implied end tag: if it is the current node, only it is closed.
        if self.stack.pop_named(name) {
            return true;
        }
        let open = self.stack.in_scope(name, Traits::SCOPE);
        if open {
            self.stack.close_implied(Traits::IMPLIED);
            self.stack.pop_through_named(name);
        }
        open
    }

    fn end_form(&mut self) {
        if self.stack.holds(Name::Template) {
            self.close_block(Name::Form);
            return;
        }
        let form = std::mem::replace(&mut self.form, NONE);
        if form == NONE {
            return;
        }
        let bound =
            self.stack.inwards().find(|(_, open)| open.node == form || open.traits.has(Traits::SCOPE));
        if bound.is_some_and(|(_, open)| open.node == form) {
            self.stack.close_implied(Traits::IMPLIED);
            if let Some(at) = self.stack.place_of(form) {
                self.close_at(at);
            }
        }
    }

    /// The standard's "any other end tag": closes the element of that name unless a special one is in between.
    pub(super) fn end_other(&mut self, store: &Store<'_>, tag: TagName) {
        if !self.stack.holds(tag.name) || (tag.name != Name::Other && self.stack.pop_named(tag.name)) {
            return;
        }
        let mut found = None;
        for (at, open) in self.stack.inwards() {
            if open.is(tag.name) && (tag.name != Name::Other || self.is_called(store, open.node, tag.text)) {
                found = Some(at);
                break;
            }
            if open.traits.has(Traits::SPECIAL) {
                return;
            }
        }
        if let Some(at) = found {
            // Implied end tags cannot go beyond the element: it is spared by its name, or has no implied end tag.
            self.stack.close_implied_except(tag.name);
            self.stack.truncate(at);
        }
    }

    /// Whether the element of an unknown name has that one.
    fn is_called(&self, store: &Store<'_>, node: u32, name: Span) -> bool {
        self.arena.as_element(node).is_some_and(|element| {
            element.text.len == name.len && store.text(element.text) == store.text(name)
        })
    }
}
