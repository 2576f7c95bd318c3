//! SVG and MathML inside of HTML: what goes on there, how names are written, and what ends it.

use super::traits::{Namespace, Traits};
use super::{Step, Token, TreeBuilder};
use crate::page::attr::Attr;
use crate::page::parse::name::Name;
use crate::page::parse::store::{Attribute, Span, Store};
use crate::page::parse::token::{StartTag, TagName};

/// Names of SVG elements that are not in lower case.
const SVG_ELEMENTS: [&str; 37] = [
    "altGlyph",
    "altGlyphDef",
    "altGlyphItem",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "clipPath",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "foreignObject",
    "glyphRef",
    "linearGradient",
    "radialGradient",
    "textPath",
];

const SVG_NAMES: Names = Names::new(&SVG_ELEMENTS);

/// Names of attributes of SVG elements that are not in lower case.
const SVG_ATTRIBUTE_NAMES: [&str; 58] = [
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
];

const SVG_ATTRIBUTES: Names = Names::new(&SVG_ATTRIBUTE_NAMES);

/// The one attribute of MathML that is not in lower case.
const MATHML_ATTRIBUTES: Names = Names::new(&["definitionURL"]);

/// Names that are written in another way than tags give them, which is in lower case.
struct Names {
    names: &'static [&'static str],
    /// The first letters of the names of each length, a bit each: most names are told from all of these by them.
    first: [u32; MAX_LENGTH + 1],
}

/// The longest name, `feComponentTransfer` and others.
const MAX_LENGTH: usize = 19;

impl Names {
    const fn new(names: &'static [&'static str]) -> Self {
        let mut first = [0; MAX_LENGTH + 1];
        let mut at = 0;
        while at < names.len() {
            first[names[at].len()] |= Self::bit(names[at].as_bytes()[0]);
            at += 1;
        }
        Self { names, first }
    }

    const fn bit(letter: u8) -> u32 {
        1 << (letter & 31)
    }

    /// The name as it is written, where that is another way.
    fn written(&self, name: &str) -> Option<&'static str> {
        let &letter = name.as_bytes().first()?;
        let here = self.first.get(name.len())? & Self::bit(letter) != 0;
        here.then(|| self.names.iter().copied().find(|it| it.eq_ignore_ascii_case(name)))?
    }
}

/// Whether the attribute has a namespace of its own, which ordinary look-ups by name do not see.
pub(in crate::page) fn is_namespaced(space: Namespace, name: &str) -> bool {
    space != Namespace::Html
        && matches!(
            name,
            "xlink:actuate"
                | "xlink:arcrole"
                | "xlink:href"
                | "xlink:role"
                | "xlink:show"
                | "xlink:title"
                | "xlink:type"
                | "xml:lang"
                | "xml:space"
                | "xmlns"
                | "xmlns:xlink"
        )
}

impl TreeBuilder {
    /// Whether a token is for the rules of foreign content.
    pub(super) fn is_foreign(&self, token: Token) -> bool {
        let top = self.stack.top();
        if top.is_html() {
            return false;
        }
        match token {
            Token::Eof => false,
            Token::Text(..) | Token::Null => !top.traits.has(BOTH),
            Token::Start(tag) => match tag.name.name {
                _ if top.traits.has(Traits::SVG_HTML) => false,
                Name::Mglyph | Name::Malignmark => true,
                // An `annotation-xml` of HTML is no integration point here, as it is none for scraper.
                Name::Svg if top.name == Name::AnnotationXml => top.space != Namespace::MathMl,
                _ => !top.traits.has(Traits::MATHML_TEXT),
            },
            Token::End(_) | Token::Comment(_) => true,
        }
    }

    pub(super) fn foreign(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        match token {
            Token::Null => {
                let from = store.side_end();
                store.side().push(char::REPLACEMENT_CHARACTER);
                self.append_text(store.span_from(from));
                Step::Done
            }
            Token::Text(text, _) => {
                self.see_ink(store, text);
                self.append_text(text);
                Step::Done
            }
            Token::Comment(text) => self.append_comment(text),
            Token::Start(tag) if breaks_out(store, tag) => self.break_out(store, token),
            Token::Start(tag) => {
                let space = self.stack.top().space;
                let name = if space == Namespace::Svg { svg_name(store, tag.name) } else { tag.name };
                self.insert_foreign(store, StartTag { name, ..tag }, space)
            }
            Token::End(name) if matches!(name.name, Name::Br | Name::P) => self.break_out(store, token),
            Token::End(name) => self.end_foreign(store, name),
            Token::Eof => Step::Done,
        }
    }

