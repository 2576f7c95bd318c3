//! Records of every encoding, declared rightly, wrongly and not at all.

mod samples;
mod standard;

use super::{Decoded, RepairKind, Why};
use crate::record::{Kind, Options, Record};

fn decode<'a>(record: &Record<'a>) -> Decoded<'a> {
    super::decode(record, &Options::default()).unwrap()
}

#[test]
fn a_page_over_the_limit_is_an_error() {
    let record = Record::str("<p>abc</p>", None);
    assert!(super::decode(&record, &Options::default().with_max_bytes(5)).is_err());
}

#[test]
fn a_wrong_declaration_is_survived() {
    let page = "<meta charset=windows-1252><p>Tiếng Việt</p>";
    let decoded = decode(&Record::bytes(page.as_bytes(), None));
    assert_eq!((decoded.text.contains("Tiếng Việt"), decoded.decoding.encoding), (true, Some("UTF-8")));
}

#[test]
fn header_meta_and_bytes_in_that_order() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("<meta charset='windows-1251'><p>Новости дня</p>");
    assert!(decode(&Record::bytes(&bytes, None)).text.contains("Новости дня"));
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("<p>これは記事です。</p>");
    let record = Record::bytes(&bytes, None).with_content_type(Some("text/html; charset=\"Shift_JIS\""));
    assert!(decode(&record).text.contains("これは記事です"));
    assert!(decode(&Record::bytes(&bytes, None)).decoding.encoding.is_some());
}

#[test]
fn declared_utf8_that_is_not() {
    let (bytes, _, _) =
        encoding_rs::WINDOWS_1252.encode("<meta charset=utf-8><p>Élève, très français, déjà là, où ça ?</p>");
    assert!(decode(&Record::bytes(&bytes, None)).text.contains("déjà là"));
}

#[test]
fn damaged_utf8_is_utf8_whatever_it_declares() {
    let page =
        "<meta charset=iso-8859-1><p>Những vườn quýt ở thung lũng bắt đầu chín vàng, đường đã thông</p>";
    let end = page.find("ng, đ").unwrap() - 1; // inside the à
    for declared in [page, page.strip_prefix("<meta charset=iso-8859-1>").unwrap()] {
        let start = page.len() - declared.len();
        let decoded = decode(&Record::bytes(&page.as_bytes()[start..end], None)).text.into_owned();
        assert!(decoded.ends_with("chín v\u{fffd}"), "{decoded}");
    }
}

#[test]
fn kinds() {
    assert_eq!(decode(&Record::str("Tiêu đề\n\nĐoạn văn, 3 < 4 và 5 > 2.", None)).kind, Kind::Text);
    assert_eq!(decode(&Record::str("Một đoạn.<br><br>Hai.", None)).kind, Kind::Html);
    assert_eq!(decode(&Record::str("&lt;p&gt;Một đoạn.&lt;/p&gt;", None)).kind, Kind::Html);
}

/// A page of invented news, its body in the fonts of the time.
const NEWS: &str =
    "Sáng sớm, những chiếc ghe chở đầy bưởi đã cập bến để kịp phiên chợ nổi đầu tuần của bà con trong vùng.";

fn typed_in(legacy: super::legacy::Legacy, text: &str) -> String {
    let bytes = super::encoder::bytes(legacy, text).expect("codes for all letters");
    super::legacy::as_windows_1252(&bytes).into_owned()
}

#[test]
fn fonts_tell_their_own_text_and_leave_the_rest() {
    use super::legacy::Legacy::{Tcvn3, Vni};
    let page = format!(
        "<h1>Chợ nổi ngày mới</h1><font face=\".VnTimeH\">{}</font><p style='font-family: .VnTime'>{}</p>\
         <p><font face='VNI-Times'>{}</font></p><p>{NEWS}</p><p><font face=.VnTime>{NEWS} &amp;</font> © 2004</p>",
        typed_in(Tcvn3, "chợ nổi"),
        typed_in(Tcvn3, NEWS),
        typed_in(Vni, NEWS),
    );
    let decoded = decode(&Record::str(&page, None));
    let meant = format!(
        "<h1>Chợ nổi ngày mới</h1><font face=\".VnTimeH\">CHỢ NỔI</font><p style='font-family: .VnTime'>{NEWS}</p>\
         <p><font face='VNI-Times'>{NEWS}</font></p><p>{NEWS}</p><p><font face=.VnTime>{NEWS} &amp;</font> © 2004</p>"
    );
    assert_eq!(decoded.text, meant);
    let repairs: Vec<_> = decoded.decoding.repairs.iter().map(|it| (it.kind, it.encoding)).collect();
    assert_eq!(repairs, [(RepairKind::Typed, Some("TCVN3")), (RepairKind::Typed, Some("VNI"))]);
    // Most of the page was Unicode already.
    assert_eq!((decoded.decoding.encoding, decoded.decoding.why), (None, Why::Unicode));
}

