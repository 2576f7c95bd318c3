//! Every letter of Vietnamese through every encoding, by an encoder that knows nothing of what reads.

use super::super::encoder::{LETTERS, bytes};
use super::tables::{TCVN3, VISCII, VISCII_CONTROLS, WINDOWS_1258};
use super::*;

fn read(legacy: Legacy, bytes: &[u8]) -> String {
    legacy.read(&as_windows_1252(bytes)).expect("readable")
}

#[test]
fn every_letter_comes_back() {
    for legacy in Legacy::ALL {
        for letter in LETTERS.chars().flat_map(|c| [c, upper(c)]) {
            let Some(code) = bytes(legacy, &letter.to_string()) else {
                let toned = letter.is_uppercase() && !"ĂÂÊÔƠƯĐ".contains(letter);
                assert!(legacy == Legacy::Tcvn3 && toned, "{} cannot write {letter}", legacy.name());
                continue;
            };
            if legacy == Legacy::Viscii && letter.is_uppercase() {
                // Alone some of its capitals are the quotes of windows-1252, and one a blank; in a word they are letters.
                assert_eq!(read(legacy, &[b'T', code[0]]), format!("T{letter}"));
                continue;
            }
            assert_eq!(read(legacy, &code), letter.to_string(), "{}: {code:x?}", legacy.name());
        }
    }
}

#[test]
fn capitals_of_tcvn3_are_small_letters_of_another_font() {
    for letter in LETTERS.chars() {
        let small = read(Legacy::Tcvn3, &bytes(Legacy::Tcvn3, &letter.to_string()).expect("a code"));
        assert_eq!(small.to_uppercase(), upper(letter).to_string());
    }
}

/// A sentence as the keyboards of the time wrote it, from no encoder.
#[test]
fn known_words() {
    assert_eq!(
        Legacy::Vni.read("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam").as_deref(),
        Some("Cộng hòa xã hội chủ nghĩa Việt Nam")
    );
    assert_eq!(Legacy::Vni.read("ÑOÄC LAÄP – TÖÏ DO").as_deref(), Some("ĐỘC LẬP – TỰ DO"));
    assert_eq!(
        Legacy::Tcvn3.read("Céng hßa x· héi chñ nghÜa ViÖt Nam").as_deref(),
        Some("Cộng hòa xã hội chủ nghĩa Việt Nam")
    );
    assert_eq!(
        Legacy::Viscii.read("Cµng hòa xã hµi chü nghîa Vi®t Nam").as_deref(),
        Some("Cộng hòa xã hội chủ nghĩa Việt Nam")
    );
    assert_eq!(Legacy::Windows1258.read("Cộng").as_deref(), None);
    assert_eq!(Legacy::Windows1258.read("Côòng hoÌa nghiÞa Viêòt").as_deref(), Some("Cộng hòa nghĩa Việt"));
}

#[test]
fn tables_are_those_of_the_standards() {
    for byte in 0x80..=0xff_u8 {
        let bytes = [byte];
        let c = as_windows_1252(&bytes).chars().next().expect("a character");
        assert_eq!(code(c), Some(byte));
        let (text, _, _) = encoding_rs::WINDOWS_1258.decode(&bytes);
        assert_eq!(text.chars().next(), Some(windows_1258(c)), "{byte:x}");
        assert_eq!(code_1258(windows_1258(c)), Some(byte));
    }
    assert!(WINDOWS_1258.is_sorted());
    // VISCII has every letter once, TCVN3 the small ones and the capitals without tones.
    let mut all: Vec<char> = VISCII.into_iter().chain(VISCII_CONTROLS.map(|(_, letter)| letter)).collect();
    let mut letters: Vec<char> = LETTERS.chars().flat_map(|c| [c, upper(c)]).collect();
    all.sort_unstable();
    letters.sort_unstable();
    assert_eq!(all, letters);
    let mut small: Vec<char> = TCVN3.into_iter().filter(|c| c.is_lowercase()).collect();
    let mut letters: Vec<char> = LETTERS.chars().collect();
    small.sort_unstable();
    letters.sort_unstable();
    assert_eq!(small, letters);
}

#[test]
fn the_blank_that_is_a_letter_of_viscii() {
    for (word, meant) in [
        ("V\u{a0}", "VÕ"),
        ("ch\u{a0}ta", "ch\u{a0}ta"),
        ("TP\u{a0}HCM", "TP\u{a0}HCM"),
        ("a\u{a0}", "a\u{a0}"),
    ] {
        assert_eq!(Legacy::Viscii.read(word).as_deref(), Some(meant));
    }
    assert_eq!(Legacy::Viscii.read("“Vi®t”").as_deref(), Some("“Việt”"));
    assert_eq!(Legacy::Viscii.read("—").as_deref(), Some("Ở"));
}

#[test]
fn headings_in_capitals() {
    let raised = |text: &str| capitals(text).unwrap_or_else(|| text.to_owned());
    for (read, meant) in [
        ("Hà NộI MùA THU", "HÀ NỘI MÙA THU"),
        ("Bộ GD-ĐT vừa họp", "Bộ GD-ĐT vừa họp"),
        ("Bộ GD-ĐT", "Bộ GD-ĐT"),
        ("Theo VIệT NAM, ở TP.HCM", "Theo VIỆT NAM, ở TP.HCM"),
        ("Về quê", "Về quê"),
    ] {
        assert_eq!(raised(read), meant);
    }
}
