//! Pages made to be slow: the stages behind the cut take time in proportion to the page, whatever it repeats or nests.
//!
//! Each page is made in two sizes. What is quadratic takes sixteen times as long for the fourfold page; the test asks for
//! less than half of that, takes the best of several runs, and leaves out what takes no time at all. Parsing and cutting
//! are not measured here: the pages go to the stages already cut.

use std::fmt::Write;
use std::time::{Duration, Instant};

use tinsach::block::{Cut, Marks, page::cut};
use tinsach::page::Page;
use tinsach::select;
use tinsach::{Extractor, Kind, Record};

/// The sizes of a page differ by so many times.
const TIMES: usize = 4;

/// The larger page may take so many times as long as the smaller.
const LIMIT: f64 = 8.0;

/// What takes less for the larger page is not compared: the clock tells nothing of it.
const NOTHING: Duration = Duration::from_millis(60);

/// What a page repeats, `n` times.
fn pages(n: usize) -> Vec<(&'static str, String)> {
    let each = |part: &dyn Fn(usize) -> String| (0..n).map(part).collect::<String>();
    let text = "<p>Sáng nay, bà con ra bãi dựng lại hàng rào tre đã bị lũ cuốn trôi, ai cũng có phần việc của mình.</p>";
    let nested = |part: &str| {
        let (open, close) = ("<div class=comment>".repeat(300), "</div>".repeat(300));
        (0..n / 300).map(|_| format!("{open}{part}{close}")).collect::<String>()
    };
    vec![
        ("short blocks", each(&|at| format!("<p>khối {at}</p>"))),
        ("equal blocks", each(&|_| text.to_owned())),
        ("headings", each(&|at| format!("<h1>Bến đò {at}</h1>"))),
        ("links", each(&|at| format!("<p><a href=/{at}>Chuyện bến đò cũ số {at}</a></p>"))),
        ("entries", format!("<ul>{}</ul>", each(&|at| format!("<li><a href=/{at}>Bước {at}: vót</a></li>")))),
        (
            "hidden",
            format!(
                "<div itemprop=articleBody>{}</div>",
                each(&|_| format!("<div style='display:none'>{text}</div>"))
            ),
        ),
        ("bodies", each(&|_| format!("<div itemprop=articleBody><div hidden>{text}</div></div>"))),
        ("articles", each(&|_| format!("<article>{text}</article>"))),
        ("prose boxes", each(&|_| format!("<div class=related>{text}</div>"))),
        ("nested", nested(text)),
        (
            "bylines",
            each(&|at| format!("<p class=author>Hà An{}</p><time>12/3/2022 10:0{}</time>", at % 97, at % 10)),
        ),
        (
            "comment buttons",
            text.repeat(9)
                + &each(&|_| "<p><a href=#c>Comments</a></p>".to_owned())
                + "<div class=comments>x</div>",
        ),
        ("classes", {
            let names = each(&|at| format!("c{at} "));
            format!(
                "<div><div class='{names}'>x</div>{}</div>",
                "<div class=b><a href=x>một hai ba bốn</a></div>".repeat(n)
            )
        }),
        ("one block", format!("<p>{}</p>", each(&|at| format!("từ{at} ")))),
        ("one word", format!("<p>{}</p>", each(&|at| format!("newsletter{at}")))),
    ]
}

/// Lines of a flattened page, `n` times.
fn texts(n: usize) -> Vec<(&'static str, String)> {
    let each = |part: &dyn Fn(usize) -> String| {
        (0..n).fold(String::new(), |mut text, at| {
            let _ = writeln!(text, "{}", part(at));
            text
        })
    };
    let body = "Sáng nay, bà con ra bãi dựng lại hàng rào tre. Ai cũng có phần việc của mình, cơm trưa nấu ngay ngoài bãi.\n";
    vec![
        ("short lines", each(&|at| format!("mục {at}")) + &body.repeat(4)),
        ("separators", each(&|_| "---".to_owned()) + &body.repeat(4)),
        (
            "biographies",
            body.repeat(4)
                + &each(&|at| {
                    format!("Hà An{at} is ở đây, bên bãi bồi, với mọi người trong thôn, từ sáng đến tối.")
                }),
        ),
        ("equal lines", each(&|_| "Chợ phiên họp trên thuyền mùa nước nổi".to_owned())),
        ("teasers", each(&|at| format!("Chợ phiên họp trên thuyền mùa nước {at}\n{body}"))),
    ]
}

/// The best of three runs.
fn time(run: &mut dyn FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..3).map(once).min().unwrap_or_default()
}

fn compare(name: &str, (small, large): (Duration, Duration)) -> Option<String> {
    let times = large.as_secs_f64() / small.as_secs_f64().max(f64::MIN_POSITIVE);
    (large > NOTHING && times > LIMIT)
        .then(|| format!("{name}: {small:?} and {large:?}, {times:.1} times as long"))
}

/// The time of a page from its parse to its article, without the parse and the cut.
fn behind_the_cut(extractor: &Extractor, html: &str) -> Duration {
    let record = Record::str(html, None).with_kind(Kind::Html);
    let all = time(&mut || assert!(extractor.trace(&record).is_ok()));
    let cut = time(&mut || {
        std::hint::black_box(cut_of(html));
    });
    all.saturating_sub(cut)
}

fn cut_of(html: &str) -> (Page, Cut) {
    let page = Page::parse(html, usize::MAX);
    let cut = cut(&page, &|_| Marks::default(), false);
    (page, cut)
}

#[test]
fn the_root_is_found_in_proportion() {
    let root = |html: &str| {
        let (page, cut) = cut_of(html);
        time(&mut || {
            std::hint::black_box(select::root(&page, &cut, None));
        })
    };
    let slow: Vec<String> = pages(2000)
        .into_iter()
        .zip(pages(2000 * TIMES))
        .filter_map(|((name, small), (_, large))| compare(name, (root(&small), root(&large))))
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn lines_are_judged_in_proportion() {
    let extractor = Extractor::new();
    let judged = |text: &str| {
        let record = Record::str(text, None).with_kind(Kind::Text);
        time(&mut || assert!(extractor.trace(&record).is_ok()))
    };
    let slow: Vec<String> = texts(2000)
        .into_iter()
        .zip(texts(2000 * TIMES))
        .filter_map(|((name, small), (_, large))| compare(name, (judged(&small), judged(&large))))
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn pages_are_judged_in_proportion() {
    let extractor = Extractor::new();
    let slow: Vec<String> = pages(2000)
        .into_iter()
        .zip(pages(2000 * TIMES))
        .filter_map(|((name, small), (_, large))| {
            compare(name, (behind_the_cut(&extractor, &small), behind_the_cut(&extractor, &large)))
        })
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}
