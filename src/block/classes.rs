//! Class lists: what the classes of an element say, read once for the elements that share them.
//!
//! A page repeats its class lists, those of a card or a menu item dozens of times.

use super::hint::Hints;
use super::names::of_class;
use super::unseen::hides;

/// What a class list says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClassList {
    /// What its names suggest.
    pub(super) hints: Hints,
    /// Whether it hides the element.
    pub(super) hides: bool,
    /// A number that is equal for equal lists.
    pub(super) hash: u64,
}

impl ClassList {
    /// Reads the value of a `class` attribute.
    pub(super) fn of(list: &str) -> Self {
        Self::read(list, hash(list))
    }

    fn read(list: &str, hash: u64) -> Self {
        let classes = list.split_ascii_whitespace();
        Self { hints: classes.map(of_class).fold(Hints::NONE, Hints::with), hides: hides(list), hash }
    }
}

/// So many lists are remembered: more are rarely in use in one part of a page.
const PLACES: usize = 256;

/// The class lists of a page that were met last, one to a place.
pub(super) struct Seen<'p> {
    places: Vec<(&'p str, ClassList)>,
}

impl<'p> Seen<'p> {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { places: vec![("", ClassList::of("")); PLACES] }
    }

    /// What a list says, read anew only if it is not the last one of its place.
    pub(super) fn read(&mut self, list: &'p str) -> ClassList {
        let hash = hash(list);
        let place = &mut self.places[usize::from((hash >> 56) as u8)];
        if place.0 != list {
            *place = (list, ClassList::read(list, hash));
        }
        place.1
    }
}

fn hash(list: &str) -> u64 {
    let (whole, rest) = list.as_bytes().as_chunks::<8>();
    let start = mix(list.len() as u64);
    let hash = whole.iter().fold(start, |hash, &eight| mix(hash ^ u64::from_le_bytes(eight)));
    mix(hash ^ rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)))
}

/// The finaliser of `MurmurHash3`.
pub(super) const fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
