//! The program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    meetctl::run(&meetctl::env::Env::of_process())
}
