//! The attribute names that the data path asks for, as numbers.
//!
//! The tokenizer numbers the names once; whoever reads attributes compares numbers, and an element says by one word which
//! of them it has: `if node.has(SIGNS) { for (attr, value) in node.numbered(SIGNS) { match attr { Attr::Rel => … } } }`
//! with `const SIGNS: AttrSet = AttrSet::of(&[Attr::Rel, Attr::Itemprop]);`. A single one: `node.get(Attr::Href)`. To add a
//! name, add it to the list (room for 63).

/// How many bytes of a name make half of its key.
const HALF: usize = 8;

macro_rules! attrs {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// An attribute's name. Names that nothing asks for are `Other`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[allow(missing_docs, reason = "each variant is the attribute of that name")]
        #[repr(u8)]
        pub enum Attr {
            /// Any name without a number here.
            #[default]
            Other,
            $($name),*
        }

        impl Attr {
            /// Every attribute that has a number, with its name.
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $text)),*];
        }
    };
}

// The last are those that foreign elements have in a namespace of their own.
attrs! {
    Align = "align", Alt = "alt", AriaControls = "aria-controls", AriaExpanded = "aria-expanded",
    AriaHidden = "aria-hidden", AriaLabelledby = "aria-labelledby", AriaModal = "aria-modal", Class = "class",
    Colspan = "colspan", Content = "content", DataComponent = "data-component", DataLang = "data-lang",
    DataLanguage = "data-language", DataLazySrc = "data-lazy-src", DataOriginal = "data-original",
    DataOriginalSrc = "data-original-src", DataPlaceholder = "data-placeholder", DataRole = "data-role",
    DataSrc = "data-src", DataSrcset = "data-srcset", DataTestid = "data-testid", Datetime = "datetime",
    Height = "height", Hidden = "hidden", Href = "href", Id = "id", Itemprop = "itemprop", Itemscope = "itemscope",
    Itemtype = "itemtype", Lang = "lang", Name = "name", Poster = "poster", Property = "property", Pubdate = "pubdate",
    Rel = "rel", Role = "role", Rowspan = "rowspan", Src = "src", Srcset = "srcset", Start = "start", Style = "style",
    Target = "target", Title = "title", Type = "type", Value = "value", Width = "width",
    XlinkActuate = "xlink:actuate", XlinkArcrole = "xlink:arcrole", XlinkHref = "xlink:href", XlinkRole = "xlink:role",
    XlinkShow = "xlink:show", XlinkTitle = "xlink:title", XlinkType = "xlink:type", XmlLang = "xml:lang",
    XmlSpace = "xml:space", Xmlns = "xmlns", XmlnsXlink = "xmlns:xlink",
}

/// A set of attribute names; [`Attr::Other`] in it stands for all names without a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AttrSet(u64);

const _: () = assert!(Attr::ALL.len() < u64::BITS as usize, "each name has a bit of its own");

impl AttrSet {
    /// No name.
    pub const EMPTY: Self = Self(0);

    /// These names.
    pub const fn of(attrs: &[Attr]) -> Self {
        let mut set = Self::EMPTY;
        let mut at = 0;
        while at < attrs.len() {
            set = set.with(attrs[at]);
            at += 1;
        }
        set
    }

    /// These names and one more.
    #[must_use]
    #[inline]
    pub const fn with(self, attr: Attr) -> Self {
        Self(self.0 | 1 << attr as u8)
    }

    /// Whether the name is in the set.
    #[inline]
    pub const fn has(self, attr: Attr) -> bool {
        self.0 & 1 << attr as u8 != 0
    }

    /// Whether the sets have a name in common.
    #[inline]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a name is looked up by: its first bytes and, of one that has more, its last, the lower the earlier; its length.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) len: usize,
}

/// Slots of the table: many more than names, so that most of the other names meet an empty one.
const SLOTS: usize = 512;

/// Spreads the keys over the slots. Any odd number is correct; this one is the 64 bits after the point of the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The names by the hash of their keys; where the slot is taken, in the next free one.
static TABLE: [Attr; SLOTS] = table();

/// The first bytes of each name that has no more than eight, by its number; zero, which is no name's, for the others.
static SHORT: [u64; Attr::ALL.len() + 1] = short();

/// The key of each name, by its number.
static KEYS: [Key; Attr::ALL.len() + 1] = KEYS_OF_NAMES;

const KEYS_OF_NAMES: [Key; Attr::ALL.len() + 1] = keys();

const fn table() -> [Attr; SLOTS] {
    let mut table = [Attr::Other; SLOTS];
    let mut at = 0;
    while at < Attr::ALL.len() {
        let (attr, text) = Attr::ALL[at];
        let mut to = slot(Key::of(text.as_bytes()).mixed());
        while !matches!(table[to], Attr::Other) {
            to = (to + 1) % SLOTS;
        }
        table[to] = attr;
        at += 1;
    }
    table
}

