//! What the simulated WeiyiPro server remembers, and what follows from it.
//!
//! Nothing here is random: numbers, signatures and visits follow from what is stored, so that the same commands
//! give the same answers everywhere.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// All of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct World {
    /// Grows with every creation and deletion.
    pub(super) version: u64,
    /// How many meetings were created; the next serial follows from it.
    created: u64,
    pub(super) meetings: BTreeMap<String, Meeting>,
    /// The files a meeting can be given. No call uploads one, so they are always these.
    pub(super) files: Vec<StoredFile>,
    pub(super) records: Vec<Record>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meeting {
    pub(super) name: String,
    pub(super) start: i64,
    /// None: permanent.
    pub(super) end: Option<i64>,
    pub(super) chairman_password: String,
    pub(super) live: bool,
    pub(super) created: i64,
    /// Ids of files, in the order they were given.
    pub(super) files: Vec<String>,
    pub(super) picture: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredFile {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) path: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) id: String,
    pub(super) serial: String,
    pub(super) user: String,
    pub(super) seconds: u32,
    pub(super) path: String,
    pub(super) created: i64,
}

/// One stay in a meeting.
pub(super) struct Visit {
    pub(super) user: &'static str,
    pub(super) enter: i64,
    /// None: still inside.
    pub(super) leave: Option<i64>,
}

/// 2020-12-30 10:00:00 in Beijing, the time of the document's samples.
const FIRST_START: i64 = 1_609_293_600;

impl World {
    /// What a new sandbox starts with: the serials of the document's samples.
    pub(super) fn seed() -> Self {
        let meeting = |name: &str, start: i64, hours: Option<i64>, live: bool, files: &[&str]| Meeting {
            name: name.to_owned(),
            start,
            end: hours.map(|hours| start + hours * 3600),
            chairman_password: "sandbox-chair".to_owned(),
            live,
            created: start - 86_400,
            files: files.iter().map(ToString::to_string).collect(),
            picture: None,
        };
        let meetings = [
            ("111111", meeting("产品周会", FIRST_START, Some(2), false, &["494", "495"])),
            ("431383322", meeting("Design review", FIRST_START + 86_400, Some(1), false, &[])),
            ("655796682", meeting("年度总结大会", 1_762_239_600, Some(1), true, &["496"])),
            ("662498204", meeting("Open room", FIRST_START, None, false, &[])),
        ];
        let file = |id: &str, name: &str, path: &str| StoredFile {
            id: id.to_owned(),
            name: name.to_owned(),
            path: path.to_owned(),
        };
        let record = |id: &str, serial: &str, user: &str, seconds, path: &str, created| Record {
            id: id.to_owned(),
            serial: serial.to_owned(),
            user: user.to_owned(),
            seconds,
            path: path.to_owned(),
            created,
        };
        let sample = "/upload/84c94d59f2c394a3fefd7570379db0df/1/user/84c94d59f2c394a3fefd7570379db0df.mp4";
        Self {
            version: 1172,
            created: 0,
            meetings: meetings.into_iter().map(|(serial, meeting)| (serial.to_owned(), meeting)).collect(),
            files: vec![
                file("494", "1.png", "/upload/20210107_104054_ratndkwo.png"),
                file("495", "会议议程.pdf", "/upload/20210107_104102_kqpzmwva.pdf"),
                file("496", "slides.pptx", "/upload/20210107_104230_bvntqxye.pptx"),
            ],
            records: vec![
                record("2", "655796682", "D171LM9P", 2, sample, 1_762_242_387),
                record("3", "655796682", "张伟", 1805, "/upload/sandbox/3.mp4", 1_762_243_200),
                record("4", "111111", "D171LM9P", 5400, "/upload/sandbox/4.mp4", FIRST_START + 5400),
            ],
        }
    }

    /// A serial of nine digits that no meeting has.
    pub(super) fn new_serial(&mut self) -> String {
        loop {
            self.created += 1;
            // The factor shares no divisor with the range, so no serial comes twice.
            let serial = (200_000_000 + self.created * 48_271 % 700_000_000).to_string();
            if !self.meetings.contains_key(&serial) {
                return serial;
            }
        }
    }

