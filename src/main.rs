//! The `tinsach` program. Everything is in `cli`; this is its door.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
