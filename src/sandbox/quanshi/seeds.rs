//! What a new sandbox starts with: the meetings of the document's samples at the times of the samples, a company's
//! worth of them in the span of the administrator's sample, and some around the day the sandbox is first used.

use super::clock::midnight;
use super::world::{Invitee, Meeting, Plan, Record, Session, World};
use super::{EMAIL, USER_ID};

/// What a seed says of itself; the rest follows from its number.
struct Seed {
    id: &'static str,
    host: i64,
    title: &'static str,
    start: i64,
    length: i64,
    /// The host's password and the attendees', if they are not those that follow from the number.
    pcodes: Option<(&'static str, &'static str)>,
    live: Option<&'static str>,
    mcu: bool,
}

const fn seed(id: &'static str, host: i64, title: &'static str, start: i64, length: i64) -> Seed {
    Seed { id, host, title, start, length, pcodes: None, live: None, mcu: false }
}

/// The samples'. The passwords of the older ones have 8 or 10 digits, and one begins with a zero.
const SAMPLES: &[Seed] = &[
    Seed {
        pcodes: Some(("83152555", "37193425")),
        ..seed("2797400", 4_307_081, "测试%", 1_594_101_600, 120)
    },
    Seed {
        pcodes: Some(("83152556", "07193426")),
        ..seed("2797368", 4_307_081, "线下OpenAPI测试会议", 1_594_103_400, 60)
    },
    seed("239130656", 81_299_515, "线下OpenAPI测试会议", 1_599_222_600, 60),
    seed("239131342", 81_299_515, "eyh1的会议", 1_598_412_000, 60),
    seed("1231232", 2_162_625, "中台早会", 1_626_659_988, 25),
    seed("239376958", USER_ID, "盒子会议", 1_610_420_400, 60),
    seed("239376700", USER_ID, "盒子会议二", 1_610_424_000, 60),
    seed("239418513", 88_415_897, "测试会议233", 1_631_703_600, 30),
    seed("239599729", 88_413_072, "dww001的会议", 1_637_292_600, 60),
    Seed {
        live: Some("123456"),
        mcu: true,
        ..seed("239608224", 87_679_779, "分流测试1的会议", 1_641_351_600, 60)
    },
    Seed {
        live: Some("222222"),
        mcu: true,
        ..seed("239608266", 87_679_779, "客户端约会", 1_641_431_500, 60)
    },
    seed("239500001", 63_873_738, "待删除的录制", 1_609_900_000, 60),
];

/// Where the administrator's span begins: 2022-01-01 15:00:00.
const SPAN: i64 = 1_641_020_400;
/// How many meetings lie in it.
const IN_SPAN: usize = 46;

const TITLES: &[&str] =
    &["产品周会", "Design review & retro", "pxytest0001的会议002", "100%完成/复盘", "a+b 季度总结"];

impl World {
    pub(super) fn seed(now: i64) -> Self {
        let mut world = Self::empty();
        for (n, seed) in (0..).zip(SAMPLES) {
            world.add(545_000 + n, seed);
        }
        // The sample of calls 14 to 16 names both of its ids.
        if let Some(meeting) = world.meetings.get_mut("239418513") {
            meeting.event = 524_331;
        }
        world.add_span();
        world.add_replays();
        world.add_present(now);
        world.sessions.sort_by_key(|session| -session.start);
        world
    }

    fn add(&mut self, event: i64, seed: &Seed) {
        self.add_as(seed.id.to_owned(), event, seed);
    }

    fn add_as(&mut self, id: String, event: i64, seed: &Seed) {
        // Two passwords of 18 digits, the second one more than the first.
        let first = 201_501_000_037_000_001 + 2 * (event % 100_000);
        let (pcode1, pcode2) = seed.pcodes.map_or_else(
            || (first.to_string(), (first + 1).to_string()),
            |(one, two)| (one.to_owned(), two.to_owned()),
        );
        let invitee = |name: &str, email: &str, user| Invitee {
            user,
            name: name.to_owned(),
            email: email.to_owned(),
            mobile: String::new(),
        };
        let plan = Plan {
            title: seed.title.to_owned(),
            start: seed.start,
            length: seed.length,
            from: "uc".to_owned(),
            invitees: vec![
                invitee("dtest04", "dtest04@sandbox.example", None),
                invitee("Sandbox Guest", "guest@sandbox.example", Some(10_000_002)),
            ],
            mcu: seed.mcu,
            live: seed.live.map(ToOwned::to_owned),
            ..Plan::default()
        };
        let meeting = Meeting {
            id: id.clone(),
            event,
            host: seed.host,
            pcode1,
            pcode2,
            billing: 94_800_000 + event,
            group: 80_025_000 + event,
            created: seed.start - 1_800,
            // As in the samples: changed before it was made.
            modified: seed.start - 1_801,
            cancelled: false,
            locked: false,
            boxes: Vec::new(),
            until: None,
            plan,
        };
        self.meetings.insert(id, meeting);
    }

