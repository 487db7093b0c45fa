//! What the simulated Quanshi server remembers, and what follows from it. Both generations share it.
//!
//! Nothing here is random: ids, links and tokens follow from what is stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fields::{Body, Refusal, illegal, no_conference};
use super::{EMAIL, USER_ID};

/// All of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct World {
    /// How many meetings were created; the next ids follow from it.
    pub(super) created: i64,
    /// How many tokens and links were given out, so that each is new.
    issued: u64,
    /// By `conferenceId`.
    pub(super) meetings: BTreeMap<String, Meeting>,
    /// What was held, the newest first.
    pub(super) sessions: Vec<Session>,
    /// Tokens from `token/create`, and when they end.
    pub(super) tokens: BTreeMap<String, i64>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meeting {
    pub(super) id: String,
    pub(super) event: i64,
    pub(super) host: i64,
    pub(super) pcode1: String,
    pub(super) pcode2: String,
    pub(super) billing: i64,
    pub(super) group: i64,
    pub(super) created: i64,
    pub(super) modified: i64,
    pub(super) cancelled: bool,
    pub(super) locked: bool,
    pub(super) boxes: Vec<String>,
    /// It comes again, until this time. Only the creation says so.
    pub(super) until: Option<i64>,
    pub(super) plan: Plan,
}

/// What a creation and an edit say. An edit replaces all of it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    pub(super) title: String,
    pub(super) start: i64,
    /// In minutes.
    pub(super) length: i64,
    pub(super) from: String,
    pub(super) invitees: Vec<Invitee>,
    pub(super) mcu: bool,
    pub(super) fixed_password: bool,
    pub(super) email_notify: bool,
    /// The password of the live broadcast, if there is one; it may be empty.
    pub(super) live: Option<String>,
    pub(super) summary: String,
    pub(super) watchword: Option<String>,
    pub(super) join_login: bool,
    pub(super) waiting_room: bool,
    pub(super) tags: Option<String>,
    pub(super) hard_video: bool,
    pub(super) rooms: Vec<Booking>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Invitee {
    pub(super) user: Option<i64>,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) mobile: String,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Booking {
    pub(super) room: i64,
    /// 0 not said, 1 the main one, 2 a branch.
    pub(super) main: i64,
    pub(super) equipment: Vec<i64>,
}

/// A meeting that was held.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Session {
    pub(super) conference: String,
    /// `tempConferenceId`, by which recordings are named.
    pub(super) temp: String,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) record: Record,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Record {
    /// Never made, but the meeting was held.
    None,
    Converting,
    /// Its addresses are those of the file.
    File,
    /// Some of its addresses are those of a player.
    Player,
    Deleted,
}

/// Somebody of the customers. No call makes or changes one.
pub(super) struct User {
    pub(super) id: i64,
    pub(super) email: &'static str,
    pub(super) name: &'static str,
    pub(super) customer: &'static str,
    pub(super) admin: bool,
}

const fn user(id: i64, email: &'static str, name: &'static str) -> User {
    User { id, email, name, customer: CUSTOMER, admin: false }
}

const CUSTOMER: &str = "154305";

/// The profile's own, and those of the document's samples.
pub(super) const USERS: &[User] = &[
    User { admin: true, ..user(USER_ID, EMAIL, "沙盒主持人") },
    User { admin: true, ..user(12_345_824, "admin@sandbox.example", "Sandbox Admin") },
    user(10_000_002, "guest@sandbox.example", "Sandbox Guest"),
    user(88_609_824, "pxytest0001@sandbox.example", "pxytest0001"),
    user(88_609_800, "peixiu@sandbox.example", "裴秀"),
    user(81_299_515, "eyh1@test1.com", "eyh1"),
    user(81_705_619, "xmlpay16@hys.com", "xmlpay16"),
    user(88_415_897, "php0827_001@sandbox.example", "php0827_001"),
    user(88_413_072, "dww001@sandbox.example", "dww001"),
    user(4_307_081, "cx084@sandbox.example", "cx084"),
    user(2_162_625, "report@sandbox.example", "report"),
    user(63_873_738, "records@sandbox.example", "records"),
    user(88_600_761, "client@sandbox.example", "client"),
    // Of another customer: no box of the first one may be bound to its meetings.
    User { customer: "153603", ..user(87_679_779, "fenliu@sandbox.example", "分流测试1") },
];

pub(super) fn by_id(id: i64) -> Option<&'static User> {
    USERS.iter().find(|user| user.id == id)
}

pub(super) fn by_email(email: &str) -> Option<&'static User> {
    USERS.iter().find(|user| user.email.eq_ignore_ascii_case(email))
}

/// 51104, "no account of the host was found".
pub(super) fn no_user() -> Refusal {
    Refusal::Code(51104, "conference host account not found".to_owned(), "there is no such user".to_owned())
}

