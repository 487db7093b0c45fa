//! Links to join with: for browsers, what starts a client, and the two that need no password.

use super::host::{self, Who};
use super::meeting::{shown, target};
use super::params::BASE_INFO;
use super::{ask, begin, minutes, nothing, rows_of, unsupported};
use crate::client::call::{Call, param};
use crate::client::draft::Draft;
use crate::client::extra::Extra;
use crate::client::json::Json;
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::{Error, Result};
use crate::op::join_url::{Link, LinkKind, Make, Role, Verbs};
use crate::op::{How, Route, When};
use crate::text::suggestion;
use serde_json::{Value, json};

pub(super) static VERBS: Verbs = Verbs {
    make: &[
        Route::new(&[&LAUNCH, &BASE_INFO], How::One(|s, input| Box::pin(launch(s, input))))
            .when(&[When::Is("kind", LinkKind::Launch.name())])
            .also(&["role", "host"]),
        Route::new(&[&NO_SECRET, &BASE_INFO], How::One(|s, input| Box::pin(no_password(s, input))))
            .when(&[When::Is("kind", LinkKind::NoPassword.name())])
            .also(&["meeting", "role", "host", "name"]),
        Route::new(&[&CLIENT], How::One(|s, input| Box::pin(client(s, input))))
            .when(&[When::Is("kind", LinkKind::Client.name())])
            .also(&["host", "name"]),
        Route::new(&[&JOIN, &BASE_INFO], How::One(|s, input| Box::pin(web(s, input))))
            .also(&["kind", "role", "host"]),
    ],
    ..Verbs::NONE
};

/// 七
static JOIN: Call = Call::read("POST /conference/launch/joinConference", "获取入会链接").json().takes(&[
    param("appId", Kind::Int).internal(),
    param("pcode", Kind::TEXT).flag("password").secret(),
    param("name", Kind::TEXT).flag("name").required(),
    param("new_name", Kind::TEXT),
    param("conferenceId", Kind::TEXT).flag("meeting").required(),
    param("nick_name", Kind::TEXT),
    // A "json string" in the table: JSON in a text.
    param("securityInfo", Kind::TEXT).computed(&["user", "expires", "uses"]),
]);

/// 八
static LAUNCH: Call = Call::read("POST /conference/launch/launchString", "获取入会吊起串").json().takes(&[
    param("appId", Kind::Int).internal(),
    param("appKey", Kind::TEXT).profile("app_key").secret(),
    param("pcode", Kind::TEXT).flag("password").secret(),
    param("name", Kind::TEXT).flag("name").required(),
    param("conferenceId", Kind::TEXT).flag("meeting").required(),
    param("from", Kind::TEXT),
    param("iconUrl", Kind::TEXT),
]);

/// 二十一. It makes something that lets people in, but nothing at the vendor changes.
static NO_SECRET: Call =
    Call::read("POST /confopenapi/conference/launch/joinConferenceNoSecret", "获取免密入会链接")
        .json()
        .takes(&[
            param("pcode", Kind::TEXT).flag("password").secret(),
            param("userId", Kind::Int).computed(&["user"]),
        ]);

/// 二十二
static CLIENT: Call =
    Call::read("POST /confopenapi/conference/launch/launchMeetingClient", "获取会前客户端吊起串")
        .json()
        .takes(&[param("userId", Kind::Int).computed(&["user"])]);

/// Puts the password code: the flag's, else the one of the meeting that fits the role.
async fn coded(s: &Session, draft: Draft, input: &Make) -> Result<Draft> {
    let host = match input.role.as_deref().map(|name| Role::of(name).ok_or(name)) {
        None | Some(Ok(Role::Presenter)) => false,
        Some(Ok(Role::Chairman)) => true,
        Some(Ok(Role::Speaker)) => {
            return Err(unsupported(tr!(
                "quanshi knows presenter (an attendee) and chairman (the host), no speaker"
            )));
        }
        Some(Err(other)) => {
            return Err(Error::usage(tr!("--role: there is no role \"{other}\"", other))
                .hint(suggestion(other, &[Role::Presenter.name(), Role::Chairman.name()])));
        }
    };
    if draft.has("pcode") {
        if host {
            return Err(Error::usage(tr!("--role and --password: the password decides the role")).hint(tr!(
                "give the host's password without --role, or --role chairman without --password"
            )));
        }
        return Ok(draft);
    }
    let id = input.meeting.as_deref().unwrap_or_default();
    let answer = ask(s, begin(s, &BASE_INFO, &target(id))?).await?;
    let meeting = shown(s, answer, Some(id)).ok_or_else(|| nothing(tr!("a meeting")))?;
    let code = if host { meeting.host_password } else { meeting.password };
    let code =
        code.ok_or_else(|| nothing(tr!("the meeting's password")).hint(tr!("give it with --password")))?;
    draft.put("pcode", code, &s.clock)
}

/// What every kind checks before anything is sent.
fn checked(input: &Make, meeting: bool) -> Result<()> {
    host::given(input.host.as_deref())?;
    if meeting && input.meeting.as_deref().is_none_or(str::is_empty) {
        return Err(
            Error::usage(tr!("MEETING is missing")).hint(tr!("name the meeting: meetctl join-url MEETING …"))
        );
    }
    match input.name.as_deref() {
        Some(name) if name.is_empty() || name.chars().any(char::is_control) => {
            Err(Error::usage(tr!("--name is empty or has a control character")))
        }
        _ => Ok(()),
    }
}

