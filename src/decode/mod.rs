//! Bytes to text: which encoding a page is in, and what kind of input it is.
//!
//! Knows nothing of trees or articles. Everything is decided from the record itself.

mod entities;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

pub(crate) use entities::unescape_twice;

use crate::error::Error;
use crate::record::{Content, Kind, Options, Record};

/// A record as text.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// The text, not yet normalised.
    pub(crate) text: Cow<'a, str>,
    /// The encoding the bytes were read as; `None` when the record was text already.
    pub(crate) encoding: Option<&'static str>,
    /// HTML or text, never `Auto`.
    pub(crate) kind: Kind,
}

/// How far a `<meta charset>` is looked for: browsers look at 1024 bytes, pages in the wild put it later.
const META_WINDOW: usize = 8192;

/// A declared UTF-8 page with more than one broken sequence in so many bytes is something else.
const BYTES_PER_UTF8_ERROR: usize = 2000;

/// So many characters of UTF-8 beyond ASCII for each broken one, and the bytes are UTF-8 whatever they declare.
const WHOLE_FOR_BROKEN: usize = 10;

/// Decodes a record and tells its kind.
pub(crate) fn decode<'a>(record: &Record<'a>, options: &Options) -> Result<Decoded<'a>, Error> {
    let bytes = record.content.len();
    if bytes > options.max_bytes {
        return Err(Error::TooLarge { bytes, limit: options.max_bytes });
    }
    let (text, encoding) = match record.content {
        Content::Str(text) => (Cow::Borrowed(text.trim_start_matches('\u{feff}')), None),
        Content::Bytes(bytes) => {
            let (text, encoding) = decode_bytes(bytes, record.content_type);
            (text, Some(encoding.name()))
        }
    };
    let kind = match record.kind {
        Kind::Auto if looks_like_html(&text) => Kind::Html,
        Kind::Auto => Kind::Text,
        kind => kind,
    };
    let text = if kind == Kind::Html { unescape_twice(text) } else { text };
    Ok(Decoded { text, encoding, kind })
}

/// BOM, then what header and `<meta>` declare if the bytes bear it out, then the bytes themselves.
fn decode_bytes<'a>(bytes: &'a [u8], content_type: Option<&str>) -> (Cow<'a, str>, &'static Encoding) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding.decode(bytes).0, encoding);
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes)
        && !is_iso_2022_jp(bytes)
    {
        return (Cow::Borrowed(text), UTF_8);
    }
    if is_damaged_utf8(bytes) {
        return (UTF_8.decode_without_bom_handling(bytes).0, UTF_8);
    }
    let declared = content_type.and_then(charset_of).or_else(|| meta_charset(bytes));
    if let Some(encoding) = declared.filter(|&encoding| bears_out(encoding, bytes)) {
        return (encoding.decode_without_bom_handling(bytes).0, encoding);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    // The detector's last resort is windows-1252; a declaration that it cannot disprove is worth more.
    let encoding = if encoding == WINDOWS_1252 {
        declared.filter(|&it| it != UTF_8).unwrap_or(encoding)
    } else {
        encoding
    };
    (encoding.decode_without_bom_handling(bytes).0, encoding)
}

/// Whether the bytes were UTF-8 before they were cut off inside a character or damaged in a few places. Bytes of
/// another encoding make whole characters of UTF-8 by accident only, never nearly everywhere.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 0 && whole >= broken * WHOLE_FOR_BROKEN
}

fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    // Escapes hardly ever occur at all, and one byte is found faster than two.
    memchr::memchr_iter(b'\x1b', bytes).any(|at| bytes.get(at + 1) == Some(&b'$'))
}

/// Whether the bytes can be of the declared encoding: a few broken sequences are damage, many are a wrong declaration.
fn bears_out(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let text = encoding.decode_without_bom_handling(bytes).0;
    let errors = text.matches('\u{fffd}').count();
    errors * BYTES_PER_UTF8_ERROR <= bytes.len().max(BYTES_PER_UTF8_ERROR)
}

/// The encoding that `text/html; charset=x` names.
fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let label = lower.split("charset=").nth(1)?;
    let label = label.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ';', ' ', '>', '/']).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

/// The encoding of the first `<meta … charset=x>` or of the XML declaration. UTF-16 in a readable declaration is a lie.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = &bytes[..bytes.len().min(META_WINDOW)];
    let lower = window.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&lower[from..], b"charset=") {
        let at = from + found;
        let tag = lower[..at].iter().rposition(|&byte| byte == b'<').unwrap_or(0);
        if lower[tag..].starts_with(b"<meta") {
            let value = String::from_utf8_lossy(&lower[at..lower.len().min(at + 60)]).into_owned();
            let encoding = charset_of(&value)?;
            let utf16 = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
            return Some(if utf16 { UTF_8 } else { encoding });
        }
        from = at + 8;
    }
    let declaration = memchr::memmem::find(&lower, b"encoding=").filter(|_| lower.starts_with(b"<?xml"))?;
    let value =
        String::from_utf8_lossy(&lower[declaration + 9..lower.len().min(declaration + 60)]).into_owned();
    charset_of(&format!("charset={value}"))
}

/// So many characters of a text are looked at to see whether it is HTML.
const KIND_WINDOW: usize = 20_000;

/// Whether the text is HTML: a doctype or html element near the start, or tags of running text anywhere.
fn looks_like_html(text: &str) -> bool {
    const FIRST: [&str; 5] = ["<!doctype", "<html", "<?xml", "<head", "<body"];
    const TAGS: [&str; 14] = [
        "<p>", "<p ", "</p>", "<br", "<div", "</div>", "<span", "<a href", "<h1", "<h2", "<table", "<li>",
        "<img", "<html",
    ];
    const ESCAPED: [&str; 4] = ["&lt;p&gt;", "&lt;/p&gt;", "&lt;div", "&lt;br"];
    let start = text.trim_start().as_bytes();
    if FIRST.iter().any(|tag| begins_with(start, tag)) {
        return true;
    }
    let window = text.char_indices().nth(KIND_WINDOW).map_or(text, |(at, _)| &text[..at]);
    let marks = memchr::memchr2_iter(b'<', b'&', window.as_bytes());
    let tags = marks.filter(|&at| {
        let rest = &window.as_bytes()[at..];
        TAGS.iter().chain(&ESCAPED).any(|tag| begins_with(rest, tag))
    });
    match tags.take(2).count() {
        0 => false,
        1 => start.starts_with(b"<"),
        _ => true,
    }
}

/// Whether the bytes begin with a tag, in whatever case.
fn begins_with(bytes: &[u8], tag: &str) -> bool {
    bytes.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::Decoded;
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
        assert_eq!((decoded.text.contains("Tiếng Việt"), decoded.encoding), (true, Some("UTF-8")));
    }

    #[test]
    fn header_meta_and_bytes_in_that_order() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("<meta charset='windows-1251'><p>Новости дня</p>");
        assert!(decode(&Record::bytes(&bytes, None)).text.contains("Новости дня"));
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("<p>これは記事です。</p>");
        let record = Record::bytes(&bytes, None).with_content_type(Some("text/html; charset=\"Shift_JIS\""));
        assert!(decode(&record).text.contains("これは記事です"));
        assert!(decode(&Record::bytes(&bytes, None)).encoding.is_some());
    }

    #[test]
    fn declared_utf8_that_is_not() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252
            .encode("<meta charset=utf-8><p>Élève, très français, déjà là, où ça ?</p>");
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
}
