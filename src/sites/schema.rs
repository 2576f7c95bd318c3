//! The shape of a rule file, as `README.md` beside this module describes it.
//!
//! Strict: an unknown key, a bad selector, an unanchored pattern is an error at its line and column. This module knows
//! one file at a time; what files say of each other is checked in `load`.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::host::HostPattern;
use crate::block::Mark;
use crate::page::css::Css;
use crate::parsed::parsed;

/// The longest pattern a rule file may hold, in bytes.
const MAX_PATTERN: usize = 400;

/// The largest compiled pattern, in bytes: a pattern with a few `\w` has about 100,000.
const MAX_COMPILED: usize = 1 << 20;

/// A rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SiteFile {
    /// The hosts it speaks for.
    #[serde(default)]
    pub hosts: Vec<HostPattern>,
    /// What a page of this family shows, whatever its host; two must match. Families only.
    #[serde(default)]
    pub markers: Vec<Css>,
    /// Where the knowledge comes from.
    pub source: Provenance,
    /// The layouts, newest first.
    #[serde(default, rename = "layout")]
    pub layouts: Vec<Layout>,
    /// For pages that were flattened to lines.
    #[serde(default)]
    pub text: TextRules,
}

/// Who says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// The day somebody looked.
    pub checked: Day,
    /// What they looked at.
    pub basis: String,
    /// What the rule was seen to work on.
    pub verified: Verified,
}

/// What a rule was seen to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verified {
    /// A page written after the same facts: proves the plumbing only.
    Fixture,
    /// A real page.
    Corpus,
}

/// One layout of a site: what its pages looked like up to a day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Layout {
    /// The last day of this layout; `None` for the current one.
    pub until: Option<Day>,
    /// The family whose current layout fills what is not set here.
    pub family: Option<String>,
    /// The headline.
    #[serde(default)]
    pub title: Vec<Css>,
    /// The lead.
    #[serde(default)]
    pub lead: Vec<Css>,
    /// The containers of the body.
    #[serde(default)]
    pub body: Vec<Css>,
    /// Author names.
    #[serde(default)]
    pub author: Vec<Css>,
    /// The date line.
    #[serde(default)]
    pub date: Vec<Css>,
    /// The section.
    #[serde(default)]
    pub section: Vec<Css>,
    /// Keywords.
    #[serde(default)]
    pub tags: Vec<Css>,
    /// Where the article was taken from.
    #[serde(default)]
    pub source: Vec<Css>,
    /// Captions inside the body.
    #[serde(default)]
    pub caption: Vec<Css>,
    /// Not article, whatever is inside.
    #[serde(default)]
    pub remove: Vec<Css>,
    /// Links that are body text.
    #[serde(default)]
    pub unwrap: Vec<Css>,
    /// Nothing at or after it is article.
    #[serde(default)]
    pub end: Vec<Css>,
    /// Patterns of blocks to drop.
    #[serde(default)]
    pub drop_text: Vec<Pattern>,
    /// Named operations.
    #[serde(default)]
    pub ops: Vec<Op>,
}

/// What a rule says of a page that was flattened to lines.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TextRules {
    /// Whole lines, compared like cue phrases: the article ends before them.
    #[serde(default)]
    pub end: Vec<String>,
    /// Lines to drop.
    #[serde(default)]
    pub drop: Vec<Pattern>,
    /// Date lines.
    #[serde(default)]
    pub dateline: Vec<Pattern>,
}

impl TextRules {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.end.is_empty() && self.drop.is_empty() && self.dateline.is_empty()
    }
}

/// A named operation. The list is closed: an operation is Rust, everything else is data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Where no lead selector yields text, the first paragraph of the body is the lead.
    FirstParagraphLead,
    /// A single `<br>` parts two paragraphs.
    SplitBr,
}

/// A field of a layout that holds selectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is the key of that name, described in `Layout`")]
pub enum Field {
    Title,
    Lead,
    Body,
    Author,
    Date,
    Section,
    Tags,
    Source,
    Caption,
    Remove,
    Unwrap,
    End,
}

impl Field {
    /// All fields, in the order of the declaration.
    pub const ALL: [Self; 12] = [
        Self::Title,
        Self::Lead,
        Self::Body,
        Self::Author,
        Self::Date,
        Self::Section,
        Self::Tags,
        Self::Source,
        Self::Caption,
        Self::Remove,
        Self::Unwrap,
        Self::End,
    ];

    /// The key in a rule file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Author => "author",
            Self::Date => "date",
            Self::Section => "section",
            Self::Tags => "tags",
            Self::Source => "source",
            Self::Caption => "caption",
            Self::Remove => "remove",
            Self::Unwrap => "unwrap",
            Self::End => "end",
        }
    }

    /// The mark that elements of the field get.
    pub const fn mark(self) -> Mark {
        match self {
            Self::Title => Mark::Title,
            Self::Lead => Mark::Lead,
            Self::Body => Mark::Body,
            Self::Author => Mark::Author,
            Self::Date => Mark::Date,
            Self::Section => Mark::Section,
            Self::Tags => Mark::Tag,
            Self::Source => Mark::Source,
            Self::Caption => Mark::Caption,
            Self::Remove => Mark::Remove,
            Self::Unwrap => Mark::Unwrap,
            Self::End => Mark::End,
        }
    }
}

