//! What tree construction asks of an element by its name: is it special, does it bound a scope, is its end tag implied.
//!
//! Each question is one bit, looked up once when the element is made, so that a walk over the stack compares integers.
//! Knows nothing of the stack, the tree or tokens.

use crate::page::parse::name::Name;

/// The namespace of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub(in crate::page) enum Namespace {
    #[default]
    Html,
    MathMl,
    Svg,
}

/// The number of names that have a number, [`Name::Other`] among them.
pub(super) const NAMES: usize = Name::ALL.len() + 1;

/// The answers about one element, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Traits(u16);

impl Traits {
    /// Bounds "in scope".
    pub(super) const SCOPE: Self = Self(1);
    /// Bounds "in list item scope".
    pub(super) const LIST_SCOPE: Self = Self(1 << 1);
    /// Bounds "in button scope".
    pub(super) const BUTTON_SCOPE: Self = Self(1 << 2);
    /// Bounds "in table scope"; what "clear the stack back to a table context" stops at.
    pub(super) const TABLE_SCOPE: Self = Self(1 << 3);
    /// The standard's special category.
    pub(super) const SPECIAL: Self = Self(1 << 4);
    /// Special, but not `address`, `div` or `p`: what ends the search of a `<li>` for another.
    pub(super) const ENDS_ITEM: Self = Self(1 << 5);
    /// "Generate implied end tags" closes it.
    pub(super) const IMPLIED: Self = Self(1 << 6);
    /// "Generate all implied end tags thoroughly" closes it.
    pub(super) const IMPLIED_ALL: Self = Self(1 << 7);
    /// `h1` to `h6`.
    pub(super) const HEADING: Self = Self(1 << 8);
    /// A part of a table in which text and other elements may not stand.
    pub(super) const FOSTERS: Self = Self(1 << 9);
    /// What "clear the stack back to a table body context" stops at.
    pub(super) const BODY_CONTEXT: Self = Self(1 << 10);
    /// What "clear the stack back to a table row context" stops at.
    pub(super) const ROW_CONTEXT: Self = Self(1 << 11);
    /// `td` and `th`.
    pub(super) const CELL: Self = Self(1 << 12);
    /// `table`, `tbody` and `tfoot`: what a table body's end looks for.
    pub(super) const BODY_OR_TABLE: Self = Self(1 << 13);
    /// MathML text integration points: text and most tags inside are HTML.
    pub(super) const MATHML_TEXT: Self = Self(1 << 14);
    /// SVG's HTML integration points.
    pub(super) const SVG_HTML: Self = Self(1 << 15);

    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// The traits of an HTML element of an unknown name.
    pub(super) fn of_unknown(name: &str) -> Self {
        // The only name that is special and nothing else.
        if name == "isindex" { Self(Self::SPECIAL.0 | Self::ENDS_ITEM.0) } else { Self(0) }
    }

    pub(super) const fn of(name: Name, space: Namespace) -> Self {
        match space {
            Namespace::Html => TRAITS[name as usize],
            Namespace::MathMl => match name {
                Name::Mi | Name::Mo | Name::Mn | Name::Ms | Name::Mtext => BOUND.and(Self::MATHML_TEXT),
                _ => Self(0),
            },
            Namespace::Svg => match name {
                Name::ForeignObject | Name::Desc | Name::Title => BOUND.and(Self::SVG_HTML),
                _ => Self(0),
            },
        }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What bounds the scope also bounds the list item scope and the button scope.
const BOUND: Traits = Traits::SCOPE.and(Traits::LIST_SCOPE).and(Traits::BUTTON_SCOPE);

/// The traits of each HTML element.
const TRAITS: [Traits; NAMES] = {
    let mut table = [Traits(0); NAMES];
    let mut at = 0;
    while at < LISTS.len() {
        let (traits, names) = LISTS[at];
        let mut name = 0;
        while name < names.len() {
            let to = names[name] as usize;
            table[to] = table[to].and(traits);
            name += 1;
        }
        at += 1;
    }
    table
};

use Name as N;

/// The lists of the standard's chapter "Parsing HTML documents" and, where it is older, what browsers' parsers and
/// html5ever 0.40 agree on.
const LISTS: [(Traits, &[Name]); 14] = [
    (
        BOUND,
        &[
            N::Applet,
            N::Caption,
            N::Html,
            N::Table,
            N::Td,
            N::Th,
            N::Marquee,
            N::Object,
            N::Select,
            N::Template,
        ],
    ),
    (Traits::LIST_SCOPE, &[N::Ol, N::Ul]),
    (Traits::BUTTON_SCOPE, &[N::Button]),
    (Traits::TABLE_SCOPE, &[N::Html, N::Table, N::Template]),
    (Traits::SPECIAL.and(Traits::ENDS_ITEM), SPECIAL),
    (Traits::SPECIAL, &[N::Address, N::Div, N::P]),
    (
        Traits::IMPLIED.and(Traits::IMPLIED_ALL),
        &[N::Dd, N::Dt, N::Li, N::Option, N::Optgroup, N::P, N::Rb, N::Rp, N::Rt, N::Rtc],
    ),
    (Traits::IMPLIED_ALL, &[N::Caption, N::Colgroup, N::Tbody, N::Td, N::Tfoot, N::Th, N::Thead, N::Tr]),
    (Traits::HEADING, &[N::H1, N::H2, N::H3, N::H4, N::H5, N::H6]),
    (Traits::FOSTERS, &[N::Table, N::Tbody, N::Tfoot, N::Thead, N::Tr]),
    (Traits::BODY_CONTEXT, &[N::Tbody, N::Tfoot, N::Thead, N::Template, N::Html]),
    (Traits::ROW_CONTEXT, &[N::Tr, N::Template, N::Html]),
    (Traits::CELL, &[N::Td, N::Th]),
    (Traits::BODY_OR_TABLE, &[N::Table, N::Tbody, N::Tfoot]),
];

/// The special elements without `address`, `div` and `p`.
const SPECIAL: &[Name] = &[
    N::Applet,
    N::Area,
    N::Article,
    N::Aside,
    N::Base,
    N::Basefont,
    N::Bgsound,
    N::Blockquote,
    N::Body,
    N::Br,
    N::Button,
    N::Caption,
    N::Center,
    N::Col,
    N::Colgroup,
    N::Dd,
    N::Details,
    N::Dir,
    N::Dl,
    N::Dt,
    N::Embed,
    N::Fieldset,
    N::Figcaption,
    N::Figure,
    N::Footer,
    N::Form,
    N::Frame,
    N::Frameset,
    N::H1,
    N::H2,
    N::H3,
    N::H4,
    N::H5,
    N::H6,
    N::Head,
    N::Header,
    N::Hgroup,
    N::Hr,
    N::Html,
    N::Iframe,
    N::Img,
    N::Input,
    N::Li,
    N::Link,
    N::Listing,
    N::Main,
    N::Marquee,
    N::Menu,
    N::Meta,
    N::Nav,
    N::Noembed,
    N::Noframes,
    N::Noscript,
    N::Object,
    N::Ol,
    N::Param,
    N::Plaintext,
    N::Pre,
    N::Script,
    N::Section,
    N::Select,
    N::Source,
    N::Style,
    N::Summary,
    N::Table,
    N::Tbody,
    N::Td,
    N::Template,
    N::Textarea,
    N::Tfoot,
    N::Th,
    N::Thead,
    N::Title,
    N::Tr,
    N::Track,
    N::Ul,
    N::Wbr,
    N::Xmp,
];
