//! Text in which nothing is markup but what was meant so.

/// A name of an entity is no longer than this.
const MAX_ENTITY: usize = 32;

/// A line under construction.
#[derive(Debug, Default)]
pub(super) struct Escaped {
    out: String,
    /// Whether the line is a cell of a table.
    pub(super) table: bool,
    link: bool,
    /// Where the last mark ended: the character behind it is escaped if it could be read together with the mark.
    marked: Option<usize>,
    /// Where the last emphasis ended: two next to each other cannot be told apart.
    set_off: Option<usize>,
}

impl Escaped {
    /// A line, or with `table` a cell of a table.
    pub(super) fn new(table: bool) -> Self {
        Self { table, ..Self::default() }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Markup that was meant.
    pub(super) fn mark(&mut self, mark: &str) {
        self.guard();
        self.out.push_str(mark);
        self.marked = Some(self.out.len());
    }

    pub(super) fn open_link(&mut self) {
        self.mark("[");
        self.link = true;
    }

    pub(super) fn close_link(&mut self, destination: &str) {
        self.mark(&format!("]({destination})"));
        self.link = false;
    }

    /// Code inside a line: a fence longer than any run of backticks in it.
    pub(super) fn code(&mut self, text: &str) {
        let core = text.trim();
        let behind = self.marked == Some(self.out.len()) || self.out.ends_with('`');
        if core.is_empty() || behind || (self.link && core.contains(['\\', '[', ']'])) {
            return self.text(text, true);
        }
        let (before, after) = text.split_at(text.len() - text.trim_start().len());
        let after = &after[core.len()..];
        let longest = core.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let pad = if core.starts_with('`') || core.ends_with('`') { " " } else { "" };
        self.text(before, true);
        self.mark(&format!("{fence}{pad}{core}{pad}{fence}"));
        self.text(after, true);
    }

    /// Text between two marks, which stand by letters: only there they are read as marks in every case.
    pub(super) fn set_off(&mut self, text: &str, marker: &str) {
        let start = text.find(char::is_alphanumeric);
        let end = text
            .rfind(char::is_alphanumeric)
            .map(|at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        let (Some(start), Some(end), false) = (start, end, marker.is_empty()) else {
            return self.text(text, true);
        };
        if start == 0 && self.set_off == Some(self.out.len()) {
            return self.text(text, true);
        }
        self.text(&text[..start], true);
        self.mark(marker);
        self.text(&text[start..end], true);
        self.mark(marker);
        self.set_off = Some(self.out.len());
        self.text(&text[end..], true);
    }

    /// A mark follows: the character before it must not be read together with it.
    fn guard(&mut self) {
        let Some(last) = self.out.chars().next_back() else { return };
        if self.marked == Some(self.out.len()) || !r"\_<&!".contains(last) {
            return;
        }
        let at = self.out.len() - 1;
        let before = self.out[..at].bytes().rev().take_while(|&byte| byte == b'\\').count();
        // An even number of backslashes are pairs, each one a backslash.
        if before % 2 == 0 {
            self.out.insert(at, '\\');
        }
    }

    /// Words. With `more`, other runs of the line follow.
    pub(super) fn text(&mut self, text: &str, more: bool) {
        let mut before = self.out.chars().next_back().filter(|_| self.marked != Some(self.out.len()));
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            let behind = self.marked == Some(self.out.len()) && "_:(&<]\\".contains(c);
            let last = more && rest.as_str().is_empty() && "_\\".contains(c);
            let closing = (c == ']' && self.link) || (c == '|' && self.table);
            if behind || last || closing || is_markup(before, c, rest.as_str(), more) {
                self.out.push('\\');
            }
            self.out.push(c);
            before = Some(c);
        }
    }
}

/// Whether the character could be read as markup, whatever stands in the line.
fn is_markup(before: Option<char>, c: char, after: &str, more: bool) -> bool {
    let next = after.chars().next();
    match c {
        '*' | '`' | '[' | '~' => true,
        // An underscore inside a word is one.
        '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
        '\\' => next.is_some_and(|next| next.is_ascii_punctuation()),
        '<' => next.map_or(more, |next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        '&' => {
            let name = after.bytes().take(MAX_ENTITY);
            let length = name.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
            let end = after.as_bytes().get(length);
            (length > 0 && end == Some(&b';')) || (more && end.is_none())
        }
        _ => false,
    }
}

/// Escapes what is markup at the start of a line: headings, quotes, lists, rules.
pub(super) fn line_start(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    let ends_marker = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..10).contains(&digits) && rest.starts_with(['.', ')']) && ends_marker(&rest[1..]) {
        return format!("{}\\{rest}", &line[..digits]);
    }
    let after_hashes = line.trim_start_matches('#');
    let heading = after_hashes.len() < line.len() && ends_marker(after_hashes);
    let bullet = line.starts_with(['-', '+']) && ends_marker(&line[1..]);
    let rule = line.starts_with(['-', '=', '+']) && line.chars().all(|c| "-=+ ".contains(c));
    if heading || bullet || rule || line.starts_with('>') { format!("\\{line}") } else { line }
}
