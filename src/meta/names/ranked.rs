//! Names behind ranks and degrees, as Vietnamese journals sign: "Đại tá, TS LÊ VĂN MẪU, Chính ủy Sư đoàn X".

use super::{MAX_WORDS, is_edge};

/// Ranks and degrees before Vietnamese names, longer ones first where one begins like another.
#[rustfmt::skip]
const RANKS: &[&str] = &[
    "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Phó Đô đốc", "Chuẩn Đô đốc", "Đô đốc", "Đại tá",
    "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Đại uý", "Thượng úy", "Thượng uý", "Trung úy", "Trung uý",
    "Thiếu úy", "Thiếu uý", "Giáo sư", "Phó Giáo sư", "Tiến sĩ", "Tiến sỹ", "Thạc sĩ", "Thạc sỹ", "Cử nhân",
    "PGS", "GS", "TSKH", "TS", "ThS", "CN", "BS", "LS", "KTS", "KS", "NCS", "Luật sư", "Bác sĩ", "Nhà báo",
    "Nhà văn", "NSND", "NSƯT",
];

/// The names in capitals behind ranks or degrees: "Đại tá, TS LÊ VĂN MẪU, Chính ủy Sư đoàn X". Nothing where the text
/// does not begin with a rank.
pub fn ranked(text: &str) -> Vec<String> {
    let first = rank_end(text.trim_matches(is_edge));
    if first == 0 {
        return Vec::new();
    }
    let upper = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphabetic());
        letters.chars().all(char::is_uppercase) && !RANKS.contains(&letters)
    };
    let mut names: Vec<String> = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    for word in text.split_whitespace().chain([""]) {
        let solid = word.chars().filter(|c| c.is_alphabetic()).count();
        if solid >= if name.is_empty() { 2 } else { 1 } && upper(word) {
            name.push(word.trim_matches(|c: char| is_edge(c) || matches!(c, '(' | ')' | '.')));
        }
        // A comma ends a name as well as a word in lower case.
        if solid == 0 || !upper(word) || word.ends_with([',', ';']) {
            if (2..=MAX_WORDS).contains(&name.len()) {
                names.push(name.join(" "));
            }
            name.clear();
        }
    }
    names
}

/// Where the ranks that a text begins with end; 0 for none.
fn rank_end(text: &str) -> usize {
    let mut rest = text;
    while let Some(shorter) = RANKS
        .iter()
        .filter_map(|rank| rest.strip_prefix(rank))
        .find(|rest| !rest.starts_with(char::is_alphanumeric))
    {
        rest = shorter.trim_start_matches(|c: char| is_edge(c) || c == '.');
    }
    text.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::ranked;

    #[test]
    fn ranks_and_offices() {
        assert_eq!(ranked("Đại tá, TS. LÊ VĂN MẪU, Chính ủy Sư đoàn Đ35"), ["LÊ VĂN MẪU"]);
        assert_eq!(ranked("PGS, TS LÊ A - ThS TRẦN VĂN B"), ["LÊ A", "TRẦN VĂN B"]);
        assert!(ranked("Đại tá Lê Văn Mẫu, Chính ủy").is_empty());
        assert!(ranked("LÊ VĂN MẪU").is_empty());
    }
}
