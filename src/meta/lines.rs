//! Metadata of a flattened page: what its lines tell, there being no head and no markup.

use super::date::{self, Stamp};
use super::section::{clean, crumbs, is_section, shown};
use super::{Head, Metadata, Site, language, names, source};
use crate::block::Cut;
use crate::classify::Verdict;
use crate::label::Label;
use crate::record::Record;

/// A date line stands at most so many lines away from the headline; farther up is the site's clock.
const MAX_DISTANCE: usize = 4;

/// A line that names date and author has at most so many words.
const MAX_DATED_WORDS: u32 = 20;

/// Between headline and text so many lines are looked at for it.
const MAX_BESIDE: usize = 25;

/// And at most so many lines below the end of the text.
const MAX_BELOW: usize = 3;

/// The lines of a page and what they are.
struct Lines<'a> {
    cut: &'a Cut,
    verdicts: &'a [Verdict],
    site: Site,
    /// First and last line of the text.
    text: (usize, usize),
    title: Option<usize>,
}

/// What a flattened page tells of its article: headline, signature, source and date line among its lines.
pub fn from_lines(cut: &Cut, verdicts: &[Verdict], record: &Record<'_>) -> Metadata {
    let kept: Vec<usize> = (0..verdicts.len()).filter(|&at| verdicts[at].label.is_text()).collect();
    let sample = language::sample(kept.iter().map(|&at| cut.blocks[at].text.as_str()));
    let lines = Lines {
        cut,
        verdicts,
        site: Site::of(&Head::default(), record.url),
        text: (kept.first().copied().unwrap_or(0), kept.last().copied().unwrap_or(0)),
        title: verdicts.iter().position(|verdict| verdict.label == Label::Title),
    };
    let language = language::language(&sample, None);
    let locale = super::gather::locale_of(language.as_deref(), None, record.url, record.fetched);
    Metadata {
        title: lines.title.map(|at| cut.blocks[at].text.clone()),
        authors: lines.authors(),
        source: lines.source(),
        published: lines.published(&locale).map(|stamp| stamp.iso()),
        section: lines.section(),
        tags: clean(lines.all(Label::Tag).flat_map(shown).collect(), &lines.site),
        language,
        ..Metadata::default()
    }
}

