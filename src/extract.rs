//! The data path: record → decode → page → site rule → blocks → root → verdicts → outcome.
//!
//! Each step takes what the one before it made; nothing reaches back, nothing is kept from one page to the next.

use std::sync::Arc;

use crate::article::{Outcome, Reason};
use crate::assemble::{Assembly, assemble};
use crate::block::page::Manner;
use crate::block::{self, Cut, Marks};
use crate::classify::model::{Model, Scores};
use crate::classify::{self, Active, Context, SiteText, Verdict};
use crate::cues::Cues;
use crate::decode::{self, Decoded, Decoding};
use crate::error::Error;
use crate::meta::carried::Carried;
use crate::meta::{self, Head};
use crate::page::Page;
use crate::page::limits::LimitsHit;
use crate::record::{Content, Kind, Options, Record};
use crate::recurring::{self, Known};
use crate::select::{self, Root};
use crate::sites::{self, RuleSet, Spoke};
use crate::stages::{Stage, Watch};
use crate::work::Work;

/// Cleans pages. Made once, used from any thread.
#[derive(Debug)]
pub struct Extractor {
    options: Options,
    rules: Arc<RuleSet>,
    cues: Arc<Cues>,
    model: Arc<Model>,
    active: Arc<Active>,
}

/// Makes an [`Extractor`] with options and rules of one's own.
#[derive(Debug, Default)]
pub struct Builder {
    options: Options,
    rules: Option<RuleSet>,
    model: Option<Model>,
    without: Vec<String>,
}

impl Builder {
    /// Cleans with these options instead of the default ones.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Cleans with these rules instead of the shipped ones.
    #[must_use]
    pub fn rules(mut self, rules: RuleSet) -> Self {
        self.rules = Some(rules);
        self
    }

    /// Judges blocks with this scorer instead of the shipped one.
    #[must_use]
    pub fn model(mut self, model: Model) -> Self {
        self.model = Some(model);
        self
    }

    /// Switches rules and passes off, by the names that verdicts and [`classify::names`] give them: for ablation, to see
    /// what each is worth. Pages are then cleaned worse than they could be. A name that nothing has is an error of
    /// [`Builder::build`].
    ///
    /// ```
    /// # use tinsach::{Error, Extractor};
    /// assert!(Extractor::builder().without(["cue", "lead"]).build().is_ok());
    /// let error = Extractor::builder().without(["queue"]).build();
    /// assert!(matches!(error, Err(Error::NoSuchRule { name, .. }) if name == "queue"));
    /// ```
    #[must_use]
    pub fn without(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.without.extend(names.into_iter().map(Into::into));
        self
    }

    /// Makes the extractor; parses the shipped rules (some milliseconds) unless others were given.
    ///
    /// # Errors
    /// [`Error::Rule`] or [`Error::Model`] when a shipped file does not parse, which is a defect of this build;
    /// [`Error::NoSuchRule`] when something unknown was to be switched off.
    pub fn build(self) -> Result<Extractor, Error> {
        let rules = self.rules.map_or_else(RuleSet::shipped, Ok)?;
        let model = self.model.map_or_else(Model::shipped, Ok)?;
        let active = Active::without(&classify::ablation::known(&self.without)?);
        Ok(Extractor {
            options: self.options,
            rules: rules.into(),
            cues: Cues::shipped()?.into(),
            model: model.into(),
            active: active.into(),
        })
    }
}

/// What is given to the path: a record as text, what is known of its host, and what it may cost.
struct Given<'a, 'w> {
    record: &'a Record<'a>,
    decoded: Decoded<'a>,
    known: Option<Known<'a>>,
    work: Work<'w>,
}

/// Everything that was decided about a page, for those who ask why.
#[derive(Debug)]
pub struct Trace {
    /// The result.
    pub outcome: Outcome,
    /// The blocks of the page.
    pub cut: Cut,
    /// What each block is, and why.
    pub verdicts: Vec<Verdict>,
    /// How likely the scorer found each block to be text.
    pub scores: Scores,
    /// Where the article is.
    pub root: Root,
    /// What the site's rules found and missed.
    pub spoke: Spoke,
    /// The host of the record's address, else of the page's own.
    pub host: Option<String>,
    /// How the record became text: its encoding, why it was taken, what was mended.
    pub decoded: Decoding,
}

