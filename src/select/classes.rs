//! Class names of one element, to compare others with.

use crate::page::Node;

/// Up to so many names are compared one by one; more are searched, so that no two long lists meet name by name.
const FEW: usize = 8;

/// The class names of an element.
pub(super) struct Classes<'p> {
    names: Vec<&'p str>,
}

impl<'p> Classes<'p> {
    pub(super) fn of(node: Node<'p>) -> Self {
        let mut names: Vec<&str> = node.classes().collect();
        if names.len() > FEW {
            names.sort_unstable();
        }
        Self { names }
    }

    /// Whether the other element has one of the names, or neither has any.
    pub(super) fn shared_with(&self, other: Node<'_>) -> bool {
        let mut others = other.classes().peekable();
        if self.names.is_empty() || others.peek().is_none() {
            return self.names.is_empty() && others.peek().is_none();
        }
        let few = self.names.len() <= FEW;
        others.any(
            |name| if few { self.names.contains(&name) } else { self.names.binary_search(&name).is_ok() },
        )
    }
}
