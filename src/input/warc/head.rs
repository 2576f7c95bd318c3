//! The heads of records: that of WARC, and that of HTTP inside.

use jiff::Timestamp;

/// The first word of every record.
pub(super) const SIGNATURE: [u8; 5] = *b"WARC/";
/// A head beyond this is none: servers refuse heads of a quarter of it.
pub(super) const LONGEST_HEAD: usize = 64 << 10;
/// The longest sign of a record in the middle of other bytes: `WARC/1.1`, a line end, and the byte before it.
pub(super) const LONGEST_SIGN: usize = 11;

/// Finds where a record seems to begin: its first word at the beginning of a line, or followed by a version and a line end.
/// Gives whether there is one, and how many bytes lie before it or cannot hold one, whatever follows. The very first byte
/// is none. `is_all` says that nothing follows.
pub(super) fn find(bytes: &[u8], is_all: bool) -> (bool, usize) {
    for at in memchr::memmem::find_iter(bytes, b"WARC/") {
        if at == 0 {
            continue;
        }
        let line = bytes[at - 1] == b'\n' && matches!(bytes.get(at + 5), Some(b'0'..=b'9'));
        let version = bytes.get(at + 5..at + 9).is_some_and(|it| {
            it[0].is_ascii_digit()
                && it[1] == b'.'
                && it[2].is_ascii_digit()
                && matches!(it[3], b'\r' | b'\n')
        });
        if line || version {
            return (true, at);
        }
    }
    let undecided = if is_all { 0 } else { LONGEST_SIGN - 1 };
    (false, bytes.len().saturating_sub(undecided))
}

/// Where a head ends: behind its empty line. `from` is where to begin to look.
pub(super) fn end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = memchr::memchr(b'\n', &bytes[at..]) {
        at += found + 1;
        match &bytes[at..] {
            [b'\n', ..] => return Some(at + 1),
            [b'\r', b'\n', ..] => return Some(at + 2),
            _ => {}
        }
    }
    None
}

/// The fields of a head, in its order, with lines that go on joined.
pub(super) fn fields(head: &[u8]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.split(|byte| *byte == b'\n').skip(1) {
        let text = String::from_utf8_lossy(line.trim_ascii());
        match (line.first(), text.split_once(':')) {
            (Some(b' ' | b'\t'), _) => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(&text);
                }
            }
            (_, Some((name, value))) => {
                fields.push((name.trim_end().to_ascii_lowercase(), value.trim_start().to_owned()));
            }
            _ => {}
        }
    }
    fields
}

/// The first value of a field.
pub(super) fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields
        .iter()
        .find(|(it, _)| it == name)
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}

/// The head of a record.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// Its bytes, with the empty line.
    pub(super) len: usize,
    /// `response`, `resource`, …
    pub(super) kind: String,
    /// Bytes of its block.
    pub(super) block: u64,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) fetched: Option<Timestamp>,
    /// Of the block.
    pub(super) content_type: Option<String>,
    /// Of the page, as the crawler found it.
    pub(super) identified: Option<String>,
    /// Whether the crawler cut the page.
    pub(super) cut: bool,
}

impl Head {
    /// Reads a head; `None` when it does not tell the length of its block.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let fields = fields(bytes);
        let text = |name| value(&fields, name).map(str::to_owned);
        // WARC 1.0 writes ids and, in its grammar, addresses in angle brackets.
        let bare = |name| {
            let value = value(&fields, name)?;
            Some(value.strip_prefix('<').and_then(|it| it.strip_suffix('>')).unwrap_or(value).to_owned())
        };
        Some(Self {
            len: bytes.len(),
            kind: text("warc-type").unwrap_or_default().to_ascii_lowercase(),
            block: value(&fields, "content-length")?.parse().ok()?,
            id: bare("warc-record-id"),
            url: bare("warc-target-uri"),
            fetched: value(&fields, "warc-date").and_then(|date| date.parse().ok()),
            content_type: text("content-type"),
            identified: text("warc-identified-payload-type"),
            cut: value(&fields, "warc-truncated").is_some(),
        })
    }
}

/// What the head of an HTTP response says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Http {
    /// Its bytes, with the empty line.
    pub(super) len: usize,
    pub(super) status: Option<u16>,
    pub(super) content_type: Option<String>,
    /// How the body is coded: in the order in which that is undone.
    pub(super) codings: Vec<String>,
}

impl Http {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let status = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let status = String::from_utf8_lossy(status);
        let fields = fields(bytes);
        let words = |name: &str| {
            let all = fields.iter().filter(|(it, _)| it == name).flat_map(|(_, value)| value.split(','));
            let words = all.map(|word| word.trim().to_ascii_lowercase()).filter(|word| !word.is_empty());
            words.collect::<Vec<_>>()
        };
        let codings =
            words("transfer-encoding").into_iter().rev().chain(words("content-encoding").into_iter().rev());
        Self {
            len: bytes.len(),
            status: status.split_ascii_whitespace().nth(1).and_then(|code| code.parse().ok()),
            content_type: value(&fields, "content-type").map(str::to_owned),
            codings: codings.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_whatever_its_case_and_line_ends() {
        let text = b"WARC/1.0\nwarc-type: Response\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: 12\r\n\
            WARC-Target-URI: <https://a.vn/\r\n x>\r\nWARC-Date: 2024-05-01T01:00:00Z\r\n\r\n";
        assert_eq!(end(text, 0), Some(text.len()));
        let head = Head::parse(text).expect("a head");
        assert_eq!(
            (head.kind.as_str(), head.block, head.id.as_deref()),
            ("response", 12, Some("urn:uuid:1"))
        );
        assert_eq!(head.url.as_deref(), Some("https://a.vn/ x"));
        assert_eq!(head.fetched, Timestamp::from_second(1_714_525_200).ok());
        assert!(Head::parse(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n").is_none());
        assert!(Head::parse(b"WARC/1.0\r\nContent-Length: -4\r\n\r\n").is_none());
    }

    #[test]
    fn codings_are_undone_from_the_outside() {
        let http = Http::parse(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate, GZIP\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n",
        );
        assert_eq!(http.codings, ["chunked", "gzip", "deflate"]);
        assert_eq!((http.status, http.content_type.as_deref()), (Some(200), Some("text/html")));
    }

    #[test]
    fn a_record_is_found_at_a_line_or_with_its_version() {
        assert_eq!(find(b"WARC/1.0\r\nrest of it WARC/ x", true), (false, 28));
        assert_eq!(find(b"x\nWARC/1.0\r\n", true), (true, 2));
        assert_eq!(find(b"cutWARC/1.1\r\n", true), (true, 3));
        assert_eq!(find(b"see WARC/1.1 for more, at length", true), (false, 32));
        assert_eq!(find(b"some bytes\nWAR", false), (false, 4));
    }
}
