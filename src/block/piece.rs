//! Pieces: what stands between two single `<br>` of a run, and whether they are paragraphs or lines of one.

use super::inline::{Runs, Style};

/// Parts of a run that are parted by single `<br>` become paragraphs of their own when they are, on average, at least
/// this long: then they were meant so.
const BR_PARAGRAPH_CHARS: usize = 90;

/// A piece of a run between two single `<br>`.
#[derive(Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) links: u32,
    pub(super) link_chars: u32,
    pub(super) link_at: Option<u32>,
    pub(super) bold_chars: u32,
    pub(super) italic_chars: u32,
    pub(super) solid_chars: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) runs: Runs,
}

impl Piece {
    /// Counts characters, white space left out, that stand in a link or not, and are set like that.
    pub(super) fn count(&mut self, solid: u32, link: bool, style: Style) {
        if link && self.link_at.is_none() {
            self.link_at = Some(self.solid_chars);
        }
        let counted = |counts: bool| if counts { solid } else { 0 };
        self.solid_chars += solid;
        self.link_chars += counted(link);
        self.bold_chars += counted(style.bold);
        self.italic_chars += counted(style.italic);
    }
}

/// The last piece of a run, the first one if there is none yet.
pub(super) fn last_of(run: &mut Vec<Piece>) -> &mut Piece {
    if run.is_empty() {
        run.push(Piece::default());
    }
    let last = run.len() - 1;
    &mut run[last]
}

/// Whether the pieces were meant as paragraphs.
pub(super) fn parts_are_paragraphs(pieces: &[Piece]) -> bool {
    let chars: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    chars >= pieces.len() * BR_PARAGRAPH_CHARS
}

/// The pieces as one text.
pub(super) fn join(pieces: Vec<Piece>) -> Piece {
    let mut all = Piece { first: pieces.first().map_or(0, |piece| piece.first), ..Piece::default() };
    for piece in pieces {
        if !all.text.is_empty() {
            all.text.push(' ');
        }
        let text = piece.text.trim_start();
        all.runs.append(piece.runs, (piece.text.len() - text.len(), all.text.len()));
        all.text.push_str(text.trim_end());
        all.links += piece.links;
        all.link_at = all.link_at.or(piece.link_at.map(|at| at + all.solid_chars));
        all.link_chars += piece.link_chars;
        all.bold_chars += piece.bold_chars;
        all.italic_chars += piece.italic_chars;
        all.solid_chars += piece.solid_chars;
        all.last = piece.last;
    }
    all
}
