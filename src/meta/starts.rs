//! Lists of phrases, so ordered that a text is compared only with those that it can begin with.

/// Phrases in lower case, by their first byte: a text is asked only for those that it can begin with.
#[derive(Debug)]
pub(super) struct Starts<const N: usize> {
    phrases: &'static [&'static str],
    /// By first byte the number of the first phrase that has it, counted from 1; 0 without one.
    first: [u16; 256],
    /// By phrase the number of the next one with its first byte.
    next: [u16; N],
    /// A bit for the first byte of each, by what is the same of it in both cases.
    bits: u32,
}

impl<const N: usize> Starts<N> {
    /// Of `N` phrases, none of them empty: anything else does not compile.
    pub(super) const fn new(phrases: &'static [&'static str]) -> Self {
        assert!(phrases.len() == N, "as many as there are");
        let (mut first, mut next, mut number, mut bits) = ([0; 256], [0; N], 0_u16, 0);
        while (number as usize) < N {
            number += 1;
        }
        while number > 0 {
            let at = number as usize - 1;
            let byte = phrases[at].as_bytes()[0] as usize;
            next[at] = first[byte];
            first[byte] = number;
            bits |= 1 << (byte % 32);
            number -= 1;
        }
        Self { phrases, first, next, bits }
    }

    /// Whether one of the phrases can be the start of a text: of most texts it can be told that none is.
    pub(super) fn may_start(&self, text: &str) -> bool {
        let byte = text.bytes().next().unwrap_or(0);
        !byte.is_ascii() || self.first[usize::from(byte.to_ascii_lowercase())] > 0
    }

    /// The phrases that begin with the first byte of the text in lower case, in their order: no other is its start.
    pub(super) fn of(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let lower = text.chars().next().and_then(lower);
        self.with(lower.map_or(0, |c| c.encode_utf8(&mut [0; 4]).as_bytes()[0]))
    }

    /// Where in a text one of the phrases stands, whatever the case of ASCII letters.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        (0..bytes.len()).find(|&at| {
            self.bits >> (bytes[at] % 32) & 1 == 1
                && self.with(bytes[at].to_ascii_lowercase()).any(|phrase| {
                    let here = bytes[at..].get(..phrase.len());
                    here.is_some_and(|here| here.eq_ignore_ascii_case(phrase.as_bytes()))
                })
        })
    }

    fn with(&self, byte: u8) -> impl Iterator<Item = &'static str> {
        let number = |&number: &u16| usize::from(number).checked_sub(1);
        let first = number(&self.first[usize::from(byte)]);
        std::iter::successors(first, move |&at| number(&self.next[at])).map(|at| self.phrases[at])
    }
}

/// The first character of a letter's lower case.
pub(super) fn lower(c: char) -> Option<char> {
    if c.is_ascii() { Some(c.to_ascii_lowercase()) } else { c.to_lowercase().next() }
}

#[cfg(test)]
mod tests {
    use super::Starts;

    #[test]
    fn only_what_can_begin_the_text_is_given_in_its_order() {
        static STARTS: Starts<5> = Starts::new(&["by", "ảnh:", "bài:", "theo", "b"]);
        assert_eq!(STARTS.of("Bài: Lê Mẫu").collect::<Vec<_>>(), ["by", "bài:", "b"]);
        assert_eq!(STARTS.of("ẢNH: Lê Mẫu").collect::<Vec<_>>(), ["ảnh:"]);
        assert_eq!((STARTS.of("").count(), STARTS.of("x").count()), (0, 0));
        assert_eq!((STARTS.find("Lê Mẫu, THEO X"), STARTS.find("Lê Mẫu")), (Some(11), None));
    }
}
