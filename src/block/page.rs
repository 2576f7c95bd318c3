//! Blocks from a page: one walk over the tree in document order.
//!
//! Nothing is left out here but what no reader sees (scripts, controls): menus and comments become blocks as well, so
//! that each can get its label and its reason.

use super::hint::Hints;
use super::marks::{Mark, Marks};
use super::normal::{is_invisible, nfc};
use super::{Block, Cut, Form, Markup, PageImage, Region, TextFacts, caption, frame, table};
use crate::page::{Node, Page, Tag};

/// Parts of a run that are parted by single `<br>` become paragraphs of their own when they are, on average, at least
/// this long: then they were meant so.
const BR_PARAGRAPH_CHARS: usize = 90;

/// Cuts a page.
///
/// `marks` gives the marks of a node, `split_br` makes every `<br>` part two paragraphs.
pub fn cut(page: &Page, marks: &dyn Fn(u32) -> Marks, split_br: bool) -> Cut {
    let mut cutter = Cutter::new(page, marks, split_br);
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
    cells: bool,
    table: u32,
}

/// A piece of a run between two single `<br>`.
#[derive(Default)]
struct Piece {
    text: String,
    links: u32,
    link_chars: u32,
    link_at: Option<u32>,
    bold_chars: u32,
    italic_chars: u32,
    solid_chars: u32,
    first: u32,
    last: u32,
}

struct Cutter<'p> {
    marks: &'p dyn Fn(u32) -> Marks,
    split_br: bool,
    out: Cut,
    open: Vec<Context>,
    run: Vec<Piece>,
    space: bool,
    breaks: u32,
}

impl<'p> Cutter<'p> {
    fn new(page: &'p Page, marks: &'p dyn Fn(u32) -> Marks, split_br: bool) -> Self {
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
            cells: false,
            table: 0,
        };
        let out = Cut { regions: vec![whole], ..Cut::default() };
        Self { marks, split_br, out, open: vec![context], run: Vec::new(), space: false, breaks: 0 }
    }

    fn context(&self) -> Context {
        *self.open.last().unwrap_or(&self.open[0])
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
            Tag::Hr if self.context().cells => self.space = true,
            Tag::Hr => self.flush(),
            _ => self.enter(node),
        }
        node.at() + 1
    }

    fn enter(&mut self, node: Node<'p>) {
        let marks = (self.marks)(node.at());
        let hints = Hints::of(node);
        let mut context = self.context();
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
            context.style = style(node);
        } else if cell {
            self.cell();
        } else if tag.is_block() {
            self.space = true;
        }
        if !hints.is_empty() || !marks.is_empty() {
            let region = Region { parent: context.region, node: node.at(), end: node.end(), hints, marks };
            context.region = u32::try_from(self.out.regions.len()).unwrap_or(0);
            self.out.regions.push(region);
        }
        if tag == Tag::A && node.attr("href").is_some() && !marks.has(Mark::Unwrap) {
            context.link = true;
            self.piece(node.at()).links += 1;
        }
        context.bold |= matches!(tag, Tag::B | Tag::Strong);
        context.italic |= matches!(tag, Tag::I | Tag::Em);
        context.centered = is_centered(node).unwrap_or(context.centered);
        set_form(&mut context, node, marks);
        self.open.push(context);
    }

    fn image(&mut self, node: Node<'p>) {
        let Some(src) = image_source(node) else { return };
        let alt = node.attr("alt").map(super::normal::normalise).filter(|alt| !alt.is_empty());
        // The run before the picture is flushed later: the picture belongs before the next block or this one.
        let before = u32::try_from(self.out.blocks.len()).unwrap_or(u32::MAX);
        let table = self.context().table;
        self.out.images.push(PageImage { node: node.at(), src, alt, before, table, frame: None });
    }

    fn line_break(&mut self) {
        if self.context().pre {
            self.push_char('\n', self.context());
        } else if self.context().cells {
            self.space = true;
        } else {
            self.breaks += 1;
        }
    }

    fn cell(&mut self) {
        if let Some(piece) = self.run.last_mut()
            && !piece.text.is_empty()
        {
            piece.text.push('\t');
            self.space = false;
        }
    }

    fn text(&mut self, node: Node<'p>) {
        let context = self.context();
        let text = node.own_text();
        if context.pre {
            self.piece(node.at()).last = node.at();
            for c in text.chars().filter_map(preformatted) {
                self.push_char(c, context);
            }
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
            } else if !is_invisible(c) {
                self.apply_breaks();
                let piece = self.piece(node.at());
                piece.last = node.at();
                self.push_char(c, context);
            }
        }
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

    fn piece(&mut self, at: u32) -> &mut Piece {
        if self.run.is_empty() {
            self.run.push(Piece::default());
        }
        let last = self.run.len() - 1;
        let piece = &mut self.run[last];
        if piece.solid_chars == 0 {
            piece.first = at;
        }
        piece
    }

    fn push_char(&mut self, c: char, context: Context) {
        let space = std::mem::take(&mut self.space);
        if self.run.is_empty() {
            self.run.push(Piece::default());
        }
        let last = self.run.len() - 1;
        let piece = &mut self.run[last];
        if space && !piece.text.is_empty() && !piece.text.ends_with(['\t', '\n']) {
            piece.text.push(' ');
        }
        piece.text.push(c);
        if !c.is_whitespace() {
            if context.link && piece.link_at.is_none() {
                piece.link_at = Some(piece.solid_chars);
            }
            piece.solid_chars += 1;
            piece.link_chars += u32::from(context.link);
            piece.bold_chars += u32::from(context.bold);
            piece.italic_chars += u32::from(context.italic);
        }
    }

    /// Ends the run: makes a block of it, or one of each of its pieces.
    fn flush(&mut self) {
        self.breaks = 0;
        self.space = false;
        if self.run.is_empty() {
            return;
        }
        let mut pieces = std::mem::take(&mut self.run);
        pieces.retain(|piece| piece.solid_chars > 0);
        if pieces.len() > 1 && !self.split_br && !parts_are_paragraphs(&pieces) {
            pieces = vec![join(pieces)];
        }
        let context = self.context();
        for piece in pieces {
            self.push_block(&piece, context);
        }
    }

    fn push_block(&mut self, piece: &Piece, context: Context) {
        let text =
            if context.pre { piece.text.trim_end().trim_start_matches('\n') } else { piece.text.trim() };
        let text = nfc(text).into_owned();
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
        self.out.blocks.push(Block { text, form: context.form, facts, markup: Some(markup), at });
    }
}

