//! All integration tests: one binary, because linking is what costs.

mod architecture;
mod audit;
mod bad_answers;
mod bad_input;
mod bad_list_files;
mod bad_list_http;
mod bad_list_server;
mod batch;
mod browser;
mod canary;
mod complete;
mod contract;
mod desk;
mod differential;
mod docs;
mod fan_out;
mod fileserver;
mod fuzz_corpus;
mod golden;
mod help;
mod ics;
mod kill;
mod links;
mod lost;
mod matrix;
mod myvmr;
mod netease;
#[cfg(unix)]
mod production;
#[cfg(unix)]
mod profile_add;
mod profile_check;
mod pty;
mod qr;
mod quanshi;
mod quanshi_sandbox;
mod record_download;
mod record_faults;
mod record_folder;
mod record_kill;
mod record_prune;
mod redirects;
mod report;
mod sandbox;
mod secrets;
mod server;
mod streams;
mod supply_chain;
#[cfg(unix)]
mod terminal;
mod transport;
mod watch;
mod webhook;
mod world;
