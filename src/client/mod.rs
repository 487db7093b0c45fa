//! Calls as constants, values to requests, answers to values, and the one loop that sends, classifies
//! and repeats. Knows no operation and no vendor. The only sockets and sleeps beside the sandbox's are
//! in [`transport`].

pub mod address;
pub mod call;
pub mod codes;
pub mod download;
pub mod draft;
pub mod extra;
mod failure;
pub mod given;
pub mod io;
pub mod json;
pub mod kind;
pub mod login;
pub mod pace;
pub mod pacer;
pub mod pairs;
pub mod probe;
pub mod profile;
pub mod register;
pub mod retry;
mod send;
pub mod session;
pub mod trace;
pub mod transport;
pub mod wire;
