//! What comes back about meetings, and how it is shown.

use super::Ends;
use crate::client::extra::Extra;
use crate::client::profile::Profile;
use crate::document::{Column, MeetingState, Shape, Show, col};
use crate::error::Error;
use crate::time::{Clock, Moment};
use jiff::Timestamp;
use serde::Serialize;
use std::rc::Rc;

/// A meeting, as every vendor's answers are shown. What has no name here is in `extra`.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Meeting {
    pub profile: Rc<str>,
    pub vendor: &'static str,
    pub id: Option<String>,
    pub number: Option<String>,
    pub short_id: Option<String>,
    pub subject: Option<String>,
    pub start: Option<Moment>,
    pub end: Option<Moment>,
    pub duration_minutes: Option<i64>,
    pub status: Option<MeetingState>,
    pub host: Option<String>,
    pub host_password: Option<String>,
    pub password: Option<String>,
    pub join_url: Option<String>,
    pub host_url: Option<String>,
    pub live_url: Option<String>,
    pub extra: Extra,
    /// Whether it is somebody else's, to which the host that a list was asked for is only invited: it cannot be
    /// one that was made for this host.
    #[serde(skip)]
    pub invited_only: bool,
}

impl Meeting {
    /// A meeting of this profile of which nothing is known yet.
    pub fn of(profile: &Profile) -> Self {
        Self { profile: profile.name.clone(), vendor: profile.vendor, ..Self::default() }
    }

    /// Start, end and the minutes between them.
    pub fn timed(&mut self, start: Option<Timestamp>, end: Ends, clock: &Clock) {
        self.start = start.map(|time| Moment::new(time, &clock.zone));
        if let Ends::At(end) = end {
            self.end = Some(Moment::new(end, &clock.zone));
            self.duration_minutes = start.map(|start| (end.as_second() - start.as_second()) / 60);
        }
    }
}

/// What goes on in a meeting: the meeting, and these.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Status {
    #[serde(flatten)]
    pub meeting: Meeting,
    pub participants: Option<i64>,
    pub duration_seconds: Option<i64>,
    pub locked: Option<bool>,
}

/// What became of one of several targets.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The target, as the user named it.
    pub id: String,
    /// Whether it is done.
    pub ok: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Error>,
}

/// Something was done to a meeting.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Done {
    /// The meeting.
    pub id: String,
    /// Whether all of it is done; what failed altogether is an error instead.
    pub ok: bool,
    /// Where the result can be seen, if it can.
    pub url: Option<String>,
    /// The vendor's own fields.
    pub extra: Extra,
}

/// A file that is attached to a meeting.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct File {
    pub id: Option<String>,
    pub name: Option<String>,
    pub format: Option<String>,
    pub download_url: Option<String>,
    pub extra: Extra,
}

const MEETING_COLUMNS: [Column; 17] = [
    col("profile", "PROFILE").show(Show::Wide),
    col("vendor", "VENDOR").show(Show::Wide),
    col("id", "ID"),
    col("number", "NUMBER"),
    col("short_id", "SHORT"),
    col("subject", "SUBJECT").show(Show::Long),
    col("start", "START").show(Show::Time),
    col("end", "END").show(Show::Time),
    col("duration_minutes", "MINUTES"),
    col("status", "STATUS"),
    col("host", "HOST"),
    col("host_password", "HOST PASSWORD").show(Show::Secret),
    col("password", "PASSWORD").show(Show::Secret),
    col("join_url", "JOIN URL").show(Show::Secret),
    col("host_url", "HOST URL").show(Show::WideSecret),
    col("live_url", "LIVE URL").show(Show::Secret),
    col("extra", "EXTRA").show(Show::Wide),
];

/// How meetings are shown.
pub static MEETING: Shape = Shape { noun: "meeting", plural: "meetings", columns: &MEETING_COLUMNS };

/// How a meeting's status is shown.
pub static STATUS_SHAPE: Shape = {
    static COLUMNS: [Column; 20] = {
        let mut columns = [const { col("", "") }; 20];
        let mut i = 0;
        while i < 16 {
            columns[i] = Column { ..MEETING_COLUMNS[i] };
            i += 1;
        }
        columns[16] = col("participants", "PARTICIPANTS");
        columns[17] = col("duration_seconds", "SECONDS");
        columns[18] = col("locked", "LOCKED");
        columns[19] = Column { ..MEETING_COLUMNS[16] };
        columns
    };
    Shape { noun: "meeting", plural: "meetings", columns: &COLUMNS }
};

/// How the outcomes for several targets are shown.
pub static OUTCOME: Shape = Shape {
    noun: "outcome",
    plural: "outcomes",
    columns: &[col("id", "ID"), col("ok", "DONE"), col("error", "ERROR").show(Show::Message)],
};

/// How something done is shown.
pub static DONE: Shape = Shape {
    noun: "result",
    plural: "results",
    columns: &[col("id", "ID"), col("ok", "DONE"), col("url", "URL"), col("extra", "EXTRA").show(Show::Wide)],
};

/// How attached files are shown.
pub static FILE: Shape = Shape {
    noun: "file",
    plural: "files",
    columns: &[
        col("id", "ID"),
        col("name", "NAME").show(Show::Long),
        col("format", "FORMAT"),
        col("download_url", "DOWNLOAD URL"),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

/// How join information is shown: the vendor's own fields, under its names.
pub static JOIN_INFO_SHAPE: Shape = Shape {
    noun: "join information",
    plural: "join information",
    columns: &[
        col("meetingUniqueId", "MEETING"),
        col("meetingId", "NUMBER"),
        col("shortId", "SHORT"),
        col("meetingKey", "MEETING KEY").show(Show::Token),
        col("accountId", "ACCOUNT"),
        col("accountToken", "ACCOUNT TOKEN").show(Show::Token),
        col("appKey", "APP KEY"),
        col("imAppKey", "IM APP KEY").show(Show::Wide),
        col("imAccid", "IM ACCOUNT"),
        col("imToken", "IM TOKEN").show(Show::Token),
        col("nrtcAppKey", "RTC APP KEY").show(Show::Wide),
        col("avRoomCName", "ROOM NAME"),
        col("avRoomCid", "ROOM"),
        col("avRoomUid", "ROOM USER"),
        col("avRoomCheckSum", "ROOM TOKEN").show(Show::Token),
        col("chatRoomId", "CHAT ROOM").show(Show::Wide),
        col("sipCid", "SIP NUMBER"),
        col("pushUrl", "PUSH URL").show(Show::Secret),
        col("duration", "SECONDS"),
        col("createTime", "CREATED (UNIX)").show(Show::Wide),
        col("audioAllMute", "ALL MUTED").show(Show::Wide),
    ],
};
