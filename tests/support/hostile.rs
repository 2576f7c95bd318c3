//! Inputs that are made to be slow: each grows with `n`, and the work for it must grow no faster.
//!
//! All are of our own invention. A size of a known attack on html5ever is the one at which it was seen to
//! take minutes, or gigabytes; the others are large enough that anything quadratic does.
#![allow(dead_code, reason = "each of those who include this file needs other parts of it")]

use tinsach::{Kind, Record};

/// A kind of hostile input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hostile {
    pub(crate) name: &'static str,
    /// The size to measure: how many of what the name says; bytes where it says nothing.
    pub(crate) n: usize,
    pub(crate) make: fn(usize) -> String,
    /// HTML, or text that was flattened.
    pub(crate) kind: Kind,
    /// A site rule for [`URL`], where the input is a page that a rule makes slow.
    pub(crate) rule: Option<&'static str>,
}

impl Hostile {
    /// The record of what [`Hostile::make`] made.
    pub(crate) fn record<'a>(&self, content: &'a str) -> Record<'a> {
        Record::str(content, self.rule.and(Some(URL))).with_kind(self.kind)
    }
}

/// Where the pages with a rule come from.
pub(crate) const URL: &str = "https://hostile.example/bai-1.html";

/// The rule file of [`URL`] around the lines of a layout.
pub(crate) fn rule_file(layout: &str) -> String {
    format!(
        "hosts = [\"hostile.example\"]\n[source]\nchecked = 2026-11-22\nbasis = \"invented\"\n\
         verified = \"fixture\"\n[[layout]]\n{layout}\n"
    )
}

const fn page(name: &'static str, n: usize, make: fn(usize) -> String) -> Hostile {
    Hostile { name, n, make, kind: Kind::Html, rule: None }
}

const fn text(name: &'static str, n: usize, make: fn(usize) -> String) -> Hostile {
    Hostile { name, n, make, kind: Kind::Text, rule: None }
}

const fn ruled(name: &'static str, n: usize, make: fn(usize) -> String, rule: &'static str) -> Hostile {
    Hostile { name, n, make, kind: Kind::Html, rule: Some(rule) }
}

