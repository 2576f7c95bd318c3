//! Languages by their codes, as small as a count of them needs.

use std::fmt;
use std::str::FromStr;

use crate::article::Article;

/// The language of an article, or that it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Option<[u8; 2]>);

/// Why a word names no language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no language \"{0}\": write codes of ISO 639-1, such as vi (Vietnamese) or en, and und for articles whose \
     language is not known"
)]
pub struct NoLanguage(String);

/// ISO 639-1, as the Library of Congress keeps it (id.loc.gov/vocabulary/iso639-1). Complete, so that the code of a country
/// (vn, jp, cn) is a mistake that is told, and not a run that keeps nothing.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb \
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss \
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

impl Language {
    /// That it is not known: `und`, as ISO 639-2 calls it.
    pub const UNKNOWN: Self = Self(None);

    pub(super) fn of(article: &Article) -> Self {
        Self(article.language.as_deref().and_then(|code| code.as_bytes().try_into().ok()))
    }
}

impl FromStr for Language {
    type Err = NoLanguage;

    fn from_str(word: &str) -> Result<Self, NoLanguage> {
        let lower = word.trim().to_ascii_lowercase();
        if lower == "und" {
            return Ok(Self::UNKNOWN);
        }
        let known = CODES.split(' ').find(|code| *code == lower);
        known
            .and_then(|code| Some(Self(Some(code.as_bytes().try_into().ok()?))))
            .ok_or(NoLanguage(word.into()))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(code) => f.write_str(&String::from_utf8_lossy(code)),
            None => f.write_str("und"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_languages() {
        for (word, shown) in [("vi", "vi"), (" EN", "en"), ("und", "und")] {
            assert_eq!(word.parse::<Language>().expect("a language").to_string(), shown);
        }
        for wrong in ["vn", "jp", "", "vie", "v", "Vietnamese"] {
            assert!(
                wrong.parse::<Language>().is_err_and(|error| error.to_string().contains("vi (Viet")),
                "{wrong}"
            );
        }
        assert_eq!(CODES.split(' ').count(), 183);
    }
}
