//! The keys of profiles: what each is called, what it holds, and when a profile needs it.

use super::{Source, every};

/// A key of a profile: one that all may have, or one that is declared in the vendor's folder.
#[derive(Debug)]
pub struct Key {
    /// The key in the file: `token_key`.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it is, in one line, for help and the example file.
    pub about: &'static str,
    /// When a profile needs it.
    pub need: Need,
}

/// What a key holds, and with it how it is asked for, kept and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text that anybody may see.
    Text,
    /// The address of one of the vendor's servers.
    Address,
    /// The name of a time zone.
    Zone,
    /// `true` or `false`.
    Flag,
    /// So many requests a second.
    Rate,
    /// The file of a certificate by which servers know this client.
    Certificate,
    /// The file of its key, or the key itself, which is a secret.
    CertificateKey,
    /// A secret.
    Secret,
    /// A table of secrets, under any names.
    Secrets,
}

/// When a profile needs a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Every profile does, unless it has a key that stands in its place.
    Always,
    /// Most commands do in a profile that has none of these keys or tables, each of which may do in its place: a
    /// check tells of their lack.
    Unless(&'static [&'static str]),
    /// Most commands do, and can be given it in another way: it is asked for, and a check tells of its lack.
    Mostly,
    /// Many do: it is asked for, and may be left out.
    Often,
    /// Those that have this other key.
    With(&'static str),
    /// Those that lack this other key, in whose place it stands.
    Instead(&'static str),
    /// Few do: it is not asked for.
    Rarely,
}

/// What a profile that is being made has to do with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// It cannot do without.
    Must,
    /// It may have it.
    May,
    /// It has no use for it, or few have.
    No,
}

impl Key {
    /// Whether whatever it holds is for nobody to see.
    pub fn is_secret(&self) -> bool {
        matches!(self.holds, Holds::Secret | Holds::Secrets)
    }

    /// Whether this value of it is for nobody to see.
    pub fn hides(&self, value: &Source) -> bool {
        let is_key = || matches!(value, Source::Literal(text) if is_pem(text.expose()));
        self.is_secret() || self.holds == Holds::CertificateKey && is_key()
    }

    /// Whether a key of the file, or `TABLE.NAME`, is this one.
    pub fn covers(&self, key: &str) -> bool {
        match key.strip_prefix(self.name) {
            Some("") => true,
            Some(rest) => self.holds == Holds::Secrets && rest.starts_with('.'),
            None => false,
        }
    }
}

/// Whether a text is a key or a certificate, and not the name of a file with one.
pub fn is_pem(text: &str) -> bool {
    text.contains("-----BEGIN")
}

/// What a vendor's profiles hold beside the keys that all have.
#[derive(Debug)]
pub struct Schema {
    /// The vendor's id, as `vendor = "…"` names it.
    pub vendor: &'static str,
    /// The address when the profile names none.
    pub base_url: Option<&'static str>,
    /// The keys of this vendor.
    pub keys: &'static [Key],
}

