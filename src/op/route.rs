//! One way in which a vendor serves an operation.

use crate::client::call::{Call, Param};
use crate::client::draft::{Given, spell};
use crate::client::io::Local;
use crate::client::json::Json;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::Result;

/// Receives the rows of a list, one by one.
pub type Sink<'a, O> = dyn FnMut(O) -> Result<()> + 'a;

/// A condition for taking a route: data, so that help and documents can print it.
#[derive(Debug)]
pub enum When {
    /// The user gave this flag.
    Given(&'static str),
    /// The user gave this flag this value.
    Is(&'static str, &'static str),
    /// One of two ways was chosen: by a flag of this name and value or, where it is not given, by the profile's key
    /// of the same name or by one of these other flags, which go with this way alone.
    Choice {
        /// The flag, and the profile's key, which is no secret.
        name: &'static str,
        /// What they say.
        value: &'static str,
        /// The other flags.
        or: &'static [&'static str],
    },
}

impl When {
    /// Whether it holds.
    pub fn holds(&self, profile: &Profile, given: &Given) -> Result<bool> {
        Ok(match self {
            Self::Given(flag) => given.contains_key(flag),
            Self::Is(flag, value) => given.get(flag).is_some_and(|given| given == value),
            Self::Choice { name, value, or } => match given.get(name) {
                Some(chosen) => chosen == value,
                None => {
                    or.iter().any(|flag| given.contains_key(flag))
                        || profile.text(name)?.as_deref() == Some(*value)
                }
            },
        })
    }

    /// The flags that it looks at, which are thereby honoured.
    fn flags(&self) -> impl Iterator<Item = &'static str> {
        let (one, more): (&'static str, &'static [&'static str]) = match self {
            Self::Given(flag) | Self::Is(flag, _) => (flag, &[]),
            Self::Choice { name, or, .. } => (name, or),
        };
        std::iter::once(one).chain(more.iter().copied())
    }

    /// As the user types it.
    fn says(&self) -> String {
        match self {
            Self::Given(flag) => spell(flag),
            Self::Is(flag, value) => format!("{} {value}", spell(flag)),
            Self::Choice { name, value, or } => {
                let chosen =
                    [format!("{} {value}", spell(name)), tr!("(profile: {name} = \"{value}\")", name, value)];
                chosen
                    .into_iter()
                    .chain(or.iter().map(|flag| spell(flag)))
                    .collect::<Vec<_>>()
                    .join(tr!(" or "))
            }
        }
    }
}

/// How a route makes its result.
pub enum How<I: 'static, O: 'static> {
    /// One call; a pure function reads its answer.
    Call(fn(&Profile, Json) -> Result<O>),
    /// One call; a pure function reads the rows of its answer.
    Rows(fn(&Profile, Json) -> Result<Vec<O>>),
    /// Code, for what takes several calls or a look at both sides.
    One(for<'a> fn(&'a Session, &'a I) -> Local<'a, Result<O>>),
    /// Code that makes rows.
    Each(for<'a> fn(&'a Session, &'a I, &'a mut Sink<'a, O>) -> Local<'a, Result<()>>),
    /// No call at all.
    Offline(fn(&Profile, &I) -> Result<O>),
}

/// One way in which a vendor serves an operation: when, by which calls, and how.
pub struct Route<I: 'static, O: 'static> {
    /// The calls it may send; the command is named for the first. None: offline.
    pub calls: &'static [&'static Call],
    /// How it makes its result.
    pub how: How<I, O>,
    /// It is taken if any of these holds; none asks for nothing.
    pub when: &'static [When],
    /// Flags and arguments that its code honours beside those of the calls' parameters.
    pub also: &'static [&'static str],
}

impl<I, O> Route<I, O> {
    /// A route of this kind over these calls.
    pub const fn new(calls: &'static [&'static Call], how: How<I, O>) -> Self {
        Self { calls, how, when: &[], also: &[] }
    }

    /// Taken only under these conditions.
    #[must_use]
    pub const fn when(self, when: &'static [When]) -> Self {
        Self { when, ..self }
    }

    /// Honours these flags in code.
    #[must_use]
    pub const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// Whether it is taken.
    pub fn applies(&self, profile: &Profile, given: &Given) -> Result<bool> {
        for when in self.when {
            if when.holds(profile, given)? {
                return Ok(true);
            }
        }
        Ok(self.when.is_empty())
    }

    /// Flags and arguments that this route honours, some of them more than once.
    fn honoured(&self) -> impl Iterator<Item = &'static str> {
        let of_params = self.calls.iter().flat_map(|call| call.params).flat_map(Param::flags);
        of_params.chain(self.also).copied().chain(self.when.iter().flat_map(When::flags))
    }

    /// Whether it honours this flag or argument.
    pub fn honours(&self, flag: &str) -> bool {
        self.honoured().any(|honoured| honoured == flag)
    }

    /// Every flag and argument that this route honours.
    pub fn flags(&self) -> Vec<&'static str> {
        let mut flags: Vec<&'static str> = Vec::new();
        for flag in self.honoured() {
            if !flags.contains(&flag) {
                flags.push(flag);
            }
        }
        flags
    }

    /// The operation with this route's condition: `join-url --plain`.
    pub fn says(&self, name: &str) -> String {
        let conditions: Vec<String> = self.when.iter().map(When::says).collect();
        let conditions = conditions.join(tr!(" or "));
        [name, conditions.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl<I, O> std::fmt::Debug for Route<I, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Route").field("calls", &self.calls).field("when", &self.when).finish_non_exhaustive()
    }
}
