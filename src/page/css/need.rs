//! Needs: what an element must have, or stand in, before it is worth trying a selector on it.
//!
//! Read off the compiled selector, once. An element that meets no need is matched by no part of the selector; one that
//! meets it may be.

use selectors::parser::{Combinator, Component, Selector};

use super::element::NodeSelectors;
use crate::page::{Node, Tag};

/// What an element needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Id(Box<str>),
    /// One of its class tokens.
    Class(Box<str>),
    /// Its tag, and its name in lower case.
    Name(Tag, Box<str>),
    /// An attribute of that name, in lower case.
    Attribute(Box<str>),
    /// Nothing that can be told at a glance.
    Nothing,
}

/// What an element and those around it need for one part of a selector list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// What the last compound (`.c` in `.a > b .c`) needs.
    pub(crate) need: Need,
    /// What the other compounds need, each of some element around it, the nearest first. Where some of them speak of
    /// siblings nothing is asked of what is around.
    pub(crate) around: Vec<Need>,
}

impl Part {
    pub(super) fn of(selector: &Selector<NodeSelectors>) -> Self {
        let mut components = selector.iter();
        let need = Need::of(&mut components);
        let (mut around, mut siblings) = (Vec::new(), false);
        while let Some(combinator) = components.next_sequence() {
            siblings |= !matches!(combinator, Combinator::Child | Combinator::Descendant);
            around.push(Need::of(&mut components));
        }
        if siblings {
            around.clear();
        }
        Self { need, around }
    }
}

impl Need {
    /// The need of a compound: of what all its components ask for the rarest.
    fn of<'c>(compound: &mut impl Iterator<Item = &'c Component<NodeSelectors>>) -> Self {
        let mut need = Self::Nothing;
        for component in compound {
            let found = match component {
                Component::ID(id) => Self::Id(id.as_str().into()),
                Component::Class(class) => Self::Class(class.as_str().into()),
                Component::LocalName(name) => {
                    let name = name.lower_name.as_str();
                    Self::Name(Tag::from_name(name), name.into())
                }
                Component::AttributeInNoNamespaceExists { local_name_lower: name, .. }
                | Component::AttributeInNoNamespace { local_name: name, .. } => {
                    Self::Attribute(name.as_str().to_ascii_lowercase().into())
                }
                _ => Self::Nothing,
            };
            if found.rarity() > need.rarity() {
                need = found;
            }
        }
        need
    }

    /// How few elements meet it, compared with others.
    const fn rarity(&self) -> u8 {
        match self {
            Self::Id(_) => 4,
            Self::Class(_) => 3,
            Self::Name(..) => 2,
            Self::Attribute(_) => 1,
            Self::Nothing => 0,
        }
    }

    /// Whether an element may meet it.
    pub(super) fn may_be_met(&self, node: Node<'_>) -> bool {
        match self {
            Self::Id(id) => node.id() == Some(id),
            Self::Class(class) => node.classes().any(|it| it == &**class),
            Self::Name(tag, name) => {
                node.tag() == *tag && (*tag != Tag::Other || node.name().eq_ignore_ascii_case(name))
            }
            Self::Attribute(_) | Self::Nothing => true,
        }
    }

    /// Whether there is nothing to the compound of one component but this need.
    pub(super) const fn is_all(&self) -> bool {
        matches!(self, Self::Id(_) | Self::Class(_))
    }
}

#[cfg(test)]
mod tests {
    use super::{Need, Part};
    use crate::page::Tag;
    use crate::page::css::Css;

    fn parts(text: &str) -> Vec<Part> {
        Css::parse(text).unwrap().parts().to_vec()
    }

    fn class(text: &str) -> Need {
        Need::Class(text.into())
    }

    fn name(tag: Tag, text: &str) -> Need {
        Need::Name(tag, text.into())
    }

    #[test]
    fn the_last_compound_says_what_is_needed() {
        let needs = |text| parts(text).into_iter().map(|part| part.need).collect::<Vec<_>>();
        let id = |text: &str| Need::Id(text.into());
        assert_eq!(needs("div.a > p.b.c"), [class("b")]);
        assert_eq!(
            needs("#x[href='a, .b'] , H1 , ul li"),
            [id("x"), name(Tag::H1, "h1"), name(Tag::Li, "li")]
        );
        assert_eq!(needs("p.b:not(.c)"), [class("b")]);
        let attribute = |text: &str| Need::Attribute(text.into());
        assert_eq!(needs(".a>[data-x=y]"), [attribute("data-x")]);
        assert_eq!(needs(".a [data-x=y], *[B]"), [attribute("data-x"), attribute("b")]);
        assert_eq!(needs("[lang|=en], :not([b]), *"), [attribute("lang"), Need::Nothing, Need::Nothing]);
        assert_eq!(needs("section.a:first-child#b"), [id("b")]);
        assert_eq!(needs(":is(.a, .b)"), [Need::Nothing]);
        assert_eq!(needs("custom-tag"), [name(Tag::Other, "custom-tag")]);
        assert_eq!(needs("table tr + tr td"), [name(Tag::Td, "td")]);
    }

    #[test]
    fn the_other_compounds_say_what_is_needed_around() {
        let around = |text| parts(text).into_iter().flat_map(|part| part.around).collect::<Vec<_>>();
        let b = || Need::Id("b".into());
        assert_eq!(around(".a > p, i#b[x='.c'] .c u:not(.d)"), [class("a"), class("c"), b()]);
        assert_eq!(around(".a + .b .c, p, :is(.b) u"), [Need::Nothing]);
    }
}
