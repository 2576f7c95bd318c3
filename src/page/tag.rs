//! The element names that the data path asks for, as numbers.

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// An element's name, or that a node is text. Names that nothing asks for are `Other`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[allow(missing_docs, reason = "each variant is the element of that name")]
        pub enum Tag {
            /// A text node.
            Text,
            /// Any element without a name of its own here.
            #[default]
            Other,
            $($(#[$doc])* $name),*
        }

        impl Tag {
            /// Every element that has a tag of its own, with its name.
            pub(super) const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $text)),*];

            /// The tag of an element name in lower case.
            pub fn from_name(name: &str) -> Self {
                match name {
                    $($text => Self::$name,)*
                    _ => Self::Other,
                }
            }
        }
    };
}

tags! {
    A = "a", Abbr = "abbr", Address = "address", AmpImg = "amp-img", Article = "article", Aside = "aside", Audio = "audio", B = "b",
    Base = "base", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Canvas = "canvas",
    Caption = "caption", Center = "center", Code = "code", Dd = "dd", Del = "del", Details = "details", Dialog = "dialog",
    Div = "div", Dl = "dl", Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption",
    Figure = "figure", Footer = "footer", Form = "form", Frameset = "frameset", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4",
    H5 = "h5", H6 = "h6", Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i",
    Iframe = "iframe", Img = "img", Input = "input", Label = "label", Li = "li", Link = "link", Main = "main", Map = "map",
    Menu = "menu", Meta = "meta", Nav = "nav", Noscript = "noscript", Object = "object", Ol = "ol", Option = "option",
    P = "p", Picture = "picture", Pre = "pre", Script = "script", Section = "section", Select = "select",
    Source = "source", Span = "span", Strong = "strong", Style = "style", Sub = "sub", Summary = "summary", Sup = "sup",
    Svg = "svg", Table = "table", Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea", Tfoot = "tfoot",
    Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr", Ul = "ul", Video = "video", Wbr = "wbr",
}

impl Tag {
    /// The level of a heading element, 1 to 6.
    pub const fn heading_level(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Whether the element starts a new block of text (HTML rendering section, `display: block` and table parts).
    pub const fn is_block(self) -> bool {
        matches!(
            self,
            Self::Address
                | Self::Article
                | Self::Aside
                | Self::Blockquote
                | Self::Body
                | Self::Caption
                | Self::Center
                | Self::Dd
                | Self::Details
                | Self::Dialog
                | Self::Div
                | Self::Dl
                | Self::Dt
                | Self::Fieldset
                | Self::Figcaption
                | Self::Figure
                | Self::Footer
                | Self::Form
                | Self::H1
                | Self::H2
                | Self::H3
                | Self::H4
                | Self::H5
                | Self::H6
                | Self::Header
                | Self::Hgroup
                | Self::Hr
                | Self::Html
                | Self::Li
                | Self::Main
                | Self::Menu
                | Self::Nav
                | Self::Ol
                | Self::P
                | Self::Pre
                | Self::Section
                | Self::Summary
                | Self::Table
                | Self::Tbody
                | Self::Td
                | Self::Tfoot
                | Self::Th
                | Self::Thead
                | Self::Tr
                | Self::Ul
        )
    }

    /// Whether nothing inside the element is text of the page: code, styles, controls, players, embedded pages.
    pub const fn is_skipped(self) -> bool {
        matches!(
            self,
            Self::Audio
                | Self::Button
                | Self::Canvas
                | Self::Embed
                | Self::Frameset
                | Self::Head
                | Self::Iframe
                | Self::Input
                | Self::Map
                | Self::Noscript
                | Self::Object
                | Self::Option
                | Self::Script
                | Self::Select
                | Self::Style
                | Self::Svg
                | Self::Template
                | Self::Textarea
                | Self::Video
        )
    }
}
