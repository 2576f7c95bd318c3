//! The encodings of the standard: declared by header, by page, wrongly, and not at all.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, ISO_8859_5, ISO_8859_15, KOI8_R, SHIFT_JIS,
    UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1258,
};

use super::super::Why;
use super::{NEWS, decode};
use crate::record::Record;

const JA: &str =
    "渡し船の職人が、今年も川岸の小屋で新しい舟を組み立てている。朝の霧が晴れると、木槌の音が町まで届く。";
const ZH: &str =
    "江岛渡口从前有四十多条渡船，如今只剩下一条。老船工每天清晨把船擦洗干净，等着第一批上学的孩子。";
const TW: &str = "渡口從前有四十多條渡船，如今只剩下一條。老船工每天清晨把船擦洗乾淨，等著第一批上學的孩子。";
const KO: &str = "강가의 나루터에는 예전에 마흔 척이 넘는 나룻배가 있었지만 지금은 한 척만 남았다. 늙은 사공은 매일 아침 배를 닦는다.";
const RU: &str = "На старой переправе когда-то стояло больше сорока лодок, теперь осталась одна. Каждое утро лодочник моет её.";
const FR: &str = "Près de l’île, où naît la rivière, l’été dernier a été très sec : « déjà », dit-il, ça ne passe plus. Forêts brûlées.";
const CS: &str = "U starého přívozu kdysi kotvilo přes čtyřicet lodí, dnes zbývá jediná. Každé ráno ji převozník důkladně umyje.";
const EL: &str = "Στο παλιό πέρασμα υπήρχαν κάποτε πάνω από σαράντα βάρκες, τώρα έχει μείνει μία. Κάθε πρωί ο βαρκάρης την πλένει.";
const TR: &str = "Eski iskelede bir zamanlar kırktan fazla kayık vardı, şimdi yalnızca biri kaldı. Yaşlı kayıkçı her sabah onu yıkıyor.";
const HE: &str = "במעבורת הישנה היו פעם יותר מארבעים סירות, והיום נותרה אחת. בכל בוקר שוטף אותה הסוור הזקן.";
const AR: &str =
    "كان في المعبر القديم أكثر من أربعين قاربا، واليوم لم يبق إلا واحد. يغسله المراكبي العجوز كل صباح.";

/// Encodings with a text in each, and whether the bytes alone tell it: between two that differ in few letters, or in none
/// that the text has, they do not.
const ALL: [(&Encoding, &str, bool); 19] = [
    (SHIFT_JIS, JA, true),
    (EUC_JP, JA, true),
    (ISO_2022_JP, JA, false),
    (GBK, ZH, true),
    (GB18030, ZH, false),
    (BIG5, TW, true),
    (EUC_KR, KO, true),
    (WINDOWS_1251, RU, true),
    (KOI8_R, RU, true),
    (ISO_8859_5, RU, true),
    (WINDOWS_1252, FR, true),
    (ISO_8859_15, FR, false),
    (WINDOWS_1250, CS, true),
    (WINDOWS_1253, EL, true),
    (WINDOWS_1254, TR, true),
    (WINDOWS_1255, HE, true),
    (WINDOWS_1256, AR, true),
    (WINDOWS_1258, NEWS, true),
    (UTF_8, NEWS, true),
];

/// The bytes of a page: for windows-1258 of the letters that it writes as two.
fn bytes(encoding: &'static Encoding, page: &str) -> Vec<u8> {
    if encoding == WINDOWS_1258 {
        return super::super::encoder::bytes(super::super::legacy::Legacy::Windows1258, page).expect("codes");
    }
    // Where an encoding has no guillemet, a reference says it as well.
    encoding.encode(page).0.into_owned()
}

#[test]
fn pages_in_every_encoding_say_what_they_say() {
    for (encoding, text, tells) in ALL {
        let name = encoding.name();
        let text = text.replace('’', "'");
        let plain = format!("<p>{text}</p>");
        let meta = format!("<meta charset={name}>{plain}");
        let wrong = format!("<meta charset=utf-8>{plain}");
        let header = format!("text/html; charset={name}");
        let check = |page: &str, header: Option<&str>, why: Option<Why>| {
            let bytes = bytes(encoding, page);
            let decoded = decode(&Record::bytes(&bytes, None).with_content_type(header));
            assert!(
                decoded.text.contains(&text),
                "{name}, {header:?}: {:?} {}",
                decoded.decoding,
                decoded.text
            );
            let utf8 = encoding == UTF_8;
            assert!(
                utf8 || why.is_none_or(|it| it == decoded.decoding.why),
                "{name}: {:?}",
                decoded.decoding
            );
        };
        check(&plain, Some(&header), Some(Why::Header));
        check(&meta, None, Some(Why::Meta));
        check(&meta, Some(&header), Some(Why::Header));
        if tells {
            check(&plain, None, None);
            check(&wrong, None, None);
            check(&plain, Some("text/html; charset=utf-8"), None);
        }
    }
}

