//! Completions and manual pages: made from the command line itself, so that no command is left out.

use crate::bench::*;

/// The commands that the program's own help lists below `words`.
fn commands(bench: &Bench, words: &[&str]) -> Vec<String> {
    let help = bench.run(&[words, &["--help"]].concat()).ends(0).out;
    let list = help.split("Commands:\n").nth(1).expect("a list").split("\n\n").next().expect("its end");
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}

#[test]
fn scripts_of_all_shells_name_every_command() {
    let bench = Bench::new();
    let (all, rules) = (commands(&bench, &[]), commands(&bench, &["rules"]));
    assert!(all.len() >= 8 && rules.contains(&"drift".to_owned()), "{all:?} {rules:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = bench.run(&["completions", shell]).ends(0).out;
        for name in all.iter().chain(&rules) {
            assert!(script.contains(name.as_str()), "{shell}: {name}");
        }
        assert!(script.contains("--baseline") || script.contains("-l baseline"), "{shell}: options");
    }
    bench.run(&["completions", "tcsh"]).ends(2).says(&["bash", "zsh"]);
}

#[test]
fn each_command_has_a_page_with_its_examples() {
    let bench = Bench::new();
    let whole = bench.run(&["man"]).ends(0).out;
    assert!(whole.contains(".TH tinsach 1") && whole.contains("Examples:"), "{whole}");
    bench.run(&["man", "-o", "man1"]).ends(0).says(&["pages in man1"]);
    let mut expected = vec!["tinsach.1".to_owned()];
    for name in commands(&bench, &[]) {
        assert!(whole.contains(&format!("tinsach\\-{name}(1)")), "{name}");
        let page = bench.read(&format!("man1/tinsach-{name}.1"));
        assert!(page.contains("Examples:\n"), "{name}");
        expected.push(format!("tinsach-{name}.1"));
    }
    expected.extend(commands(&bench, &["rules"]).iter().map(|name| format!("tinsach-rules-{name}.1")));
    expected.sort_unstable();
    assert_eq!(bench.names("man1"), expected);
    bench.file("taken", "");
    bench.run(&["man", "-o", "taken"]).ends(1).says(&["taken"]);
}
