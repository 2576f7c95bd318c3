//! Captions that neither an element nor a name tells, only what the editor's program left in the page.

use super::normal::nfc;
use super::said::Said;

/// Whether the editor was asked for a caption here: what the program showed in the empty field stays in the page.
pub(super) fn is_asked_for(said: &Said<'_>) -> bool {
    said.placeholder.is_some_and(|asked| {
        let asked = nfc(asked).to_lowercase();
        asked.contains("chú thích") || asked.contains("caption")
    })
}
