//! How large the tree of a page may become, and what of that was reached.

/// Limits of a page's tree. They are counted, so that the same page is cut at the same place every time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most elements and texts; what comes after is left out.
    pub max_nodes: usize,
    /// The most elements open at a time; what is nested deeper is put beside each other.
    pub max_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        // The largest page of the corpora has 11,274 nodes. A page that fills these is done in under a second.
        Self { max_nodes: 200_000, max_depth: 512 }
    }
}

impl From<usize> for Limits {
    /// So many nodes, and the default depth.
    fn from(max_nodes: usize) -> Self {
        Self { max_nodes, ..Self::default() }
    }
}

/// A limit that cut a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Limit {
    /// The end of a page of more than half a gigabyte was left out.
    Bytes,
    /// Elements or texts were left out.
    Nodes,
    /// Elements were put beside each other instead of into each other.
    Depth,
    /// Attributes of a tag with more than 256 were left out, or of tags that add to `<html>` or `<body>`.
    Attributes,
}

impl Limit {
    const ALL: [Self; 4] = [Self::Bytes, Self::Nodes, Self::Depth, Self::Attributes];

    /// Its name, as `truncated` shows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Nodes => "nodes",
            Self::Depth => "depth",
            Self::Attributes => "attributes",
        }
    }
}

/// Which limits a page reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitsHit(u8);

impl LimitsHit {
    /// Notes that the limit was reached.
    pub const fn add(&mut self, limit: Limit) {
        self.0 |= 1 << limit as u8;
    }

    /// These and the others.
    #[must_use]
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether the limit was reached.
    pub const fn has(self, limit: Limit) -> bool {
        self.0 & (1 << limit as u8) != 0
    }

    /// The limits that were reached.
    pub fn each(self) -> impl Iterator<Item = Limit> {
        Limit::ALL.into_iter().filter(move |&limit| self.has(limit))
    }
}