impl Layout {
    /// The selectors of a field.
    pub fn selectors(&self, field: Field) -> &[Css] {
        match field {
            Field::Title => &self.title,
            Field::Lead => &self.lead,
            Field::Body => &self.body,
            Field::Author => &self.author,
            Field::Date => &self.date,
            Field::Section => &self.section,
            Field::Tags => &self.tags,
            Field::Source => &self.source,
            Field::Caption => &self.caption,
            Field::Remove => &self.remove,
            Field::Unwrap => &self.unwrap,
            Field::End => &self.end,
        }
    }
}

/// A day, written as a TOML date without time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub jiff::civil::Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::value::Datetime::deserialize(deserializer)?;
        let Some(date) = written.date.filter(|_| written.time.is_none()) else {
            return Err(D::Error::custom(format!(
                "`{written}`: expected a date without time, as 2026-11-21"
            )));
        };
        let year = i16::try_from(date.year).map_err(D::Error::custom)?;
        let month = i8::try_from(date.month).map_err(D::Error::custom)?;
        let day = i8::try_from(date.day).map_err(D::Error::custom)?;
        jiff::civil::Date::new(year, month, day).map(Self).map_err(D::Error::custom)
    }
}

/// A regular expression that can only match from the start of a text.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    regex: regex::Regex,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// A message without position when it is not anchored, too large or no regular expression.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Some(rest) = text.strip_prefix('^') else {
            return Err(format!(
                "pattern `{text}`: it must start with `^`, a block is judged by its beginning"
            ));
        };
        if text.len() > MAX_PATTERN {
            return Err(format!("pattern of {} bytes, at most {MAX_PATTERN} are allowed", text.len()));
        }
        // In `^a|b` only the first branch would be anchored.
        let anchored = if rest.contains('|') { format!("^(?:{rest})") } else { text.to_owned() };
        let compiled = regex::RegexBuilder::new(&anchored).size_limit(MAX_COMPILED).build();
        let regex = compiled.map_err(|error| format!("pattern `{text}`: {error}"))?;
        Ok(Self { text: text.to_owned(), regex })
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The compiled pattern.
    pub const fn regex(&self) -> &regex::Regex {
        &self.regex
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, Self::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Pattern, SiteFile};
    use crate::block::Marks;

    fn error(text: &str) -> String {
        toml::from_str::<SiteFile>(text).unwrap_err().to_string()
    }

    #[test]
    fn errors_point_at_the_place() {
        let source = "[source]\nchecked = 2026-11-21\nbasis = 'x'\nverified = 'fixture'\n";
        let typo = error(&format!("{source}[[layout]]\ntitl = ['h1']"));
        assert!(typo.contains("line 6, column 1") && typo.contains("titl"), "{typo}");
        let css = error(&format!("{source}[[layout]]\nbody = ['div', 'p >> q']"));
        assert!(css.contains("line 6, column 16") && css.contains("p >> q"), "{css}");
        let unanchored = error(&format!("{source}[text]\ndrop = ['x$']"));
        assert!(unanchored.contains("line 6, column 9") && unanchored.contains("start with"), "{unanchored}");
        let op = error(&format!("{source}[[layout]]\nops = ['split_br']"));
        assert!(op.contains("line 6") && op.contains("split-br"), "{op}");
        assert!(error(&source.replace("11-21", "11-31")).contains("line 2"));
        assert!(error(&source.replace("11-21", "11-21T10:00:00Z")).contains("without time"));
        assert!(error(&source.replace("'fixture'", "'guessed'")).contains("line 4"));
    }

    #[test]
    fn every_branch_of_a_pattern_is_anchored() {
        let pattern = Pattern::parse("^Theo|Nguồn").unwrap();
        assert!(pattern.regex().is_match("Nguồn: X") && !pattern.regex().is_match("Xem Nguồn"));
        assert_eq!(pattern.as_str(), "^Theo|Nguồn");
        assert!(Pattern::parse(r"^(\w{50}){50}").is_err());
        assert!(Pattern::parse("^(").is_err());
    }

    #[test]
    fn each_field_has_a_mark_and_a_place_of_its_own() {
        let all = Field::ALL.iter().fold(Marks::default(), |marks, field| {
            assert!(!marks.has(field.mark()), "{}", field.name());
            marks.with(field.mark())
        });
        assert!(!all.is_empty());
        assert!(Field::ALL.iter().enumerate().all(|(at, field)| *field as usize == at));
    }
}