/// All of them: of the tree, of names, of rules, of blocks, of metadata, of tables, of text.
pub(crate) const ALL: &[Hostile] = &[
    page("nested div", 100_000, |n| around(&each(n, |_| "<div>".into()))),
    page("nested div, text in each", 100_000, |n| around(&each(n, |at| format!("<div>chữ {at} ")))),
    page("<b><div></b>", 40_000, |n| around(&each(n, |_| "<b><div></b>".into()))),
    page("<ul><li>", 40_000, |n| around(&each(n, |_| "<ul><li>".into()))),
    page("nested div, then </p>", 40_000, |n| {
        around(&(each(n, |_| "<div>".into()) + &each(n, |_| "</p>".into())))
    }),
    page("<p><font size=N>", 4_000, |n| around(&each(n, |at| format!("<p><font size={at}>")))),
    page("<a> in <a> in <table>", 20_000, |n| around(&each(n, |_| "<a href=x><table><a>".into()))),
    page("nested table", 500, |n| around(&nested_tables(n))),
    page("nested blockquote with text", 20_000, |n| {
        around(&each(n, |at| format!("<blockquote><p>Lời {at} của bà con ở bến sông.</p>")))
    }),
    page("nested span in <p>", 50_000, |n| around(&format!("<p>{}", each(n, |at| format!("<span>c{at} "))))),
    page("nested template", 20_000, |n| around(&each(n, |_| "<template><p>x".into()))),
    page("nested select in noscript", 20_000, |n| around(&each(n, |_| "<noscript><select>".into()))),
    page("attributes on a tag", 10_000, |n| around(&one_tag(n))),
    page("bytes of unique class names", 25_000_000, |n| {
        around(&unique(n, |at| format!("<p class=c{at}>x</p>")))
    }),
    page("bytes of unique attribute names", 10_000_000, |n| {
        around(&unique(n, |at| format!("<p a{at}=1>x</p>")))
    }),
    page("bytes of unique ids", 10_000_000, |n| around(&unique(n, |at| format!("<p id=i{at}>x</p>")))),
    page("bytes of unique tag names", 10_000_000, |n| around(&unique(n, |at| format!("<t{at}>x</t{at}>")))),
    page("bytes of one class attribute", 10_000_000, |n| {
        around(&format!("<p class='{}'>{LONG}</p>", unique(n, |at| format!("c{at} "))))
    }),
    // `p ~ p` and `:has()` are refused in rule files; what is allowed must be linear.
    ruled("paragraphs, rule p + p", 8_000, paragraphs, "title = [\"h1\"]\nbody = [\"p + p\"]"),
    ruled("paragraphs, rule article p:not(.a)", 8_000, paragraphs, "body = [\"article p:not(.a)\"]"),
    ruled(
        "nested div, rule section b",
        4_000,
        |n| format!("<h1>Tựa</h1>{}<p>{LONG}</p>", each(n, |_| "<div><b>x</b>".into())),
        "title = [\"h1\"]\nbody = [\"section section b\"]\nremove = [\"aside div b\"]",
    ),
    ruled(
        "paragraphs, rule drop_text",
        20_000,
        paragraphs,
        "title = [\"h1\"]\nbody = [\"article\"]\ndrop_text = [\"^.*câu.*không.*$\"]",
    ),
    page("bytes of ordinary text", 50_000_000, |n| around(&unique(n, paragraph))),
    page("paragraphs", 100_000, paragraphs),
    page("identical paragraphs", 100_000, |n| around(&each(n, |_| format!("<p>{LONG}</p>")))),
    page("paragraphs of one word", 100_000, |n| around(&each(n, |at| format!("<p>chữ{at}</p>")))),
    page("links", 100_000, |n| {
        around(&each(n, |at| format!("<a href=/bai-{at}.html>Chuyện thứ {at} của chợ</a>\n")))
    }),
    page("links in one paragraph", 100_000, |n| {
        around(&format!("<p>{}</p>", each(n, |at| format!("<a href=/bai-{at}.html>chuyện {at}</a>, "))))
    }),
    page("headings", 100_000, |n| {
        around(&each(n, |at| format!("<h2>Phần {at} của câu chuyện bến sông</h2>")))
    }),
    page("headings with a paragraph", 50_000, |n| {
        around(&each(n, |at| format!("<h3>Tin liên quan {at}</h3>{}", paragraph(at))))
    }),
    page("cue headings", 50_000, |n| {
        around(&each(n, |_| "<h3>Tin liên quan</h3><p><a href=x>Chợ nổi</a></p>".into()))
    }),
    page("teaser cards", 50_000, |n| {
        around(&each(n, |at| {
            format!(
                "<div class=card><a href=/b-{at}.html><img src={at}.jpg><h3>Chuyện {at} ở chợ</h3></a><p>Tóm tắt {at}.</p></div>"
            )
        }))
    }),
    page("list items", 100_000, |n| {
        around(&format!("<ul>{}</ul>", each(n, |at| format!("<li>Món thứ {at}, giá rẻ"))))
    }),
    page("<br>", 100_000, |n| around(&each(n, |_| "<br>".into()))),
    page("lines by <br>", 100_000, |n| {
        around(&format!("<div>{}</div>", each(n, |at| format!("Dòng thứ {at} của bài thơ<br>"))))
    }),
    page("<select><option>", 100_000, |n| around(&each(n, |at| format!("<select><option>Tỉnh {at}")))),
    page("images with captions", 100_000, |n| {
        around(&each(n, |at| {
            format!(
                "<figure><img src=/anh-{at}.jpg alt='Ảnh {at}'><figcaption>Bến sông lúc {at} giờ. Ảnh: Lê Văn Ưu</figcaption></figure>"
            )
        }))
    }),
    page("images in one figure", 50_000, |n| {
        around(&format!(
            "<figure>{}<figcaption>Bến sông</figcaption></figure>",
            each(n, |at| format!("<img src=/anh-{at}.jpg>"))
        ))
    }),
    page("comments to the page", 50_000, |n| {
        around(&format!(
            "<div class=comments>{}</div>",
            each(n, |at| format!("<div class=comment><b>Người {at}</b><p>Tôi thấy bài {at} hay.</p></div>"))
        ))
    }),
    page("links to the comments", 50_000, |n| {
        let links = each(n, |_| "<p><a href=#c>Comments</a></p>".into());
        around(&(each(20, paragraph) + &links + "<div class=comments>x</div>"))
    }),
    page("hidden paragraphs of a body", 50_000, |n| {
        let hidden = each(n, |at| format!("<div style='display:none'>{}</div>", paragraph(at)));
        format!("<h1>Phiên chợ</h1><div itemprop=articleBody>{hidden}</div>")
    }),
    page("hidden copies", 50_000, |n| {
        let hidden = each(n, |at| format!("<div hidden>{}</div>", paragraph(at % 10)));
        format!("<h1>Phiên chợ</h1><div itemprop=articleBody>{hidden}</div>")
    }),
    page("bodies", 50_000, |n| {
        each(n, |at| {
            format!("<div itemprop=articleBody><div class=paywall hidden>{}</div></div>", paragraph(at))
        })
    }),
    page("articles", 50_000, |n| each(n, |at| format!("<article>{}</article>", paragraph(at)))),
    page("boxes named for what they are not", 50_000, |n| {
        around(&each(n, |at| format!("<div class=related>{}</div>", paragraph(at))))
    }),
    page("class names beside elements", 50_000, |n| {
        let beside = each(n, |at| format!("<div class=b{at}><p><a href=x>Chuyện ở bến sông {at}</a></div>"));
        around(&format!("<div><div class='{}'><p>x</div>{beside}</div>", each(n, |at| format!("c{at} "))))
    }),
    page("headings and a long title", 50_000, |n| {
        let headings = each(n, |at| format!("<h1>{at} ở bến</h1>"));
        format!("<title>{}</title>{}", each(n, |at| format!("Bến {at} ")), around(&headings))
    }),
    page("<time>", 50_000, |n| {
        around(&each(n, |at| {
            format!("<time datetime='2023-03-09T09:{:02}:00+07:00'>09/03/2023, {at}</time>", at % 60)
        }))
    }),
    page("datelines", 50_000, |n| {
        around(&each(n, |at| format!("<p class=date>Thứ Năm, 09/03/2023, 09:{:02} (GMT+7)</p>", at % 60)))
    }),
    page("bylines", 50_000, |n| {
        around(&each(n, |at| format!("<p class=author>Tác giả: Lê Văn Ưu {at}</p>")))
    }),
    page("sources", 50_000, |n| around(&each(n, |at| format!("<p>Theo Báo Phương Xa {at}</p>")))),
    page("JSON-LD scripts", 50_000, |n| {
        around(&each(n, |at| {
            ld(&format!(
                "{{\"@type\":\"NewsArticle\",\"headline\":\"Tựa {at}\",\"author\":{{\"name\":\"Người {at}\"}}}}"
            ))
        }))
    }),
    page("bytes of one JSON-LD", 20_000_000, |n| {
        let text = unique(n, |at| format!("Câu thứ {at} không dài. "));
        around(&ld(&format!("{{\"@type\":\"NewsArticle\",\"headline\":\"Tựa\",\"articleBody\":\"{text}\"}}")))
    }),
    page("nested JSON-LD", 100_000, |n| {
        around(&ld(&(each(n, |_| "{\"@graph\":[".into()) + &each(n, |_| "]}".into()))))
    }),
    page("authors in one JSON-LD", 50_000, |n| {
        let authors = each(n, |at| format!("{{\"@type\":\"Person\",\"name\":\"Người {at}\"}},"));
        around(&ld(&format!(
            "{{\"@type\":\"NewsArticle\",\"headline\":\"Tựa\",\"author\":[{}]}}",
            authors.trim_end_matches(',')
        )))
    }),
    page("<meta>", 50_000, |n| {
        format!(
            "<head>{}</head>{}",
            each(n, |at| format!(
                "<meta property=og:title content='Tựa {at}'><meta property=article:tag content=t{at}>"
            )),
            around("")
        )
    }),
    page("breadcrumbs", 50_000, |n| {
        around(&format!(
            "<nav class=breadcrumb>{}</nav>",
            each(n, |at| format!("<a href=/m{at}>Mục {at}</a> &gt; "))
        ))
    }),
    page("tags", 50_000, |n| {
        around(&format!(
            "<div class=tags>Từ khóa: {}</div>",
            each(n, |at| format!("<a rel=tag href=/t{at}>từ {at}</a> "))
        ))
    }),
    page("cells of one row", 100_000, |n| {
        around(&format!("<table><tr>{}</table>", each(n, |at| format!("<td>{at}"))))
    }),
    page("cells of a table, ten a row", 100_000, |n| {
        around(&format!(
            "<table>{}</table>",
            each(n / 10, |at| format!("<tr>{}", each(10, |cell| format!("<td>{at}.{cell}"))))
        ))
    }),
    page("rowspans", 2_000, |n| {
        around(&format!(
            "<table>{}</table>",
            each(n, |at| format!("<tr><td rowspan=65534 colspan=1000>{at}<td>ô {at}"))
        ))
    }),
    page("colspan=9007199254740991", 1_000, |n| {
        around(&format!(
            "<table>{}</table>",
            each(n, |at| format!("<tr><td colspan=9007199254740991 rowspan=9007199254740991>{at}<td>ô"))
        ))
    }),
    page("ordered list from 2^63", 10_000, |n| {
        around(&format!(
            "<ol start=9223372036854775807>{}</ol>",
            each(n, |at| format!("<li value=9223372036854775807>Món {at}"))
        ))
    }),
    page("entities", 1_000_000, |n| around(&format!("<p>{}</p>", each(n, |_| "&eacute;&#7845;".into())))),
    page("escaped entities", 1_000_000, |n| {
        around(&format!("<p>{}</p>", each(n, |_| "&amp;lt;p&amp;gt; ".into())))
    }),
    page("broken entities", 1_000_000, |n| {
        around(&format!("<p>{}</p>", each(n, |_| "&notit;&#xZ;&".into())))
    }),
    page("unclosed comments", 100_000, |n| around(&each(n, |_| "<!-- ".into()))),
    page("unclosed scripts", 100_000, |n| around(&each(n, |_| "<script><!--<script>".into()))),
    page("<", 2_000_000, |n| around(&"<".repeat(n))),
    page("open tags without an end", 500_000, |n| around(&"<a ".repeat(n))),
    page("end tags of nothing", 500_000, |n| around(&"</b></p></div>".repeat(n / 3))),
    page("CDATA and declarations", 200_000, |n| around(&"<![CDATA[ ]]><!x><?y>".repeat(n / 3))),
    page("bytes without a space", 20_000_000, |n| around(&format!("<p>{}</p>", "a".repeat(n)))),
    page("bytes of one paragraph", 20_000_000, |n| {
        around(&format!("<p>{}</p>", unique(n, |at| format!("Câu thứ {at} không dài. "))))
    }),
    page("bytes of combining marks", 5_000_000, |n| {
        around(&format!("<p>a{}</p>", "\u{301}\u{323}".repeat(n / 4)))
    }),
    page("bytes of white space", 20_000_000, |n| around(&format!("<p>chữ{}chữ</p>", " \n\t".repeat(n / 3)))),
    page("text nodes in <pre>", 100_000, |n| {
        around(&format!("<pre>{}</pre>", each(n, |at| format!("let a{at} = <b>{at}</b>;\n"))))
    }),
    page("bytes of <title>", 5_000_000, |n| {
        format!("<title>{}</title>{}", unique(n, |at| format!("Tựa {at} - ")), around(""))
    }),
    page("bytes of one description", 5_000_000, |n| {
        format!(
            "<meta name=description content='{}'>{}",
            unique(n, |at| format!("Tóm tắt {at}. ")),
            paragraphs(200)
        )
    }),
    page("bytes of one address", 5_000_000, |n| {
        around(&format!("<p><a href='/{}'>chữ</a> {LONG}</p>", "../".repeat(n / 3)))
    }),
    text("lines", 1_000_000, |n| each(n, |at| format!("Dòng thứ {at} của bài\n"))),
    text("lines of prose", 200_000, |n| each(n, |at| format!("Câu thứ {at} của một bài dài, {LONG}\n"))),
    text("bytes of one line", 20_000_000, |n| unique(n, |at| format!("Câu thứ {at} không dài. "))),
    text("bytes of one line without a space", 20_000_000, |n| "a".repeat(n)),
    text("identical lines", 500_000, |n| "Tin liên quan\n".repeat(n)),
    text("lines about an author", 100_000, |n| {
        format!("{LONG}\n").repeat(9) + &each(n, |at| format!("Hà An{at} is ở đây, {LONG}\n"))
    }),
    text("lines that part", 500_000, |n| {
        let parted = each(n / 100, |at| format!("Chuyện {at} ở bến sông\n{}", "---\n".repeat(99)));
        format!("{LONG}\n").repeat(9) + &parted
    }),
    text("short lines above a text", 200_000, |n| {
        each(n, |at| format!("mục {at}\n"))
            + "Phiên chợ đầu tuần ở bến sông\n"
            + &format!("{LONG}\n").repeat(9)
    }),
    text("empty lines", 5_000_000, |n| "\n \n".repeat(n / 2)),
    text("lines of a word", 1_000_000, |n| each(n, |at| format!("{at}\n"))),
    text("lines broken at 40 columns", 300_000, |n| "và sau đó bà con ở bến sông cùng nhau đi\n".repeat(n)),
    text("markers of a flattener", 500_000, |n| each(n, |at| format!("* ## - {at}. chữ\n"))),
];

