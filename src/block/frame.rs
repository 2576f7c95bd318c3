//! Frames: the small element that holds a picture and the words under it, and nothing else.
//!
//! Pages without `<figure>` put a picture and its caption in a box of their own. What is in the box may be a caption;
//! whether it is one, the classifier says.

use super::{Block, Cut};
use crate::page::Page;

/// The box of a picture is found so many elements around it.
const MAX_LEVELS: usize = 5;

/// A caption and a credit.
const MAX_BLOCKS: usize = 2;

/// Finds the frame of each picture.
pub(super) fn add(page: &Page, cut: &mut Cut) {
    let Cut { blocks, images, .. } = cut;
    for image in images {
        image.frame = frame(page, blocks, image.node);
    }
}

/// The innermost element around a picture that holds text, if it holds only a few blocks, all below the picture.
fn frame(page: &Page, blocks: &[Block], picture: u32) -> Option<(u32, u32)> {
    let inside = |from: u32, to: u32| {
        let first = blocks.partition_point(|block| block.at.0 < from);
        &blocks[first..blocks.partition_point(|block| block.at.0 < to).max(first)]
    };
    let around = page.node(picture).ancestors().take(MAX_LEVELS).map(|node| (node.at(), node.end()));
    let (from, to) = around.into_iter().find(|&(from, to)| !inside(from, to).is_empty())?;
    let held = inside(from, to);
    // Text straight in the element flows around the picture.
    let below =
        |block: &Block| block.at.0 > picture && block.markup.is_some_and(|markup| markup.node != from);
    (held.len() <= MAX_BLOCKS && held.iter().all(below)).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use crate::block::{Marks, page::cut};
    use crate::page::Page;

    #[test]
    fn a_frame_holds_a_picture_and_little_else() {
        let framed = |html: &str| {
            let page = Page::parse(html, 1000);
            cut(&page, &|_| Marks::default(), false).images[0].frame.is_some()
        };
        assert!(framed("<p>a</p><div><a href=x><img src=a.jpg></a><p>b</p></div><p>c</p>"));
        assert!(framed("<p>a</p><div><div><img src=a.jpg></div><p>b</p><p>c</p></div><p>d</p>"));
        assert!(!framed("<p>a</p><p><img src=a.jpg></p><p>b</p><p>c</p>"));
        assert!(!framed("<p>a</p><p><img src=a.jpg>b</p>"));
    }
}
