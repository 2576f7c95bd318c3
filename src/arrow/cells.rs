//! The cells of a column of strings or bytes, without a copy.
//!
//! A column of strings that comes from elsewhere may hold bytes that are no UTF-8 (engines do not check what they cast), so
//! all cells are bytes here until they are looked at.

use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayRef, BinaryViewArray, GenericBinaryArray, GenericStringArray, OffsetSizeTrait,
};
use arrow_schema::{ArrowError, DataType};

/// A column of strings or bytes.
#[derive(Debug)]
pub(super) enum Cells {
    /// Nothing but null.
    Null,
    Short(GenericBinaryArray<i32>),
    Long(GenericBinaryArray<i64>),
    Views(BinaryViewArray),
}

impl Cells {
    /// Whether a column of this type has cells of strings or bytes, or nothing but null.
    pub(super) const fn are_in(data: &DataType) -> bool {
        matches!(
            data,
            DataType::Null
                | DataType::Utf8
                | DataType::LargeUtf8
                | DataType::Utf8View
                | DataType::Binary
                | DataType::LargeBinary
                | DataType::BinaryView
        )
    }

    /// The cells of a column; `None` where it has others.
    pub(super) fn of(array: &ArrayRef) -> Result<Option<Self>, ArrowError> {
        Ok(Some(match array.data_type() {
            DataType::Null => Self::Null,
            DataType::Utf8 => Self::Short(bytes_of(array.as_string())?),
            DataType::LargeUtf8 => Self::Long(bytes_of(array.as_string())?),
            DataType::Utf8View => Self::Views(array.as_string_view().clone().to_binary_view()),
            DataType::Binary => Self::Short(array.as_binary().clone()),
            DataType::LargeBinary => Self::Long(array.as_binary().clone()),
            DataType::BinaryView => Self::Views(array.as_binary_view().clone()),
            _ => return Ok(None),
        }))
    }

    /// The bytes of a cell; `None` where it is null.
    pub(super) fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Null => None,
            Self::Short(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Long(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Views(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}

/// The same buffers, without the promise that they hold UTF-8.
fn bytes_of<O: OffsetSizeTrait>(array: &GenericStringArray<O>) -> Result<GenericBinaryArray<O>, ArrowError> {
    let (offsets, values, nulls) = array.clone().into_parts();
    GenericBinaryArray::try_new(offsets, values, nulls)
}
