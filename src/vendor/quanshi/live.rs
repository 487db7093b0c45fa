//! Links to watch a live stream with.

use super::join::{text, uses};
use super::params::BASE_INFO;
use super::{begin, host, minutes};
use crate::client::call::{Call, param};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::join_url::Link;
use crate::op::live::{Verbs, Viewer};
use crate::op::{How, Route};

pub(super) static VERBS: Verbs = Verbs {
    viewer_url: &[Route::new(&[&PULL_URL, &BASE_INFO], How::One(|s, input| Box::pin(viewer_url(s, input))))],
    ..Verbs::NONE
};

/// 二十
static PULL_URL: Call =
    Call::read("POST /confopenapi/conference/getPullUrl", "免密观看直播").json().takes(&[
        param("conferenceId", Kind::TEXT).flag("meeting").required(),
        param("userId", Kind::Int).computed(&["host"]),
        param("timeout", Kind::Int).computed(&["expires"]),
        param("usableCount", Kind::Int).computed(&["uses"]),
        param("name", Kind::TEXT).flag("name").required(),
        param("extId", Kind::TEXT).flag("external-id"),
        param("mobile", Kind::TEXT).flag("mobile"),
        param("countryCode", Kind::TEXT),
        param("email", Kind::TEXT).flag("email"),
    ]);

async fn viewer_url(s: &Session, input: &Viewer) -> Result<Link> {
    let mut draft = begin(s, &PULL_URL, input)?;
    if let Some(email) = &input.email
        && !host::is_mail(email)
    {
        return Err(crate::error::Error::usage(tr!("--email is not an e-mail address")));
    }
    if let Some(expires) = &input.expires {
        draft = draft.put("timeout", minutes("expires", expires)?, &s.clock)?;
    }
    if let Some(uses) = uses(input.uses)? {
        draft = draft.put("usableCount", uses, &s.clock)?;
    }
    let draft = host::put_of(s, draft, input.host.as_deref(), &input.meeting).await?;
    let url = text(s.send(draft).await?)?;
    s.warn(tr!("whoever has this link can watch without a password: hand it to nobody else"));
    Ok(Link {
        profile: s.profile.name.clone(),
        vendor: s.profile.vendor,
        meeting_id: Some(input.meeting.clone()),
        name: Some(input.name.clone()),
        kind: Some("viewer".to_owned()),
        url,
        ..Link::default()
    })
}
