//! Blocks from a page: one walk over the tree in document order.
//!
//! Nothing is left out here but what no reader sees (scripts, controls): menus and comments become blocks as well, so
//! that each can get its label and its reason.

use super::classes::Seen;
use super::hint::Hints;
use super::inline::{Inline, Recorder, Style, nfc_map};
use super::look::{is_centered, style};
use super::marks::{Mark, Marks};
use super::normal::{Stretch, into_nfc, nfc, normalise, preformatted, stretches};
use super::piece::{Piece, join, last_of, parts_are_paragraphs};
use super::said::Said;
use super::{Block, Cut, Form, Markup, PageImage, Region, TextFacts, caption, frame, picture, table};
use crate::page::{Node, Page, Tag};

/// How a page is cut.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Every `<br>` parts two paragraphs.
    pub split_br: bool,
    /// Blocks carry what mark-up says inside of them, see [`Inline`].
    pub inline: bool,
}

/// Cuts a page.
///
/// `marks` gives the marks of a node, `split_br` makes every `<br>` part two paragraphs.
pub fn cut(page: &Page, marks: &dyn Fn(u32) -> Marks, split_br: bool) -> Cut {
    cut_as(page, marks, Manner { split_br, inline: false })
}

/// Cuts a page in that manner.
pub fn cut_as(page: &Page, marks: &dyn Fn(u32) -> Marks, manner: Manner) -> Cut {
    let mut cutter = Cutter::new(page, marks, manner);
    let mut at = 0;
    while at < page.len() {
        cutter.close(at);
        at = cutter.visit(page.node(at));
    }
    cutter.close(u32::MAX);
    frame::add(page, &mut cutter.out);
    cutter.out
}

/// What holds for everything inside the innermost open element.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact of the open elements, none depends on another"
)]
struct Context {
    end: u32,
    block: bool,
    region: u32,
    node: u32,
    parent: u32,
    style: u32,
    form: Form,
    link: bool,
    bold: bool,
    italic: bool,
    centered: bool,
    pre: bool,
    list: u8,
    definitions: u8,
    cells: bool,
    table: u32,
    anchor: u32,
    code: bool,
    item: u32,
}

impl Context {
    const fn style(&self) -> Style {
        Style { anchor: self.anchor, bold: self.bold, italic: self.italic, code: self.code }
    }
}

struct Cutter<'p> {
    page: &'p Page<'p>,
    /// `None` where nobody asks for it.
    recorder: Option<Recorder>,
    marks: &'p dyn Fn(u32) -> Marks,
    split_br: bool,
    out: Cut,
    open: Vec<Context>,
    run: Vec<Piece>,
    /// The text of a piece that is a block now: the next one is written where it stood.
    spare: String,
    space: bool,
    breaks: u32,
    seen: Seen<'p>,
}

impl<'p> Cutter<'p> {
    fn new(page: &'p Page, marks: &'p dyn Fn(u32) -> Marks, manner: Manner) -> Self {
        let whole =
            Region { parent: 0, node: 0, end: page.len(), hints: Hints::NONE, marks: Marks::default() };
        let context = Context {
            end: u32::MAX,
            block: true,
            region: 0,
            node: 0,
            parent: 0,
            style: 0,
            form: Form::Paragraph,
            link: false,
            bold: false,
            italic: false,
            centered: false,
            pre: false,
            list: 0,
            definitions: 0,
            cells: false,
            table: 0,
            anchor: 0,
            code: false,
            item: 0,
        };
        // A block or a region to so many nodes, as pages go.
        let room = page.len() as usize / 8;
        let mut regions = Vec::with_capacity(room + 1);
        regions.push(whole);
        let out = Cut { blocks: Vec::with_capacity(room), regions, ..Cut::default() };
        let recorder = manner.inline.then(Recorder::default);
        // Deeper than most pages nest.
        let mut open = Vec::with_capacity(64);
        open.push(context);
        let split_br = manner.split_br;
        let (run, spare, seen) = (Vec::new(), String::new(), Seen::new());
        Self { page, recorder, marks, split_br, out, open, run, spare, space: false, breaks: 0, seen }
    }

    fn context(&self) -> &Context {
        self.open.last().unwrap_or(&self.open[0])
    }

    /// Closes the elements that end before node `at`.
    fn close(&mut self, at: u32) {
        while self.open.len() > 1 && self.context().end <= at {
            if self.context().block {
                self.flush();
            }
            self.open.pop();
        }
        if at == u32::MAX {
            self.flush();
        }
    }

