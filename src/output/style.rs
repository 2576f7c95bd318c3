//! What Markdown and HTML show beside structure, and the parts they have in common.

use crate::article::{Article, ArticleBlock, Image};
use crate::label::Label;

/// What is shown beside headings, lists, quotes, tables and code. Nothing of it by default.
///
/// Links and emphasis are known where the page was cleaned with
/// [`Options::with_markup`](crate::Options::with_markup), and so are the places of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Links with their addresses; otherwise a link is its text.
    pub links: bool,
    /// Bold, italics and code inside a line.
    pub emphasis: bool,
    /// Pictures with their captions and credits, where they stand in the page.
    pub images: bool,
}

/// A part of an article: neighbouring blocks that belong together, or a picture.
#[derive(Debug)]
pub(super) enum Part<'a> {
    Blocks(Label, &'a [ArticleBlock]),
    Image(&'a Image),
}

/// The parts of an article in their order.
pub(super) fn parts(article: &Article, style: Style) -> Vec<Part<'_>> {
    let mut images: Vec<(usize, &Image)> = Vec::new();
    if style.images {
        let place = |image: &Image| image.before.map_or(0, |at| at as usize).min(article.blocks.len());
        let is_mail =
            |src: &str| src.trim_start().as_bytes().first().is_some_and(|it| it.eq_ignore_ascii_case(&b'm'));
        let shown = article.images.iter().filter(|image| web(&image.src).is_some() && !is_mail(&image.src));
        images.extend(shown.map(|image| (place(image), image)));
        images.sort_by_key(|(at, _)| *at);
    }
    let mut out = Vec::new();
    let mut from = 0;
    for (at, image) in images {
        out.extend(runs_of_blocks(&article.blocks[from..at]));
        out.push(Part::Image(image));
        from = at;
    }
    out.extend(runs_of_blocks(&article.blocks[from..]));
    out
}

fn runs_of_blocks(blocks: &[ArticleBlock]) -> impl Iterator<Item = Part<'_>> {
    let runs = blocks.chunk_by(|one, next| one.label == next.label && runs_on(one, next));
    runs.filter_map(|run| run.first().map(|block| Part::Blocks(block.label, run)))
}

/// Whether a block belongs to the one of its label before it.
fn runs_on(one: &ArticleBlock, next: &ArticleBlock) -> bool {
    let header = |block: &ArticleBlock| block.markup.as_ref().is_some_and(|it| it.header);
    let first = next.markup.as_ref().is_some_and(|it| it.first);
    match next.label {
        Label::List | Label::Quote => true,
        Label::Footnote => number(one).is_some() && number(next).is_some(),
        Label::Table => !first && (header(one) || !header(next)),
        _ => false,
    }
}

/// The number of a list item.
pub(super) fn number(block: &ArticleBlock) -> Option<u32> {
    block.markup.as_ref().and_then(|it| it.number)
}

/// The levels of an article's sub-headings without gaps, beginning with 2: what was 3 and 5 is 2 and 3.
#[derive(Debug)]
pub(super) struct Levels(Vec<u8>);

impl Levels {
    pub(super) fn of(article: &Article) -> Self {
        let headings = article.blocks.iter().filter(|block| block.label == Label::Subheading);
        let mut levels: Vec<u8> = headings.filter_map(|block| block.level).collect();
        levels.sort_unstable();
        levels.dedup();
        Self(levels)
    }

    /// The level of a sub-heading, 2 to 6; one of unknown level is an uppermost one.
    pub(super) fn level(&self, block: &ArticleBlock) -> u8 {
        let rank = block.level.map_or(0, |level| self.0.partition_point(|&it| it < level));
        u8::try_from(rank + 2).unwrap_or(6).min(6)
    }
}

/// The address, if a reader can follow it without harm: pages of the web and mail.
pub(super) fn web(href: &str) -> Option<&str> {
    let href = href.trim();
    let fits = ["http://", "https://", "mailto:"].iter().any(|scheme| {
        href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && href.len() > scheme.len()
    });
    (fits && !href.chars().any(char::is_control)).then_some(href)
}

