//! Calls 7, 8 and 20 to 22: ways into a meeting. All that they answer lets somebody in.

use serde_json::{Value, json};

use super::Asked;
use super::conference::live_link;
use super::fields::{Body, Refusal, illegal, loose, misuse, no_conference, object, whole};
use super::reply::{Done, done};
use super::world::{Meeting, User, World, by_id, no_user, user_of};

/// The meeting of calls 7 and 8: both of its ids are asked for, and they have to belong together.
fn meeting<'a>(body: &Body<'_>, world: &'a World) -> Result<(&'a Meeting, bool), Refusal> {
    let (id, pcode) = (body.text("conferenceId"), body.text("pcode"));
    let found = world.meetings.get(id).filter(|meeting| !meeting.cancelled);
    let meeting = found.ok_or_else(|| no_conference(id))?;
    match pcode {
        _ if pcode == meeting.pcode1 => Ok((meeting, true)),
        _ if pcode == meeting.pcode2 => Ok((meeting, false)),
        _ => illegal("pcode is not one of this conference"),
    }
}

/// Call 7.
pub(super) fn join(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let (meeting, as_host) = meeting(body, world)?;
    let link = format!("http://{}", meeting.link(if as_host { "host" } else { "join" }));
    let Some(security) = body.get("securityInfo").and_then(object) else { return Ok(done(&json!(link))) };
    let known = ["isSecurityLink", "userId", "timeout", "usableCount"];
    if let Some(name) = security.keys().find(|name| !known.contains(&name.as_str())) {
        return misuse(format!("unknown field {name} in securityInfo"));
    }
    if let Some(name) = security.iter().find(|(_, value)| whole(value).is_none()).map(|(name, _)| name) {
        return illegal(format!("{name} in securityInfo must be an integer"));
    }
    let number = |name: &str| security.get(name).and_then(loose);
    match number("isSecurityLink") {
        None | Some(0) => return Ok(done(&json!(link))),
        Some(1) => {}
        _ => return illegal("isSecurityLink must be 0 or 1"),
    }
    let Some(user) = number("userId") else { return illegal("isSecurityLink is 1 without userId") };
    by_id(user).ok_or_else(no_user)?;
    if ["timeout", "usableCount"].into_iter().any(|name| number(name) == Some(0)) {
        return illegal("timeout or usableCount is 0");
    }
    Ok(done(&json!(format!("{link}?s={}", world.issue("security")))))
}

/// Call 8. The values hold slashes and colons, so nobody can take the string apart.
pub(super) fn launch(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let icon = body.text("iconUrl");
    if !icon.is_empty() && !icon.starts_with("http://") && !icon.starts_with("https://") {
        return illegal("iconUrl is no URL");
    }
    let from = if body.text("from").is_empty() { "uc" } else { body.text("from") };
    let (meeting, _) = meeting(body, world)?;
    let (id, host, pcode) = (&meeting.id, meeting.host, body.text("pcode"));
    Ok(done(&json!(format!(
        "tang:///us:up.sandbox.example|up.sandbox.example/upgradeserver/up:80|80/app:6/skin:1/site:60001/hs:82/aac:1/\
         ahc:1/pinCode:7310/nt:3/pwdType:1/lang:cn/dm:meetnow.sandbox.example/siteUrl:sandbox.example/meetnow/Version:\
         /mv:/needUpdate:0/conf_id:1868643072/aal:8|7|12|9|35|14|11|6/cid:{id}/huid:{host}/puid:{host}/rc:0/dpm:e/\
         productType:1/customerCode:020880/docShareServerUrl:https://confdlprint.sandbox.example/video:1/\
         afterConferenceMarketingUrl:https://meetservicem.sandbox.example/mkt/register.html/siteId:80606/\
         fromProduct:{from}/pcode:{pcode}/mcuJoinMode:0/cts_ip:cts1.sandbox.example|192.0.2.94/\
         channel_info:1|11695225|77008|258|11695219|77002/callMcu:0/recordFile:0"
    ))))
}

/// Call 20. A meeting without a live broadcast has nothing to watch; the document has no number for it.
pub(super) fn live(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let meeting = world.of(body.text("conferenceId"), user_of(body, "userId")?)?;
    if meeting.plan.live.is_none() {
        return illegal("the conference has no live broadcast");
    }
    if ["timeout", "usableCount"].into_iter().any(|name| body.int(name) == Some(0)) {
        return illegal("timeout or usableCount is 0");
    }
    let link = live_link(meeting).replace("/activity/", "/3/");
    Ok(done(&json!(format!("{link}?t={}", world.issue("live")))))
}

/// Call 21. Both passwords are taken; the user has to be of the company, and that is all. Of another company's the
/// document says no number: to this company nobody has that id.
pub(super) fn no_secret(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let user = user_of(&asked.body, "userId")?;
    let pcode = asked.body.text("pcode");
    let meeting =
        by_pcode(world, |meeting| [&meeting.pcode1, &meeting.pcode2].into_iter().any(|own| own == pcode));
    let meeting = meeting.ok_or_else(|| no_conference(pcode))?;
    if user.customer != meeting.host().customer {
        return Err(no_user());
    }
    let role = if meeting.pcode1 == pcode { "host" } else { "join" };
    let link = format!("https://{}", meeting.link(role));
    let token = world.issue("no secret");
    Ok(done(&json!({"joinLink": format!("{link}?token={token}&wuid={}", user.id)})))
}

/// Older meetings share their fixed passwords: the newest of them is meant.
pub(super) fn by_pcode(world: &World, fits: impl Fn(&Meeting) -> bool) -> Option<&Meeting> {
    let fitting = world.meetings.values().filter(|meeting| !meeting.cancelled && fits(meeting));
    fitting.max_by_key(|meeting| meeting.plan.start)
}

/// Call 22: a login of whoever is named.
pub(super) fn client(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let User { id, .. } = user_of(&asked.body, "userId")?;
    let token = world.issue("client");
    let result: Value = json!({
        "token": token,
        "userId": id,
        "webJoinLink": format!("tang:///app:6/skin:1/site:60000/Version:5.0.0/goto:login/token:{token}/wuid:{id}"),
        "appJoinLink": format!("qsgnet://com.gnet.onemeeting?goto=login&token={token}&wuid={id}"),
    });
    Ok(done(&result))
}
