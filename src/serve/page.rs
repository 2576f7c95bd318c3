//! The one page of the workbench.

use std::path::Path;

use axum::http::HeaderValue;

use crate::explain;
use crate::web::{Document, escaped};

const BODY: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The page, and what a browser may do for it.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) html: String,
    pub(super) policy: HeaderValue,
}

impl Page {
    /// The page, which sends `token` with its requests and says where rules are saved.
    pub(super) fn new(token: &str, folder: Option<&Path>) -> Self {
        let style = explain::STYLE.to_owned() + STYLE;
        let script = explain::SCRIPT.to_owned() + SCRIPT;
        let document = Document { title: "workbench", style: &style, script: &script, head: "" };
        // It asks its own server and nobody else.
        let policy = document.policy() + "; connect-src 'self'";
        let folder = folder.map(|folder| escaped(&folder.display().to_string())).unwrap_or_default();
        let body = BODY.replace("{token}", token).replace("{folder}", &folder);
        // No other page may show this one in a frame; that only a header can say.
        let header = format!("{policy}; frame-ancestors 'none'");
        let header = HeaderValue::from_str(&header).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { html: document.under(&policy, &body), policy: header }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_may_ask_its_own_server_only() {
        let page = Page::new("secret", Some(Path::new("/rules/<b>")));
        let policy = page.policy.to_str().expect("text");
        let script = format!("<script>{}{SCRIPT}</script>", explain::SCRIPT);
        assert!(page.html.contains(&script) && page.html.contains("data-token=\"secret\""));
        assert!(page.html.contains("data-folder=\"/rules/&lt;b&gt;\""));
        assert!(
            policy.starts_with("default-src 'none'; ") && policy.contains("script-src 'sha256-"),
            "{policy}"
        );
        assert!(policy.ends_with("; connect-src 'self'; frame-ancestors 'none'"), "{policy}");
        assert!(!page.html.contains("\"{token}\"") && !page.html.contains("\"{folder}\""));
    }
}
