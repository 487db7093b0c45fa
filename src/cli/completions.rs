//! `meetctl completions`: the small scripts that let a shell ask `meetctl __complete`.

use super::context::{Context, print_text};
use super::parsed;
use crate::error::Result;
use clap::{ArgMatches, Args, Command, ValueEnum};

#[derive(Args, Debug)]
struct Input {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(_: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    print_text(match input.shell {
        Shell::Bash => include_str!("../../completions/meetctl.bash"),
        Shell::Elvish => include_str!("../../completions/meetctl.elv"),
        Shell::Fish => include_str!("../../completions/meetctl.fish"),
        Shell::Powershell => include_str!("../../completions/_meetctl.ps1"),
        Shell::Zsh => include_str!("../../completions/_meetctl"),
    })
}
