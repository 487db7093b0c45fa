//! Any bytes as every answer to every route of every vendor.
//!
//! The first byte names the vendor, the second the operation, the third the HTTP status; the rest is the body.

use super::{printable, shown};
use clap::{Args, Command};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use meetctl::client::codes::{Class, find};
use meetctl::client::draft::given;
use meetctl::client::io::{Ask, Io, Limits, Local, Opened, Step};
use meetctl::client::json::Json;
use meetctl::client::login::Purse;
use meetctl::client::pacer::Pacer;
use meetctl::client::profile::{LiteralOnly, Profile, Source};
use meetctl::client::retry::Envelope;
use meetctl::client::session::{Options, Session};
use meetctl::client::wire::{Answer, Broken, Encoded, Reach};
use meetctl::error::{Error, Result};
use meetctl::op::{How, Op, Vendor, account, directory, live, meeting, record, report};
use meetctl::output::{self, Format, Printer};
use meetctl::secret::Secret;
use meetctl::vendor::VENDORS;
use serde::Serialize;
use serde_json::Value;
use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use url::Url;

const STATUSES: [u16; 8] = [200, 200, 200, 400, 401, 429, 500, 302];

/// What the vendors' profiles hold, all together: each takes what it knows.
const SETTINGS: &[(&str, &str)] = &[
    ("key", "canary-key-7f3a"),
    ("auth", "canary-auth-7f3a"),
    ("account", "admin@example.com"),
    ("app_id", "6"),
    ("app_key", "canary-app-key-7f3a"),
    ("app_secret", "canary-app-secret-7f3a"),
    ("user_id", "81299515"),
];

/// Gives the same answer to everything, and lets a second pass each time.
struct Parrot {
    answer: Answer,
    sent: Rc<Cell<u32>>,
}

impl Io for Parrot {
    fn send<'a>(&'a self, _: &'a Encoded, _: Limits) -> Local<'a, Result<Answer, Broken>> {
        self.sent.set(self.sent.get() + 1);
        let lost = Broken { reach: Reach::MayHaveArrived, passing: false, what: "enough".into(), hint: None };
        let answer = if self.sent.get() > 100 { Err(lost) } else { Ok(self.answer.clone()) };
        Box::pin(std::future::ready(answer))
    }
    fn pause(&self, _: Duration) -> Local<'_, ()> {
        Box::pin(std::future::ready(()))
    }
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_795_413_600).unwrap()
    }
    fn elapsed(&self) -> Duration {
        Duration::from_secs(u64::from(self.sent.get()))
    }
    fn random(&self) -> [u8; 16] {
        [7; 16]
    }
    fn recall(&self, _: &str) -> Option<Vec<u8>> {
        None
    }
    fn remember(&self, _: &str, _: &[u8]) {}
    fn open<'a>(&'a self, _: &'a Ask, _: Limits) -> Local<'a, Result<Opened, Broken>> {
        Box::pin(std::future::ready(Err(Broken::not_sent("there are no files here"))))
    }
    fn events(&self, _: &str, _: &mut dyn FnMut(Value) -> Result<()>) -> Result<bool> {
        Ok(false)
    }
    fn update(&self, _: &str, change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>) {
        change(None);
    }
    fn share(&self, _: &str, _: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> bool {
        false
    }
    fn writing(&self, _: Step) {}
    fn stopped(&self) -> Option<Error> {
        None
    }
    fn note(&self, line: &str) {
        assert!(!line.contains("canary"), "{line}");
    }
}

/// What an operation came to: how many requests it sent, and whether it says that all is well.
struct Came {
    sent: u32,
    ok: bool,
}

