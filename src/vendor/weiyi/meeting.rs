//! Meetings of WeiyiPro.

use super::{file_url, stream_url};
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::document::MeetingState;
use crate::error::{Error, Result};
use crate::op::meeting::{
    Attach, Background, Create, Done, Edit, Ends, File, Meeting, Outcome, Status, Target, Targets, Verbs,
};
use crate::op::{How, Route, Sink, each_call};

pub(super) static VERBS: Verbs = Verbs {
    create: &[Route::new(&[&CREATE], How::One(|s, input| Box::pin(create(s, input))))],
    edit: &[Route::new(&[&MODIFY], How::One(|s, input| Box::pin(edit(s, input))))],
    cancel: &[Route::new(&[&DELETE], How::Each(|s, input, sink| Box::pin(cancel(s, input, sink))))],
    status: &[Route::new(&[&BEGIN_TIME], How::One(|s, input| Box::pin(status(s, input))))],
    attach: &[Route::new(&[&BIND_FILE], How::One(|s, input| Box::pin(attach(s, input))))],
    files: &[Route::new(&[&FILES], How::Rows(files))],
    background: &[Route::new(&[&ROOM_PIC], How::One(|s, input| Box::pin(background(s, input))))],
    ..Verbs::NONE
};

const PASSWORD: Kind = Kind::Text { min: 4, max: 20 };

static CREATE: Call = Call::write("POST /WebAPI/meetingcreate", "预约会议").multipart().takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("meetingname", Kind::TEXT).flag("subject").required(),
    param("starttime", Kind::SecondsText).flag("start").required(),
    param("endtime", Kind::SecondsText).computed(&["end", "duration"]),
    param("chairmanpwd", PASSWORD).flag("host-password").required().secret(),
    param("islive", Kind::BitText).flag("live"),
]);

static MODIFY: Call = Call::write("POST /WebAPI/meetingmodify", "修改会议").multipart().takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("serial", Kind::TEXT).flag("meeting").required(),
    param("meetingname", Kind::TEXT).flag("subject"),
    param("chairmanpwd", PASSWORD).flag("host-password").secret(),
    param("starttime", Kind::SecondsText).flag("start").required(),
    param("endtime", Kind::SecondsText).computed(&["end", "duration"]),
]);

static DELETE: Call = Call::write("POST /WebAPI/meetingdelete", "删除会议").multipart().takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("serial", Kind::TEXT).flag("meeting").required(),
]);

static BEGIN_TIME: Call = Call::read("GET /WebAPI/getClassBeginTime", "获取上课时长").takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("serial", Kind::TEXT).flag("meeting").required(),
]);

static BIND_FILE: Call = Call::write("POST /WebAPI/meetingbindfile", "会议关联文档").multipart().takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("serial", Kind::TEXT).flag("meeting").required(),
    param("fileidarr[]", Kind::Texts).flag("file-id").required(),
]);

static ROOM_PIC: Call = Call::write("POST /WebAPI/uploadRoomPic", "修改会议背景").multipart().takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("filedata", Kind::File).computed(&["image"]).required(),
    param("serial", Kind::TEXT).flag("meeting").required(),
]);

static FILES: Call = Call::read("GET /WebAPI/getmeetingfile", "获取会议的文档列表").takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("serial", Kind::TEXT).flag("meeting").required(),
]);

async fn create(s: &Session, input: &Create) -> Result<Meeting> {
    let (start, end) = input.times(&s.clock)?;
    let mut draft = s.fill(&CREATE, input)?;
    match end {
        Ends::At(end) => draft = draft.put("endtime", format!("@{}", end.as_second()), &s.clock)?,
        Ends::Never => {}
        Ends::Unsaid => {
            return Err(end_needed(tr!("WeiyiPro makes a meeting without an end time permanent")));
        }
    }
    let mut answer = Fields::of(s.send(draft).await?);
    let mut meeting = Meeting::of(&s.profile);
    meeting.id = answer.text("serial");
    if meeting.id.is_none() {
        return Err(s
            .in_doubt(&CREATE, tr!("weiyi says the meeting was made, but not under which id"))
            .await);
    }
    meeting.number.clone_from(&meeting.id);
    meeting.subject.clone_from(&input.subject);
    meeting.host_password.clone_from(&input.host_password);
    meeting.status = Some(MeetingState::Scheduled);
    meeting.timed(start, end, &s.clock);
    if input.live
        && let Some(path) = answer.text("pullurl")
    {
        meeting.live_url = Some(stream_url(s.profile.address()?, &path));
    }
    answer.take("result");
    meeting.extra = answer.rest();
    Ok(meeting)
}

