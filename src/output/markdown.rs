//! The Markdown form, with the tables of GitHub.
//!
//! Text is escaped where Markdown would read it as markup, and only there, so that what is rendered is what the page
//! said. Neighbouring blocks of one kind make one list, quotation or table.

use crate::article::{Article, ArticleBlock};
use crate::label::Label;

/// The article: `# title`, then its blocks. Ends with a line end.
pub fn markdown(article: &Article) -> String {
    let mut parts = Vec::new();
    if let Some(title) = &article.title {
        parts.push(format!("# {}", inline(title)));
    }
    let runs = article.blocks.chunk_by(|one, next| one.label == next.label && runs_on(one.label));
    parts.extend(runs.map(render));
    parts.join("\n\n") + "\n"
}

/// Whether neighbouring blocks of this label belong together.
const fn runs_on(label: Label) -> bool {
    matches!(label, Label::List | Label::Quote | Label::Table)
}

/// A run of blocks with one label.
fn render(run: &[ArticleBlock]) -> String {
    let Some(block) = run.first() else { return String::new() };
    match block.label {
        Label::List => list(run),
        Label::Quote => quote(run),
        Label::Table => table(run),
        Label::Code => code(&block.text),
        Label::Subheading => {
            let level = block.level.unwrap_or(2).clamp(2, 6);
            format!("{} {}", "#".repeat(level.into()), inline(&block.text))
        }
        _ => paragraph(&block.text),
    }
}

fn paragraph(text: &str) -> String {
    text.lines().map(|line| line_start(inline(line))).collect::<Vec<_>>().join("\n")
}

fn quote(run: &[ArticleBlock]) -> String {
    let quoted = |block: &ArticleBlock| {
        paragraph(&block.text).lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
    };
    run.iter().map(quoted).collect::<Vec<_>>().join("\n>\n")
}

/// A fence longer than any run of backticks inside.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// An open list: its last number, whether it is numbered, and how far its items' text is indented.
struct Open {
    level: u8,
    ordered: bool,
    number: u32,
    marker: usize,
}

fn list(run: &[ArticleBlock]) -> String {
    let mut open: Vec<Open> = Vec::new();
    let mut lines = Vec::new();
    for block in run {
        let (level, ordered) = (block.level.unwrap_or(1), block.ordered.unwrap_or(false));
        while open.last().is_some_and(|list| list.level > level) {
            open.pop();
        }
        // The same level with another kind of marker is another list.
        let same = open.pop_if(|list| list.level == level).filter(|list| list.ordered == ordered);
        let number = same.map_or(1, |list| list.number + 1);
        let marker = if ordered { format!("{number}. ") } else { "- ".into() };
        let indent: usize = open.iter().map(|list| list.marker).sum();
        open.push(Open { level, ordered, number, marker: marker.len() });
        let text = paragraph(&block.text).replace('\n', &format!("\n{}", " ".repeat(indent + marker.len())));
        lines.push(format!("{}{marker}{text}", " ".repeat(indent)));
    }
    lines.join("\n")
}

/// Rows of cells; the first one is the head, as Markdown knows no table without. Short rows are filled up.
fn table(run: &[ArticleBlock]) -> String {
    let rows: Vec<Vec<String>> = run
        .iter()
        .map(|row| row.text.split('\t').map(|cell| inline(cell.trim()).replace('|', "\\|")).collect())
        .collect();
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

/// Escapes what is markup anywhere in a line.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if is_markup(before, c, rest.as_str()) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn is_markup(before: Option<char>, c: char, after: &str) -> bool {
    let next = after.chars().next();
    match c {
        '*' | '`' | '[' | '~' => true,
        // An underscore inside a word is one.
        '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
        '\\' => next.is_some_and(|next| next.is_ascii_punctuation()),
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        '&' => after.find(';').is_some_and(|end| {
            end > 0 && after.bytes().take(end).all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        }),
        _ => false,
    }
}

/// Escapes what is markup at the start of a line: headings, quotes, lists, rules.
fn line_start(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    let ends_marker = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..10).contains(&digits) && rest.starts_with(['.', ')']) && ends_marker(&rest[1..]) {
        return format!("{}\\{rest}", &line[..digits]);
    }
    let after_hashes = line.trim_start_matches('#');
    let heading = after_hashes.len() < line.len() && ends_marker(after_hashes);
    let bullet = line.starts_with(['-', '+']) && ends_marker(&line[1..]);
    let rule = line.starts_with(['-', '=', '+']) && line.chars().all(|c| "-=+ ".contains(c));
    if heading || bullet || rule || line.starts_with('>') { format!("\\{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, block, item};
    use super::*;

    fn body(blocks: Vec<ArticleBlock>) -> String {
        let whole = markdown(&Article { title: None, ..article(blocks) });
        whole.strip_suffix('\n').expect("a line end").to_owned()
    }

    #[test]
    fn title_headings_and_paragraphs() {
        let heading = |level| ArticleBlock { level, ..block(Label::Subheading, "Mục") };
        let sample =
            article(vec![block(Label::Lead, "Một."), heading(None), heading(Some(4)), heading(Some(9))]);
        assert_eq!(markdown(&sample), "# Chợ phiên \\*mới\\*\n\nMột.\n\n## Mục\n\n#### Mục\n\n###### Mục\n");
        assert_eq!(markdown(&article(Vec::new())), "# Chợ phiên \\*mới\\*\n");
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
        assert_eq!(body(run), "1. một\n2. hai\n   - a\n     - sâu\n   - b\n3. ba\n- khác");
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
}
