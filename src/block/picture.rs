//! The address of a picture, past the placeholders of lazy loaders.

use crate::page::Node;
use crate::page::attr::{Attr, AttrSet};

/// Where an address may stand, the attributes of lazy loaders before `src`, which then holds a placeholder.
const PLACES: [Attr; 7] = [
    Attr::DataSrc,
    Attr::DataOriginal,
    Attr::DataLazySrc,
    Attr::DataOriginalSrc,
    Attr::DataSrcset,
    Attr::Srcset,
    Attr::Src,
];

const ASKED: AttrSet = AttrSet::of(&PLACES).with(Attr::Alt);

/// The address and the alternative text of a picture, as written; nothing where there is no address.
pub(super) fn read<'p>(node: Node<'p>) -> Option<(&'p str, Option<&'p str>)> {
    let mut found = [""; PLACES.len()];
    let mut alt = None;
    for (attr, value) in node.numbered(ASKED) {
        if attr == Attr::Alt {
            alt = Some(value);
        } else if let Some(place) = PLACES.iter().position(|&place| place == attr) {
            found[place] = value.trim();
        }
    }
    let address = |(place, value): (Attr, &'p str)| {
        let set = matches!(place, Attr::DataSrcset | Attr::Srcset);
        let value = if set { largest_of_set(value) } else { value };
        (!value.is_empty() && !value.starts_with("data:")).then_some(value)
    };
    Some((PLACES.into_iter().zip(found).find_map(address)?, alt))
}

/// The candidate with the greatest width or density of a `srcset`.
fn largest_of_set(set: &str) -> &str {
    let mut best = ("", -1.0);
    let mut from = 0;
    // Candidates are parted by a comma and a space; of those that only a comma parts the first one is read.
    let ends = memchr::memchr_iter(b',', set.as_bytes()).filter(|at| set[at + 1..].starts_with(' '));
    for end in ends.chain([set.len()]) {
        let part = &set[from..end];
        from = end + 2;
        let glued = memchr::memchr_iter(b',', part.as_bytes()).find(|at| part[at + 1..].starts_with("http"));
        let mut parts = part[..glued.unwrap_or(part.len())].split_ascii_whitespace();
        let Some(url) = parts.next() else { continue };
        let size = parts.next().and_then(|size| size.trim_end_matches(['w', 'x']).parse::<f64>().ok());
        let size = size.unwrap_or(1.0);
        if size > best.1 {
            best = (url.trim_end_matches(','), size);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::largest_of_set;

    #[test]
    fn the_largest_picture_of_a_set() {
        assert_eq!(largest_of_set("a.jpg 320w, b.jpg 1200w, c.jpg 640w"), "b.jpg");
        assert_eq!(largest_of_set("a.jpg, b.jpg 2x"), "b.jpg");
    }
}
