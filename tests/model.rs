//! The scorer's weights: that they are what training gives, that nothing in them names a page, that they change what
//! they should.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use tinsach::classify::model::Model;
use tinsach::{Extractor, Outcome, train};

fn models() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let folds = (1..=5).map(|fold| format!("fold-{fold}.model"));
    folds.chain(["article.model".to_owned()]).map(|file| folder.join(file)).collect()
}

fn model(path: &Path) -> Model {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let model = Model::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(model.render(), text, "{} is written as it is read", path.display());
    model
}

#[test]
fn all_weights_were_learned_from_the_same_corpora_and_are_small() {
    let shipped = Model::shipped().expect("the shipped weights parse");
    assert_eq!(shipped.corpora().len(), 3);
    for path in models() {
        assert!(fs::metadata(&path).expect("a file").len() < 1 << 20, "{}", path.display());
        let model = model(&path);
        assert_eq!(model.corpora(), shipped.corpora(), "{}", path.display());
        assert_eq!(model == shipped, path.ends_with("article.model"), "{}", path.display());
    }
}

#[test]
fn the_corpora_are_those_that_are_there() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    for corpus in Model::shipped().expect("weights").corpora() {
        let name = corpus.split(' ').next().expect("a name");
        let folder = corpora.join(name);
        if !folder.is_dir() {
            writeln!(io::stderr(), "skipped: {name} is not there").expect("standard error");
            continue;
        }
        assert_eq!(train::signature(&folder).expect("readable"), *corpus, "train again: {name} has changed");
    }
}

#[test]
fn weights_that_are_none_are_refused_with_their_line() {
    let whole = fs::read_to_string(&models()[5]).expect("weights");
    let wrong = |text: &str| Model::parse(text).expect_err("refused").to_string();
    assert_eq!(wrong(""), "weights, line 1: empty");
    assert!(wrong("tinsach-model 9\n").starts_with("weights, line 1: the first line"));
    let unknown = whole.replacen("column ", "column un", 1);
    assert!(wrong(&unknown).contains("no column is called \"un"), "{}", wrong(&unknown));
    let cut = whole.trim_end();
    assert!(wrong(&cut[..cut.len() - 30]).starts_with("weights, line"));
}

/// A page whose last paragraph the rules keep.
const PAGE: &str = "<html><head><title>Phiên chợ bến Đò</title></head><body><article><h1>Phiên chợ bến Đò</h1>\
    <p>Từ sáng sớm, người các xã ven sông đã chèo thuyền tới bến, mang theo rau, cá và những mẻ bánh còn nóng.</p>\
    <p>Ban quản lý chợ cho biết số thuyền tới bán tăng gấp đôi so với năm ngoái, phần lớn là hộ trẻ mới lập nghiệp.</p>\
    <p>Buổi chiều nước rút, các thuyền neo lại bên cồn, chờ con nước đêm để kịp về nhà trước khi trời sáng hẳn.</p>\
    </article></body></html>";

#[test]
fn a_scorer_that_finds_nothing_likely_drops_what_the_rules_kept_and_says_why() {
    let never = "tinsach-model 1\nbase -9\nkeep 0\ndrop 0\ncolumn words\ntree 1000:0:0\n";
    assert!(Model::parse(never).is_err(), "a column that is not there");
    let never = "tinsach-model 1\nbase 0\nkeep 0\ndrop 0\ncolumn words\ntree 0:1:-1 1 -2\n";
    let extract = |model: Model| {
        let extractor = Extractor::builder().model(model).build().expect("an extractor");
        extractor.trace(&tinsach::Record::str(PAGE, None)).expect("a trace")
    };
    let rules = extract(Model::none());
    assert_eq!(rules.outcome.article().map(|article| article.blocks.len()), Some(3));
    assert!(rules.scores.likely.is_empty());
    let dropped = extract(Model::parse(never).expect("weights"));
    assert!(matches!(dropped.outcome, Outcome::NoArticle { .. }), "{:?}", dropped.outcome);
    let changed: Vec<_> = dropped.verdicts.iter().filter(|verdict| verdict.rule == "scorer").collect();
    assert_eq!(changed.len(), 3);
    assert!(changed.iter().all(|verdict| verdict.evidence.starts_with("0.12: words ")), "{changed:?}");
}

#[test]
fn training_twice_gives_the_same_weights() {
    let corpus = tempfile::tempdir().expect("folder");
    let mut gold = String::new();
    for (at, fixture) in
        support::fixtures("odd").into_iter().filter(|it| it.content.contains("<p")).enumerate()
    {
        let file = format!("{at}.html");
        fs::write(corpus.path().join(&file), &fixture.content).expect("page");
        let outcome = Extractor::new().extract(&fixture.record()).expect("an outcome");
        let text = outcome.article().map(tinsach::Article::text).unwrap_or_default();
        let url = format!("https://site{at}.example/");
        gold += &serde_json::json!({"id": file, "file": file, "url": url, "lang": "vi", "text": text})
            .to_string();
        gold += "\n";
    }
    fs::write(corpus.path().join("gold.jsonl"), gold).expect("gold");
    let learn = |out: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinsach"));
        let run = command.arg("train").arg(corpus.path()).arg("-o").arg(out).output().expect("the program");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        fs::read_to_string(out.join("article.model")).expect("weights")
    };
    let (one, other) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
    let weights = learn(one.path());
    assert_eq!(weights, learn(other.path()));
    assert!(weights.contains("\ntree ") && weights.contains("\ncolumn "), "something was learned");
    assert!(!weights.contains("site1"), "no address is learned");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tinsach"));
    let run =
        command.arg("eval").arg(corpus.path()).arg("--cv").arg(one.path()).output().expect("the program");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
