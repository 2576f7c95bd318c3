//! The section an article stands in, and its keywords.

use super::Sources;
use super::head::{string, types_of};
use super::near::Near;
use super::site::Site;
use crate::block::normal::key;
use crate::label::Label;

/// Crumbs that name no section.
const NO_SECTION: &[&str] = &[
    "trang chủ",
    "trang nhất",
    "home",
    "homepage",
    "news",
    "blog",
    "tin tức",
    "startseite",
    "accueil",
    "inicio",
    "início",
    "beranda",
    "bạn đang ở",
    "bạn đang xem",
    "you are here",
    "главная",
    "首页",
    "ホーム",
    "all",
    "article",
    "articles",
    "posts",
    "uncategorized",
];

/// Words before keywords.
const TAG_HEADINGS: &[&str] = &[
    "từ khóa",
    "từ khoá",
    "tags",
    "tag",
    "chủ đề",
    "topics",
    "topic",
    "keywords",
    "thẻ",
    "tagged",
    "related topics",
    "filed under",
    "labels",
    "nhãn",
    "schlagworte",
    "schlagwörter",
    "stichworte",
    "stichwörter",
    "themen",
    "mots clés",
    "mots clefs",
    "sujets",
    "thèmes",
    "étiquettes",
    "etiquetas",
    "palabras clave",
    "temas",
    "archivado en",
    "palavras chave",
    "assuntos",
    "tópicos",
    "теги",
    "тэги",
    "метки",
    "ключевые слова",
    "темы",
    "kata kunci",
    "topik",
    "tagar",
    "label",
    "关键词",
    "关键字",
    "標籤",
    "标签",
    "關鍵字",
    "關鍵詞",
    "话题",
    "キーワード",
    "タグ",
    "テーマ",
    "関連キーワード",
    "関連タグ",
    "in this article",
    "chuyên mục",
];

/// Keywords that every article has.
const NO_TAGS: &[&str] = &[
    "tin tức",
    "tin tuc",
    "tin mới",
    "tin nóng",
    "tin nhanh",
    "đọc báo",
    "báo mới",
    "news",
    "breaking news",
];

/// More keywords than this is stuffing; the rest is left out.
const MAX_TAGS: usize = 24;

/// The section: the uppermost one, where the page tells several.
pub(super) fn section(sources: &Sources<'_>, near: &Near, site: &Site) -> Option<String> {
    let fits = |text: &String| is_section(text, sources.title, site);
    let head = sources.head;
    let of_meta = || head.meta(&["article:section", "articlesection", "og:article:section"]).map(first_of);
    let of_json = || string(sources.article?.get("articleSection")?).map(|it| first_of(&it));
    sources
        .marked(Label::Breadcrumb)
        .flat_map(|block| crumbs(&block.text))
        .find(fits)
        .or_else(|| list_of_crumbs(sources).into_iter().find(fits))
        .or_else(|| path(sources, near).into_iter().find(fits))
        .or_else(|| of_meta().filter(fits))
        .or_else(|| of_json().filter(fits))
}

/// Whether a crumb names a section: not the front page, the site or the headline.
pub(super) fn is_section(text: &str, title: Option<&str>, site: &Site) -> bool {
    // Many crumbs may be asked about: what is too long is neither keyed nor compared.
    if text.chars().nth(60).is_some() || text.split_whitespace().nth(8).is_some() {
        return false;
    }
    let key = key(text);
    // A headline whose letters are more than those of the key does not have that key.
    let named = title.is_some_and(|title| {
        let letters = title.chars().filter(|c| c.is_alphabetic()).take(key.len() + 1).count();
        letters <= key.len() && crate::block::normal::key(title) == key
    });
    !key.is_empty() && !NO_SECTION.contains(&key.as_str()) && !site.has_key(&key) && !named
}

