//! `join-url --from`: rows of CSV, checked as before the first link is made.

use super::shown;
use meetctl::cli::links::check;
use meetctl::error::Kind;
use meetctl::op::join_url::{Guest, Make, Mint};

/// Takes every row whose role is one of the usual.
struct Lenient;

impl Mint for Lenient {
    fn check(&mut self, guest: Guest<'_>) -> meetctl::error::Result<()> {
        guest.role.parse::<meetctl::vendor::weiyi::token::Role>().map(drop)
    }

    fn link(&mut self, guest: Guest<'_>, out: &mut String) -> meetctl::error::Result<()> {
        out.push_str(guest.name);
        Ok(())
    }
}

/// A fault names its line, unless it is one of the whole file, and no more rows are counted than there are lines.
pub fn run(data: &[u8]) {
    let make = Make { role: Some("speaker".to_owned()), ..Make::default() };
    match check(Box::new(std::io::Cursor::new(data.to_vec())), &make, &mut Lenient) {
        Ok(rows) => {
            let ends = data.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
            assert!(rows <= ends as u64 + 1, "{rows} rows");
        }
        Err(error) => {
            assert!(matches!(error.kind(), Kind::Usage), "{error}");
            let text = shown(&error);
            assert!(text.contains("line ") || text.contains("the file is UTF-16"), "{text}");
        }
    }
}
