//! Needles: which of many phrases stand in a text, told in one walk over it.
//!
//! Each phrase is known by four of its bytes, the rarest that begin at an even place of it and at an odd one: one of the
//! two begins at an even place of the text. The walk looks at four bytes from each even place on and asks a small table of
//! bits whether a phrase has them; hardly any do, and only there phrases are compared. (Where a phrase has no more than
//! four bytes, the walk looks at every place.) What a comparison costs is bounded by the phrases, so the whole is linear in
//! the text.

/// How many bytes a phrase is known by; no phrase is shorter.
const GRAM: usize = 4;

/// Bits of the table: many times as many as there are phrases, and few enough to stay in the nearest cache.
const BITS: usize = 1 << 15;

/// A phrase by its rarest bytes.
#[derive(Clone, Copy, Debug)]
struct Known {
    gram: u32,
    /// Where in the phrase they stand.
    offset: usize,
    /// Which phrase.
    phrase: usize,
}

/// Phrases that are looked for anywhere in a text, by the order in which they were given.
#[derive(Debug, Default)]
pub(super) struct Needles {
    table: Vec<u64>,
    /// By gram.
    known: Vec<Known>,
    /// From one place that is looked at to the next: one or two.
    stride: usize,
    phrases: Vec<Box<str>>,
}

impl Needles {
    /// Prepares phrases; `None` when one is too short.
    pub(super) fn of<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Option<Self> {
        let phrases: Vec<Box<str>> = phrases.into_iter().map(Into::into).collect();
        let stride = if phrases.iter().all(|phrase| phrase.len() > GRAM) { 2 } else { 1 };
        let mut needles = Self { table: vec![0; BITS / 64], known: Vec::new(), stride, phrases };
        for (at, phrase) in needles.phrases.iter().enumerate() {
            for from in 0..stride {
                let (offset, gram) = rarest(phrase, (from, stride))?;
                needles.known.push(Known { gram, offset, phrase: at });
                let bit = bit(gram);
                needles.table[bit / 64] |= 1 << (bit % 64);
            }
        }
        needles.known.sort_unstable_by_key(|known| (known.gram, known.phrase));
        Some(needles)
    }

    /// Calls `met` with each phrase in the text, by its index, and where it begins; not in any order.
    pub(super) fn each(&self, text: &str, mut met: impl FnMut(usize, usize)) {
        if self.known.is_empty() {
            return;
        }
        for (at, bytes) in text.as_bytes().windows(GRAM).enumerate().step_by(self.stride) {
            let gram = gram(bytes);
            let bit = bit(gram);
            if self.table[bit / 64] >> (bit % 64) & 1 == 1 {
                self.compare(text, (at, gram), &mut met);
            }
        }
    }

    #[cold]
    fn compare(&self, text: &str, (at, gram): (usize, u32), met: &mut impl FnMut(usize, usize)) {
        let from = self.known.partition_point(|known| known.gram < gram);
        for known in self.known[from..].iter().take_while(|known| known.gram == gram) {
            let start = at.checked_sub(known.offset);
            let here =
                |start: &usize| text.as_bytes()[*start..].starts_with(self.phrases[known.phrase].as_bytes());
            if let Some(start) = start.filter(here) {
                met(known.phrase, start);
            }
        }
    }

    /// The first phrase, by the order in which they were given, that the text holds at a place that fits.
    pub(super) fn first(&self, text: &str, fits: impl Fn(usize, usize) -> bool) -> Option<usize> {
        let mut first = None;
        self.each(text, |phrase, at| {
            if first.is_none_or(|first| phrase < first) && fits(phrase, at) {
                first = Some(phrase);
            }
        });
        first
    }

    /// Whether the text holds two different phrases.
    pub(super) fn holds_two(&self, text: &str) -> bool {
        let (mut one, mut two) = (None, false);
        self.each(text, |phrase, _| two |= *one.get_or_insert(phrase) != phrase);
        two
    }
}

/// The rarest bytes of a phrase from one place on, stride by stride, and where they stand; the first of equals.
fn rarest(phrase: &str, (from, stride): (usize, usize)) -> Option<(usize, u32)> {
    let rarity = |bytes: &[u8]| bytes.iter().map(|byte| rarity(*byte)).sum::<u32>();
    let grams = phrase.as_bytes().windows(GRAM).enumerate().skip(from).step_by(stride).rev();
    grams.max_by_key(|(_, bytes)| rarity(bytes)).map(|(at, bytes)| (at, gram(bytes)))
}

/// How rare a byte is in texts, roughly.
const fn rarity(byte: u8) -> u32 {
    match byte {
        b' ' | b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' | b'h' => 0,
        b'l' | b'd' | b'c' | b'u' | b'm' | b'g' | b'p' | b'f' | b'y' | b'w' | b'b' | b',' | b'.' => 1,
        _ => 2,
    }
}

fn gram(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |gram, byte| gram << 8 | u32::from(*byte))
}

/// The place of a gram in the table (multiplicative hashing: Knuth, TAOCP 6.4).
const fn bit(gram: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> 17) as usize % BITS
}

#[cfg(test)]
mod tests {
    use super::Needles;

    #[test]
    fn all_that_stand_in_a_text_are_found() {
        all_are_found(&["to your inbox", "your inbox", "©20", "無断複製", "inbo"]);
        all_are_found(&["to your inbox", "your inbox", "©2026", "無断複製", "inbox"]);
        assert!(Needles::of(["abc"]).is_none());
    }

    fn all_are_found(phrases: &[&str]) {
        let needles = Needles::of(phrases.iter().copied()).unwrap();
        for text in
            ["straight to your inbox.", "©2026 無断複製", "inb", "", "no", "yinboxinbo", "to your\u{a0}inbox"]
        {
            let mut found = Vec::new();
            needles.each(text, |phrase, at| {
                assert!(text[at..].starts_with(phrases[phrase]));
                found.push(phrase);
            });
            found.sort_unstable();
            found.dedup();
            let expected: Vec<usize> = (0..phrases.len()).filter(|&at| text.contains(phrases[at])).collect();
            assert_eq!(found, expected, "{text:?}");
            assert_eq!(needles.first(text, |_, _| true), expected.first().copied());
            assert_eq!(needles.holds_two(text), expected.len() > 1);
        }
    }
}