/// The detector is shown a part of a long page only, and that in stretches.
#[test]
fn long_pages_are_told_by_a_part_of_them() {
    for (encoding, text, _) in ALL.into_iter().filter(|(_, _, tells)| *tells) {
        let page = format!("<div class='{:x<200}'></div><p>{}</p>", "", text.replace('’', "'")).repeat(800);
        let decoded = decode(&Record::bytes(&bytes(encoding, &page), None)).text.into_owned();
        assert!(decoded == page, "{}: {}", encoding.name(), &decoded[..1000]);
    }
}

#[test]
fn tones_of_windows_1258_join_what_they_can() {
    use unicode_normalization::UnicodeNormalization;
    let page = b"<p>a\xec\xf2 \xea\xf2 \xea\xf2\xec\xcc \x80\xd2\xde o\xcc</p>z\xec".repeat(3);
    let meant: String = WINDOWS_1258.decode(&page).0.nfc().collect();
    let record = Record::bytes(&page, None).with_content_type(Some("text/html; charset=windows-1258"));
    assert_eq!(decode(&record).text, meant);
}

#[test]
fn utf_16_with_and_without_its_mark() {
    let page = format!("<!doctype html><p>{NEWS}</p>");
    for big in [false, true] {
        let units =
            page.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        let bare: Vec<u8> = units.collect();
        let mark = if big { [0xfe, 0xff] } else { [0xff, 0xfe] };
        let marked: Vec<u8> = mark.into_iter().chain(bare.iter().copied()).collect();
        let name = if big { "UTF-16BE" } else { "UTF-16LE" };
        for (bytes, why) in [(bare, Why::Zeros), (marked, Why::Bom)] {
            let decoded = decode(&Record::bytes(&bytes, None));
            assert_eq!(
                (&*decoded.text, decoded.decoding.encoding, decoded.decoding.why),
                (&*page, Some(name), why)
            );
        }
    }
    // A zero in a page of UTF-8 makes no UTF-16 of it.
    let decoded = decode(&Record::bytes("<p>\0Chợ nổi".as_bytes(), None));
    assert_eq!(decoded.decoding.encoding, Some("UTF-8"));
}

#[test]
fn labels_that_mean_nothing_are_no_declaration() {
    // "replacement" of the standard would make one character of the whole page.
    for label in ["iso-2022-kr", "hz-gb-2312", "x-user-defined", "none", "utf-16"] {
        let page = format!("<meta charset={label}><p>{FR}</p>");
        let bytes = bytes(WINDOWS_1252, &page);
        let decoded = decode(&Record::bytes(&bytes, None));
        assert!(decoded.text.contains(FR), "{label}: {:?}", decoded.decoding);
        assert_eq!(decoded.decoding.declared.map(|it| it.label), Some(label.to_owned()));
    }
}

#[test]
fn quotes_of_windows_1252_in_utf_8() {
    let mut page = NEWS.repeat(2).into_bytes();
    page.extend_from_slice(b" He said \x93it isn\x92t\x94 \xe1\xba.");
    let decoded = decode(&Record::bytes(&page, None));
    assert!(decoded.text.ends_with(" He said “it isn’t” \u{fffd}."), "{}", decoded.text);
    assert_eq!(decoded.decoding.encoding, Some("UTF-8"));
    assert_eq!(decoded.decoding.repairs.iter().map(|it| it.count).collect::<Vec<_>>(), [3]);
}

/// Bytes without any pattern, as in whatever is packed.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed;
    let next = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_le_bytes()[6]
    });
    next.take(length).collect()
}

#[test]
fn pictures_and_programs_are_no_pages() {
    let extractor = crate::Extractor::new();
    for (seed, head) in
        (1..).zip(["", "\u{89}PNG\r\n\u{1a}\n", "GIF89a", "RIFF\0\0WEBP", "PK\u{3}\u{4}", "\u{7f}ELF"])
    {
        let bytes: Vec<u8> = head.chars().map(|c| c as u8).chain(noise(seed, 5000)).collect();
        for kind in [crate::Kind::Auto, crate::Kind::Html, crate::Kind::Text] {
            let outcome = extractor.extract(&Record::bytes(&bytes, None).with_kind(kind)).unwrap();
            assert_eq!(
                outcome,
                crate::Outcome::NoArticle { reason: crate::Reason::Binary },
                "{head:?} {kind:?}"
            );
            // A crawler may have made a string of it.
            let text = String::from_utf8_lossy(&bytes);
            assert!(decode(&Record::str(&text, None).with_kind(kind)).is_binary, "{head:?} {kind:?}");
        }
    }
}

#[test]
fn pages_with_controls_are_pages() {
    let utf_16: Vec<u8> =
        format!("<html><head><title>{JA}{NEWS}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let page =
        [NEWS.repeat(4).as_bytes(), b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10"].concat().repeat(3);
    // Capitals, some of which VISCII has among the controls.
    let viscii = format!("{} VẪN KỸ LƯỠNG, ", NEWS.to_uppercase()).repeat(9);
    let viscii = super::super::encoder::bytes(super::super::legacy::Legacy::Viscii, &viscii).unwrap();
    for bytes in [utf_16, page, viscii, b"\x01\x02<p>".to_vec(), NEWS.replace(' ', "\0").into_bytes()] {
        assert!(!decode(&Record::bytes(&bytes, None)).is_binary, "{bytes:?}");
    }
}
