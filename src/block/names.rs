//! Names: what the words of a class, an id or a similar name suggest.
//!
//! The words are the ones that readability ports, trafilatura and ad-filter lists agree on, and the Vietnamese ones of
//! `facts/`. This module reads one name at a time and knows no element.

use super::hint::Hints;
use super::vocabulary::{Vocabulary, Words};

/// The hints of a class: as of any name, but the classes by which a CMS files the article say nothing (`tag-covid`,
/// `category-newsletter`, `format-aside`).
pub(super) fn of_class(class: &str) -> Hints {
    if is_filed(class) {
        let words = Words::of(class, &VOCABULARY);
        return if words.count() == 2 { of_pair(words.known(), 0) } else { Hints::NONE };
    }
    of_name(class)
}

fn is_filed(class: &str) -> bool {
    const FILED: [&str; 7] = ["category-", "tag-", "topic-", "format-", "status-", "type-", "template-"];
    let may = class.as_bytes().first().is_some_and(|first| matches!(first, b'c' | b't' | b'f' | b's'));
    may && FILED.iter().any(|prefix| class.starts_with(prefix))
}

/// The hints of one class, id or similar name: its words alone, then neighbouring words together.
pub(super) fn of_name(name: &str) -> Hints {
    let words = Words::of(name, &VOCABULARY);
    // A name of too many words is a heading's text made an anchor; one of nothing but pairs of letters is random.
    // Utility classes (`[&_figcaption]:mt-2`, `hover:share`) style other things than they stand on.
    if words.are_unknown() || words.are_too_many() || words.is_utility() || words.are_tiny() {
        return Hints::NONE;
    }
    let all = words.known();
    let meant = meant(all);
    let mut hints = Hints::NONE;
    for (at, &word) in meant.iter().enumerate() {
        hints = hints.with(VOCABULARY.meaning(word).alone).with(of_pair(meant, at));
    }
    let is = |word: Option<&u16>, role: u8| word.is_some_and(|&word| VOCABULARY.is(word, role));
    // "login-modal" and "modal_intro" open over the page.
    if is(meant.last(), OVER) || is(meant.first(), MODAL) {
        hints = hints.with(Hints::HIDDEN.with(Hints::WIDGET));
    }
    match *meant {
        [word] if all.len() == 1 => hints.with(VOCABULARY.meaning(word).whole),
        _ => hints,
    }
}

/// The hints of the word at that place together with the next.
fn of_pair(words: &[u16], at: usize) -> Hints {
    let Some(&[first, second]) = words.get(at..at + 2) else { return Hints::NONE };
    let pairs = VOCABULARY.meaning(first).first & VOCABULARY.meaning(second).second;
    PAIRS.get(pairs.trailing_zeros() as usize).map_or(Hints::NONE, |pair| pair.0)
}

/// The words that say what is inside. "no-sidebar", "main-with-comments", "sidebar-enabled", "node--promoted" speak of
/// the page's shape or of a state.
fn meant(words: &[u16]) -> &[u16] {
    let is = |word: Option<&u16>, role: u8| word.is_some_and(|&word| VOCABULARY.is(word, role));
    if is(words.first(), IS) || is(words.last(), STATE) {
        return &[];
    }
    if is(words.first(), KIND) && is(words.get(1), PUBLIC) {
        return &words[..1];
    }
    let shape = words.iter().position(|word| is(Some(word), SHAPE));
    &words[..shape.unwrap_or(words.len())]
}

/// Everything below, to be looked up by word.
static VOCABULARY: Vocabulary = Vocabulary::of((WORDS, WHOLE), PAIRS, ROLES);

// What a word does to its neighbours.
const IS: u8 = 1;
const STATE: u8 = 1 << 1;
const KIND: u8 = 1 << 2;
const PUBLIC: u8 = 1 << 3;
const SHAPE: u8 = 1 << 4;
const OVER: u8 = 1 << 5;
const MODAL: u8 = 1 << 6;

