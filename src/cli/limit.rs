//! `--limit NAME=N`: how it is typed, and which option it sets.

use tinsach::Options;

/// A limit of a page and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LimitChoice {
    limit: Limit,
    number: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    Bytes,
    Nodes,
    Depth,
    Work,
}

impl LimitChoice {
    /// The options with this limit.
    pub(super) fn set(options: Options, choice: &Self) -> Options {
        match choice.limit {
            Limit::Bytes => options.with_max_bytes(choice.number),
            Limit::Nodes => options.with_max_nodes(choice.number),
            Limit::Depth => options.with_max_depth(choice.number),
            Limit::Work => options.with_max_work(choice.number as u64),
        }
    }
}

/// Reads `nodes=50000`.
pub(super) fn limit_choice(word: &str) -> Result<LimitChoice, String> {
    let (name, number) = word.split_once('=').ok_or("write NAME=N, such as nodes=50000")?;
    let limit = match name {
        "bytes" => Limit::Bytes,
        "nodes" => Limit::Nodes,
        "depth" => Limit::Depth,
        "work" => Limit::Work,
        _ => return Err(format!("there is no limit {name:?}; they are bytes, nodes, depth, work")),
    };
    let number = number.parse().ok().filter(|&number| number > 0);
    let number = number.ok_or_else(|| format!("{name} wants a whole number above zero"))?;
    if limit == Limit::Bytes && number > Options::MAX_BYTES {
        return Err(format!("bytes can be {} at most: no more of a page is read", Options::MAX_BYTES));
    }
    Ok(LimitChoice { limit, number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_name_and_a_number() {
        assert_eq!(limit_choice("depth=64"), Ok(LimitChoice { limit: Limit::Depth, number: 64 }));
        for (wrong, says) in [("nodes", "NAME=N"), ("size=1", "they are"), ("work=0", "above zero")] {
            assert!(limit_choice(wrong).is_err_and(|error| error.contains(says)), "{wrong}");
        }
        assert!(limit_choice("bytes=67108865").is_err() && limit_choice("bytes=67108864").is_ok());
    }
}
