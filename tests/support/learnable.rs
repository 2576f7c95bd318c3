//! Invented sites to learn from: pages of three templates with gold, the same ones every time.
//!
//! Made here and not kept as files: what varies from page to page (paragraphs, a missing lead, boxes, their links) is the
//! point of them, and ninety files would hide it. A generator of a few lines draws it from word lists.
#![allow(dead_code, reason = "each of those who include this file needs other parts of it")]

#[path = "dice.rs"]
pub(crate) mod dice;

use std::fmt::Write as _;

use dice::Dice;

/// A page with its gold.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) url: String,
    pub(crate) html: String,
    /// RFC 3339.
    pub(crate) fetched: Option<String>,
    pub(crate) title: String,
    pub(crate) text: String,
}

impl Dice {
    /// Some words as a sentence.
    fn sentence(&mut self, words: &[&str], length: usize) -> String {
        let mut out = String::new();
        for at in 0..length {
            let word = self.pick(words);
            if at > 0 {
                out.push_str(if at % 7 == 6 { ", " } else { " " });
            }
            out.push_str(word);
        }
        let mut letters = out.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("{first}{}.", letters.as_str())
    }

    fn paragraph(&mut self, words: &[&str]) -> String {
        let sentences: Vec<String> = (0..2 + self.roll(3))
            .map(|_| {
                let length = 9 + self.roll(12);
                self.sentence(words, length)
            })
            .collect();
        sentences.join(" ")
    }

    fn headline(&mut self, words: &[&str]) -> String {
        let length = 8 + self.roll(4);
        self.sentence(words, length).trim_end_matches('.').replace(',', "")
    }
}

const VIETNAMESE: [&str; 48] = [
    "con", "thuyền", "nhỏ", "trôi", "trên", "dòng", "sông", "về", "bến", "làng", "người", "dân", "chờ",
    "mùa", "nước", "lên", "để", "thả", "lưới", "bắt", "cá", "và", "những", "đứa", "trẻ", "chạy", "theo",
    "bờ", "đê", "sáng", "nay", "khi", "chợ", "họp", "sớm", "bà", "cụ", "gánh", "rau", "qua", "cầu", "tre",
    "mới", "được", "dựng", "lại", "sau", "bão",
];

const ENGLISH: [&str; 48] = [
    "the",
    "lighthouse",
    "keeper",
    "and",
    "her",
    "brother",
    "carried",
    "lamp",
    "oil",
    "over",
    "narrow",
    "bridge",
    "before",
    "a",
    "storm",
    "reached",
    "harbour",
    "while",
    "fishing",
    "boats",
    "returned",
    "with",
    "empty",
    "nets",
    "because",
    "currents",
    "had",
    "moved",
    "farther",
    "from",
    "coast",
    "this",
    "winter",
    "than",
    "in",
    "any",
    "year",
    "since",
    "records",
    "began",
    "local",
    "council",
    "said",
    "it",
    "would",
    "repair",
    "old",
    "pier",
];

fn links(dice: &mut Dice, words: &[&str], count: usize) -> String {
    (0..count).fold(String::new(), |mut out, _| {
        let (page, text) = (dice.roll(100_000), dice.headline(words));
        let _ = write!(out, "<li><a href=\"/tin-{page}.html\">{text}</a></li>");
        out
    })
}

fn head(title: &str, site: &str, date: &str, author: &str) -> String {
    format!(
        "<!doctype html><html><head><meta charset=utf-8><title>{title} - {site}</title><meta property=og:title \
         content=\"{title}\"><meta property=og:type content=article><script type=\"application/ld+json\">{{\"@type\": \
         \"NewsArticle\", \"headline\": \"{title}\", \"datePublished\": \"{date}T08:00:00+07:00\", \"author\": {{\"name\": \
         \"{author}\"}}}}</script></head>"
    )
}

/// Blocks between the paragraphs of a body: what they are in HTML, and what of them is text.
struct Body {
    html: String,
    text: Vec<String>,
}

impl Body {
    fn push(&mut self, tag: &str, text: String) {
        let _ = write!(self.html, "<{tag}>{text}</{tag}>");
        self.text.push(text);
    }

    fn list(&mut self, dice: &mut Dice, words: &[&str]) {
        self.html.push_str("<ul>");
        for _ in 0..3 {
            let length = 8 + dice.roll(6);
            let item = dice.sentence(words, length);
            self.push("li", item);
        }
        self.html.push_str("</ul>");
    }

