//! Pages of HTML that this program makes: one file that needs no other, no network, and runs no script but its own.
//!
//! What strangers wrote gets into a page through [`escaped`] alone. A page loads nothing: its Content-Security-Policy allows its own
//! style, and its own script by the hash of that script.

mod escape;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

pub(crate) use escape::escaped;

/// Colours, light and dark, that all pages share.
const PALETTE: &str = include_str!("palette.css");

/// What makes a page a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'a> {
    /// Its title, escaped.
    pub(crate) title: &'a str,
    /// Its style, after the palette.
    pub(crate) style: &'a str,
    /// Its script.
    pub(crate) script: &'a str,
    /// More elements of its head, near its beginning; HTML already.
    pub(crate) head: &'a str,
}

impl Document<'_> {
    /// The whole page around `body`, which is HTML already.
    pub(crate) fn with(&self, body: &str) -> String {
        self.under(&self.policy(), body)
    }

    /// What a browser may do for the page: nothing but its own style and its own script.
    pub(crate) fn policy(&self) -> String {
        let hash = BASE64_STANDARD.encode(Sha256::digest(self.script));
        format!(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
        )
    }

    /// The whole page under a policy, which has no quotes but single ones.
    pub(crate) fn under(&self, policy: &str, body: &str) -> String {
        let Self { title, style, script, head } = self;
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n{head}\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <title>{title} – tinsach</title>\n<style>\n{PALETTE}{style}</style>\n</head>\n<body>\n\
             {body}<script>{script}</script>\n</body>\n</html>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_allowed_by_its_hash() {
        let page = Document { title: "t", style: "", script: "let x = 1;", head: "" }.with("<p>x</p>\n");
        // printf 'let x = 1;' | openssl dgst -sha256 -binary | base64
        assert!(page.contains("script-src 'sha256-qtc3jf64UXA5J6U02kfQ0Cvn9Uz4wXUaN3NNUVgR2v4='"), "{page}");
        assert!(page.contains("<body>\n<p>x</p>\n<script>let x = 1;</script>\n</body>"));
    }
}
