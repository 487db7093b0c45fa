//! The profiles that need no configuration: each talks to its vendor's embedded sandbox.

use super::sandbox::ADDRESS;
use crate::client::profile::{LiteralOnly, Profile, Source};
use crate::error::{Error, Result};
use crate::op::Vendor;
use crate::sandbox::{BUILT_IN, BuiltIn};
use crate::secret::Secret;
use crate::time::{ZONE, zone};
use std::collections::BTreeMap;
use std::rc::Rc;
use url::Url;

/// The built-in profile of this name.
pub(super) fn find(name: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|built_in| built_in.profile == name)
}

/// The built-in profile as any other.
pub(super) fn profile(built_in: &'static BuiltIn, vendor: &'static Vendor) -> Result<Profile> {
    let zone = zone(ZONE).ok_or_else(|| Error::failed(tr!("there is no zone {zone}", zone = ZONE)))?;
    let base_url =
        Url::parse(&format!("http://{ADDRESS}")).map_err(|error| Error::failed(error.to_string()))?;
    let setting = |(name, value): &(&str, &str)| {
        let key = vendor.schema.key(name)?;
        Some((key.name, Source::Literal(Secret::new(*value))))
    };
    Ok(Profile {
        name: built_in.profile.into(),
        vendor: vendor.id,
        base_url: Some(base_url),
        zone,
        timeout: None,
        settle: None,
        rate_limit: None,
        ca_file: None,
        headers: Vec::new(),
        production: false,
        read_only: false,
        allow_http: false,
        settings: built_in.settings.iter().filter_map(setting).collect(),
        tables: BTreeMap::new(),
        reveal: Rc::new(LiteralOnly),
        revealed: Rc::default(),
    })
}
