//! A comparison as lines of text.

use super::{BlockChange, Compared, Counts, FieldChange, Kept, Said};
use crate::explain::short;

/// The longest value of a field and the longest beginning of a block that are shown, in characters.
const VALUE: usize = 120;
const BLOCK: usize = 110;

/// The most of what a rule saw that is shown, in characters.
const EVIDENCE: usize = 60;

/// Blocks of a page that are shown; all of them are in the JSON form.
const BLOCKS: usize = 30;

impl Compared {
    /// What differs, as lines; the first one names the page.
    pub fn text(&self) -> Vec<String> {
        let name = self.url.as_deref().unwrap_or(&self.id);
        let [a, b] = &self.by;
        let by = if a == b { a.clone() } else { format!("A {a}, B {b}") };
        let mut lines = vec![format!("{:<8} {}  ({by})", self.change.name(), short(name, 2 * VALUE))];
        lines.extend(self.fields.iter().filter(|it| it.field != "reason").flat_map(field));
        lines.extend(self.blocks.iter().take(BLOCKS).flat_map(block));
        if let Some(more) = self.blocks.len().checked_sub(BLOCKS).filter(|more| *more > 0) {
            lines.push(format!("  {more} more blocks, all of them with --json"));
        }
        lines
    }
}

fn field(change: &FieldChange) -> [String; 2] {
    let value = |value: &Option<String>| value.as_deref().map_or("–".to_owned(), |it| short(it, VALUE));
    let (a, b) = (value(&change.a), value(&change.b));
    [format!("  {:<10} A {a}", change.field), format!("  {:<10} B {b}", "")]
}

fn block(change: &BlockChange) -> [String; 2] {
    let sign = match change.change {
        Kept::Added => '+',
        Kept::Dropped => '-',
        Kept::Relabelled => '~',
    };
    let said = |said: &Option<Said>| match said {
        Some(it) => format!("{} ({}: {})", it.label.name(), it.rule, short(&it.evidence, EVIDENCE)),
        None => "no such block".to_owned(),
    };
    [
        format!("  {sign} {}", short(&change.text, BLOCK)),
        format!("      A {}; B {}", said(&change.a), said(&change.b)),
    ]
}

impl Counts {
    /// A line for each host, one with all, and a head.
    pub fn text(&self) -> Vec<String> {
        let line = |name: &str, it: &super::Count| {
            let numbers = [it.pages(), it.same, it.gained, it.lost, it.changed].map(|n| format!("{n:>9}"));
            format!("{name:<32}{}", numbers.concat())
        };
        let head = ["pages", "same", "gained", "lost", "changed"].map(|word| format!("{word:>9}"));
        let mut lines = vec![format!("{:<32}{}", "host", head.concat())];
        let named = |host: &str| if host.is_empty() { "(no address)".to_owned() } else { short(host, 31) };
        lines.extend(self.hosts.iter().map(|(host, count)| line(&named(host), count)));
        lines.push(line("all", &self.all));
        lines
    }
}