impl Trace {
    /// The article's text among the page's data, where the page itself turned out to hold hardly any.
    fn carried(&self, page: &Page, head: &Head, url: Option<&str>) -> Option<Carried> {
        if let Outcome::NoArticle { reason: Reason::HomePage | Reason::Shop } = self.outcome {
            return None;
        }
        let kept = self.cut.blocks.iter().zip(&self.verdicts).filter(|(_, verdict)| verdict.label.is_text());
        let kept = kept.map(|(block, _)| block.facts.words).sum();
        let title = || meta::title::headline(head, &self.cut, &self.root, &meta::Site::of(head, url));
        meta::carried::carried(page, head, title, (&self.cut, kept))
    }
}

#[cfg(feature = "dumps")]
impl Extractor {
    /// How it cleans.
    pub(crate) const fn options(&self) -> &Options {
        &self.options
    }

    /// With which scorer.
    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// The names of the rules and passes that judge blocks.
    pub(crate) fn judges(&self) -> Vec<&'static str> {
        self.active.names()
    }
}

impl Extractor {
    /// An extractor with the shipped rules and default options.
    ///
    /// # Panics
    /// Never on a build that passed its tests: they load every shipped file.
    #[expect(clippy::expect_used, reason = "shipped data, loaded by tests; input has no part in it")]
    pub fn new() -> Self {
        Self::builder().build().expect("shipped rule and cue files parse")
    }

    /// A builder, for options and rules of one's own.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// By which rules it cleans.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The same extractor with other options: rules and scorer are shared, so that it costs next to nothing.
    ///
    /// ```
    /// # use tinsach::{Error, Extractor, Options, Record};
    /// let usual = Extractor::new();
    /// let strict = usual.with_options(Options::default().with_max_bytes(10));
    /// let page = Record::str("<p>Chợ nổi họp từ sáng sớm", None);
    /// assert!(usual.extract(&page).is_ok());
    /// assert!(matches!(strict.extract(&page), Err(Error::TooLarge { .. })));
    /// ```
    #[must_use]
    pub fn with_options(&self, options: Options) -> Self {
        let Self { options: _, rules, cues, model, active } = self;
        let (rules, cues, model, active) = (rules.clone(), cues.clone(), model.clone(), active.clone());
        Self { options, rules, cues, model, active }
    }

    /// Cleans one page.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::OverBudget`] or [`Error::Deadline`] when the page exceeds a limit. That there is no
    /// article is an outcome, not an error.
    pub fn extract(&self, record: &Record<'_>) -> Result<Outcome, Error> {
        self.trace(record).map(|trace| trace.outcome)
    }

    /// Cleans one page and tells what was decided.
    ///
    /// # Errors
    /// As [`Extractor::extract`].
    pub fn trace(&self, record: &Record<'_>) -> Result<Trace, Error> {
        self.watched(record, &mut |_| ())
    }

    /// The same, knowing which blocks recur on the pages of the host: those that are no article text go.
    ///
    /// # Errors
    /// As [`Extractor::extract`].
    pub fn trace_knowing(&self, record: &Record<'_>, known: Known<'_>) -> Result<Trace, Error> {
        self.path(record, Some(known), &mut |_| ())
    }

    /// The same. `watch` is told of each stage that begins; see [`crate::stages`].
    pub(crate) fn watched(&self, record: &Record<'_>, watch: Watch<'_>) -> Result<Trace, Error> {
        self.path(record, None, watch)
    }

