//! All integration tests: one binary, because linking is what costs.

mod architecture;
mod bad_answers;
mod bad_input;
mod browser;
mod contract;
mod docs;
mod golden;
mod ics;
mod links;
mod myvmr;
mod netease;
mod qr;
mod quanshi;
mod quanshi_sandbox;
mod report;
mod sandbox;
mod secrets;
mod server;
mod streams;
mod transport;
mod watch;
mod webhook;
mod world;
