//! The Markdown form, with the tables and footnotes of GitHub.
//!
//! Text is escaped where Markdown would read it as markup, and only there, so that what is rendered is what the page
//! said. Neighbouring blocks of one kind make one list, quotation or table.

mod escape;
mod list;
mod notes;

use std::fmt::Write as _;

use self::escape::{Escaped, line_start};
use self::notes::Notes;
use super::style::{Levels, Look, Part, Run, Style, cells, number, parts, runs, web};
use crate::article::{Article, ArticleBlock, Image};
use crate::label::Label;

/// The article: `# title`, then its blocks. Ends with a line end.
pub fn markdown(article: &Article, style: Style) -> String {
    let levels = Levels::of(article);
    let page = Page { style, notes: &Notes::of(article) };
    let mut out = Vec::new();
    if let Some(title) = &article.title {
        out.push(heading(1, plain(title)));
    }
    // Captions that were asked for as text stand in it already.
    let captions = !article.blocks.iter().any(|block| block.label == Label::Caption);
    out.extend(parts(article, style).into_iter().map(|part| match part {
        Part::Image(image) => picture(image, captions),
        Part::Blocks(Label::Subheading, [block, ..]) => heading(levels.level(block), page.text(block)),
        Part::Blocks(label, run) => page.render(label, run),
    }));
    out.join("\n\n") + "\n"
}

/// A heading; marks of closing at its end are text.
fn heading(level: u8, mut text: String) -> String {
    let body = text.trim_end_matches('#').len();
    if body < text.len() && (body == 0 || text[..body].ends_with(' ')) {
        text.insert(text.len() - 1, '\\');
    }
    format!("{} {text}", "#".repeat(level.into()))
}

/// A fence longer than any run of backticks inside, with the language behind it.
fn code(block: &ArticleBlock) -> String {
    let text = &block.text;
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let language = block.markup.as_ref().and_then(|it| it.language.as_deref()).unwrap_or_default();
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// What holds for all blocks of an article.
#[derive(Clone, Copy)]
struct Page<'a> {
    style: Style,
    notes: &'a Notes,
}

impl Page<'_> {
    fn render(self, label: Label, run: &[ArticleBlock]) -> String {
        match label {
            Label::List | Label::Footnote => self.items(run),
            Label::Quote => self.quote(run),
            Label::Table => self.table(run),
            Label::Code => run.iter().map(code).collect::<Vec<_>>().join("\n\n"),
            _ => run.iter().map(|block| self.paragraph(block)).collect::<Vec<_>>().join("\n\n"),
        }
    }

    /// The text of a block, with what is shown inside of it.
    fn text(self, block: &ArticleBlock) -> String {
        let runs = runs(block, self.style);
        self.inline(&runs, block.label)
    }

    fn paragraph(self, block: &ArticleBlock) -> String {
        line_start(self.text(block))
    }

    fn quote(self, run: &[ArticleBlock]) -> String {
        run.iter().map(|block| format!("> {}", self.paragraph(block))).collect::<Vec<_>>().join("\n>\n")
    }

    /// Notes that the text refers to are notes; others are items of a list, or paragraphs.
    fn items(self, run: &[ArticleBlock]) -> String {
        let listed = |block: &ArticleBlock| {
            (block.label == Label::List || number(block).is_some()) && self.notes.defined(block).is_none()
        };
        let group = |run: &[ArticleBlock]| match run {
            [block, ..] if listed(block) => list::list(run, &|block| self.paragraph(block)),
            [block, ..] => {
                let number = self.notes.defined(block).map(|number| format!("[^{number}]: "));
                number.unwrap_or_default() + &self.paragraph(block)
            }
            [] => String::new(),
        };
        let groups = run.chunk_by(|one, next| listed(one) && listed(next));
        groups.map(group).collect::<Vec<_>>().join("\n\n")
    }

    /// Rows of cells; the first one is the head, as Markdown knows no table without. Short rows are filled up.
    fn table(self, run: &[ArticleBlock]) -> String {
        let cell = |runs: Vec<Run<'_>>| self.inline(&runs, Label::Table).trim().to_owned();
        let rows: Vec<Vec<String>> =
            run.iter().map(|row| cells(row, self.style).into_iter().map(cell).collect()).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines: Vec<String> = rows
            .into_iter()
            .map(|mut cells| {
                cells.resize(width, String::new());
                format!("| {} |", cells.join(" | "))
            })
            .collect();
        lines.insert(1, format!("|{}", " --- |".repeat(width)));
        lines.join("\n")
    }

    /// Runs of one line, as links and emphasis where these are shown.
    fn inline(self, runs: &[Run<'_>], label: Label) -> String {
        let mut out = Escaped::new(label == Label::Table);
        for group in runs.chunk_by(|one, next| one.href == next.href) {
            let href = group[0].href;
            let note =
                href.and_then(|href| self.notes.referred(group, href)).filter(|_| label != Label::Footnote);
            let href = href.filter(|_| self.style.links).and_then(web);
            match (note, href) {
                (Some(number), _) => out.mark(&format!("[^{number}]")),
                (None, Some(href)) if group.iter().any(|run| !run.text.trim().is_empty()) => {
                    out.open_link();
                    for run in group {
                        write_run(&mut out, run);
                    }
                    out.close_link(&destination(href));
                }
                _ => group.iter().for_each(|run| write_run(&mut out, run)),
            }
        }
        out.finish()
    }
}

