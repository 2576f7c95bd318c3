//! Metadata: what the page says about itself, to machines and to readers.

mod address;
mod authors;
pub mod carried;
pub mod date;
mod gather;
pub mod head;
mod image;
pub mod language;
mod lines;
pub mod names;
mod near;
mod published;
mod section;
mod signs;
mod site;
mod source;
mod starts;
pub mod title;

#[cfg(feature = "dumps")]
pub(crate) use authors::METAS as AUTHOR_METAS;
#[cfg(feature = "dumps")]
pub(crate) use gather::DESCRIPTIONS as DESCRIPTION_METAS;
#[cfg(feature = "dumps")]
pub(crate) use published::{MODIFIED as MODIFIED_METAS, PUBLISHED as PUBLISHED_METAS};

#[cfg(feature = "dumps")]
pub(crate) use title::METAS as TITLE_METAS;

pub use address::{absolute, base, has_scheme};
pub use gather::{Metadata, Sources, gather};
pub use head::Head;
pub use image::{Placed, split_credit};
pub use lines::from_lines;
pub use site::Site;
