//! Ablation: rules and passes by name, so that one can be switched off to see what it is worth.
//!
//! Nothing here knows what a rule does, or which of them others rely on.

use super::Context;
use super::passes::{self, Pass};
use super::rules::{self, Rule};
use crate::error::Error;

/// The names of all rules and passes, each once, in the order in which they are asked and run: rules, passes over pages,
/// passes over texts without markup.
pub fn names() -> Vec<&'static str> {
    let passes = passes::ALL.iter().chain(passes::LINES).map(|pass| pass.name);
    let mut names = Vec::new();
    for name in rules::ALL.iter().map(|rule| rule.name).chain(passes) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The rules and passes that are asked, in their order.
#[derive(Debug)]
pub struct Active {
    pub(super) rules: Vec<Rule>,
    /// Over pages.
    marked: Vec<Pass>,
    /// Over texts without markup.
    lines: Vec<Pass>,
}

impl Active {
    /// All but those of these names.
    pub(crate) fn without(names: &[&'static str]) -> Self {
        let passes =
            |passes: &[Pass]| passes.iter().filter(|it| !names.contains(&it.name)).copied().collect();
        Self {
            rules: rules::ALL.iter().filter(|it| !names.contains(&it.name)).copied().collect(),
            marked: passes(passes::ALL),
            lines: passes(passes::LINES),
        }
    }

    /// The names of all that are asked.
    #[cfg(feature = "dumps")]
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let passes = self.marked.iter().chain(&self.lines).map(|it| it.name);
        self.rules.iter().map(|it| it.name).chain(passes).collect()
    }

    /// The passes that know how to read these blocks.
    pub(super) fn passes(&self, context: &Context<'_>) -> &[Pass] {
        if context.cut.blocks.iter().all(|block| block.markup.is_none()) { &self.lines } else { &self.marked }
    }
}

/// The rules and passes that are called so.
pub(crate) fn known(asked: &[String]) -> Result<Vec<&'static str>, Error> {
    let names = names();
    let find = |asked: &String| {
        let found = names.iter().copied().find(|name| name == asked);
        found.ok_or_else(|| Error::NoSuchRule { name: asked.clone(), known: names.join(", ") })
    };
    asked.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_once_and_is_known() {
        let mut names: Vec<String> = names().into_iter().map(str::to_owned).collect();
        assert_eq!(known(&names).expect("all are known"), names);
        assert!(names.iter().any(|name| name == "lines") && names.iter().any(|name| name == "card"));
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn an_unknown_name_is_told_with_those_there_are() {
        let error = known(&["card".to_owned(), "crad".to_owned()]).expect_err("no such rule").to_string();
        assert!(error.contains("\"crad\"") && error.contains("link-density, "), "{error}");
    }
}
