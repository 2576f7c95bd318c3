//! Names of elements as selectors: the short ones that a person would write.

use crate::page::{Node, Tag};

/// The longest id or class that is proposed, in bytes.
const LONGEST: usize = 50;

/// Elements that a page has one of, so that the name of the tag is enough.
const ALONE: [Tag; 3] = [Tag::Article, Tag::H1, Tag::Main];

/// The selectors that name an element: its id, its classes one by one, a tag that says what it is.
pub(super) fn of(node: Node<'_>) -> Vec<String> {
    let id = node.id().map(str::trim).filter(|id| is_readable(id));
    let mut names: Vec<String> = id.map(|id| format!("#{id}")).into_iter().collect();
    names.extend(
        node.classes().filter(|class| is_readable(class)).map(|class| format!("{}.{class}", node.name())),
    );
    names.extend(ALONE.contains(&node.tag()).then(|| node.name().to_owned()));
    names
}

/// Whether a name was given by a person: a number in it counts articles, and anything but letters, digits, `-` and `_` would have to be
/// escaped.
fn is_readable(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let rest = |byte: u8| letter(byte) || byte.is_ascii_digit() || byte == b'-';
    let begins = name.trim_start_matches('-').bytes().next().is_some_and(letter);
    begins && name.len() <= LONGEST && digits <= 2 && name.bytes().all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[test]
    fn names_are_those_a_person_would_write() {
        let page = Page::parse("<article id=bai class='post-20251 chi-tiet md:flex -x2'>t</article>", 100);
        let article = page.elements(Tag::Article).next().expect("an article");
        assert_eq!(of(article), ["#bai", "article.chi-tiet", "article.-x2", "article"]);
        assert!(!is_readable("3cot") && !is_readable("--") && !is_readable("") && !is_readable("a.b"));
    }
}
