//! Hints: what the names of elements, classes, ids and roles suggest about everything inside an element.
//!
//! A hint is evidence, never a verdict: whoever uses one must be able to overrule it by content. The words are the ones
//! that readability ports, trafilatura and ad-filter lists agree on, and the Vietnamese ones of `facts/`.

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
    /// Not shown.
    HIDDEN = 16,
    /// Headlines.
    TITLE = 17,
    /// Page headers.
    HEADER = 18,
    /// The body itself: `itemprop=articleBody` and its usual class names.
    BODY = 19,
    /// Quotes set off from the text that repeat it.
    PULLQUOTE = 20,
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
        let mut hints = of_tag(node.tag());
        if matches!(node.tag(), Tag::Html | Tag::Body) {
            return Self::NONE;
        }
        for class in node.classes() {
            hints = hints.with(of_name(class));
        }
        for name in ["id", "data-component", "data-testid", "data-role"] {
            if let Some(value) = node.attr(name) {
                hints = hints.with(of_name(value));
            }
        }
        if let Some(property) = node.attr("itemprop") {
            hints = hints.with(of_property(property));
        }
        if let Some(role) = node.attr("role") {
            hints = hints.with(of_role(role));
        }
        if is_hidden(node) {
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

/// `hidden`, `display:none` and classes for screen readers. `aria-hidden` alone hides nothing from a reader's eye.
fn is_hidden(node: Node<'_>) -> bool {
    if node.attr("hidden").is_some() {
        return true;
    }
    let Some(style) = node.attr("style") else { return false };
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// The hints of one class, id or similar name: its words alone, then neighbouring words together.
pub(crate) fn of_name(name: &str) -> Hints {
    // Utility classes (`[&_figcaption]:mt-2`, `hover:share`) style other things than they stand on.
    if name.contains(['[', ':', '&']) {
        return Hints::NONE;
    }
    let words = words(name);
    // A name of so many words is a heading's text made an anchor.
    if words.len() >= 6 {
        return Hints::NONE;
    }
    let mut hints = Hints::NONE;
    for (at, word) in words.iter().enumerate() {
        hints = hints.with(of_word(word));
        if let Some(next) = words.get(at + 1) {
            hints = hints.with(of_pair(word, next));
        }
    }
    if words.len() == 1 {
        hints = hints.with(of_single(&words[0]));
    }
    // "no-sidebar", "has-ads", "with-comments" speak of the page's shape, not of what is inside.
    if matches!(words.first().map(String::as_str), Some("no" | "has" | "with" | "without" | "is")) {
        return Hints::NONE;
    }
    hints
}

/// Splits at everything that is no letter or digit, and where a lower-case letter meets an upper-case one. A part with
/// digits anywhere but at its end is a number or a hash (`0243ad1`), not a word.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut lower = false;
    for c in name.chars().take(120).chain([' ']) {
        if !c.is_ascii_alphanumeric() || (lower && c.is_ascii_uppercase()) {
            let whole = std::mem::take(&mut word);
            let letters = whole.trim_end_matches(|c: char| c.is_ascii_digit());
            if !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                words.push(letters.to_owned());
            }
        }
        lower = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
    }
    words
}

