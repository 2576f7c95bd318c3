//! Class lists: what the classes of an element say, read once for the elements that share them.
//!
//! A page repeats its class lists, those of a card or a menu item dozens of times.

use super::hint::Hints;
use super::names::of_class;
use super::unseen::Display;

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
        Self::read(list, hash(list), of_class)
    }

    /// The same, what the names suggest left out.
    pub(super) fn without_hints(list: &str) -> Self {
        let mut display = Display::default();
        list.split_ascii_whitespace().for_each(|class| display.take(class));
        Self { hides: display.is_none(), ..Self::default() }
    }

    fn read<'l>(list: &'l str, hash: u64, mut of: impl FnMut(&'l str) -> Hints) -> Self {
        let (mut hints, mut display) = (Hints::NONE, Display::default());
        for class in list.split_ascii_whitespace() {
            hints = hints.with(of(class));
            display.take(class);
        }
        Self { hints, hides: display.is_none(), hash }
    }
}

/// So many lists are remembered: more are rarely in use in one part of a page.
const PLACES: usize = 256;

/// So many classes are: several times as many as most pages have, so that few share a place.
const CLASS_PLACES: usize = 1024;

/// The class lists of a page that were met last, one to a place, and the same for their classes: many a list differs
/// from another in one class only.
pub(super) struct Seen<'p> {
    lists: Vec<(&'p str, ClassList)>,
    classes: Vec<(&'p str, Hints)>,
    /// What no class says.
    nothing: ClassList,
}

impl<'p> Seen<'p> {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let nothing = ClassList::of("");
        Self { lists: vec![("", nothing); PLACES], classes: vec![("", Hints::NONE); CLASS_PLACES], nothing }
    }

    /// What a list says, read anew only if it is not the last one of its place.
    pub(super) fn read(&mut self, list: &'p str) -> ClassList {
        if list.is_empty() {
            return self.nothing;
        }
        let hash = hash(list);
        let place = &mut self.lists[place(hash, PLACES)];
        if place.0 != list {
            let classes = &mut self.classes;
            *place = (list, ClassList::read(list, hash, |class| of_class_seen(class, classes)));
        }
        place.1
    }
}

/// What the class suggests, likewise.
fn of_class_seen<'p>(class: &'p str, classes: &mut [(&'p str, Hints)]) -> Hints {
    let place = &mut classes[place(hash(class), CLASS_PLACES)];
    if place.0 != class {
        *place = (class, of_class(class));
    }
    place.1
}

/// The place, of so many, of what has that hash; its upper bits are the ones that all of the list went into.
#[expect(clippy::cast_possible_truncation, reason = "as many bits as number the places")]
const fn place(hash: u64, places: usize) -> usize {
    (hash >> (u64::BITS - places.trailing_zeros())) as usize
}

/// A hash; that of the empty list is what all elements without classes have.
fn hash(list: &str) -> u64 {
    let bytes = list.as_bytes();
    let mut hash = list.len() as u64;
    let (whole, rest) = bytes.as_chunks::<8>();
    for &eight in whole {
        hash = mix(hash ^ u64::from_le_bytes(eight));
    }
    // Of a long list the last eight bytes, some of them again.
    let rest = match bytes.last_chunk() {
        Some(_) if rest.is_empty() => 0,
        Some(&end) => u64::from_le_bytes(end),
        None => few(rest),
    };
    mix(hash ^ rest)
}

/// Up to seven bytes as a number: of four or more the first four and the last four.
fn few(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(&first), Some(&last)) => {
            u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last))
        }
        _ => bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// Spreads what differs in some bits over all.
pub(super) const fn mix(hash: u64) -> u64 {
    // The multiplier of Fibonacci hashing, 2^64 divided by the golden ratio.
    let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 32)
}