/// The user of a field that has to be there.
pub(super) fn user_of(body: &Body<'_>, name: &str) -> Result<&'static User, Refusal> {
    let Some(id) = body.int(name).filter(|id| *id > 0) else {
        return illegal(format!("{name} is missing"));
    };
    by_id(id).ok_or_else(no_user)
}

/// The host, by `userId`, by e-mail, or by both: then they have to be of one user.
pub(super) fn host_of(body: &Body<'_>, email: &str) -> Result<&'static User, Refusal> {
    let address = body.text(email);
    // An id of 0 and an empty address are none.
    if body.int("userId").is_none_or(|id| id == 0) {
        if address.is_empty() {
            return illegal(format!("userId and {email} are both missing"));
        }
        return by_email(address).ok_or_else(no_user);
    }
    let host = user_of(body, "userId")?;
    if !address.is_empty() && by_email(address).map(|user| user.id) != Some(host.id) {
        return illegal(format!("userId and {email} are not of the same user"));
    }
    Ok(host)
}

impl World {
    /// A meeting of this host that is not cancelled. One of another host is answered as if it did not exist: the
    /// document's words, "or get conference failed", cover it.
    pub(super) fn of(&self, id: &str, host: &User) -> Result<&Meeting, Refusal> {
        let found = self.meetings.get(id).filter(|meeting| !meeting.cancelled && meeting.host == host.id);
        found.ok_or_else(|| no_conference(id))
    }

    pub(super) fn of_mut(&mut self, id: &str, host: &User) -> Result<&mut Meeting, Refusal> {
        self.of(id, host)?;
        self.meetings.get_mut(id).ok_or_else(|| no_conference(id))
    }

    pub(super) fn create(&mut self, host: &User, plan: Plan, until: Option<i64>, now: i64) -> &Meeting {
        self.created += 1;
        let n = self.created;
        let id = (239_800_000 + n).to_string();
        let meeting = Meeting {
            id: id.clone(),
            event: 560_000 + n,
            host: host.id,
            pcode1: (201_501_000_038_000_000 + 2 * n - 1).to_string(),
            pcode2: (201_501_000_038_000_000 + 2 * n).to_string(),
            billing: 95_400_000 + n,
            group: 80_600_000 + n,
            created: now,
            modified: now,
            cancelled: false,
            locked: false,
            boxes: Vec::new(),
            until,
            plan,
        };
        self.meetings.entry(id).or_insert(meeting)
    }

    /// A token that was never given out before: a UUID in its looks.
    pub(super) fn issue(&mut self, what: &str) -> String {
        self.issued += 1;
        let hex = hex::encode(noise(what, &self.issued.to_string()));
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// What a new sandbox starts with, apart from its meetings.
    pub(super) fn empty() -> Self {
        let (meetings, tokens) = (BTreeMap::new(), BTreeMap::new());
        Self { created: 0, issued: 0, meetings, sessions: Vec::new(), tokens }
    }
}

impl Meeting {
    pub(super) fn end(&self) -> i64 {
        self.plan.start + self.plan.length * 60
    }

    pub(super) fn host(&self) -> &'static User {
        by_id(self.host).unwrap_or(&USERS[0])
    }

    /// The first generation: 1 created, 2 running, 4 ended, 18 locked, 5 expired. Nobody came to an expired one.
    pub(super) fn status(&self, held: bool, now: i64) -> i64 {
        match () {
            () if now < self.plan.start => 1,
            () if now < self.end() && self.locked => 18,
            () if now < self.end() => 2,
            () if held => 4,
            () => 5,
        }
    }

    /// A link to it, short as the samples' are.
    pub(super) fn link(&self, role: &str) -> String {
        format!("mtest.sandbox.example/k/{}", word(&format!("{role} {}", self.id), 11))
    }
}

/// Sixteen bytes that look random: FNV-1a of the texts, stretched with splitmix64.
pub(super) fn noise(what: &str, of: &str) -> [u8; 16] {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in what.bytes().chain([0]).chain(of.bytes()) {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mut out = [0; 16];
    for half in out.chunks_mut(8) {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let word = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        half.copy_from_slice(&(word ^ (word >> 31)).to_be_bytes());
    }
    out
}

/// Up to sixteen letters and digits.
pub(super) fn word(of: &str, length: usize) -> String {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    noise("word", of)
        .iter()
        .take(length)
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect()
}

/// Up to sixteen digits, the first of them no 0.
pub(super) fn digits(of: &str, length: usize) -> String {
    let noise = noise("digits", of);
    let digit =
        |(at, byte): (usize, &u8)| char::from(if at == 0 { b'1' + byte % 9 } else { b'0' + byte % 10 });
    noise.iter().take(length).enumerate().map(digit).collect()
}
