//! The short form of the soak (`scripts/soak` is the long one): damaged pages, all accounted for, none with a panic, and the
//! same outcomes for any order and any number of threads.
#![cfg(feature = "cli")]

#[path = "support/damage.rs"]
mod damage;
#[path = "support/dice.rs"]
mod dice;
#[path = "support/invariants.rs"]
mod invariants;
#[path = "support/soak.rs"]
mod soak;
mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use damage::{Case, Whole, case};
use soak::{End, Judged};

const SEED: u64 = 20_261_122;
/// Damaged pages of the short form.
const CASES: u64 = 4000;
/// Of them, those that are done again in another order and by other numbers of threads.
const AGAIN: u64 = 500;

fn wholes() -> Vec<Whole> {
    let whole = |fixture: support::Fixture| Whole {
        name: fixture.name,
        bytes: fixture.content.into_bytes(),
        kind: fixture.kind,
        url: fixture.url,
    };
    support::fixtures("").into_iter().map(whole).collect()
}

fn judged(cases: impl Iterator<Item = Case> + Send, threads: usize) -> Vec<Judged> {
    let mut all = Vec::new();
    soak::run(cases, threads, || Duration::ZERO, |judged| all.push(judged));
    all
}

#[test]
fn damaged_pages_are_accounted_for_and_none_is_a_bug() {
    let wholes = wholes();
    let all = judged((0..CASES).map(|number| case(&wholes, SEED, number)), 2);
    assert!(all.iter().map(|it| it.case.number).eq(0..CASES), "a record is missing or out of place");
    let told = |it: &Judged| match &it.end {
        End::Fault(fault) => Some(format!("case {} ({}): {fault}", it.case.number, it.case.story)),
        _ => None,
    };
    let faults: Vec<String> = all.iter().filter_map(told).collect();
    assert!(faults.is_empty(), "{} of {CASES}:\n{}", faults.len(), faults[..faults.len().min(5)].join("\n"));
    let share = |end: &End| all.iter().filter(|it| it.end == *end).count();
    let (articles, none) = (share(&End::Article), share(&End::NoArticle));
    assert!(
        articles > 1500 && none > 200,
        "{articles} articles, {none} without: the damage is too much or too little"
    );
}

#[test]
fn neither_order_nor_threads_change_an_outcome() {
    let wholes = wholes();
    let prints = |all: Vec<Judged>| -> BTreeMap<u64, u64> {
        all.into_iter().map(|it| (it.case.number, it.print)).collect()
    };
    let made = |number| case(&wholes, SEED, number);
    let one = prints(judged((0..AGAIN).map(made), 1));
    assert_eq!(one.len() as u64, AGAIN);
    // 211 is prime to the number of cases: every one comes, far from its neighbours.
    let shuffled = (0..AGAIN).map(|number| made(number * 211 % AGAIN));
    assert_eq!(one, prints(judged(shuffled, 5)));
    assert_eq!(one, prints(judged((0..AGAIN).rev().map(made), 2)));
}

#[test]
fn a_case_can_be_made_again_and_damage_is_of_every_kind() {
    let wholes = wholes();
    let mut kinds = BTreeMap::new();
    for number in 0..500 {
        let (one, two) = (case(&wholes, SEED, number), case(&wholes, SEED, number));
        assert_eq!((&one.bytes, &one.story, one.content_type), (&two.bytes, &two.story, two.content_type));
        for kind in one.story.split(", ").skip(1) {
            *kinds.entry(kind.to_owned()).or_insert(0) += 1;
        }
    }
    assert!(kinds.len() == 9 && kinds.values().all(|&count| count > 20), "{kinds:?}");
    let differ = (0..100).filter(|&n| case(&wholes, SEED, n).bytes != case(&wholes, SEED + 1, n).bytes);
    assert!(differ.count() > 90, "another seed gives the same pages");
}
