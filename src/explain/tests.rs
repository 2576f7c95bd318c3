use super::*;
use crate::record::Record;

const HOSTILE: &str = "</script><img src=x onerror=alert(1)>";

fn page() -> String {
    let shown = "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;";
    let text =
        "Sáng sớm, những chiếc ghe chở đầy bưởi đã cập bến để kịp phiên họp đầu tuần của bà con trong vùng, ";
    format!(
        "<html lang=vi><head><title>Chợ nổi {shown} - Báo Sông</title><meta property='og:title' content='Chợ nổi vào xuân'>\
         <meta property='article:published_time' content='2024-05-01T08:00:00+07:00'></head><body>\
         <nav class='menu'><a href=/>Trang chủ</a></nav><article id=bai class=\"a'b\"><h1>Chợ nổi {shown}</h1>\
         <p>{text}theo {shown}.</p><p>{text}như mọi năm.</p><p>{text}đến tận trưa.</p></article>\
         <div><a href=/x>Tin khác {shown}</a></div></body></html>"
    )
}

fn explained() -> Explanation {
    let page = page();
    explain(&Extractor::new(), &Record::str(&page, Some("https://song.example/a.html"))).expect("explained")
}

#[test]
fn kept_blocks_are_the_article_and_dropped_ones_say_why() {
    let (page, explanation) = (page(), explained());
    let outcome = Extractor::new().extract(&Record::str(&page, None)).expect("cleaned");
    let kept: Vec<_> = explanation.blocks.iter().filter(|it| it.kept).map(|it| it.text.as_str()).collect();
    assert_eq!(kept.join("\n"), outcome.article().expect("an article").text());
    assert!(explanation.blocks.iter().all(|it| !it.rule.is_empty() && !it.evidence.is_empty()));
    let nav = &explanation.blocks[0];
    assert_eq!((nav.rule, nav.evidence.as_str()), ("outside-root", "named navigation"));
    assert_eq!(nav.element.as_deref(), Some("nav.menu"));
}

#[test]
fn fields_say_who_agrees() {
    let explanation = explained();
    let field = |name: &str| explanation.fields.iter().find(|it| it.field == name).expect("a field");
    let said =
        |name: &str, by: &str| field(name).said.iter().find(|it| it.by.starts_with(by)).map(|it| it.agrees);
    assert_eq!(said("title", "<title>"), Some(true));
    assert_eq!(said("title", "og:title"), Some(false));
    assert_eq!(said("title", "title block"), Some(true));
    assert_eq!(said("published", "article:published_time"), Some(true));
    assert_eq!(said("language", "<html lang>"), Some(true));
    assert_eq!(field("authors").value, None);
}

#[test]
fn the_page_brings_no_mark_up() {
    let explanation = explained();
    assert!(explanation.fields.iter().any(|it| it.value.as_deref().is_some_and(|it| it.contains(HOSTILE))));
    let html = explanation.html();
    assert!(!html.contains("<img") && !html.contains("a'b"), "{html}");
    assert_eq!(html.matches("<script").count(), 1);
    for outside in ["http://", "src=x ", "@import", "url(", "<link"] {
        assert!(!html.replace("src=x onerror=alert(1)", "").contains(outside), "{outside}");
    }
    assert!(html.contains("<li class=\"dropped l-nav\" data-label=\"nav\" tabindex=\"0\">"), "{html}");
}

#[test]
fn lines_hold_no_command_for_a_terminal() {
    let text = "Tiêu đề\n\nSáng sớm, \u{1b}[31mnhững chiếc ghe chở đầy bưởi\u{9b}2J đã cập bến để kịp phiên họp đầu tuần của bà con.";
    let record = Record::str(text, None).with_kind(Kind::Text);
    let explanation = explain(&Extractor::new(), &record).expect("explained");
    assert_eq!(explanation.input, "text");
    assert!(explanation.blocks.iter().all(|it| it.lines.is_some() && it.element.is_none()));
    for line in explanation.text(80) {
        assert!(!line.text.contains(char::is_control), "{line:?}");
    }
    let blocks = explanation.text(120).into_iter().filter(|it| matches!(it.role, Role::Kept | Role::Dropped));
    assert!(blocks.clone().count() == explanation.blocks.len());
    assert!(blocks.into_iter().all(|it| it.text.chars().count() <= 120));
}

#[test]
fn a_page_without_an_article_is_explained_too() {
    let page = "<title>404</title><body class=error><p>Không tìm thấy trang</p>";
    let explanation = explain(&Extractor::new(), &Record::str(page, None)).expect("explained");
    assert_eq!((explanation.status, explanation.confidence), ("no_article", None));
    assert!(explanation.blocks.iter().all(|it| !it.kept));
    assert!(explanation.html().contains("No article: "));
}