type Try = fn(&'static Vendor, &Answer) -> Option<Came>;

/// One try for each operation, with a command line that every vendor's calls can be filled from.
static OPERATIONS: &[Try] = &[
    |v, a| {
        let line = "--subject x --start 2026-12-01T09:00:00Z --end 2026-12-01T10:00:00Z --host-password pass1234 --password 123456 --host a@b.c --room 1 --invite 7";
        attempt(&meeting::CREATE, line, v, a)
    },
    |v, a| {
        attempt(&meeting::EDIT, "1 --subject y --start 2026-12-01T09:00:00Z --end 2026-12-01T10:00:00Z", v, a)
    },
    |v, a| attempt(&meeting::CANCEL, "1", v, a),
    |v, a| attempt(&meeting::END, "1", v, a),
    |v, a| attempt(&meeting::END, "--number 1", v, a),
    |v, a| attempt(&meeting::GET, "1", v, a),
    |v, a| attempt(&meeting::GET, "--number 1", v, a),
    |v, a| attempt(&meeting::LIST, "", v, a),
    |v, a| attempt(&meeting::LIST, "--admin 1", v, a),
    |v, a| attempt(&meeting::STATUS, "1", v, a),
    |v, a| attempt(&meeting::JOIN_INFO, "1 --name n", v, a),
    |v, a| attempt(&meeting::ATTACH, "1 --file-id 2", v, a),
    |v, a| attempt(&meeting::FILES, "1", v, a),
    |v, a| attempt(&meeting::BOXES, "1 --box 2:3:4", v, a),
    |v, a| attempt(&record::GET, "1", v, a),
    |v, a| attempt(&record::GET, "--host a@b.c --from 2026-11-01 --to 2026-11-02", v, a),
    |v, a| attempt(&record::DELETE, "1", v, a),
    |v, a| attempt(&record::OPEN, "1", v, a),
    |v, a| attempt(&record::CLOSE, "1", v, a),
    |v, a| attempt(&record::STATUS, "1", v, a),
    |v, a| attempt(&live::STREAMS, "1", v, a),
    |v, a| attempt(&live::STATUS, "1", v, a),
    |v, a| attempt(&live::VIEWER_URL, "1 --name n", v, a),
    |v, a| attempt_as(&report::REPORT, "1", v, a, |mut report| report.document().unwrap()),
    |v, a| attempt(&account::CREATE, "--im-accid a", v, a),
    |v, a| attempt(&account::GET, "1", v, a),
    |v, a| attempt(&account::SET_SHORT_ID, "1 2", v, a),
    |v, a| attempt(&directory::CONTACTS, "", v, a),
    |v, a| attempt(&directory::ROOMS, "", v, a),
    |v, a| attempt(&directory::PHONES, "", v, a),
];

/// No answer panics or shows a secret; it is a success only if the vendor's own test says so.
pub fn run(data: &[u8]) {
    let &[vendor, operation, status, ref body @ ..] = data else { return };
    // The fuzzer learns words that are compared; another vendor's secret is none here.
    if body.windows(6).any(|piece| piece == b"canary") {
        return;
    }
    let vendor = VENDORS[usize::from(vendor) % VENDORS.len()];
    let operation = usize::from(operation) % OPERATIONS.len();
    let status = STATUSES[usize::from(status) % STATUSES.len()];
    let answer = Answer { status, body: body.to_vec(), ..Answer::default() };
    if let Some(came) = OPERATIONS[operation](vendor, &answer)
        && came.sent > 0
        && came.ok
    {
        assert!(says_yes(vendor, &answer), "{} {operation}: a false success", vendor.id);
    }
}

/// Whether the vendor's document calls this a success, or a list in which nothing is.
fn says_yes(vendor: &Vendor, answer: &Answer) -> bool {
    let Ok(json) = Json::parse(&answer.body) else { return false };
    match (vendor.dialect.open)(&json) {
        Envelope::Success => answer.status < 300,
        Envelope::Failure { code, .. } => {
            find(vendor.dialect.codes, &code).is_some_and(|row| row.class == Class::NoData)
        }
        Envelope::Foreign => false,
    }
}

fn attempt<I: Args + Serialize, O: Serialize>(
    op: &'static Op<I, O>,
    line: &str,
    vendor: &'static Vendor,
    answer: &Answer,
) -> Option<Came> {
    attempt_as(op, line, vendor, answer, |row| serde_json::to_value(&row).unwrap())
}

fn attempt_as<I: Args + Serialize, O>(
    op: &'static Op<I, O>,
    line: &str,
    vendor: &'static Vendor,
    answer: &Answer,
    value: fn(O) -> serde_json::Value,
) -> Option<Came> {
    let words = std::iter::once("x").chain(line.split(' ').filter(|word| !word.is_empty()));
    let matches = I::augment_args(Command::new("x")).get_matches_from(words);
    let input = I::from_arg_matches(&matches).unwrap();
    // As a command chooses it, but that flags which a route does not take are left out, not refused.
    let (profile, given) = (profile(vendor), given(&input).unwrap());
    let route = (op.routes)(vendor).iter().find(|route| route.applies(&profile, &given).unwrap())?;
    let sent = Rc::new(Cell::new(0));
    let io: Rc<dyn Io> = Rc::new(Parrot { answer: answer.clone(), sent: Rc::clone(&sent) });
    let options = Options {
        retries: 1,
        timeout: Duration::from_secs(30),
        verbose: 2,
        dry_run: false,
        keep_answers: true,
        set: Vec::new(),
    };
    let profile = Rc::new(profile);
    let pacer = Rc::new(Pacer::new(Rc::clone(&io), Rc::clone(&profile)));
    let session = Session::new(profile, vendor.dialect, io, options, pacer, Purse::default(), route.calls);
    let mut rows = Vec::new();
    let mut sink = |row: O| {
        rows.push(value(row));
        if rows.len() > 5_000 { Err(Error::failed("enough")) } else { Ok(()) }
    };
    let result = finish(async {
        let main = || session.fill(route.calls[0], &input);
        match &route.how {
            How::Call(read) => sink(read(&session.profile, session.send(main()?).await?)?),
            How::Rows(read) => match session.send_listing(main()?).await? {
                Some(answer) => read(&session.profile, answer)?.into_iter().try_for_each(&mut sink),
                None => Ok(()),
            },
            How::One(run) => sink(run(&session, &input).await?),
            How::Each(run) => run(&session, &input, &mut sink).await,
            How::Offline(_) => Ok(()),
        }
    });
    let result = result.and_then(|()| session.afterwards());
    if let Err(error) = &result {
        let text = shown(error);
        assert!(!text.contains("canary"), "{text}");
    }
    for format in [Format::Table, Format::Json, Format::Csv] {
        let options = output::Options {
            format,
            fields: Vec::new(),
            jq: None,
            header: true,
            wide: true,
            show_secrets: true,
            color: false,
            spreadsheet: false,
            raw_cells: false,
            width: None,
            tell: None,
            zone: TimeZone::UTC,
        };
        let mut out = Vec::new();
        let mut printer = Printer::new(&mut out, &options, op.shape).unwrap();
        rows.iter().take(50).for_each(|row| printer.row(row.clone()).unwrap());
        printer.finish().unwrap();
        printable(std::str::from_utf8(&out).unwrap());
    }
    // What names a meeting that it cannot name again is no success.
    if result.is_ok() && sent.get() > 0 && matches!(op.name, "meeting create" | "meeting get") {
        assert!(
            rows[0]["id"].as_str().is_some_and(|id| !id.is_empty()),
            "{} {}: {rows:?}",
            vendor.id,
            op.name
        );
    }
    // With several targets a failure is a row of the result.
    let all_well = rows.iter().all(|row| row["ok"] != false);
    Some(Came { sent: sent.get(), ok: result.is_ok() && all_well })
}

/// Runs what never waits.
fn finish<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for something"),
    }
}

