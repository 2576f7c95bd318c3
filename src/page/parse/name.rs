//! Element names that tree construction tells apart, as numbers.
//!
//! A superset of [`Tag`](crate::page::Tag), which holds only those that the data path asks for.

macro_rules! names {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// The name of an element in lower case; names that neither the standard's tree construction nor the data path
        /// tells apart are `Other`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
        #[repr(u8)]
        pub(in crate::page) enum Name {
            #[default]
            Other,
            $($name),*
        }

        impl Name {
            /// Every known name with its text.
            pub(in crate::page) const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $text)),*];
        }
    };
}

names! {
    A = "a", Abbr = "abbr", Address = "address", AmpImg = "amp-img", AnnotationXml = "annotation-xml", Applet = "applet",
    Area = "area", Article = "article", Aside = "aside", Audio = "audio", B = "b", Base = "base", Basefont = "basefont",
    Bgsound = "bgsound", Big = "big", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button",
    Canvas = "canvas", Caption = "caption", Center = "center", Code = "code", Col = "col", Colgroup = "colgroup",
    Dd = "dd", Del = "del", Desc = "desc", Details = "details", Dialog = "dialog", Dir = "dir", Div = "div", Dl = "dl",
    Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure",
    Font = "font", Footer = "footer", ForeignObject = "foreignobject", Form = "form", Frame = "frame",
    Frameset = "frameset", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", Head = "head",
    Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i", Iframe = "iframe", Image = "image",
    Img = "img", Input = "input", Keygen = "keygen", Label = "label", Li = "li", Link = "link", Listing = "listing",
    Main = "main", Malignmark = "malignmark", Map = "map", Marquee = "marquee", Math = "math", Menu = "menu",
    Meta = "meta", Mglyph = "mglyph", Mi = "mi", Mn = "mn", Mo = "mo", Ms = "ms", Mtext = "mtext", Nav = "nav",
    Nobr = "nobr", Noembed = "noembed", Noframes = "noframes", Noscript = "noscript", Object = "object", Ol = "ol",
    Optgroup = "optgroup", Option = "option", P = "p", Param = "param", Picture = "picture", Plaintext = "plaintext",
    Pre = "pre", Rb = "rb", Rp = "rp", Rt = "rt", Rtc = "rtc", Ruby = "ruby", S = "s", Script = "script",
    Search = "search", Section = "section", Select = "select", Small = "small", Source = "source", Span = "span",
    Strike = "strike", Strong = "strong", Style = "style", Sub = "sub", Summary = "summary", Sup = "sup", Svg = "svg",
    Table = "table", Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea", Tfoot = "tfoot",
    Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr", Track = "track", Tt = "tt", U = "u",
    Ul = "ul", Var = "var", Video = "video", Wbr = "wbr", Xmp = "xmp",
}

/// How many bytes of a name make its key.
const KEY_BYTES: usize = 8;
/// Slots of the table: many more than names, so that a key that is no name's meets an empty slot at once.
const SLOTS: usize = 1024;
/// Spreads the keys over the slots. Any odd number is correct; with this one, found by trying random ones, no two of the
/// names above collide.
const SPREAD: u64 = 0x5197_044a_41d7_7253;

/// The names of up to eight bytes by the hash of their key; where the slot is taken, in the next free one.
static TABLE: [Name; SLOTS] = table();
/// The key of each name, by its number; zero, which is no name's key, for those that are longer.
static KEYS: [u64; Name::ALL.len() + 1] = keys();

/// The first bytes of a name as a number, the first the lowest; zero when there are more than fit.
const fn key(name: &[u8]) -> u64 {
    let mut key = 0;
    let mut at = name.len();
    if at <= KEY_BYTES {
        while at > 0 {
            at -= 1;
            key = key << 8 | name[at] as u64;
        }
    }
    key
}

#[allow(clippy::cast_possible_truncation, reason = "the shift leaves as many bits as number the slots")]
const fn slot(key: u64) -> usize {
    (key.wrapping_mul(SPREAD) >> (u64::BITS - SLOTS.ilog2())) as usize
}

const fn keys() -> [u64; Name::ALL.len() + 1] {
    let mut keys = [0; Name::ALL.len() + 1];
    let mut at = 0;
    while at < Name::ALL.len() {
        let (name, text) = Name::ALL[at];
        keys[name as usize] = key(text.as_bytes());
        at += 1;
    }
    keys
}

const fn table() -> [Name; SLOTS] {
    let mut table = [Name::Other; SLOTS];
    let mut at = 0;
    while at < Name::ALL.len() {
        let (name, text) = Name::ALL[at];
        let key = key(text.as_bytes());
        let mut to = slot(key);
        while key != 0 && !matches!(table[to], Name::Other) {
            to = (to + 1) % SLOTS;
        }
        if key != 0 {
            table[to] = name;
        }
        at += 1;
    }
    table
}

impl Name {
    /// The text of a known name; empty for [`Name::Other`].
    pub(in crate::page) const fn text(self) -> &'static str {
        match self {
            Self::Other => "",
            known => Self::ALL[known as usize - 1].1,
        }
    }

    /// The name in lower case whose bytes are those of `key`, the first the lowest, and then zeros.
    #[inline]
    pub(super) fn from_key(key: u64) -> Self {
        let mut at = slot(key);
        // Ends at an empty slot, after a few steps: the names fill a seventh of the table.
        loop {
            let name = TABLE[at];
            if name == Self::Other || KEYS[name as usize] == key {
                return name;
            }
            at = (at + 1) % SLOTS;
        }
    }

    /// The name with that text, in lower case.
    pub(super) fn from_bytes(name: &[u8]) -> Self {
        if name.len() <= KEY_BYTES {
            return if name.contains(&0) { Self::Other } else { Self::from_key(key(name)) };
        }
        match name {
            b"annotation-xml" => Self::AnnotationXml,
            b"blockquote" => Self::Blockquote,
            b"figcaption" => Self::Figcaption,
            b"foreignobject" => Self::ForeignObject,
            b"malignmark" => Self::Malignmark,
            b"plaintext" => Self::Plaintext,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KEY_BYTES, Name};

    #[test]
    fn every_name_is_found_by_its_text_and_nothing_else_is() {
        for &(name, text) in Name::ALL {
            assert_eq!(Name::from_bytes(text.as_bytes()), name, "{text}");
            for other in
                [text.to_ascii_uppercase(), format!("{text}x"), format!("x{text}"), format!("{text}\0")]
            {
                let known = Name::ALL.iter().find(|(_, text)| *text == other).map(|(name, _)| *name);
                assert_eq!(Name::from_bytes(other.as_bytes()), known.unwrap_or_default(), "{other}");
            }
            let shorter = &text[..text.len().min(KEY_BYTES)];
            assert_eq!(shorter == text, Name::from_bytes(shorter.as_bytes()) == name);
        }
        assert_eq!(Name::from_bytes(b""), Name::Other);
    }
}
