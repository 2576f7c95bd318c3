//! The stretches of a source that readers see, before there is a tree: text between tags, text in attributes, lines.
//!
//! Each knows the font that the mark-up around it asks for, as far as that font is one that shows other letters than the
//! page holds. It is a rough reading of HTML, good enough to tell text from mark-up: what it leaves out stays as it is.

mod fonts;
mod tags;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use fonts::Mark;
use fonts::{Font, Sheet};
use tags::{Tag, tag_at};

use crate::decode::references::unreferenced;
use crate::record::Kind;

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Where it stands in the source.
    pub(super) range: Range<usize>,
    /// The font that it is set in, if that is one of another encoding.
    pub(super) mark: Option<Mark>,
}

impl Segment {
    /// What it says in its source: references of HTML are read.
    pub(super) fn text<'s>(&self, source: &'s str, kind: Kind) -> Cow<'s, str> {
        let own = &source[self.range.clone()];
        if kind == Kind::Text { Cow::Borrowed(own) } else { unreferenced(own) }
    }
}

/// Elements whose content is no text. Their end is their end tag, whatever stands before it.
const RAW: [&str; 6] = ["script", "style", "xmp", "iframe", "noembed", "noframes"];

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "basefont", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "wbr",
];

/// Elements that the next one of their name ends, if no table or list begins in between.
const IMPLIED: [&str; 8] = ["p", "li", "td", "th", "tr", "dt", "dd", "option"];

/// Attributes that hold text.
const TEXTS: [&str; 7] = ["alt", "title", "content", "placeholder", "summary", "label", "aria-label"];

/// So many open elements are remembered: tables of layout nest some forty, and an end tag looks at all of them.
const DEPTH: usize = 128;

/// The stretches of a source, in its order.
pub(super) fn segments(text: &str, kind: Kind) -> Vec<Segment> {
    if kind == Kind::Text {
        let start = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
        let lines = text.lines().filter(|line| !line.is_empty());
        return lines
            .map(|line| Segment { range: start(line)..start(line) + line.len(), mark: None })
            .collect();
    }
    let mut scan = Scan { text, out: Vec::new(), open: Vec::new(), sheet: Sheet::default() };
    scan.run();
    scan.out
}

struct Scan<'t> {
    text: &'t str,
    out: Vec<Segment>,
    /// The open elements, and the font in each.
    open: Vec<(&'t str, Option<Mark>)>,
    sheet: Sheet,
}

impl<'t> Scan<'t> {
    fn run(&mut self) {
        let (mut at, mut begun) = (0, 0);
        while let Some(next) = memchr::memchr(b'<', &self.text.as_bytes()[at..]).map(|found| at + found) {
            let rest = &self.text[next..];
            if rest.starts_with("<!--") {
                self.add(begun..next);
                at = rest.find("-->").map_or(self.text.len(), |end| next + end + 3);
                begun = at;
            } else if let Some(tag) = tag_at(self.text, next) {
                self.add(begun..next);
                at = self.tag(&tag);
                begun = at;
            } else {
                // A `<` of the text.
                at = next + 1;
            }
        }
        self.add(begun..self.text.len());
    }

