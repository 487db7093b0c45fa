//! All integration tests: one binary, because linking is what costs.

mod docs;
mod server;
mod transport;
