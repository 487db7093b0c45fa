#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| meetctl_fuzz::time_input::run(data));
