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
    // A name begins with a letter; `-` or `_` before it is CSS as well, and `--` is a variable.
    let start = name.trim_start_matches('_');
    let start = start.strip_prefix('-').unwrap_or(start).bytes().next().unwrap_or_default();
    (2..=MAX_NAME).contains(&name.len())
        && name.bytes().all(plain)
        && start.is_ascii_alphabetic()
        && !GENERATED.iter().any(|prefix| name.starts_with(prefix))
        && !name.split(['-', '_']).any(is_made_up)
        && !ends_in_module_hash(name)
        && longest_digits(name) <= MAX_DIGITS
}

/// What utility classes of grids and spacings begin with: they say how a box looks, on every box that looks so.
const LOOKS: [&str; 39] = [
    "align",
    "bg-",
    "border",
    "clearfix",
    "col-",
    "container",
    "d-",
    "flex",
    "float-",
    "font-",
    "gap-",
    "grid",
    "h-",
    "items-",
    "justify-",
    "left",
    "m-",
    "mb-",
    "ml-",
    "mr-",
    "mt-",
    "mx-",
    "my-",
    "order-",
    "p-",
    "pb-",
    "pl-",
    "pr-",
    "pt-",
    "pull-",
    "px-",
    "py-",
    "right",
    "rounded",
    "row",
    "shadow",
    "text-",
    "w-",
    "wrapper",
];

/// A shorter name is an abbreviation, or a size.
const MIN_WORD: usize = 3;

/// Whether the name says little: with digits in it, of a grid or hardly a word. Such a name is the second choice, and none for
/// what is to be removed.
pub(super) fn is_weak(name: &str) -> bool {
    has_digit(name) || name.len() < MIN_WORD || LOOKS.iter().any(|look| name.starts_with(look))
}

fn has_digit(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether it is a class of CSS modules, `File_class__hash`, whose hash of five has a capital or a digit somewhere.
fn ends_in_module_hash(name: &str) -> bool {
    let Some((name, hash)) = name.rsplit_once("__") else { return false };
    name.contains('_') && hash.len() == MIN_HASH && hash.bytes().any(|byte| !byte.is_ascii_lowercase())
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
    use super::{is_stable, is_weak};

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
            "Hero_dek__EqdkK",
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
        assert!(["h1", "col-md", "mb-5", "md", "box2"].into_iter().all(is_weak));
        assert!(!["sapo", "detail", "columnist", "dek"].into_iter().any(is_weak));
    }
}
