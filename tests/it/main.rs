//! All integration tests: one binary, because linking is what costs.

mod myvmr;
mod server;
mod transport;
mod world;
