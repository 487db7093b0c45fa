//! Meetings: what people type, what comes back, and how a vendor may serve it.

use super::{Op, Route};
use crate::client::profile::Profile;
use crate::document::{Column, Shape, Show, col};
use crate::error::{Error, Result};
use crate::time::{Clock, parse_duration, parse_time, rfc3339};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// A vendor's routes for meetings.
#[derive(Debug)]
pub struct Verbs {
    /// `meeting create`
    pub create: &'static [Route<Create, Meeting>],
    /// `meeting edit`
    pub edit: &'static [Route<Edit, Meeting>],
    /// `meeting cancel`
    pub cancel: &'static [Route<Targets, Outcome>],
    /// `meeting end`
    pub end: &'static [Route<End, Outcome>],
    /// `meeting get`
    pub get: &'static [Route<Get, Meeting>],
    /// `meeting list`
    pub list: &'static [Route<List, Meeting>],
    /// `meeting status`
    pub status: &'static [Route<Target, Status>],
    /// `meeting join-info`
    pub join_info: &'static [Route<JoinInfo, Map<String, Value>>],
    /// `meeting attach`
    pub attach: &'static [Route<Attach, Done>],
    /// `meeting files`
    pub files: &'static [Route<Target, File>],
    /// `meeting background`
    pub background: &'static [Route<Background, Done>],
    /// `meeting boxes`
    pub boxes: &'static [Route<Boxes, Done>],
}

impl Verbs {
    /// A vendor that can do nothing with meetings: the rest of a record is filled from it.
    pub const NONE: Self = Self {
        create: &[],
        edit: &[],
        cancel: &[],
        end: &[],
        get: &[],
        list: &[],
        status: &[],
        join_info: &[],
        attach: &[],
        files: &[],
        background: &[],
        boxes: &[],
    };
}

/// Reserve a meeting.
pub static CREATE: Op<Create, Meeting> = Op {
    name: "meeting create",
    about: "Reserve a meeting",
    shape: &MEETING,
    many: false,
    routes: |v| v.meeting.create,
};
/// Change a meeting.
pub static EDIT: Op<Edit, Meeting> = Op {
    name: "meeting edit",
    about: "Change a reserved meeting",
    shape: &MEETING,
    many: false,
    routes: |v| v.meeting.edit,
};
/// Cancel meetings.
pub static CANCEL: Op<Targets, Outcome> = Op {
    name: "meeting cancel",
    about: "Cancel reserved meetings",
    shape: &OUTCOME,
    many: true,
    routes: |v| v.meeting.cancel,
};
/// End running meetings.
pub static END: Op<End, Outcome> = Op {
    name: "meeting end",
    about: "End running meetings for everybody in them",
    shape: &OUTCOME,
    many: true,
    routes: |v| v.meeting.end,
};
/// Show a meeting.
pub static GET: Op<Get, Meeting> = Op {
    name: "meeting get",
    about: "Show one meeting",
    shape: &MEETING,
    many: false,
    routes: |v| v.meeting.get,
};
/// List meetings.
pub static LIST: Op<List, Meeting> = Op {
    name: "meeting list",
    about: "List meetings",
    shape: &MEETING,
    many: true,
    routes: |v| v.meeting.list,
};
/// What goes on in a meeting.
pub static STATUS: Op<Target, Status> = Op {
    name: "meeting status",
    about: "Show what goes on in a meeting now",
    shape: &STATUS_SHAPE,
    many: false,
    routes: |v| v.meeting.status,
};
/// What an anonymous guest needs to join.
pub static JOIN_INFO: Op<JoinInfo, Map<String, Value>> = Op {
    name: "meeting join-info",
    about: "Get what a guest's client needs to join",
    shape: &JOIN_INFO_SHAPE,
    many: false,
    routes: |v| v.meeting.join_info,
};
/// Attach uploaded files.
pub static ATTACH: Op<Attach, Done> = Op {
    name: "meeting attach",
    about: "Attach uploaded files to a meeting",
    shape: &DONE,
    many: false,
    routes: |v| v.meeting.attach,
};
/// List attached files.
pub static FILES: Op<Target, File> = Op {
    name: "meeting files",
    about: "List the files attached to a meeting",
    shape: &FILE,
    many: true,
    routes: |v| v.meeting.files,
};
/// Set the background picture.
pub static BACKGROUND: Op<Background, Done> = Op {
    name: "meeting background",
    about: "Set a meeting's background picture",
    shape: &DONE,
    many: false,
    routes: |v| v.meeting.background,
};
/// Bind room systems.
pub static BOXES: Op<Boxes, Done> = Op {
    name: "meeting boxes",
    about: "Bind room systems to a meeting; replaces all earlier bindings",
    shape: &DONE,
    many: false,
    routes: |v| v.meeting.boxes,
};

