//! What the simulated NetEase server remembers. Nothing here is random: numbers and tokens follow from what is
//! stored, so that the same commands give the same answers everywhere.

use std::collections::BTreeMap;

use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct World {
    /// How many meetings and accounts were made; the next numbers follow from it.
    made: u64,
    pub(super) meetings: BTreeMap<i64, Meeting>,
    pub(super) accounts: BTreeMap<String, Account>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meeting {
    /// Nine digits, or the ten of the host's personal number.
    pub(super) number: String,
    pub(super) short_id: String,
    /// 1 random number at once, 2 personal number at once, 3 reserved.
    pub(super) kind: u8,
    pub(super) host: String,
    pub(super) owner: String,
    pub(super) subject: String,
    /// Milliseconds.
    pub(super) start: i64,
    /// Milliseconds; -1: without end.
    pub(super) end: i64,
    pub(super) password: String,
    pub(super) settings: Value,
    pub(super) status: u8,
    /// Files, each as `record/list` shows it.
    pub(super) records: Vec<Value>,
}

pub(super) const SCHEDULED: u8 = 1;
pub(super) const RUNNING: u8 = 2;
pub(super) const ENDED: u8 = 3;
pub(super) const CANCELLED: u8 = 4;
pub(super) const RECYCLED: u8 = 5;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub(super) token: String,
    pub(super) im_accid: String,
    pub(super) number: i64,
    pub(super) short_id: String,
}

/// How many of the first meetings can be listed: three pages of a hundred.
const LISTED: i64 = 250;
const HOUR: i64 = 3_600_000;

impl World {
    /// 250 meetings that can be listed, the first two of them running, and after them one of each other state.
    pub(super) fn seed(now: i64) -> Self {
        let mut world = Self { made: 0, meetings: BTreeMap::new(), accounts: BTreeMap::new() };
        for (id, accid, number, short_id) in [
            ("146558916040335360", "alice", 4_130_603_726, "10000"),
            ("146558916040335361", "bob", 1_122_334_455, ""),
            ("146558916040335362", "张伟", 1_122_334_456, "20202"),
        ] {
            let (im_accid, short_id) = (accid.to_owned(), short_id.to_owned());
            let account = Account { token: noise("token", id), im_accid, number, short_id };
            world.accounts.insert(id.to_owned(), account);
        }
        let hour = now * 1000 / HOUR * HOUR;
        for at in 0..LISTED + 3 {
            let number = (100_000_000 + at * 7_919).to_string();
            let (start, status) = match at {
                0 | 1 => (hour, RUNNING),
                _ if at < LISTED => (hour + at * HOUR, SCHEDULED),
                _ => (hour - (at - LISTED + 1) * 24 * HOUR, ENDED + u8::try_from(at - LISTED).unwrap_or(0)),
            };
            let subject = match at % 3 {
                0 => format!("产品周会 {at}"),
                1 => format!("Design review {at}"),
                _ => format!("面试 <{at}>"),
            };
            // Ids that look like numbers of meetings, as those of the document do.
            let meeting = Meeting {
                number,
                short_id: if at == 1 { "30303".to_owned() } else { String::new() },
                kind: if at == 0 { 1 } else { 3 },
                host: "146558916040335360".to_owned(),
                owner: "146558916040335360".to_owned(),
                subject,
                start,
                end: if at == 2 { -1 } else { start + HOUR },
                password: if at % 5 == 4 { "086420".to_owned() } else { String::new() },
                settings: json!({"controls": [{"type": "audio", "attendeeOff": 1}]}),
                status,
                records: if at == LISTED { records() } else { Vec::new() },
            };
            world.meetings.insert(110_119_120 + at, meeting);
        }
        world
    }

    /// The id and the number of nine digits of a new meeting.
    pub(super) fn new_meeting(&mut self) -> (i64, String) {
        loop {
            self.made += 1;
            let made = self.made;
            let id = 1_234_567_890 + i64::try_from(made).unwrap_or(i64::MAX / 2);
            // The factor shares no divisor with the range, so no number comes twice.
            let number = (200_000_000 + made * 48_271 % 700_000_000).to_string();
            if !self.meetings.contains_key(&id) && !self.meetings.values().any(|m| m.number == number) {
                return (id, number);
            }
        }
    }

    /// The id of a new account, and its personal number of ten digits.
    pub(super) fn new_account(&mut self) -> (String, i64) {
        self.made += 1;
        let made = i64::try_from(self.made).unwrap_or_default();
        ((200_000_000_000_000_000 + made).to_string(), 5_000_000_000 + made)
    }

    /// The personal number and the short number of a host. Hosts that were made elsewhere have a number too.
    pub(super) fn personal(&self, host: &str) -> (String, String) {
        if let Some(account) = self.accounts.get(host) {
            return (account.number.to_string(), account.short_id.clone());
        }
        let number = u64::from_str_radix(&noise("number", host)[..12], 16).unwrap_or_default();
        ((6_000_000_000 + number % 1_000_000_000).to_string(), String::new())
    }
}

/// The files of one meeting: as in the document's sample, and one as in its table.
fn records() -> Vec<Value> {
    let file = |name: &str, kind: &str, size: i64, piece: u8| {
        json!({
            "filename": name,
            "md5": noise("md5", name),
            "size": size,
            "type": kind,
            "url": format!("http://xiazai.vod.126.net/xiazai/{name}"),
            "mix": 1,
            "pieceIndex": piece,
        })
    };
    let mut single = file("1234-0.mp4", "mp4", 250_224_434, 1);
    single["accountId"] = json!("146558916040335360");
    single["mix"] = json!(2);
    vec![
        file("0-1234-0-mix.aac", "aac", 12_345_667, 0),
        file("0-1234-0-mix.mp4", "mp4", 12_345_677, 0),
        json!({"fileInfo": single}),
    ]
}

/// 32 hexadecimal digits that look random.
pub(super) fn noise(what: &str, of: &str) -> String {
    hex::encode(Md5::digest(format!("{what}\0{of}")))
}