    /// Takes one node in; returns the number of the next node to visit.
    fn visit(&mut self, node: Node<'p>) -> u32 {
        match node.tag() {
            Tag::Text => self.text(node),
            Tag::Button if super::unseen::is_in_heading(node) => self.enter(node),
            tag if tag.is_skipped() => return node.end(),
            Tag::Br => self.line_break(),
            Tag::Img | Tag::AmpImg => self.image(node),
            Tag::Hr if self.context().cells => self.line_end(),
            Tag::Hr => self.flush(),
            _ => self.enter(node),
        }
        node.at() + 1
    }

    fn enter(&mut self, node: Node<'p>) {
        let marks = (self.marks)(node.at());
        let said = Said::by_next(node, &mut self.seen);
        let hints = Hints::said(node, &said);
        let mut context = *self.context();
        let tag = node.tag();
        let cell = context.cells && matches!(tag, Tag::Td | Tag::Th);
        context.end = node.end();
        // A marked element is a block of its own even inside a line, unless the mark only concerns a link.
        let marked = !marks.is_empty() && marks != Marks::default().with(Mark::Unwrap);
        context.block = (tag.is_block() || marked) && !(context.cells && tag != Tag::Tr && tag != Tag::Table);
        if context.block {
            self.flush();
            context.parent = context.node;
            context.node = node.at();
            context.style = style(tag, &said);
        } else if cell {
            self.cell();
        } else if tag.is_block() {
            self.line_end();
        }
        if !hints.is_empty() || !marks.is_empty() {
            let region = Region { parent: context.region, node: node.at(), end: node.end(), hints, marks };
            context.region = u32::try_from(self.out.regions.len()).unwrap_or(0);
            self.out.regions.push(region);
        }
        if tag == Tag::A && said.href && !marks.has(Mark::Unwrap) {
            context.link = true;
            self.piece(node.at()).links += 1;
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.enter(node);
            set_style(&mut context, node, &said);
        }
        context.bold |= matches!(tag, Tag::B | Tag::Strong);
        context.italic |= matches!(tag, Tag::I | Tag::Em);
        context.centered = is_centered(tag, &said).unwrap_or(context.centered);
        set_form(&mut context, node);
        if marks.has(Mark::Caption) || caption::is_asked_for(&said) {
            context.form = Form::Caption;
        }
        // Headings, list items and rows are one line each, inside code as elsewhere.
        context.pre &= context.form == Form::Code;
        self.open.push(context);
    }

    fn image(&mut self, node: Node<'p>) {
        let Some((src, alt)) = picture::read(node) else { return };
        let (src, alt) = (src.to_owned(), alt.map(normalise).filter(|alt| !alt.is_empty()));
        // The run before the picture is flushed later: the picture belongs before the next block or this one.
        let before = u32::try_from(self.out.blocks.len()).unwrap_or(u32::MAX);
        let table = self.context().table;
        self.out.images.push(PageImage { node: node.at(), src, alt, before, table, frame: None });
    }

    fn line_break(&mut self) {
        if self.context().pre {
            self.push_code('\n');
        } else if self.context().cells {
            self.line_end();
        } else {
            self.breaks += 1;
        }
    }

    fn cell(&mut self) {
        if let Some(piece) = self.run.last_mut()
            && !piece.text.is_empty()
        {
            piece.text.push('\t');
            if self.recorder.is_some() {
                piece.runs.part(piece.text.len());
            }
            self.space = false;
        } else if let Some(recorder) = &mut self.recorder {
            recorder.empty_cell();
        }
    }

    /// A line of a cell ends; in a row it is a space.
    fn line_end(&mut self) {
        if self.recorder.is_some()
            && let Some(piece) = self.run.last_mut()
        {
            piece.runs.line_end(piece.text.len());
        }
        self.space = true;
    }

    fn text(&mut self, node: Node<'p>) {
        let text = node.own_text();
        if self.context().pre {
            self.piece(node.at()).last = node.at();
            for c in text.chars().filter_map(preformatted) {
                self.push_code(c);
            }
            return;
        }
        let mut stretches = stretches(text);
        while let Some(stretch) = stretches.next() {
            self.space |= stretch.spaced;
            if self.breaks > 0 {
                self.apply_breaks();
            }
            self.piece(node.at()).last = node.at();
            self.push(&stretch);
            if stretches.is_over() {
                break;
            }
        }
        self.space |= stretches.spaced;
    }

