//! Whole texts of our own invention, flattened in the ways that are met.

use proptest::prelude::*;

use crate::article::{Outcome, Reason};
use crate::extract::{Extractor, Trace};
use crate::label::Label;
use crate::record::{Kind, Record};

/// Three paragraphs of an invented article.
const BODY: [&str; 3] = [
    "Sáng sớm, hơn bốn mươi hộ dân thôn Bến Vạc kéo nhau ra bãi bồi để dựng lại hàng rào tre đã bị lũ cuốn trôi hồi tháng trước.",
    "Ông Lường Văn Pản, trưởng thôn, cho biết mỗi nhà góp năm cây tre và một ngày công. Ai không có tre thì nấu cơm cho cả nhóm.",
    "Theo kế hoạch, hàng rào sẽ xong trước mùa gieo hạt. Đoạn khó nhất dài chừng ba trăm mét, nằm sát mép nước và phải đóng cọc đôi.",
];

fn trace(text: &str) -> Trace {
    Extractor::new().trace(&Record::str(text, None).with_kind(Kind::Text)).unwrap()
}

/// The kept lines.
fn kept(trace: &Trace) -> Vec<u32> {
    let blocks = trace.outcome.article().map(|article| article.blocks.as_slice()).unwrap_or_default();
    blocks.iter().filter_map(|block| block.lines).flat_map(|(first, last)| first..=last).collect()
}

fn label(trace: &Trace, line: u32) -> Label {
    let at = trace.cut.blocks.iter().position(|block| (block.at.0..=block.at.1).contains(&line)).unwrap();
    trace.verdicts[at].label
}

#[test]
fn a_page_with_cards_above_and_below_the_source() {
    let lines = [
        "Trang chủ",
        "Thôn bản hôm nay",
        "17:05 | 02/03/2023",
        "Dựng lại hàng rào tre bên bãi Bến Vạc",
        "Người dân thôn Bến Vạc cùng nhau dựng lại hàng rào bị lũ cuốn, giữ đất gieo hạt cho vụ tới.",
        "Dựng lại hàng rào tre bên bãi Bến Vạc",
        "Bà con vót cọc trước giờ ra bãi. Ảnh: Lâm Thao",
        BODY[0],
        "Mỗi nhà năm cây tre",
        BODY[1],
        BODY[2],
        "Chợ phiên họp trên thuyền Chợ phiên họp trên thuyền",
        "Ba tháng mỗi năm, nước ngập bãi, người ta họp chợ ngay trên mui thuyền và trả tiền bằng rổ tre ...",
        "Theo Báo Sông Nước",
        "Tin liên quan",
        "Người giữ bến đò cuối cùng của dòng Lịm",
        "Người giữ bến đò cuối cùng của dòng Lịm",
        "Ông lái đò ngoài bảy mươi vẫn chèo mỗi ngày hai mươi chuyến. Khách quen trả bằng gạo, khách lạ thì tùy tâm.",
        "Lớp học bơi dưới chân cầu treo",
        "Lớp học bơi dưới chân cầu treo",
        "Thầy giáo về hưu dạy bơi miễn phí cho trẻ trong xã. Mỗi hè có hơn một trăm em biết bơi.",
    ];
    let trace = trace(&lines.join("\n"));
    assert_eq!(kept(&trace), [5, 8, 9, 10, 11]);
    let labels: Vec<Label> = [4, 5, 6, 7, 9, 12, 13, 14, 15].map(|line| label(&trace, line)).to_vec();
    let expected = [
        Label::Title,
        Label::Lead,
        Label::ImageAlt,
        Label::Caption,
        Label::Subheading,
        Label::InlineRelated,
        Label::InlineRelated,
        Label::Source,
        Label::SectionHeading,
    ];
    assert_eq!(labels, expected);
}

