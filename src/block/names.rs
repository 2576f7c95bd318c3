//! Names: what the words of a class, an id or a similar name suggest.
//!
//! The words are the ones that readability ports, trafilatura and ad-filter lists agree on, and the Vietnamese ones of
//! `facts/`. This module reads one name at a time and knows no element.

use super::hint::Hints;

/// The hints of a class: as of any name, but the classes by which a CMS files the article say nothing (`tag-covid`,
/// `category-newsletter`, `format-aside`).
pub(super) fn of_class(class: &str) -> Hints {
    let filed = ["category-", "tag-", "topic-", "format-", "status-", "type-", "template-"];
    if filed.iter().any(|prefix| class.starts_with(prefix)) {
        let words = words(class);
        let pair =
            |at: usize| words.get(at).zip(words.get(at + 1)).map_or(Hints::NONE, |(a, b)| of_pair(a, b));
        return if words.len() == 2 { pair(0) } else { Hints::NONE };
    }
    of_name(class)
}

/// The hints of one class, id or similar name: its words alone, then neighbouring words together.
pub(super) fn of_name(name: &str) -> Hints {
    // Utility classes (`[&_figcaption]:mt-2`, `hover:share`) style other things than they stand on.
    if name.contains(['[', ':', '&']) {
        return Hints::NONE;
    }
    let all = words(name);
    // A name of so many words is a heading's text made an anchor; one of nothing but pairs of letters is random.
    if all.len() >= 6 || (all.len() > 1 && all.iter().all(|word| word.len() <= 2)) {
        return Hints::NONE;
    }
    let words = meant(&all);
    let mut hints = Hints::NONE;
    for (at, word) in words.iter().enumerate() {
        hints = hints.with(of_word(word));
        if let Some(next) = words.get(at + 1) {
            hints = hints.with(of_pair(word, next));
        }
    }
    // "login-modal" and "modal_intro" open over the page.
    let last = words.last().map(String::as_str);
    if matches!(last, Some("modal" | "popup" | "dialog")) || words.first().is_some_and(|word| word == "modal")
    {
        hints = hints.with(Hints::HIDDEN.with(Hints::WIDGET));
    }
    if all.len() == 1 && words.len() == 1 {
        hints = hints.with(of_single(&words[0]));
    }
    hints
}

/// The words that say what is inside. "no-sidebar", "main-with-comments", "sidebar-enabled", "node--promoted" speak of
/// the page's shape or of a state.
fn meant(words: &[String]) -> &[String] {
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(&word.as_str()));
    if is(0, &["is"]) || is(words.len().wrapping_sub(1), &["enabled", "disabled", "true", "false"]) {
        return &[];
    }
    if is(0, &["node", "paragraph"]) && is(1, &["promoted", "published", "unpublished"]) {
        return &words[..1];
    }
    let shape = (0..words.len()).find(|&at| is(at, &["no", "not", "has", "with", "without"]));
    &words[..shape.unwrap_or(words.len())]
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
        | "quangcao" => Hints::AD,
        "byline" | "author" | "authors" | "writer" | "contributor" | "contributors" | "tacgia" => {
            Hints::BYLINE
        }
        "date" | "datetime" | "timestamp" | "dateline" | "publishdate" | "pubdate" | "posted" | "updated" => {
            Hints::DATE
        }
        "meta" | "postmeta" | "entrymeta" | "metadata" => Hints::META,
        "tags" | "taglist" | "tagcloud" | "keywords" | "hashtags" | "posttags" | "tagged" => Hints::TAG,
        "caption" | "figcaption" | "credit" | "credits" | "photocredit" | "imagecaption" => Hints::CAPTION,
        "newsletter" | "newsletters" | "subscribe" | "subscription" | "signup" | "paywall" | "cookie"
        | "cookies" | "consent" | "gdpr" | "ccpa" | "optin" | "mailchimp" | "donate" | "donation"
        | "onetrust" | "cookielaw" | "cookieyes" | "adblock" | "adblocker" => Hints::CONSENT,
        "modal" | "popup" | "login" | "signin" | "register" | "toast" | "overlay" | "lightbox"
        | "tooltip" | "player" | "rating" | "ratings" | "search" | "searchform" | "cta" | "poll" | "quiz"
        | "printer" | "jetpack" => Hints::WIDGET,
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
        ("promoted", "content" | "stories" | "posts" | "articles" | "links") => Hints::AD,
        ("published", "at" | "on" | "date" | "time")
        | ("post" | "article" | "entry" | "first", "published") => Hints::DATE,
        ("site", "header") | ("page", "header") => Hints::HEADER,
        ("site" | "page", "footer") => Hints::FOOTER,
        ("wp" | "image" | "photo" | "img", "caption") => Hints::CAPTION,
        ("p", "head") => Hints::LEAD,
        _ => Hints::NONE,
    }
}

/// Words that mean something only as a whole name: `class="tag"` is a tag, `class="tag-africa"` is the article's own.
fn of_single(word: &str) -> Hints {
    match word {
        "tag" | "tagline" => Hints::TAG,
        "time" | "published" => Hints::DATE,
        "banner" | "promo" | "promoted" => Hints::AD,
        "reply" => Hints::COMMENT,
        _ => Hints::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::{Hints, of_class, of_name, words};

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
        assert!(of_name("layout-with-sidebar").is_empty() && of_name("sidebar-enabled--false").is_empty());
        assert!(!of_name("node--promoted").has(Hints::AD) && of_name("promoted-stories").has(Hints::AD));
        assert!(of_name("paragraph-published").is_empty() && of_name("published").has(Hints::DATE));
        assert!(of_class("format-aside").is_empty() && of_class("tag-list").has(Hints::TAG));
        assert!(of_class("category-newsletter").is_empty() && of_name("AdDsWC").is_empty());
        assert!(!of_name("upload").has(Hints::AD) && !of_name("header").has(Hints::AD));
    }
}
