//! What `deny.toml` says of dependencies, checked over `cargo metadata`: licences, bans and sources, without network and without
//! another program. Advisories need a database from the network: `scripts/deny` asks cargo-deny where both are there.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What is in `deny.toml`.
fn policy() -> toml::Table {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    std::fs::read_to_string(file).expect("deny.toml").parse().expect("TOML")
}

/// Every package of `Cargo.lock`, those of the workspace left out.
fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let words = ["metadata", "--format-version", "1", "--locked", "--all-features"];
    let run =
        Command::new(cargo).args(words).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut all: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let packages = all["packages"].take();
    let packages: Vec<Value> = serde_json::from_value(packages).expect("packages");
    packages.into_iter().filter(|package| !package["source"].is_null()).collect()
}

fn texts(policy: &toml::Table, part: &str, key: &str) -> BTreeSet<String> {
    let list = policy[part][key].as_array().expect("a list");
    let text = |it: &toml::Value| it.as_str().or_else(|| it.get("crate")?.as_str()).map(str::to_owned);
    list.iter().map(|it| text(it).expect("a name")).collect()
}

/// Whether an SPDX expression holds with these licences: OR binds weaker than AND. `/` is how OR was written once.
fn holds(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let holds = any(&words, &mut at, allowed);
    holds && at == words.len()
}

fn any(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut one = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        one |= all(words, at, allowed);
    }
    one
}

fn all(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut each = licence(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        each &= licence(words, at, allowed);
    }
    each
}

fn licence(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(&word) = words.get(*at) else { return false };
    *at += 1;
    if word == "(" {
        let inside = any(words, at, allowed);
        *at += 1;
        return inside;
    }
    let mut name = word.to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
    }
    allowed.contains(&name)
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    let allowed: BTreeSet<String> = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].map(Into::into).into();
    for good in ["MIT", "GPL-3.0 OR MIT", "GPL-3.0/MIT", "MIT AND Zlib", "Apache-2.0 WITH LLVM-exception"] {
        assert!(holds(good, &allowed), "{good}");
    }
    assert!(holds("(GPL-3.0 OR MIT) AND Zlib", &allowed) && holds("GPL-3.0 AND BSD OR MIT", &allowed));
    for bad in
        ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND GPL-3.0", "Apache-2.0", "", "MIT)", "MIT MIT"]
    {
        assert!(!holds(bad, &allowed), "{bad}");
    }
}

#[test]
fn dependencies_are_those_that_the_policy_allows() {
    let policy = policy();
    let (allowed, banned) = (texts(&policy, "licenses", "allow"), texts(&policy, "bans", "deny"));
    let (mut faults, mut registries) = (Vec::new(), BTreeSet::new());
    let packages = packages();
    assert!(packages.len() > 100, "only {} packages", packages.len());
    for package in &packages {
        let name = package["name"].as_str().expect("a name");
        let stated = package["license"].as_str().unwrap_or_default();
        if !holds(stated, &allowed) {
            faults.push(format!("{name}: its licence is {stated:?}"));
        }
        if banned.contains(name) {
            faults.push(format!("{name} is banned"));
        }
        let source = package["source"].as_str().expect("a source");
        if !source.starts_with("registry+") {
            faults.push(format!("{name}: it comes from {source}"));
        }
        registries.insert(source);
    }
    assert!(registries.len() == 1, "more than one registry: {registries:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_policy_allows_nothing_that_nobody_needs() {
    let policy = policy();
    let allowed = texts(&policy, "licenses", "allow");
    let packages = packages();
    for one in &allowed {
        let needed =
            packages.iter().filter_map(|it| it["license"].as_str()).any(|it| it.contains(one.as_str()));
        assert!(needed, "no dependency has the licence {one}");
    }
}
