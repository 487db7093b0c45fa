//! How the parts of a report are shown.

use crate::document::{Column, Shape, Show, col};

// What stands in the rows of several parts.
const MEETING: Column = col("meeting_id", "MEETING").show(Show::Wide);
const USER: Column = col("user_id", "USER");
const NAME: Column = col("name", "NAME").show(Show::Long);
const EMAIL: Column = col("email", "E-MAIL");
const MOBILE: Column = col("mobile", "MOBILE");
const ROLE: Column = col("role", "ROLE");
const JOINED: Column = col("joined", "JOINED").show(Show::Time);
const LEFT: Column = col("left", "LEFT").show(Show::Time);
const SECONDS: Column = col("duration_seconds", "SECONDS");
const CLIENT: Column = col("client", "CLIENT").show(Show::Wide);
const ACCESS: Column = col("access", "ACCESS").show(Show::Wide);
const IP: Column = col("ip", "IP").show(Show::Wide);
const CITY: Column = col("city", "CITY").show(Show::Wide);
const ATTENDED: Column = col("attended", "ATTENDED");
const EXTRA: Column = col("extra", "EXTRA").show(Show::Wide);
// The vendor's own names.
const GROUP: Column = col("groupName", "GROUP").show(Show::Long);
const EXT_TYPE: Column = col("extType", "EXT TYPE").show(Show::Wide);
const EXT_NAME: Column = col("extName", "EXT NAME").show(Show::Wide);

/// How visits are shown.
pub static ATTENDANCE: Shape = Shape {
    noun: "visit",
    plural: "visits",
    columns: &[
        MEETING,
        USER,
        NAME,
        EMAIL,
        MOBILE,
        ROLE,
        JOINED,
        LEFT,
        SECONDS,
        CLIENT,
        ACCESS,
        IP,
        CITY,
        ATTENDED.show(Show::Wide),
        EXTRA,
    ],
};

/// How those who were invited are shown, in whose rows stands what stands in a visit's: whether they
/// came is what is looked for first.
pub static INVITED: Shape = Shape {
    noun: "invitee",
    plural: "invitees",
    columns: &[
        MEETING, NAME, ATTENDED, USER, EMAIL, MOBILE, ROLE, JOINED, LEFT, SECONDS, CLIENT, ACCESS, IP, CITY,
        EXTRA,
    ],
};

/// How answers to roll calls are shown, under the vendor's own names but for `kind`.
pub static ROLLCALL: Shape = Shape {
    noun: "answer to roll calls",
    plural: "answers to roll calls",
    columns: &[
        NAME,
        EMAIL,
        MOBILE,
        GROUP,
        col("kind", "KIND"),
        col("Answered", "ANSWERED"),
        EXT_TYPE,
        EXT_NAME,
    ],
};

/// How raised hands are shown, under the vendor's own names.
pub static HANDSUP: Shape = Shape {
    noun: "raised hand",
    plural: "raised hands",
    columns: &[NAME, EMAIL, MOBILE, GROUP, col("createTime", "RAISED AT"), EXT_TYPE, EXT_NAME],
};

/// How people are shown.
pub static PEOPLE: Shape = Shape {
    noun: "person",
    plural: "people",
    columns: &[
        USER,
        NAME,
        EMAIL,
        col("first_joined", "FIRST JOINED").show(Show::Time),
        col("last_left", "LAST LEFT").show(Show::Time),
        col("visits", "VISITS"),
        SECONDS,
        col("inside", "INSIDE"),
        MOBILE.show(Show::Wide),
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
