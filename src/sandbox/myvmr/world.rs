//! What the simulated MyVMR server remembers, and what follows from it. Nothing here is random.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ACCOUNT;
use crate::sandbox::weiyi::world::noise;

/// The document's table.
pub(super) const WORDS: &[(i64, &str)] = &[
    (200_001, "会议号和当前的认证的auth不匹配"),
    (200_002, "该会议已开启直播"),
    (200_003, "该会议已开启录制"),
    (200_004, "该会议不允许录制"),
    (200_005, "该会议不允许直播"),
    (200_006, "该会议还未开启"),
    (200_007, "该会议未开启录制"),
    (200_008, "该会议不存在"),
    (200_009, "当前时间段，此会议室已被预约"),
];

/// All of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct World {
    /// By short number.
    pub(super) rooms: BTreeMap<String, Room>,
    pub(super) reservations: BTreeMap<u64, Reservation>,
    pub(super) records: Vec<Record>,
    /// How many recordings were opened; the next id follows from it.
    opened: u64,
    /// How many reservations were made; so does the next of theirs.
    reserved: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Room {
    pub(super) pid: u64,
    pub(super) name: String,
    pub(super) lecture: bool,
    pub(super) host_pin: String,
    pub(super) guest_pin: String,
    /// Whether a meeting is on in it. No call starts one.
    pub(super) started: bool,
    pub(super) participants: u32,
    pub(super) locked: bool,
    pub(super) may_record: bool,
    pub(super) live: bool,
    /// The running recording, and since when.
    pub(super) recording: Option<(String, i64)>,
    /// What the last recording was called.
    pub(super) last: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reservation {
    pub(super) account: String,
    pub(super) room: String,
    pub(super) theme: String,
    pub(super) introduction: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) host_password: String,
    pub(super) visitor_password: String,
    pub(super) visitors: Vec<String>,
    pub(super) created: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// 32 hexadecimal digits, without dashes.
    pub(super) id: String,
    pub(super) room: String,
    pub(super) start: i64,
    pub(super) stop: i64,
    pub(super) size: u64,
    pub(super) url: String,
    /// An undocumented field of one of the sample's rows.
    pub(super) cid: Option<String>,
}

/// A room that belongs to another company: it exists, but not for this `auth`.
pub(super) const FOREIGN: &str = "9000001";

impl World {
    /// What a new sandbox starts with: the numbers of the document's samples.
    pub(super) fn seed() -> Self {
        let room = |pid, name: &str, started, participants| Room {
            pid,
            name: name.to_owned(),
            lecture: false,
            host_pin: "123456".to_owned(),
            guest_pin: "1234567".to_owned(),
            started,
            participants,
            locked: false,
            may_record: true,
            live: false,
            recording: None,
            last: String::new(),
        };
        let (running, _) = record_id(0);
        let rooms = [
            ("100713", room(3364, "何宗源的会议室", false, 0)),
            ("2516", room(486, "一号会议室", true, 4)),
            (
                "1866",
                Room {
                    live: true,
                    recording: Some((running.clone(), 1_767_222_000)),
                    last: running,
                    ..room(501, "Board room", true, 12)
                },
            ),
            (
                "8000000",
                Room {
                    lecture: true,
                    host_pin: "0000".to_owned(),
                    guest_pin: "0000".to_owned(),
                    locked: true,
                    may_record: false,
                    ..room(502, "会议室名称", true, 0)
                },
            ),
        ];
        let reservation = |theme: &str, room: &str, start: &str, end: &str| Reservation {
            account: ACCOUNT.to_owned(),
            room: room.to_owned(),
            theme: theme.to_owned(),
            introduction: "接口会议".to_owned(),
            start: start.to_owned(),
            end: end.to_owned(),
            host_password: "99999".to_owned(),
            visitor_password: String::new(),
            visitors: vec!["9182".to_owned(), "9187".to_owned()],
            created: 1_578_368_920,
        };
        let reservations = [
            (1429, reservation("会议主题", "2516", "2020-01-30 09:00", "2020-01-30 13:00")),
            (1430, reservation("Strategy 2030", "1866", "2030-01-30 09:00", "2030-01-30 10:00")),
            (1431, reservation("年度总结", "1866", "2030-01-31 14:00", "2030-01-31 18:00")),
        ];
        Self {
            rooms: rooms.into_iter().map(|(number, room)| (number.to_owned(), room)).collect(),
            reservations: reservations.into_iter().collect(),
            records: vec![
                Record {
                    id: "02e555e21dc8dae6b6ea362ebbece8dd".to_owned(),
                    size: 1_027_797,
                    cid: None,
                    ..Record::of("1866", 1_559_266_989, 1_559_267_003)
                },
                Record {
                    id: "fef892788b675d384764e403781f1b1e".to_owned(),
                    size: 102_779_700,
                    cid: Some("a15fcb02-9410-471c-af47-2b368715999f".to_owned()),
                    ..Record::of("1866", 1_487_555_470, 1_487_559_070)
                },
            ],
            opened: 0,
            reserved: 0,
        }
    }

    /// The name of the next recording, with dashes, as `openRecord` answers it.
    pub(super) fn open(&mut self) -> String {
        self.opened += 1;
        record_id(self.opened).0
    }

    /// An id that no reservation has or had.
    pub(super) fn new_reservation(&mut self) -> u64 {
        self.reserved += 1;
        1431 + self.reserved
    }
}

impl Record {
    /// A recording of this room. Its link is http and signed; the signature's Base64 is encoded as in the sample.
    pub(super) fn of(room: &str, start: i64, stop: i64) -> Self {
        use base64::Engine as _;
        let sign = base64::engine::general_purpose::STANDARD.encode(noise(room, &start.to_string(), 50));
        let sign = sign.replace('+', "%2B");
        let (day, time) = (utc(start, "%Y-%m-%d"), utc(start + 8 * 3600, "%H%M%S"));
        Self {
            id: String::new(),
            room: room.to_owned(),
            start,
            stop,
            size: u64::try_from(stop - start).unwrap_or(0) * 73_414,
            url: format!("http://sandbox.cossh.example/{day}/{room}_{time}.mp4?sign=/{sign}"),
            cid: None,
        }
    }
}

/// The name of a recording: as `openRecord` writes it, and as `getRecords` does.
fn record_id(number: u64) -> (String, String) {
    let plain = hex::encode(noise("record", &number.to_string(), 16));
    let parts = [&plain[..8], &plain[8..12], &plain[12..16], &plain[16..20], &plain[20..]];
    (parts.join("-"), plain)
}

/// Seconds as a clock in Greenwich shows them.
pub(super) fn utc(seconds: i64, format: &str) -> String {
    jiff::Timestamp::from_second(seconds)
        .map_or_else(|_| String::new(), |time| time.strftime(format).to_string())
}
