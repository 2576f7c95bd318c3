//! Hints: what the names of elements, classes, ids and roles suggest about everything inside an element.
//!
//! A hint is evidence, never a verdict: whoever uses one must be able to overrule it by content. The words are the ones
//! that readability ports, trafilatura and ad-filter lists agree on, and the Vietnamese ones of `facts/`.

use super::names::of_name;
use super::said::Said;
use super::unseen::is_unseen;
use crate::page::{Node, Tag};

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints(u32);

macro_rules! hints {
    ($($(#[$doc:meta])* $name:ident = $bit:literal),* $(,)?) => {
        impl Hints {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*

            /// Every hint there is.
            pub const ALL: Self = Self(0 $(| 1 << $bit)*);

            /// The names of the hints in the set, for traces.
            pub fn names(self) -> Vec<&'static str> {
                let mut out = Vec::new();
                $(if self.has(Self::$name) { out.push(stringify!($name)); })*
                out
            }
        }
    };
}

hints! {
    /// Navigation: `<nav>`, menus, pagers.
    NAV = 0,
    /// Bread crumbs.
    BREADCRUMB = 1,
    /// Page footers, copyright.
    FOOTER = 2,
    /// Side columns.
    SIDEBAR = 3,
    /// Lists of other articles.
    RELATED = 4,
    /// Comments and comment forms.
    COMMENT = 5,
    /// Share buttons.
    SHARE = 6,
    /// Advertising.
    AD = 7,
    /// Author names and boxes.
    BYLINE = 8,
    /// Dates.
    DATE = 9,
    /// Lines of small facts about the article.
    META = 10,
    /// Keywords.
    TAG = 11,
    /// Captions and credits.
    CAPTION = 12,
    /// Dialogs, forms, players, tools.
    WIDGET = 13,
    /// Leads and summaries.
    LEAD = 14,
    /// Containers of the article.
    ARTICLE = 15,
    /// Not shown when the page opens: hidden, or a dialog.
    HIDDEN = 16,
    /// Headlines.
    TITLE = 17,
    /// Page headers.
    HEADER = 18,
    /// The body itself: `itemprop=articleBody` and its usual class names.
    BODY = 19,
    /// Foot notes, references.
    FOOTNOTE = 21,
    /// Lists of cards, grids, sliders.
    CARD = 22,
    /// Tables of contents.
    TOC = 23,
    /// Product, price and shop names.
    SHOP = 24,
    /// The author's biography.
    BIO = 25,
    /// Cookie notices, newsletters, subscriptions, pay walls.
    CONSENT = 26,
    /// Embedded posts of social networks.
    EMBED = 27,
}

impl Hints {
    /// No hint.
    pub const NONE: Self = Self(0);
    /// What names other things than the article.
    pub const NEGATIVE: Self = Self(
        Self::NAV.0
            | Self::BREADCRUMB.0
            | Self::FOOTER.0
            | Self::SIDEBAR.0
            | Self::RELATED.0
            | Self::COMMENT.0
            | Self::SHARE.0
            | Self::AD.0
            | Self::TAG.0
            | Self::WIDGET.0
            | Self::HIDDEN.0
            | Self::BIO.0
            | Self::TOC.0
            | Self::CONSENT.0
            | Self::EMBED.0,
    );

    /// Whether the set holds one of `other`.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What both sets hold.
    #[must_use]
    pub const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The hints of the set, one by one.
    pub fn each(self) -> impl Iterator<Item = Self> {
        (0..u32::BITS).map(|bit| Self(1 << bit)).filter(move |&hint| self.has(hint))
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The hints that an element gives by itself.
    pub fn of(node: Node<'_>) -> Self {
        Self::said(node, &Said::by(node))
    }

    /// The same, its attributes being read already.
    pub(super) fn said(node: Node<'_>, said: &Said<'_>) -> Self {
        let tag = node.tag();
        if matches!(tag, Tag::Html | Tag::Body) {
            return Self::NONE;
        }
        let mut hints = of_tag(tag);
        // Elements of one's own making (`<amp-sidebar>`, `<site-footer>`) are named as classes are.
        if tag == Tag::Other && node.name().contains('-') {
            hints = hints.with(of_name(node.name()));
        }
        hints = hints.with(said.classes.hints);
        if let Some(id) = said.id {
            hints = hints.with(of_name(id));
        }
        for name in said.parts.into_iter().flatten() {
            hints = hints.with(of_name(name));
        }
        hints = hints.with(said.property.map_or(Self::NONE, of_property));
        hints = hints.with(said.role.map_or(Self::NONE, of_role));
        if is_unseen(node, said) {
            hints = hints.with(Self::HIDDEN);
        }
        hints
    }
}

const fn of_tag(tag: Tag) -> Hints {
    match tag {
        Tag::Nav | Tag::Menu => Hints::NAV,
        Tag::Footer => Hints::FOOTER,
        Tag::Aside => Hints::SIDEBAR,
        Tag::Header => Hints::HEADER,
        Tag::Form | Tag::Dialog | Tag::Label => Hints::WIDGET,
        Tag::Figcaption => Hints::CAPTION,
        Tag::Article | Tag::Main => Hints::ARTICLE,
        Tag::Time => Hints::DATE,
        _ => Hints::NONE,
    }
}

/// The schema.org properties that name a part of a page.
fn of_property(property: &str) -> Hints {
    match property {
        "articleBody" => Hints::BODY,
        "author" => Hints::BYLINE,
        "comment" => Hints::COMMENT,
        "datePublished" | "dateModified" | "dateCreated" => Hints::DATE,
        "headline" => Hints::TITLE,
        "keywords" => Hints::TAG,
        "caption" => Hints::CAPTION,
        "description" => Hints::LEAD,
        "breadcrumb" => Hints::BREADCRUMB,
        _ => Hints::NONE,
    }
}

fn of_role(role: &str) -> Hints {
    match role {
        "navigation" | "menu" | "menubar" | "tablist" | "toolbar" => Hints::NAV,
        "contentinfo" => Hints::FOOTER,
        "complementary" => Hints::SIDEBAR,
        "dialog" | "alertdialog" | "alert" | "search" | "form" | "tooltip" => Hints::WIDGET,
        "banner" => Hints::HEADER,
        "article" | "main" => Hints::ARTICLE,
        "doc-footnote" | "doc-endnotes" => Hints::FOOTNOTE,
        _ => Hints::NONE,
    }
}