/// What a meeting is to be. Passwords may also come from files (see the command line).
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Create {
    /// What the meeting is about
    #[arg(long, value_name = "TEXT")]
    pub subject: Option<String>,
    /// When it starts: 2026-11-23T14:00:00+08:00, "2026-11-23 14:00", "tomorrow 09:30", +2h, now
    #[arg(long, value_name = "TIME")]
    pub start: Option<String>,
    /// When it ends, or "never"
    #[arg(long, value_name = "TIME|never", conflicts_with = "duration")]
    pub end: Option<String>,
    /// How long it lasts: 90m, 1h30m
    #[arg(long, value_name = "DURATION")]
    pub duration: Option<String>,
    /// The attendees' password
    #[arg(long, value_name = "PASSWORD")]
    pub password: Option<String>,
    /// The host's password
    #[arg(long, value_name = "PASSWORD")]
    pub host_password: Option<String>,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
    /// Somebody to invite; may be repeated
    #[arg(long, value_name = "WHO")]
    pub invite: Vec<String>,
    /// Stream it live
    #[arg(long)]
    pub live: bool,
    /// Record it
    #[arg(long)]
    pub record: bool,
    /// A room to book, with its devices; may be repeated
    #[arg(long, value_name = "ID[:main|:branch][=DEVICE,…]")]
    pub room: Vec<String>,
    /// Repeat it: daily, weekly:MO,WE, monthly:1,17
    #[arg(long, value_name = "RULE", requires = "until")]
    pub repeat: Option<String>,
    /// The last day of the repetition
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// A note for those invited
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Start at once, with a number of its own
    #[arg(long, conflicts_with = "personal")]
    pub instant: bool,
    /// Start at once, with the host's personal number
    #[arg(long)]
    pub personal: bool,
    /// Attendees come in muted
    #[arg(long)]
    pub mute_audio: bool,
    /// Attendees come in with the camera off
    #[arg(long)]
    pub video_off: bool,
    /// Which generation of the vendor's API: conference or room
    #[arg(long, value_name = "API", value_parser = ["conference", "room"])]
    pub api: Option<String>,
}

/// Which meeting to change, and what about it.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Edit {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The reservation's event id, beside MEETING
    #[arg(long, value_name = "N")]
    pub event_id: Option<String>,
    #[command(flatten)]
    #[serde(flatten)]
    /// What is to change.
    pub change: Create,
}

/// One meeting.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Target {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

/// Several meetings.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Targets {
    /// The meetings' ids
    #[arg(value_name = "MEETING", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub meeting: Vec<String>,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
    /// Which generation of the vendor's API: conference or room
    #[arg(long, value_name = "API", value_parser = ["conference", "room"])]
    pub api: Option<String>,
    /// The reservation's event id, beside MEETING
    #[arg(long, value_name = "N")]
    pub event_id: Option<String>,
}

/// Which running meetings to end.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct End {
    /// The meetings' ids
    #[arg(value_name = "MEETING", required_unless_present_any = ["number", "short_id"], value_parser = NonEmptyStringValueParser::new())]
    pub meeting: Vec<String>,
    /// By the number that people dial, in place of the id
    #[arg(long, value_name = "N", conflicts_with_all = ["meeting", "short_id"])]
    pub number: Option<String>,
    /// By the short number, in place of the id
    #[arg(long, value_name = "S", conflicts_with = "meeting")]
    pub short_id: Option<String>,
    /// Also free the meeting's number
    #[arg(long)]
    pub recycle: bool,
}

