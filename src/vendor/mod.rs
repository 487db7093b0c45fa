//! The vendors.

pub mod weiyi;
