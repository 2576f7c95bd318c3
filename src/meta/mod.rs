//! Metadata: what the page says about itself, to machines and to readers.

pub mod date;
pub mod head;
pub mod title;

pub use head::Head;
