//! Who was in a meeting of WeiyiPro.

use super::moment;
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::report::{Attendance, Of, Report, Verbs};
use crate::op::{How, Route};
use crate::time::rfc3339;
use jiff::Timestamp;

pub(super) static VERBS: Verbs =
    Verbs { report: &[Route::new(&[&LOGIN_INFO], How::One(|s, input| Box::pin(report(s, input))))] };

/// A read, although it is a POST.
static LOGIN_INFO: Call = Call::read("POST /WebAPI/getlogininfo", "会议成员进出记录").multipart().takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("serial", Kind::TEXT).flag("meeting").required(),
]);

async fn report(s: &Session, input: &Of) -> Result<Report> {
    // "No matching data": nobody came.
    let answer = s.send_listing(s.fill(&LOGIN_INFO, input)?).await?.unwrap_or(Json::Null);
    let visit = |mut row: Fields| {
        let (joined, left) = (moment(&mut row, "entertime"), moment(&mut row, "leavetime"));
        let seconds = joined.zip(left).map(|(from, to)| to.as_second() - from.as_second());
        let shown = |time: Option<Timestamp>| time.map(|time| rfc3339(time, &s.profile.zone));
        Attendance {
            meeting_id: row.text("serial").or_else(|| Some(input.meeting.clone())),
            user_id: row.text("userid"),
            joined: shown(joined),
            left: shown(left),
            duration_seconds: seconds.filter(|seconds| *seconds >= 0),
            attended: Some(true),
            extra: row.rest(),
            ..Attendance::default()
        }
    };
    let visits = Fields::of(answer).list("logininfo")?.into_iter().map(visit);
    Report::of_visits(&input.meeting, visits)
}
