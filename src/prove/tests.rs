use super::*;

const TEXT: &str = "Sáng sớm, những chiếc ghe chở đầy bưởi và cam đã cập bến chợ nổi để kịp phiên họp đầu tuần của bà con \
    trong vùng, vốn được chờ đợi từ nhiều ngày nay.";

fn expectation(text: &str) -> Expectation {
    toml::from_str(text).expect("sound")
}

#[test]
fn words_are_counted_by_what_they_should_be() {
    let it = expectation("first = 'một hai'\nmust_have = ['ba bốn năm']\nmust_not_have = ['sáu']");
    let near =
        |text: &str, f1: f64| assert!((it.word_f1(text) - f1).abs() < 1e-9, "{text}: {}", it.word_f1(text));
    near("một hai ba bốn  năm", 1.0);
    near("một hai ba bốn năm sáu", 10.0 / 11.0);
    near("một hai", 4.0 / 7.0);
    near("sáu", 0.0);
    assert!((Expectation::default().word_f1("gì cũng được") - 1.0).abs() < 1e-9, "nothing was asked");
}

#[test]
fn a_rule_is_blamed_for_what_it_does() {
    let folder = tempfile::tempdir().expect("folder");
    let rule = "hosts = ['cho-noi.vn']\n[source]\nchecked = 2026-11-21\nbasis = 'a test'\nverified = 'fixture'\n[[layout]]\n\
                title = ['h1']\nbody = ['.chu', '.cu']\nremove = ['.bo']\n";
    std::fs::write(folder.path().join("cho-noi.vn.toml"), rule).expect("written");
    let rules = RuleSet::none().with_dir(folder.path()).expect("sound");
    let prover = Prover::new(rules, Which::Own).expect("built");
    let page = format!(
        "<h1>Chợ nổi vào mùa</h1><div class=chu><p>{TEXT}</p><p>Hai: {TEXT}</p><p class=bo>Ba: {TEXT}</p></div>"
    );
    let record = Record::str(&page, Some("https://cho-noi.vn/a-1.html"));
    let mut tested = Tested::new(&prover);
    let expected = expectation("title = 'Chợ nổi'\nmust_have = ['Hai: Sáng']\nmust_not_have = ['Ba: Sáng']");
    tested.add(prover.judge(("mine", &record), Some(&expected)).expect("cleaned"));
    let other = Record::str(&page, Some("https://vuon-quyt.vn/a-1.html"));
    tested.add(prover.judge(("other", &other), None).expect("cleaned"));
    assert_eq!(tested.others, 1);
    let [rule] = &tested.rules()[..] else { panic!("one rule") };
    assert_eq!((rule.pages, rule.spoke, rule.body, rule.title), (1, 1, 1, 1));
    let [ours, generic] = rule.f1.expect("there is gold");
    assert!(ours > 0.999 && generic < 0.9, "{ours} {generic}");
    assert!(rule.fails() && !rule.gains_nothing && rule.agreement < 1.0);
    assert_eq!(rule.faults.len(), 1, "{:?}", rule.faults);
    assert!(rule.faults[0].fault.starts_with("title: expected \"Chợ nổi\", found \"Chợ nổi vào mùa\""));
    assert_eq!(rule.dead, [Dead { layout: 1, field: "body", selector: ".cu".into() }]);
}
