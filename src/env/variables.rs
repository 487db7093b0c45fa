//! The variables that this program heeds: the manual pages and docs/commands.md list them from here, and its own
//! code can read no others. Some rows are read by libraries. What a profile names with `{ env = "NAME" }` is the user's own.

/// A variable of the environment. Only the rows of this table are any.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    name: &'static str,
    about: &'static str,
    told: Told,
}

/// Where the manual names a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// In the page of each command.
    Everywhere,
    /// In the page of the program: other programs heed it too.
    Once,
    /// Nowhere: nobody but meetctl's own scripts sets it.
    Nowhere,
}

impl Variable {
    /// Its name.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What it does, in one sentence of English.
    pub const fn about(self) -> &'static str {
        self.about
    }

    /// Whether the page of each command names it, as all that are meetctl's own.
    pub fn is_own(self) -> bool {
        self.told == Told::Everywhere
    }

    /// Whether it is for users at all.
    pub fn is_shown(self) -> bool {
        self.told != Told::Nowhere
    }
}

/// Makes a constant of each row, and the table of them all.
macro_rules! variables {
    ($($constant:ident = $name:literal, $told:ident: $about:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $about)]
            pub const $constant: Variable = Variable { name: $name, about: $about, told: Told::$told };
        )*

        /// Every variable, in the order of the manual.
        pub const ALL: &[Variable] = &[$($constant),*];
    };
}

variables! {
    PROFILE = "MEETCTL_PROFILE", Everywhere: "The profile to use where -p names none.";
    CONFIG = "MEETCTL_CONFIG", Everywhere: "The file with the profiles where --config names none.";
    STATE = "MEETCTL_STATE", Everywhere: "The folder in which state is kept between commands.";
    SETTLE = "MEETCTL_SETTLE", Everywhere: "How long a meeting may take to appear in a vendor's list, for every \
        profile, whatever its settle says: 15s, or 0 for not at all.";
    AUDIT_MAX_BYTES = "MEETCTL_AUDIT_MAX_BYTES", Everywhere: "How large the log of writes may grow before its \
        oldest lines are dropped, in bytes: 52428800, at least 65536.";
    COMPLETE = "MEETCTL_COMPLETE", Nowhere: "The line to complete, from the script for PowerShell.";
    NO_COLOR = "NO_COLOR", Once: "If it is set, nothing is coloured unless --color says so.";
    TERM = "TERM", Once: "If it is dumb, nothing is coloured unless --color says so, and no bar is drawn.";
    COLUMNS = "COLUMNS", Once: "The width of tables on a terminal.";
    LC_ALL = "LC_ALL", Once: "The language where --lang names none: Chinese if it begins with zh, else English.";
    LC_MESSAGES = "LC_MESSAGES", Once: "The same where LC_ALL is not set.";
    LANG = "LANG", Once: "The same where neither of them is set.";
    HTTPS_PROXY = "HTTPS_PROXY", Once: "The proxy for https; likewise HTTP_PROXY, ALL_PROXY and NO_PROXY.";
    SSL_CERT_FILE = "SSL_CERT_FILE", Once: "The file with the certificates to trust, in place of the system's.";
    SSL_CERT_DIR = "SSL_CERT_DIR", Once: "The folders with such files, with colons between them.";
    XDG_CONFIG_HOME = "XDG_CONFIG_HOME", Once: "The folder of meetctl/profiles.toml on Linux: ~/.config.";
    XDG_STATE_HOME = "XDG_STATE_HOME", Once: "The folder of meetctl's state on Linux: ~/.local/state.";
    TMPDIR = "TMPDIR", Once: "The folder for temporary files: /tmp.";
    USER = "USER", Once: "Who the log of writes says it was, where the system's list of users does \
        not know; else LOGNAME or USERNAME.";
    LOGNAME = "LOGNAME", Nowhere: "As USER.";
    USERNAME = "USERNAME", Nowhere: "As USER, on Windows.";
    COMPUTERNAME = "COMPUTERNAME", Nowhere: "The machine's name, on Windows.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_named_once_and_says_what_it_does() {
        for (at, variable) in ALL.iter().enumerate() {
            let name = variable.name();
            assert!(ALL[at + 1..].iter().all(|other| other.name() != name), "{name} is there twice");
            assert!(variable.about().ends_with('.'), "{name}");
            assert_eq!(name.starts_with("MEETCTL_") && variable.is_shown(), variable.is_own(), "{name}");
        }
    }
}
