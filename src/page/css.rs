//! CSS selectors of rule files: parsed once, matched in document order.
//!
//! Apart from `page::Page` this is the only place that names scraper.

use serde::Deserialize;

/// A compiled selector, with its text for messages and traces.
#[derive(Clone)]
pub struct Css {
    text: String,
    selector: scraper::Selector,
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
        let selector = scraper::Selector::parse(text)
            .map_err(|error| format!("selector `{text}` is no CSS: {error:?}"))?;
        Ok(Self { text: text.to_owned(), selector })
    }

    /// The selector as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn matches(&self, element: &scraper::ElementRef<'_>) -> bool {
        self.selector.matches(element)
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