    fn add(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.out.push(Segment { range, mark: self.open.last().and_then(|(_, mark)| *mark) });
        }
    }

    /// Takes in a tag; tells where the text goes on.
    fn tag(&mut self, tag: &Tag<'t>) -> usize {
        let is = |names: &[&str]| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        if tag.closing {
            let place = self.open.iter().rposition(|(name, _)| name.eq_ignore_ascii_case(tag.name));
            self.open.truncate(place.unwrap_or(self.open.len()));
            return tag.end;
        }
        if is(&IMPLIED) {
            let from = self.open.iter().rposition(|(name, _)| is_scope(name)).map_or(0, |at| at + 1);
            let same = self.open[from..].iter().rposition(|(name, _)| name.eq_ignore_ascii_case(tag.name));
            match same.map(|at| from + at) {
                // A font that is open in a paragraph stays open in the next one; one in a cell does not.
                Some(at) if is(&["p"]) => drop(self.open.remove(at)),
                Some(at) => self.open.truncate(at),
                None => {}
            }
        }
        let around = self.open.last().and_then(|(_, mark)| *mark);
        let mark = match self.font(tag) {
            Some(Font::Legacy(mark)) => Some(mark),
            Some(Font::Other) => None,
            None => around,
        };
        for (name, range) in &tag.attributes {
            if TEXTS.iter().any(|it| name.eq_ignore_ascii_case(it)) && !range.is_empty() {
                self.out.push(Segment { range: range.clone(), mark });
            }
        }
        if is(&RAW) {
            let end = self.raw_end(tag);
            if is(&["style"]) {
                self.sheet.add(&self.text[tag.end..end]);
            }
            return end;
        }
        if !is(&VOID) && self.open.len() < DEPTH {
            self.open.push((tag.name, mark));
        }
        tag.end
    }

    /// Where the end tag of an element begins that holds no mark-up.
    fn raw_end(&self, tag: &Tag<'_>) -> usize {
        let bytes = self.text.as_bytes();
        let ends = memchr::memmem::find_iter(&bytes[tag.end..], b"</").map(|at| tag.end + at);
        let is_own = |at: &usize| {
            let name = bytes.get(at + 2..at + 2 + tag.name.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(tag.name.as_bytes()))
        };
        ends.into_iter().find(is_own).unwrap_or(bytes.len())
    }

    /// The font that an element asks for itself.
    fn font(&self, tag: &Tag<'_>) -> Option<Font> {
        let value = |wanted: &str| {
            let (_, range) = tag.attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
            Some(&self.text[range.clone()])
        };
        let own = value("face").map(Font::of).or_else(|| fonts::of_style(value("style")?));
        own.or_else(|| self.sheet.font(tag.name, value("class").unwrap_or_default()))
    }
}

fn is_scope(name: &str) -> bool {
    ["table", "ul", "ol", "dl", "select", "div"].iter().any(|it| name.eq_ignore_ascii_case(it))
}

#[cfg(test)]
mod tests {
    use super::{Mark, segments};
    use crate::decode::legacy::Legacy;
    use crate::record::Kind;

    fn texts(page: &str) -> Vec<(&str, Option<Mark>)> {
        let all = segments(page, Kind::Html).into_iter();
        all.map(|it| (&page[it.range], it.mark)).filter(|(text, _)| !text.trim().is_empty()).collect()
    }

    #[test]
    fn text_is_told_from_mark_up() {
        let page =
            "<!-- <p>a --><p title='b > c' id=d>e < f<script>g('<p>')</script><style>h</style><br alt=i>j";
        let found: Vec<&str> = texts(page).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, ["b > c", "e < f", "i", "j"]);
        assert_eq!(texts("a<b").len(), 1);
        assert!(texts("<p title='").is_empty());
        assert_eq!(
            segments("a\n\nb", Kind::Text).into_iter().map(|it| it.range).collect::<Vec<_>>(),
            [0..1, 3..4]
        );
    }

    #[test]
    fn fonts_hold_inside_of_their_elements() {
        let tcvn3 = Some(Mark { legacy: Legacy::Tcvn3, capitals: false });
        let capitals = Some(Mark { legacy: Legacy::Tcvn3, capitals: true });
        let vni = Some(Mark { legacy: Legacy::Vni, capitals: false });
        let page = "<style>P.tin, .bai b { color: red; font-family: '.VnTime', Arial } td {font-family:VNI-Times}</style>\
             <font face=.VnTimeH>a<b>b</b></font>c<p class='x tin'>d<span style=\"FONT-FAMILY: Arial\">e</span>\
             <p>f<table><tr><td>g<td style='font: 12pt \".VnArial\"'>h</table>i<font face='&quot;VNI-Helve&quot;'>j<p>k</font>l";
        let meant = [
            ("a", capitals),
            ("b", capitals),
            ("c", None),
            ("d", tcvn3),
            ("e", None),
            ("f", None),
            ("g", vni),
            ("h", tcvn3),
            ("i", None),
            ("j", vni),
            ("k", vni),
            ("l", None),
        ];
        assert_eq!(texts(page), meant);
    }
}
