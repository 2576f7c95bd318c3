//! The headline as a reader sees it: without the site's name, as the page shows it.
//!
//! What the page shows and what its head declares are compared; where they agree, the shown form is the headline. A
//! heading that nothing declares needs its place on the page to speak for it, and so does a declared title that the
//! page does not show.

use super::Head;
use super::head::string;
use super::site::Site;
use crate::block::normal::key;
use crate::block::{Block, Cut, Form, Hints, Mark};
use crate::select::Root;

/// Separators between a headline and a site's name in `<title>` and `og:title`.
const SEPARATORS: &[&str] =
    &[" - ", " | ", " – ", " — ", " » ", " :: ", " · ", " • ", " « ", " ― ", "| ", " // "];

/// `<meta>` names of titles, the most reliable first.
pub(crate) const METAS: &[&str] = &["og:title", "twitter:title", "headline", "dc.title", "title"];

/// A headline has at most so many words.
const MAX_WORDS: u32 = 45;

/// A shown heading agrees with a declared title from this share of common words on.
const AGREES: f64 = 0.62;

/// The same for headings below the first level: those of the text share words with the headline as well.
const AGREES_BELOW: f64 = 0.8;

/// A declared title with more than so many times a heading's words shares too few with it: the share of common words is
/// 0.4 at most then.
const MAX_UNEQUAL: usize = 4;

/// Words in common count a little less than the same beginning.
const OVERLAP_WORTH: f64 = 0.95;

/// A headline without an element of its own shares its block with a date and a byline of so many words.
const MAX_BESIDE: u32 = 12;

/// A declared title.
struct Declared {
    /// As written.
    text: String,
    /// Key of the whole.
    whole: String,
    /// Without the site's name.
    bare: String,
    /// Key of that.
    key: String,
    /// The words of that key.
    words: Vec<Box<str>>,
    /// A bit for the [`beginning`] of each.
    beginnings: u64,
    /// Whether one before it has the same keys.
    repeated: bool,
}

/// The headline of a page.
pub fn headline(head: &Head, cut: &Cut, root: &Root, site: &Site) -> Option<String> {
    if let Some(block) = by_rule(cut) {
        return Some(block.text.clone());
    }
    let declared = declared(head, site);
    let shown: Vec<(f64, &Block)> =
        candidates(cut, root).map(|(key, block)| (agreement(&key, block, &declared), block)).collect();
    // A heading of the first level that stands alone is what readers take for the headline, whatever the head declares:
    // declared titles are often written for search engines.
    if let Some(block) = lone_heading(&shown, cut, root, site) {
        return Some(visible(block, site));
    }
    let enough = |block: &Block| if block.form == Form::Heading(1) { AGREES } else { AGREES_BELOW };
    let best = shown
        .iter()
        .filter(|(agreement, block)| *agreement >= enough(block))
        .map(|(agreement, block)| (agreement + place(block, cut, root), *block))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.at.cmp(&a.1.at)));
    if let Some((_, block)) = best {
        return Some(visible(block, site));
    }
    let first = declared.iter().find(|it| !is_site_title(it, site)).map(|it| it.bare.clone());
    let first = shown_part(&declared, cut, root).or(first);
    first.or_else(|| above_root(cut, root, site)).or_else(|| declared.first().map(|it| it.text.clone()))
}

/// The block that the site's rule names.
fn by_rule(cut: &Cut) -> Option<&Block> {
    // Most pages have no such mark: one look at the regions instead of one at those around each block.
    let marked = cut.regions.iter().any(|region| region.marks.has(Mark::Title));
    let titled = |block: &&Block| cut.regions_of(block).any(|region| region.marks.has(Mark::Title));
    if marked { cut.blocks.iter().find(titled) } else { None }
}

/// The titles that the head gives, in order of trust.
fn declared(head: &Head, site: &Site) -> Vec<Declared> {
    let json =
        head.articles().filter_map(|it| string(it.get("headline").or_else(|| it.get("name"))?)).take(3);
    let metas = METAS.iter().filter_map(|name| head.meta(&[name])).map(str::to_owned);
    let mut out: Vec<Declared> = Vec::new();
    for text in metas.chain(json).chain(head.title.clone()) {
        // Most heads give the same text several times.
        if out.iter().any(|it| it.text == text) {
            continue;
        }
        let bare = strip_site(&text, site);
        let (whole, key) = (key(&text), key(&bare));
        if !key.is_empty() {
            let repeated = out.iter().any(|it| it.whole == whole && it.key == key);
            let words: Vec<Box<str>> =
                if repeated { Vec::new() } else { key.split(' ').map(Into::into).collect() };
            let beginnings = words.iter().fold(0, |all, word| all | beginning(word.as_bytes()));
            out.push(Declared { text, whole, bare, key, words, beginnings, repeated });
        }
    }
    out
}