fn set_form(context: &mut Context, node: Node<'_>, marks: Marks) {
    match node.tag() {
        tag if tag.heading_level().is_some() => {
            context.form = Form::Heading(tag.heading_level().unwrap_or(2));
        }
        Tag::Ul | Tag::Ol | Tag::Menu => context.list = context.list.saturating_add(1),
        Tag::Li => {
            let ordered = node.parent().is_some_and(|list| list.tag() == Tag::Ol);
            context.form = Form::ListItem { depth: context.list.max(1), ordered };
        }
        Tag::Dl if table::explains(node) => {
            context.form = Form::ListItem { depth: context.list.max(1), ordered: false };
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
    if marks.has(Mark::Caption) || caption::is_asked_for(node) {
        context.form = Form::Caption;
    }
    // Headings, list items and rows are one line each, inside code as elsewhere.
    context.pre &= context.form == Form::Code;
}

/// A character of code as it is kept: tabs and line ends stay, other white space is a space, what nobody sees goes.
fn preformatted(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        c if c.is_whitespace() => Some(' '),
        c => (!is_invisible(c)).then_some(c),
    }
}

/// Whether the element centres its text; `None` when it says nothing.
fn is_centered(node: Node<'_>) -> Option<bool> {
    if node.tag() == Tag::Center {
        return Some(true);
    }
    if let Some(align) = node.attr("align") {
        return Some(align.eq_ignore_ascii_case("center"));
    }
    let style = node.attr("style").filter(|style| style.contains("text-align"))?;
    let value = style.split("text-align").nth(1)?.trim_start_matches([':', ' ']);
    Some(value.starts_with("center"))
}

fn parts_are_paragraphs(pieces: &[Piece]) -> bool {
    let chars: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    chars >= pieces.len() * BR_PARAGRAPH_CHARS
}

fn join(pieces: Vec<Piece>) -> Piece {
    let mut all = Piece { first: pieces.first().map_or(0, |piece| piece.first), ..Piece::default() };
    for piece in pieces {
        if !all.text.is_empty() {
            all.text.push(' ');
        }
        all.text.push_str(piece.text.trim());
        all.links += piece.links;
        all.link_at = all.link_at.or(piece.link_at.map(|at| at + all.solid_chars));
        all.link_chars += piece.link_chars;
        all.bold_chars += piece.bold_chars;
        all.italic_chars += piece.italic_chars;
        all.solid_chars += piece.solid_chars;
        all.last = piece.last;
    }
    all
}

/// FNV-1a over name and classes: equal for elements that the page's author styled alike.
fn style(node: Node<'_>) -> u32 {
    let mut hash = 0x811c_9dc5_u32 ^ node.tag() as u32;
    for byte in node.attr("class").unwrap_or_default().bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// The address of a picture: the attributes of lazy loaders before `src`, which then holds a placeholder.
fn image_source(node: Node<'_>) -> Option<String> {
    let lazy =
        ["data-src", "data-original", "data-lazy-src", "data-original-src", "data-srcset", "srcset", "src"];
    lazy.into_iter()
        .filter_map(|name| node.attr(name).map(|value| (name, value.trim())))
        .map(|(name, value)| if name.ends_with("srcset") { largest_of_set(value) } else { value })
        .find(|value| !value.is_empty() && !value.starts_with("data:"))
        .map(str::to_owned)
}

/// The candidate with the greatest width or density of a `srcset`.
fn largest_of_set(set: &str) -> &str {
    let mut best = ("", -1.0);
    for candidate in set.split(", ").flat_map(|part| part.split(",http").take(1)) {
        let mut parts = candidate.split_ascii_whitespace();
        let Some(url) = parts.next() else { continue };
        let size = parts
            .next()
            .and_then(|size| size.trim_end_matches(['w', 'x']).parse::<f64>().ok())
            .unwrap_or(1.0);
        if size > best.1 {
            best = (url.trim_end_matches(','), size);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::{cut, largest_of_set};
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

    #[test]
    fn the_largest_picture_of_a_set() {
        assert_eq!(largest_of_set("a.jpg 320w, b.jpg 1200w, c.jpg 640w"), "b.jpg");
        assert_eq!(largest_of_set("a.jpg, b.jpg 2x"), "b.jpg");
    }
}
