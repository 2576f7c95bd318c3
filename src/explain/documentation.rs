//! What each rule and pass is about, in words for those who read its verdicts.

/// A section for each.
const RULES: &str = include_str!("rules.md");

/// The documentation of a rule or a pass, by the name that verdicts give; `None` for a name that no verdict has.
pub fn documentation(name: &str) -> Option<&'static str> {
    sections().find(|(known, _)| *known == name).map(|(_, text)| text)
}

/// The names that have a documentation, in its order.
pub fn documented() -> Vec<&'static str> {
    sections().map(|(name, _)| name).collect()
}

fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    let parts = RULES.split("\n## ").skip(1);
    parts.filter_map(|part| part.split_once('\n')).map(|(name, text)| (name, text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify;

    #[test]
    fn every_rule_is_documented_once_and_nothing_else_is() {
        let mut documented = documented();
        documented.sort_unstable();
        let mut names = classify::names();
        names.extend(["body", classify::model::NAME, crate::recurring::NAME]);
        names.sort_unstable();
        assert_eq!(documented, names);
        assert!(sections().all(|(_, text)| text.len() > 30), "a section says something");
        assert!(documentation("card").is_some_and(|text| text.starts_with("Rule. ")));
        assert_eq!(documentation("queue"), None);
    }
}
