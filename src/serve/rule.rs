//! Which rule file belongs to a host, and what it says before somebody has written it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::explain::Explanation;
use crate::label::Label;
use crate::sites::{HostPattern, Origin, RuleSet, Site, SiteKind};

/// The file to start from.
const START: &str = include_str!("start.toml");

/// Labels in front of a site's own name, as rules are found without them.
const VARIANTS: [&str; 3] = ["www.", "m.", "amp."];

/// The longest host that becomes a file name, in bytes: file systems take 255, and the endings of kept files need some.
const MAX_NAME: usize = 220;

/// Whose rule it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum From {
    /// It lies in the rules folder.
    Yours,
    /// It is part of the program; saved, it becomes a file of the folder that goes before it.
    Shipped,
    /// Nobody has written it yet.
    Start,
}

/// The rule file of a host.
#[derive(Debug)]
pub(super) struct RuleFile {
    /// Where it lies, or would lie.
    pub(super) path: PathBuf,
    /// The host that it is written for.
    pub(super) host: String,
    pub(super) from: From,
    /// What it says; `None` of one that nobody has written yet.
    pub(super) text: Option<String>,
}

impl RuleFile {
    /// The file in `folder` that holds, or would hold, the rule of a host.
    pub(super) fn of(rules: &RuleSet, folder: Option<&Path>, host: &str) -> Result<Self, String> {
        let host = checked(host)?;
        let bare = VARIANTS.iter().find_map(|variant| host.strip_prefix(variant));
        let bare = bare.filter(|bare| bare.contains('.')).unwrap_or(host).to_owned();
        let site = rules.for_host(host).filter(|site| site.kind() == SiteKind::Host);
        let text = site.map(|site| site.text().to_owned());
        let (path, from) = match site {
            Some(site) if site.origin() == Origin::User => {
                return Ok(Self { path: site.path().to_owned(), host: bare, from: From::Yours, text });
            }
            Some(site) => (format!("{}.toml", site.name()), From::Shipped),
            None => (format!("{bare}.toml"), From::Start),
        };
        let path = folder.map_or_else(|| PathBuf::from(&path), |folder| folder.join(&path));
        Ok(Self { path, host: bare, from, text })
    }

