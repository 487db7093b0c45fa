//! meetctl: one command line for every video-meeting vendor a company uses.

pub mod client;
pub mod config;
pub mod document;
pub mod error;
pub mod output;
pub mod sandbox;
pub mod secret;
pub mod text;
pub mod time;
pub mod vendor;
