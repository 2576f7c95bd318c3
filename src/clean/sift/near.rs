//! Near-duplicates among many: signatures in tables by band, so that only a few are compared.

use hashbrown::HashTable;

use super::minhash::{BANDS, Signature};
use crate::fnv::Keyed;
use std::hash::BuildHasher;

/// Signatures that are kept under one value of a band. Pages of one template (weather, prices) can share a band by the
/// thousand without being near: further ones are found by their other bands, if at all, and no page takes longer for them.
const MOST_ALIKE: usize = 16;

/// The signatures of what was written.
#[derive(Default)]
pub(super) struct Near {
    /// Each with the number of its article.
    signatures: Vec<(Signature, u32)>,
    /// By band: indices of signatures. Their places depend on a number of this run, what is found does not.
    tables: [HashTable<u32>; BANDS],
    key: Keyed,
}

impl Near {
    /// The first article that is near.
    pub(super) fn find(&self, signature: &Signature) -> Option<u32> {
        let near = (0..BANDS).flat_map(|band| self.alike(band, signature.0[band]));
        let near = near.filter(|(other, _)| other.is_near(signature));
        near.map(|(_, article)| *article).min()
    }

    /// Remembers the signature of an article.
    pub(super) fn insert(&mut self, signature: Signature, article: u32) {
        let index = u32::try_from(self.signatures.len()).unwrap_or(u32::MAX);
        self.signatures.push((signature, article));
        for (band, value) in signature.0.into_iter().enumerate() {
            if self.alike(band, value).count() < MOST_ALIKE {
                let Self { signatures, tables, key } = self;
                let place = |&other: &u32| key.hash_one(signatures[other as usize].0.0[band]);
                tables[band].insert_unique(key.hash_one(value), index, place);
            }
        }
    }

    fn alike(&self, band: usize, value: u64) -> impl Iterator<Item = &(Signature, u32)> {
        let alike = self.tables[band].iter_hash(self.key.hash_one(value));
        alike.map(|&index| &self.signatures[index as usize]).filter(move |other| other.0.0[band] == value)
    }

    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        let tables: usize = self.tables.iter().map(HashTable::allocation_size).sum();
        tables + self.signatures.len() * size_of::<(Signature, u32)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(text: u64) -> Signature {
        let words: Vec<u64> = (0..80).map(|at| text * 1000 + at).collect();
        Signature::of(&words).expect("long enough")
    }

    #[test]
    fn what_was_inserted_is_found_and_nothing_else() {
        let mut near = Near::default();
        for article in 0..2000_u32 {
            assert_eq!(near.find(&signature(article.into())), None);
            near.insert(signature(article.into()), article * 2);
        }
        assert!((0..2000_u32).all(|article| near.find(&signature(article.into())) == Some(article * 2)));
        assert_eq!(near.find(&signature(2000)), None);
    }

    #[test]
    fn of_several_the_first_is_found_and_few_are_kept() {
        let mut near = Near::default();
        (0..1000).for_each(|article| near.insert(signature(7), article));
        assert_eq!(near.find(&signature(7)), Some(0));
        assert!(near.tables.iter().all(|table| table.len() == MOST_ALIKE));
    }
}