    fn add_session(&mut self, conference: &str, temp: &str, start: i64, seconds: i64, record: Record) {
        let (conference, temp) = (conference.to_owned(), temp.to_owned());
        self.sessions.push(Session { conference, temp, start, end: start + seconds, record });
    }

    /// Ordered by time, the ids of their events jump; every fifth one starts at the time of the one before it.
    fn add_span(&mut self) {
        let hosts = [USER_ID, 88_609_824, 88_609_800];
        for (n, title) in (0..IN_SPAN).zip(TITLES.iter().cycle()) {
            let number = i64::try_from(n).unwrap_or_default();
            let start = SPAN + (number - i64::from(n % 5 == 4)) * 2 * 86_400 - (number / 5) * 60;
            let event = 557_900 + number * 17 % 47;
            let seed = Seed { mcu: true, ..seed("", hosts[n % 3], title, start, 60) };
            self.add_as((239_704_600 + number).to_string(), event, &seed);
        }
        // One that came again and again, one that was cancelled.
        if let Some(meeting) = self.meetings.get_mut("239704603") {
            meeting.until = Some(SPAN + 60 * 86_400);
        }
        if let Some(meeting) = self.meetings.get_mut("239704606") {
            meeting.cancelled = true;
        }
    }

    /// The replays of the samples of calls 9, 12 and 19.
    fn add_replays(&mut self) {
        let of_the_day = [
            ("1060282", "1868782592", 1_598_497_004, 165, Record::Player),
            ("1060281", "1868780800", 1_598_496_942, 58, Record::File),
            ("1060280", "1868778752", 1_598_496_602, 336, Record::File),
            ("1060279", "1868778240", 1_598_496_557, 42, Record::File),
            ("1060278", "1868992000", 1_598_496_500, 52, Record::Converting),
            ("1060277", "1868983552", 1_598_496_315, 185, Record::None),
        ];
        for (n, (id, temp, start, seconds, record)) in (546_000..).zip(of_the_day) {
            let pcodes = Some(("2020255379", "2020255380"));
            self.add(n, &Seed { pcodes, ..seed(id, 81_705_619, "xmlpay16的会议", start, 60) });
            self.add_session(id, temp, start, seconds, record);
        }
        for (n, temp) in (0..).zip(["5627222221", "89868687677", "2786363689"]) {
            self.add_session("239500001", temp, 1_609_900_000 + n * 1_000, 900, Record::File);
        }
        self.add_session("239599729", "1032713472", 1_637_291_419, 129, Record::Player);
        self.add_session("1231232", "1032700001", 1_626_659_988, 1_505, Record::None);
    }

    /// Around today, all of the profile's own host.
    fn add_present(&mut self, now: i64) {
        let today = midnight(now);
        let at = |id, title, start, length| seed(id, USER_ID, title, start, length);
        self.add(558_001, &at("239790001", "昨日复盘", today - 86_400 + 36_000, 60));
        self.add(558_004, &at("239790002", "Open house", now - now % 60 - 1_200, 60));
        self.add(558_002, &Seed { mcu: true, ..at("239790003", "明日站会", today + 86_400 + 34_200, 15) });
        self.add(
            558_003,
            &Seed { live: Some(""), ..at("239790004", "Town hall 直播", today + 7 * 86_400 + 50_400, 90) },
        );
        self.add(
            558_005,
            &Seed { host: 10_000_002, ..at("239790005", "Guest's own", today + 2 * 86_400 + 36_000, 30) },
        );
        // The profile's host is invited there.
        if let Some(meeting) = self.meetings.get_mut("239790005") {
            EMAIL.clone_into(&mut meeting.plan.invitees[0].email);
        }
        self.add_session("239790001", "1032790001", today - 86_400 + 36_060, 3_300, Record::File);
        self.add_session("239790001", "1032790002", today - 86_400 + 40_000, 600, Record::Player);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{IN_SPAN, SPAN, World};

    #[test]
    fn ids_are_unique_and_events_jump() {
        let world = World::seed(1_767_225_600);
        let all: Vec<_> = world.meetings.values().collect();
        assert_eq!(all.iter().map(|meeting| meeting.event).collect::<BTreeSet<_>>().len(), all.len());
        assert_eq!(
            world.sessions.iter().map(|s| &s.temp).collect::<BTreeSet<_>>().len(),
            world.sessions.len()
        );
        assert!(world.sessions.iter().all(|session| world.meetings.contains_key(&session.conference)));
        let mut span: Vec<_> = all
            .into_iter()
            .filter(|m| m.id.starts_with("2397046"))
            .map(|m| (m.plan.start, m.event))
            .collect();
        span.sort_unstable();
        assert_eq!((span.len(), span[0].0), (IN_SPAN, SPAN));
        assert!(span[IN_SPAN - 1].0 <= 1_648_897_421, "the span of the sample");
        assert!(span.windows(2).any(|pair| pair[0].1 > pair[1].1));
        assert!(span.windows(2).any(|pair| pair[0].0 == pair[1].0));
    }
}
