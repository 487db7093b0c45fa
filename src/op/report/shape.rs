//! How the parts of a report are shown.

use crate::document::{Shape, Show, col};

/// How visits are shown.
pub static ATTENDANCE: Shape = Shape {
    noun: "visit",
    plural: "visits",
    columns: &[
        col("meeting_id", "MEETING").show(Show::Wide),
        col("user_id", "USER"),
        col("name", "NAME").show(Show::Long),
        col("email", "E-MAIL"),
        col("mobile", "MOBILE"),
        col("role", "ROLE"),
        col("joined", "JOINED").show(Show::Time),
        col("left", "LEFT").show(Show::Time),
        col("duration_seconds", "SECONDS"),
        col("client", "CLIENT").show(Show::Wide),
        col("access", "ACCESS").show(Show::Wide),
        col("ip", "IP").show(Show::Wide),
        col("city", "CITY").show(Show::Wide),
        col("attended", "ATTENDED").show(Show::Wide),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

/// How those who were invited are shown, in whose rows stands what stands in a visit's: whether they
/// came is what is looked for first.
pub static INVITED: Shape = Shape {
    noun: "invitee",
    plural: "invitees",
    columns: &[
        col("meeting_id", "MEETING").show(Show::Wide),
        col("name", "NAME").show(Show::Long),
        col("attended", "ATTENDED"),
        col("user_id", "USER"),
        col("email", "E-MAIL"),
        col("mobile", "MOBILE"),
        col("role", "ROLE"),
        col("joined", "JOINED").show(Show::Time),
        col("left", "LEFT").show(Show::Time),
        col("duration_seconds", "SECONDS"),
        col("client", "CLIENT").show(Show::Wide),
        col("access", "ACCESS").show(Show::Wide),
        col("ip", "IP").show(Show::Wide),
        col("city", "CITY").show(Show::Wide),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

/// How answers to roll calls are shown, under the vendor's own names but for `kind`.
pub static ROLLCALL: Shape = Shape {
    noun: "answer to roll calls",
    plural: "answers to roll calls",
    columns: &[
        col("name", "NAME").show(Show::Long),
        col("email", "E-MAIL"),
        col("mobile", "MOBILE"),
        col("groupName", "GROUP").show(Show::Long),
        col("kind", "KIND"),
        col("Answered", "ANSWERED"),
        col("extType", "EXT TYPE").show(Show::Wide),
        col("extName", "EXT NAME").show(Show::Wide),
    ],
};

/// How raised hands are shown, under the vendor's own names.
pub static HANDSUP: Shape = Shape {
    noun: "raised hand",
    plural: "raised hands",
    columns: &[
        col("name", "NAME").show(Show::Long),
        col("email", "E-MAIL"),
        col("mobile", "MOBILE"),
        col("groupName", "GROUP").show(Show::Long),
        col("createTime", "RAISED AT"),
        col("extType", "EXT TYPE").show(Show::Wide),
        col("extName", "EXT NAME").show(Show::Wide),
    ],
};

/// How people are shown.
pub static PEOPLE: Shape = Shape {
    noun: "person",
    plural: "people",
    columns: &[
        col("user_id", "USER"),
        col("name", "NAME").show(Show::Long),
        col("email", "E-MAIL"),
        col("first_joined", "FIRST JOINED").show(Show::Time),
        col("last_left", "LAST LEFT").show(Show::Time),
        col("visits", "VISITS"),
        col("duration_seconds", "SECONDS"),
        col("inside", "INSIDE"),
        col("mobile", "MOBILE").show(Show::Wide),
        col("invited", "INVITED"),
        col("late_seconds", "LATE BY"),
        col("early_seconds", "EARLY BY"),
        col("rollcalls_answered", "ROLL CALLS"),
        col("hands_raised", "HANDS"),
    ],
};

/// How a whole report is shown as one document.
pub static WHOLE: Shape = Shape {
    noun: "report",
    plural: "reports",
    columns: &[
        col("meeting_id", "MEETING"),
        col("summary", "SUMMARY"),
        col("attendees", "ATTENDEES"),
        col("invitees", "INVITEES"),
        col("live", "LIVE"),
        col("rollcall", "ROLL CALLS"),
        col("handsup", "RAISED HANDS"),
        col("people", "PEOPLE"),
    ],
};

/// How the figures are shown.
pub static SUMMARY: Shape = Shape {
    noun: "summary",
    plural: "summaries",
    columns: &[
        col("people", "PEOPLE"),
        col("visits", "VISITS"),
        col("inside", "STILL INSIDE"),
        col("first_joined", "FIRST JOINED").show(Show::Time),
        col("last_left", "LAST LEFT").show(Show::Time),
        col("subject", "SUBJECT").show(Show::Long),
        col("start", "START").show(Show::Time),
        col("end", "END").show(Show::Time),
        col("invited", "INVITED"),
        col("invited_present", "OF THESE PRESENT"),
        col("attendance_rate", "RATE"),
        col("late", "LATE"),
        col("left_early", "LEFT EARLY"),
        col("grace_seconds", "GRACE"),
        col("average_seconds", "AVERAGE SECONDS"),
        col("peak", "PEAK"),
        col("peak_at", "PEAK AT").show(Show::Time),
        col("rollcalls", "ROLL CALLS"),
        col("hands_raised", "RAISED HANDS"),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};
