//! The type of every JSON field, and what it is. A name means the same everywhere but where a row begins
//! with the name of a schema.

use crate::archive::verify;
use crate::audit::{Outcome, Problem};
use crate::cli::check;
use crate::client::call::Access;
use crate::document::MeetingState;
use crate::error::Kind;
use crate::op::agenda::Shared;
use crate::op::record::Fetched;
use crate::{batch, pending};
use Type::{Any, Flag, Is, Many, Number, Object, Objects, Text, Texts, Time, Vendor, Whole, Wholes, Words};

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Type {
    Text,
    /// RFC 3339 with offset.
    Time,
    Whole,
    Number,
    Flag,
    /// One of these.
    Words(&'static [&'static str]),
    Vendor,
    /// With fields of a vendor, or of the user.
    Object,
    Any,
    Texts,
    Wholes,
    Objects,
    /// As another schema says.
    Is(&'static str),
    /// An array of what another schema describes.
    Many(&'static str),
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Field {
    /// `start`, or `audit-entry.host` for one schema only.
    pub name: &'static str,
    pub kind: Type,
    /// Whether it may be `null`: nothing is known.
    pub nullable: bool,
    pub about: &'static str,
}

/// A field that may be unknown.
const fn f(name: &'static str, kind: Type, about: &'static str) -> Field {
    Field { name, kind, nullable: true, about }
}

/// A field that is never `null`.
const fn k(name: &'static str, kind: Type, about: &'static str) -> Field {
    Field { name, kind, nullable: false, about }
}

/// The row of a field of a schema.
pub(super) fn field(schema: &str, name: &str) -> Option<&'static Field> {
    let own = |row: &&Field| row.name.split_once('.') == Some((schema, name));
    FIELDS.iter().find(own).or_else(|| FIELDS.iter().find(|row| row.name == name))
}

const KINDS: &[&str] = &Kind::NAMES;
/// A failure also knows what is no exit code of its own.
const FAILURES: &[&str] = &{
    let mut names = [Kind::Stopped(0).name(); Kind::NAMES.len() + 1];
    let mut at = 0;
    while at < Kind::NAMES.len() {
        names[at] = Kind::NAMES[at];
        at += 1;
    }
    names
};

/// Every field.
pub(super) static FIELDS: &[Field] = &[
    k("profile", Text, "The profile."),
    k("vendor", Vendor, "Its vendor."),
    f("id", Text, "The id that other commands take."),
    f("number", Text, "The number to join or dial with."),
    f("short_id", Text, "A short number."),
    f("subject", Text, "What it is about."),
    f("start", Time, "When it starts or started."),
    f("end", Time, "When it ends or ended."),
    f("duration_minutes", Whole, "Minutes from start to end."),
    f("status", Words(&MeetingState::NAMES), "Where it stands."),
    f("host", Text, "The host."),
    f("host_password", Text, "The host's password."),
    f("password", Text, "The attendees' password."),
    f("join_url", Text, "A link to join with."),
    f("host_url", Text, "The host's link."),
    f("live_url", Text, "Where it can be watched."),
    k("extra", Object, "The vendor's fields that have no name here, under its own names."),
    f("participants", Whole, "How many are inside."),
    f("duration_seconds", Whole, "How long it took, or was."),
    f("locked", Flag, "Whether nobody else can come in."),
    k("change", Text, "With --watch: what changed since the line before."),
    k("observed_at", Time, "With --watch: when that was seen."),
    k("ok", Flag, "Whether it is done, or as it should be."),
    k("outcome.id", Text, "The target, as it was named."),
    k("outcome.error", Is("failure"), "Why not."),
    k("done.id", Text, "The meeting."),
    f("url", Text, "Where the result can be seen."),
    f("name", Text, "Its name."),
    f("format", Text, "The kind of file."),
    f("download_url", Text, "Where the file is."),
    // The vendor's own names, and its own types.
    f("meetingUniqueId", Any, "The meeting."),
    f("meetingId", Any, "Its number."),
    f("shortId", Any, "Its short number."),
    f("meetingKey", Any, "A key of the meeting."),
    f("accountId", Any, "The account to join as."),
    f("accountToken", Any, "Its token."),
    f("appKey", Any, "The application."),
    f("imAppKey", Any, "The application of the chat."),
    f("imAccid", Any, "The account in the chat."),
    f("imToken", Any, "Its token."),
    f("nrtcAppKey", Any, "The application of sound and picture."),
    f("avRoomCName", Any, "The room of sound and picture."),
    f("avRoomCid", Any, "Its id."),
    f("avRoomUid", Any, "The user in it."),
    f("avRoomCheckSum", Any, "The token for it."),
    f("chatRoomId", Any, "The room of the chat."),
    f("sipCid", Any, "The number for SIP."),
    f("pushUrl", Any, "Where to send a live stream to."),
    f("duration", Any, "Seconds."),
    f("createTime", Any, "When it was made."),
    f("audioAllMute", Any, "Whether all are muted."),
    f("meeting_id", Text, "The meeting."),
    f("size_bytes", Whole, "How large the file is."),
    f("md5", Text, "Its MD5, lower-case hex."),
    f("play_url", Text, "Where it can be watched."),
    f("ready", Flag, "Whether it can be downloaded."),
    f("path", Text, "The file in the folder."),
    f("sha256", Text, "Its SHA-256, lower-case hex."),
    k("downloaded.status", Words(&Fetched::NAMES), "What became of it."),
    f("downloaded.error", Is("failure"), "Why it failed."),
    k("verified-file.path", Text, "The file in the folder."),
    k("verified-file.status", Words(&verify::State::NAMES), "What became of it."),
    f("expected", Text, "The SHA-256 that it should have."),
    k("archived-file.path", Text, "The file in the folder."),
    k("archived-file.size_bytes", Whole, "How large it is."),
    k("archived-file.sha256", Text, "Its SHA-256, lower-case hex."),
    k("finished", Time, "When it was whole."),
    f("modified", Text, "When it was last changed: nanoseconds since 1970."),
    f("archived-file.source", Text, "The address that it came from, without its query."),
    k("archived-file.key", Text, "Which recording it is."),
    k("archived-file.recording", Object, "The recording as `record get` shows it, without links."),
    f("kind", Text, "Which of several: of a stream, a link, a number."),
    f("pull_url", Text, "Where the stream can be watched."),
    f("push_url", Text, "Where the stream is sent to."),
    f("live", Flag, "Whether it is on."),
    f("recording", Flag, "Whether it is being recorded."),
    f("record_id", Text, "The recording."),
    f("user_id", Text, "The person."),
    f("role", Text, "What the person may do."),
    k("link.url", Text, "The link."),
    k("grant.kind", Text, "Which kind of link."),
    f("invisible", Flag, "Whether nobody sees the person."),
    k("grants", Text, "What it lets somebody do, in a sentence."),
    f("expires", Any, "When it ends; false: never."),
    k("report.meeting_id", Text, "The meeting."),
    k("report.summary", Is("summary"), "The figures."),
    k("attendees", Many("attendance"), "A row a visit."),
    k("invitees", Objects, "Who was invited, and whether they came."),
    f("report.live", Any, "Who watched the live stream; null where the vendor does not tell."),
    k("rollcall", Objects, "Answers to roll calls."),
    k("handsup", Objects, "Raised hands."),
    k("report.people", Many("person"), "The visits folded: a row a person."),
    f("email", Text, "The e-mail address."),
    f("mobile", Text, "The telephone number."),
    f("joined", Time, "When the person came."),
    f("left", Time, "When the person went; null while inside."),
    f("client", Text, "With what the person came."),
    f("access", Text, "By which way."),
    f("ip", Text, "From which address."),
    f("city", Text, "From where."),
    f("attended", Flag, "Whether somebody invited came."),
    f("first_joined", Time, "When the first visit began."),
    f("last_left", Time, "When the last visit ended; null while inside."),
    k("visits", Whole, "How many visits."),
    k("person.inside", Flag, "Whether the person is still inside."),
    f("person.invited", Flag, "Whether the person was invited."),
    f("late_seconds", Whole, "How long after the start the person came."),
    f("early_seconds", Whole, "How long before the end the person went."),
    f("rollcalls_answered", Whole, "How many roll calls the person answered."),
    f("hands_raised", Whole, "How often a hand was raised."),
    k("people", Whole, "How many came."),
    k("inside", Whole, "How many are still inside."),
    f("invited", Whole, "How many were invited."),
    f("invited_present", Whole, "How many of them came."),
    f("attendance_rate", Number, "The part of those invited that came, 0 to 1."),
    f("late", Whole, "How many came late."),
    f("left_early", Whole, "How many went early."),
    k("grace_seconds", Whole, "Who comes or goes within so many seconds is in time."),
    f("average_seconds", Whole, "How long a person was inside, on average of those of whom that is known."),
    k("peak", Whole, "The most people inside at once."),
    f("peak_at", Time, "When that was first."),
    k("rollcalls", Whole, "How many roll calls there were."),
    f("token", Text, "The account's token."),
    f("platform", Text, "For which system it is."),
    k("clash.kind", Words(&Shared::NAMES), "What is shared."),
    k("value", Any, "Its value."),
    k("meetings", Many("meeting"), "The meetings that clash."),
    f("row", Whole, "Which row of a file, from 1."),
    k("batch-row.state", Words(&batch::State::SHOWN), "What became of it."),
    f("batch-row.error", Is("failure"), "Why it failed."),
    f("line", Whole, "The line in the file, from 1."),
    k("batch-row.input", Object, "The row's own cells, secrets hidden."),
    k("rows", Whole, "How many rows."),
    k("batch-check.sent", Whole, "How many were sent: none."),
    k("journal", Text, "The file that keeps how far it is."),
    f("command", Text, "The command."),
    f("file", Text, "The file."),
    f("shard", Text, "Which part of the file, as K/N."),
    f("began", Time, "When it began."),
    k("batch.done", Whole, "Rows that are done."),
    k("failed", Whole, "Rows that were refused."),
    k("in_doubt", Whole, "Rows of which nobody knows."),
    k("not_tried", Whole, "Rows of which nothing was sent."),
    k("doubtful_rows", Wholes, "The rows of which nobody knows."),
    k("pending.state", Words(&pending::State::NAMES), "What is known of it."),
    f("sent", Time, "When it was sent."),
    f("target", Text, "What it was to change."),
    f("call", Text, "The documented call."),
    f("pending.error", Any, "How it failed, as an error is printed."),
    k("pending.input", Object, "What was asked for, secrets hidden."),
    k("n", Whole, "Its place in the log, from 1."),
    k("at", Time, "When it was sent."),
    k("user", Text, "Who sent it."),
    f("audit-entry.profile", Text, "The profile, where it is known."),
    f("audit-entry.vendor", Vendor, "Its vendor, where it is known."),
    k("operation", Text, "The command."),
    k("ids", Texts, "What it was about."),
    k("outcome", Words(&Outcome::NAMES), "What became of it."),
    f("code", Text, "The vendor's code."),
    f("error", Text, "What failed."),
    f("outcome_at", Time, "When that was known."),
    k("what", Text, "What the line is about: a write, a decision."),
    f("uid", Whole, "The user's number."),
    k("audit-entry.host", Text, "The machine."),
    k("pid", Whole, "The process."),
    k("audit-entry.command", Text, "The command line, secrets hidden."),
    k("lines", Whole, "How many lines there are."),
    k("files", Whole, "How many files."),
    f("hash", Text, "The hash of the last line."),
    k("torn", Flag, "Whether the last line was not ended."),
    f("problem", Text, "What is wrong."),
    f("audit-check.problem", Words(&Problem::NAMES), "What is wrong."),
    f("base_url", Text, "The server's address."),
    k("default", Flag, "Whether it is used where none is named."),
    k("origin", Text, "Where it comes from."),
    k("key", Text, "The key."),
    k("setting.value", Any, "Its value, secrets hidden."),
    k("secret", Flag, "Whether it is a secret."),
    k("check", Text, "What is checked."),
    k("profile-check.state", Words(&check::State::NAMES), "How that ended."),
    k("found", Text, "What was found."),
    f("next", Text, "What to do."),
    f("signed", Text, "The text that is signed, secrets hidden."),
    k("about", Text, "What it does."),
    k("vendors", Texts, "The vendors that have it."),
    k("calls", Texts, "The documented calls."),
    k("flags", Texts, "The flags and arguments that it takes."),
    k("writes", Flag, "Whether it may change something."),
    k("title", Text, "The call's title in the document."),
    k("parameter.access", Words(&Access::NAMES), "Whether the call may change something."),
    k("type", Text, "Which type."),
    k("required", Flag, "Whether the document requires it."),
    k("from", Text, "What sets it."),
    k("meaning", Text, "What it means."),
    f("words", Text, "The vendor's own words."),
    f("explanation.kind", Words(KINDS), "The kind of failure."),
    f("exit-code.kind", Words(KINDS), "The kind of failure."),
    f("exit_code", Whole, "The exit code."),
    f("retryable", Flag, "Whether it can simply be tried again."),
    f("hint", Text, "What to do next."),
    k("valid", Flag, "Whether the signature is right."),
    f("reason", Text, "Why not."),
    f("event", Any, "The callback."),
    f("callback-sent.type", Any, "What happened."),
    f("time", Time, "When it happened."),
    k("method", Text, "The method."),
    k("request.url", Text, "The address, secrets hidden."),
    k("headers", Object, "The headers, secrets hidden."),
    k("body", Text, "The body, secrets hidden."),
    k("error.error", Is("failure"), "What failed."),
    k("failure.kind", Words(FAILURES), "The kind, which decides the exit code."),
    k("message", Text, "What failed, in one line."),
    f("failure.vendor", Vendor, "The vendor."),
    f("vendor_message", Text, "The vendor's own words."),
    k("failure.retryable", Flag, "Whether the same command may simply be run again later."),
    f("request_id", Text, "The vendor's name for the request."),
    f("endpoint", Text, "The documented call that failed."),
];
