//! meetctl: one command line for every video-meeting vendor a company uses.
//!
//! # How a command runs
//!
//! ```text
//! args → input (pure) → profile → route (verb, flags, --set: before any secret or socket)
//!      → its calls, each [sign now → send → open envelope → classify → retry?]* → map → document → format
//! ```
//!
//! # Six words
//!
//! * **Call** ([`client::call`]): one documented HTTP call as a constant, named *read* or *write*.
//!   That, never the method, decides repetition and dry run. Requests, `vendors --params`, `--set`,
//!   checks and redaction are made from it.
//! * **Operation** ([`op`]): a vendor-neutral verb. Its input is a plain struct whose fields are
//!   the flags' names.
//! * **Route** ([`op::Route`]): one way in which a vendor serves an operation: when it applies,
//!   the calls it may send, and how.
//! * **Vendor** ([`vendor`]): a static record: how it signs, how it says yes and no, its error
//!   codes, and its routes by noun. No route: unsupported. A flag that its route does not take:
//!   refused. What a vendor can do is *derived* from its routes.
//! * **Session** ([`client::session`]): profile and world, and all that a route's code may await.
//! * **Document** ([`document`]): what an output format receives: columns and JSON values.
//!
//! # Who may import whom
//!
//! `main → lib → cli → vendor → op → client`; `cli → report, batch → op`; `cli → webhook → vendor`;
//! `cli → archive, audit, config, pending → client`; `cli → complete, invite, output, sandbox`;
//! `sandbox → nothing of these`.
//! [`lang`], [`error`], [`text`], [`secret`], [`time`], [`file`], [`journal`], [`lines`], [`jsonl`], [`delimited`],
//! [`spill`], [`process`] and [`document`] are below all of them. `op` and `vendor` name no runtime, no HTTP library, no
//! clock and no file. Only [`env`] reads the environment and the clock. A test (`tests/it/architecture.rs`) reads the
//! sources and fails on a breach.

// First, and with its macros: every part may say something.
#[macro_use]
pub mod lang;

pub mod archive;
pub mod audit;
pub mod batch;
pub mod cli;
pub mod client;
pub mod complete;
pub mod config;
pub mod delimited;
pub mod document;
pub mod env;
pub mod error;
pub mod file;
pub mod invite;
pub mod journal;
pub mod jsonl;
pub mod lines;
pub mod op;
pub mod output;
pub mod pending;
pub mod process;
pub mod report;
pub mod sandbox;
pub mod secret;
pub mod spill;
pub mod text;
pub mod time;
pub mod vendor;
pub mod webhook;

use std::process::ExitCode;

/// Runs one command line and returns the process's exit code.
pub fn run(env: &env::Env) -> ExitCode {
    ExitCode::from(cli::run(env))
}
