//! Meetings of NetEase Meeting.

use super::join_info::{JOIN_INFO, join_info};
use super::list::{LIST, TYPES, find, list};
use super::{meeting, one};
use crate::client::call::{Call, Param, param};
use crate::client::draft::Draft;
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::{Error, Kind as Failure, Result};
use crate::op::meeting::{Create, Edit, End, Ends, Get, Meeting, Outcome, Target, Targets, Type, Verbs};
use crate::op::{How, Route, Sink, When, each_call};
use crate::time::{from_millis, rfc3339};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

pub(super) static VERBS: Verbs = Verbs {
    create: &[Route::new(&[&CREATE], How::One(|s, input| Box::pin(create(s, input)))).also(SWITCHES)],
    edit: &[Route::new(&[&EDIT, &GET], How::One(|s, input| Box::pin(edit(s, input)))).also(SWITCHES)],
    cancel: &[Route::new(&[&CANCEL], How::Each(|s, input, sink| Box::pin(cancel(s, input, sink))))],
    end: &[
        Route::new(&[&END_BY_NUMBER], How::Each(|s, input, sink| Box::pin(end(s, input, sink))))
            .when(&[When::Given("number")]),
        Route::new(&[&END_BY_SHORT_ID], How::Each(|s, input, sink| Box::pin(end(s, input, sink))))
            .when(&[When::Given("short-id")]),
        Route::new(&[&END_BY_ID], How::Each(|s, input, sink| Box::pin(end(s, input, sink)))),
    ],
    get: &[
        Route::new(&[&GET, &LIST], How::One(|s, input| Box::pin(get_by_number(s, input))))
            .when(&[When::Given("number")]),
        Route::new(&[&GET], How::Call(get)),
    ],
    list: &[Route::new(&[&LIST], How::Each(|s, input, sink| Box::pin(list(s, input, sink))))
        .also(&["from", "to", "status", "type", "limit"])],
    join_info: &[Route::new(&[&JOIN_INFO], How::One(|s, input| Box::pin(join_info(s, input))))],
    ..Verbs::NONE
};

/// What code writes into `settings`, which `--set` reaches as a whole.
const SWITCHES: &[&str] = &["mute-audio", "video-off"];

const UNIQUE_ID: Param = param("meetingUniqueId", Kind::Int).flag("meeting").required();
const SUBJECT: Param = param("subject", Kind::Text { min: 1, max: 30 }).flag("subject").required();
const PASSWORD: Param = param("password", Kind::ANY_TEXT).flag("password").secret();
const START: Param = param("startTime", Kind::Millis).flag("start");
const END: Param = param("endTime", Kind::Millis).computed(&["end", "duration"]);
const RECYCLE: Param = param("recycle", Kind::Bool).flag("recycle");

/// `type` is a text in the document's table, and a number in its sample; the vendor's own SDK sends
/// a text.
static CREATE: Call = Call::write("POST /v2/meeting/create", "创建会议").json().takes(&[
    param("host", Kind::TEXT).flag("host").required(),
    param("owner", Kind::TEXT),
    param("type", TYPES).computed(&["instant", "personal"]).required(),
    PASSWORD,
    param("settings", Kind::Object),
    SUBJECT,
    // Read once, with the end, and not again for the wire.
    START.computed(&["start"]),
    END,
]);

static EDIT: Call = Call::write("POST /v2/meeting/edit", "修改会议").json().takes(&[
    UNIQUE_ID,
    SUBJECT,
    START,
    END,
    PASSWORD,
    param("settings", Kind::Object),
]);

/// A read, although it is a POST.
pub(super) static GET: Call = Call::read("POST /v2/meeting/get", "查询会议").json().takes(&[UNIQUE_ID]);

static CANCEL: Call = Call::write("POST /v2/meeting/cancel", "取消会议").json().takes(&[UNIQUE_ID]);

static END_BY_ID: Call = Call::write("POST /v2/meeting/deleteByMeetingUniqueId", "用会议唯一id结束会议")
    .json()
    .takes(&[UNIQUE_ID, RECYCLE]);

static END_BY_NUMBER: Call = Call::write("POST /v2/meeting/deleteByMeetingId", "用会议号结束会议")
    .json()
    .takes(&[param("meetingId", Kind::TEXT).flag("number").required(), RECYCLE])
    .advises(NOT_FOUND, LOOK_AT_NUMBER);

static END_BY_SHORT_ID: Call = Call::write("POST /v2/meeting/deleteByMeetingShortId", "用会议短号结束会议")
    .json()
    .takes(&[param("shortId", Kind::TEXT).flag("short-id").required(), RECYCLE])
    .advises(
        NOT_FOUND,
        msg!("look at the short number: it is the one that \"meeting list\" prints as `short_id`"),
    );

