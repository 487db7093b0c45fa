//! The vendors: a folder and a line each.

pub mod myvmr;
pub mod netease;
pub mod quanshi;
pub mod weiyi;

use crate::client::profile::Schema;
use crate::error::{Error, Result};
use crate::op::Vendor;
use crate::text::suggestion;

/// Every vendor, in the order in which tables list them.
pub static VENDORS: &[&Vendor] = &[&weiyi::VENDOR, &myvmr::VENDOR, &netease::VENDOR, &quanshi::VENDOR];

/// The vendor of this id.
pub fn find(id: &str) -> Result<&'static Vendor> {
    VENDORS.iter().find(|vendor| vendor.id == id).copied().ok_or_else(|| {
        let ids: Vec<&str> = VENDORS.iter().map(|vendor| vendor.id).collect();
        Error::usage(tr!("there is no vendor \"{id}\"", id)).hint(suggestion(id, &ids))
    })
}

/// What each vendor's profiles hold.
pub fn schemas() -> Vec<&'static Schema> {
    VENDORS.iter().map(|vendor| &vendor.schema).collect()
}

#[cfg(test)]
mod tests;
