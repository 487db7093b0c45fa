//! All integration tests: one binary, because linking is what costs.

mod contract;
mod links;
mod sandbox;
mod server;
mod transport;
mod world;
