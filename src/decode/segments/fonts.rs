//! Fonts that show other letters than the page holds, by their names, and style sheets that ask for them.

use crate::decode::legacy::Legacy;

/// What the name of a font says of the text set in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::decode) struct Mark {
    pub(in crate::decode) legacy: Legacy,
    /// Whether its small letters look like capitals.
    pub(in crate::decode) capitals: bool,
}

/// The mark of the first font of a list, which is the one that the author had; nothing for other fonts.
///
/// `.VnTime`, `.VnArial` and their like are the ABC fonts for TCVN3, with an `H` at the end for their capitals; `VNI-Times`,
/// `VNI-Helve` and their like those for VNI.
pub(super) fn mark_of(families: &str) -> Option<Mark> {
    let first = families.replace("&quot;", "").replace("&#39;", "");
    let first = first.split(',').next().unwrap_or_default();
    let name = first.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\'));
    let lower = name.to_ascii_lowercase();
    if lower.strip_prefix("vni-").is_some_and(|rest| !rest.is_empty()) {
        return Some(Mark { legacy: Legacy::Vni, capitals: false });
    }
    let rest = lower.strip_prefix(".vn")?;
    // Where the case of the name is lost, only the two usual fonts are known by their last letter.
    let (capital, cased) = (name.ends_with('H'), name.bytes().any(|byte| byte.is_ascii_lowercase()));
    let capitals = (capital && cased) || matches!(rest, "timeh" | "arialh");
    rest.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(Mark { legacy: Legacy::Tcvn3, capitals })
}

/// The font that an element asks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Font {
    /// One that shows another encoding.
    Legacy(Mark),
    /// One that does not.
    Other,
}

impl Font {
    /// The first font of a list.
    pub(super) fn of(families: &str) -> Self {
        mark_of(families).map_or(Self::Other, Self::Legacy)
    }
}

/// The font of a list of declarations, if it names one.
pub(super) fn of_style(declarations: &str) -> Option<Font> {
    let unquoted = declarations.replace("&quot;", "\"");
    let named = |declaration: &str| {
        let (name, value) = declaration.split_once(':')?;
        let name = name.trim();
        if name.eq_ignore_ascii_case("font-family") || name.eq_ignore_ascii_case("mso-ascii-font-family") {
            return Some(Font::of(value));
        }
        // `font: italic 12pt/14pt ".VnTime"`: the families follow the size, and no other part begins like one of ours.
        let ours = || value.split_whitespace().find_map(mark_of).map_or(Font::Other, Font::Legacy);
        name.eq_ignore_ascii_case("font").then(ours)
    };
    unquoted.split(';').rev().find_map(named)
}

/// The rules of a page's style sheets that ask for such fonts, by element or class.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The element (empty for any), the class (empty for none), the font.
    rules: Vec<(String, String, Mark)>,
}

/// So many rules are kept: each is looked at for each element, and no page has more of them unless to be slow.
const RULES: usize = 64;

impl Sheet {
    /// Takes in a style sheet. Of a selector with several parts only a class in its last one counts.
    pub(super) fn add(&mut self, css: &str) {
        for rule in css.split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            let Some(Font::Legacy(mark)) = of_style(declarations) else { continue };
            for selector in selectors.split(',') {
                let last = selector.split(['>', '+', '~', '{', '/']).next_back().unwrap_or_default();
                let last = last.split_whitespace().next_back().unwrap_or_default();
                let plain = last.split([':', '#', '[']).next().unwrap_or_default();
                let (element, class) = plain.split_once('.').unwrap_or((plain, ""));
                // What is said of an element in some places only would hold everywhere.
                let is_partly = class.is_empty() && plain.len() < selector.trim().len();
                if !plain.is_empty() && !is_partly && self.rules.len() < RULES {
                    self.rules.push((element.to_ascii_lowercase(), class.to_owned(), mark));
                }
            }
        }
    }

    /// The font of an element with these classes; that of a class goes before that of an element.
    pub(super) fn font(&self, element: &str, classes: &str) -> Option<Font> {
        let fits = |(name, class, _): &&(String, String, Mark)| {
            (name.is_empty() || name == "*" || name.eq_ignore_ascii_case(element))
                && (class.is_empty() || classes.split_whitespace().any(|it| it == class))
        };
        let of_class = self.rules.iter().rev().filter(|rule| !rule.1.is_empty()).find(fits);
        let found = of_class.or_else(|| self.rules.iter().rev().filter(|rule| rule.1.is_empty()).find(fits));
        found.map(|(_, _, mark)| Font::Legacy(*mark))
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, mark_of};
    use crate::decode::legacy::Legacy;

    #[test]
    fn names_of_fonts() {
        let mark = |legacy, capitals| Some(Mark { legacy, capitals });
        for (name, meant) in [
            (".VnTime", mark(Legacy::Tcvn3, false)),
            ("'.VnArialH', Arial", mark(Legacy::Tcvn3, true)),
            (".VNTIMEH", mark(Legacy::Tcvn3, true)),
            (".VNENGLISH", mark(Legacy::Tcvn3, false)),
            ("&quot;VNI-Times&quot;", mark(Legacy::Vni, false)),
            ("vni-helve", mark(Legacy::Vni, false)),
            ("Arial, .VnTime", None),
            ("VnExpress", None),
            (".vn", None),
            ("VNI-", None),
        ] {
            assert_eq!(mark_of(name), meant, "{name}");
        }
    }
}
