//! Drawings: bars of parts and histograms, as SVG inside the page. Their colours are in the style sheet, by class.

use std::fmt::Write as _;

use super::super::{Bins, grouped, percent};
use crate::web::escaped;

/// A histogram: what it is called, and what its bins are.
pub(super) struct Histogram {
    /// The heading.
    pub(super) title: &'static str,
    /// What stands below the left edge of each bin, and below the right edge of the last.
    edges: [&'static str; 11],
    /// What is counted, after the edges: `1k to 2k characters`.
    unit: &'static str,
}

/// The edges are those of `LENGTHS`: a test holds them together.
pub(super) const LENGTH: Histogram = Histogram {
    title: "Length of articles, in characters",
    edges: ["0", "125", "250", "500", "1k", "2k", "4k", "8k", "16k", "32k", ""],
    unit: " characters",
};

pub(super) const SHARE: Histogram = Histogram {
    title: "Share of the page’s text kept",
    edges: ["0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100 %"],
    unit: " %",
};

pub(super) const CONFIDENCE: Histogram = Histogram {
    title: "Confidence",
    edges: ["0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9", "1"],
    unit: "",
};

/// The drawing of a histogram is that wide and high, without what stands below and above the bars.
const WIDTH: usize = 320;
const HEIGHT: u64 = 88;
const BAR: usize = WIDTH / 10;
/// Room above the bars, for a figure on the highest.
const TOP: u64 = 14;
/// Room below the bars, for the edges.
const BOTTOM: u64 = 16;

impl Histogram {
    /// The whole drawing, with figures and edges.
    pub(super) fn drawing(&self, bins: &Bins) -> String {
        let all: u64 = bins.0.iter().sum();
        let (left, height) = (4, HEIGHT + TOP + BOTTOM);
        let mut out = format!(
            "<svg class=\"histogram\" viewBox=\"-{left} 0 {} {height}\" role=\"img\" aria-label=\"{}\">",
            WIDTH + 2 * left,
            escaped(&self.words(bins))
        );
        let base = HEIGHT + TOP;
        for (at, (&count, high)) in bins.0.iter().zip(heights(bins, HEIGHT)).enumerate() {
            let x = at * BAR;
            let y = base - high;
            let range = self.range(at);
            let _ = write!(
                out,
                "<g><title>{range}: {}</title><rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{high}\" rx=\"2\"/>",
                grouped(count),
                x + 2,
                BAR - 4
            );
            if count > 0 {
                let figure = percent(count, all);
                let _ = write!(
                    out,
                    "<text class=\"figure\" x=\"{}\" y=\"{}\">{}</text>",
                    x + BAR / 2,
                    y - 4,
                    escaped(&figure)
                );
            }
            out += "</g>";
        }
        let _ = write!(out, "<path d=\"M0 {base}.5h{WIDTH}\"/>");
        for (at, edge) in self.edges.iter().enumerate() {
            let _ = write!(out, "<text x=\"{}\" y=\"{}\">{edge}</text>", at * BAR, height - 3);
        }
        out + "</svg>"
    }

    /// The bars alone, small.
    pub(super) fn small(&self, bins: &Bins) -> String {
        const HIGH: u64 = 24;
        let bars = heights(bins, HIGH).into_iter().enumerate();
        let path = bars.filter(|(_, high)| *high > 0).fold(String::new(), |path, (at, high)| {
            path + &format!("M{} {HIGH}v-{high}h8v{high}z", at * 10 + 1)
        });
        let words = escaped(&self.words(bins));
        format!(
            "<figure><svg class=\"small\" viewBox=\"0 0 100 25\" role=\"img\" aria-label=\"{words}\"><path class=\"bars\" d=\"{path}\"/>\
             <path d=\"M0 24.5h100\"/></svg><figcaption>{}</figcaption></figure>",
            self.title
        )
    }

    /// What it shows, for who cannot see it.
    fn words(&self, bins: &Bins) -> String {
        let all: u64 = bins.0.iter().sum();
        let most = (0..10).max_by_key(|&at| (bins.0[at], 10 - at)).unwrap_or(0);
        let share = percent(bins.0[most], all);
        format!("{}: {share} of the articles are {}", self.title, self.range(most))
    }

    fn range(&self, at: usize) -> String {
        let (from, to) = (self.edges[at], self.edges[at + 1].trim_end_matches(" %"));
        let words = if to.is_empty() { format!("{from} and more") } else { format!("{from} to {to}") };
        words + self.unit
    }
}

/// How high each bar is. What is there is seen, however little it is.
fn heights(bins: &Bins, high: u64) -> [u64; 10] {
    let most = bins.0.iter().copied().max().unwrap_or(0).max(1);
    bins.0.map(|count| match count {
        0 => 0,
        // Below `high`, so it fits.
        count => {
            u64::try_from(u128::from(count) * u128::from(high) / u128::from(most)).unwrap_or(high).max(1)
        }
    })
}

/// Parts of a whole beside each other, each with its class. Decoration: the figures stand beside it.
pub(super) fn parts(parts: &[(&str, u64)]) -> String {
    let all: u64 = parts.iter().map(|(_, count)| count).sum();
    let mut out = String::from(
        "<svg class=\"parts\" viewBox=\"0 0 1000 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
    );
    let mut before = 0;
    for (class, count) in parts.iter().filter(|(_, count)| *count > 0) {
        let (x, end) = (thousandths(before, all), thousandths(before + count, all));
        before += count;
        let _ =
            write!(out, "<rect class=\"{class}\" x=\"{x}\" width=\"{}\" height=\"1\"/>", (end - x).max(2));
    }
    out + "</svg>"
}

fn thousandths(part: u64, whole: u64) -> u64 {
    u64::try_from(u128::from(part) * 1000 / u128::from(whole.max(1))).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::super::super::LENGTHS;
    use super::*;

    #[test]
    fn edges_are_those_of_the_bins() {
        let long = |edge: &str| edge.replace('k', "000").parse::<u64>().expect("a number");
        assert_eq!(LENGTH.edges[1..10].iter().map(|edge| long(edge)).collect::<Vec<_>>(), LENGTHS);
        assert_eq!(LENGTH.range(9), "32k and more characters");
        assert_eq!((SHARE.range(9), CONFIDENCE.range(0)), ("90 to 100 %".into(), "0 to .1".into()));
    }

    #[test]
    fn what_is_there_is_seen() {
        let bins = Bins([0, 1, u64::MAX, 0, 0, 0, 0, 0, 0, u64::MAX / 2]);
        assert_eq!(heights(&bins, 88), [0, 1, 88, 0, 0, 0, 0, 0, 0, 43]);
        assert_eq!(heights(&Bins::default(), 88), [0; 10]);
        let drawn = parts(&[("articles", 1_000_000), ("none", 0), ("errors", 1)]);
        assert_eq!(drawn.matches("<rect").count(), 2, "{drawn}");
        assert!(drawn.contains("class=\"errors\" x=\"999\" width=\"2\""), "{drawn}");
    }

    #[test]
    fn words_name_the_highest_bar() {
        let bins = Bins([0, 0, 0, 1, 0, 0, 3, 0, 0, 0]);
        let words = "Share of the page’s text kept: 75 % of the articles are 60 to 70 %";
        assert_eq!(SHARE.words(&bins), words);
        assert!(SHARE.drawing(&bins).contains(words) && SHARE.small(&bins).contains(words));
        assert_eq!(SHARE.small(&bins).matches('M').count(), 3, "two bars and a base");
    }
}
