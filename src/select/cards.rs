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

/// And with one link at least in each, so many.
const MIN_LINKS: f64 = 3.0;

/// A card's words outside its links: a summary has 20 to 60, a date line and a button are besides.
const MAX_WORDS: f64 = 80.0;

/// With so many running words a member of a run may be the article.
const MIN_ARTICLE_WORDS: f64 = 300.0;

/// A headline has at least so many words.
const MIN_HEADLINE_WORDS: u32 = 4;

/// For each block whether it belongs to a card. Only the elements that hold blocks are looked at.
pub fn find(page: &Page, holders: &[u32], cut: &Cut, survey: &Survey) -> Vec<bool> {
    let mut cards = vec![false; cut.blocks.len()];
    let mut children = Vec::new();
    for node in holders.iter().map(|&at| page.node(at)) {
        if node.end() - node.at() < 8 || survey.links(node.at(), node.end()) < MIN_LINKS {
            continue;
        }
        children.clear();
        let wide = node.children().filter(|child| child.end() > child.at() + 1);
        children.extend(wide.map(|node| Child { node, is_card: false }));
        if children.len() < MIN_RUN {
            continue;
        }
        let mut found = 0;
        for child in &mut children {
            child.is_card = is_card(child.node, cut, survey);
            found += usize::from(child.is_card);
        }
        if found >= MIN_RUN {
            mark(&children, survey, &mut cards);
        }
    }
    cards
}

/// A child of the element at hand.
struct Child<'p> {
    node: Node<'p>,
    /// Whether it looks like a card by itself.
    is_card: bool,
}

fn mark(children: &[Child<'_>], survey: &Survey, cards: &mut [bool]) {
    let mut from = 0;
    while from < children.len() {
        let first = children[from].node;
        let classes = Classes::of(first);
        let alike = |node: Node<'_>| node.tag() == first.tag() && classes.shared_with(node);
        let run = children[from..].iter().take_while(|child| alike(child.node)).count();
        let members = &children[from..from + run];
        let count = members.iter().filter(|child| child.is_card).count();
        if count >= MIN_RUN && count * 10 >= run * 7 {
            // A member that holds most of the run's text is the article between lists that are styled like it.
            let good = |child: &Child<'_>| survey.judgement(child.node.at(), child.node.end()).1;
            let all: f64 = members.iter().map(good).sum();
            let small = |child: &&Child<'_>| good(child) < MIN_ARTICLE_WORDS || good(child) * 2.0 < all;
            for Child { node, .. } in members.iter().filter(small) {
                survey.blocks(node.at(), node.end()).for_each(|block| cards[block] = true);
            }
        }
        from += run.max(1);
    }
}

fn is_card(node: Node<'_>, cut: &Cut, survey: &Survey) -> bool {
    if survey.links(node.at(), node.end()) < 1.0 {
        return false;
    }
    let sums = survey.sums(node.at(), node.end());
    if sums.words - sums.link_words > MAX_WORDS {
        return false;
    }
    // The headline comes first; a paragraph before it makes it a link in a text.
    let first =
        survey.blocks(node.at(), node.end()).find(|&at| cut.blocks[at].facts.words >= MIN_HEADLINE_WORDS);
    first.is_some_and(|at| cut.blocks[at].markup.is_some_and(|markup| markup.link_density() > 0.8))
}