const ROLES: &[(u8, &[&str])] = &[
    (IS, &["is"]),
    (STATE, &["enabled", "disabled", "true", "false"]),
    (KIND, &["node", "paragraph"]),
    (PUBLIC, &["promoted", "published", "unpublished"]),
    (SHAPE, &["no", "not", "has", "with", "without"]),
    (OVER, &["modal", "popup", "dialog"]),
    (MODAL, &["modal"]),
];

/// Words that mean something wherever they stand.
const WORDS: &[(Hints, &[&str])] = &[
    (
        Hints::NAV,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "submenu",
            "megamenu",
            "pagination",
            "pager",
            "pagenav",
            "navi",
            "subnav",
            "topbar",
            "toolbar",
            "prevnext",
            "skip",
            "offcanvas",
        ],
    ),
    (Hints::BREADCRUMB, &["breadcrumb", "breadcrumbs", "crumbs", "crumb"]),
    (Hints::FOOTER, &["footer", "copyright", "colophon", "imprint"]),
    (Hints::SIDEBAR, &["sidebar", "aside", "rail", "rightcol", "leftcol", "rightbar"]),
    (
        Hints::RELATED,
        &[
            "related",
            "relate",
            "relates",
            "relatedposts",
            "recommended",
            "recommendation",
            "recommendations",
            "recommend",
            "recirc",
            "recirculation",
            "trending",
            "popular",
            "mostread",
            "mostpopular",
            "readmore",
            "outbrain",
            "taboola",
            "suggested",
            "suggestions",
            "similar",
            "relation",
            "lienquan",
            "docnhieu",
            "xemnhieu",
            "cungchuyenmuc",
            "tinlienquan",
            "othernews",
            "upnext",
            "readnext",
            "morenews",
            "zergnet",
            "revcontent",
            "mgid",
            "dable",
            "crosslink",
            "readalso",
            "tinkhac",
            "tinlienquanv",
        ],
    ),
    (
        Hints::COMMENT,
        &[
            "comment",
            "comments",
            "commentlist",
            "disqus",
            "respond",
            "replies",
            "binhluan",
            "livefyre",
            "commentform",
            "coral",
            "ykien",
            "trackback",
            "pingback",
            "feedback",
            "reactions",
        ],
    ),
    (
        Hints::SHARE,
        &[
            "share",
            "shares",
            "sharing",
            "social",
            "socials",
            "addthis",
            "sharedaddy",
            "sharethis",
            "sharebar",
            "addtoany",
            "follow",
            "shareicons",
            "sociallinks",
            "sharer",
        ],
    ),
    (
        Hints::AD,
        &[
            "ad",
            "ads",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "adsbygoogle",
            "adsense",
            "sponsor",
            "sponsored",
            "sponsors",
            "dfp",
            "gpt",
            "adslot",
            "adbox",
            "adunit",
            "quangcao",
        ],
    ),
    (Hints::BYLINE, &["byline", "author", "authors", "writer", "contributor", "contributors", "tacgia"]),
    (
        Hints::DATE,
        &["date", "datetime", "timestamp", "dateline", "publishdate", "pubdate", "posted", "updated"],
    ),
    (Hints::META, &["meta", "postmeta", "entrymeta", "metadata"]),
    (Hints::TAG, &["tags", "taglist", "tagcloud", "keywords", "hashtags", "posttags", "tagged"]),
    (Hints::CAPTION, &["caption", "figcaption", "credit", "credits", "photocredit", "imagecaption"]),
    (
        Hints::CONSENT,
        &[
            "newsletter",
            "newsletters",
            "subscribe",
            "subscription",
            "signup",
            "paywall",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "ccpa",
            "optin",
            "mailchimp",
            "donate",
            "donation",
            "onetrust",
            "cookielaw",
            "cookieyes",
            "adblock",
            "adblocker",
        ],
    ),
    (
        Hints::WIDGET,
        &[
            "modal",
            "popup",
            "login",
            "signin",
            "register",
            "toast",
            "overlay",
            "lightbox",
            "tooltip",
            "player",
            "rating",
            "ratings",
            "search",
            "searchform",
            "cta",
            "poll",
            "quiz",
            "printer",
            "jetpack",
        ],
    ),
    (
        Hints::LEAD,
        &[
            "sapo",
            "lead",
            "lede",
            "standfirst",
            "dek",
            "deck",
            "chapeau",
            "chapo",
            "subheadline",
            "subtitle",
            "subhead",
            "strapline",
            "teaserlead",
            "desc",
            "summary",
            "excerpt",
            "intro",
            "description",
        ],
    ),
    (
        Hints::ARTICLE,
        &["article", "post", "story", "hentry", "entry", "news", "blog", "content", "main", "detail"],
    ),
    (Hints::BODY, &["articlebody", "storybody", "postbody", "entrycontent", "postcontent", "articletext"]),
    (Hints::TITLE, &["headline", "title"]),
    (Hints::HEADER, &["header", "masthead"]),
    (Hints::FOOTNOTE, &["footnote", "footnotes", "endnotes", "reflist"]),
    (
        Hints::CARD,
        &["card", "cards", "grid", "slider", "carousel", "swiper", "slick", "teaser", "teasers", "tile"],
    ),
    (Hints::TOC, &["toc"]),
    (Hints::SHOP, &["price", "cart", "checkout", "product", "shop"]),
    (Hints::BIO, &["bio", "biography", "authorbox", "aboutauthor"]),
];