/// The blocks that can be the headline, with their keys.
fn candidates<'c>(cut: &'c Cut, root: &'c Root) -> impl Iterator<Item = (String, &'c Block)> {
    cut.blocks.iter().enumerate().filter_map(|(at, block)| {
        let fits = (1..=MAX_WORDS).contains(&block.facts.words) && block.markup.is_some();
        let card = root.cards.get(at).copied().unwrap_or(false);
        let heading = || matches!(block.form, Form::Heading(_)) || is_named(block, cut);
        let key = (fits && !card && block.at.0 < root.end() && heading()).then(|| key(&block.text))?;
        (!is_site_text(&key)).then_some((key, block))
    })
}

/// Whether an element of little else around the block is named a title.
fn is_named(block: &Block, cut: &Cut) -> bool {
    cut.regions_of(block)
        .take(2)
        .any(|region| region.hints.has(Hints::TITLE) && region.end.saturating_sub(region.node) < 10)
}

/// How well a block agrees with the declared titles, from 0 to 1.
fn agreement(key: &str, block: &Block, declared: &[Declared]) -> f64 {
    let told = declared.iter().filter(|it| !it.repeated);
    told.map(|it| likeness(key, block.facts.words, it)).fold(0.0, f64::max)
}

fn likeness(text: &str, words: u32, declared: &Declared) -> f64 {
    if text.is_empty() {
        return 0.0;
    }
    if text == declared.key || text == declared.whole {
        return 1.0;
    }
    if words >= 2
        && (starts_words(&declared.whole, text) || (words >= 3 && ends_words(&declared.whole, text)))
    {
        return 0.9;
    }
    if declared.words.len() >= 3 && starts_words(text, &declared.key) {
        return 0.85;
    }
    let text_words = text.bytes().filter(|&byte| byte == b' ').count() + 1;
    let share = |common| dice(common, text_words + declared.words.len()) * OVERLAP_WORTH;
    // Of so unequal texts no two agree; comparing them anyway would take the product of both lengths. What would not be
    // enough to agree is not looked at more closely either.
    let alike = declared.words.len() <= text_words * MAX_UNEQUAL
        && share(text_words.min(declared.words.len())) >= AGREES
        && share(common_at_most(text, declared)) >= AGREES;
    if alike { share(common(text, &declared.words)) } else { 0.0 }
}

fn starts_words(text: &str, start: &str) -> bool {
    text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn ends_words(text: &str, end: &str) -> bool {
    text.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// How many words of a text the declared title can have as well, by their beginnings alone.
fn common_at_most(text: &str, declared: &Declared) -> usize {
    let words = text.as_bytes().split(|&byte| byte == b' ');
    words.filter(|word| declared.beginnings & beginning(word) != 0).count()
}

/// A bit for length and first byte of a word.
fn beginning(word: &[u8]) -> u64 {
    1 << ((usize::from(word.first().copied().unwrap_or(0)) * 5 + word.len()) % 64)
}

/// How many words two texts share, each taken once.
fn common(text: &str, words: &[Box<str>]) -> usize {
    let mut left: Vec<&str> = text.split(' ').collect();
    let shared = words.iter().filter(|word| {
        let Some(at) = left.iter().position(|it| *it == word.as_ref()) else { return false };
        left.swap_remove(at);
        true
    });
    shared.count()
}

/// Dice coefficient of so many common words and the words of both texts.
fn dice(common: usize, total: usize) -> f64 {
    if total < 4 { 0.0 } else { 2.0 * common as f64 / total as f64 }
}

/// What a block's element and place add: `<h1>` before `<h2>`, near the root, no link, no bad name around it.
fn place(block: &Block, cut: &Cut, root: &Root) -> f64 {
    let level = match block.form {
        Form::Heading(1) => 0.3,
        Form::Heading(2) => 0.12,
        Form::Heading(_) => 0.06,
        _ => 0.0,
    };
    let named = if is_named(block, cut) { 0.05 } else { 0.0 };
    let bad = Hints::RELATED
        .with(Hints::FOOTER)
        .with(Hints::COMMENT)
        .with(Hints::BREADCRUMB)
        .with(Hints::NAV)
        .with(Hints::HIDDEN);
    let bad = if cut
        .regions_of(block)
        .any(|region| region.hints.has(bad) && !(region.node <= root.start() && root.start() < region.end))
    {
        0.3
    } else {
        0.0
    };
    let linked = block.link_density() * 0.1;
    level + named - bad - linked
}

/// The text of a block that agrees with the head, without the site's name if that stands in the heading as well.
fn visible(block: &Block, site: &Site) -> String {
    strip_named(&block.text, site).unwrap_or(&block.text).to_owned()
}

/// The `<h1>` that stands alone above the text, where nothing declared agrees with it.
fn lone_heading<'b>(shown: &[(f64, &'b Block)], cut: &Cut, root: &Root, site: &Site) -> Option<&'b Block> {
    let mut headings = shown.iter().map(|it| it.1).filter(|block| {
        block.form == Form::Heading(1)
            && block.facts.words >= 2
            && place(block, cut, root) >= 0.2
            && !site.is_named(&block.text)
    });
    let first = headings.next()?;
    headings.next().is_none().then_some(first)
}

