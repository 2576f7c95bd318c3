//! Needles: which of many phrases stand in a text, told in one walk over it.
//!
//! The walk looks at four bytes at a time, from each fourth place on, and asks a small table of bits whether a phrase has
//! them: hardly any do, and only there phrases are compared. Wherever a phrase of seven bytes stands, one of the walk's
//! fours lies in it, whole, beginning in the phrase at the first, second, third or fourth place or fours behind: for each
//! of the four ways the phrase is known by the rarest. Phrases that are shorter are looked for by one byte each that is
//! not of ASCII, which most texts have none of; where they have no such byte, the walk takes smaller steps. What a
//! comparison costs is bounded by the phrases, so the whole is linear in the text.

use memchr::memchr_iter;

/// How many bytes the walk looks at.
const GRAM: usize = 4;

/// Words of the table, of 64 bits each: many times as many bits as there are phrases, and few enough to stay in the nearest
/// cache.
const WORDS: usize = 1 << 9;

/// A phrase by its rarest bytes.
#[derive(Clone, Copy, Debug)]
struct Known {
    gram: u32,
    /// Where in the phrase they stand.
    offset: usize,
    /// Which phrase.
    phrase: usize,
}

/// A short phrase by a byte of it that is not of ASCII, where in the phrase that stands, and which phrase it is.
type Short = (u8, usize, usize);

/// Phrases that are looked for anywhere in a text, by the order in which they were given.
#[derive(Debug, Default)]
pub(super) struct Needles {
    table: Vec<u64>,
    /// By gram.
    known: Vec<Known>,
    /// From one place that is looked at to the next: one, two or four.
    stride: usize,
    short: Vec<Short>,
    phrases: Vec<&'static str>,
}

impl Needles {
    /// Prepares phrases; `None` when one is too short.
    pub(super) fn of(phrases: impl IntoIterator<Item = &'static str>) -> Option<Self> {
        let phrases: Vec<&str> = phrases.into_iter().collect();
        let mut short = Vec::new();
        let mut shortest = usize::MAX;
        for (at, phrase) in phrases.iter().enumerate().filter(|(_, phrase)| phrase.len() < 2 * GRAM - 1) {
            match phrase.bytes().rposition(|byte| !byte.is_ascii()) {
                Some(offset) => short.push((phrase.as_bytes()[offset], offset, at)),
                None => shortest = shortest.min(phrase.len()),
            }
        }
        let stride = [4, 2, 1].into_iter().find(|stride| shortest >= GRAM + stride - 1)?;
        let mut needles = Self { table: vec![0; WORDS], known: Vec::new(), stride, short, phrases };
        for (at, phrase) in needles.phrases.iter().enumerate() {
            if needles.short.iter().any(|&(_, _, short)| short == at) {
                continue;
            }
            for (offset, gram) in rarest(phrase.as_bytes(), stride)? {
                needles.known.push(Known { gram, offset, phrase: at });
                let (word, bit) = place(gram);
                needles.table[word] |= bit;
            }
        }
        needles.known.sort_unstable_by_key(|known| (known.gram, known.phrase));
        Some(needles)
    }

    /// Calls `met` with each phrase in the text, by its index, and where it begins; not in any order.
    pub(super) fn each(&self, text: &str, mut met: impl FnMut(usize, usize)) {
        let Some(table) = self.table.first_chunk::<WORDS>() else { return };
        let bytes = text.as_bytes();
        for first in (0..GRAM.min(bytes.len())).step_by(self.stride) {
            let (grams, _) = bytes[first..].as_chunks::<GRAM>();
            for (at, bytes) in grams.iter().enumerate() {
                let gram = u32::from_le_bytes(*bytes);
                let (word, bit) = place(gram);
                if table[word] & bit != 0 {
                    self.compare(text, (first + at * GRAM, gram), &mut met);
                }
            }
        }
        if !self.short.is_empty() && !text.is_ascii() {
            for &(byte, offset, phrase) in &self.short {
                let places = memchr_iter(byte, bytes).filter_map(|at| at.checked_sub(offset));
                places.filter(|&at| self.stands(text, phrase, at)).for_each(|at| met(phrase, at));
            }
        }
    }

