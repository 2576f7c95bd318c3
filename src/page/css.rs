//! CSS selectors of rule files: parsed once, matched in document order.
//!
//! The crate `selectors` parses and matches; `element` shows it nodes. A selector is only tried on elements that have the
//! id, class or name of its last compound.

mod element;
pub(crate) mod need;

use std::sync::Arc;

use element::{Item, NodeSelectors, SelectorError};
use need::{Need, Part};
use selectors::matching::{self, MatchingContext, SelectorCaches};
use selectors::parser::{ParseRelative, Selector, SelectorList};
use serde::Deserialize;

use super::Node;

/// A compiled selector, with its text for messages and traces.
#[derive(Clone)]
pub struct Css(Arc<Compiled>);

struct Compiled {
    text: Box<str>,
    selectors: SelectorList<NodeSelectors>,
    /// What an element needs for each of them.
    parts: Vec<Part>,
}

/// Pseudo-classes and combinators whose cost is not linear in the page (measured: `p ~ p` and `:has()` are quadratic).
const FORBIDDEN: [&str; 6] = [":has(", ":nth-", "~", ":last-", ":only-", ":first-of"];

/// The longest selector a rule file may hold, in bytes: the longest one shipped has about 80.
const MAX_LENGTH: usize = 400;

impl Css {
    /// Compiles a selector.
    ///
    /// # Errors
    /// A message without position when the text is no selector, or one that is not allowed in rule files.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err(format!("selector of {} bytes, at most {MAX_LENGTH} are allowed", text.len()));
        }
        // Each of them begins with a colon, or is a tilde.
        let outside_strings = text.contains([':', '~']).then(|| strip_attribute_values(text));
        let is_there = |bad: &&str| outside_strings.as_ref().is_some_and(|text| text.contains(bad));
        if let Some(bad) = FORBIDDEN.into_iter().find(is_there) {
            return Err(format!(
                "selector `{text}`: `{bad}` is not allowed in rule files, its cost is not linear"
            ));
        }
        let mut input = cssparser::Parser::new(text);
        let selectors = SelectorList::parse(&element::Parser, &mut input, ParseRelative::No)
            .map_err(|error| format!("selector `{text}` is no CSS: {:?}", SelectorError::from(error)))?;
        let parts = selectors.slice().iter().map(Part::of).collect();
        Ok(Self(Arc::new(Compiled { text: text.into(), selectors, parts })))
    }

    /// The selector as it was written.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// What an element needs for each part of the list.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.0.parts
    }

    /// Whether one of the selectors matches the element.
    pub(super) fn matches(&self, node: Node<'_>) -> bool {
        let mut each = self.0.selectors.slice().iter().zip(&self.0.parts);
        each.any(|(selector, part)| part.need.may_be_met(node) && is_match(selector, &part.need, node))
    }

    /// Whether the part of the list with that number matches an element that meets its need.
    pub(super) fn part_matches(&self, part: usize, node: Node<'_>) -> bool {
        let selector = self.0.selectors.slice().get(part);
        selector.is_some_and(|selector| is_match(selector, &self.0.parts[part].need, node))
    }
}

/// Whether a selector matches an element that meets its need.
fn is_match(selector: &Selector<NodeSelectors>, need: &Need, node: Node<'_>) -> bool {
    if selector.len() == 1 && need.is_all() {
        return true;
    }
    let mut caches = SelectorCaches::default();
    let mut context = MatchingContext::new(
        matching::MatchingMode::Normal,
        None,
        &mut caches,
        matching::QuirksMode::NoQuirks,
        matching::NeedsSelectorFlags::No,
        matching::MatchingForInvalidation::No,
    );
    matching::matches_selector(selector, 0, None, &Item(node), &mut context)
}

/// The selector without what stands in square brackets, where `~=` and quoted text are harmless.
fn strip_attribute_values(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|&c| {
            match c {
                '[' => depth += 1,
                ']' => depth -= 1,
                _ => {}
            }
            depth == 0
        })
        .collect()
}

impl std::fmt::Debug for Css {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Css({})", self.as_str())
    }
}

impl<'de> Deserialize<'de> for Css {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::parsed::parsed(deserializer, Self::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::Css;

    #[test]
    fn refuses_what_is_not_linear_and_what_is_no_selector() {
        assert!(Css::parse("p ~ p").is_err());
        assert!(Css::parse("div:has(p)").is_err());
        assert!(Css::parse("div..x").is_err());
        assert!(Css::parse("[class~=x] > p.y, #z").is_ok());
    }
}
