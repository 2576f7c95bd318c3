//! The insertion modes of tables: "in table" to "in cell", and what does not belong into a table.

use super::body::is_hidden;
use super::traits::{Namespace, Traits};
use super::{Ink, Mode, NONE, Step, Token, TreeBuilder};
use crate::page::parse::name::Name;
use crate::page::parse::store::{Span, Store};
use crate::page::parse::token::{StartTag, TagName};

/// Text between the parts of a table, until something else comes.
#[derive(Debug, Default)]
pub(super) struct Pending {
    spans: Vec<Span>,
    /// Whether it is more than white space.
    ink: bool,
}

impl TreeBuilder {
    pub(super) fn in_table(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Null | Token::Text(..) => self.table_text(store, token),
            Token::Comment(text) => self.append_comment(text),
            Token::Start(tag) => self.table_start(store, tag),
            Token::End(name) => match name.name {
                Name::Table => {
                    if self.stack.in_scope(Name::Table, Traits::TABLE_SCOPE) {
                        self.stack.pop_through_named(Name::Table);
                        self.mode = self.reset_mode();
                    }
                    Step::Done
                }
                Name::Body
                | Name::Caption
                | Name::Col
                | Name::Colgroup
                | Name::Html
                | Name::Tbody
                | Name::Td
                | Name::Tfoot
                | Name::Th
                | Name::Thead
                | Name::Tr => Step::Done,
                Name::Template => self.in_head(store, token),
                _ => self.foster(store, token),
            },
            Token::Eof => self.in_body(store, token),
        }
    }

    fn table_start(&mut self, store: &mut Store<'_>, tag: StartTag) -> Step {
        match tag.name.name {
            Name::Caption => {
                self.stack.pop_to(Traits::TABLE_SCOPE);
                self.formatting.mark();
                self.part(store, tag, Mode::InCaption);
            }
            Name::Colgroup => {
                self.stack.pop_to(Traits::TABLE_SCOPE);
                self.part(store, tag, Mode::InColumnGroup);
            }
            Name::Col => {
                self.stack.pop_to(Traits::TABLE_SCOPE);
                self.insert_phantom(Name::Colgroup);
                return Step::Again(Mode::InColumnGroup);
            }
            Name::Tbody | Name::Tfoot | Name::Thead => {
                self.stack.pop_to(Traits::TABLE_SCOPE);
                self.part(store, tag, Mode::InTableBody);
            }
            Name::Td | Name::Th | Name::Tr => {
                self.stack.pop_to(Traits::TABLE_SCOPE);
                self.insert_phantom(Name::Tbody);
                return Step::Again(Mode::InTableBody);
            }
            Name::Table => {
                if self.stack.in_scope(Name::Table, Traits::TABLE_SCOPE) {
                    self.stack.pop_through_named(Name::Table);
                    return Step::Again(self.reset_mode());
                }
            }
            Name::Style | Name::Script | Name::Template => return self.in_head(store, Token::Start(tag)),
            Name::Input if is_hidden(store, tag) => return self.insert_empty(tag),
            Name::Form => {
                if self.form == NONE && !self.stack.holds(Name::Template) {
                    self.form = self.put_element(tag.name, Namespace::Html, tag.attributes);
                }
            }
            _ => return self.foster(store, Token::Start(tag)),
        }
        Step::Done
    }

    /// A part of a table. It is opened however deep: only a table, which obeys the limit, makes room for more of them.
    fn part(&mut self, store: &Store<'_>, tag: StartTag, mode: Mode) {
        self.insert_open(store, tag, Namespace::Html);
        self.mode = mode;
    }

    /// What does not belong into a table goes before it.
    fn foster(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        self.flags.foster = true;
        let step = self.in_body(store, token);
        self.flags.foster = false;
        step
    }

    fn table_text(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        if self.stack.top().traits.has(Traits::FOSTERS) {
            self.original = self.mode;
            Step::Again(Mode::InTableText)
        } else {
            self.foster(store, token)
        }
    }

    pub(super) fn in_table_text(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Null => Step::Done,
            Token::Text(text, ink) => {
                self.pending.ink |= match ink {
                    Ink::None => false,
                    Ink::Only => true,
                    Ink::Unknown => {
                        !self.pending.ink && store.text(text).bytes().any(|byte| !byte.is_ascii_whitespace())
                    }
                };
                self.pending.spans.push(text);
                Step::Done
            }
            _ => {
                let mut pending = std::mem::take(&mut self.pending);
                self.flags.foster = pending.ink;
                for span in pending.spans.drain(..) {
                    if pending.ink {
                        self.body_text(store, span);
                    } else {
                        self.append_text(span);
                    }
                }
                self.flags.foster = false;
                // The emptied vector is used again.
                self.pending.spans = pending.spans;
                Step::Again(self.original)
            }
        }
    }

    pub(super) fn in_caption(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        let ends = match token {
            Token::Start(tag) => is_part(tag.name.name),
            Token::End(name) => match name.name {
                Name::Table | Name::Caption => true,
                Name::Body | Name::Html => return Step::Done,
                name if is_part(name) => return Step::Done,
                _ => false,
            },
            _ => false,
        };
        if !ends {
            return self.in_body(store, token);
        }
        if !self.stack.in_scope(Name::Caption, Traits::TABLE_SCOPE) {
            return Step::Done;
        }
        self.stack.close_implied(Traits::IMPLIED);
        self.stack.pop_through_named(Name::Caption);
        self.clear_formatting();
        if matches!(token, Token::End(name) if name.name == Name::Caption) {
            self.mode = Mode::InTable;
            return Step::Done;
        }
        Step::Again(Mode::InTable)
    }

    pub(super) fn in_column_group(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Text(text, Ink::None) => {
                self.append_text(text);
                return Step::Done;
            }
            Token::Comment(text) => return self.append_comment(text),
            Token::Start(tag) => match tag.name.name {
                Name::Html => return self.in_body(store, token),
                Name::Col => return self.insert_empty(tag),
                Name::Template => return self.in_head(store, token),
                _ => {}
            },
            Token::End(name) => match name.name {
                Name::Colgroup => {
                    if self.stack.top().is(Name::Colgroup) {
                        self.stack.pop();
                        self.mode = Mode::InTable;
                    }
                    return Step::Done;
                }
                Name::Col => return Step::Done,
                Name::Template => return self.in_head(store, token),
                _ => {}
            },
            Token::Eof => return self.in_body(store, token),
            _ => {}
        }
        if self.stack.top().is(Name::Colgroup) {
            self.stack.pop();
            return Step::Again(Mode::InTable);
        }
        Step::Done
    }

    pub(super) fn in_table_body(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Start(tag) => match tag.name.name {
                Name::Tr => {
                    self.stack.pop_to(Traits::BODY_CONTEXT);
                    self.part(store, tag, Mode::InRow);
                    return Step::Done;
                }
                Name::Th | Name::Td => {
                    self.stack.pop_to(Traits::BODY_CONTEXT);
                    self.insert_phantom(Name::Tr);
                    return Step::Again(Mode::InRow);
                }
                Name::Caption | Name::Col | Name::Colgroup | Name::Tbody | Name::Tfoot | Name::Thead => {
                    return self.end_table_body();
                }
                _ => {}
            },
            Token::End(name) => match name.name {
                Name::Tbody | Name::Tfoot | Name::Thead => {
                    if self.stack.in_scope(name.name, Traits::TABLE_SCOPE) {
                        self.stack.pop_through(Traits::BODY_CONTEXT);
                        self.mode = Mode::InTable;
                    }
                    return Step::Done;
                }
                Name::Table => return self.end_table_body(),
                Name::Body
                | Name::Caption
                | Name::Col
                | Name::Colgroup
                | Name::Html
                | Name::Td
                | Name::Th
                | Name::Tr => return Step::Done,
                _ => {}
            },
            _ => {}
        }
        self.in_table(store, token)
    }

    fn end_table_body(&mut self) -> Step {
        if self.stack.in_scope_any(Traits::BODY_OR_TABLE, Traits::TABLE_SCOPE) {
            self.stack.pop_through(Traits::BODY_CONTEXT);
            return Step::Again(Mode::InTable);
        }
        Step::Done
    }

    pub(super) fn in_row(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Start(tag) => match tag.name.name {
                Name::Th | Name::Td => {
                    self.stack.pop_to(Traits::ROW_CONTEXT);
                    self.part(store, tag, Mode::InCell);
                    self.formatting.mark();
                    return Step::Done;
                }
                name if is_part(name) => return self.end_row(),
                _ => {}
            },
            Token::End(name) => match name.name {
                Name::Tr => {
                    if matches!(self.end_row(), Step::Again(_)) {
                        self.mode = Mode::InTableBody;
                    }
                    return Step::Done;
                }
                Name::Table => return self.end_row(),
                Name::Tbody | Name::Tfoot | Name::Thead => {
                    if self.stack.in_scope(name.name, Traits::TABLE_SCOPE) {
                        return self.end_row();
                    }
                    return Step::Done;
                }
                Name::Body
                | Name::Caption
                | Name::Col
                | Name::Colgroup
                | Name::Html
                | Name::Td
                | Name::Th => {
                    return Step::Done;
                }
                _ => {}
            },
            _ => {}
        }
        self.in_table(store, token)
    }

    /// Closes the row if there is one; what ended it is for "in table body" then.
    fn end_row(&mut self) -> Step {
        if self.stack.in_scope(Name::Tr, Traits::TABLE_SCOPE) {
            self.stack.pop_through(Traits::ROW_CONTEXT);
            return Step::Again(Mode::InTableBody);
        }
        Step::Done
    }

    pub(super) fn in_cell(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Start(tag) if is_part(tag.name.name) => {
                if self.stack.in_scope_any(Traits::CELL, Traits::TABLE_SCOPE) {
                    return self.close_cell();
                }
                Step::Done
            }
            Token::End(TagName { name, .. }) => match name {
                Name::Td | Name::Th => {
                    if self.stack.in_scope(name, Traits::TABLE_SCOPE) {
                        self.stack.close_implied(Traits::IMPLIED);
                        self.stack.pop_through_named(name);
                        self.clear_formatting();
                        self.mode = Mode::InRow;
                    }
                    Step::Done
                }
                Name::Body | Name::Caption | Name::Col | Name::Colgroup | Name::Html => Step::Done,
                Name::Table | Name::Tbody | Name::Tfoot | Name::Thead | Name::Tr => {
                    if self.stack.in_scope(name, Traits::TABLE_SCOPE) {
                        return self.close_cell();
                    }
                    Step::Done
                }
                _ => self.in_body(store, token),
            },
            _ => self.in_body(store, token),
        }
    }

    fn close_cell(&mut self) -> Step {
        self.stack.close_implied(Traits::IMPLIED);
        self.stack.pop_through(Traits::CELL);
        self.clear_formatting();
        Step::Again(Mode::InRow)
    }
}

/// The parts of a table.
const fn is_part(name: Name) -> bool {
    matches!(
        name,
        Name::Caption
            | Name::Col
            | Name::Colgroup
            | Name::Tbody
            | Name::Td
            | Name::Tfoot
            | Name::Th
            | Name::Thead
            | Name::Tr
    )
}
