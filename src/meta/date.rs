//! Dates as pages show them.

/// Whether the text is a date (and a time) and little else.
pub fn is_date_line(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits >= 6 && letters <= digits * 2 && text.contains(['/', '-', ':', '.']) && text.split_whitespace().count() <= 12
}
