//! Streams of Arrow batches to and from Python, by the Arrow `PyCapsule` interface.
//!
//! The interface (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>) passes pointers to the C
//! structures of the Arrow C stream interface in capsules of a fixed name. Nothing is copied. All unsafe code of the binding is here.
#![expect(unsafe_code, reason = "the C stream interface is one of pointers")]

use std::ffi::CStr;

use arrow_array::RecordBatchReader;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::of_stream;

/// The name that the interface gives to capsules of streams.
const STREAM: &CStr = c"arrow_array_stream";

/// The batches of an object that has `__arrow_c_stream__`.
pub(crate) fn import(data: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    if !data.hasattr("__arrow_c_stream__")? {
        let found = data.get_type().qualname()?;
        return Err(PyTypeError::new_err(format!(
            "{found} gives no Arrow batches (it has no __arrow_c_stream__)"
        )));
    }
    let capsule = data.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?;
    // SAFETY: a capsule of this name holds an initialised stream (the interface says so), which lives as long as the
    // capsule. The stream is moved out, and one without a `release` left in its place, as consumers have to.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.cast().as_ptr()) };
    RecordBatchStreamReader::try_new(stream).map_err(of_stream)
}

/// A capsule that gives these batches to whoever takes it; one that nobody takes releases them.
pub(crate) fn export(
    py: Python<'_>,
    batches: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(batches), STREAM)
}