/// Words that mean something only as a whole name: `class="tag"` is a tag, `class="tag-africa"` is the article's own.
const WHOLE: &[(Hints, &[&str])] = &[
    (Hints::TAG, &["tag", "tagline"]),
    (Hints::DATE, &["time", "published"]),
    (Hints::AD, &["banner", "promo", "promoted"]),
    (Hints::COMMENT, &["reply"]),
];

/// One of the first words right before one of the second. Where several pairs match, the first of them speaks.
const PAIRS: &[(Hints, &[&str], &[&str])] = &[
    (Hints::BODY, &["entry", "post", "article", "story", "news"], &["content", "body", "text", "copy"]),
    (Hints::BODY, &["body"], &["content", "text", "copy"]),
    (Hints::BODY, &["main"], &["content"]),
    (Hints::BODY, &["content"], &["body"]),
    (Hints::RELATED, &["most"], &["read", "popular", "viewed", "shared"]),
    (Hints::RELATED, &["read"], &["more", "next", "also"]),
    (Hints::RELATED, &["you"], &["may", "might"]),
    (Hints::RELATED, &["also"], &["like", "read"]),
    (Hints::RELATED, &["more"], &["stories", "news", "from", "articles", "posts", "on"]),
    (Hints::RELATED, &["lien"], &["quan"]),
    (Hints::RELATED, &["doc"], &["nhieu", "them"]),
    (Hints::RELATED, &["xem"], &["nhieu", "them"]),
    (Hints::RELATED, &["cung"], &["chuyen"]),
    (Hints::RELATED, &["tin"], &["khac", "moi", "lien", "noi"]),
    (Hints::RELATED, &["other"], &["news", "articles", "posts", "stories"]),
    (Hints::RELATED, &["up"], &["next"]),
    (Hints::RELATED, &["post"], &["navigation", "nav"]),
    (Hints::RELATED, &["latest"], &["news", "posts", "articles", "stories"]),
    (Hints::RELATED, &["recent"], &["posts", "articles", "news"]),
    (Hints::RELATED, &["top"], &["stories", "news"]),
    (Hints::BIO, &["author"], &["bio", "box", "info", "description", "card", "profile", "about"]),
    (Hints::BIO, &["about"], &["author"]),
    (Hints::BIO, &["post"], &["author"]),
    (Hints::COMMENT, &["binh"], &["luan"]),
    (Hints::COMMENT, &["y"], &["kien"]),
    (Hints::COMMENT, &["leave"], &["reply"]),
    (Hints::TAG, &["tag"], &["list", "links", "cloud", "wrap", "container", "box"]),
    (Hints::TAG, &["post", "article", "entry"], &["tags", "tag"]),
    (Hints::TOC, &["table"], &["contents"]),
    (Hints::TOC, &["contents"], &["list"]),
    (Hints::TOC, &["ez"], &["toc"]),
    (Hints::TOC, &["toc"], &["container"]),
    (Hints::EMBED, &["twitter"], &["tweet", "video"]),
    (Hints::EMBED, &["instagram"], &["media"]),
    (Hints::EMBED, &["tiktok", "bluesky", "reddit"], &["embed"]),
    (Hints::HIDDEN, &["sr"], &["only"]),
    (Hints::HIDDEN, &["visually"], &["hidden"]),
    (Hints::HIDDEN, &["screen"], &["reader"]),
    (Hints::CONSENT, &["email"], &["signup", "subscribe", "capture"]),
    (Hints::CONSENT, &["sign"], &["up"]),
    (Hints::CONSENT, &["ot"], &["sdk", "pc"]),
    (Hints::CONSENT, &["ad"], &["blocker"]),
    (Hints::WIDGET, &["sign"], &["in"]),
    (Hints::WIDGET, &["pop"], &["up"]),
    (Hints::WIDGET, &["call"], &["to"]),
    (Hints::AD, &["promoted"], &["content", "stories", "posts", "articles", "links"]),
    (Hints::DATE, &["published"], &["at", "on", "date", "time"]),
    (Hints::DATE, &["post", "article", "entry", "first"], &["published"]),
    (Hints::HEADER, &["site"], &["header"]),
    (Hints::HEADER, &["page"], &["header"]),
    (Hints::FOOTER, &["site", "page"], &["footer"]),
    (Hints::CAPTION, &["wp", "image", "photo", "img"], &["caption"]),
    (Hints::LEAD, &["p"], &["head"]),
];