impl Schema {
    /// Every key that its profiles may have: those that all have, and then its own.
    pub fn all(&self) -> impl Iterator<Item = &'static Key> + use<> {
        every::KEYS.into_iter().chain(self.keys)
    }

    /// The key of this name, or the table that `TABLE.NAME` stands in.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.all().find(|key| key.covers(name))
    }

    /// The first of its own keys that holds this.
    pub fn holding(&self, holds: Holds) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.holds == holds)
    }

    /// Whether a profile that has these keys wants this one too.
    pub fn wants(&self, key: &Key, has: &dyn Fn(&str) -> bool) -> Want {
        match key.need {
            Need::Often | Need::Mostly | Need::Unless(_) => Want::May,
            Need::Always => match self.keys.iter().find(|other| other.need == Need::Instead(key.name)) {
                None => Want::Must,
                Some(other) if has(other.name) => Want::No,
                Some(_) => Want::May,
            },
            Need::With(other) if has(other) => Want::Must,
            Need::Instead(other) if !has(other) => {
                let needed = self.keys.iter().any(|key| key.name == other && key.need == Need::Always);
                if needed { Want::Must } else { Want::May }
            }
            Need::With(_) | Need::Instead(_) | Need::Rarely => Want::No,
        }
    }

    /// The keys that a profile with these keys still needs; of two that stand for one another, the first.
    pub fn missing(&self, has: &dyn Fn(&str) -> bool) -> Vec<&'static Key> {
        let lacks = |key: &&Key| {
            !has(key.name)
                && match key.need {
                    Need::Always => !self.replaced(key, has),
                    Need::With(other) => has(other),
                    Need::Unless(_) | Need::Mostly | Need::Often | Need::Instead(_) | Need::Rarely => false,
                }
        };
        self.keys.iter().filter(lacks).collect()
    }

    /// The keys without which most commands want a flag, and a profile with these keys lacks; and whether another
    /// key may stand in its place.
    pub fn wanting(&self, has: &dyn Fn(&str) -> bool) -> Vec<(&'static Key, Option<&'static str>)> {
        let lacks = |key: &&Key| {
            !has(key.name)
                && match key.need {
                    Need::Mostly => !self.replaced(key, has),
                    Need::Unless(others) => !others.iter().any(|other| has(other)),
                    _ => false,
                }
        };
        let other = |key: &Key| self.keys.iter().find(|other| other.need == Need::Instead(key.name));
        self.keys.iter().filter(lacks).map(|key| (key, other(key).map(|other| other.name))).collect()
    }

    /// Whether a key is there that stands in the place of this one.
    fn replaced(&self, key: &Key, has: &dyn Fn(&str) -> bool) -> bool {
        self.keys.iter().any(|other| other.need == Need::Instead(key.name) && has(other.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn key(name: &'static str, need: Need) -> Key {
        Key { name, holds: Holds::Text, about: "", need }
    }

    static CHOICE: Schema = Schema {
        vendor: "choice",
        base_url: None,
        keys: &[
            key("auth", Need::Always),
            key("id", Need::Instead("auth")),
            key("id_key", Need::With("id")),
            key("mail", Need::Often),
            key("phone", Need::Instead("mail")),
            key("rare", Need::Rarely),
            key("host", Need::Mostly),
            key("host_mail", Need::Instead("host")),
            key("sign", Need::Unless(&["headers", "rare"])),
        ],
    };

    #[test]
    fn only_what_is_of_use_is_asked_for() {
        let asked = |given: &[&str]| {
            let has = |name: &str| given.contains(&name);
            let asked = CHOICE.keys.iter().filter(|key| !has(key.name));
            let word = |key: &Key| match CHOICE.wants(key, &has) {
                Want::Must => Some(format!("{}!", key.name)),
                Want::May => Some(key.name.to_owned()),
                Want::No => None,
            };
            asked.filter_map(word).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(asked(&["auth"]), "mail phone host host_mail sign");
        assert_eq!(asked(&["id"]), "id_key! mail phone host host_mail sign");
        assert_eq!(asked(&[]), "auth id! mail phone host host_mail sign");
        assert_eq!(asked(&["auth", "mail", "host", "sign"]), "");
    }

    #[test]
    fn what_is_missing_is_known_whatever_stands_in_its_place() {
        let missing = |given: &[&str]| {
            let missing = CHOICE.missing(&|name| given.contains(&name));
            missing.iter().map(|key| key.name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(missing(&[]), "auth");
        assert_eq!(missing(&["auth"]), "");
        assert_eq!(missing(&["id", "rare"]), "id_key");
        assert_eq!(missing(&["id", "id_key"]), "");
    }

    #[test]
    fn what_most_commands_want_is_known_with_what_may_stand_in_its_place() {
        let wanting = |given: &[&str]| {
            let wanting = CHOICE.wanting(&|name| given.contains(&name));
            wanting.iter().map(|(key, other)| (key.name, *other)).collect::<Vec<_>>()
        };
        assert_eq!(wanting(&[]), [("host", Some("host_mail")), ("sign", None)]);
        assert_eq!(wanting(&["host", "sign"]), []);
        assert_eq!(wanting(&["host", "headers"]), []);
        assert_eq!(wanting(&["host_mail", "rare"]), []);
    }

    #[test]
    fn only_a_table_covers_what_stands_in_it() {
        let key = |holds| Key { name: "body", holds, about: "", need: Need::Rarely };
        let covered = |holds| ["body", "body.id", "bodyguard", "id"].map(|name| key(holds).covers(name));
        assert_eq!(covered(Holds::Secrets), [true, true, false, false]);
        assert_eq!(covered(Holds::Secret), [true, false, false, false]);
    }
}
