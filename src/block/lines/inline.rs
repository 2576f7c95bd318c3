//! What Markdown flatteners leave inside a line: links, pictures, bold and italics, escapes.
//!
//! The marks come off, and what they told stays: how much of the line is link, and whether it is only a picture.

use std::borrow::Cow;

/// A line without its marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plain<'t> {
    /// What a reader sees; of a line that holds only pictures, their alternative texts.
    pub(super) text: Cow<'t, str>,
    /// Characters inside links, white space left out.
    pub(super) linked: u32,
    /// Whether the line holds pictures and nothing else.
    pub(super) picture: bool,
}

/// An address is at most this long, in bytes: what is longer was never closed.
const MAX_ADDRESS: usize = 4096;

/// Brackets inside brackets, at most: a picture in a link is two.
const MAX_DEPTH: usize = 8;

/// A bracket that was opened: where it stands in the text so far, and whether a picture's.
struct Open {
    at: usize,
    picture: bool,
}

/// Takes the marks off a line.
pub(super) fn plain(text: &str) -> Plain<'_> {
    let text = text.trim_matches(|c: char| c == '|' || c.is_whitespace());
    let bytes = text.as_bytes();
    if memchr::memchr3(b'*', b'\\', b']', bytes).is_none()
        && memchr::memchr3(b'_', b'~', b'<', bytes).is_none()
    {
        return Plain { text: Cow::Borrowed(text), ..Plain::default() };
    }
    let mut reader = Reader::default();
    reader.read(text);
    let Reader { mut out, alts, mut linked, open, .. } = reader;
    if open.first().is_some_and(|open| open.at == 0 && !open.picture) && !out.contains(']') {
        // The beginning of a link that ends on a line below.
        out.remove(0);
        linked += solid(&out);
    }
    // html2text parts a mark from the stop behind it: "**Tám** , 71 tuổi".
    for stop in [',', '.', ';', ':', '!', '?', ')'] {
        for mark in ["**", "_"] {
            out = out.replace(&format!("{mark} {stop}"), &format!("{mark}{stop}"));
        }
    }
    for pair in ["**", "~~", "__"] {
        let count = out.matches(pair).count();
        if count > 0 && count % 2 == 0 && out.contains(char::is_alphanumeric) {
            out = out.replace(pair, "");
        }
    }
    // One end of bold words that the flattener broke over lines.
    if out.matches("**").count() == 1 {
        let bare =
            out.strip_prefix("**").or_else(|| out.strip_suffix("**")).filter(|bare| bare.contains(' '));
        out = bare.map(str::to_owned).unwrap_or(out);
    }
    for mark in ['_', '*'] {
        out = without_emphasis(out, mark);
    }
    let out = out.replace(HIDDEN, "").replace(TAKEN, "");
    let picture = !alts.is_empty() && !out.contains(char::is_alphanumeric);
    let text = if picture { alts.join(" ") } else { out };
    Plain { text: text.into(), linked, picture }
}

/// Stands where a bracket was; as long as a bracket, and a control that no text needs.
const TAKEN: &str = "\u{1}";

/// Stands before a mark that a backslash protects, until the marks are off; no text holds it, as it is no character.
const HIDDEN: char = '\u{fdd0}';

#[derive(Default)]
struct Reader {
    out: String,
    open: Vec<Open>,
    alts: Vec<String>,
    linked: u32,
    /// So many bytes at the beginning of `out` are known to be white space.
    white: usize,
}

impl Reader {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            rest = match c {
                '\\' if after.starts_with(is_escaped) => {
                    let (mark, after) = after.split_at(1);
                    self.out.push(HIDDEN);
                    self.out.push_str(mark);
                    after
                }
                '!' if after.starts_with('[') => {
                    self.enter(true);
                    &after[1..]
                }
                '[' => {
                    self.enter(false);
                    after
                }
                ']' => self.leave(after),
                '<' => self.address(after),
                _ => {
                    self.out.push(c);
                    after
                }
            };
        }
    }

    fn enter(&mut self, picture: bool) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(Open { at: self.out.len(), picture });
        }
        self.out.push_str(if picture { "![" } else { "[" });
    }

    /// Whether nothing visible was read so far. What is known to be white space is not looked at again.
    fn is_blank(&mut self) -> bool {
        let rest = &self.out[self.white..];
        self.white += rest.len() - rest.trim_start().len();
        self.white == self.out.len()
    }

    /// Closes a bracket: of a link or picture if an address follows, else as it stands.
    fn leave<'t>(&mut self, after: &'t str) -> &'t str {
        let open = self.open.pop();
        if open.is_none() && self.is_blank() {
            // The end of a link that began on a line above.
            return target(after).unwrap_or(after);
        }
        let (Some(open), Some(rest)) = (open, target(after)) else {
            self.out.push(']');
            return after;
        };
        if open.picture {
            let alt = self.out.split_off(open.at);
            self.white = self.white.min(open.at);
            let alt = alt[2..].trim();
            if !alt.is_empty() {
                self.alts.push(alt.to_owned());
            }
        } else {
            // Taken out at the end: removing it here would move all that follows, each time.
            self.out.replace_range(open.at..=open.at, TAKEN);
            self.linked += solid(&self.out[open.at + 1..]);
        }
        rest
    }

    /// `<http://…>`: an address that is its own text.
    fn address<'t>(&mut self, after: &'t str) -> &'t str {
        let near = &after[..after.floor_char_boundary(MAX_ADDRESS)];
        let end = near.find('>').filter(|_| near.starts_with("http"));
        let Some(end) = end.filter(|&end| !near[..end].contains(' ')) else {
            self.out.push('<');
            return after;
        };
        self.out.push_str(&after[..end]);
        self.linked += solid(&after[..end]);
        &after[end + 1..]
    }
}