/// Which meeting to show.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Get {
    /// The meeting's id
    #[arg(value_name = "MEETING", required_unless_present_any = ["number", "pcode"])]
    pub meeting: Option<String>,
    /// By the number that people dial; looked up in the list
    #[arg(long, value_name = "N", conflicts_with_all = ["meeting", "pcode"])]
    pub number: Option<String>,
    /// By its password code
    #[arg(long, value_name = "P", conflicts_with = "meeting")]
    pub pcode: Option<String>,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
    /// Which generation of the vendor's API: conference or room
    #[arg(long, value_name = "API", value_parser = ["conference", "room"])]
    pub api: Option<String>,
    /// The reservation's event id, beside MEETING
    #[arg(long, value_name = "N")]
    pub event_id: Option<String>,
}

/// Which meetings to list.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct List {
    /// From this time on
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Up to this time
    #[arg(long, value_name = "TIME")]
    pub to: Option<String>,
    /// Only in this state; may be repeated
    #[arg(long, value_name = "STATUS")]
    pub status: Vec<String>,
    /// Only of this type: instant, personal, scheduled
    #[arg(id = "type", long = "type", value_name = "TYPE")]
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Only with this number
    #[arg(long, value_name = "N")]
    pub number: Option<String>,
    /// All meetings of the company, as this administrator
    #[arg(long, value_name = "USER")]
    pub admin: Option<String>,
    /// Stop after so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
    /// Which generation of the vendor's API: conference or room
    #[arg(long, value_name = "API", value_parser = ["conference", "room"])]
    pub api: Option<String>,
}

/// What a guest's client needs to join.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct JoinInfo {
    /// The meeting's number
    #[arg(value_name = "NUMBER")]
    pub number: String,
    /// The guest's name
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// With the camera on
    #[arg(long)]
    pub video: bool,
    /// With the microphone on
    #[arg(long)]
    pub audio: bool,
    /// The meeting's password
    #[arg(long, value_name = "PASSWORD")]
    pub password: Option<String>,
    /// Unseen by the others
    #[arg(long)]
    pub shadow: bool,
    /// The guest's kind of client
    #[arg(long, value_name = "TYPE")]
    pub client_type: Option<String>,
    /// The guest's device
    #[arg(long, value_name = "ID")]
    pub device_id: Option<String>,
}

/// Which files to attach to which meeting.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Attach {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The id of an uploaded file; may be repeated
    #[arg(long, value_name = "ID", required = true)]
    pub file_id: Vec<String>,
}

/// Which picture to show behind which meeting.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Background {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The picture's file
    #[arg(value_name = "IMAGE")]
    pub image: PathBuf,
}

/// Which room systems belong to a meeting.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Boxes {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// A room system; may be repeated
    #[arg(long = "box", value_name = "ID[:ROOM[:PHONE]]", required_unless_present = "clear")]
    #[serde(rename = "box")]
    pub boxes: Vec<String>,
    /// Remove all bindings
    #[arg(long, conflicts_with = "boxes")]
    pub clear: bool,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

/// When a meeting ends, as the user said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Not said.
    Unsaid,
    /// It has no end.
    Never,
    /// At this moment.
    At(Timestamp),
}

impl Create {
    /// Start and end, read and checked against each other.
    pub fn times(&self, clock: &Clock) -> Result<(Option<Timestamp>, Ends)> {
        // The wire has no fractions of a second, so none are shown either.
        let whole = |time: Timestamp| Timestamp::from_second(time.as_second()).unwrap_or(time);
        let start = self.start.as_deref().map(|text| parse_time(text, clock).map(whole)).transpose()?;
        let end = match (self.end.as_deref(), self.duration.as_deref()) {
            (Some("never"), _) => Ends::Never,
            (Some(text), _) => Ends::At(parse_time(text, clock)?),
            (None, Some(text)) => {
                let length = parse_duration(text)?;
                let start = start.ok_or_else(|| Error::usage("--duration needs --start"))?;
                Ends::At(start.checked_add(length).map_err(|_| Error::usage("--duration reaches too far"))?)
            }
            (None, None) => Ends::Unsaid,
        };
        if let (Some(start), Ends::At(end)) = (start, end)
            && end <= start
        {
            let show = |time| rfc3339(time, &clock.zone);
            return Err(Error::usage(format!("--end {} is not after --start {}", show(end), show(start)))
                .hint("times without an offset are meant in the profile's timezone"));
        }
        Ok((start, end))
    }
}

