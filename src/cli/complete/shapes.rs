//! What each command prints, for `--fields`.

use super::super::{audit, batch, catalogue, check, explain, pending, profile};
use crate::document::Shape;
use crate::op::{self, live, meeting};

/// The fields of commands that are no operation of a vendor's.
static OTHERS: &[(&str, &Shape)] = &[
    ("profile list", &profile::PROFILE),
    ("profile show", &profile::SETTING),
    ("vendors", &catalogue::ABILITY),
    ("explain", &explain::EXPLANATION),
    ("pending list", &pending::PENDING),
    ("batch run", &batch::ROW),
    ("profile check", &check::CHECK),
    ("audit list", &audit::ENTRY),
    ("agenda", &meeting::MEETING),
    ("live", &live::STREAM),
];

/// What a command prints, if it prints rows.
pub(super) fn of(path: &str) -> Option<&'static Shape> {
    let operation = op::find(path).map(|op| op.shape());
    operation.or_else(|| OTHERS.iter().find(|(known, _)| *known == path).map(|(_, shape)| *shape))
}