fn of_word(word: &str) -> Hints {
    match word {
        "nav" | "navbar" | "navigation" | "menu" | "submenu" | "megamenu" | "pagination" | "pager"
        | "pagenav" | "navi" | "subnav" | "topbar" | "toolbar" | "prevnext" | "skip" | "offcanvas" => {
            Hints::NAV
        }
        "breadcrumb" | "breadcrumbs" | "crumbs" | "crumb" => Hints::BREADCRUMB,
        "footer" | "copyright" | "colophon" | "imprint" => Hints::FOOTER,
        "sidebar" | "aside" | "rail" | "rightcol" | "leftcol" | "rightbar" => Hints::SIDEBAR,
        "related" | "relate" | "relates" | "relatedposts" | "recommended" | "recommendation"
        | "recommendations" | "recommend" | "recirc" | "recirculation" | "trending" | "popular"
        | "mostread" | "mostpopular" | "readmore" | "outbrain" | "taboola" | "suggested" | "suggestions"
        | "similar" | "relation" | "lienquan" | "docnhieu" | "xemnhieu" | "cungchuyenmuc" | "tinlienquan"
        | "othernews" | "upnext" | "readnext" | "morenews" | "zergnet" | "revcontent" | "mgid" | "dable"
        | "jp-relatedposts" | "crosslink" | "readalso" | "tinkhac" | "tinlienquanv" => Hints::RELATED,
        "comment" | "comments" | "commentlist" | "disqus" | "respond" | "replies" | "binhluan"
        | "livefyre" | "commentform" | "coral" | "ykien" | "trackback" | "pingback" | "feedback"
        | "reactions" => Hints::COMMENT,
        "share" | "shares" | "sharing" | "social" | "socials" | "addthis" | "sharedaddy" | "sharethis"
        | "sharebar" | "addtoany" | "follow" | "shareicons" | "sociallinks" | "sharer" => Hints::SHARE,
        "ad" | "ads" | "advert" | "adverts" | "advertisement" | "advertising" | "adsbygoogle" | "adsense"
        | "sponsor" | "sponsored" | "sponsors" | "dfp" | "gpt" | "adslot" | "adbox" | "adunit"
        | "quangcao" | "promoted" => Hints::AD,
        "byline" | "author" | "authors" | "writer" | "contributor" | "contributors" | "tacgia" => {
            Hints::BYLINE
        }
        "date" | "datetime" | "timestamp" | "dateline" | "published" | "publishdate" | "pubdate"
        | "posted" | "updated" => Hints::DATE,
        "meta" | "postmeta" | "entrymeta" | "metadata" => Hints::META,
        "tags" | "taglist" | "tagcloud" | "keywords" | "hashtags" | "posttags" | "tagged" => Hints::TAG,
        "caption" | "figcaption" | "credit" | "credits" | "photocredit" | "imagecaption" => Hints::CAPTION,
        "newsletter" | "newsletters" | "subscribe" | "subscription" | "signup" | "paywall" | "cookie"
        | "cookies" | "consent" | "gdpr" | "ccpa" | "optin" | "mailchimp" | "donate" | "donation"
        | "onetrust" | "cookielaw" | "cookieyes" | "adblock" | "adblocker" => Hints::CONSENT,
        "modal" | "popup" | "login" | "signin" | "register" | "toast" | "overlay" | "lightbox"
        | "tooltip" | "player" | "search" | "searchform" | "cta" | "poll" | "quiz" | "printer"
        | "jetpack" => Hints::WIDGET,
        "sapo" | "lead" | "lede" | "standfirst" | "dek" | "deck" | "chapeau" | "chapo" | "subheadline"
        | "subtitle" | "subhead" | "strapline" | "teaserlead" | "desc" | "summary" | "excerpt" | "intro"
        | "description" => Hints::LEAD,
        "article" | "post" | "story" | "hentry" | "entry" | "news" | "blog" | "content" | "main"
        | "detail" => Hints::ARTICLE,
        "articlebody" | "storybody" | "postbody" | "entrycontent" | "postcontent" | "articletext" => {
            Hints::BODY
        }
        "headline" | "title" => Hints::TITLE,
        "header" | "masthead" => Hints::HEADER,
        "pullquote" | "pullout" => Hints::PULLQUOTE,
        "footnote" | "footnotes" | "endnotes" | "reflist" => Hints::FOOTNOTE,
        "card" | "cards" | "grid" | "slider" | "carousel" | "swiper" | "slick" | "teaser" | "teasers"
        | "tile" => Hints::CARD,
        "toc" => Hints::TOC,
        "price" | "cart" | "checkout" | "product" | "shop" => Hints::SHOP,
        "bio" | "biography" | "authorbox" | "aboutauthor" => Hints::BIO,
        _ => Hints::NONE,
    }
}

