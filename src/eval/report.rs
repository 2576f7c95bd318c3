//! Figures, and how they are written: the form of the scorer script.

use std::cmp::Ordering;
use std::fmt;

use super::Evaluation;

/// One figure of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A number of pages.
    Count(usize),
    /// A mean, from 0 to 1.
    Share(f64),
    /// A mean over nothing: no row of the gold gives what would be scored.
    Nothing,
}

impl Figure {
    /// The mean of what was counted.
    pub(super) fn mean(values: impl IntoIterator<Item = f64>) -> Self {
        let (sum, count) =
            values.into_iter().fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
        if count == 0 { Self::Nothing } else { Self::Share(sum / count as f64) }
    }

    /// The number; `None` for a mean over nothing.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(count as f64),
            Self::Share(share) => Some(share),
            Self::Nothing => None,
        }
    }
}

/// The figures of a corpus, in the order of the scorer script.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(Vec<(&'static str, Figure)>);

impl Figures {
    /// The figures with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Figure)> + '_ {
        self.0.iter().copied()
    }

    /// The number of that name; `None` when there is no such figure, or when it is a mean over nothing.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.iter().find(|(known, _)| *known == name)?.1.value()
    }

    pub(super) fn push(&mut self, name: &'static str, figure: Figure) {
        self.0.push((name, figure));
    }
}

/// A page and how well it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Worst {
    /// F1 of its text.
    pub f1: f64,
    /// The gold's name of the page.
    pub name: String,
    /// Precision and recall; of a flattened page also what was kept and lost by mistake.
    pub why: String,
}

impl Worst {
    pub(super) fn by_f1(one: &Self, other: &Self) -> Ordering {
        let names = || (&one.name, &one.why).cmp(&(&other.name, &other.why));
        one.f1.total_cmp(&other.f1).then_with(names)
    }
}

/// `  0.512 name P 0.400 R 0.710`.
impl fmt::Display for Worst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {:.3} {} {}", self.f1, self.name, self.why)
    }
}

/// `corpus pages=47 f1=0.9712`: means with four decimals, those over nothing left out.
impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.corpus())?;
        for (name, figure) in self.figures().iter() {
            match figure {
                Figure::Count(count) => write!(f, " {name}={count}")?,
                Figure::Share(share) => write!(f, " {name}={share:.4}")?,
                Figure::Nothing => {}
            }
        }
        Ok(())
    }
}

impl Evaluation {
    /// The figures as a JSON object on one line, means in full, those over nothing as null.
    pub fn json(&self) -> String {
        let figures = self.figures().iter().map(|(name, figure)| {
            let value = match figure {
                Figure::Count(count) => count.to_string(),
                Figure::Share(share) => format!("{share:?}"),
                Figure::Nothing => "null".into(),
            };
            format!(", \"{name}\": {value}")
        });
        let figures: Vec<String> = figures.collect();
        format!("{{\"corpus\": {}{}}}", serde_json::Value::from(self.corpus()), figures.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::Predictions;

    fn row(f1: f64, name: &str) -> Worst {
        Worst { f1, name: name.into(), why: "P 0.000 R 0.000".into() }
    }

    #[test]
    fn figures_are_written_as_the_script_does() {
        let figures = Figures(vec![
            ("pages", Figure::Count(2)),
            ("f1", Figure::mean([1.0, 0.0, 1.0])),
            ("exact", Figure::Share(1.0)),
            ("with", Figure::mean([])),
        ]);
        assert_eq!((figures.get("pages"), figures.get("with"), figures.get("f2")), (Some(2.0), None, None));
        let evaluation = Evaluation {
            corpus: "vn \"dev\"".into(),
            figures,
            rows: vec![row(0.0, "a"), row(0.25, "b")],
            predictions: Predictions::Pages(Vec::new()),
            failures: Vec::new(),
        };
        assert_eq!(evaluation.to_string(), "vn \"dev\" pages=2 f1=0.6667 exact=1.0000");
        let json =
            r#"{"corpus": "vn \"dev\"", "pages": 2, "f1": 0.6666666666666666, "exact": 1.0, "with": null}"#;
        assert_eq!(evaluation.json(), json);
        let worst: Vec<String> = evaluation.worst(1).iter().map(ToString::to_string).collect();
        assert_eq!(worst, ["  0.000 a P 0.000 R 0.000"]);
        assert_eq!(evaluation.worst(9).len(), 2);
    }

    #[test]
    fn the_worst_come_first_and_equals_by_name() {
        let mut rows = [row(0.5, "b"), row(1.0, "a"), row(0.5, "a"), row(0.0, "z")];
        rows.sort_by(Worst::by_f1);
        assert_eq!(rows.map(|row| row.name), ["z", "a", "b", "a"]);
    }
}
