//! The native part of the Python package: the library's types as Python sees them.
//!
//! Thin: what is decided, is decided in the library; what is convenient, in the Python files beside. The interpreter is let
//! go of while pages are cleaned. Nothing is kept from one call to the next.

mod article;
mod batch;
mod capsule;
mod engine;
mod errors;
mod options;
mod run;
mod trace;

use std::panic;

use pyo3::prelude::*;

/// What the package `tinsach` is made of.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::article::{Article, Block, Emphasis, Image, Link};
    #[pymodule_export]
    use super::batch::{Stream, result_columns};
    #[pymodule_export]
    use super::engine::Engine;
    #[pymodule_export]
    use super::failing_page;
    #[pymodule_export]
    use super::run::{Report, run};
    #[pymodule_export]
    use super::trace::{Trace, TraceBlock};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        super::be_quiet();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

/// A panic is told where it happened, as the error of its record or as an exception; standard error is not ours to write to.
/// The hook is that of this module alone: it has a standard library of its own.
fn be_quiet() {
    panic::set_hook(Box::new(|_| ()));
}

/// What the error of a record says whose page makes the engine panic. For the package's own tests: no page is known that
/// does.
#[pyfunction]
fn failing_page() -> String {
    let failing = || -> Result<(), tinsach::Error> { panic!("as asked") };
    tinsach::clean::guarded(failing).err().unwrap_or_default()
}
