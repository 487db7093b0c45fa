#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| meetctl_fuzz::join_token_inspect::run(data));
