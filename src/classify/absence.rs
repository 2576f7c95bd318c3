//! Absence: pages that hold no article. An outcome with a reason, decided from what was kept and what surrounds it.
//!
//! Two kinds of evidence have to meet: hardly any running text was kept, and the page says or shows that it is
//! something else (its address is the root, its body is a list of linked headlines, it sells a product).

use super::{Context, Verdict};
use crate::article::Reason;
use crate::label::Label;
use crate::meta::Head;
use crate::record::Options;

/// With more running words than this, no address and no type makes a page a list.
const LIST_WORDS: u32 = 400;

/// With fewer running words than this a page can be an error page, a video or a shop.
const FEW_WORDS: u32 = 100;

/// A product page has texts too; an article about a product says that it is an article.
const SHOP_WORDS: u32 = 350;

/// Running text has blocks of at least so many words.
const RUNNING_BLOCK: u32 = 12;

/// A page without text that has so many linked headlines is a list.
const MIN_LINKS: u32 = 6;

/// What was kept, and what stands beside it.
#[derive(Debug, Default)]
struct Tally {
    /// Kept words in running blocks.
    running: u32,
    /// Kept running blocks.
    paragraphs: u32,
    /// Linked headlines inside the root.
    headlines: u32,
    /// Linked headlines anywhere.
    listed: u32,
    /// Words in cards anywhere.
    card_words: u32,
    /// Kept words.
    kept: u32,
    /// Blocks anywhere that are a linked headline.
    links: u32,
}

/// Why the page holds no article; `None` when it may hold one.
pub fn reason(context: &Context<'_>, verdicts: &[Verdict], head: &Head, url: Option<&str>) -> Option<Reason> {
    let tally = tally(context, verdicts);
    let article = head.articles().next().is_some();
    let few = tally.running < FEW_WORDS;
    if few && is_error_title(head.title.as_deref().or(context.title).unwrap_or_default()) {
        return Some(Reason::ErrorPage);
    }
    if few && !article && (says_error(context, verdicts) || is_login(context.title.unwrap_or_default())) {
        return Some(Reason::ErrorPage);
    }
    if !article && is_shop(head) && tally.running < SHOP_WORDS {
        return Some(Reason::Shop);
    }
    if !article && tally.running < FEW_WORDS && is_video(head) {
        return Some(Reason::VideoOnly);
    }
    if article || tally.running >= LIST_WORDS {
        return None;
    }
    if url.is_some_and(is_root) {
        return Some(Reason::HomePage);
    }
    let headlined = !url.is_some_and(has_headline)
        && tally.headlines >= 5
        && tally.headlines >= tally.paragraphs
        && tally.running < tally.headlines * 45;
    let among_cards = few && tally.card_words >= 400 && tally.card_words > tally.running * 5;
    // Where no text was kept at all, what the page shows instead is the reason.
    let only_links = tally.kept < RUNNING_BLOCK && tally.links >= MIN_LINKS;
    // The name of a section instead of a headline, and other articles' headlines instead of a text.
    let title_words = context.title.map_or(0, |title| title.split_whitespace().count());
    let section = few
        && !url.is_some_and(has_headline)
        && title_words <= MAX_SECTION_WORDS
        && tally.listed >= MIN_LISTED
        && tally.paragraphs * 10 < tally.listed;
    (headlined || among_cards || section || only_links).then_some(Reason::SectionPage)
}

/// The name of a section or a tag has at most so many words.
const MAX_SECTION_WORDS: usize = 5;

/// A section page lists at least so many headlines.
const MIN_LISTED: u32 = 15;

/// A headline has at least so many words.
const HEADLINE_WORDS: u32 = 6;

/// A flattened page with so many entries of lists and no text is a list.
const MIN_LIST_LINES: usize = 8;

/// Why a flattened page holds no article: it keeps too little, and most of it are entries of lists.
pub fn of_lines(verdicts: &[Verdict], options: &Options) -> Option<Reason> {
    let kept = verdicts.iter().any(|verdict| options.keeps(verdict.label));
    let entries = verdicts.iter().filter(|verdict| verdict.label == Label::Related).count();
    (!kept && entries >= MIN_LIST_LINES).then_some(Reason::SectionPage)
}

