//! Generators of pages and texts, from nearly whole to thoroughly broken.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

/// Sentences of our own, in NFC; the generators put them into NFD as well.
const SENTENCES: [&str; 8] = [
    "Sáng sớm, những chiếc ghe chở đầy bưởi đã cập bến chợ nổi để kịp phiên họp đầu tuần của bà con.",
    "Bà Lê Thị Đào cho biết lượng khách năm nay đông gấp đôi năm ngoái, phần lớn đến từ tỉnh lân cận.",
    "Ban quản lý chợ đã bố trí thêm hai bến đậu và một trạm y tế nhỏ.",
    "The ferry leaves at dawn, and by noon the market on the river is empty again.",
    "Ảnh: Nguyễn Văn Ưu",
    "Tin liên quan",
    "Theo Báo Phương Xa",
    "Thứ Năm, 09/03/2023, 09:48 (GMT+7)",
];

/// What no reader sees, or sees as white space, and lone pieces of characters.
const ODD: [&str; 20] = [
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "\u{9f}",
    "\u{ad}",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "\u{302}",
    "\u{fffe}",
    "\u{1f600}",
    "\t",
    "\r\n",
    "\n",
    "\u{b}",
    "\u{c}",
    "\u{1c}",
    "\u{a0}",
];

const TAGS: [&str; 46] = [
    "p",
    "div",
    "span",
    "a",
    "b",
    "i",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "dl",
    "dd",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "pre",
    "code",
    "blockquote",
    "figure",
    "figcaption",
    "nav",
    "aside",
    "article",
    "main",
    "section",
    "header",
    "footer",
    "form",
    "button",
    "select",
    "option",
    "svg",
    "math",
    "noscript",
    "template",
    "title",
    "body",
    "center",
    "custom-tag",
];

const CLASSES: [&str; 14] = [
    "",
    "content",
    "article-body",
    "detail-content",
    "sapo",
    "title",
    "author",
    "date",
    "tags",
    "caption",
    "related-news",
    "comment-list",
    "share",
    "ads",
];

/// A piece of text: a sentence in NFC or NFD, a reference, a word, something odd. None of it is escaped twice.
fn text_piece() -> impl Strategy<Value = String> {
    let sentence = select(&SENTENCES[..]);
    let references = [
        "&nbsp;",
        "&aacute;",
        "&#1;",
        "&#0;",
        "&#x85;",
        "&#13;",
        "&#9;",
        "&#x1F600;",
        "&hellip",
        "& ",
        "&#;",
    ];
    prop_oneof![
        4 => sentence.clone().prop_map(str::to_owned),
        2 => sentence.prop_map(|text| text.nfd().collect()),
        2 => select(references.to_vec()).prop_map(str::to_owned),
        2 => select(&ODD[..]).prop_map(str::to_owned),
        1 => "[a-zđ ]{1,9}",
    ]
}

fn attributes() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        4 => select(&CLASSES[..]).prop_map(|class| format!(" class=\"{class}\"")),
        1 => select(&CLASSES[..]).prop_map(|class| format!(" id='{class}' style='text-align:center'")),
        1 => select(vec![" href=/a-1.html", " href=''", " align=center", " colspan=0", " colspan=99999", " rowspan=7"])
            .prop_map(str::to_owned),
        1 => (1_usize..20_000).prop_map(|length| format!(" data-x=\"{}\"", "x ".repeat(length))),
        1 => (1_usize..200).prop_map(|count| (0..count).fold(String::new(), |out, at| format!("{out} a{at}=1"))),
    ]
}

/// Something that a page is made of, whole or broken.
fn piece() -> impl Strategy<Value = String> {
    let tag = select(&TAGS[..]);
    let broken = [
        "<",
        "</",
        "<p",
        "<!--",
        "-->",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?xml?>",
        "</p></div></body>",
        "<a href=\"",
        "\">",
        "<script>let a = '<p>';</script>",
        "<style>p {}</style>",
        "<textarea>",
        "</textarea>",
        "<br>",
        "<br><br>",
        "<hr>",
        "<img src=/a.jpg alt='Ảnh'>",
        "<meta charset=x>",
        "<iframe>x</iframe>",
        "<plaintext",
        "<base href=//x.vn>",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"\\u0000x\",\"articleBody\":[1]}</script>",
    ];
    prop_oneof![
        6 => text_piece(),
        4 => (tag.clone(), attributes()).prop_map(|(tag, attributes)| format!("<{tag}{attributes}>")),
        4 => tag.clone().prop_map(|tag| format!("</{tag}>")),
        4 => vec(text_piece(), 1..6).prop_map(|texts| format!("<p>{}</p>", texts.concat())),
        2 => (tag, vec(text_piece(), 0..4)).prop_map(|(tag, texts)| format!("<{tag}>{}</{tag}>", texts.concat())),
        2 => table(),
        2 => code(),
        2 => select(broken.to_vec()).prop_map(str::to_owned),
    ]
}