#[test]
fn a_page_in_one_font_names_its_encoding_and_why() {
    use super::legacy::Legacy::Tcvn3;
    let typed = typed_in(Tcvn3, NEWS);
    let page = format!("<title>{}</title><p><font face='.VnTime'>{typed}</font>", typed_in(Tcvn3, "Chợ nổi"));
    let bytes = encoding_rs::WINDOWS_1252.encode(&page).0;
    for (record, encoding) in
        [(Record::str(&page, None), None), (Record::bytes(&bytes, None), Some("windows-1252"))]
    {
        let decoded = decode(&record);
        assert_eq!(decoded.text, format!("<title>Chợ nổi</title><p><font face='.VnTime'>{NEWS}</font>"));
        assert_eq!(
            (decoded.decoding.encoding, decoded.decoding.why),
            (Some("TCVN3"), Why::Fonts),
            "{encoding:?}"
        );
        assert!(decoded.decoding.score.is_some_and(|score| score > 0.95));
    }
    // Letters as references, as editors of the time wrote them.
    let referenced: String = typed
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) })
        .collect();
    assert_eq!(decode(&Record::str(&format!("<p>{referenced}</p>"), None)).text, format!("<p>{NEWS}</p>"));
}

#[test]
fn what_is_in_doubt_is_not_touched() {
    use super::legacy::Legacy;
    for legacy in Legacy::ALL {
        for text in ["Chợ nổi", "Sáng sớm, ghe chở bưởi"] {
            let typed = typed_in(legacy, text);
            let decoded = decode(&Record::str(&typed, None));
            assert_eq!(decoded.text, typed, "{}", legacy.name());
            assert_eq!(decoded.decoding, super::Decoding::default());
        }
    }
    // A template that kept its fonts when its text changed to Unicode.
    for font in [".VnTime", "VNI-Times"] {
        let page = format!(
            "<font face={font}>em bé</font><font face={font}>hoà, toà, khoá</font><font face={font}>là nhà</font>\
             <font face={font}>Đường mét sè: ©</font>a¸b c¹d"
        );
        assert_eq!(decode(&Record::str(&page, None)).text, page);
    }
}

#[test]
fn text_misread_twice_comes_back() {
    let misread =
        |text: &str| encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    for page in [NEWS.to_owned(), format!("<p title='Chợ nổi'>{NEWS}</p>")] {
        let decoded_page = misread(&misread(&page));
        let decoded = decode(&Record::bytes(decoded_page.as_bytes(), None));
        assert_eq!(decoded.text, page);
        let kinds: Vec<_> = decoded.decoding.repairs.iter().map(|it| (it.kind, it.encoding)).collect();
        assert_eq!(kinds, [(RepairKind::Misread, Some("windows-1252")); 2]);
        assert_eq!((decoded.decoding.encoding, decoded.decoding.why), (Some("UTF-8"), Why::Utf8));
    }
}

#[test]
fn the_three_files_of_one_text() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/charsets");
    let read = |name: &str| std::fs::read(folder.join(format!("uchardet_vi_{name}.txt")));
    let Ok(utf8) = read("utf-8") else {
        return assert!(!folder.exists(), "a part of the corpus is missing");
    };
    let meant = String::from_utf8(utf8.clone()).unwrap();
    for (name, encoding, why) in [
        ("utf-8", "UTF-8", Why::Utf8),
        ("viscii", "VISCII", Why::Statistics),
        ("windows-1258", "windows-1258", Why::Statistics),
    ] {
        let bytes = read(name).unwrap();
        let decoded = decode(&Record::bytes(&bytes, None));
        assert_eq!(decoded.text, meant);
        assert_eq!((decoded.decoding.encoding, decoded.decoding.why), (Some(encoding), why));
    }
}

#[test]
fn the_header_is_told_as_the_reason() {
    let bytes = super::encoder::bytes(super::legacy::Legacy::Viscii, NEWS).unwrap();
    let record = Record::bytes(&bytes, None).with_content_type(Some("text/plain; charset=VISCII"));
    let decoded = decode(&record);
    assert_eq!((&*decoded.text, decoded.decoding.why, decoded.decoding.declared), (NEWS, Why::Header, None));
    let record = Record::bytes(&bytes, None).with_content_type(Some("text/plain; charset=ISO-8859-1"));
    let decoding = decode(&record).decoding;
    assert_eq!(decoding.encoding, Some("VISCII"));
    assert_eq!(decoding.declared.as_ref().map(|it| it.label.as_str()), Some("ISO-8859-1"));
    let reason = decoding.reason();
    assert!(reason.ends_with("of words), though its header says ISO-8859-1"), "{reason}");
}

#[test]
fn a_fragment_in_another_font_does_not_name_the_page() {
    use super::legacy::Legacy::Vni;
    let french =
        "Près de l’île, l’été dernier a été très sec : « déjà », dit-il, où naît la forêt. ".repeat(4);
    let page = format!(
        "<meta charset=iso-8859-1><p>{french}</p><font face=VNI-Times>{}</font>",
        typed_in(Vni, NEWS)
    );
    let bytes = encoding_rs::WINDOWS_1252.encode(&page).0;
    let decoded = decode(&Record::bytes(&bytes, None));
    assert!(decoded.text.contains(&french) && decoded.text.contains(NEWS), "{}", decoded.text);
    assert_eq!((decoded.decoding.encoding, decoded.decoding.why), (Some("windows-1252"), Why::Meta));
    assert_eq!(decoded.decoding.repairs.iter().map(|it| it.encoding).collect::<Vec<_>>(), [Some("VNI")]);
}
