//! Links to join a meeting with: made, and read.

use super::{Effect, Gives, Op, Route};
use crate::client::extra::Extra;
use crate::client::profile::Profile;
use crate::document::{Shape, Show, col, words};
use crate::error::{Error, Result};
use crate::text::{shorten, suggestion};
use clap::Args;
use serde::Serialize;
use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

/// Starts making many links: reads the keys once.
pub type Start = fn(&Profile) -> Result<Box<dyn Mint>>;

/// A vendor's routes for join links.
#[derive(Debug)]
pub struct Verbs {
    /// `join-url`
    pub make: &'static [Route<Make, Link>],
    /// `join-url inspect`
    pub inspect: &'static [Route<Inspect, Grant>],
    /// Makes many links without a call, if the vendor's links need none.
    pub mint: Option<Start>,
}

impl Verbs {
    /// No links at all.
    pub const NONE: Self = Self { make: &[], inspect: &[], mint: None };
}

/// Make a link.
pub static MAKE: Op<Make, Link> = Op {
    name: "join-url",
    about: "Make a link that lets somebody join a meeting",
    shape: &LINK,
    effect: Effect::gives(Gives::One),
    routes: |v| v.join_url.make,
};
/// Read a link.
pub static INSPECT: Op<Inspect, Grant> = Op {
    name: "join-url inspect",
    about: "Decode a join link or token: what it grants, and to whom",
    shape: &GRANT,
    effect: Effect::gives(Gives::One),
    routes: |v| v.join_url.inspect,
};

/// Whom to let in where.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Make {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: Option<String>,
    /// The user's id in your own systems; keep it unique
    #[arg(long, value_name = "ID")]
    pub user: Option<String>,
    /// The name the others see
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// presenter (an ordinary attendee), speaker or chairman [default: presenter]
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// Unseen by the others; needs --plain
    #[arg(long)]
    pub invisible: bool,
    /// The link of many parameters, which nothing protects
    #[arg(long)]
    pub plain: bool,
    /// Which link: web, launch, no-password, client
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// The password code to put in
    #[arg(long, value_name = "PCODE")]
    pub password: Option<String>,
    /// How long the link is good for
    #[arg(long, value_name = "DURATION")]
    pub expires: Option<String>,
    /// How often the link may be used
    #[arg(long, value_name = "N")]
    pub uses: Option<u32>,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

/// What to decode.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Inspect {
    /// The whole link, or the token alone
    #[arg(value_name = "URL|TOKEN")]
    pub link: String,
}

words! {
    /// What an attendee may do: the values of `--role`.
    #[derive(Default, Hash)]
    pub enum Role {
        /// The ordinary attendee, whatever the name suggests.
        #[default]
        Presenter = "presenter",
        /// The main speaker.
        Speaker = "speaker",
        /// The chairman, who rules the meeting.
        Chairman = "chairman",
    }
}

impl Role {
    /// What it grants, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Presenter => tr!("ordinary attendee"),
            Self::Speaker => tr!("main speaker"),
            Self::Chairman => tr!("chairman: may do everything in the meeting"),
        }
    }
}

impl FromStr for Role {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::of(name).ok_or_else(|| {
            Error::usage(tr!("there is no role \"{name}\"", name = shorten(name, 40)))
                .hint(suggestion(name, &Self::NAMES))
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

words! {
    /// Which of several links: the values of `--kind`.
    pub enum LinkKind {
        /// For a browser.
        Web = "web",
        /// A text that starts the client in the meeting.
        Launch = "launch",
        /// One that asks for no password.
        NoPassword = "no-password",
        /// One that starts the client, in no meeting.
        Client = "client",
    }
}

/// One row of a long list of people to let in; borrowed, so that a million cost little.
#[derive(Clone, Copy, Debug)]
pub struct Guest<'a> {
    /// The meeting's id.
    pub meeting: &'a str,
    /// The user's id.
    pub user: &'a str,
    /// The name the others see.
    pub name: &'a str,
    /// The role; empty for the default.
    pub role: &'a str,
    /// Unseen by the others.
    pub invisible: bool,
    /// The link of many parameters.
    pub plain: bool,
}

impl<'a> Guest<'a> {
    /// The role as results name it.
    pub fn role_name(&self) -> &'a str {
        if self.role.is_empty() { Role::default().name() } else { self.role }
    }

    /// The kind of link as results name it.
    pub const fn kind(&self) -> &'static str {
        if self.plain { PLAIN } else { TOKEN }
    }
}

/// The kind of a link of many parameters, as results name it.
pub const PLAIN: &str = "plain";
/// The kind of a link with one token, as results name it.
pub const TOKEN: &str = "token";

words! {
    /// The columns of such a list: the flags of a link that differ from guest to guest.
    pub enum Column {
        /// Which meeting the link is for.
        Meeting = "meeting",
        /// The guest's id.
        User = "user",
        /// What the guest is called.
        Name = "name",
        /// What the guest may do.
        Role = "role",
        /// Whether nobody sees the guest.
        Invisible = "invisible",
        /// Whether the link carries what it says for all to read.
        Plain = "plain",
    }
}

/// Makes links one after the other, with the keys prepared once.
pub trait Mint {
    /// Checks a guest, and that a link can be made: [`Mint::link`] refuses what this refuses.
    fn check(&mut self, guest: Guest<'_>) -> Result<()>;

    /// Checks a guest and writes the link behind what `out` holds.
    fn link(&mut self, guest: Guest<'_>, out: &mut String) -> Result<()>;
}

/// A link and what it is for.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Link {
    pub profile: Rc<str>,
    pub vendor: &'static str,
    pub meeting_id: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
    pub role: Option<String>,
    pub kind: Option<String>,
    pub url: String,
    pub extra: Extra,
}

/// What a link grants, and to whom.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Grant {
    pub vendor: &'static str,
    pub kind: &'static str,
    pub meeting_id: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
    pub role: Option<String>,
    pub invisible: Option<bool>,
    /// In words.
    pub grants: String,
    /// Whether the link expires; `false` for links that are good for as long as the keys are.
    pub expires: bool,
    pub extra: Extra,
}

/// How links are shown.
pub static LINK: Shape = Shape {
    noun: "link",
    plural: "links",
    columns: &[
        col("profile", "PROFILE").show(Show::Wide),
        col("vendor", "VENDOR").show(Show::Wide),
        col("meeting_id", "MEETING"),
        col("user_id", "USER"),
        col("name", "NAME").show(Show::Long),
        col("role", "ROLE"),
        col("kind", "KIND").show(Show::Wide),
        // The link is what was asked for, so it is never hidden.
        col("url", "URL"),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

/// How a decoded link is shown.
pub static GRANT: Shape = Shape {
    noun: "link",
    plural: "links",
    columns: &[
        col("vendor", "VENDOR"),
        col("kind", "KIND"),
        col("meeting_id", "MEETING"),
        col("user_id", "USER"),
        col("name", "NAME"),
        col("role", "ROLE"),
        col("invisible", "INVISIBLE"),
        col("grants", "GRANTS"),
        col("expires", "EXPIRES"),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};
