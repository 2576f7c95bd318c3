//! The insertion mode "in body": text and start tags.

use super::formatting::{Entry, Formatting};
use super::stack::Open;
use super::traits::{Namespace, Traits};
use super::{Mode, Quirks, Step, Token, TreeBuilder};
use crate::page::parse::name::Name;
use crate::page::parse::store::{Span, Store};
use crate::page::parse::token::{Next, StartTag, TagName};

impl TreeBuilder {
    pub(super) fn in_body(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Start(tag) => self.body_start(store, tag),
            Token::End(name) => self.body_end(store, name),
            Token::Text(text, _) => {
                self.body_text(store, text);
                Step::Done
            }
            Token::Comment(text) => self.append_comment(text),
            Token::Null => Step::Done,
            Token::Eof if self.template_modes.is_empty() => Step::Done,
            Token::Eof => self.in_template(store, token),
        }
    }

    /// Text where text may stand.
    #[inline]
    pub(super) fn body_text(&mut self, store: &Store<'_>, text: Span) {
        self.reconstruct_formatting(store);
        self.see_ink(store, text);
        self.append_text(text);
    }

    /// A page with text has no frames. Looks at text only until the first that is not white space.
    #[inline]
    pub(super) fn see_ink(&mut self, store: &Store<'_>, text: Span) {
        if self.flags.frameset_ok && store.text(text).bytes().any(|byte| !byte.is_ascii_whitespace()) {
            self.flags.frameset_ok = false;
        }
    }

    /// The start tags of which pages are made.
    pub(super) fn body_start(&mut self, store: &mut Store<'_>, tag: StartTag) -> Step {
        match tag.name.name {
            Name::Address
            | Name::Article
            | Name::Aside
            | Name::Blockquote
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
            | Name::Main
            | Name::Menu
            | Name::Nav
            | Name::Ol
            | Name::P
            | Name::Search
            | Name::Section
            | Name::Summary
            | Name::Ul => {
                self.close_p();
                self.insert(store, tag);
            }
            Name::A => {
                self.close_misnested_a(store);
                self.reconstruct_formatting(store);
                self.insert_formatting(store, tag);
            }
            Name::Li | Name::Dd | Name::Dt => self.item(store, tag),
            Name::Area | Name::Br | Name::Embed | Name::Img | Name::Keygen | Name::Wbr => {
                self.reconstruct_formatting(store);
                self.flags.frameset_ok = false;
                return self.insert_empty(tag);
            }
            Name::H1 | Name::H2 | Name::H3 | Name::H4 | Name::H5 | Name::H6 => {
                self.close_p();
                if self.stack.top().traits.has(Traits::HEADING) {
                    self.stack.pop();
                }
                self.insert(store, tag);
            }
            _ => return self.body_inline_start(store, tag),
        }
        Step::Done
    }

    /// The start tags inside of lines, and those that belong into the head.
    fn body_inline_start(&mut self, store: &mut Store<'_>, tag: StartTag) -> Step {
        match tag.name.name {
            Name::B
            | Name::Big
            | Name::Code
            | Name::Em
            | Name::Font
            | Name::I
            | Name::S
            | Name::Small
            | Name::Strike
            | Name::Strong
            | Name::Tt
            | Name::U => {
                self.reconstruct_formatting(store);
                self.insert_formatting(store, tag);
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
            | Name::Title => return self.in_head(store, Token::Start(tag)),
            Name::Noscript | Name::Noembed => return self.raw_text(store, tag, Next::RawText),
            Name::Iframe => {
                self.flags.frameset_ok = false;
                return self.raw_text(store, tag, Next::RawText);
            }
            Name::Svg => return self.enter_foreign(store, tag, Namespace::Svg),
            Name::Math => return self.enter_foreign(store, tag, Namespace::MathMl),
            Name::Table => self.start_table(store, tag),
            Name::Param | Name::Source | Name::Track => return self.insert_empty(tag),
            Name::Caption
            | Name::Col
            | Name::Colgroup
            | Name::Frame
            | Name::Head
            | Name::Tbody
            | Name::Td
            | Name::Tfoot
            | Name::Th
            | Name::Thead
            | Name::Tr => {}
            Name::Form
            | Name::Button
            | Name::Input
            | Name::Select
            | Name::Option
            | Name::Optgroup
            | Name::Textarea => return self.control_start(store, tag),
            Name::Html | Name::Body | Name::Frameset => self.outer_start(store, tag),
            _ => return self.body_rare_start(store, tag),
        }
        Step::Done
    }

    /// Start tags that few pages have, and ordinary elements.
    fn body_rare_start(&mut self, store: &mut Store<'_>, tag: StartTag) -> Step {
        match tag.name.name {
            Name::Pre | Name::Listing => {
                self.close_p();
                self.insert(store, tag);
                self.flags.skip_newline = true;
                self.flags.frameset_ok = false;
            }
            Name::Hr => {
                self.close_p();
                if self.stack.in_scope(Name::Select, Traits::SCOPE) {
                    self.stack.close_implied(Traits::IMPLIED);
                }
                self.flags.frameset_ok = false;
                return self.insert_empty(tag);
            }
            Name::Image => {
                let name = TagName { name: Name::Img, text: Span::EMPTY };
                return self.body_start(store, StartTag { name, ..tag });
            }
            Name::Nobr => {
                self.reconstruct_formatting(store);
                if self.stack.in_scope(Name::Nobr, Traits::SCOPE) {
                    self.adoption_agency(store, Name::Nobr);
                    self.reconstruct_formatting(store);
                }
                self.insert_formatting(store, tag);
            }
            Name::Applet | Name::Marquee | Name::Object => {
                self.reconstruct_formatting(store);
                if self.insert(store, tag) {
                    self.formatting.mark();
                }
                self.flags.frameset_ok = false;
            }
            Name::Plaintext => {
                self.close_p();
                self.insert(store, tag);
                return Step::Next(Next::PlainText);
            }
            Name::Xmp => {
                self.close_p();
                self.reconstruct_formatting(store);
                self.flags.frameset_ok = false;
                return self.raw_text(store, tag, Next::RawText);
            }
            name @ (Name::Rb | Name::Rtc | Name::Rp | Name::Rt) => {
                self.close_ruby_parts(name);
                self.insert(store, tag);
            }
            _ => {
                self.reconstruct_formatting(store);
                self.insert(store, tag);
            }
        }
        Step::Done
    }

    /// Before a part of `<ruby>` the part before it ends; `<rp>` and `<rt>` can stand in an `<rtc>`.
    fn close_ruby_parts(&mut self, name: Name) {
        if !self.stack.in_scope(Name::Ruby, Traits::SCOPE) {
            return;
        }
        match name {
            Name::Rb | Name::Rtc => self.stack.close_implied(Traits::IMPLIED),
            _ => self.stack.close_implied_except(Name::Rtc),
        }
    }

    /// The start tags of forms.
    fn control_start(&mut self, store: &mut Store<'_>, tag: StartTag) -> Step {
        let in_select = self.stack.in_scope(Name::Select, Traits::SCOPE);
        match tag.name.name {
            Name::Form => self.start_form(store, tag),
            Name::Button => {
                if self.stack.in_scope(Name::Button, Traits::SCOPE) {
                    self.stack.close_implied(Traits::IMPLIED);
                    self.stack.pop_through_named(Name::Button);
                }
                self.reconstruct_formatting(store);
                self.insert(store, tag);
                self.flags.frameset_ok = false;
            }
            Name::Input => {
                if in_select {
                    self.stack.pop_through_named(Name::Select);
                }
                self.reconstruct_formatting(store);
                self.flags.frameset_ok &= is_hidden(store, tag);
                return self.insert_empty(tag);
            }
            Name::Textarea => {
                self.flags.skip_newline = true;
                self.flags.frameset_ok = false;
                return self.raw_text(store, tag, Next::RcData);
            }
            Name::Select if in_select => self.stack.pop_through_named(Name::Select),
            Name::Select => {
                self.reconstruct_formatting(store);
                self.insert(store, tag);
                self.flags.frameset_ok = false;
            }
            // `<option>` and `<optgroup>`
            name => {
                if in_select && name == Name::Option {
                    self.stack.close_implied_except(Name::Optgroup);
                } else if in_select {
                    self.stack.close_implied(Traits::IMPLIED);
                } else if self.stack.top().is(Name::Option) {
                    self.stack.pop();
                }
                self.reconstruct_formatting(store);
                self.insert(store, tag);
            }
        }
        Step::Done
    }

    fn start_form(&mut self, store: &Store<'_>, tag: StartTag) {
        let in_template = self.stack.holds(Name::Template);
        if self.form != super::NONE && !in_template {
            return;
        }
        self.close_p();
        if self.insert(store, tag) && !in_template {
            self.form = self.stack.top().node;
        }
    }

    fn start_table(&mut self, store: &Store<'_>, tag: StartTag) {
        if self.quirks != Quirks::Yes {
            self.close_p();
        }
        if self.insert(store, tag) {
            self.mode = Mode::InTable;
        }
        self.flags.frameset_ok = false;
    }

    /// `<html>`, `<body>` and `<frameset>` where they should not be.
    fn outer_start(&mut self, store: &Store<'_>, tag: StartTag) {
        let body = self.stack.get(1).filter(|open| open.is(Name::Body));
        let in_template = self.stack.holds(Name::Template);
        match (tag.name.name, body) {
            (Name::Html, _) if !in_template => {
                if let Some(html) = self.stack.get(0) {
                    self.add_missing(store, 0, html.node, tag.attributes);
                }
            }
            (Name::Body, Some(body)) if !in_template => {
                self.flags.frameset_ok = false;
                self.add_missing(store, 1, body.node, tag.attributes);
            }
            (Name::Frameset, Some(body)) if self.flags.frameset_ok => {
                self.arena.detach(body.node);
                self.stack.truncate(1);
                self.insert_open(store, tag, Namespace::Html);
                self.mode = Mode::InFrameset;
            }
            _ => {}
        }
    }

    /// `<li>` closes the item before it, `<dt>` and `<dd>` theirs.
    fn item(&mut self, store: &Store<'_>, tag: StartTag) {
        self.flags.frameset_ok = false;
        let closes = |name: Name| match tag.name.name {
            Name::Li => name == Name::Li,
            _ => matches!(name, Name::Dd | Name::Dt),
        };
        let closes = |open: Open| open.is_html() && closes(open.name);
        let before = self.stack.nearest(|open| closes(open) || open.traits.has(Traits::ENDS_ITEM));
        if let Some(open) = before.filter(|&open| closes(open)) {
            self.stack.close_implied_except(open.name);
            self.stack.pop_through_named(open.name);
        }
        self.close_p();
        self.insert(store, tag);
    }

    /// Closes an open paragraph, as most blocks do.
    #[inline]
    pub(super) fn close_p(&mut self) {
        if self.stack.holds(Name::P) {
            self.close_p_in_scope();
        }
    }

    fn close_p_in_scope(&mut self) {
        if self.stack.in_scope(Name::P, Traits::BUTTON_SCOPE) {
            self.stack.close_implied_except(Name::P);
            self.stack.pop_through_named(Name::P);
        }
    }

    /// An element that goes on in the next paragraph when it is not closed.
    fn insert_formatting(&mut self, store: &Store<'_>, tag: StartTag) {
        let (name, attributes) = (tag.name.name, tag.attributes);
        if self.has_room()
            && let Some(at) = self.formatting.one_too_many(name, attributes, store)
        {
            self.unlist(at);
        }
        if self.insert(store, tag) {
            let (node, at) = (self.stack.top().node, self.stack.len() - 1);
            self.arena.set_listed(node, true);
            self.formatting.push(Entry { node, name, attributes, at });
        }
    }

    /// Takes an entry out of the list of active formatting elements.
    pub(super) fn unlist(&mut self, at: usize) {
        if let Some(entry) = self.formatting.get(at) {
            self.arena.set_listed(entry.node, false);
            self.formatting.remove(at);
        }
    }

    /// Clears the list of active formatting elements up to the last marker.
    pub(super) fn clear_formatting(&mut self) {
        let Self { formatting, arena, .. } = self;
        formatting.clear_to_marker(|node| arena.set_listed(node, false));
    }

    /// Opens again, in the paragraph that is open now, the formatting elements that were not closed by a tag of their own.
    /// At most [`Formatting::MAX`] steps.
    #[inline]
    pub(super) fn reconstruct_formatting(&mut self, store: &Store<'_>) {
        if !self.formatting.is_settled(&self.stack) {
            self.reopen_formatting(store);
        }
    }

    fn reopen_formatting(&mut self, store: &Store<'_>) {
        let mut at = self.formatting.len();
        let closed = |this: &Formatting, at: usize, stack: &super::Stack| {
            this.get(at).is_some_and(|entry| entry.node != super::NONE && !entry.is_open(stack))
        };
        while at > 0 && closed(&self.formatting, at - 1, &self.stack) {
            at -= 1;
        }
        while let Some(entry) = self.formatting.get(at).filter(|_| self.has_room()) {
            let name = TagName { name: entry.name, text: Span::EMPTY };
            let tag = StartTag { name, attributes: entry.attributes, self_closing: false };
            self.arena.set_listed(entry.node, false);
            let node = self.insert_open(store, tag, Namespace::Html);
            self.arena.set_listed(node, true);
            self.formatting.replace(at, Entry { node, at: self.stack.len() - 1, ..entry });
            at += 1;
        }
    }
}

/// Whether an `<input>` is not seen.
pub(super) fn is_hidden(store: &Store<'_>, tag: StartTag) -> bool {
    let kind = store.attributes_of(tag.attributes).iter().find(|it| store.text(it.name) == "type");
    kind.is_some_and(|it| store.text(it.value).eq_ignore_ascii_case("hidden"))
}
