//! Calls, requests, answers.

pub mod codes;
pub mod io;
pub mod profile;
pub mod transport;
pub mod wire;
