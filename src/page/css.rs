//! CSS selectors of rule files: parsed once, matched in document order.
//!
//! The crate `selectors` parses and matches; `element` shows it nodes. A selector is only tried on elements that have the
//! id, class or name of its last compound.

mod element;

use element::{Item, NameText, NodeSelectors, SelectorError};
use selectors::matching::{self, MatchingContext, SelectorCaches};
use selectors::parser::{Component, ParseRelative, Selector, SelectorList};
use serde::Deserialize;

use super::Node;

/// A compiled selector, with its text for messages and traces.
#[derive(Clone)]
pub struct Css {
    text: String,
    selectors: SelectorList<NodeSelectors>,
    /// What an element needs for each of them.
    needs: Vec<Need>,
}

/// What an element needs before a selector is worth trying.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Need {
    Id(NameText),
    Class(NameText),
    Name(NameText),
    Nothing,
}

impl Need {
    /// The need of the last compound of a selector, the rarest first.
    fn of(selector: &Selector<NodeSelectors>) -> Self {
        let mut need = Self::Nothing;
        for component in selector.iter() {
            need = match (component, need) {
                (Component::ID(id), _) => return Self::Id(id.clone()),
                (Component::Class(class), Self::Nothing | Self::Name(_)) => Self::Class(class.clone()),
                (Component::LocalName(name), Self::Nothing) if name.name == name.lower_name => {
                    Self::Name(name.name.clone())
                }
                (_, need) => need,
            };
        }
        need
    }

    fn is_met(&self, node: Node<'_>) -> bool {
        match self {
            Self::Id(id) => node.id() == Some(id.as_str()),
            Self::Class(class) => node.classes().any(|it| it == class.as_str()),
            Self::Name(name) => node.name() == name.as_str(),
            Self::Nothing => true,
        }
    }
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
        let outside_strings = strip_attribute_values(text);
        if let Some(bad) = FORBIDDEN.into_iter().find(|bad| outside_strings.contains(bad)) {
            return Err(format!(
                "selector `{text}`: `{bad}` is not allowed in rule files, its cost is not linear"
            ));
        }
        let mut input = cssparser::Parser::new(text);
        let selectors = SelectorList::parse(&element::Parser, &mut input, ParseRelative::No)
            .map_err(|error| format!("selector `{text}` is no CSS: {:?}", SelectorError::from(error)))?;
        let needs = selectors.slice().iter().map(Need::of).collect();
        Ok(Self { text: text.to_owned(), selectors, needs })
    }

    /// The selector as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether one of the selectors matches the element.
    pub(super) fn matches(&self, node: Node<'_>) -> bool {
        let each = self.selectors.slice().iter().zip(&self.needs);
        let mut met = each.filter(|(_, need)| need.is_met(node)).peekable();
        if met.peek().is_none() {
            return false;
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
        // A selector of one part was tried with its need.
        met.any(|(selector, need)| {
            selector.len() == 1 && *need != Need::Nothing
                || matching::matches_selector(selector, 0, None, &Item(node), &mut context)
        })
    }
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
        write!(f, "Css({})", self.text)
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
