//! Flags that take a duration.

use crate::time::parse_duration;
use std::time::Duration;

/// Reads a flag's duration. Where it is none, the command line is wrong, and clap names the flag.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    parse_duration(text).map_err(|error| match &error.facts().hint {
        Some(hint) => format!("{error} ({hint})"),
        None => error.to_string(),
    })
}