fn tally(context: &Context<'_>, verdicts: &[Verdict]) -> Tally {
    let mut tally = Tally::default();
    // Headlines of a list stand between its summaries; a menu stands before the text, related stories after it.
    let first = verdicts.iter().position(|verdict| verdict.label.is_text()).unwrap_or(0);
    let last = verdicts.iter().rposition(|verdict| verdict.label.is_text()).unwrap_or(0);
    for (at, verdict) in verdicts.iter().enumerate() {
        let facts = context.block(at).facts;
        if facts.words >= HEADLINE_WORDS && context.link_density(at) > 0.8 {
            tally.listed += 1;
        }
        if context.root.cards.get(at).copied().unwrap_or(false) {
            tally.card_words += facts.words;
        }
        if facts.words >= 4 && context.link_density(at) > 0.8 {
            tally.links += 1;
        }
        if verdict.label.is_text() {
            tally.kept += facts.words;
            if facts.words >= RUNNING_BLOCK && facts.stops > 0 {
                tally.running += facts.words;
                tally.paragraphs += 1;
            }
        } else if (first..last).contains(&at)
            && context.inside(at)
            && facts.words >= 4
            && context.link_density(at) > 0.8
            && verdict.label != Label::Nav
        {
            tally.headlines += 1;
        }
    }
    tally
}

/// Whether the address is that of a front page: no path, or only an index file.
fn is_root(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (_, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    matches!(
        path,
        "" | "index.html" | "index.htm" | "index.php" | "home" | "default.aspx" | "trang-chu" | "vi" | "en"
    )
}

/// Whether the last part of the address is a headline: five words at least.
fn has_headline(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/')
        .next()
        .unwrap_or_default()
        .split(['-', '_'])
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count()
        >= 5
}

fn is_error_title(title: &str) -> bool {
    const WORDS: [&str; 14] = [
        "404",
        "403",
        "not found",
        "page not found",
        "không tìm thấy",
        "không tồn tại",
        "access denied",
        "forbidden",
        "just a moment",
        "attention required",
        "are you a robot",
        "error 50",
        "seite nicht gefunden",
        "page introuvable",
    ];
    let title = crate::cues::fold(title);
    WORDS.iter().any(|word| title.contains(word))
}

/// Whether the kept text says that there is nothing at this address, under whatever title.
fn says_error(context: &Context<'_>, verdicts: &[Verdict]) -> bool {
    const SENTENCES: [&str; 14] = [
        "page you are looking for",
        "page you were looking for",
        "page you requested",
        "trang bạn tìm kiếm không",
        "trang bạn đang tìm",
        "trang bạn yêu cầu",
        "đường dẫn không tồn tại",
        "page que vous cherchez",
        "page que vous recherchez",
        "page demandée n'existe",
        "angeforderte seite",
        "gesuchte seite",
        "página que busca",
        "página que buscas",
    ];
    let kept = (0..verdicts.len()).filter(|&at| verdicts[at].label.is_text());
    let mut texts = kept.map(|at| crate::cues::fold(&context.block(at).text));
    texts.any(|text| SENTENCES.iter().any(|sentence| text.contains(sentence)))
}

/// Whether the headline is that of a form to log in.
fn is_login(title: &str) -> bool {
    const TITLES: [&str; 13] = [
        "đăng nhập",
        "đăng nhập tài khoản",
        "log in",
        "login",
        "sign in",
        "sign in or register",
        "anmelden",
        "anmeldung",
        "connexion",
        "se connecter",
        "identifiez vous",
        "iniciar sesión",
        "inicia sesión",
    ];
    TITLES.contains(&crate::block::normal::key(title).as_str())
}

fn is_shop(head: &Head) -> bool {
    head.has_type("Product")
        || head.meta(&["og:type"]).is_some_and(|kind| kind.starts_with("product") || kind == "og:product")
}

fn is_video(head: &Head) -> bool {
    head.has_type("VideoObject") || head.meta(&["og:type"]).is_some_and(|kind| kind.starts_with("video"))
}

#[cfg(test)]
mod tests {
    use super::{has_headline, is_error_title, is_root};

    #[test]
    fn front_pages_and_error_titles() {
        assert!(
            is_root("https://bao.example/") && is_root("bao.example") && is_root("http://bao.example/?utm=1")
        );
        assert!(!is_root("https://bao.example/kinh-te/mua-vu-12.html"));
        assert!(
            has_headline("https://bao.example/mua-mua-den-som-hon.html")
                && !has_headline("https://bao.example/kinh-te")
        );
        assert!(is_error_title("404 - Không tìm thấy trang") && !is_error_title("Giá vàng lên 4,04 triệu"));
    }
}