    /// The name of the file.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// A host that can be the name of a file: nothing in it parts folders, climbs out of one, hides a file or is read as something
/// else by a shell.
fn checked(host: &str) -> Result<&str, String> {
    let is_name = host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let is_host = HostPattern::parse(host).is_ok_and(|pattern| !pattern.parts().1);
    if !is_name || !is_host || host.starts_with('-') || host.len() > MAX_NAME {
        return Err(format!("{host:?} is no host that can have a rule, such as example.vn"));
    }
    Ok(host)
}

/// A rule for a host that has none yet: what it inherits from its family, or where the extractor found title, lead and body without a rule.
pub(super) fn start(rules: &RuleSet, host: &str, explanation: &Explanation) -> String {
    let is_family = |site: &&Site| site.kind() == SiteKind::Family;
    let named = || rules.iter().filter(is_family).find(|site| site.name() == explanation.rule);
    let family = rules.for_host(host).filter(is_family).or_else(named);
    let of = |label| {
        let block = explanation.blocks.iter().find(|block| block.label == label);
        selector(block.and_then(|block| block.element.as_deref())?)
    };
    let root = explanation.root.as_ref().and_then(|root| root.elements.first());
    let body = root.and_then(|root| selector(root)).unwrap_or_else(|| "article".to_owned());
    let mut fields = String::new();
    // Writing to a string does not fail.
    let mut field = |name: &str, value: Option<String>, otherwise: &str| {
        let _ = match value {
            Some(value) if family.is_none() => writeln!(fields, "{name} = [\"{value}\"]"),
            _ => writeln!(fields, "# {name} = [\"{otherwise}\"]"),
        };
    };
    field("title", of(Label::Title), "h1.title");
    field("lead", of(Label::Lead), ".lead");
    field("body", Some(body), ".content");
    let family = match family {
        Some(family) => format!("family = \"{}\"  # its fields hold where none is set here", family.name()),
        None => "# family = \"…\"  # a family whose fields hold where none is set here".to_owned(),
    };
    let today = jiff::Zoned::now().date().to_string();
    START
        .replace("{host}", host)
        .replace("{today}", &today)
        .replace("{family}", &family)
        .replace("{fields}\n", &fields)
}

/// An element in words as a selector; `None` where a name in it is none that a selector takes as it is.
fn selector(element: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_name = |name: &str| {
        name.chars().all(is_plain) && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    };
    let is_sound = element.split(" > ").all(|one| one.split(['.', '#']).all(is_name));
    // The words leave out elements between: what stands inside need not be a child.
    is_sound.then(|| element.replace(" > ", " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::fault;
    use crate::{Extractor, Record, explain};

    fn explained(html: &str) -> Explanation {
        explain::explain(&Extractor::new(), &Record::str(html, Some("https://song.example/a.html")))
            .expect("explained")
    }

    #[test]
    fn a_host_is_a_file_of_the_folder_or_none() {
        let rules = RuleSet::shipped().expect("rules");
        let of = |host: &str| RuleFile::of(&rules, Some(Path::new("mine")), host);
        let path = |host: &str| of(host).expect("a host").path;
        assert_eq!(path("song.example"), Path::new("mine/song.example.toml"));
        assert_eq!(path("www.song.example"), Path::new("mine/song.example.toml"));
        assert_eq!(path("sông.example"), Path::new("mine/sông.example.toml"));
        let shipped = of("m.vnexpress.net").expect("a host");
        assert_eq!((shipped.name(), shipped.from), ("vnexpress.net.toml".into(), From::Shipped));
        assert!(shipped.text.is_some_and(|text| text.contains("vnexpress.net")));
        for no in [
            "",
            ".",
            "..",
            "...",
            "a",
            "/etc/passwd",
            "../a.vn",
            "a.vn/../../b.vn",
            "..\\a.vn",
            "a.vn\0",
            ".a.vn",
            "a..vn",
            "-a.vn",
            "*.a.vn",
            "A.vn",
            "a.vn:80",
            "a b.vn",
            "a.vn\n",
            "a\u{202e}.vn",
            "a／b.vn",
            "~.vn",
            "C:a.vn",
            "%2e%2e.vn",
        ] {
            assert!(of(no).is_err(), "{no}");
        }
        assert!(of(&("a.".repeat(120) + "vn")).is_err());
    }

    #[test]
    fn a_start_is_a_rule_that_says_where_things_were_found() {
        let text = "Sáng sớm, những chiếc ghe chở đầy bưởi đã cập bến để kịp phiên họp đầu tuần của bà con trong vùng. ";
        let html = |class: &str| {
            format!(
                "<title>Chợ nổi vào mùa</title><h1 class=tit>Chợ nổi vào mùa</h1><div class=\"{class}\"><p>{text}</p><p>{text}</p><p>{text}</p></div>"
            )
        };
        let rules = RuleSet::shipped().expect("rules");
        let rule = start(&rules, "song.example", &explained(&html("bai")));
        assert_eq!(fault(&rule), None, "{rule}");
        assert!(
            rule.contains("hosts = [\"song.example\"]") && rule.contains("\ntitle = [\"h1.tit\"]\n"),
            "{rule}"
        );
        assert!(rule.contains("\nbody = [\"div.bai\"]\n") && rule.contains("\n# lead = "), "{rule}");
        let rule = start(&rules, "song.example", &explained(&html("a]\\&quot;x")));
        assert!(fault(&rule).is_none() && rule.contains("\nbody = [\"article\"]\n"), "{rule}");
        let rule = start(&rules, "thanhnien.vn", &explained(&html("bai")));
        assert_eq!(fault(&rule), None, "{rule}");
        assert!(rule.contains("\nfamily = \"vccorp\"  #") && rule.contains("\n# body = "), "{rule}");
    }
}
