//! Which ids and classes of a page are worth writing into a rule: words that somebody chose and that stay.
//!
//! Knows names only; whether one is on the other pages of a site is counted elsewhere.

/// Beginnings of classes that tools generate: styled-components, emotion, styled-jsx, Svelte, Angular.
const GENERATED: [&str; 7] = ["css-", "sc-", "jsx-", "emotion-", "svelte-", "ng-", "tw-"];

/// The longest name worth reading.
const MAX_NAME: usize = 50;

/// So many digits in a row number a post, an image or a build.
const MAX_DIGITS: usize = 2;

/// A piece of a name that is shorter is hardly a hash.
const MIN_HASH: usize = 5;

/// Whether the name can stand in a rule: plain CSS without escapes, and nothing that a tool made up.
pub(super) fn is_stable(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let start = name.trim_start_matches(['-', '_']).as_bytes().first().copied().unwrap_or_default();
    (2..=MAX_NAME).contains(&name.len())
        && !name.starts_with("--")
        && name.bytes().all(plain)
        && start.is_ascii_alphabetic()
        && !(name.starts_with('-') && !name.as_bytes()[1].is_ascii_alphabetic())
        && !GENERATED.iter().any(|prefix| name.starts_with(prefix))
        && !name.split(['-', '_']).any(is_made_up)
        && longest_digits(name) <= MAX_DIGITS
}

/// Whether there is a digit in it: such a name is the second choice.
pub(super) fn has_digit(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_digit())
}

fn longest_digits(name: &str) -> usize {
    name.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default()
}

/// Whether a piece of a name is a hash: a digit inside of it, or capitals where no word begins.
fn is_made_up(piece: &str) -> bool {
    if piece.len() < MIN_HASH {
        return false;
    }
    let word = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    let capitals = word.bytes().skip(1).filter(u8::is_ascii_uppercase).count();
    let has_small = word.bytes().any(|byte| byte.is_ascii_lowercase());
    has_digit(word) || (has_small && capitals >= 2 && word.len() < capitals * 4)
}

#[cfg(test)]
mod tests {
    use super::is_stable;

    #[test]
    fn words_stay_and_hashes_go() {
        for name in [
            "sapo",
            "fck_detail",
            "article-title",
            "h1",
            "box-tinlienquanv2",
            "__MASTERCMS_CONTENT",
            "VCSortableInPreviewMode",
            "NavBar",
            "articleBody",
            "col-md-8",
            "-main",
            "post",
        ] {
            assert!(is_stable(name), "{name}");
        }
        for name in [
            "post-12345",
            "css-1x2y3z",
            "sc-bdVaJa",
            "Article_body__2Xk9d",
            "story__fzXfOw",
            "jsx-91",
            "a",
            "",
            "_3xKpq",
            "md:flex",
            "w-1/2",
            "12col",
            "-1a",
            "--x",
            "ember1234",
            "tiêu-đề",
        ] {
            assert!(!is_stable(name), "{name}");
        }
    }
}
