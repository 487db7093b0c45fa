//! All integration tests: one binary, because linking is what costs.

mod netease;
mod server;
mod transport;
mod webhook;