/// A sentence and a half.
const LONG: &str = "những chiếc ghe chở đầy bưởi đã cập bến từ sáng sớm, bà con hai xã cùng ra bờ sông để kịp phiên chợ \
                    đầu tuần, và đến trưa thì bến lại vắng.";

/// A page with a short article, and `what` in the middle of it.
fn around(what: &str) -> String {
    let paragraphs = each(3, paragraph);
    format!(
        "<html><head><title>Tựa</title></head><body><h1>Phiên chợ</h1><article>{paragraphs}{what}{paragraphs}"
    )
}

fn paragraphs(n: usize) -> String {
    format!("<h1>Phiên chợ</h1><article>{}</article>", each(n, paragraph))
}

fn paragraph(at: usize) -> String {
    format!("<p>Câu thứ {at} của bài không giống câu nào: {LONG}</p>\n")
}

fn ld(json: &str) -> String {
    format!("<script type=application/ld+json>{json}</script>")
}

fn nested_tables(n: usize) -> String {
    each(n, |at| format!("<table><tr><td>ô {at}")) + LONG
}

fn one_tag(n: usize) -> String {
    let attributes = each(n, |at| format!(" data-a{at}=1"));
    format!("<p{attributes}>{LONG}</p>")
}

/// `n` pieces one after the other.
fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut all, at| {
        all.push_str(&piece(at));
        all
    })
}

/// Pieces, each with a number of its own, up to `n` bytes.
fn unique(n: usize, piece: impl Fn(usize) -> String) -> String {
    let mut all = String::with_capacity(n + 1024);
    let mut at = 0;
    while all.len() < n {
        all.push_str(&piece(at));
        at += 1;
    }
    all
}