#[cfg(test)]
mod tests {
    use super::{Hints, of_class, of_name};

    #[test]
    fn names_split_into_words() {
        assert!(
            of_name("box-tinlienquanv2").has(Hints::RELATED)
                && of_name("mainRelatedPosts").has(Hints::RELATED)
        );
        assert_eq!(of_name("td_post_content"), Hints::ARTICLE.with(Hints::BODY));
        assert!(of_name("elementor-element-0243ad1").is_empty() && of_name("[&_figcaption]:mt-2").is_empty());
        assert!(of_name("a1share").is_empty() && of_name("shareé").has(Hints::SHARE));
        assert!(
            of_name("one-two-three-four-five-share").is_empty()
                && of_name("sharesharesharesharehare").is_empty()
        );
        assert!(of_name(&format!("{}share", "é".repeat(119))).is_empty());
        assert!(of_name(&format!("{}share", "é".repeat(115))).has(Hints::SHARE));
    }

    #[test]
    fn shape_names_say_nothing() {
        assert!(of_name("no-sidebar").is_empty());
        assert!(of_name("has-comments").is_empty());
        assert!(of_name("related-posts").has(Hints::RELATED));
        assert!(of_name("articleBody").has(Hints::BODY));
        assert!(of_name("layout-with-sidebar").is_empty() && of_name("sidebar-enabled--false").is_empty());
        assert!(!of_name("node--promoted").has(Hints::AD) && of_name("promoted-stories").has(Hints::AD));
        assert!(of_name("paragraph-published").is_empty() && of_name("published").has(Hints::DATE));
        assert!(of_class("format-aside").is_empty() && of_class("tag-list").has(Hints::TAG));
        assert!(of_class("category-newsletter").is_empty() && of_name("AdDsWC").is_empty());
        assert!(!of_name("upload").has(Hints::AD) && !of_name("header").has(Hints::AD));
    }
}
