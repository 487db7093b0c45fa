//! All integration tests: one binary, because linking is what costs.

mod architecture;
mod bad_answers;
mod bad_input;
mod batch;
mod contract;
mod desk;
mod docs;
mod golden;
mod kill;
mod links;
mod lost;
mod myvmr;
mod netease;
mod quanshi;
mod quanshi_sandbox;
mod sandbox;
mod secrets;
mod server;
mod streams;
mod transport;
mod webhook;
mod world;