    /// The path itself.
    fn path(&self, record: &Record<'_>, known: Option<Known<'_>>, watch: Watch<'_>) -> Result<Trace, Error> {
        let work = Work::new(self.options.max_work, self.options.deadline, watch);
        work.stage(Stage::Decode, record.content.len())?;
        let decoded = decode::decode(record, &self.options)?;
        let given = Given { record, decoded, known, work };
        match given.decoded.kind {
            Kind::Text => self.lines(&given),
            Kind::Html | Kind::Auto => self.page(&given),
        }
    }

    fn page(&self, given: &Given<'_, '_>) -> Result<Trace, Error> {
        let Given { record, decoded, work, .. } = given;
        work.stage(Stage::Parse, decoded.text.len())?;
        let page = Page::parse(&decoded.text, self.options.limits());
        work.stage(Stage::Metadata, page.len() as usize)?;
        let head = Head::read(&page);
        let trace = self.judge(given, &page, &head, None)?;
        work.stage(Stage::Metadata, trace.cut.blocks.len())?;
        // The last resort: hardly any text on the page, but the article's among its data.
        let carried = trace.carried(&page, &head, record.url);
        let shown = carried.and_then(|it| Some((it.source, it.shown(&decoded.text, self.options.limits())?)));
        let trace = match shown {
            Some((source, (page, nodes))) => {
                let head = head.shown_by(&page);
                self.judge(given, &page, &head, Some((source, nodes)))?
            }
            None => trace,
        };
        work.stage(Stage::Free, 0)?;
        Ok(trace)
    }

