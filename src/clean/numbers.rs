//! Numbers as people read them.

/// With a comma between thousands: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number and the word for what it counts, which gets an s unless it is one: `1 record`, `2 records`.
pub fn counted(number: u64, word: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {word}{ending}", grouped(number))
}

/// A share: `34 %`. It is 0 % or 100 % only where it is exactly that; `–` where there is nothing to have a share of.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".into();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    match (part * 200 + whole) / (whole * 2) {
        0 if part > 0 => "<1 %".into(),
        100 if part < whole => "99 %".into(),
        share => format!("{share} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let all = [0, 12, 123, 1234, 123_456, 1_234_567, u64::MAX].map(grouped);
        assert_eq!(all, ["0", "12", "123", "1,234", "123,456", "1,234,567", "18,446,744,073,709,551,615"]);
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!([0, 1, 2000].map(|n| counted(n, "record")), ["0 records", "1 record", "2,000 records"]);
    }

    #[test]
    fn a_share_is_never_rounded_to_none_or_all() {
        let shares = [(0, 9), (1, 2), (1, 3), (2, 3), (1, 1000), (999, 1000), (9, 9), (0, 0)];
        let shares = shares.map(|(part, whole)| percent(part, whole));
        assert_eq!(shares, ["0 %", "50 %", "33 %", "67 %", "<1 %", "99 %", "100 %", "–"]);
        assert_eq!(percent(u64::MAX / 4, u64::MAX), "25 %");
    }
}