/// Code, and what should not stand in it but does.
fn code() -> impl Strategy<Value = String> {
    let around =
        [("", ""), ("x\n\ty", "z"), ("<h3>", "</h3>"), ("<ul><li>", "\n\tx"), ("<div class=sapo>", "</div>")];
    (select(around.to_vec()), vec(text_piece(), 1..6))
        .prop_map(|((before, after), texts)| format!("<pre>{before}{}{after}</pre>", texts.concat()))
}

/// Rows of cells that span, hold blocks, or are left open.
fn table() -> impl Strategy<Value = String> {
    let around =
        select(vec![("", ""), ("<p>", "</p>"), ("<pre>", "\n\tx</pre>"), ("<hr>", ""), ("<ul><li>", "<hr>")]);
    let cell = (attributes(), around, text_piece())
        .prop_map(|(attributes, (before, after), text)| format!("<td{attributes}>{before}{text}{after}"));
    let row = vec(cell, 0..5).prop_map(|cells| format!("<tr>{}", cells.concat()));
    vec(row, 0..5).prop_map(|rows| format!("<table>{}</table>", rows.concat()))
}

/// A page out of pieces, some of it deep inside one element after another.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let deep = (select(&TAGS[..]), prop_oneof![3 => Just(0_usize), 1 => 1_usize..300]);
    (vec(piece(), 0..30), deep, vec(piece(), 0..10)).prop_map(|(before, (tag, depth), inside)| {
        format!("{}{}{}", before.concat(), format!("<{tag}>").repeat(depth), inside.concat())
    })
}

/// A flattened text: markers, sentences whole and broken, odd characters, blank lines. No link or bold marks, which
/// join the words around them.
pub(crate) fn lines() -> impl Strategy<Value = String> {
    let marker = select(vec!["", "", "", "## ", "* ", "    + ", "> ", "• ", "| ", "1. ", "   ", "\t"]);
    let middle = prop_oneof![
        4 => select(&SENTENCES[..]).prop_map(str::to_owned),
        2 => select(&SENTENCES[..]).prop_map(|text| text.nfd().collect()),
        2 => select(&ODD[..]).prop_map(str::to_owned),
        1 => select(vec![" | ", "---|---", "  ", "\t", ", ", ".", ":", "->", "#"]).prop_map(str::to_owned),
        2 => "[a-zđA-Z ]{1,30}",
    ];
    let line = (marker, vec(middle, 0..4)).prop_map(|(marker, parts)| format!("{marker}{}", parts.concat()));
    vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

/// Pieces of any kind with any characters between them: marks of flatteners, double escapes, what nobody thought of.
pub(crate) fn anything() -> impl Strategy<Value = String> {
    let marks = [
        "](",
        "[",
        ")",
        "**",
        "\\-",
        "![x](y)",
        "&amp;nbsp;",
        "&amp;",
        "&lt;p&gt;",
        "&lt;/p&gt;",
        "<p>",
        "</",
    ];
    let part = prop_oneof![
        select(marks.to_vec()).prop_map(str::to_owned),
        piece(),
        lines(),
        any::<String>(),
        vec(any::<char>(), 0..40).prop_map(String::from_iter)
    ];
    vec(part, 0..12).prop_map(|parts| parts.concat())
}

/// Bytes that declare some encoding, or none, and keep to it or not.
pub(crate) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let charset =
        ["utf-8", "windows-1258", "utf-16", "iso-2022-jp", "shift_jis", "gb18030", "x-user-defined", "no"];
    let head = select(charset.to_vec()).prop_map(|name| format!("<meta charset=\"{name}\">").into_bytes());
    let part = prop_oneof![
        1 => vec(any::<u8>(), 0..300),
        1 => select(vec![&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff", b"\x1b$B", b"\x1b(B", b"\0"]).prop_map(<[u8]>::to_vec),
        1 => head,
        3 => piece().prop_map(String::into_bytes),
        1 => select(&SENTENCES[..]).prop_map(|text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ];
    vec(part, 0..12).prop_map(|parts| parts.concat())
}