fn picture(image: &Image, captions: bool) -> String {
    let mut out = Escaped::default();
    out.mark("!");
    out.open_link();
    out.text(image.alt.as_deref().unwrap_or_default(), true);
    out.close_link(&destination(&image.src));
    let caption = image.caption.as_deref().map(str::trim).filter(|text| captions && !text.is_empty());
    let credit = image.credit.as_deref().map(str::trim).filter(|text| captions && !text.is_empty());
    if caption.or(credit).is_some() {
        out.mark("\\\n*");
        out.text(caption.or(credit).unwrap_or_default(), true);
        if let Some(credit) = credit.filter(|_| caption.is_some()) {
            out.text(" (", true);
            out.text(credit, true);
            out.text(")", true);
        }
        out.mark("*");
    }
    out.finish()
}

fn write_run(out: &mut Escaped, run: &Run<'_>) {
    if run.line_end && out.table {
        out.mark("<br>");
    } else if run.look.code && !out.table {
        out.code(run.text);
    } else {
        out.set_off(run.text, marker(run.look));
    }
}

/// Text of which nothing but its words is known.
fn plain(text: &str) -> String {
    let mut out = Escaped::default();
    out.text(text, false);
    out.finish()
}

const fn marker(look: Look) -> &'static str {
    match (look.strong, look.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    }
}

