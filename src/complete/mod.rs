//! Completion of a command line: which part of it the cursor is in, what may stand there, and how each
//! shell wants to be told.
//!
//! - A shell's script is a dozen lines; it asks `meetctl __complete SHELL …`, which is decided before
//!   anything else of the program runs and costs other commands one comparison of a word.
//! - The answer is made of the tree of commands and of what this machine knows: profiles, vendors, and
//!   the meetings and recordings that commands printed lately ([`recent`]). No socket is opened, no secret
//!   is fetched, no program is run, and whatever cannot be read is left out without a word.

pub mod line;
pub mod recent;
pub mod reply;
pub mod spot;
