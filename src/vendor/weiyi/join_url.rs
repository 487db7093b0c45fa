//! Join links of WeiyiPro: with one token, and with everything in the open.

use super::token::{self, Keys, Mint as TokenMint, Pasted, Role, Said, check_name, plain_link, read_link};
use crate::client::extra::Extra;
use crate::client::profile::Profile;
use crate::error::{Error, Kind, Result};
use crate::lang;
use crate::op::join_url::{Grant, Guest, Inspect, Link, Make, Mint, PLAIN, TOKEN, Verbs};
use crate::op::{How, Route, When};
use url::Url;

pub(super) static VERBS: Verbs = Verbs {
    make: &[
        Route::new(&[], How::Offline(make)).when(&[When::Given("plain")]).also(&[
            "meeting",
            "user",
            "name",
            "role",
            "plain",
            "invisible",
        ]),
        Route::new(&[], How::Offline(make)).also(&["meeting", "user", "name", "role"]),
    ],
    inspect: &[Route::new(&[], How::Offline(inspect)).also(&["link"])],
    mint: Some(|profile| Ok(Box::new(Links::new(profile)?))),
};

/// One and the same thing for every token that cannot be decoded.
const UNREADABLE: &str = msg!("this is not a join link or token that the profile's keys can decode");

/// Makes links of both kinds. The keys are read when the first token is made.
struct Links {
    profile: Profile,
    base: Url,
    mint: Option<TokenMint>,
}

impl Links {
    fn new(profile: &Profile) -> Result<Self> {
        Ok(Self { base: profile.address()?.clone(), profile: profile.clone(), mint: None })
    }

    /// The address and the mint, which is made now if it is not there yet.
    fn tokens(&mut self) -> Result<(&Url, &mut TokenMint)> {
        let mint = match self.mint.take() {
            Some(mint) => mint,
            None => TokenMint::new(keys(&self.profile)?),
        };
        Ok((&self.base, self.mint.insert(mint)))
    }
}

impl Mint for Links {
    fn check(&mut self, guest: Guest<'_>) -> Result<()> {
        role_of(guest)?;
        if !guest.plain {
            self.tokens()?;
        }
        Ok(())
    }

    fn link(&mut self, guest: Guest<'_>, out: &mut String) -> Result<()> {
        let role = role_of(guest)?;
        let Guest { meeting, user, name, invisible, plain, .. } = guest;
        if plain {
            out.push_str(&plain_link(&self.base, meeting, user, name, invisible, role));
        } else {
            let (base, mint) = self.tokens()?;
            token::push_link(out, base, mint.mint(meeting, user, name, role));
        }
        Ok(())
    }
}

/// Refuses what no link should carry; the role is the document's.
fn role_of(guest: Guest<'_>) -> Result<Role> {
    if guest.meeting.is_empty() {
        return Err(
            Error::usage(tr!("MEETING is missing")).hint(tr!("name the meeting: meetctl join-url MEETING …"))
        );
    }
    if guest.user.is_empty() {
        return Err(Error::usage(tr!("--user is missing"))
            .hint(tr!("give an id of your own for the user, e.g. --user 1001")));
    }
    check_name(guest.name)?;
    if guest.invisible && !guest.plain {
        return Err(Error::new(
            Kind::Unsupported,
            tr!("--invisible needs --plain: the token has no such field"),
        ));
    }
    if guest.role.is_empty() { Ok(Role::default()) } else { guest.role.parse() }
}

/// The keys of join tokens: in hexadecimal, or as the two words that they are derived from.
pub(super) fn keys(profile: &Profile) -> Result<Keys> {
    let pair = |a: &str, b: &str| Ok::<_, Error>(profile.get(a)?.zip(profile.get(b)?));
    if let Some((key, iv)) = pair("token_key", "token_iv")? {
        return Keys::from_hex(key.expose(), iv.expose());
    }
    if let Some((passkey, passphrase)) = pair("passkey", "passphrase")? {
        return Ok(Keys::from_passphrase(passkey.expose(), passphrase.expose()));
    }
    let halves = [("token_key", "token_iv"), ("passkey", "passphrase")];
    let half = halves.iter().find(|(a, b)| profile.has(a) != profile.has(b));
    let missing = half.map(|(a, b)| if profile.has(a) { *b } else { *a });
    let what = missing.map_or(tr!("no keys for join links").to_owned(), |key| tr!("no \"{key}\"", key));
    Err(Error::config(tr!("profile \"{name}\" has {what}", name = profile.name, what))
        .hint(tr!("join links need token_key and token_iv, or passkey and passphrase: your WeiyiPro administrator has them")))
}

fn make(profile: &Profile, input: &Make) -> Result<Link> {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let (meeting, user, name, role) =
        (text(&input.meeting), text(&input.user), text(&input.name), text(&input.role));
    let guest = Guest {
        meeting: &meeting,
        user: &user,
        name: &name,
        role: &role,
        invisible: input.invisible,
        plain: input.plain,
    };
    let mut url = String::new();
    Links::new(profile)?.link(guest, &mut url)?;
    let (role, kind) = (guest.role_name().to_owned(), guest.kind().to_owned());
    Ok(Link {
        profile: profile.name.clone(),
        vendor: profile.vendor,
        meeting_id: Some(meeting),
        user_id: Some(user),
        name: Some(name),
        role: Some(role),
        kind: Some(kind),
        url,
        ..Link::default()
    })
}

fn inspect(profile: &Profile, input: &Inspect) -> Result<Grant> {
    let unreadable = || {
        Error::failed(lang::text(UNREADABLE))
            .hint(tr!("was it made with this profile's keys, and copied whole?"))
    };
    let (kind, said) = match read_link(&input.link).ok_or_else(unreadable)? {
        Pasted::Plain(said) => (PLAIN, said),
        Pasted::Token(text) => (TOKEN, token::open(&keys(profile)?, &text).ok_or_else(unreadable)?),
    };
    let Said { serial, userid, username, invisible, role, rest } = said;
    let whom = if username.is_empty() { &userid } else { &username };
    let grants = match Role::of(&role).map(Role::about) {
        Some(may) => tr!("lets \"{whom}\" join meeting {serial} as {may}", whom, serial, may),
        None if role.is_empty() => tr!("lets \"{whom}\" join meeting {serial}; names no role", whom, serial),
        None => {
            tr!("lets \"{whom}\" join meeting {serial} in a role that does not exist", whom, serial)
        }
    };
    let mut extra = Extra::default();
    for (name, value) in rest {
        extra.insert(name.as_str(), value);
    }
    let known = |text: String| Some(text).filter(|text| !text.is_empty());
    Ok(Grant {
        vendor: profile.vendor,
        kind,
        grants,
        meeting_id: Some(serial),
        user_id: known(userid),
        name: known(username),
        role: known(role),
        invisible,
        expires: false,
        extra,
    })
}
