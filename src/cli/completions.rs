//! `meetctl completions`

use super::context::{Context, print_text};
use super::parsed;
use crate::error::Result;
use clap::{ArgMatches, Args, Command};
use clap_complete::Shell;

#[derive(Args, Debug)]
struct Input {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(_: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    print_text(&script(input.shell))
}

/// The completion script of a shell; the files in `completions/` are the same texts.
fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::tree(), "meetctl", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
