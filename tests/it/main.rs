//! All integration tests: one binary, because linking is what costs.

mod quanshi;
mod server;
mod transport;
mod world;