/// The end of a declared title with which a block of the page begins: what stands before it is a site that the head does
/// not name.
fn shown_part(declared: &[Declared], cut: &Cut, root: &Root) -> Option<String> {
    let parts = declared.iter().filter_map(|it| {
        let (at, length) = first_separator(&it.bare)?;
        let (before, after) = (&it.bare[..at], it.bare[at + length..].trim());
        let words = after.split_whitespace().count();
        (words >= 3 && words > before.split_whitespace().count()).then_some((after, words))
    });
    let shown = |part: &str, words: usize| {
        let part = key(part);
        let longest = u32::try_from(words).unwrap_or(u32::MAX).saturating_add(MAX_BESIDE);
        cut.blocks.iter().take_while(|block| block.at.0 < root.end()).any(|block| {
            block.facts.words <= longest
                && block.link_density() < 0.5
                && starts_words(&key(&block.text), &part)
        })
    };
    let mut parts = parts;
    parts.find(|&(part, words)| shown(part, words)).map(|it| it.0.to_owned())
}

/// A title that names the site only: "Trang chủ - Website Sở X", or the site's name.
fn is_site_title(declared: &Declared, site: &Site) -> bool {
    site.has_key(&declared.key) || is_site_text(&declared.key)
}

/// Whether a text, given as its key, presents a site: "Trang thông tin điện tử Huyện X".
fn is_site_text(key: &str) -> bool {
    const WHOLE: &[&str] = &["home", "homepage", "website", "untitled", "blog"];
    const STARTS: &[&str] =
        &["trang chủ", "trang thông tin điện tử", "cổng thông tin điện tử", "báo điện tử"];
    WHOLE.contains(&key) || STARTS.iter().any(|word| starts_words(key, word))
}

/// The nearest short text of some weight above the root: where neither heading nor head tells.
fn above_root(cut: &Cut, root: &Root, site: &Site) -> Option<String> {
    let first = cut.blocks.iter().position(|block| root.contains(block.at.0) && block.facts.words >= 25)?;
    let from = first.saturating_sub(8);
    let fits = |block: &&Block| {
        let density = block.markup.map_or(1.0, |markup| markup.link_density());
        (4..=30).contains(&block.facts.words)
            && density < 0.5
            && !super::date::is_date_line(&block.text)
            && !site.is_named(&block.text)
    };
    let near = cut.blocks[from..first].iter().filter(fits);
    let weight = |block: &Block| {
        let bold = block.markup.map_or(0.0, |markup| markup.bold_density());
        let heading = if matches!(block.form, Form::Heading(_)) { 1.0 } else { 0.0 };
        let named = if is_named(block, cut) { 1.0 } else { 0.0 };
        let stop = if block.facts.ends_sentence { 0.5 } else { 0.0 };
        bold + heading + named - stop
    };
    near.max_by(|a, b| weight(a).total_cmp(&weight(b)).then(a.at.cmp(&b.at))).map(|block| block.text.clone())
}

