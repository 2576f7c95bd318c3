//! The library's errors as the exceptions of `tinsach.errors`.

use pyo3::prelude::*;

mod exceptions {
    pyo3::import_exception!(tinsach.errors, ColumnError);
    pyo3::import_exception!(tinsach.errors, DeadlineExceeded);
    pyo3::import_exception!(tinsach.errors, Error);
    pyo3::import_exception!(tinsach.errors, InternalError);
    pyo3::import_exception!(tinsach.errors, OptionError);
    pyo3::import_exception!(tinsach.errors, OverBudget);
    pyo3::import_exception!(tinsach.errors, RuleError);
    pyo3::import_exception!(tinsach.errors, RunError);
    pyo3::import_exception!(tinsach.errors, TooLarge);
}

pub(crate) use exceptions::{OptionError, RunError};

/// What is wrong with a page, or with rules.
pub(crate) fn of_page(error: tinsach::Error) -> PyErr {
    let message = error.to_string();
    match error {
        tinsach::Error::TooLarge { .. } => exceptions::TooLarge::new_err(message),
        tinsach::Error::OverBudget => exceptions::OverBudget::new_err(message),
        tinsach::Error::Deadline { .. } => exceptions::DeadlineExceeded::new_err(message),
        tinsach::Error::Rule { .. } | tinsach::Error::Io { .. } => exceptions::RuleError::new_err(message),
        _ => exceptions::Error::new_err(message),
    }
}

/// What was asked of a run and makes no sense together. The library names options as the command line does; keyword
/// arguments have other names.
pub(crate) fn of_contradiction(error: &tinsach::clean::Contradiction) -> PyErr {
    let words = error.to_string();
    let spelled = words.split_inclusive(' ').map(|word| match word.strip_prefix("--") {
        Some(name) => name.replace('-', "_"),
        None if word.trim_end() == "-o" => word.replace("-o", "output"),
        None => word.into(),
    });
    OptionError::new_err(spelled.collect::<String>())
}

/// A defect of the engine.
pub(crate) fn of_panic(message: String) -> PyErr {
    exceptions::InternalError::new_err(message)
}

/// What is wrong with a batch.
pub(crate) fn of_batch(error: tinsach::arrow::Error) -> PyErr {
    use tinsach::arrow::Error;
    let message = error.to_string();
    match error {
        Error::NoColumn { .. } | Error::ColumnType { .. } | Error::NameTaken { .. } => {
            exceptions::ColumnError::new_err(message)
        }
        _ => exceptions::Error::new_err(message),
    }
}

/// What is wrong with a stream of batches.
pub(crate) fn of_stream(error: arrow_schema::ArrowError) -> PyErr {
    exceptions::Error::new_err(format!("the batches cannot be read: {error}"))
}