/// An address as a destination: what would end it, or be read as something else, is percent-encoded.
fn destination(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.trim().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            ' ' | '(' | ')' | '<' | '>' | '\\' | '"' | '`' | '|' | '*' | '[' | ']' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, block, item};
    use super::*;
    use crate::article::{BlockMarkup, EmphasisSpan, LinkSpan};
    use crate::block::Emphasis;

    fn body(blocks: Vec<ArticleBlock>) -> String {
        let whole = markdown(&Article { title: None, ..article(blocks) }, Style::default());
        whole.strip_suffix('\n').expect("a line end").to_owned()
    }

    #[test]
    fn title_headings_and_paragraphs() {
        let heading = |level| ArticleBlock { level, ..block(Label::Subheading, "Mục") };
        let sample =
            article(vec![block(Label::Lead, "Một."), heading(None), heading(Some(4)), heading(Some(9))]);
        let style = Style::default();
        assert_eq!(
            markdown(&sample, style),
            "# Chợ phiên \\*mới\\*\n\nMột.\n\n## Mục\n\n## Mục\n\n### Mục\n"
        );
        assert_eq!(markdown(&article(Vec::new()), style), "# Chợ phiên \\*mới\\*\n");
    }

    #[test]
    fn lists_nest_under_the_text_of_their_parent() {
        let run = vec![
            item("một", 1, true),
            item("hai", 1, true),
            item("a", 2, false),
            item("sâu", 3, false),
            item("b", 2, false),
            item("ba", 1, true),
            item("khác", 1, false),
        ];
        assert_eq!(body(run), "1. một\n2. hai\n   - a\n     - sâu\n   - b\n3. ba\n\n- khác");
        assert_eq!(body(vec![item("x", 3, false), item("y", 1, false)]), "- x\n- y");
    }

    #[test]
    fn a_list_that_text_interrupts_begins_anew() {
        let run = vec![item("một", 1, true), block(Label::Body, "Lời."), item("hai", 1, true)];
        assert_eq!(body(run), "1. một\n\nLời.\n\n1. hai");
    }

    #[test]
    fn rows_make_a_table_of_even_width() {
        let run = ["Tên\tGiá", "Gạo\t20|kg\tmới", "Muối"].map(|row| block(Label::Table, row)).to_vec();
        assert_eq!(
            body(run),
            "| Tên | Giá |  |\n| --- | --- | --- |\n| Gạo | 20\\|kg | mới |\n| Muối |  |  |"
        );
    }

    #[test]
    fn quotes_and_code_keep_their_lines() {
        let quotes = vec![block(Label::Quote, "Một."), block(Label::Quote, "# Hai.")];
        assert_eq!(body(quotes), "> Một.\n>\n> \\# Hai.");
        assert_eq!(body(vec![block(Label::Code, "a *b*\n  c\n")]), "```\na *b*\n  c\n```");
        assert_eq!(body(vec![block(Label::Code, "```x````")]), "`````\n```x````\n`````");
    }

    #[test]
    fn text_that_looks_like_markup_is_escaped_and_other_text_is_not() {
        let cases = [
            ("1. Một", "1\\. Một"),
            ("12) x", "12\\) x"),
            ("1.5 tấn", "1.5 tấn"),
            ("2024", "2024"),
            ("# x", "\\# x"),
            ("#tag", "#tag"),
            ("- x", "\\- x"),
            ("-5 độ", "-5 độ"),
            ("---", "\\---"),
            ("> x", "\\> x"),
            ("* x", "\\* x"),
            ("snake_case _x_", "snake_case \\_x\\_"),
            ("[1] a](b", "\\[1] a](b"),
            ("a < b <b>", "a < b \\<b>"),
            ("A&B; R&D, &amp;", "A\\&B; R&D, \\&amp;"),
            ("C:\\thư \\*", "C:\\thư \\\\\\*"),
        ];
        for (text, expected) in cases {
            assert_eq!(body(vec![block(Label::Body, text)]), expected, "{text}");
        }
    }

    fn numbered(text: &str, level: u8, number: u32) -> ArticleBlock {
        let markup = BlockMarkup { number: Some(number), ..BlockMarkup::default() };
        ArticleBlock { markup: Some(Box::new(markup)), ..item(text, level, true) }
    }

    #[test]
    fn lists_have_the_numbers_of_the_page() {
        let more = BlockMarkup { continued: true, ..BlockMarkup::default() };
        let more = ArticleBlock { markup: Some(Box::new(more)), ..item("thêm", 1, true) };
        let run = vec![numbered("ba", 1, 3), more, numbered("bốn", 1, 4), numbered("mười", 1, 10)];
        assert_eq!(body(run), "3. ba\n\n   thêm\n4. bốn\n\n10) mười");
        let nested = vec![item("a", 1, false), numbered("năm", 2, 5)];
        assert_eq!(body(nested), "- a\n\n  5. năm");
    }

    fn marked(label: Label, text: &str, markup: BlockMarkup) -> ArticleBlock {
        ArticleBlock { markup: Some(Box::new(markup)), ..block(label, text) }
    }

    fn link(start: u32, end: u32, href: &str) -> LinkSpan {
        LinkSpan { start, end, href: href.into() }
    }

    const ALL: Style = Style { links: true, emphasis: true, images: true };

    #[test]
    fn links_and_emphasis_are_shown_where_they_are_asked_for() {
        let span = |start, end, kind| EmphasisSpan { start, end, kind };
        let markup = BlockMarkup {
            links: vec![link(3, 7, "https://a.vn/(x) y?a&b"), link(8, 10, "javascript:x")],
            emphasis: vec![
                span(0, 2, Emphasis::Strong),
                span(3, 4, Emphasis::Italic),
                span(11, 14, Emphasis::Code),
            ],
            ..BlockMarkup::default()
        };
        let sample =
            Article { title: None, ..article(vec![marked(Label::Body, "Ạ! b[c] js a*b", markup)]) };
        assert_eq!(markdown(&sample, Style::default()), "Ạ! b\\[c] js a\\*b\n");
        assert_eq!(
            markdown(&sample, ALL),
            "**Ạ**! [*b*\\[c\\]](https://a.vn/%28x%29%20y?a&amp;b) js `a*b`\n"
        );
    }

    #[test]
    fn notes_that_the_text_refers_to_are_notes() {
        let note = |text: &str, number| {
            let anchor = Some(format!("n{number}"));
            marked(
                Label::Footnote,
                text,
                BlockMarkup { number: Some(number), anchor, ..BlockMarkup::default() },
            )
        };
        let text = BlockMarkup { links: vec![link(2, 3, "https://a.vn/#n1")], ..BlockMarkup::default() };
        let blocks = vec![marked(Label::Body, "Số1: x", text), note("Một.", 1), note("Hai.", 2)];
        assert_eq!(body(blocks), "Số[^1]\\: x\n\n[^1]: Một.\n\n2. Hai.");
    }

    #[test]
    fn pictures_stand_at_their_places_with_their_captions() {
        let image = |before, caption: Option<&str>, credit: Option<&str>| Image {
            src: "https://a.vn/x y.jpg".into(),
            alt: Some("Cầu [mới]".into()),
            caption: caption.map(str::to_owned),
            credit: credit.map(str::to_owned),
            before: Some(before),
        };
        let images = vec![image(1, Some("Cầu."), Some("Lê Mẫu")), image(9, None, None)];
        let sample = Article {
            title: None,
            images,
            ..article(vec![block(Label::Body, "a"), block(Label::Body, "b")])
        };
        let picture = "![Cầu \\[mới\\]](https://a.vn/x%20y.jpg)";
        assert_eq!(markdown(&sample, ALL), format!("a\n\n{picture}\\\n*Cầu. (Lê Mẫu)*\n\nb\n\n{picture}\n"));
        assert_eq!(markdown(&sample, Style::default()), "a\n\nb\n");
    }

    #[test]
    fn what_closes_a_heading_is_text() {
        let heading = |text: &str| body(vec![block(Label::Subheading, text)]);
        assert_eq!(heading("Học C #"), "## Học C \\#");
        assert_eq!(heading("Học C##"), "## Học C##");
        assert_eq!(heading("##"), "## #\\#");
    }

    #[test]
    fn code_says_its_language_and_rows_their_column() {
        let rust = BlockMarkup { language: Some("rust".into()), ..BlockMarkup::default() };
        assert_eq!(body(vec![marked(Label::Code, "x", rust)]), "```rust\nx\n```");
        let corner = BlockMarkup { column: 1, first: true, header: true, ..BlockMarkup::default() };
        let lines = BlockMarkup { breaks: vec![3], ..BlockMarkup::default() };
        let rows = vec![marked(Label::Table, "N", corner), marked(Label::Table, "x\ty z", lines)];
        assert_eq!(body(rows), "|  | N |\n| --- | --- |\n| x | y<br>z |");
    }
}