/// The title without the site's name at its ends.
pub fn strip_site(title: &str, site: &Site) -> String {
    let mut text = title.trim();
    for _ in 0..3 {
        let Some(shorter) = strip_once(text, site) else { break };
        text = shorter;
    }
    text.to_owned()
}

fn strip_once<'t>(text: &'t str, site: &Site) -> Option<&'t str> {
    strip_named(text, site).or_else(|| {
        // A name that the head does not give: short, behind a longer headline.
        let (at, length) = last_separator(text)?;
        let (left, right) = (text[..at].trim(), text[at + length..].trim());
        let (left_words, right_words) = (left.split_whitespace().count(), right.split_whitespace().count());
        (right_words <= 4 && left_words >= 4 && left_words > right_words).then_some(left)
    })
}

/// Where the separator stands that begins last, and its length.
fn last_separator(text: &str) -> Option<(usize, usize)> {
    text.bytes().enumerate().rev().find_map(|(at, byte)| separator_at(text, at, byte))
}

/// The same for the one that begins first.
fn first_separator(text: &str) -> Option<(usize, usize)> {
    text.bytes().enumerate().find_map(|(at, byte)| separator_at(text, at, byte))
}

fn separator_at(text: &str, at: usize, byte: u8) -> Option<(usize, usize)> {
    // All of them begin with one of these.
    let length = |rest: &str| SEPARATORS.iter().find(|it| rest.starts_with(**it)).map(|it| it.len());
    if matches!(byte, b' ' | b'|') { Some((at, length(&text[at..])?)) } else { None }
}

/// Without a name of the site at one end.
fn strip_named<'t>(text: &'t str, site: &Site) -> Option<&'t str> {
    let last = last_separator(text);
    if let Some((at, length)) = last {
        let (left, right) = (text[..at].trim(), text[at + length..].trim());
        if !left.is_empty() && site.is_named(right) {
            return Some(left);
        }
    }
    if let Some((at, length)) = first_separator(text) {
        let (left, right) = (text[..at].trim(), text[at + length..].trim());
        if !right.is_empty() && site.is_named(left) {
            return Some(right);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{headline, strip_site};
    use crate::block::{Marks, page::cut};
    use crate::meta::{Head, Site};
    use crate::page::Page;
    use crate::select::generic::root;

    fn of(html: &str) -> Option<String> {
        let page = Page::parse(html, 10_000);
        let cut = cut(&page, &|_| Marks::default(), false);
        let head = Head::read(&page);
        headline(&head, &cut, &root(&page, &cut), &Site::of(&head, None))
    }

    const BODY: &str = "<p>Con đường qua thôn được mở rộng từ mùa mưa năm ngoái, và cả làng cùng ra đắp lề, trồng cây hai bên cho kịp Tết.</p>";

    #[test]
    fn the_site_is_taken_off() {
        let site = Site::named(&["Báo Mẫu"]);
        assert_eq!(strip_site("Đường qua thôn - Xã hội - Báo Mẫu", &site), "Đường qua thôn - Xã hội");
        assert_eq!(strip_site("Báo Mẫu | Đường qua thôn", &site), "Đường qua thôn");
        assert_eq!(
            strip_site("Mở đường qua thôn sau mùa mưa | Tuần báo", &Site::default()),
            "Mở đường qua thôn sau mùa mưa"
        );
        assert_eq!(strip_site("A - B", &site), "A - B");
    }

    #[test]
    fn shown_and_declared_agree() {
        let html = format!(
            "<title>Mở đường qua thôn | Báo Mẫu</title><h1 class=logo>Báo Mẫu</h1><div><h2>Tin nóng</h2></div>\
             <div><h1>Mở đường qua thôn</h1>{BODY}{BODY}</div>"
        );
        assert_eq!(of(&html).as_deref(), Some("Mở đường qua thôn"));
    }

    #[test]
    fn a_headline_that_is_declared_nowhere() {
        let html = format!(
            "<title>Trang thông tin điện tử Huyện Mẫu</title><h1>Home</h1>\
             <div><div class=news-title>Mở đường qua thôn sau mùa mưa</div>{BODY}{BODY}</div>"
        );
        assert_eq!(of(&html).as_deref(), Some("Mở đường qua thôn sau mùa mưa"));
    }
}
