//! Who the host is: a user id or an e-mail address, from `--host` or from the profile.

use super::meeting::target;
use super::params::BASE_INFO;
use super::{ask, begin, rows_of, unsupported};
use crate::client::draft::Draft;
use crate::client::session::Session;
use crate::error::{Error, Result};
use std::fmt;

/// A host, as one of the two that the wire knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// By id.
    User(u64),
    /// By e-mail address.
    Mail(String),
}

impl Who {
    /// Reads digits or an e-mail address.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().ok().map(Self::User);
        }
        is_mail(text).then(|| Self::Mail(text.to_owned()))
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => id.fmt(f),
            Self::Mail(address) => address.fmt(f),
        }
    }
}

/// An e-mail address as far as one can be told by its looks: nothing in it could end a header or a list.
pub(super) fn is_mail(text: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || ",;<>\"".contains(c);
    let Some((name, domain)) = text.split_once('@') else { return false };
    !name.is_empty() && !domain.is_empty() && !domain.contains('@') && !text.contains(forbidden)
}

/// The host that `--host` names; it must be one.
pub(super) fn given(flag: Option<&str>) -> Result<Option<Who>> {
    let read = |text: &str| {
        Who::parse(text).ok_or_else(|| {
            Error::usage(tr!("--host is neither a user id (digits) nor an e-mail address"))
                .hint(tr!("give --host 81299515 or --host somebody@example.com"))
        })
    };
    flag.map(read).transpose()
}

/// The host: the flag's, else the profile's `user_id`, else its `email`.
pub(super) fn find(s: &Session, flag: Option<&str>) -> Result<Option<Who>> {
    if let Some(who) = given(flag)? {
        return Ok(Some(who));
    }
    for key in ["user_id", "email"] {
        if let Some(text) = s.profile.text(key)? {
            let who = Who::parse(&text).filter(|who| matches!(who, Who::User(_)) == (key == "user_id"));
            return who.map(Some).ok_or_else(|| {
                Error::config(tr!(
                    "profile \"{name}\": \"{key}\" has a wrong value",
                    name = s.profile.name,
                    key
                ))
                .hint(tr!("write user_id = \"81299515\" or email = \"somebody@example.com\""))
            });
        }
    }
    Ok(None)
}

/// Puts the host into a draft: an id as `userId`, an address as this parameter, if the call takes one.
pub(super) fn put(s: &Session, draft: Draft, flag: Option<&str>, mail: Option<&str>) -> Result<Draft> {
    match (find(s, flag)?, mail) {
        (Some(Who::User(id)), _) => draft.put("userId", id, &s.clock),
        (Some(Who::Mail(address)), Some(name)) => draft.put(name, address, &s.clock),
        (Some(Who::Mail(_)), None) if flag.is_some() => Err(unsupported(&tr!(
            "--host must be a user id here: \"{title}\" takes no e-mail address",
            title = draft.call.title
        ))
        .hint(tr!("give --host 81299515"))),
        (who, _) => {
            let (wants, example) = match mail {
                Some(_) => {
                    (tr!("\"user_id\" and no \"email\""), tr!("user_id = \"81299515\" or email = \"…\""))
                }
                None => (tr!("\"user_id\""), tr!("user_id = \"81299515\"")),
            };
            let has = if who.is_some() { tr!(" (its e-mail address will not do)") } else { "" };
            Err(Error::config(tr!(
                "profile \"{name}\" has no {wants}, and \"{title}\" needs the host{has}",
                name = s.profile.name,
                wants,
                title = draft.call.title,
                has
            ))
            .hint(tr!("add {example} to the profile, or give --host", example)))
        }
    }
}

/// Puts the host of this meeting into the draft of a call that takes no address of a host. Where none but an
/// address is known the meeting's own host is taken, whom the older generation tells without one.
pub(super) async fn put_of(s: &Session, draft: Draft, flag: Option<&str>, meeting: &str) -> Result<Draft> {
    if let Some(Who::User(id)) = find(s, flag)? {
        return draft.put("userId", id, &s.clock);
    }
    match of(s, meeting).await? {
        Some(user) => draft.put("userId", user, &s.clock),
        None => put(s, draft, flag, None),
    }
}

/// The id of a meeting's host.
pub(super) async fn of(s: &Session, meeting: &str) -> Result<Option<i64>> {
    let answer = ask(s, begin(s, &BASE_INFO, &target(meeting))?).await?;
    Ok(rows_of(answer)?.into_iter().find_map(|mut row| row.int("userId")))
}

/// As [`put`], but a host that is not known or has only an address is left out.
pub(super) fn put_if_known(s: &Session, draft: Draft, flag: Option<&str>) -> Result<Draft> {
    match find(s, flag)? {
        Some(Who::User(id)) => draft.put("userId", id, &s.clock),
        _ => Ok(draft),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_an_id_and_an_at_makes_an_address() {
        assert_eq!(Who::parse("81299515"), Some(Who::User(81_299_515)));
        assert_eq!(Who::parse("a@b.c"), Some(Who::Mail("a@b.c".into())));
        for wrong in
            ["", "zhangsan", "a@b@c", "@b", "a@", "a@b\n.c", "a b@c", "99999999999999999999999", "1.5"]
        {
            assert_eq!(Who::parse(wrong), None, "{wrong:?}");
        }
        assert_eq!(given(Some("zhangsan")).unwrap_err().kind(), crate::error::Kind::Usage);
    }
}
