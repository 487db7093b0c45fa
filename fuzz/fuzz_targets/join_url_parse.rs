#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| meetctl_fuzz::join_url_parse::run(data));
