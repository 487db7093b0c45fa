//! What people type about meetings. The fields are the flags' names.

use crate::client::kind::NEVER;
use crate::document::words;
use crate::error::{Error, Result};
use crate::time::{Clock, parse_duration, parse_time, rfc3339};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What a meeting is to be. Passwords may also come from files (see the command line).
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
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
    #[arg(long, value_name = "API", value_parser = Generation::NAMES)]
    pub api: Option<String>,
}

/// Which meeting to change, and what about it.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
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
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct Target {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

/// Several meetings.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct Targets {
    /// The meetings' ids
    #[arg(value_name = "MEETING", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub meeting: Vec<String>,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
    /// Which generation of the vendor's API: conference or room
    #[arg(long, value_name = "API", value_parser = Generation::NAMES)]
    pub api: Option<String>,
    /// The reservation's event id, beside MEETING
    #[arg(long, value_name = "N")]
    pub event_id: Option<String>,
}

/// Which running meetings to end.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
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
    #[arg(long, value_name = "API", value_parser = Generation::NAMES)]
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
    /// From this time or day on
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Up to this time, or the end of this day
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
    #[arg(long, value_name = "API", value_parser = Generation::NAMES)]
    pub api: Option<String>,
}

/// What a guest's client needs to join.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct JoinInfo {
    /// The meeting's number
    #[arg(value_name = "NUMBER")]
    pub dialled: String,
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
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct Attach {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The id of an uploaded file; may be repeated
    #[arg(long, value_name = "ID", required = true)]
    pub file_id: Vec<String>,
}

/// Which picture to show behind which meeting.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct Background {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The picture's file
    #[arg(value_name = "IMAGE")]
    pub image: PathBuf,
}

/// Which room systems belong to a meeting.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct Boxes {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// A room system; may be repeated
    #[arg(id = "box", long = "box", value_name = "ID[:ROOM[:PHONE]]", required_unless_present = "clear")]
    #[serde(rename = "box")]
    pub boxes: Vec<String>,
    /// Remove all bindings
    #[arg(long, conflicts_with = "box")]
    pub clear: bool,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

words! {
    /// The generations of a vendor's API, where there are two: the values of `--api`.
    pub enum Generation {
        /// The older one.
        Conference = "conference",
        /// The newer one, which has rooms.
        Room = "room",
    }
}

words! {
    /// The types of meetings: the values of `--type`.
    pub enum Type {
        /// Made as it begins.
        Instant = "instant",
        /// In somebody's own room, whose number stays.
        Personal = "personal",
        /// Reserved for a time.
        Scheduled = "scheduled",
    }
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
        times(self.start.as_deref(), self.end.as_deref(), self.duration.as_deref(), clock)
    }
}

/// Start and end out of `--start`, `--end` and `--duration`, read and checked against each other.
pub fn times(
    start: Option<&str>,
    end: Option<&str>,
    duration: Option<&str>,
    clock: &Clock,
) -> Result<(Option<Timestamp>, Ends)> {
    // The wire has no fractions of a second, so none are shown either.
    let whole = |time: Timestamp| Timestamp::from_second(time.as_second()).unwrap_or(time);
    let time = |flag, text| parse_time(text, clock).map_err(|error| error.of_flag(flag));
    let start = start.map(|text| time("start", text).map(whole)).transpose()?;
    let end = match (end, duration) {
        (Some(NEVER), _) => Ends::Never,
        (Some(text), _) => Ends::At(time("end", text)?),
        (None, Some(text)) => {
            let length = parse_duration(text).map_err(|error| error.of_flag("duration"))?;
            let start = start.ok_or_else(|| Error::usage(tr!("--duration needs --start")))?;
            Ends::At(start.checked_add(length).map_err(|_| Error::usage(tr!("--duration reaches too far")))?)
        }
        (None, None) => Ends::Unsaid,
    };
    if let (Some(start), Ends::At(end)) = (start, end)
        && end <= start
    {
        let show = |time| rfc3339(time, &clock.zone);
        return Err(Error::usage(tr!(
            "--end {end} is not after --start {start}",
            end = show(end),
            start = show(start)
        ))
        .hint(tr!("times without an offset are meant in the profile's timezone")));
    }
    Ok((start, end))
}

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