async fn edit(s: &Session, input: &Edit) -> Result<Meeting> {
    let (start, end) = input.change.times(&s.clock)?;
    let mut draft = s.fill(&MODIFY, input)?;
    match end {
        Ends::At(end) => draft = draft.put("endtime", format!("@{}", end.as_second()), &s.clock)?,
        Ends::Never => {}
        // No call tells the end that the meeting has now, and leaving it out would remove it.
        Ends::Unsaid => {
            return Err(end_needed(tr!("WeiyiPro forgets the end time when an edit does not repeat it")));
        }
    }
    let mut answer = Fields::of(s.send(draft).await?);
    let mut meeting = Meeting::of(&s.profile);
    meeting.id = answer.text("serial").or_else(|| Some(input.meeting.clone()));
    meeting.number.clone_from(&meeting.id);
    meeting.subject.clone_from(&input.change.subject);
    meeting.host_password.clone_from(&input.change.host_password);
    meeting.timed(start, end, &s.clock);
    answer.take("result");
    meeting.extra = answer.rest();
    Ok(meeting)
}

fn end_needed(why: &str) -> Error {
    Error::usage(tr!("say when the meeting ends: {why}", why))
        .hint(tr!("give --end TIME, --duration 1h30m, or --end never"))
}

async fn cancel(s: &Session, input: &Targets, sink: &mut Sink<'_, Outcome>) -> Result<()> {
    let target = |id: &str| Target { meeting: id.to_owned(), ..Target::default() };
    each_call(s, &input.meeting, sink, |id| s.fill(&DELETE, &target(id))).await
}

async fn status(s: &Session, input: &Target) -> Result<Status> {
    let mut answer = Fields::of(s.send(s.fill(&BEGIN_TIME, input)?).await?);
    let mut status = Status { meeting: Meeting::of(&s.profile), ..Status::default() };
    status.meeting.id = answer.text("serial").or_else(|| Some(input.meeting.clone()));
    status.meeting.number.clone_from(&status.meeting.id);
    // The unit is not in the document; its sample of 3600 and its sibling calls say seconds.
    status.duration_seconds = answer.int("duration");
    answer.take("result");
    status.meeting.extra = answer.rest();
    Ok(status)
}

async fn attach(s: &Session, input: &Attach) -> Result<Done> {
    let answer = s.send(s.fill(&BIND_FILE, input)?).await?;
    Ok(done(&input.meeting, None, Fields::of(answer)))
}

async fn background(s: &Session, input: &Background) -> Result<Done> {
    let draft = s.fill(&ROOM_PIC, input)?.put_file("filedata", s.load(&input.image)?)?;
    let mut answer = Fields::of(s.send(draft).await?);
    let url = answer.text("picPath").map(|path| Ok(file_url(s.profile.address()?, &path))).transpose()?;
    Ok(done(&input.meeting, url, answer))
}

fn done(id: &str, url: Option<String>, mut answer: Fields) -> Done {
    answer.take("result");
    Done { id: id.to_owned(), ok: true, url, extra: answer.rest() }
}

fn files(profile: &Profile, answer: Json) -> Result<Vec<File>> {
    let base = profile.address()?;
    let file = |mut row: Fields| File {
        id: row.text("fileid"),
        name: row.text("filename"),
        format: row.text("filetype"),
        download_url: row.text("downloadpath").map(|path| file_url(base, &path)),
        extra: row.rest(),
    };
    Ok(Fields::of(answer).list("meetingfile")?.into_iter().filter(|row| !row.is_blank()).map(file).collect())
}
