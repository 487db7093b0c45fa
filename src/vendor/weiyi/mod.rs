//! WeiyiPro.

pub mod codes;
pub mod token;