async fn web(s: &Session, input: &Make) -> Result<Link> {
    if let Some(kind) = input.kind.as_deref().filter(|kind| *kind != LinkKind::Web.name()) {
        return Err(Error::usage(tr!("--kind: there is no link \"{kind}\"", kind))
            .hint(suggestion(kind, &LinkKind::NAMES)));
    }
    checked(input, true)?;
    let mut draft = begin(s, &JOIN, input)?;
    if input.expires.is_some() || input.uses.is_some() {
        let Some(user) = &input.user else {
            return Err(Error::usage(tr!(
                "--expires and --uses ask for a security link, which is for one user"
            ))
            .hint(tr!("add --user with the user's id")));
        };
        let user = user_id(user)?;
        let mut security = json!({ "isSecurityLink": 1, "userId": user });
        if let Some(expires) = &input.expires {
            security["timeout"] = minutes("expires", expires)?.into();
        }
        if let Some(uses) = uses(input.uses)? {
            security["usableCount"] = uses.into();
        }
        draft = draft.put("securityInfo", security.to_string(), &s.clock)?;
    } else if input.user.is_some() {
        s.warn(tr!("--user is only sent for a security link: add --expires or --uses to ask for one"));
    }
    named(input)?;
    let draft = coded(s, draft, input).await?;
    let url = text(s.send(draft).await?)?;
    Ok(link(s, input, LinkKind::Web, url, Extra::default()))
}

async fn launch(s: &Session, input: &Make) -> Result<Link> {
    checked(input, true)?;
    named(input)?;
    let draft = coded(s, begin(s, &LAUNCH, input)?, input).await?;
    let url = text(s.send(draft).await?)?;
    s.warn(tr!(
        "this string holds the meeting's password and keys: pass it on to nobody but the one who joins"
    ));
    Ok(link(s, input, LinkKind::Launch, url, Extra::default()))
}

async fn no_password(s: &Session, input: &Make) -> Result<Link> {
    checked(input, input.password.is_none())?;
    let draft = begin(s, &NO_SECRET, input)?;
    // Whoever has the link joins as this user, so nobody is guessed.
    let draft = whom(s, draft, input)?;
    let user = draft.value("userId").map(ToString::to_string);
    let mut row =
        rows_of(ask(s, coded(s, draft, input).await?).await?)?.into_iter().next().unwrap_or_default();
    let url = row.text("joinLink").ok_or_else(|| nothing(tr!("a link")))?;
    warn(s, user.as_deref(), tr!("join this meeting"));
    let mut link = link(s, input, LinkKind::NoPassword, url, row.rest());
    link.user_id = user;
    Ok(link)
}

async fn client(s: &Session, input: &Make) -> Result<Link> {
    checked(input, false)?;
    let draft = whom(s, begin(s, &CLIENT, input)?, input)?;
    let user = draft.value("userId").map(ToString::to_string);
    let mut row = rows_of(ask(s, draft).await?)?.into_iter().next().unwrap_or_default();
    let app = row.text("appJoinLink");
    let url = row.text("webJoinLink").or_else(|| app.clone()).ok_or_else(|| nothing(tr!("a link")))?;
    warn(s, user.as_deref(), tr!("log in"));
    let mut extra = Extra::default();
    extra.insert("webJoinLink", Value::from(url.as_str()));
    if let Some(app) = app {
        extra.insert("appJoinLink", Value::from(app));
    }
    extra.merge(row.rest());
    let mut link = link(s, input, LinkKind::Client, url, extra);
    link.user_id = user;
    Ok(link)
}

fn warn(s: &Session, user: Option<&str>, what: &str) {
    let user = user.unwrap_or(tr!("the user"));
    s.warn(&tr!(
        "whoever has this link can {what} as {user}, without a password: hand it to nobody else",
        what,
        user
    ));
}

/// The user whom a link without a password is for: `--user`, else the host.
fn whom(s: &Session, draft: Draft, input: &Make) -> Result<Draft> {
    match &input.user {
        Some(user) => draft.put("userId", user_id(user)?, &s.clock),
        None => host::put(s, draft, input.host.as_deref(), None),
    }
}

fn user_id(text: &str) -> Result<u64> {
    match Who::parse(text) {
        Some(Who::User(id)) => Ok(id),
        _ => Err(Error::usage(tr!("--user must be a user id in digits: this vendor knows the user"))),
    }
}

/// Some calls cannot do without a name.
fn named(input: &Make) -> Result<()> {
    if input.name.is_none() {
        return Err(Error::usage(tr!("--name is required")));
    }
    Ok(())
}

/// How often a link may be used.
pub(super) fn uses(uses: Option<u32>) -> Result<Option<u32>> {
    match uses {
        Some(0) => Err(Error::usage(tr!("--uses 0: a link that nobody can use"))),
        uses => Ok(uses),
    }
}

/// A `result` that is a text: the link itself, however it begins.
pub(super) fn text(answer: Json) -> Result<String> {
    match answer.get("result") {
        Some(Json::Text(text)) if !text.trim().is_empty() => Ok(text.clone()),
        _ => Err(nothing(tr!("a link"))),
    }
}

fn link(s: &Session, input: &Make, kind: LinkKind, url: String, extra: Extra) -> Link {
    Link {
        profile: s.profile.name.clone(),
        vendor: s.profile.vendor,
        meeting_id: input.meeting.clone(),
        user_id: input.user.clone(),
        name: input.name.clone(),
        role: input.role.clone(),
        kind: Some(kind.name().to_owned()),
        url,
        extra,
    }
}