/// A stretch of a block's text of one look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    /// The address as recorded, whether it is shown or not.
    pub(super) href: Option<&'a str>,
    pub(super) look: Look,
    /// A space that is a line end in a cell of the page.
    pub(super) line_end: bool,
}

/// How a run is set off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) italic: bool,
    pub(super) code: bool,
}

/// The text of a block in runs of one look.
pub(super) fn runs(block: &ArticleBlock, style: Style) -> Vec<Run<'_>> {
    use crate::block::Emphasis::{Code, Italic, Strong};
    let Some(markup) = block.markup.as_deref() else {
        return vec![Run { text: &block.text, href: None, look: Look::default(), line_end: false }];
    };
    let spans = |kind| {
        let mut spans: Vec<(u32, u32)> = markup
            .emphasis
            .iter()
            .filter(|it| style.emphasis && it.kind == kind)
            .map(|it| (it.start, it.end))
            .collect();
        spans.sort_unstable();
        spans
    };
    let (strong, italic, code) = (spans(Strong), spans(Italic), spans(Code));
    let mut links: Vec<(u32, u32)> = markup.links.iter().map(|it| (it.start, it.end)).collect();
    links.sort_unstable();
    let breaks: Vec<(u32, u32)> = markup.breaks.iter().map(|&at| (at, at + 1)).collect();
    let offsets: Vec<usize> = block.text.char_indices().map(|(at, _)| at).chain([block.text.len()]).collect();
    let last = u32::try_from(offsets.len() - 1).unwrap_or(u32::MAX);
    let all = [&strong, &italic, &code, &links, &breaks].into_iter().flatten();
    let mut edges: Vec<u32> = all.flat_map(|&(start, end)| [start, end]).chain([0, last]).collect();
    edges.retain(|&edge| edge <= last);
    edges.sort_unstable();
    edges.dedup();
    let inside = |spans: &[(u32, u32)], at: u32| {
        let index = spans.partition_point(|&(start, _)| start <= at).checked_sub(1)?;
        (at < spans[index].1).then_some(index)
    };
    let run = |pair: &[u32]| {
        let at = pair[0];
        Run {
            text: &block.text[offsets[at as usize]..offsets[pair[1] as usize]],
            href: inside(&links, at).and_then(|index| markup.links.get(index)).map(|it| it.href.as_str()),
            look: Look {
                strong: inside(&strong, at).is_some(),
                italic: inside(&italic, at).is_some(),
                code: inside(&code, at).is_some(),
            },
            line_end: inside(&breaks, at).is_some(),
        }
    };
    edges.windows(2).map(run).collect()
}

/// The runs of each cell of a table row, with the empty cells before the first one.
pub(super) fn cells(block: &ArticleBlock, style: Style) -> Vec<Vec<Run<'_>>> {
    let before = block.markup.as_ref().map_or(0, |it| it.column as usize);
    let mut out: Vec<Vec<Run<'_>>> = vec![Vec::new(); before + 1];
    for run in runs(block, style) {
        for (at, text) in run.text.split('\t').enumerate() {
            if at > 0 {
                out.push(Vec::new());
            }
            if let Some(cell) = out.last_mut().filter(|_| !text.is_empty()) {
                cell.push(Run { text, ..run });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, block};
    use super::*;

    #[test]
    fn levels_have_no_gaps() {
        let heading = |level| ArticleBlock { level, ..block(Label::Subheading, "Mục") };
        let sample = article(vec![heading(Some(3)), heading(Some(5)), heading(None), heading(Some(3))]);
        let levels = Levels::of(&sample);
        let all: Vec<u8> = sample.blocks.iter().map(|block| levels.level(block)).collect();
        assert_eq!(all, [2, 3, 2, 2]);
    }

    #[test]
    fn only_addresses_of_pages_and_mail_are_followed() {
        for href in ["https://a.vn/x", "HTTP://a.vn", "mailto:a@b.vn"] {
            assert_eq!(web(href), Some(href));
        }
        for href in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/a",
            "#a",
            "https://",
            "vbscript:x",
            "https://a\n.vn",
            "ếếếếếế",
        ] {
            assert_eq!(web(href), None, "{href}");
        }
    }
}
