//! Nodes as the crate `selectors` sees them, and the words that selectors are made of.

use std::borrow::Borrow;
use std::fmt;

use cssparser::{BasicParseErrorKind, ParseErrorKind, ToCss};
use precomputed_hash::PrecomputedHash;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{ElementSelectorFlags, MatchingContext};
use selectors::parser::{self, SelectorImpl, SelectorParseErrorKind};
use selectors::{Element, OpaqueElement};

use crate::page::parse::tree::foreign::is_namespaced;
use crate::page::parse::tree::traits::Namespace;
use crate::page::{Node, Tag};

/// The parts of selectors over nodes: texts all of them, no pseudo-classes or pseudo-elements beyond the structural ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeSelectors;

impl SelectorImpl for NodeSelectors {
    type ExtraMatchingData<'a> = ();
    type AttrValue = NameText;
    type Identifier = NameText;
    type LocalName = NameText;
    type NamespaceUrl = NameText;
    type NamespacePrefix = NameText;
    type BorrowedNamespaceUrl = str;
    type BorrowedLocalName = str;
    type NonTSPseudoClass = Nothing;
    type PseudoElement = Nothing;
}

/// An identifier or a value in a selector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameText(Box<str>);

impl NameText {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for NameText {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl AsRef<str> for NameText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for NameText {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PrecomputedHash for NameText {
    /// FNV-1a; used for Bloom filters, which are not used here.
    fn precomputed_hash(&self) -> u32 {
        self.0.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }
}

impl ToCss for NameText {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        cssparser::serialize_string(&self.0, out)
    }
}

/// No pseudo-class, no pseudo-element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nothing {}

impl ToCss for Nothing {
    fn to_css<W: fmt::Write>(&self, _: &mut W) -> fmt::Result {
        match *self {}
    }
}

impl parser::NonTSPseudoClass for Nothing {
    fn is_active_or_hover(&self) -> bool {
        match *self {}
    }

    fn is_user_action_state(&self) -> bool {
        match *self {}
    }
}

impl parser::PseudoElement for Nothing {}

/// The grammar of rule files: with `:is()` and `:where()`; `:has()` is read, to be refused by its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parser;

impl parser::Parser<'_> for Parser {
    type Impl = NodeSelectors;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }
}

/// Why a text is no selector.
#[derive(Debug)]
#[allow(dead_code, reason = "shown to the user by `Debug`")]
pub(super) enum SelectorError {
    UnexpectedToken,
    EndOfLine,
    InvalidAtRule,
    InvalidAtRuleBody,
    QualRuleInvalid,
    TooManyNestedBlocks,
    ExpectedColonOnPseudoElement,
    ExpectedIdentityOnPseudoElement,
    UnexpectedSelectorParseError(SelectorParseErrorKind),
}

impl From<cssparser::ParseError<SelectorParseErrorKind>> for SelectorError {
    fn from(error: cssparser::ParseError<SelectorParseErrorKind>) -> Self {
        match error.kind {
            ParseErrorKind::Basic(kind) => match kind {
                BasicParseErrorKind::UnexpectedToken => Self::UnexpectedToken,
                BasicParseErrorKind::EndOfInput => Self::EndOfLine,
                BasicParseErrorKind::AtRuleInvalid => Self::InvalidAtRule,
                BasicParseErrorKind::AtRuleBodyInvalid => Self::InvalidAtRuleBody,
                BasicParseErrorKind::QualifiedRuleInvalid => Self::QualRuleInvalid,
                BasicParseErrorKind::TooManyNestedBlocks => Self::TooManyNestedBlocks,
            },
            ParseErrorKind::Custom(kind) => match kind {
                SelectorParseErrorKind::PseudoElementExpectedColon => Self::ExpectedColonOnPseudoElement,
                SelectorParseErrorKind::PseudoElementExpectedIdent => Self::ExpectedIdentityOnPseudoElement,
                other => Self::UnexpectedSelectorParseError(other),
            },
        }
    }
}

/// An element of a page, for the crate `selectors`.
#[derive(Clone, Debug)]
pub(super) struct Item<'p>(pub(super) Node<'p>);

impl<'p> Element for Item<'p> {
    type Impl = NodeSelectors;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(&self.0.page.nodes.flat[self.0.at as usize])
    }

    /// The contents of a `<template>` stand by themselves.
    fn parent_element(&self) -> Option<Self> {
        self.0.parent().filter(|parent| !parent.is_template()).map(Self)
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    /// A walk back over the texts in between, of which there is one as a rule.
    fn prev_sibling_element(&self) -> Option<Self> {
        std::iter::successors(self.0.before(), |node| node.before())
            .find(|node| node.tag() != Tag::Text)
            .map(Self)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        let end = self.0.parent()?.end();
        let next = |node: Node<'p>| Some(node.page.node(node.end())).filter(|next| next.at < end);
        std::iter::successors(next(self.0), |&node| next(node)).find(|node| node.tag() != Tag::Text).map(Self)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.0.children().find(|node| !self.0.is_template() && node.tag() != Tag::Text).map(Self)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.0.flat().space == Namespace::Html
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.name() == name
    }

    /// Rule files cannot name a namespace other than "none", which no element has.
    fn has_namespace(&self, _: &str) -> bool {
        false
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.0.flat().space == other.0.flat().space && self.0.name() == other.0.name()
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&NameText>,
        name: &NameText,
        operation: &AttrSelectorOperation<&NameText>,
    ) -> bool {
        let space = self.0.flat().space;
        self.0.all_attributes().any(|(key, value)| {
            let apart = is_namespaced(space, key);
            let local = if apart { key.rsplit_once(':').map_or(key, |(_, local)| local) } else { key };
            let here = matches!(namespace, NamespaceConstraint::Any) || !apart;
            here && local == name.as_str() && operation.eval_str(value)
        })
    }

    fn match_non_ts_pseudo_class(&self, class: &Nothing, _: &mut MatchingContext<'_, NodeSelectors>) -> bool {
        match *class {}
    }

    fn match_pseudo_element(&self, element: &Nothing, _: &mut MatchingContext<'_, NodeSelectors>) -> bool {
        match *element {}
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        self.0.name() == "link"
    }

    fn is_html_slot_element(&self) -> bool {
        true
    }

    fn has_id(&self, id: &NameText, case: CaseSensitivity) -> bool {
        self.0.id().is_some_and(|it| case.eq(it.as_bytes(), id.as_str().as_bytes()))
    }

    fn has_class(&self, class: &NameText, case: CaseSensitivity) -> bool {
        self.0.classes().any(|it| case.eq(it.as_bytes(), class.as_str().as_bytes()))
    }

    fn has_custom_state(&self, _: &NameText) -> bool {
        false
    }

    fn imported_part(&self, _: &NameText) -> Option<NameText> {
        None
    }

    fn is_part(&self, _: &NameText) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        self.0.is_template() || self.0.end() == self.0.at + 1
    }

    fn is_root(&self) -> bool {
        self.0.at == 0
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