#[test]
fn comments_are_no_text_however_long() {
    let comment =
        "Đọc bài mà nhớ quê quá, ngày xưa nhà tôi cũng đan rào như vậy. Mong bà con được mùa và bình an.";
    let text = [
        "Dựng lại hàng rào tre",
        BODY[0],
        BODY[1],
        "Ý kiến bạn đọc",
        "Nhớ quê",
        comment,
        "Hay quá",
        comment,
        comment,
    ];
    assert_eq!(kept(&trace(&text.join("\n\n"))), [3, 5]);
}

#[test]
fn sentences_broken_at_links_are_kept_whole() {
    let text = "Trang chủ\nTin thôn\nDựng lại hàng rào tre bên bãi bồi\nSáng nay, bà con dựng lại\nhàng rào tre\n, ai cũng \
                có phần việc của mình.\nMỗi nhà góp năm cây tre, một ngày công và một bữa cơm trưa ngoài bãi. Ai cũng vui.";
    let trace = trace(text);
    assert_eq!(kept(&trace), [4, 5, 6, 7]);
    let first = &trace.outcome.article().unwrap().blocks[0].text;
    assert_eq!(first, "Sáng nay, bà con dựng lại hàng rào tre, ai cũng có phần việc của mình.");
}

#[test]
fn lists_to_their_end_and_dates_above_paragraphs() {
    let text = [
        "Cách đan một tấm rào chắc",
        BODY[0],
        BODY[1],
        "14/3/2022",
        BODY[2],
        "Dụng cụ cần có:",
        "* Dao rựa",
        "* Lạt giang ngâm nước",
        "Chia sẻ",
        "Trang chủ",
    ];
    let trace = trace(&text.join("\n"));
    assert_eq!(kept(&trace), [2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(label(&trace, 4), Label::Subheading);
}

#[test]
fn an_interview_ends_with_its_thanks() {
    let text = [
        "PV: Vì sao ông dựng lại hàng rào?",
        BODY[0],
        BODY[1],
        "PV: Xin cảm ơn ông!",
        "Tin liên quan",
        "Chợ trên thuyền",
    ];
    assert_eq!(kept(&trace(&text.join("\n\n"))).last(), Some(&7));
}

#[test]
fn notes_below_the_signature() {
    let text = [
        "Giữ bãi bồi mùa lũ",
        BODY[0],
        BODY[1],
        "Đại úy LƯỜNG VĂN PẢN, Đồn trưởng",
        "______",
        "1 - Số liệu của xã tính đến hết tháng Hai năm nay.",
    ];
    let trace = trace(&text.join("\n\n"));
    assert_eq!(kept(&trace), [3, 5, 11]);
    assert_eq!((label(&trace, 7), label(&trace, 11)), (Label::Byline, Label::Footnote));
}

#[test]
fn a_section_page_is_no_article() {
    let headlines = [
        "Chợ phiên vùng cao đông khách trở lại",
        "Người giữ bến đò cuối cùng của dòng Lịm",
        "Lớp học bơi dưới chân cầu treo Nậm Khoa",
    ];
    let teaser = "hơn một trăm em nhỏ trong xã đã biết bơi sau ba mùa hè, nhờ công của thầy giáo về hưu.";
    let page: Vec<String> =
        (0..12).map(|at| format!("{} {at}\nNăm {at}, {teaser}", headlines[at % 3])).collect();
    assert_eq!(trace(&page.join("\n")).outcome, Outcome::NoArticle { reason: Reason::SectionPage });
}

#[test]
fn a_bare_body_is_kept_whole() {
    assert_eq!(kept(&trace(&BODY.join("\n"))), [1, 2, 3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_block_has_a_verdict_and_kept_lines_ascend(parts in prop::collection::vec(0usize..12, 0..60)) {
        let pool = [
            BODY[0], BODY[1], BODY[2], "", "Tin liên quan", "* Chợ phiên", "---", "Bình luận", "Chợ trên thuyền mùa nước",
            "12/3/2022", "## Giữ bãi", "Theo Báo Sông Nước",
        ];
        let text = parts.iter().map(|&at| pool[at]).collect::<Vec<_>>().join("\n");
        let trace = trace(&text);
        prop_assert_eq!(trace.cut.blocks.len(), trace.verdicts.len());
        let kept = kept(&trace);
        prop_assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
