//! The address of a picture, past the placeholders of lazy loaders.

use crate::page::Node;

/// Where an address may stand, the attributes of lazy loaders before `src`, which then holds a placeholder.
const PLACES: [&str; 7] =
    ["data-src", "data-original", "data-lazy-src", "data-original-src", "data-srcset", "srcset", "src"];

/// The address and the alternative text of a picture, as written; nothing where there is no address.
pub(super) fn read<'p>(node: Node<'p>) -> Option<(&'p str, Option<&'p str>)> {
    let mut found = [""; PLACES.len()];
    let mut alt = None;
    for (name, value) in node.attributes() {
        if name == "alt" {
            alt = Some(value);
        } else if let Some(place) = PLACES.iter().position(|&place| place == name) {
            found[place] = value.trim();
        }
    }
    let address = |(place, value): (&str, &'p str)| {
        let value = if place.ends_with("srcset") { largest_of_set(value) } else { value };
        (!value.is_empty() && !value.starts_with("data:")).then_some(value)
    };
    Some((PLACES.into_iter().zip(found).find_map(address)?, alt))
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
    use super::largest_of_set;

    #[test]
    fn the_largest_picture_of_a_set() {
        assert_eq!(largest_of_set("a.jpg 320w, b.jpg 1200w, c.jpg 640w"), "b.jpg");
        assert_eq!(largest_of_set("a.jpg, b.jpg 2x"), "b.jpg");
    }
}