impl<'a> Lines<'a> {
    /// The lines of a label.
    fn all(&self, label: Label) -> impl Iterator<Item = &'a str> {
        self.at(label).map(|at| self.cut.blocks[at].text.as_str())
    }

    /// Their indices.
    fn at(&self, label: Label) -> impl Iterator<Item = usize> + use<'a> {
        let verdicts = self.verdicts;
        (0..verdicts.len()).filter(move |&at| verdicts[at].label == label)
    }

    /// The names in bylines and signatures, and those before a source: "Hà An (theo X)".
    fn authors(&self) -> Vec<String> {
        let near = |at: &usize| self.is_near(*at);
        let bylines: Vec<usize> = self.at(Label::Byline).filter(near).collect();
        // A name that says it is an author's; without one, capitalised words beside headline and text.
        let cued = |at: &usize| self.is_cued(*at);
        let any = bylines.iter().any(cued);
        let bylines = bylines.into_iter().filter(|at| !any || cued(at) || *at > self.text.1);
        let bylines = bylines.flat_map(|at| self.names(at));
        let sources = self.at(Label::Source).map(|at| self.cut.blocks[at].text.as_str());
        let sources = sources.flat_map(|text| self.signature(text).unwrap_or_default().authors);
        names::unique(bylines.chain(sources))
    }

    fn names(&self, at: usize) -> Vec<String> {
        let text = self.cut.blocks[at].text.as_str();
        match self.signature(text) {
            Some(line) if !line.authors.is_empty() || line.source.is_some() => line.authors,
            _ => names::parse(text, &self.site),
        }
    }

    /// Whether the line says that it names an author, or the line above does ("By", and the name below).
    fn is_cued(&self, at: usize) -> bool {
        let cue = |at: usize| names::has_cue(&self.cut.blocks[at].text);
        let bare = |at: usize| cue(at) && self.names(at).is_empty() && self.cut.blocks[at].facts.words <= 2;
        !self.names(at).is_empty() && (cue(at) || at.checked_sub(1).is_some_and(bare))
    }

    /// Whether a byline stands where the article's stands: by the headline, in the text or right below it. Those of
    /// other articles stand in the lists around.
    fn is_near(&self, at: usize) -> bool {
        let home = self.title.unwrap_or(self.text.0);
        (home.saturating_sub(MAX_DISTANCE)..=self.text.1 + MAX_BELOW).contains(&at)
    }

    fn signature(&self, text: &str) -> Option<names::SignatureLine> {
        names::signature_line(text, &self.site)
    }

    /// The last source line that names one.
    fn source(&self) -> Option<String> {
        let own = |text: &str| self.signature(text).and_then(|line| line.source);
        let lines = self.all(Label::Source).filter_map(|text| own(text).or_else(|| source::value(text)));
        lines.last().or_else(|| self.all(Label::Byline).filter_map(own).last())
    }

    /// The date line nearest to the headline, or to the text where there is none; else one right below the text.
    fn published(&self, locale: &date::Locale) -> Option<Stamp> {
        let read = |at: usize| date::parse(&self.cut.blocks[at].text, locale);
        let home = self.title.unwrap_or(self.text.0);
        let near = self.at(Label::Dateline).filter(|&at| at.abs_diff(home) <= MAX_DISTANCE);
        let (first, last) = self.text;
        let by_title = near.filter_map(|at| Some((at.abs_diff(home), read(at)?))).min_by_key(|it| it.0);
        let below = || {
            let signed = (last + 1)..=(last + MAX_BELOW);
            self.at(Label::Dateline).filter(|at| signed.contains(at)).find_map(read)
        };
        let inside = || self.at(Label::Dateline).filter(|at| (home..=first).contains(at)).find_map(read);
        by_title.map(|it| it.1).or_else(inside).or_else(|| self.beside(home, locale)).or_else(below)
    }

    /// The first full date in a short line between headline and text, whatever else the line holds ("By X on …").
    fn beside(&self, home: usize, locale: &date::Locale) -> Option<Stamp> {
        // The byline can stand below the lead.
        let lines = home.saturating_sub(2)..=(self.text.0 + MAX_DISTANCE).min(home + MAX_BESIDE);
        let lines = lines.filter(|&at| self.verdicts.get(at).is_some_and(|it| !it.label.is_text()));
        let short = |at: &usize| {
            let facts = self.cut.blocks[*at].facts;
            facts.words <= MAX_DATED_WORDS && facts.digits >= 5 && Some(*at) != self.title
        };
        lines.filter(short).find_map(|at| date::declared(&self.cut.blocks[at].text, locale))
    }

    /// The first crumb above the text that names a section.
    fn section(&self) -> Option<String> {
        let title = self.title.map(|at| self.cut.blocks[at].text.as_str());
        let above = self.at(Label::Breadcrumb).filter(|&at| at < self.text.0);
        above
            .flat_map(|at| crumbs(&self.cut.blocks[at].text))
            .find(|text| is_section(text, title, &self.site))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Extractor, Record};

    const BODY: &str = "Con đường qua thôn được mở rộng từ mùa mưa năm ngoái, và cả làng cùng ra đắp lề, trồng cây hai \
                        bên cho kịp Tết. Người già kể rằng con đường này có từ thời ông của họ.";

    #[test]
    fn fields_among_lines() {
        let text = format!(
            "Trang chủ Xã hội\n08:47 | 06/06/2022 GMT+7\n\nMở đường qua thôn sau mùa mưa dài\n\n{BODY}\n\n{BODY} Hết.\n\n\
             {BODY} Xong.\n\nBài và ảnh: Lê Mẫu\n\nTheo Báo Mẫu\nNguồn:\n"
        );
        let outcome = Extractor::new().extract(&Record::str(&text, None)).unwrap();
        let article = outcome.article().unwrap();
        assert_eq!(article.published.as_deref(), Some("2022-06-06T08:47:00+07:00"));
        assert_eq!(article.authors, ["Lê Mẫu"]);
        assert_eq!(article.source.as_deref(), Some("Báo Mẫu"));
        assert_eq!(article.section.as_deref(), Some("Xã hội"));
        assert_eq!(article.language.as_deref(), Some("vi"));
    }
}