    fn stands(&self, text: &str, phrase: usize, at: usize) -> bool {
        text.as_bytes()[at..].starts_with(self.phrases[phrase].as_bytes())
    }

    #[cold]
    fn compare(&self, text: &str, (at, gram): (usize, u32), met: &mut impl FnMut(usize, usize)) {
        let from = self.known.partition_point(|known| known.gram < gram);
        for known in self.known[from..].iter().take_while(|known| known.gram == gram) {
            if let Some(start) = at.checked_sub(known.offset)
                && self.stands(text, known.phrase, start)
            {
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

/// The rarest bytes of a phrase, four from each of the first places on, stride by stride, and where they stand; the first
/// of equals. `None` where the phrase is too short.
fn rarest(phrase: &[u8], stride: usize) -> Option<impl Iterator<Item = (usize, u32)>> {
    let rarities: Vec<u32> =
        phrase.windows(GRAM).map(|four| four.iter().map(|byte| rarity(*byte)).sum()).collect();
    (rarities.len() >= stride).then(|| {
        (0..stride).filter_map(move |from| {
            let places = (from..rarities.len()).step_by(stride).rev();
            let at = places.max_by_key(|&at| rarities[at])?;
            Some((at, u32::from_le_bytes(*phrase[at..].first_chunk()?)))
        })
    })
}

/// How rare a byte is in texts, roughly.
const fn rarity(byte: u8) -> u32 {
    match byte {
        b' ' | b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' | b'h' => 0,
        b'l' | b'd' | b'c' | b'u' | b'm' | b'g' | b'p' | b'f' | b'y' | b'w' | b'b' | b',' | b'.' => 1,
        _ => 2,
    }
}

/// The word of a gram in the table, and its bit there (multiplicative hashing: Knuth, TAOCP 6.4).
const fn place(gram: u32) -> (usize, u64) {
    let place = gram.wrapping_mul(0x9e37_79b1) >> 17;
    (place as usize / 64 % WORDS, 1 << (place % 64))
}

#[cfg(test)]
mod tests {
    use super::Needles;

    #[test]
    fn all_that_stand_in_a_text_are_found() {
        all_are_found(&["to your inbox", "your inbox", "©20", "無断複製", "inbo"]);
        all_are_found(&["to your inbox", "your inbox", "©2026", "無断複製", "inbox"]);
        all_are_found(&["to your inbox", "your inbox", "© 20", "無断複製", "ur inbo"]);
        assert!(Needles::of(["abc"]).is_none());
    }

    fn all_are_found(phrases: &[&'static str]) {
        let needles = Needles::of(phrases.iter().copied()).unwrap();
        for text in [
            "straight to your inbox.",
            "©2026 無断複製",
            "inb",
            "",
            "no",
            "yinboxinbo",
            "to your\u{a0}inbox",
            "all © 2026, to your inbo",
        ] {
            // Wherever they stand.
            for text in (0..5).map(|before| "é".repeat(before / 2) + &".".repeat(before % 2) + text) {
                let mut found = Vec::new();
                needles.each(&text, |phrase, at| {
                    assert!(text[at..].starts_with(phrases[phrase]));
                    found.push(phrase);
                });
                found.sort_unstable();
                found.dedup();
                let expected: Vec<usize> =
                    (0..phrases.len()).filter(|&at| text.contains(phrases[at])).collect();
                assert_eq!(found, expected, "{text:?}");
                assert_eq!(needles.first(&text, |_, _| true), expected.first().copied());
                assert_eq!(needles.holds_two(&text), expected.len() > 1);
            }
        }
    }
}