    fn quote(&mut self, dice: &mut Dice, words: &[&str]) {
        self.html.push_str("<blockquote>");
        let quote = dice.paragraph(words);
        self.push("p", quote);
        self.html.push_str("</blockquote>");
    }
}

/// A site by its name, `count` of its pages from number `from` on. One of [`SITES`].
pub(crate) fn pages(site: &str, from: u64, count: u64) -> Vec<Sheet> {
    (from..from + count)
        .map(|number| {
            let mut dice = Dice(number * 7919 + 17);
            dice.roll(2);
            match site {
                "baosong.example" => vietnamese(&mut dice, number),
                "harbourpost.example" => english(&mut dice, number),
                _ => changing(&mut dice, number),
            }
        })
        .collect()
}

/// A Vietnamese system with the lead outside of the body and boxes inside; an English one, built of divisions, with generated
/// classes beside readable ids; one that changed its layout.
pub(crate) const SITES: [&str; 3] = ["baosong.example", "harbourpost.example", "chodem.example"];

fn vietnamese(dice: &mut Dice, number: u64) -> Sheet {
    let words = &VIETNAMESE;
    let (title, author) =
        (dice.headline(words), dice.pick(&["Lê Thu Bến", "Phạm Đò", "Hồ Thị Chài", "Ngô Sóng"]));
    let (day, month) = (1 + number % 28, 1 + number % 9);
    let lead = (dice.roll(5) > 0).then(|| dice.sentence(words, 24));
    let mut body = Body { html: String::new(), text: Vec::new() };
    let paragraphs = 4 + dice.roll(6);
    for at in 0..paragraphs {
        let paragraph = dice.paragraph(words);
        body.push("p", paragraph);
        if at == 1 {
            let related = links(dice, words, 3);
            let _ = write!(
                body.html,
                "<div class=\"box-related align-left\"><h4>Đọc thêm cùng chủ đề</h4><ul>{related}</ul></div>"
            );
        }
        if at == 2 && dice.roll(2) == 0 {
            body.html.push_str("<div class=\"banner-inpage\"><p>Quảng cáo</p><p>Mua vé thuyền tham quan hôm nay, giảm giá cho nhóm bốn người trở lên</p></div>");
        }
        if at == 2 && dice.roll(2) == 0 {
            body.quote(dice, words);
        }
        if at == 3 && dice.roll(3) > 0 {
            let caption = dice.headline(words);
            let _ = write!(
                body.html,
                "<figure class=\"photo\"><img src=\"/a{number}.jpg\"><figcaption>{caption}. Ảnh: Ngô Sóng</figcaption></figure>"
            );
        }
        if at == 3 && dice.roll(3) == 0 {
            body.list(dice, words);
        }
    }
    body.html.push_str(
        "<p>Mời bạn đọc gửi thư cho chúng tôi và nhận bản tin buổi sáng của tòa soạn mỗi ngày.</p>",
    );
    let (menu, more) = (links(dice, words, 6), links(dice, words, 8));
    let shown = lead.as_ref().map(|lead| format!("<p class=\"detail-sapo\">{lead}</p>")).unwrap_or_default();
    let html = format!(
        "{}<body class=\"post-{number}\"><div class=\"menu-top\"><ul>{menu}</ul></div><div class=\"main-col\"><h1 class=\"detail-title\">{title}</h1>\
         <div class=\"detail-info\"><span class=\"detail-author\">{author}</span> <span class=\"detail-time\">{day:02}/{month:02}/2024 \
         08:00</span></div>{shown}<div class=\"detail-content\" id=\"cms-body\">{}</div><div class=\"detail-more\"><h3>Tin cùng chuyên \
         mục</h3><ul>{more}</ul></div></div><div class=\"page-foot\"><p>Báo Sông, giấy phép số 12, bản quyền thuộc về tòa soạn.</p></div></body></html>",
        head(&title, "Báo Sông", &format!("2024-{month:02}-{day:02}"), author),
        body.html
    );
    let text = lead.into_iter().chain(body.text).collect::<Vec<_>>().join("\n");
    Sheet { url: format!("https://www.baosong.example/tin-{number}.html"), html, fetched: None, title, text }
}

