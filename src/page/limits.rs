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
        Self { max_nodes: 2_000_000, max_depth: 512 }
    }
}

impl From<usize> for Limits {
    /// So many nodes, and the default depth.
    fn from(max_nodes: usize) -> Self {
        Self { max_nodes, ..Self::default() }
    }
}

/// Which limits a page reached.
#[expect(clippy::struct_excessive_bools, reason = "one for each limit")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitsHit {
    /// Elements or texts were left out.
    pub nodes: bool,
    /// Elements were put beside each other instead of into each other.
    pub depth: bool,
    /// Attributes that later tags add to `<html>` or `<body>` were left out.
    pub attributes: bool,
    /// The end of a page of more than half a gigabyte was left out.
    pub bytes: bool,
}
