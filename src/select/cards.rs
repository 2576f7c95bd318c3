//! Cards: runs of like elements, each a linked headline with at most a short summary.
//!
//! A list of other articles is a repetition; an article is not. Three neighbours that are built alike and each hold a
//! linked headline are cards, whatever their classes say.

use super::Survey;
use crate::block::Cut;
use crate::page::{Node, Page};

use super::classes::Classes;

/// So many like neighbours make a run.
const MIN_RUN: usize = 3;

/// A card's words outside its links: a summary has 20 to 60, a date line and a button are besides.
const MAX_WORDS: f64 = 80.0;

/// With so many running words a member of a run may be the article.
const MIN_ARTICLE_WORDS: f64 = 300.0;

/// A headline has at least so many words.
const MIN_HEADLINE_WORDS: u32 = 4;

/// For each block whether it belongs to a card.
pub fn find(page: &Page, cut: &Cut, survey: &Survey) -> Vec<bool> {
    let mut cards = vec![false; cut.blocks.len()];
    for node in page.nodes() {
        if node.end() - node.at() < 8 || survey.blocks(node.at(), node.end()).len() < MIN_RUN {
            continue;
        }
        mark_children(node, cut, survey, &mut cards);
    }
    cards
}

fn mark_children(parent: Node<'_>, cut: &Cut, survey: &Survey, cards: &mut [bool]) {
    let children: Vec<Node<'_>> = parent.children().filter(|child| child.end() > child.at() + 1).collect();
    if children.len() < MIN_RUN {
        return;
    }
    let mut from = 0;
    while from < children.len() {
        let first = children[from];
        let classes = Classes::of(first);
        let alike = |node: &Node<'_>| node.tag() == first.tag() && classes.shared_with(*node);
        let run = children[from..].iter().take_while(|node| alike(node)).count();
        let members = &children[from..from + run];
        let count = members.iter().filter(|node| is_card(**node, cut, survey)).count();
        if count >= MIN_RUN && count * 10 >= run * 7 {
            // A member that holds most of the run's text is the article between lists that are styled like it.
            let good = |node: &Node<'_>| survey.judgement(node.at(), node.end()).1;
            let all: f64 = members.iter().map(good).sum();
            let small = |node: &&Node<'_>| good(node) < MIN_ARTICLE_WORDS || good(node) * 2.0 < all;
            for node in members.iter().filter(small) {
                survey.blocks(node.at(), node.end()).for_each(|block| cards[block] = true);
            }
        }
        from += run.max(1);
    }
}

fn is_card(node: Node<'_>, cut: &Cut, survey: &Survey) -> bool {
    let sums = survey.sums(node.at(), node.end());
    if sums.link_blocks < 1.0 || sums.words - sums.link_words > MAX_WORDS {
        return false;
    }
    // The headline comes first; a paragraph before it makes it a link in a text.
    let first =
        survey.blocks(node.at(), node.end()).find(|&at| cut.blocks[at].facts.words >= MIN_HEADLINE_WORDS);
    first.is_some_and(|at| cut.blocks[at].markup.is_some_and(|markup| markup.link_density() > 0.8))
}
