//! Keys: the words of blocks, by which blocks are compared, made when they are first asked for.
//!
//! Most blocks of a page are menus and links far from the article, and nobody compares them with anything.

use std::cell::OnceCell;
use std::ops::Index;

use crate::block::Cut;
use crate::block::normal::key;

/// `key()` of each block's text.
#[derive(Debug)]
pub struct Keys<'a> {
    cut: &'a Cut,
    made: Vec<OnceCell<String>>,
}

impl<'a> Keys<'a> {
    /// The keys of these blocks.
    pub fn new(cut: &'a Cut) -> Self {
        Self { cut, made: vec![OnceCell::new(); cut.blocks.len()] }
    }

    /// Whether the block has this key; most that have not are told by their first letters.
    pub fn is(&self, at: usize, key: &str) -> bool {
        may_begin(&self.cut.blocks[at].text, key) && self[at] == *key
    }
}

impl Index<usize> for Keys<'_> {
    type Output = str;

    fn index(&self, at: usize) -> &str {
        self.made[at].get_or_init(|| key(&self.cut.blocks[at].text))
    }
}

/// Whether the key of a text may be this one, as far as the ASCII letters tell that the text begins with.
fn may_begin(text: &str, key: &str) -> bool {
    // Of most already the first letter is another.
    if let [first, second, ..] = *text.as_bytes()
        && first.is_ascii_alphanumeric()
        && second.is_ascii()
        && !key.starts_with(char::from(first.to_ascii_lowercase()))
    {
        return false;
    }
    let text = text.trim_start_matches(|c: char| c.is_ascii() && !c.is_alphanumeric());
    let letters = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    // A mark behind the last letter may join it.
    let sure = if text.as_bytes().get(letters).is_none_or(u8::is_ascii) {
        letters
    } else {
        letters.saturating_sub(1)
    };
    key.as_bytes().get(..sure).is_some_and(|start| start.eq_ignore_ascii_case(&text.as_bytes()[..sure]))
}

#[cfg(test)]
mod tests {
    use super::may_begin;
    use crate::block::normal::key;

    #[test]
    fn only_other_keys_are_refused() {
        let texts = ["Abe\u{301}", "ABC def", "abc-def", "“Abc” def", "a\u{ad}bc", "abcd", "", "ab", "Abé d"];
        for (one, other) in texts.iter().flat_map(|one| texts.map(|other| (*one, other))) {
            assert!(may_begin(one, &key(other)) || key(one) != key(other), "{one:?} {other:?}");
        }
        assert!(
            !may_begin("Home", "houses by the sea") && may_begin("Houses by the river", "houses by the sea")
        );
    }
}
