//! The plain-text form: what a reader reads, top to bottom.

use crate::article::Article;

/// The title, a blank line, the text with one block a line. Ends with a line end; an article without a title begins
/// with its text.
pub fn text(article: &Article) -> String {
    let mut out = String::new();
    if let Some(title) = &article.title {
        out.push_str(title);
        out.push_str("\n\n");
    }
    out.push_str(&article.text());
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, block};
    use super::*;
    use crate::label::Label;

    #[test]
    fn title_blank_line_paragraphs() {
        let mut sample = article(vec![block(Label::Lead, "Một."), block(Label::Body, "Hai.")]);
        assert_eq!(text(&sample), "Chợ phiên *mới*\n\nMột.\nHai.\n");
        sample.title = None;
        assert_eq!(text(&sample), "Một.\nHai.\n");
    }

    #[test]
    fn a_title_alone_has_no_blank_line_after_it() {
        assert_eq!(text(&article(Vec::new())), "Chợ phiên *mới*\n");
    }
}