    pub(super) fn delete(&mut self, serial: &str) {
        self.version += 1;
        self.meetings.remove(serial);
        // What the real server does with them is not documented; here nothing of a deleted meeting is left.
        self.records.retain(|record| record.serial != serial);
    }
}

impl Meeting {
    /// The seconds the meeting has lasted: until its end, or until now.
    pub(super) fn duration(&self, now: i64) -> i64 {
        (self.end.map_or(now, |end| end.min(now)) - self.start).max(0)
    }

    /// Everybody's comings and goings; a meeting of the future has them too, so that there is something to see.
    pub(super) fn visits(&self) -> [Visit; 5] {
        let start = self.start;
        let visit = |user, from: i64, to: Option<i64>| Visit {
            user,
            enter: start + from,
            leave: to.map(|to| start + to),
        };
        [
            visit("D171LM9P", -190, Some(-100)),
            visit("D171LM9P", -30, Some(3_300)),
            visit("张伟", 45, Some(1_800)),
            visit("D171LM9P", 3_360, Some(3_590)),
            visit("guest-0042", 120, None),
        ]
    }
}

/// The addresses and keys that follow from a serial.
pub(super) struct Derived {
    pub(super) room: String,
    pub(super) signature: String,
    pub(super) push: String,
    pub(super) pull: String,
    pub(super) pull2: String,
    pub(super) record: String,
}

impl Derived {
    /// The addresses start with the word for "domain", as in the document: they are no URLs.
    pub(super) fn of(serial: &str, created: i64) -> Self {
        let expiry = created + 30 * 86_400;
        let auth = |what: &str| format!("auth_key={expiry}-0-0-{}", hex::encode(noise(what, serial, 16)));
        Self {
            room: hex::encode(noise("room", serial, 12)),
            signature: STANDARD.encode(noise("sig", serial, 32)),
            push: format!("域名/app/{serial}?{}", auth("push")),
            pull: format!("域名/live/{serial}.m3u8?{}", auth("pull")),
            pull2: format!("域名/hls/{serial}.m3u8"),
            record: format!("域名/upload/{serial}.mp4"),
        }
    }
}

/// Bytes that look random: FNV-1a of the texts, stretched with splitmix64.
pub(in crate::sandbox) fn noise(what: &str, of: &str, length: usize) -> Vec<u8> {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in what.bytes().chain([0]).chain(of.bytes()) {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mut out = Vec::with_capacity(length + 8);
    while out.len() < length {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        out.extend((word ^ (word >> 31)).to_be_bytes());
    }
    out.truncate(length);
    out
}

/// A time as the server writes it: in Beijing, without saying so.
pub(super) fn beijing(seconds: i64, format: &str) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(
        |_| String::new(),
        |time| jiff::tz::Offset::constant(8).to_datetime(time).strftime(format).to_string(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Derived, World, beijing, noise};

    #[test]
    fn serials_are_nine_digits_and_never_come_twice() {
        let mut world = World::seed();
        let serials: BTreeSet<String> = (0..20_000).map(|_| world.new_serial()).collect();
        assert_eq!(serials.len(), 20_000);
        assert!(serials.iter().all(|serial| serial.len() == 9 && !world.meetings.contains_key(serial)));
        assert_eq!(World::seed().new_serial(), "200048271");
    }

    #[test]
    fn what_is_derived_has_the_shape_of_the_samples() {
        let derived = Derived::of("754884357", 1_798_642_303);
        assert_eq!(derived.room.len(), 24);
        assert_eq!(derived.signature.len(), 44);
        assert!(derived.push.starts_with("域名/app/754884357?auth_key=1801234303-0-0-"), "{}", derived.push);
        assert_ne!(derived.push.rsplit('-').next(), derived.pull.rsplit('-').next());
        assert_ne!(noise("a", "b", 16), noise("a", "c", 16));
        assert_eq!(noise("a", "b", 5).len(), 5);
    }

    #[test]
    fn times_are_those_of_beijing() {
        assert_eq!(beijing(1_609_293_410, "%Y-%m-%d %H:%M:%S"), "2020-12-30 09:56:50");
        let world = World::seed();
        assert_eq!(beijing(world.records[0].created, "%Y-%m-%d %H:%M:%S"), "2025-11-04 15:46:27");
        assert_eq!(beijing(i64::MAX, "%Y"), "");
    }
}
