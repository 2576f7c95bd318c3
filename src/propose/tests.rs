use super::*;
use crate::extract::Extractor;
use crate::record::Record;

const TEXT: &str = "Sáng sớm, những chiếc ghe chở đầy bưởi và cam đã cập bến chợ nổi để kịp phiên họp đầu tuần của bà con \
    trong vùng, vốn được chờ đợi từ nhiều ngày nay.";

fn page(number: usize, lead: bool) -> String {
    let lead = if lead {
        "<p class=sapo>Chợ họp sớm hơn mọi năm, ghe từ các tỉnh lân cận đã về đông đủ.</p>"
    } else {
        ""
    };
    format!(
        "<html lang=vi><body><div class=menu><a href=/>Trang chủ</a></div><div id=trang><h1 class=tieu-de>Chợ nổi số {number} vào mùa</h1>\
         {lead}<div class='chu bai-{number}2025'><p>Bài {number}: {TEXT}</p><div class=lien-quan><a href=/a>Giá bưởi tăng trước Tết</a>\
         <a href=/b>Giá cam giảm sau Tết</a></div><p>Hai: {TEXT}</p><p>Ba: {TEXT}</p></div></div></body></html>"
    )
}

fn proposer(pages: &[String]) -> Proposer {
    let generic = Extractor::builder().rules(RuleSet::none()).build().expect("built");
    let mut proposer = Proposer::new("https://www.cho-noi.vn/").expect("a host");
    for page in pages {
        proposer.add(Look::at(&generic, &Record::str(page, None)).expect("cleaned"));
    }
    proposer
}

#[test]
fn names_that_lead_there_are_proposed_with_their_numbers() {
    let pages: Vec<String> = (1..=4).map(|number| page(number, number != 3)).collect();
    let proposer = proposer(&pages);
    assert_eq!((proposer.host(), proposer.seen()), ("cho-noi.vn", (4, 4)));
    let text = proposer.file(Date::constant(2026, 11, 22)).expect("a rule");
    for line in [
        "\"div.chu\",  # 4 of 4",
        "\"h1.tieu-de\",  # 4 of 4",
        "checked = 2026-11-22",
        "\"p.sapo\",  # 3 of 4",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.contains("#   \"div.lien-quan\",  # 4 of 4"), "{text}");
    assert!(!text.contains("2025"), "a number of an article is no name: {text}");
    let rules = RuleSet::none().with_draft(None, &PathBuf::from("cho-noi.vn.toml"), &text).expect("sound");
    let extractor = Extractor::builder().rules(rules).build().expect("built");
    let record = Record::str(&pages[0], Some("https://cho-noi.vn/1.html"));
    let outcome = extractor.extract(&record).expect("cleaned");
    let article = outcome.article().expect("an article");
    assert_eq!((article.rule.as_str(), article.text().lines().count()), ("cho-noi.vn", 4));
}

#[test]
fn nothing_is_made_of_nothing() {
    let none = proposer(&["<p>404".to_owned()]);
    assert!(matches!(none.file(Date::constant(2026, 11, 22)), Err(Refusal::NoArticle(1))));
    let nameless = page(1, false).replace("class=", "data-x=").replace("id=", "data-y=");
    assert!(matches!(proposer(&[nameless]).file(Date::constant(2026, 11, 22)), Err(Refusal::NoBody)));
    assert!(matches!(Proposer::new("cho noi"), Err(Refusal::Host(_))));
}

#[test]
fn pages_of_other_hosts_are_told_apart() {
    let proposer = proposer(&[]);
    for of_host in [None, Some("https://cho-noi.vn/1"), Some("https://m.cho-noi.vn/1"), Some("a.html")] {
        assert!(proposer.is_of_host(of_host), "{of_host:?}");
    }
    assert!(!proposer.is_of_host(Some("https://vuon-cho-noi.vn/1")));
}
