//! What this machine knows: profiles, and what was printed of them lately. Whatever cannot be read is
//! as if it were not there. No secret is fetched, and no program run for one.

use super::super::builtin;
use crate::complete::recent::{self, Recent};
use crate::complete::spot::Spot;
use crate::config::{self, Profiles};
use crate::env::{Env, variables};
use crate::op::Vendor;
use crate::sandbox::BUILT_IN;
use crate::vendor;
use std::path::PathBuf;

/// What this machine knows, for one command line.
pub(super) struct Machine<'e> {
    env: &'e Env,
    config: Option<PathBuf>,
    named: Option<String>,
}

impl<'e> Machine<'e> {
    /// Reads nothing yet.
    pub(super) fn new(env: &'e Env, spot: &Spot<'_>) -> Self {
        let config = spot.values("config").last().map(PathBuf::from);
        let config = config.or_else(|| env.named_config()).or_else(|| env.config_file());
        // Of several profiles the first stands for all.
        let named = spot.values("profile").last().and_then(|names| names.split(',').next());
        Self { env, config, named: named.map(str::to_owned) }
    }

    fn file(&self) -> Option<Profiles> {
        Profiles::read(self.config.as_ref()?).ok().flatten()
    }

    /// The profiles of the file, then the built-in ones, each with its vendor.
    pub(super) fn profiles(&self) -> Vec<(String, Option<&'static Vendor>)> {
        let file = self.file();
        let own = file.iter().flat_map(|file| {
            file.names().into_iter().map(|name| (name.to_owned(), self.vendor_in(file, name)))
        });
        let mut all: Vec<_> = own.collect();
        let built_in =
            |known: &crate::sandbox::BuiltIn| (known.profile.to_owned(), vendor::find(known.vendor).ok());
        all.extend(BUILT_IN.iter().map(built_in));
        all
    }

    /// The profile that the command would use.
    pub(super) fn profile(&self) -> Option<String> {
        let var = self.env.text(variables::PROFILE);
        if let Some(name) = self.named.as_deref().or(var) {
            return Some(name.to_owned());
        }
        config::choose(None, None, self.file().as_ref()).ok()
    }

    /// The vendor of the profile that the command would use.
    pub(super) fn vendor(&self) -> Option<&'static Vendor> {
        let name = self.profile()?;
        if let Some(known) = builtin::find(&name) {
            return vendor::find(known.vendor).ok();
        }
        self.vendor_in(&self.file()?, &name)
    }

    /// A profile is checked, and none of its secrets is fetched.
    fn vendor_in(&self, file: &Profiles, name: &str) -> Option<&'static Vendor> {
        let profile = file.profile(name, &vendor::schemas(), &self.env.lookup()).ok()?;
        vendor::find(profile.vendor).ok()
    }

    /// What was printed of this profile lately.
    pub(super) fn recent(&self) -> Recent {
        let known = || Some(recent::read(&self.env.state_dir()?, &self.profile()?));
        known().unwrap_or_default()
    }
}