/// The path that the page shows: the last run of crumbs above the text.
fn path(sources: &Sources<'_>, near: &Near) -> Vec<String> {
    let end = near.text.min(sources.verdicts.len());
    let is_crumb = |at: &usize| sources.verdicts[*at].label == Label::Breadcrumb;
    let Some(last) = (0..end).rev().find(is_crumb) else { return Vec::new() };
    let first = (0..last).rev().take_while(is_crumb).last().unwrap_or(last);
    (first..=last).flat_map(|at| crumbs(&sources.cut.blocks[at].text)).collect()
}

/// The names of a JSON-LD `BreadcrumbList`, in order.
fn list_of_crumbs(sources: &Sources<'_>) -> Vec<String> {
    let list =
        sources.head.json_ld.iter().find(|object| types_of(object).any(|kind| kind == "BreadcrumbList"));
    let Some(items) = list.and_then(|it| it.get("itemListElement")).and_then(serde_json::Value::as_array)
    else {
        return Vec::new();
    };
    let name = |item: &serde_json::Value| {
        item.get("name").or_else(|| item.get("item")?.get("name")).and_then(string)
    };
    items.iter().filter_map(name).collect()
}

/// The parts of a path: "Trang chủ > Xã hội", "Trang chủ Xã hội".
pub(super) fn crumbs(text: &str) -> Vec<String> {
    let home = ["Trang chủ ", "TRANG CHỦ ", "Trang nhất ", "Home "];
    let text = home.iter().find_map(|home| text.trim().strip_prefix(home)).unwrap_or(text);
    let parts = text.split(['>', '»', '›', '/', '|', '→', '❯', '\t', '⟩']);
    parts
        .map(|part| part.trim().trim_matches(['-', ':', '•', '·']).trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn first_of(text: &str) -> String {
    text.split([',', ';', '>']).next().unwrap_or(text).trim().to_owned()
}

/// The keywords: declared ones, and the ones that the page shows.
pub(super) fn tags(sources: &Sources<'_>, site: &Site) -> Vec<String> {
    let marked: Vec<String> = sources.marked(Label::Tag).flat_map(|block| shown(&block.text)).collect();
    if !marked.is_empty() {
        return clean(marked, site);
    }
    let metas: Vec<String> = sources.head.all_metas("article:tag").flat_map(listed).collect();
    if !metas.is_empty() {
        return clean(metas, site);
    }
    let blocks = sources.cut.blocks.iter().zip(sources.verdicts);
    let inside = blocks.filter(|(block, verdict)| {
        verdict.label == Label::Tag && (block.markup.is_none() || sources.root.contains(block.at.0))
    });
    let seen: Vec<String> = inside
        .filter(|(block, _)| block.facts.words <= 40)
        .flat_map(|(block, _)| shown(&block.text))
        .collect();
    if !seen.is_empty() {
        return clean(seen, site);
    }
    // One phrase alone is the headline or a slogan, not a list.
    let keywords = sources
        .head
        .meta(&["news_keywords", "keywords"])
        .map(listed)
        .filter(|it| it.len() > 1)
        .unwrap_or_default();
    clean(keywords, site)
}

fn listed(text: &str) -> Vec<String> {
    text.split([',', ';', '|']).map(|it| it.trim().to_owned()).collect()
}

/// The keywords of a visible block, without its heading.
pub(super) fn shown(text: &str) -> Vec<String> {
    let text = text
        .split_once([':', '：'])
        .filter(|(head, _)| TAG_HEADINGS.contains(&key(head).as_str()))
        .map_or(text, |(_, rest)| rest);
    text.split([',', ';', '|', '#', '\t', '•', '、', '，', '；']).map(|it| it.trim().to_owned()).collect()
}

/// Keywords each once, without headings and the site's name.
pub(super) fn clean(tags: Vec<String>, site: &Site) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for tag in tags {
        let key = key(&tag);
        let fits = !key.is_empty() && tag.chars().count() <= 60 && tag.split_whitespace().count() <= 8;
        if fits
            && !TAG_HEADINGS.contains(&key.as_str())
            && !NO_TAGS.contains(&key.as_str())
            && !site.is_named(&tag)
            && !keys.contains(&key)
            && out.len() < MAX_TAGS
        {
            keys.push(key);
            out.push(tag);
        }
    }
    out
}