/// The code for a meeting that is not there, however it was named.
pub(super) const NOT_FOUND: &str = "2000";
/// What to do where it was named by its number.
pub(super) const LOOK_AT_NUMBER: &str = msg!(
    "look at the number: it is the one that people dial, which \"meeting list\" prints as `number`, not the id"
);

async fn create(s: &Session, input: &Create) -> Result<Meeting> {
    let (start, end) = input.times(&s.clock)?;
    let kind = match (input.instant, input.personal) {
        (true, _) => Type::Instant,
        (_, true) => Type::Personal,
        _ => Type::Scheduled,
    };
    if kind == Type::Scheduled && (start.is_none() || end == Ends::Unsaid) {
        let what = if start.is_none() { "--start" } else { tr!("--end or --duration") };
        return Err(Error::usage(tr!("{what} is required for a scheduled meeting", what))
            .hint(tr!("--end never goes too; --instant and --personal start at once, without times")));
    }
    let draft = s.fill(&CREATE, input)?.put("type", kind.name(), &s.clock)?;
    let draft = match start {
        Some(start) => draft.put_wire("startTime", start.as_millisecond().into())?,
        None => draft,
    };
    let draft = switched(ending(draft, end)?, input, None)?;
    let mut made = meeting(&s.profile, Fields::of(one(s.send(draft).await?)));
    if made.id.is_none() {
        return Err(s
            .in_doubt(&CREATE, tr!("netease says the meeting was made, but not under which id"))
            .await);
    }
    made.host = made.host.or_else(|| input.host.clone());
    assume(&mut made, s, input, start, end);
    Ok(made)
}

async fn edit(s: &Session, input: &Edit) -> Result<Meeting> {
    let change = &input.change;
    // What is wrong in itself is said before anything is sent.
    if change.start.is_some() || change.duration.is_none() {
        change.times(&s.clock)?;
    }
    let draft = s.fill(&EDIT, input)?;
    let times = [&change.end, &change.duration].into_iter().any(Option::is_some);
    let named = ["subject", "startTime", "password", "settings"].iter().any(|name| draft.has(name));
    if !named && !times && !change.mute_audio && !change.video_off {
        return Err(Error::usage(tr!("nothing is to change")).hint(tr!(
            "give --subject, --start, --end, --duration, --password, --mute-audio or --video-off"
        )));
    }
    let this = Target { meeting: input.meeting.clone(), ..Target::default() };
    let now = one(s.send(s.fill(&GET, &this)?).await?);
    if !matches!(&now, Json::Object(fields) if !fields.is_empty()) {
        return Err(missing());
    }
    let (start, end) = new_times(s, change, &now)?;
    let draft = ending(draft.keep(&now, &[("subject", "subject")])?, end)?;
    s.send(switched(draft, change, Some(&now))?).await?;
    if let Some(answer) = s.reread(s.fill(&GET, &this)?).await {
        return Ok(meeting(&s.profile, Fields::of(one(answer))));
    }
    let mut shown = Meeting { subject: None, ..meeting(&s.profile, Fields::of(now)) };
    if change.start.is_some() || end != Ends::Unsaid {
        (shown.start, shown.end, shown.duration_minutes) = (None, None, None);
    }
    if change.password.is_some() {
        shown.password = None;
    }
    assume(&mut shown, s, change, start, end);
    Ok(shown)
}

/// Start and end after the change; what is not said of the start is as it was.
fn new_times(s: &Session, change: &Create, now: &Json) -> Result<(Option<Timestamp>, Ends)> {
    let old = |name: &str| {
        let millis = now.get(name)?.as_text()?.trim().parse().ok().filter(|millis| *millis > 0)?;
        from_millis(millis)
    };
    let mut whole = change.clone();
    if whole.start.is_none() {
        whole.start = old("startTime").map(|time| rfc3339(time, &s.clock.zone));
    }
    let (start, end) = whole.times(&s.clock)?;
    let late = change.start.is_some() && start.zip(old("endTime")).is_some_and(|(start, end)| end <= start);
    if late && end == Ends::Unsaid {
        return Err(Error::usage(tr!("--start is not before the meeting's end"))
            .hint(tr!("give --end or --duration too")));
    }
    Ok((start, end))
}

fn ending(draft: Draft, end: Ends) -> Result<Draft> {
    match end {
        Ends::At(time) => draft.put_wire("endTime", time.as_millisecond().into()),
        Ends::Never => draft.put_wire("endTime", (-1).into()),
        Ends::Unsaid => Ok(draft),
    }
}

