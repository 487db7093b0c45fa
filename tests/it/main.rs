//! All integration tests: one binary, because linking is what costs.

mod architecture;
mod bad_answers;
mod bad_input;
mod contract;
mod docs;
mod fileserver;
mod golden;
mod links;
mod myvmr;
mod netease;
mod quanshi;
mod quanshi_sandbox;
mod record_download;
mod record_faults;
mod record_folder;
mod record_kill;
mod record_prune;
mod sandbox;
mod secrets;
mod server;
mod streams;
mod transport;
mod webhook;
mod world;
