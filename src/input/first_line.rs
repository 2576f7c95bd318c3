//! What the first line of a text says: an object of JSON lines, or the head line of a table.
//!
//! It is asked where the name of a file tells nothing or says less than the text itself, so both answers have to be
//! certain: a flattened page may begin with any line of prose, and prose has commas.

use super::fields::{FieldName, Fields};
use super::shape::UTF8_BOM;
use super::table;

/// The longest first line that is waited for or looked at: a head line of hundreds of columns.
const LONGEST: usize = 16 << 10;
/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 64;

/// Whether this begins a line of JSON: an object with a key.
pub(super) fn is_object(head: &[u8]) -> bool {
    let Some(inside) = begin(head).strip_prefix(b"{") else { return false };
    let Some(key) = inside.trim_ascii_start().strip_prefix(b"\"") else { return false };
    let end = key.iter().position(|byte| matches!(byte, b'"' | b'\n'));
    end.is_some_and(|end| key[end] == b'"' && key[end + 1..].trim_ascii_start().starts_with(b":"))
}

/// What parts the cells of the table whose head line this begins with, if it is one: two columns at least, all with names as
/// programs write them, one of which is that of a field that holds pages.
pub(super) fn separator(head: &[u8], fields: &Fields) -> Option<u8> {
    let text = begin(head);
    let end = text.iter().position(|byte| *byte == b'\n').filter(|end| *end < LONGEST)?;
    let line = text[..end].strip_suffix(b"\r").unwrap_or(&text[..end]);
    let separator = table::separator(line);
    let names = names(line, separator)?;
    let holds_pages = |name: &String| {
        let mut keys = [FieldName::Html, FieldName::Text].into_iter().flat_map(|field| fields.keys(field));
        keys.any(|(_, key)| key.ways()[0][0] == *name)
    };
    (names.len() > 1 && names.iter().any(holds_pages)).then_some(separator)
}

/// Whether a longer beginning could have a head line where this one has none.
pub(super) fn may_go_on(head: &[u8]) -> bool {
    let text = begin(head);
    let foreign = |byte: &u8| matches!(byte, b'\n' | b'<' | 0);
    text.len() < LONGEST && !matches!(text.first(), None | Some(b'{')) && !text.iter().any(foreign)
}

/// Without a byte order mark, and without blanks before the first word.
fn begin(head: &[u8]) -> &[u8] {
    head.strip_prefix(UTF8_BOM).unwrap_or(head).trim_ascii_start()
}

/// The cells of a line where all could be names of columns, each another one.
fn names(line: &[u8], separator: u8) -> Option<Vec<String>> {
    let cells = table::cells(line, separator)?;
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    for (n, cell) in cells.into_iter().enumerate() {
        let name = String::from_utf8(cell).ok()?;
        // The numbers of rows, which pandas writes first, have no name.
        let is_name = is_name(&name) || (n == 0 && name.is_empty());
        if !is_name || names.contains(&name) {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

/// In prose there is a blank behind each comma, and a full stop at the end.
fn is_name(cell: &str) -> bool {
    let foreign = |character: char| character == '<' || character.is_control();
    cell.trim() == cell
        && !cell.is_empty()
        && cell.chars().count() <= LONGEST_NAME
        && !cell.contains(foreign)
        && !cell.ends_with(['.', '!', '?', '…', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(given: &[&str]) -> Fields {
        Fields::new(given.iter().map(|field| field.parse().expect("a field")).collect(), &[])
    }

    #[test]
    fn a_head_line_is_told_with_its_separator() {
        for (head, separator_) in [
            ("id,url,html\n1,", b','),
            ("\u{feff}id;html\r\n", b';'),
            ("\n id\ttext\n", b'\t'),
            ("\"id\",\"body\"\n", b','),
            (",content\n0,", b','),
            ("Số bài|html\n", b'|'),
        ] {
            assert_eq!(separator(head.as_bytes(), &fields(&[])), Some(separator_), "{head}");
        }
        assert_eq!(separator(b"a,noi dung\n", &fields(&["html=noi dung"])), Some(b','));
        assert_eq!(separator(b"a,data.body\n", &fields(&["html=data.body"])), Some(b','));
        assert_eq!(separator(b"id,html\n", &fields(&["html=noi_dung"])), None, "another key was named");
    }

    #[test]
    fn prose_is_no_head_line() {
        for text in [
            "Sáng nay, text, html\n",
            "Gạo, muối, mắm và content\n",
            "html\n",
            "text, html\n",
            "id,html",
            "id,<b>html</b>,text\n",
            "Chợ,text.\n",
            "text,text\n",
            "id,,text\n",
            "id,title,note\n",
            "Tin mới\nid,html\n",
            "id,\"html\n1,2\n",
            "id,\"a \"html\n",
            "",
        ] {
            assert_eq!(separator(text.as_bytes(), &fields(&[])), None, "{text}");
        }
        assert_eq!(separator(format!("{},text\n", "a".repeat(65)).as_bytes(), &fields(&[])), None);
        assert_eq!(
            separator(&[b"id,text,".as_slice(), &b"a".repeat(LONGEST), b"\n"].concat(), &fields(&[])),
            None
        );
    }

    #[test]
    fn an_object_is_told_by_its_first_key() {
        for text in ["{\"a\":1", "\u{feff}\n{ \"a b\" : ["] {
            assert!(is_object(text.as_bytes()), "{text}");
        }
        for text in ["{", "{\"a", "{\"a\"", "{\"a\n\":1", "{a:1}", "{\"Tin mới\" của tòa soạn", "[{\"a\":1}]"]
        {
            assert!(!is_object(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn only_a_first_line_that_could_be_a_head_is_waited_for() {
        for open in ["Tin", "id,html", "\nid"] {
            assert!(may_go_on(open.as_bytes()), "{open}");
        }
        for clear in ["Tin mới\n", "id,<b", "{\"a", "a\0b"] {
            assert!(!may_go_on(clear.as_bytes()), "{clear}");
        }
        assert!(!may_go_on(&b"a".repeat(LONGEST)));
    }
}