/// What stands behind `(address "title")` or `[3]`.
fn target(text: &str) -> Option<&str> {
    if let Some(number) = text.strip_prefix('[') {
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
        return rest.strip_prefix(']').filter(|_| rest.len() < number.len());
    }
    let inside = text.strip_prefix('(')?;
    let inside_end = inside.floor_char_boundary(MAX_ADDRESS);
    let first = inside[..inside_end].find(')')?;
    let (mut depth, mut quoted) = (0usize, false);
    for (at, c) in inside[..inside_end].char_indices() {
        match c {
            // A title begins behind a space and ends before the parenthesis.
            '"' if !quoted => quoted = inside[..at].ends_with(' '),
            '"' => quoted = !inside[at + 1..].starts_with(')'),
            _ if quoted => {}
            '(' => depth += 1,
            ')' if depth == 0 => return Some(&inside[at + 1..]),
            ')' => depth -= 1,
            _ => {}
        }
    }
    // A quotation mark or a parenthesis too many.
    Some(&inside[first + 1..])
}

/// The text without `_` or `*` around words, if each that opens is closed; those inside words and numbers stay.
fn without_emphasis(text: String, mark: char) -> String {
    if !text.contains(mark) {
        return text;
    }
    let chars: Vec<char> = text.chars().collect();
    let word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    let space = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_none_or(|c| c.is_whitespace());
    let marks = |at: usize| {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let free = before.and_then(|at| chars.get(at)) != Some(&HIDDEN);
        let doubled = [before, after].into_iter().flatten().any(|at| chars.get(at) == Some(&mark));
        // html2text puts a space before the closing `_`: only at the end of the line is that certain.
        let last = mark == '_' && at + 1 == chars.len();
        let between = (word(before) && word(after)) || (space(before) && space(after) && !last);
        chars[at] == mark && free && !doubled && !between
    };
    let at: Vec<usize> = (0..chars.len()).filter(|&at| marks(at)).collect();
    if at.is_empty() || at.len() % 2 == 1 {
        return text;
    }
    let mut next = at.iter().peekable();
    chars.iter().enumerate().filter(|(at, _)| next.next_if_eq(&at).is_none()).map(|(_, c)| c).collect()
}

const fn is_escaped(c: char) -> bool {
    matches!(c, '-' | '.' | '+' | '#' | '*' | '_' | '[' | ']' | '(' | ')' | '!' | '>' | '|' | '~' | '`')
}

fn solid(text: &str) -> u32 {
    u32::try_from(text.chars().filter(|c| !c.is_whitespace()).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Plain, plain};

    fn text(line: &str) -> String {
        plain(line).text.into_owned()
    }

    #[test]
    fn links_and_pictures() {
        assert_eq!(text("Xem [bản đồ](http://a.vn/b_(c) \"Bản (đồ)\") và ![](x.jpg)đi"), "Xem bản đồ và đi");
        let card = plain("[ ![Ảnh bìa](/a.jpg) Hội làng ](/hoi \"Hội\")");
        assert_eq!((card.text.trim(), card.linked, card.picture), ("Hội làng", 7, false));
        let picture = plain("[![Cổng làng](a.jpg)](b)");
        assert_eq!(
            (text("[**Hội** làng mở sớm"), text("](/hoi)")),
            ("Hội làng mở sớm".into(), String::new())
        );
        assert_eq!(picture, Plain { text: "Cổng làng".into(), linked: 0, picture: true });
        assert_eq!(
            text("Luật [số 3](chưa đóng và [1] của [x][2] <http://a.vn>"),
            "Luật [số 3](chưa đóng và [1] của x http://a.vn"
        );
    }

    #[test]
    fn emphasis_and_escapes() {
        assert_eq!(text("**Bếp** lửa, _nhà sàn_ và 3 ** 2"), "**Bếp** lửa, nhà sàn và 3 ** 2");
        assert_eq!(text("Cụ **Tám** , 71 tuổi, ở _xóm Bãi_ ."), "Cụ Tám, 71 tuổi, ở xóm Bãi.");
        assert_eq!(text("_Sân đình được _"), "Sân đình được ");
        assert_eq!(text("tên_tệp_cũ và *đậm*, 3 * 2 * 1"), "tên_tệp_cũ và đậm, 3 * 2 * 1");
        assert_eq!(text("**Bếp** lửa \\- \\*nhà\\* sàn|"), "Bếp lửa - *nhà* sàn");
    }
}
