//! All integration tests: one binary, because linking is what costs.

mod architecture;
mod bad_answers;
mod bad_input;
mod bad_list_files;
mod bad_list_http;
mod bad_list_server;
mod canary;
mod contract;
mod differential;
mod docs;
mod fuzz_corpus;
mod golden;
mod links;
mod myvmr;
mod netease;
mod quanshi;
mod quanshi_sandbox;
mod redirects;
mod sandbox;
mod secrets;
mod server;
mod streams;
mod supply_chain;
mod transport;
mod webhook;
mod world;
