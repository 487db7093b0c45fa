//! `join-url inspect` of a pasted link.

use meetctl::vendor::weiyi::token::{Pasted, Role, Said, link, plain_link, read_link};
use url::Url;

/// No text panics, and a link that is made of what was read says the same.
pub fn run(data: &[u8]) {
    let base = Url::parse("https://meet.example.com:8443/x/").unwrap();
    let text = String::from_utf8_lossy(data);
    match read_link(&text) {
        None => {}
        Some(Pasted::Token(token)) => {
            assert_eq!(read_link(&link(&base, &token)), Some(Pasted::Token(token)));
        }
        Some(Pasted::Plain(Said { serial, userid, username, invisible, .. })) => {
            let role = Role::ALL[data.len() % 3];
            let again = plain_link(&base, &serial, &userid, &username, invisible == Some(true), role);
            assert!(again.bytes().all(|byte| byte.is_ascii_graphic()), "{again}");
            let (role, invisible) = (role.name().to_owned(), Some(invisible == Some(true)));
            let read = Said { serial, userid, username, invisible, role, ..Said::default() };
            assert_eq!(read_link(&again), Some(Pasted::Plain(read)));
        }
    }
}
