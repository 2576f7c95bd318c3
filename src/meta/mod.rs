//! Metadata: what the page says about itself, to machines and to readers.

mod authors;
pub mod date;
mod gather;
pub mod head;
mod image;
pub mod language;
pub mod names;
mod near;
mod published;
mod section;
mod site;
mod source;
pub mod title;

pub use gather::{Metadata, Sources, from_lines, gather};
pub use head::Head;
pub use site::Site;
