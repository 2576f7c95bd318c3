use std::fs;

use serde_json::{Value, json};

use super::*;

const TEXT: &str =
    "Sáng sớm, những chiếc ghe chở đầy bưởi đã cập bến để kịp phiên họp đầu tuần của bà con trong vùng. ";
const URL: &str = "https://www.song.example/a.html";

fn html() -> String {
    format!(
        "<title>Chợ nổi vào mùa</title><h1>Chợ nổi vào mùa</h1><div class=bai><p>{TEXT}</p><p>{TEXT}</p><p class=tin>{TEXT}</p></div>"
    )
}

fn asked(bench: &Bench, body: &Value) -> Value {
    let answer = bench.explain(body.to_string().as_bytes()).expect("an answer");
    serde_json::to_value(answer).expect("JSON")
}

fn kept(answer: &Value) -> usize {
    answer["fragment"].as_str().expect("a fragment").matches("<li class=\"kept").count()
}

#[test]
fn what_is_typed_holds_before_it_is_saved_and_after() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::new(Some(folder.path().to_owned()));
    let first = asked(&bench, &json!({ "html": html(), "url": URL }));
    assert_eq!(
        (&first["host"], &first["rule_name"]),
        (&json!("www.song.example"), &json!("song.example.toml"))
    );
    assert_eq!((first["rule_from"].as_str(), kept(&first)), (Some("start"), 3));
    let rule = first["rule_text"]
        .as_str()
        .expect("a rule")
        .replace("# remove = [\".related\"]", "remove = [\".tin\"]");
    let typed =
        asked(&bench, &json!({ "html": html(), "url": URL, "host": "www.song.example", "rule": rule }));
    assert_eq!((kept(&typed), &typed["errors"]), (2, &json!([])));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is saved unasked");
    let saved = json!({ "host": "www.song.example", "rule": rule }).to_string();
    let saved = bench.save(saved.as_bytes()).expect("saved");
    assert_eq!((saved.file.as_str(), saved.kept), ("song.example.toml", None));
    let again = asked(&bench, &json!({ "html": html(), "url": URL }));
    assert_eq!(
        (again["rule_from"].as_str(), again["rule_text"].as_str()),
        (Some("yours"), Some(rule.as_str()))
    );
    assert_eq!(kept(&again), 2);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_not_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::new(Some(folder.path().to_owned()));
    let rule = "hosts = [\"song.example\"]\n[source]\nchecked = 2026-11-21\nbasis = \"x\"\nverified = \"fixture\"\n[[layout]]\nbody = [\"p[\"]\n";
    let page = |rule: &str| json!({ "html": html(), "url": URL, "host": "song.example", "rule": rule });
    let wrong = asked(&bench, &page(rule));
    assert_eq!((&wrong["fragment"], &wrong["errors"][0]["line"]), (&Value::Null, &json!(7)));
    let other = rule.replace("p[", "p").replace("song.example", "other.example");
    let other_host = asked(&bench, &page(&other));
    let message = other_host["errors"][0]["message"].as_str().expect("a message");
    assert!(
        message.contains("`hosts` has to name song.example") && other_host["errors"][0]["line"] == 1,
        "{message}"
    );
    for rule in [rule, other.as_str(), ""] {
        let body = json!({ "host": "song.example", "rule": rule }).to_string();
        assert!(matches!(bench.save(body.as_bytes()), Err(Refused::Wrong(errors)) if errors.len() == 1));
    }
    // Two files for a host: a run with this folder would refuse them.
    fs::write(
        folder.path().join("all.toml"),
        other.replace("other.example\"", "other.example\", \"song.example\""),
    )
    .expect("a file");
    let twice = json!({ "host": "third.example", "rule": other.replace("other.example\"", "song.example\", \"third.example\"") });
    assert!(
        matches!(bench.save(twice.to_string().as_bytes()), Err(Refused::Wrong(errors)) if errors[0].message.contains("all.toml"))
    );
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_rule_is_saved_to_the_file_that_has_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::new(Some(folder.path().to_owned()));
    let rule = "hosts = [\"*.song.example\"]\n[source]\nchecked = 2026-11-21\nbasis = \"x\"\nverified = \"fixture\"\n[[layout]]\nbody = [\"p\"]\n";
    fs::create_dir(folder.path().join("rules")).expect("a folder");
    fs::write(folder.path().join("rules/rivers.toml"), rule).expect("a file");
    let body = json!({ "host": "www.song.example", "rule": rule.replace("\"p\"", "\"div\"") }).to_string();
    let saved = bench.save(body.as_bytes()).expect("saved");
    assert_eq!((saved.file.as_str(), saved.kept.as_deref()), ("rivers.toml", Some("rivers.toml.1.bak")));
    assert!(fs::read_to_string(folder.path().join("rules/rivers.toml")).expect("a file").contains("\"div\""));
}

#[test]
fn bytes_are_read_as_what_they_are_and_hosts_may_be_named_by_the_page() {
    let bench = Bench::new(None);
    let page = format!("<link rel=canonical href=\"{URL}\">{}", html());
    let latin = b"<meta charset=windows-1252><p>caf\xe9 au lait</p>";
    let told = asked(&bench, &json!({ "bytes": BASE64_STANDARD.encode(latin) }));
    assert!(told["fragment"].as_str().expect("a fragment").contains("café au lait"));
    assert_eq!((&told["host"], &told["rule_text"]), (&Value::Null, &Value::Null));
    assert_eq!(asked(&bench, &json!({ "html": page }))["host"], "www.song.example");
    for wrong in [
        json!({}),
        json!({ "html": "a", "bytes": "YQ==" }),
        json!({ "bytes": "?" }),
        json!({ "html": 1 }),
        json!({ "x": 1 }),
    ] {
        assert!(matches!(bench.explain(wrong.to_string().as_bytes()), Err(Refused::Asked(_))), "{wrong}");
    }
    let unsaved = bench.save(json!({ "host": "song.example", "rule": "" }).to_string().as_bytes());
    assert!(matches!(unsaved, Err(Refused::Cannot(message)) if message.contains("--rules DIR")));
}