/// What was asked for, where the answer does not say it.
fn assume(made: &mut Meeting, s: &Session, asked: &Create, start: Option<Timestamp>, end: Ends) {
    made.subject = made.subject.take().or_else(|| asked.subject.clone());
    let password = || asked.password.clone().filter(|password| !password.is_empty());
    made.password = made.password.take().or_else(password);
    if made.start.is_none() && made.end.is_none() {
        made.timed(start, end, &s.clock);
    }
}

/// The settings travel whole: those that the meeting has, over them those of `--set`, over these
/// `--mute-audio` and `--video-off`. Controls are laid over one another by their type; an empty list of
/// them removes all, and `null` removes anything.
fn switched(draft: Draft, asked: &Create, now: Option<&Json>) -> Result<Draft> {
    let off: Vec<&str> = [(asked.mute_audio, "audio"), (asked.video_off, "video")]
        .iter()
        .filter(|(off, _)| *off)
        .map(|(_, kind)| *kind)
        .collect();
    let set = draft.value("settings").cloned();
    if off.is_empty() && set.is_none() {
        return Ok(draft);
    }
    let known = now.and_then(|now| now.get("settings")).cloned().map(Value::from);
    let mut settings = known.filter(Value::is_object).unwrap_or_else(|| json!({}));
    let mut controls = controls_of(&mut settings);
    if let Some(Value::Object(mut set)) = set {
        let mine = set.remove("controls");
        if mine.as_ref().is_some_and(|list| list.as_array().is_none_or(Vec::is_empty)) {
            controls.clear();
        }
        for mine in mine.and_then(|list| list.as_array().cloned()).unwrap_or_default() {
            match controls.iter_mut().find(|control| control["type"] == mine["type"]) {
                Some(control) => *control = mine,
                None => controls.push(mine),
            }
        }
        for (name, value) in set {
            settings[name] = value;
        }
        if let Value::Object(settings) = &mut settings {
            settings.retain(|_, value| !value.is_null());
        }
    }
    for kind in off {
        match controls.iter_mut().find(|control| control["type"] == *kind && control.is_object()) {
            // 2 is more: off, and nobody can switch it on.
            Some(control) if control["attendeeOff"] == 2 => {}
            Some(control) => control["attendeeOff"] = 1.into(),
            None => controls.push(json!({"type": kind, "attendeeOff": 1})),
        }
    }
    if !controls.is_empty() {
        settings["controls"] = controls.into();
    }
    draft.put_wire("settings", settings)
}

fn controls_of(settings: &mut Value) -> Vec<Value> {
    let removed = settings.as_object_mut().and_then(|settings| settings.remove("controls"));
    removed.and_then(|controls| controls.as_array().cloned()).unwrap_or_default()
}

async fn cancel(s: &Session, input: &Targets, sink: &mut Sink<'_, Outcome>) -> Result<()> {
    let target = |id: &str| Target { meeting: id.to_owned(), ..Target::default() };
    each_call(s, &input.meeting, sink, |id| s.fill(&CANCEL, &target(id))).await
}

/// One meeting to end, named in one of three ways.
#[derive(Serialize, Default)]
#[serde(rename_all = "kebab-case")]
struct Ending<'a> {
    meeting: Option<&'a str>,
    number: Option<&'a str>,
    short_id: Option<&'a str>,
    recycle: bool,
}

async fn end(s: &Session, input: &End, sink: &mut Sink<'_, Outcome>) -> Result<()> {
    let base = || Ending { recycle: input.recycle, ..Ending::default() };
    if let Some(number) = &input.number {
        let one = Ending { number: Some(number), ..base() };
        return end_one(s, &END_BY_NUMBER, number, &one, sink).await;
    }
    if let Some(short) = &input.short_id {
        let one = Ending { short_id: Some(short), ..base() };
        return end_one(s, &END_BY_SHORT_ID, short, &one, sink).await;
    }
    each_call(s, &input.meeting, sink, |id| s.fill(&END_BY_ID, &Ending { meeting: Some(id), ..base() })).await
}

async fn end_one(
    s: &Session,
    call: &'static Call,
    name: &str,
    ending: &Ending<'_>,
    sink: &mut Sink<'_, Outcome>,
) -> Result<()> {
    each_call(s, &[name.to_owned()], sink, |_| s.fill(call, ending)).await
}

async fn get_by_number(s: &Session, input: &Get) -> Result<Meeting> {
    let id = find(s, input).await?;
    let answer = s.send(s.fill(&GET, &Target { meeting: id, ..Target::default() })?).await?;
    get(&s.profile, answer)
}

fn get(profile: &Profile, answer: Json) -> Result<Meeting> {
    let found = meeting(profile, Fields::of(one(answer)));
    if found.id.is_none() {
        return Err(missing());
    }
    Ok(found)
}

fn missing() -> Error {
    Error::new(Failure::NotFound, tr!("netease answered without a meeting"))
}