fn profile(vendor: &'static Vendor) -> Profile {
    let known = |(key, value): &(&'static str, &str)| {
        let key = vendor.schema.keys.iter().find(|known| known.name == *key)?.name;
        Some((key, Source::Literal(Secret::new(*value))))
    };
    Profile {
        name: "p".into(),
        vendor: vendor.id,
        base_url: Url::parse("https://meet.example.com").ok(),
        zone: TimeZone::get("Asia/Shanghai").unwrap(),
        timeout: None,
        settle: None,
        rate_limit: None,
        ca_file: None,
        headers: Vec::new(),
        production: false,
        read_only: false,
        allow_http: true,
        settings: SETTINGS.iter().filter_map(known).collect(),
        tables: std::collections::BTreeMap::default(),
        reveal: Rc::new(LiteralOnly),
        revealed: Rc::default(),
    }
}

/// The operations that send something, by vendor: the test of the corpus holds this against the routes.
pub fn reached() -> Vec<(&'static str, usize)> {
    let mut all = Vec::new();
    for vendor in VENDORS {
        for (number, operation) in OPERATIONS.iter().enumerate() {
            if operation(vendor, &Answer::default()).is_some_and(|came| came.sent > 0) {
                all.push((vendor.id, number));
            }
        }
    }
    all
}
