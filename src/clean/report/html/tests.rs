use super::super::Hits;
use super::*;

#[test]
fn a_page_of_a_stopped_run_says_so() {
    let report = report(&[("a.vn", "Bài")]);
    let (whole, so_far) = (report.html(&[]), report.html_so_far(&[]));
    assert!(Report::is_so_far(so_far.as_bytes()) && !Report::is_so_far(whole.as_bytes()));
    assert!(so_far.contains("stopped before its end") && !whole.contains("stopped"));
    assert!(!Report::is_so_far(b"") && !Report::is_so_far(&[b' '; 5000]));
}

const HOSTILE: &str = "\"'><img src=x onerror=alert(1)></bdi></script><script>alert(2)</script>";

fn host(title: &str) -> Host {
    Host {
        articles: 90,
        no_article: [("home_page".to_owned(), 7)].into(),
        errors: 3,
        rules: [(title.to_owned(), 80), ("generic".to_owned(), 10)].into(),
        fields: [(format!("{title} 0 body"), Hits { hits: 50, misses: 40 })].into(),
        chars: 100_000,
        kept: 34_000,
        titles: vec![title.into()],
        lengths: super::super::Bins([0, 0, 0, 10, 60, 20, 0, 0, 0, 0]),
        ..Host::default()
    }
}

fn report(hosts: &[(&str, &str)]) -> Report {
    let hosts = hosts.iter().map(|(name, title)| ((*name).to_owned(), host(title))).collect();
    Report { hosts, errors: [("the page is too large".to_owned(), 3)].into(), ..Report::default() }
}

#[test]
fn script_and_style_end_no_element() {
    assert!(!SCRIPT.contains("</") && !STYLE.contains("</"));
}

#[test]
fn strangers_bring_no_mark_up() {
    let mut report = report(&[(HOSTILE, HOSTILE), ("a.vn", "Bài")]);
    report.errors.insert(HOSTILE.into(), 1);
    report.hosts.get_mut("a.vn").expect("a host").no_article.insert(HOSTILE.into(), 2);
    let page = report.html(&[(HOSTILE.into(), HOSTILE.into())]);
    assert!(!page.contains("<img") && !page.contains("alert(2)</script>"), "{page}");
    assert_eq!(page.matches("<script").count(), 1);
    let parsed = crate::page::Page::parse(&page, usize::MAX);
    let texts = parsed.nodes().filter(|node| node.own_text().contains("onerror=alert(1)")).count();
    assert!(texts >= 8, "only {texts} places show it as text");
}

#[test]
fn it_needs_nothing_from_elsewhere() {
    let page = report(&[("a.vn", "Bài")]).html(&[]);
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn it_says_what_a_run_did() {
    let page = report(&[("a.vn", "Bài một"), ("b.vn", "Bài hai")])
        .html(&[("Command".into(), "tinsach clean d".into())]);
    for words in [
        "<h1>180 articles in 200 records</h1>",
        "2 hosts, 34 % of the pages’ text kept",
        "<dt>No article</dt><dd>14<span>7 %</span>",
        "<bdi>home_page</bdi></span><b>14</b>",
        "<bdi>the page is too large</bdi></span><b>3</b>",
        "<td class=\"number\">40</td><td class=\"number\">44 %</td>",
        "<a href=\"#host-2\"><bdi>b.vn</bdi></a>",
        "<tbody id=\"host-2\"><tr><th scope=\"row\" data-v=\"b.vn\"><bdi>b.vn</bdi> <span class=\"drift\">",
        "<li><bdi>Bài hai</bdi></li>",
        "67 % of the articles are 1k to 2k characters",
        "<code>tinsach clean d</code>",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

#[test]
fn it_stays_small_and_whole_however_many_hosts_there_are() {
    let names: Vec<_> = (0..hosts::ROWS + 500).map(|n| format!("{n}.vn")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "Bài")).collect();
    let page = report(&many).html(&[]);
    assert_eq!(page.matches("<tbody id=").count(), hosts::ROWS - 1);
    assert!(page.contains("501 other hosts") && page.len() < 10 << 20, "{}", page.len());
    let nothing = Report::default().html(&[]);
    assert!(nothing.contains("0 articles in 0 records") && !nothing.contains("NaN"), "{nothing}");
}

#[test]
fn what_was_left_out_is_named() {
    let mut report = report(&[("a.vn", "Bài")]);
    assert!(!report.html(&[]).contains("Left out"));
    report.add_duplicate("b.html", HOSTILE, crate::clean::sift::By::Near);
    let host = report.hosts.get_mut("a.vn").expect("a host");
    host.duplicates.insert("near".into(), 1);
    host.other_language.insert("fr".into(), 4);
    let page = report.html(&[]);
    for words in [
        "Left out</dt><dd>5<",
        "in another language: fr",
        "<bdi>b.html</bdi> as <bdi>&quot;",
        ">1 duplicate<",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains(HOSTILE));
}