fn english(dice: &mut Dice, number: u64) -> Sheet {
    let words = &ENGLISH;
    let (title, author) = (dice.headline(words), dice.pick(&["Mara Quill", "Tobin Reef", "Ada Marsh"]));
    let (day, month) = (1 + number % 28, 1 + number % 11);
    let hash = |dice: &mut Dice| format!("css-{:x}", 1_000_000 + dice.roll(9_000_000));
    let mut body = Body { html: String::new(), text: Vec::new() };
    let paragraphs = 5 + dice.roll(6);
    for at in 0..paragraphs {
        let (class, paragraph) = (hash(dice), dice.paragraph(words));
        let _ = write!(body.html, "<div class=\"{class}\"><p>{paragraph}</p></div>");
        body.text.push(paragraph);
        if at == 2 {
            let (class, related) = (hash(dice), links(dice, words, 2));
            let _ = write!(
                body.html,
                "<div class=\"{class} read-next\"><div>More from the coast</div><ul>{related}</ul></div>"
            );
        }
        if at == 3 && dice.roll(2) == 0 {
            body.html.push_str("<div class=\"letter-plea\"><p>Our morning letter brings the tides, the ferries and the gossip of the quay to your door.</p><p>It costs nothing, and you can leave whenever you like.</p></div>");
        }
        if at == 4 && dice.roll(2) == 0 {
            body.list(dice, words);
        }
    }
    let (menu, more) = (links(dice, words, 5), links(dice, words, 6));
    let outer = hash(dice);
    let html = format!(
        "{}<body><div id=\"top-nav\"><ul>{menu}</ul></div><div class=\"{outer}\"><div id=\"story-headline\">{title}</div><div \
         id=\"story-byline\">By {author}</div><div id=\"story-date\">{} {day}, 2024</div><div id=\"story-text\">{}</div><div \
         id=\"story-next\"><div>You may also like</div><ul>{more}</ul></div></div><div id=\"page-end\">All rights reserved by the Harbour Post.</div></body></html>",
        head(&title, "Harbour Post", &format!("2024-{month:02}-{day:02}"), author),
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
            [usize::try_from(month - 1).expect("a month")],
        body.html
    );
    let url = format!("https://harbourpost.example/2024/{number}");
    Sheet { url, html, fetched: None, title, text: body.text.join("\n") }
}

/// Even numbers are pages of the old layout.
fn changing(dice: &mut Dice, number: u64) -> Sheet {
    let words = &VIETNAMESE;
    let (title, lead) = (dice.headline(words), dice.sentence(words, 22));
    let is_old = number.is_multiple_of(2);
    let (year, day) = (if is_old { 2022 } else { 2024 }, 1 + number % 28);
    let mut body = Body { html: String::new(), text: Vec::new() };
    for at in 0..4 + dice.roll(5) {
        let paragraph = dice.paragraph(words);
        body.push("p", paragraph);
        if at == 1 {
            let (name, related) =
                (if is_old { "tinlienquan" } else { "story__related" }, links(dice, words, 2));
            let _ = write!(body.html, "<div class=\"{name}\"><p>Tin liên quan</p><ul>{related}</ul></div>");
        }
    }
    let (menu, more) = (links(dice, words, 5), links(dice, words, 6));
    let date = format!("{year}-05-{day:02}");
    let article = if is_old {
        format!(
            "<table><tr><td class=\"cot-trai\"><ul>{menu}</ul></td><td class=\"cot-giua\"><h2 class=\"tieude\">{title}</h2><div \
             class=\"ngaydang\">{day:02}/05/{year}</div><div class=\"tomtat\">{lead}</div><div class=\"noidung\">{}</div></td></tr></table><ul \
             class=\"tinkhac\">{more}</ul>",
            body.html
        )
    } else {
        format!(
            "<nav class=\"menu\"><ul>{menu}</ul></nav><main class=\"page\"><article class=\"story\"><h1 class=\"story__title\">{title}</h1><time \
             class=\"story__time\">{day:02}/05/{year}</time><p class=\"story__lead\">{lead}</p><div class=\"story__body\">{}</div></article><aside \
             class=\"page__more\"><ul>{more}</ul></aside></main>",
            body.html
        )
    };
    let html = format!("{}<body>{article}</body></html>", head(&title, "Chợ Đêm", &date, "Trần Lồng Đèn"));
    let text = std::iter::once(lead).chain(body.text).collect::<Vec<_>>().join("\n");
    let fetched = Some(format!("{date}T09:00:00+07:00"));
    Sheet { url: format!("https://chodem.example/bai/{number}"), html, fetched, title, text }
}
