//! The members of a JSON object that are wanted, read fast.
//!
//! Nine tenths of a dump are pages in strings full of escapes. Those strings are unescaped here, in one pass, straight
//! into the string that is the page; every other value is read by `serde_json`. A line that is anything but a sound object of
//! the usual form gives `None`: then `serde_json` reads all of it, and says what is wrong. Both give the same for the same
//! line, which a test holds against thousands of broken ones.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Deserializer, Value};

use super::key_path::Want;

/// A string up to this length grows as it is read; a longer one gets room for the rest of its line at once.
const SHORT: usize = 1 << 10;
/// A run of characters without escapes up to this length is copied at this length.
const SHORT_RUN: usize = 32;

/// Members of an object, in its order.
pub(super) type Members = Vec<(String, Value)>;

/// The members of the object in `line` whose keys are wanted, in its order. Of an object that is wanted in part only those of
/// its members are there that are wanted; where something else stands in its place, null.
pub(super) fn members<'w>(line: &[u8], wanted: impl Fn(&str) -> Want<'w>) -> Option<Members> {
    let line = line.trim_ascii_end();
    // No string may hold control characters; between members they are rare. A minimum is found many bytes at a time.
    if line.iter().fold(u8::MAX, |least, byte| least.min(*byte)) < b' ' {
        return None;
    }
    let (found, end) = object(line, blank(line, 0), &wanted)?;
    (blank(line, end) == line.len()).then_some(found)
}

/// The wanted members of the object at `at`, with its end.
fn object<'w>(line: &[u8], at: usize, wanted: &dyn Fn(&str) -> Want<'w>) -> Option<(Members, usize)> {
    let mut found = Vec::new();
    let mut at = blank(line, expect(line, at, b'{')?);
    if line.get(at) == Some(&b'}') {
        return Some((found, at + 1));
    }
    loop {
        let (key, after) = string(line, expect(line, at, b'"')?)?;
        at = blank(line, expect(line, blank(line, after), b':')?);
        let begin = line.get(at)?;
        let (value, after) = match wanted(&key) {
            Want::No => (None, other::<IgnoredAny>(line, at)?.1),
            Want::Whole if *begin == b'"' => {
                let (text, after) = string(line, at + 1)?;
                (Some(Value::String(text)), after)
            }
            Want::Part(part) if *begin == b'{' => {
                let (members, after) = object(line, at, &|key| part.of(key))?;
                (Some(Value::Object(members.into_iter().collect())), after)
            }
            Want::Part(_) => (Some(Value::Null), other::<Value>(line, at)?.1),
            Want::Whole => {
                let (value, after) = other(line, at)?;
                (Some(value), after)
            }
        };
        if let Some(value) = value {
            found.push((key, value));
        }
        at = blank(line, after);
        match line.get(at)? {
            b',' => at = blank(line, at + 1),
            b'}' => return Some((found, at + 1)),
            _ => return None,
        }
    }
}

fn expect(line: &[u8], at: usize, byte: u8) -> Option<usize> {
    (line.get(at) == Some(&byte)).then_some(at + 1)
}

/// Where the blanks at `at` end.
fn blank(line: &[u8], at: usize) -> usize {
    let rest = line.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| **byte == b' ').count()
}

/// Any value, with its end.
fn other<T: DeserializeOwned>(line: &[u8], at: usize) -> Option<(T, usize)> {
    let mut values = Deserializer::from_slice(line.get(at..)?).into_iter();
    let value = values.next()?.ok()?;
    Some((value, at + values.byte_offset()))
}

/// The string whose first character is at `at`, with the place behind its closing quote.
///
/// In a page every twenty bytes or so are escaped: short runs are copied at a fixed length, which costs less than to copy
/// what is needed, and cut to their own.
fn string(line: &[u8], mut at: usize) -> Option<(String, usize)> {
    let mut out: Vec<u8> = Vec::new();
    loop {
        let rest = line.get(at..)?;
        let run = memchr::memchr2(b'"', b'\\', rest)?;
        if out.capacity() - out.len() < run + SHORT_RUN {
            out.reserve(SHORT_RUN + if out.len() + run < SHORT { run } else { rest.len() });
        }
        match rest.first_chunk::<SHORT_RUN>() {
            Some(chunk) if run <= SHORT_RUN => {
                let len = out.len() + run;
                out.extend_from_slice(chunk);
                out.truncate(len);
            }
            _ => out.extend_from_slice(&rest[..run]),
        }
        at += run;
        if rest[run] == b'"' {
            break;
        }
        at = escape(line, at + 1, &mut out)?;
    }
    if out.capacity() > 2 * out.len().max(SHORT) {
        out.shrink_to_fit();
    }
    Some((String::from_utf8(out).ok()?, at + 1))
}