#[expect(clippy::unnested_or_patterns, reason = "one pair of words a line can be read and sorted")]
fn of_pair(first: &str, second: &str) -> Hints {
    match (first, second) {
        ("entry" | "post" | "article" | "story" | "news", "content" | "body" | "text" | "copy")
        | ("body", "content" | "text" | "copy")
        | ("main", "content")
        | ("content", "body") => Hints::BODY,
        ("most", "read" | "popular" | "viewed" | "shared")
        | ("read", "more" | "next" | "also")
        | ("you", "may" | "might")
        | ("also", "like" | "read")
        | ("more", "stories" | "news" | "from" | "articles" | "posts" | "on")
        | ("lien", "quan")
        | ("doc", "nhieu" | "them")
        | ("xem", "nhieu" | "them")
        | ("cung", "chuyen")
        | ("tin", "khac" | "moi" | "lien" | "noi")
        | ("other", "news" | "articles" | "posts" | "stories")
        | ("up", "next")
        | ("post", "navigation" | "nav")
        | ("latest", "news" | "posts" | "articles" | "stories")
        | ("recent", "posts" | "articles" | "news")
        | ("top", "stories" | "news") => Hints::RELATED,
        ("author", "bio" | "box" | "info" | "description" | "card" | "profile" | "about")
        | ("about", "author")
        | ("post", "author") => Hints::BIO,
        ("binh", "luan") | ("y", "kien") | ("leave", "reply") => Hints::COMMENT,
        ("tag", "list" | "links" | "cloud" | "wrap" | "container" | "box")
        | ("post" | "article" | "entry", "tags" | "tag") => Hints::TAG,
        ("table", "contents") | ("contents", "list") | ("ez", "toc") | ("toc", "container") => Hints::TOC,
        ("twitter", "tweet" | "video")
        | ("instagram", "media")
        | ("tiktok" | "bluesky" | "reddit", "embed") => Hints::EMBED,
        ("sr", "only") | ("visually", "hidden") | ("screen", "reader") => Hints::HIDDEN,
        ("email", "signup" | "subscribe" | "capture")
        | ("sign", "up")
        | ("ot", "sdk" | "pc")
        | ("ad", "blocker") => Hints::CONSENT,
        ("sign", "in") | ("pop", "up") | ("call", "to") => Hints::WIDGET,
        ("site", "header") | ("page", "header") => Hints::HEADER,
        ("site" | "page", "footer") => Hints::FOOTER,
        ("wp" | "image" | "photo" | "img", "caption") => Hints::CAPTION,
        ("p", "head") => Hints::LEAD,
        ("pull", "quote") => Hints::PULLQUOTE,
        _ => Hints::NONE,
    }
}

/// Words that mean something only as a whole name: `class="tag"` is a tag, `class="tag-africa"` is the article's own.
fn of_single(word: &str) -> Hints {
    match word {
        "tag" | "tagline" => Hints::TAG,
        "time" => Hints::DATE,
        "hidden" | "hide" => Hints::HIDDEN,
        "banner" | "promo" => Hints::AD,
        "reply" => Hints::COMMENT,
        _ => Hints::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::{Hints, of_name, words};

    #[test]
    fn names_split_into_words() {
        assert_eq!(words("box-tinlienquanv2 relatedPosts"), ["box", "tinlienquanv", "related", "posts"]);
        assert_eq!(words("td_post_content"), ["td", "post", "content"]);
        assert!(of_name("elementor-element-0243ad1").is_empty() && of_name("[&_figcaption]:mt-2").is_empty());
    }

    #[test]
    fn shape_names_say_nothing() {
        assert!(of_name("no-sidebar").is_empty());
        assert!(of_name("has-comments").is_empty());
        assert!(of_name("related-posts").has(Hints::RELATED));
        assert!(of_name("articleBody").has(Hints::BODY));
        assert!(!of_name("upload").has(Hints::AD) && !of_name("header").has(Hints::AD));
    }
}
