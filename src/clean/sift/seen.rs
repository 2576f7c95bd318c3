//! What was written so far, by its fingerprints.

use hashbrown::HashMap;

use super::By;
use super::kept;
use super::near::Near;
use super::prints::{Hash, Prints};
use crate::fnv::Keyed;

/// Remembers the articles that were written: the fingerprints and the name of each, and no text.
#[derive(Default)]
pub(in crate::clean) struct Seen {
    /// Addresses, and with a headline those that pages call their own.
    urls: HashMap<Hash, u32, Keyed>,
    texts: HashMap<Hash, u32, Keyed>,
    near: Near,
    names: Names,
    /// What the shard under way has added, as bytes; only a job asks for it.
    added: Option<Vec<u8>>,
}

impl Seen {
    /// Nothing yet. `is_kept`: whether a later run may go on with it.
    pub(in crate::clean) fn new(is_kept: bool) -> Self {
        Self { added: is_kept.then(Vec::new), ..Self::default() }
    }

    /// The article that was written before and is the same: its name, and by what.
    pub(in crate::clean) fn find(&self, prints: &Prints) -> Option<(&str, By)> {
        let addresses = || [prints.url, prints.page].into_iter().flatten();
        // The one that was written first, by whatever address.
        let url = || Some((*addresses().filter_map(|it| self.urls.get(&it)).min()?, By::Url));
        let text = || prints.text.and_then(|text| Some((*self.texts.get(&text)?, By::Text)));
        let near = || prints.near.and_then(|near| Some((self.near.find(&near)?, By::Near)));
        let (first, by) = url().or_else(text).or_else(near)?;
        Some((self.names.get(first)?, by))
    }

    /// An article that nothing was the same as is written now. What is left out is not remembered: what is like it alone
    /// has nothing in the output that stands for it.
    pub(in crate::clean) fn insert(&mut self, id: &str, prints: &Prints) {
        if let Some(added) = &mut self.added {
            kept::write(added, id, prints);
        }
        self.remember(id, prints);
    }

    /// What was added since this was asked last.
    pub(super) fn added(&mut self) -> Vec<u8> {
        self.added.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// What an earlier run has added to the shard under way.
    pub(super) fn add(&mut self, kept: &[u8]) {
        self.added.iter_mut().for_each(|added| added.extend(kept));
    }

    pub(super) fn remember(&mut self, id: &str, prints: &Prints) {
        // Far beyond the memory that so many would need.
        let Some(number) = self.names.push(id) else { return };
        for url in [prints.url, prints.page].into_iter().flatten() {
            self.urls.entry(url).or_insert(number);
        }
        if let Some(text) = prints.text {
            self.texts.entry(text).or_insert(number);
        }
        if let Some(near) = prints.near {
            self.near.insert(near, number);
        }
    }
}

/// Names of articles, one after another in one piece of memory.
#[derive(Default)]
struct Names {
    text: String,
    ends: Vec<u64>,
}

impl Names {
    /// The number of the name.
    fn push(&mut self, name: &str) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok()?;
        self.text.push_str(name);
        self.ends.push(self.text.len() as u64);
        Some(number)
    }

    fn get(&self, number: u32) -> Option<&str> {
        let number = usize::try_from(number).ok()?;
        let place = |end: u64| usize::try_from(end).ok();
        let start = match number.checked_sub(1) {
            Some(before) => place(*self.ends.get(before)?)?,
            None => 0,
        };
        self.text.get(start..place(*self.ends.get(number)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::sift::minhash::Signature;

    fn prints(url: u8, text: u8, near: u64) -> Prints {
        let words: Vec<u64> = (0..80).map(|at| near * 1000 + at).collect();
        Prints { url: Some([url; 16]), page: None, text: Some([text; 16]), near: Signature::of(&words) }
    }

    #[test]
    fn the_first_wins_whatever_it_is_known_by() {
        let mut seen = Seen::default();
        assert_eq!(seen.find(&prints(1, 1, 1)), None);
        seen.insert("a", &prints(1, 1, 1));
        seen.insert("b", &prints(2, 2, 2));
        assert_eq!(seen.find(&prints(1, 2, 2)), Some(("a", By::Url)));
        assert_eq!(seen.find(&prints(3, 2, 1)), Some(("b", By::Text)));
        assert_eq!(seen.find(&prints(3, 3, 2)), Some(("b", By::Near)));
        assert_eq!(seen.find(&prints(3, 3, 3)), None);
        let page = Prints { page: Some([9; 16]), ..Prints::default() };
        seen.insert("c", &page);
        assert_eq!(seen.find(&page), Some(("c", By::Url)));
        assert_eq!(seen.find(&Prints { url: Some([1; 16]), ..page }), Some(("a", By::Url)), "the first");
        assert_eq!(seen.find(&Prints::default()), None);
    }

    /// `docs/sift.md` and `--help` name these figures.
    #[test]
    fn memory_is_as_stated() {
        let (mut hashes, mut all) = (Seen::default(), Seen::default());
        for number in 0..30_000_u64 {
            let mut prints = prints(0, 0, number);
            let hash = crate::fnv::hash(&number.to_string()).to_le_bytes();
            let hash: Hash = std::array::from_fn(|at| hash[at % 8]);
            (prints.url, prints.page, prints.text) = (Some(hash), Some(hash.map(|byte| !byte)), Some(hash));
            all.insert("", &prints);
            hashes.insert("", &Prints { near: None, ..prints });
            if number % 1000 == 999 && number > 5000 {
                let each = |bytes: usize| bytes as f64 / (number + 1) as f64;
                for (map, hashes_each) in [(&hashes.urls, 2.0), (&hashes.texts, 1.0)] {
                    let bytes = each(map.allocation_size()) / hashes_each;
                    assert!((20.0..50.0).contains(&bytes), "{bytes} bytes a hash");
                }
                let bytes = each(all.near.bytes());
                assert!((210.0..330.0).contains(&bytes), "{bytes} bytes a signature");
            }
        }
    }
}