    fn judge(
        &self,
        given: &Given<'_, '_>,
        page: &Page,
        head: &Head,
        carried: Option<(&'static str, (u32, u32))>,
    ) -> Result<Trace, Error> {
        let Given { record, decoded, work, .. } = given;
        work.stage(Stage::Select, page.len() as usize)?;
        let host = record.url.or_else(|| head.address()).and_then(sites::host_of);
        let selection = sites::plan(&self.rules, page, host.as_deref(), record.fetched);
        let plan = selection.plan.as_ref();
        let marks = |node| plan.map_or(Marks::default(), |plan| plan.marks_of(node));
        let split_br = plan.is_some_and(|plan| plan.split_br);
        work.stage(Stage::Blocks, page.len() as usize)?;
        let cut = block::page::cut_as(page, &marks, Manner { split_br, inline: self.options.markup });
        work.stage(Stage::Select, cut.blocks.len())?;
        let root = match carried {
            Some((source, nodes)) => select::carried(page, &cut, nodes, source),
            None => select::root(page, &cut, plan.map(|plan| plan.body_ranges.as_slice())),
        };
        work.stage(Stage::Metadata, cut.blocks.len())?;
        let site = meta::Site::of(head, record.url);
        let title = meta::title::headline(head, &cut, &root, &site);
        work.stage(Stage::Select, cut.blocks.len())?;
        let root = select::several::first(page, &cut, root, title.as_deref());
        work.stage(Stage::Classify, cut.blocks.len())?;
        let no_text = SiteText::default();
        let context = Context {
            description_key: head
                .meta(&["og:description", "description"])
                .map_or_else(String::new, block::normal::key),
            claim: head.claimed_body(title.as_deref()),
            end: plan.and_then(|plan| plan.end).filter(|_| carried.is_none()),
            ..Context::new(&cut, &root, (&self.cues, plan.map_or(&no_text, |plan| plan.text)), &self.active)
        }
        .with_title(title.as_deref());
        let mut verdicts = classify::classify(&context, work)?;
        work.stage(Stage::Score, cut.blocks.len())?;
        let scores = self.model.review(&context, &mut verdicts);
        self.leave_out(&context, &mut verdicts, given.known, host.as_deref());
        work.stage(Stage::Metadata, cut.blocks.len())?;
        let absent = classify::absence::reason(&context, &verdicts, head, record.url);
        let metadata = match absent {
            Some(_) => meta::Metadata::default(),
            None => meta::gather(&meta::Sources::new(page, (head, &site), &context, &verdicts, record)),
        };
        let assembly = Assembly {
            absent,
            metadata,
            base: meta::base(head, record.url),
            rule: plan.map_or("generic", |plan| plan.rule()),
            scores: &scores,
            limits_hit: page.limits_hit(),
        };
        work.stage(Stage::Assemble, cut.blocks.len())?;
        let outcome = assemble(&context, &verdicts, assembly, (record, decoded, &self.options));
        let spoke = Spoke::from(&selection);
        let decoded = decoded.decoding.clone();
        Ok(Trace { outcome, cut, verdicts, scores, root, spoke, host, decoded })
    }

    fn lines(&self, Given { record, decoded, known, work }: &Given<'_, '_>) -> Result<Trace, Error> {
        work.stage(Stage::Blocks, decoded.text.len())?;
        let cut = block::lines::cut(&decoded.text);
        let root = Root::default();
        let host = record.url.and_then(sites::host_of);
        let rule = sites::text_plan(&self.rules, host.as_deref());
        work.stage(Stage::Classify, cut.blocks.len())?;
        let no_text = SiteText::default();
        let site = rule.map_or(&no_text, |(_, text)| text);
        let context = Context::new(&cut, &root, (&self.cues, site), &self.active);
        let (mut verdicts, scores) = (classify::classify(&context, work)?, Scores::default());
        self.leave_out(&context, &mut verdicts, *known, host.as_deref());
        work.stage(Stage::Metadata, cut.blocks.len())?;
        let binary = decoded.is_binary.then_some(Reason::Binary);
        let assembly = Assembly {
            absent: binary.or_else(|| classify::absence::of_lines(&verdicts, &self.options)),
            metadata: meta::from_lines(&cut, &verdicts, record),
            base: None,
            rule: rule.map_or("generic", |(site, _)| site.name()),
            scores: &scores,
            limits_hit: LimitsHit::default(),
        };
        work.stage(Stage::Assemble, cut.blocks.len())?;
        let outcome = assemble(&context, &verdicts, assembly, (record, decoded, &self.options));
        let decoded = decoded.decoding.clone();
        Ok(Trace { outcome, cut, verdicts, scores, root, spoke: Spoke::default(), host, decoded })
    }

    /// Takes out what recurs on the pages of the host.
    fn leave_out(
        &self,
        context: &Context<'_>,
        verdicts: &mut [Verdict],
        known: Option<Known<'_>>,
        host: Option<&str>,
    ) {
        if let Some((name, group)) = known.and_then(|known| known.group(host)) {
            recurring::leave_out(context, verdicts, (&name, group), &self.options);
        }
    }
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

/// Cleans one page of HTML, given as text or as undecoded bytes.
///
/// Makes an extractor for this one page (some milliseconds): for more than one, keep an [`Extractor`].
///
/// ```
/// let page = "<h1>Mùa quýt</h1><p>Những vườn quýt ở thung lũng bắt đầu chín vàng, người làm vườn tất bật hái từ sáng sớm \
///             để kịp chuyến xe.</p><p>Năm nay giá quýt tăng nhẹ, thương lái vào tận vườn đặt mua.</p>";
/// let outcome = tinsach::extract_html(page, Some("https://example.vn/mua-quyt-1.html"))?;
/// let article = outcome.article().expect("an article");
/// assert_eq!(article.title.as_deref(), Some("Mùa quýt"));
/// assert!(article.text().ends_with("đặt mua."));
/// # Ok::<(), tinsach::Error>(())
/// ```
///
/// # Errors
/// As [`Extractor::extract`].
pub fn extract_html<'a>(page: impl Into<Content<'a>>, url: Option<&'a str>) -> Result<Outcome, Error> {
    let record = Record { content: page.into(), url, kind: Kind::Html, fetched: None, content_type: None };
    Extractor::new().extract(&record)
}

/// Cleans one page that was flattened to lines.
///
/// Makes an extractor for this one page, as [`extract_html`] does.
///
/// # Errors
/// As [`Extractor::extract`].
pub fn extract_text(text: &str, url: Option<&str>) -> Result<Outcome, Error> {
    Extractor::new().extract(&Record::str(text, url).with_kind(Kind::Text))
}