/// A meeting, as every vendor's answers are shown. What has no name here is in `extra`.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Meeting {
    pub profile: String,
    pub vendor: &'static str,
    pub id: Option<String>,
    pub number: Option<String>,
    pub short_id: Option<String>,
    pub subject: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub duration_minutes: Option<i64>,
    pub status: Option<&'static str>,
    pub host: Option<String>,
    pub host_password: Option<String>,
    pub password: Option<String>,
    pub join_url: Option<String>,
    pub host_url: Option<String>,
    pub live_url: Option<String>,
    pub extra: Map<String, Value>,
}

impl Meeting {
    /// A meeting of this profile of which nothing is known yet.
    pub fn of(profile: &Profile) -> Self {
        Self { profile: profile.name.clone(), vendor: profile.vendor, ..Self::default() }
    }

    /// Start, end and the minutes between them.
    pub fn timed(&mut self, start: Option<Timestamp>, end: Ends, clock: &Clock) {
        self.start = start.map(|time| rfc3339(time, &clock.zone));
        if let Ends::At(end) = end {
            self.end = Some(rfc3339(end, &clock.zone));
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
    pub error: Option<Value>,
}

/// Something was done to a meeting.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Done {
    /// The meeting.
    pub id: String,
    /// Always true: a failure is an error.
    pub ok: bool,
    /// Where the result can be seen, if it can.
    pub url: Option<String>,
    /// The vendor's own fields.
    pub extra: Map<String, Value>,
}

/// A file that is attached to a meeting.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct File {
    pub id: Option<String>,
    pub name: Option<String>,
    pub format: Option<String>,
    pub download_url: Option<String>,
    pub extra: Map<String, Value>,
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
        col("meetingKey", "MEETING KEY").show(Show::Secret),
        col("accountId", "ACCOUNT"),
        col("accountToken", "ACCOUNT TOKEN").show(Show::Secret),
        col("appKey", "APP KEY"),
        col("imAppKey", "IM APP KEY").show(Show::Wide),
        col("imAccid", "IM ACCOUNT"),
        col("imToken", "IM TOKEN").show(Show::Secret),
        col("nrtcAppKey", "RTC APP KEY").show(Show::Wide),
        col("avRoomCName", "ROOM NAME"),
        col("avRoomCid", "ROOM"),
        col("avRoomUid", "ROOM USER"),
        col("avRoomCheckSum", "ROOM TOKEN").show(Show::Secret),
        col("chatRoomId", "CHAT ROOM").show(Show::Wide),
        col("sipCid", "SIP NUMBER"),
        col("pushUrl", "PUSH URL").show(Show::Secret),
        col("duration", "SECONDS"),
        col("createTime", "CREATED (UNIX)").show(Show::Wide),
        col("audioAllMute", "ALL MUTED").show(Show::Wide),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
        Clock { now: "2026-11-23T06:00:00Z".parse().unwrap(), zone }
    }

    fn create(start: Option<&str>, end: Option<&str>, duration: Option<&str>) -> Create {
        let own = |text: Option<&str>| text.map(str::to_owned);
        Create { start: own(start), end: own(end), duration: own(duration), ..Create::default() }
    }

    #[test]
    fn an_end_is_a_time_a_duration_or_never() {
        let read = |start, end, duration| create(start, end, duration).times(&clock());
        let at = |text: &str| Ends::At(text.parse().unwrap());
        let start = Some("2026-11-23 14:00");
        assert_eq!(read(start, Some("2026-11-23 15:00"), None).unwrap().1, at("2026-11-23T07:00:00Z"));
        assert_eq!(read(start, None, Some("90m")).unwrap().1, at("2026-11-23T07:30:00Z"));
        assert_eq!(read(start, Some("never"), None).unwrap().1, Ends::Never);
        assert_eq!(read(start, None, None).unwrap().1, Ends::Unsaid);
    }

    #[test]
    fn an_end_before_the_start_is_refused() {
        let error =
            create(Some("2026-11-23 14:00"), Some("2026-11-23 14:00"), None).times(&clock()).unwrap_err();
        assert_eq!(error.kind(), crate::error::Kind::Usage);
        assert!(error.to_string().contains("is not after --start"), "{error}");
        assert!(create(None, None, Some("1h")).times(&clock()).is_err());
    }
}
