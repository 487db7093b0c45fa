//! Flags that take a duration: what clap calls to read them. The grammar is that of [`crate::time`].

use crate::error::Error;
use crate::time::{parse_duration, parse_duration_or_zero};
use std::time::Duration;

/// Reads a flag's duration. Where it is none, the command line is wrong, and clap names the flag.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    parse_duration(text).map_err(|error| told(&error))
}

/// The same, where `0` is none at all.
pub(super) fn duration_or_zero(text: &str) -> Result<Duration, String> {
    parse_duration_or_zero(text).map_err(|error| told(&error))
}

fn told(error: &Error) -> String {
    match &error.facts().hint {
        Some(hint) => format!("{error}{}", tr!(" ({text})", text = hint)),
        None => error.to_string(),
    }
}