/// Reads what stands behind a backslash; gives its end.
fn escape(line: &[u8], at: usize, out: &mut Vec<u8>) -> Option<usize> {
    match ESCAPES[usize::from(*line.get(at)?)] {
        0 if line[at] == b'u' => unicode(line, at + 1, out),
        0 => None,
        byte => {
            out.push(byte);
            Some(at + 1)
        }
    }
}

/// What a letter behind a backslash stands for; 0 for none.
const ESCAPES: [u8; 256] = {
    let mut table = [0; 256];
    let pairs = [
        (b'"', b'"'),
        (b'\\', b'\\'),
        (b'/', b'/'),
        (b'n', b'\n'),
        (b't', b'\t'),
        (b'r', b'\r'),
        (b'b', 8),
        (b'f', 12),
    ];
    let mut at = 0;
    while at < pairs.len() {
        table[pairs[at].0 as usize] = pairs[at].1;
        at += 1;
    }
    table
};

/// Reads the digits behind `\u`, and the second half of a pair.
fn unicode(line: &[u8], at: usize, out: &mut Vec<u8>) -> Option<usize> {
    let first = unit(line, at)?;
    let (code, end) = if (0xd800..0xdc00).contains(&first) {
        let second = unit(line, expect(line, expect(line, at + 4, b'\\')?, b'u')?)?;
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        (0x1_0000 + ((first - 0xd800) << 10) + low, at + 10)
    } else {
        (first, at + 4)
    };
    // Half a pair is no character.
    out.extend_from_slice(char::from_u32(code)?.encode_utf8(&mut [0; 4]).as_bytes());
    Some(end)
}

fn unit(line: &[u8], at: usize) -> Option<u32> {
    let digits = line.get(at..at + 4)?;
    digits.iter().try_fold(0, |sum, digit| Some(sum << 4 | char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    /// What `serde_json` makes of a line.
    fn reference(line: &[u8]) -> Option<Map<String, Value>> {
        serde_json::from_slice(line).ok()
    }

    #[track_caller]
    fn same(line: &[u8]) {
        let ours = members(line, |_| Want::Whole).map(|all| all.into_iter().collect::<Map<_, _>>());
        assert_eq!(ours, reference(line), "{}", String::from_utf8_lossy(line));
        assert!(members(line, |_| Want::No).is_none_or(|none| none.is_empty()));
    }

    const LINES: [&str; 12] = [
        r#" { "id" : 7 , "html" : "<p class=\"a\">x\/y\n\t\\</p>" , "n" : [1, {"a": "}"}], "z":null } "#,
        r#"{"html":"Ch\u1ee3 n\u1ED5i \ud83d\ude00 \ud83D\uDE00","url":""}"#,
        r#"{"a":"lone \ud83d","b":1}"#,
        r#"{"a":"lone \ude00 \ud83d\u0041"}"#,
        r#"{"a":"\q"}"#,
        r#"{"a":"b""#,
        r#"{"a":1"b":2}"#,
        r#"{"a":1,}"#,
        r#"{"a":truex}"#,
        r#"{"\u0061":"x","a":"y"}"#,
        r#"{"a":"chợ nổi ở miền Tây, đông như hội, kéo dài quá tám byte"}x"#,
        "{}",
    ];

    #[test]
    fn lines_are_read_as_serde_json_reads_them() {
        for line in LINES {
            same(line.as_bytes());
        }
        same(b"{\"a\":\"\xff\"}");
        same(b"{\"a\":\"tab\there\"}");
        same(b"");
        let long = json!({"a": "x\"\u{1f600}ế\n".repeat(2000), "b": "y".repeat(5000), "c": {"d": ["e"]}});
        same(long.to_string().as_bytes());
    }

    #[test]
    fn broken_lines_are_read_as_serde_json_reads_them() {
        for line in LINES {
            for at in 0..line.len() {
                same(&line.as_bytes()[..at]);
                for byte in [b'"', b'\\', b'{', b'}', b',', b':', b'0', b'u', b' ', 0x1f, 0x80, 0xe1] {
                    let mut broken = line.as_bytes().to_vec();
                    broken[at] = byte;
                    same(&broken);
                    broken.insert(at, byte);
                    same(&broken);
                }
            }
        }
    }

    #[test]
    fn a_short_string_before_a_long_one_holds_little() {
        let line = json!({"id": "a".repeat(3000), "html": "b".repeat(1 << 20)}).to_string();
        let found = members(line.as_bytes(), |_| Want::Whole).expect("sound");
        for (_, value) in found {
            let Value::String(text) = value else { panic!("a string") };
            assert!(text.capacity() <= 2 * text.len());
        }
    }
}