    /// `<svg>` or `<math>`.
    pub(super) fn enter_foreign(&mut self, store: &mut Store<'_>, tag: StartTag, space: Namespace) -> Step {
        self.reconstruct_formatting(store);
        self.insert_foreign(store, tag, space)
    }

    fn insert_foreign(&mut self, store: &mut Store<'_>, tag: StartTag, space: Namespace) -> Step {
        match space {
            Namespace::Html => {}
            Namespace::MathMl => adjust_attributes(store, tag, &MATHML_ATTRIBUTES),
            Namespace::Svg => adjust_attributes(store, tag, &SVG_ATTRIBUTES),
        }
        if tag.self_closing {
            self.put_element(tag.name, space, tag.attributes);
        } else {
            self.insert_in(store, tag, space);
        }
        Step::Done
    }

    /// A tag of HTML ends foreign content.
    fn break_out(&mut self, store: &mut Store<'_>, token: Token) -> Step {
        while !self.stack.top().is_html() && !self.stack.top().traits.has(BOTH) {
            self.stack.pop();
        }
        self.step(self.mode, store, token)
    }

    fn end_foreign(&mut self, store: &mut Store<'_>, tag: TagName) -> Step {
        let mut closed = None;
        for (at, open) in self.stack.inwards() {
            if at == 0 {
                return Step::Done;
            }
            if open.is_html() {
                break;
            }
            if open.name == tag.name && (tag.name != Name::Other || self.is_alike(store, open.node, tag.text))
            {
                closed = Some(at);
                break;
            }
        }
        match closed {
            Some(at) => self.stack.truncate(at),
            None => return self.step(self.mode, store, Token::End(tag)),
        }
        Step::Done
    }

    /// Whether the element of an unknown name has that one, in lower case or not.
    fn is_alike(&self, store: &Store<'_>, node: u32, name: Span) -> bool {
        self.arena.as_element(node).is_some_and(|element| {
            element.text.len == name.len && store.text(element.text).eq_ignore_ascii_case(store.text(name))
        })
    }
}

/// The integration points of either kind.
const BOTH: Traits = Traits::MATHML_TEXT.and(Traits::SVG_HTML);

/// The start tags that end foreign content.
fn breaks_out(store: &Store<'_>, tag: StartTag) -> bool {
    match tag.name.name {
        Name::B
        | Name::Big
        | Name::Blockquote
        | Name::Body
        | Name::Br
        | Name::Center
        | Name::Code
        | Name::Dd
        | Name::Div
        | Name::Dl
        | Name::Dt
        | Name::Em
        | Name::Embed
        | Name::H1
        | Name::H2
        | Name::H3
        | Name::H4
        | Name::H5
        | Name::H6
        | Name::Head
        | Name::Hr
        | Name::I
        | Name::Img
        | Name::Li
        | Name::Listing
        | Name::Menu
        | Name::Meta
        | Name::Nobr
        | Name::Ol
        | Name::P
        | Name::Pre
        | Name::Ruby
        | Name::S
        | Name::Small
        | Name::Span
        | Name::Strong
        | Name::Strike
        | Name::Sub
        | Name::Sup
        | Name::Table
        | Name::Tt
        | Name::U
        | Name::Ul
        | Name::Var => true,
        Name::Font => store
            .attributes_of(tag.attributes)
            .iter()
            .any(|it| matches!(store.text(it.name), "color" | "face" | "size")),
        _ => false,
    }
}

/// The name as SVG writes it.
fn svg_name(store: &mut Store<'_>, name: TagName) -> TagName {
    match name.name {
        Name::Other => TagName { text: adjusted(store, name.text, &SVG_NAMES).unwrap_or(name.text), ..name },
        _ => name,
    }
}

/// Writes the attributes of a tag as the namespace writes them.
fn adjust_attributes(store: &mut Store<'_>, tag: StartTag, names: &Names) {
    for at in tag.attributes.start..tag.attributes.start + u32::from(tag.attributes.len) {
        let Some(Attribute { name, attr, .. }) = store.attributes.get(at as usize).copied() else { return };
        // None of the lists holds a name that has a number.
        if attr == Attr::Other
            && let Some(new) = adjusted(store, name, names)
        {
            store.attributes[at as usize].name = new;
        }
    }
}

/// The name as the list writes it, where that is another way.
fn adjusted(store: &mut Store<'_>, name: Span, names: &Names) -> Option<Span> {
    let new = names.written(store.text(name))?;
    let from = store.side_end();
    store.side().push_str(new);
    Some(store.span_from(from))
}
