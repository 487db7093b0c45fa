//! Mints join tokens in a row, as the programs in `bench/peers` do in other languages; `bench/run` measures
//! them side by side, and compares what they print.
//!
//! `mint KEY IV MEETING COUNT` takes the keys as hexadecimal digits and prints the last token and how long
//! all of them are together.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a program to measure, and not for users")]
#![allow(clippy::disallowed_methods, reason = "it has arguments of its own")]

use meetctl::vendor::weiyi::token::{Keys, Mint, Role};

fn main() {
    // `cargo bench` adds a flag of its own.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [key, iv, meeting, count] = args.as_slice() else {
        println!("usage: mint KEY IV MEETING COUNT");
        return;
    };
    let mut mint = Mint::new(Keys::from_hex(key, iv).expect("KEY and IV are hexadecimal"));
    let count: usize = count.parse().expect("COUNT is a number");
    let people: Vec<_> = (0..1000).map(|n| ((1_000_000 + n).to_string(), format!("张三 {n}"))).collect();

    let (mut length, mut last) = (0, String::new());
    for (user, name) in people.iter().cycle().take(count) {
        let token = mint.mint(meeting, user, name, Role::Presenter);
        length += token.len();
        last.clear();
        last.push_str(token);
    }
    println!("{last} {length}");
}
