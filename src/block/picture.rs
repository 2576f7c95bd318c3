//! The address of a picture, past the placeholders of lazy loaders.

use crate::page::Node;

/// The address of a picture: the attributes of lazy loaders before `src`, which then holds a placeholder.
pub(super) fn image_source(node: Node<'_>) -> Option<String> {
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
    use super::largest_of_set;

    #[test]
    fn the_largest_picture_of_a_set() {
        assert_eq!(largest_of_set("a.jpg 320w, b.jpg 1200w, c.jpg 640w"), "b.jpg");
        assert_eq!(largest_of_set("a.jpg, b.jpg 2x"), "b.jpg");
    }
}
