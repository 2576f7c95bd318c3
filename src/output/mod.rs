//! An outcome as JSON, plain text, Markdown or HTML.
//!
//! Pure functions from an outcome to text: no files, no options beyond the form, no second look at the page.
//! `docs/output.md` describes the JSON form field by field.

#[cfg(feature = "dumps")]
mod columns;
#[cfg(feature = "html-output")]
mod html;
mod json;
mod markdown;
mod style;
mod text;

#[cfg(feature = "parquet")]
pub(crate) use columns::Column;
#[cfg(feature = "dumps")]
pub(crate) use columns::{COLUMNS, Holds};
#[cfg(feature = "html-output")]
pub use html::html;
#[cfg(feature = "parquet")]
pub(crate) use json::Object;
pub use json::{json, json_error};
pub use markdown::markdown;
pub use style::Style;
pub use text::text;

#[cfg(test)]
mod samples {
    //! Articles for the tests of the forms.

    use crate::article::{Article, ArticleBlock};
    use crate::label::Label;

    pub(super) fn block(label: Label, text: &str) -> ArticleBlock {
        ArticleBlock::new(label, text)
    }

    pub(super) fn item(text: &str, level: u8, ordered: bool) -> ArticleBlock {
        ArticleBlock { level: Some(level), ordered: Some(ordered), ..block(Label::List, text) }
    }

    pub(super) fn article(blocks: Vec<ArticleBlock>) -> Article {
        Article {
            title: Some("Chợ phiên *mới*".into()),
            rule: "generic".into(),
            blocks,
            ..Article::default()
        }
    }
}