    /// Carries out the `<br>` met since the last visible character.
    fn apply_breaks(&mut self) {
        match std::mem::take(&mut self.breaks) {
            0 => {}
            1 => {
                if self.run.last().is_some_and(|piece| !piece.text.is_empty()) {
                    self.run.push(Piece::default());
                }
                self.space = false;
            }
            _ => self.flush(),
        }
    }

    /// The last piece; node `at` is its first if nothing visible is in it yet.
    fn piece(&mut self, at: u32) -> &mut Piece {
        if self.run.is_empty() {
            self.run.push(Piece { text: std::mem::take(&mut self.spare), ..Piece::default() });
        }
        let piece = last_of(&mut self.run);
        if piece.solid_chars == 0 {
            piece.first = at;
        }
        piece
    }

    /// Adds a stretch of text to the last piece.
    fn push(&mut self, stretch: &Stretch<'_>) {
        let space = std::mem::take(&mut self.space);
        let Some(context) = self.open.last() else { return };
        let piece = last_of(&mut self.run);
        if space && !matches!(piece.text.as_bytes().last(), None | Some(b'\t' | b'\n')) {
            piece.text.push(' ');
        }
        let start = piece.text.len();
        piece.text.push_str(stretch.text);
        if self.recorder.is_some() && !context.pre {
            piece.runs.add((start, piece.text.len()), context.style());
        }
        if stretch.solid > 0 {
            piece.count(stretch.solid, context.link, context.style());
        }
    }

    /// Adds a character of code.
    fn push_code(&mut self, c: char) {
        let solid = u32::from(!c.is_whitespace());
        self.push(&Stretch { text: c.encode_utf8(&mut [0; 4]), solid, spaced: false });
    }

    /// Ends the run: makes a block of it, or one of each of its pieces.
    fn flush(&mut self) {
        self.breaks = 0;
        self.space = false;
        if self.run.is_empty() {
            return;
        }
        let mut pieces = std::mem::take(&mut self.run);
        if pieces.len() > 1 {
            pieces.retain(|piece| piece.solid_chars > 0);
            if pieces.len() > 1 && !self.split_br && !parts_are_paragraphs(&pieces) {
                pieces = vec![join(pieces)];
            }
        }
        for piece in pieces.drain(..).filter(|piece| piece.solid_chars > 0) {
            self.push_block(piece);
        }
        self.run = pieces;
    }

    /// The text in NFC with what mark-up says inside of it; nothing where nobody asks.
    fn inline(&mut self, piece: &Piece, text: &str, context: &Context) -> (String, Option<Box<Inline>>) {
        let Some(recorder) = &mut self.recorder else { return (into_nfc(text.to_owned()), None) };
        let skipped = text.as_ptr() as usize - piece.text.as_ptr() as usize;
        let (normal, map) = nfc_map(text);
        let last = text.len();
        let href = |anchor| self.page.node(anchor).attr("href").unwrap_or_default().to_owned();
        let inline = piece.runs.inline(href);
        let mut inline = inline.mapped(|at| map[at.saturating_sub(skipped).min(last)]);
        inline.breaks.retain(|&at| normal.get(at..).is_some_and(|rest| rest.starts_with(' ')));
        inline.breaks.dedup();
        recorder.complete(&mut inline, context.item, context.form);
        let some = inline != Inline::default();
        (normal, some.then(|| Box::new(inline)))
    }

    fn push_block(&mut self, mut piece: Piece) {
        let context = *self.context();
        let text =
            if context.pre { piece.text.trim_end().trim_start_matches('\n') } else { trimmed(&piece.text) };
        let (text, inline) = if self.recorder.is_some() {
            self.inline(&piece, text, &context)
        } else if piece.text.len() <= MAX_COPIED {
            (nfc(text).into_owned(), None)
        } else if text.len() == piece.text.len() {
            (into_nfc(std::mem::take(&mut piece.text)), None)
        } else {
            (into_nfc(text.to_owned()), None)
        };
        let facts = TextFacts::of(&text);
        let markup = Markup {
            region: context.region,
            node: context.node,
            parent: context.parent,
            links: piece.links,
            link_chars: piece.link_chars,
            link_at: piece.link_at.unwrap_or(u32::MAX),
            bold_chars: piece.bold_chars,
            italic_chars: piece.italic_chars,
            solid_chars: piece.solid_chars,
            centered: context.centered,
            table: context.table,
            style: context.style,
        };
        let at = (piece.first, piece.last.max(piece.first));
        self.out.blocks.push(Block { text, form: context.form, facts, markup: Some(markup), at, inline });
        piece.text.clear();
        self.spare = piece.text;
    }
}