const fn keys() -> [Key; Attr::ALL.len() + 1] {
    let mut keys = [Key { first: 0, last: 0, len: 0 }; Attr::ALL.len() + 1];
    let mut at = 0;
    while at < Attr::ALL.len() {
        let (attr, text) = Attr::ALL[at];
        keys[attr as usize] = Key::of(text.as_bytes());
        at += 1;
    }
    keys
}

const fn short() -> [u64; Attr::ALL.len() + 1] {
    let mut short = [0; Attr::ALL.len() + 1];
    let mut at = 0;
    while at < short.len() {
        if KEYS_OF_NAMES[at].len <= HALF {
            short[at] = KEYS_OF_NAMES[at].first;
        }
        at += 1;
    }
    short
}

impl Key {
    pub(super) const fn of(name: &[u8]) -> Self {
        let mut key = Self { first: 0, last: 0, len: name.len() };
        let mut at = 0;
        while at < HALF && at < name.len() {
            key.first |= (name[at] as u64) << (8 * at);
            if name.len() > HALF {
                key.last |= (name[name.len() - HALF + at] as u64) << (8 * at);
            }
            at += 1;
        }
        key
    }

    #[inline]
    const fn mixed(self) -> u64 {
        (self.first ^ self.last.rotate_left(23)).wrapping_mul(SPREAD)
    }

    /// A byte that mostly differs between names.
    #[inline]
    pub(super) const fn mark(self) -> u8 {
        mark(self.mixed())
    }
}

#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the shift leaves as many bits as number the slots")]
const fn slot(mixed: u64) -> usize {
    (mixed >> (u64::BITS - SLOTS.ilog2())) as usize
}

#[inline]
const fn mark(mixed: u64) -> u8 {
    mixed.to_le_bytes()[7]
}

impl Attr {
    /// The number of a name in lower case.
    pub fn from_name(name: &str) -> Self {
        Self::from_key(Key::of(name.as_bytes()), || name.as_bytes())
    }

    /// The number of the name whose at most eight bytes are `first`, the lower the earlier, and then zeros; and its mark.
    #[inline]
    pub(super) fn from_short(first: u64) -> (Self, u8) {
        let mixed = first.wrapping_mul(SPREAD);
        let mut at = slot(mixed);
        // As in `from_key`.
        loop {
            let attr = TABLE[at];
            if attr == Self::Other || SHORT[attr as usize] == first {
                return (attr, mark(mixed));
            }
            at = (at + 1) % SLOTS;
        }
    }

    /// The number of the name with that key, whose whole `name` is only asked for when it is long.
    #[inline]
    pub(super) fn from_key<'n>(key: Key, name: impl FnOnce() -> &'n [u8]) -> Self {
        let mut at = slot(key.mixed());
        // Ends at an empty slot, after a few steps: the names fill a ninth of the table.
        loop {
            let attr = TABLE[at];
            if attr == Self::Other {
                return attr;
            }
            if KEYS[attr as usize] == key {
                let whole = key.len <= 2 * HALF || attr.name().as_bytes() == name();
                return if whole { attr } else { Self::Other };
            }
            at = (at + 1) % SLOTS;
        }
    }

    /// The name that has the number; empty for [`Attr::Other`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::Other => "",
            known => Self::ALL[known as usize - 1].1,
        }
    }

    /// Whether foreign elements have it in a namespace of its own, where ordinary look-ups by name do not see it.
    #[inline]
    pub(super) const fn is_namespaced(self) -> bool {
        self as u8 >= Self::XlinkActuate as u8
    }
}

#[cfg(test)]
mod tests {
    use super::{Attr, AttrSet};

    #[test]
    fn every_name_is_found_by_its_text_and_nothing_else_is() {
        for &(attr, text) in Attr::ALL {
            assert_eq!((Attr::from_name(text), attr.name()), (attr, text));
            let inside = text.len() / 2;
            for other in [
                text.to_ascii_uppercase(),
                format!("{text}x"),
                format!("x{text}"),
                format!("{text}\0"),
                format!("{}?{}", &text[..inside], &text[inside + 1..]),
            ] {
                assert_eq!(Attr::from_name(&other), Attr::Other, "{other}");
            }
        }
        assert_eq!(Attr::from_name(""), Attr::Other);
    }

    #[test]
    fn sets() {
        const SIGNS: AttrSet = AttrSet::of(&[Attr::Rel, Attr::Xmlns, Attr::Other]);
        assert!(SIGNS.has(Attr::Rel) && SIGNS.has(Attr::Other) && !SIGNS.has(Attr::Id));
        assert!(SIGNS.meets(AttrSet::EMPTY.with(Attr::Xmlns)) && !SIGNS.meets(AttrSet::of(&[Attr::Class])));
    }
}
