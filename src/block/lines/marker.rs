//! Markers of flatteners before a line: `## ` of headings, `* ` and `• ` of list items, `> ` of quotations.

use crate::block::Form;

/// What stands before the text of a line.
pub(super) struct Mark<'a> {
    /// Columns of white space before the first marker.
    pub(super) indent: usize,
    /// The form that the markers give.
    pub(super) form: Form,
    /// Whether there was one.
    pub(super) marked: bool,
    /// The line after its markers.
    pub(super) rest: &'a str,
}

/// Bullets that no sentence begins with.
const BULLETS: [char; 8] = ['*', '•', '◦', '▪', '‣', '●', '■', '○'];

/// Columns of indentation to one step of nesting in the flatteners met.
const STEP: usize = 2;

/// Takes the markers off the beginning of a line.
pub(super) fn take(line: &str) -> Mark<'_> {
    let rest = line.trim_start();
    let indent = line[..line.len() - rest.len()].chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
    let mut mark = Mark { indent, form: Form::Paragraph, marked: false, rest };
    // A bullet, then a heading or another bullet: `  * #### Tin mới`. Three deep is as far as it goes.
    for _ in 0..4 {
        let Some((form, rest)) = one(mark.rest, indent) else { break };
        if rest.trim_matches(['*', '#', '|', '>', ' ', '-']).is_empty() {
            break;
        }
        mark.form = if mark.marked && matches!(form, Form::ListItem { .. }) { mark.form } else { form };
        mark.marked = true;
        mark.rest = rest;
    }
    mark
}

fn one(rest: &str, indent: usize) -> Option<(Form, &str)> {
    let first = rest.chars().next()?;
    let after = &rest[first.len_utf8()..];
    let spaced = after.starts_with(char::is_whitespace);
    let depth = u8::try_from(1 + indent.saturating_sub(STEP) / STEP).unwrap_or(u8::MAX);
    let item = Form::ListItem { depth, ordered: false };
    if BULLETS.contains(&first) && spaced {
        return Some((item, after.trim_start()));
    }
    // `+ ` and `o ` mark nested items and are words elsewhere.
    if matches!(first, '+' | 'o') && spaced && indent >= STEP {
        let rest = after.trim_start();
        let begins =
            rest.chars().next().is_some_and(|c| first == '+' || c.is_uppercase() || c.is_ascii_digit());
        return begins.then_some((item, rest));
    }
    if first == '>' && spaced {
        return Some((Form::Quote, after.trim_start()));
    }
    let level = rest.bytes().take_while(|&byte| byte == b'#').count();
    let after = &rest[level..];
    let heading = (1..=6).contains(&level) && after.starts_with(char::is_whitespace);
    heading.then(|| (Form::Heading(u8::try_from(level).unwrap_or(6)), after.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::take;
    use crate::block::Form;

    #[test]
    fn headings_bullets_quotes() {
        assert!(matches!(take("  * #### Tin mới").form, Form::Heading(4)));
        assert_eq!(take("#chợ phiên").rest, "#chợ phiên");
        assert_eq!(take("+ 3 độ C").rest, "+ 3 độ C");
        assert_eq!(take("    + Nhóm hai").rest, "Nhóm hai");
        assert_eq!(take("* * *").rest, "* * *");
        assert_eq!(take("> Lời kể của cụ").form, Form::Quote);
    }
}