/// A block's text of at most so many bytes is copied to where it stays, and the place where it was written serves the next
/// one. A longer one stays where it is.
const MAX_COPIED: usize = 4096;

/// The text without white space around it, which it mostly has not.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// What is recorded of the characters inside the element.
fn set_style(context: &mut Context, node: Node<'_>, said: &Said<'_>) {
    match node.tag() {
        Tag::A if said.href => context.anchor = node.at(),
        Tag::Code => context.code = true,
        Tag::Li => context.item = node.at(),
        _ => {}
    }
}

fn set_form(context: &mut Context, node: Node<'_>) {
    match node.tag() {
        tag if tag.heading_level().is_some() => {
            context.form = Form::Heading(tag.heading_level().unwrap_or(2));
        }
        Tag::Ul | Tag::Ol | Tag::Menu => context.list = context.list.saturating_add(1),
        Tag::Li => {
            let ordered = node.parent().is_some_and(|list| list.tag() == Tag::Ol);
            context.form = Form::ListItem { depth: context.list.max(1), ordered };
        }
        Tag::Dl => {
            if context.definitions < table::MAX_DEFINITIONS && table::explains(node) {
                context.form = Form::ListItem { depth: context.list.max(1), ordered: false };
            }
            context.definitions = context.definitions.saturating_add(1);
        }
        Tag::Blockquote => context.form = Form::Quote,
        Tag::Figcaption | Tag::Caption => context.form = Form::Caption,
        Tag::Pre if !context.cells => {
            context.pre = true;
            context.form = Form::Code;
        }
        Tag::Table => {
            context.cells = table::is_data(node);
            context.table = if context.cells { 0 } else { node.at() };
            if !context.cells && matches!(context.form, Form::TableRow) {
                context.form = Form::Paragraph;
            }
        }
        Tag::Tr if context.cells => context.form = Form::TableRow,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::block::{Form, Marks};
    use crate::page::Page;

    fn blocks(html: &str) -> Vec<(String, Form)> {
        let page = Page::parse(html, 10_000);
        cut(&page, &|_| Marks::default(), false)
            .blocks
            .into_iter()
            .map(|block| (block.text, block.form))
            .collect()
    }

    fn texts(html: &str) -> Vec<String> {
        blocks(html).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn two_breaks_part_paragraphs_and_one_joins() {
        assert_eq!(texts("<div>một<br>hai<br> <br/>ba<p>bốn</p>năm</div>"), ["một hai", "ba", "bốn", "năm"]);
    }

    #[test]
    fn long_parts_at_single_breaks_are_paragraphs() {
        let part = "Con đường qua thôn được mở rộng. ".repeat(4);
        assert_eq!(texts(&format!("<div>{part}<br>{part}</div>")).len(), 2);
    }

    #[test]
    fn tables_lists_code_keep_their_structure() {
        let html = "<table><tr><th>Năm<th>Tấn<tr><td>2024<td><p>12</p></table>\
                    <ol><li>x<ul><li>y</ul></ol><pre>a\n  b</pre>";
        let list = |depth, ordered| Form::ListItem { depth, ordered };
        let expected = [
            ("Năm\tTấn", Form::TableRow),
            ("2024\t12", Form::TableRow),
            ("x", list(1, true)),
            ("y", list(2, false)),
            ("a\n  b", Form::Code),
        ];
        assert_eq!(blocks(html), expected.map(|(text, form)| (text.to_owned(), form)));
    }

    #[test]
    fn code_keeps_its_white_space_and_what_is_one_line_stays_one() {
        let html = "<pre>a\u{85}b&#1;\n\tc&#13;<b>d</b><h3>e\nf</h3></pre>\
                    <table><tr><td><pre>g\nh</pre><td>i<hr>j<tr><td>k<td>l</table>";
        let expected = [
            ("a b\n\tc d", Form::Code),
            ("e f", Form::Heading(3)),
            ("g h\ti j", Form::TableRow),
            ("k\tl", Form::TableRow),
        ];
        assert_eq!(blocks(html), expected.map(|(text, form)| (text.to_owned(), form)));
    }

    #[test]
    fn links_are_counted_in_the_block_they_stand_in() {
        let page = Page::parse("<p>ab <a href=x>cd</a></p><p>ef</p>", 100);
        let cut = cut(&page, &|_| Marks::default(), false);
        let links: Vec<_> = cut.blocks.iter().map(|block| block.markup.unwrap().link_chars).collect();
        assert_eq!(links, [2, 0]);
    }
}
