//! What wants the network: the way to the server step by step, and one read.

use super::row::Rows;
use super::watched::{Seen, Watched};
use crate::cli::context::{Context, Target};
use crate::cli::world;
use crate::client::codes::{Class, find};
use crate::client::io::Io;
use crate::client::probe::Probe;
use crate::client::retry::{LARGEST_SKEW, http_date};
use crate::client::transport::way;
use crate::client::wire::Reach;
use crate::error::{Error, Kind, Result};
use crate::time::human;
use jiff::Timestamp;
use std::rc::Rc;
use std::time::Duration;
use url::{Host, Url};

/// The longest wait for a name or a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Goes the way to the server as far as it leads, and asks it one thing if nothing speaks against it.
pub(super) fn server(rows: &mut Rows, context: &Context<'_>, target: &Target) {
    let result = world::run(context, target, None, async |io, detour| {
        let base = target.profile.address()?;
        let limit = context.global.timeout(target.profile.timeout).min(PATIENCE);
        let reached = walk(rows, detour.as_ref().unwrap_or(base), limit).await;
        // With what is wrong already nothing could be sent.
        if reached && !rows.failed() {
            ask(rows, context, target, io, detour).await?;
        }
        Ok(())
    });
    if let Err(error) = result {
        rows.error("connection", &error);
    }
}

/// Name, proxy, connection; whether there is one.
async fn walk(rows: &mut Rows, server: &Url, limit: Duration) -> bool {
    let proxy = way::proxy(server);
    let own = way::addresses(server, limit).await;
    match (&own, &proxy) {
        // A number needs no look-up.
        (Ok(_), _) if !matches!(server.host(), Some(Host::Domain(_))) => {}
        (Ok(found), _) => {
            let found: Vec<String> = found.iter().map(|address| address.ip().to_string()).collect();
            rows.ok(
                "name",
                tr!(
                    "{server} is {found}",
                    server = server.host_str().unwrap_or_default(),
                    found = found.join(tr!(", "))
                ),
            );
        }
        (Err(why), Some(_)) => {
            rows.ok("name", tr!("{why} on this machine; the proxy may know it", why));
        }
        (Err(why), None) => {
            let next = tr!("check the host's name in base_url, and this machine's network");
            rows.fail("name", Kind::Temporary, why.as_str(), Some(next.to_owned()));
            return false;
        }
    }
    let next = tr!("check the port in base_url, the server, and what is in between: a firewall, a VPN");
    let (via, found, next) = match &proxy {
        None => {
            rows.ok("proxy", tr!("none"));
            (None, own, next)
        }
        Some(proxy) => {
            let login = if proxy.login { tr!(", with a login") } else { "" };
            rows.ok("proxy", format!("{}{login}", proxy.address));
            let next = tr!("the proxy is the one in HTTPS_PROXY; NO_PROXY lists hosts that need none");
            (Some(&proxy.address), way::addresses(&proxy.address, limit).await, next)
        }
    };
    let stands = match found {
        Ok(found) => way::connect(&found, limit).await,
        Err(why) => Err(why),
    };
    match stands {
        Ok(address) => {
            let what = if via.is_some() { tr!("the proxy at ") } else { "" };
            rows.ok("connection", tr!("{what}{address} takes connections", what, address));
            true
        }
        Err(why) => {
            let what = if via.is_some() { tr!("the proxy: ") } else { "" };
            rows.fail("connection", Kind::Temporary, format!("{what}{why}"), Some(next.to_owned()));
            false
        }
    }
}

/// Sends the vendor's read, and tells TLS, clock and credentials from what comes back.
async fn ask(
    rows: &mut Rows,
    context: &Context<'_>,
    target: &Target,
    io: Rc<dyn Io>,
    detour: Option<Url>,
) -> Result<()> {
    let probe = target.vendor.probe;
    let watched = Watched::new(io);
    let options = context.call_options(target, Vec::new());
    let reach = context.reach(target, Rc::clone(&watched) as Rc<dyn Io>, detour, options)?;
    let session = reach.session(probe.calls, None, None);
    let result = match (probe.ask)(&session) {
        Ok(draft) => {
            let line = draft.call.line;
            session.send(draft).await.map(|_| line)
        }
        Err(error) => Err(error),
    };
    let seen = watched.last.borrow_mut().take();
    let https = target.profile.base_url.as_ref().is_some_and(|url| url.scheme() == "https");
    match &seen {
        Some(Seen::Broken(broken)) if broken.reach == Reach::NotSent => {
            let kind = if broken.passing { Kind::Temporary } else { Kind::Config };
            let check = if https { "tls" } else { "connection" };
            rows.fail(check, kind, broken.what.as_str(), broken.hint.map(str::to_owned));
            return Ok(());
        }
        Some(_) if https && !target.embedded => rows.ok("tls", tr!("the server's certificate is trusted")),
        _ => {}
    }
    if let Some(Seen::Answer { date, at }) = &seen {
        clock(rows, date.as_deref(), *at, result.as_ref().is_err_and(|error| error.facts().stops));
    }
    credentials(rows, target, probe, result);
    Ok(())
}

/// Our clock against the server's. It fails where it explains why the credentials were refused.
fn clock(rows: &mut Rows, date: Option<&str>, ours: Timestamp, refused: bool) {
    let next = tr!("set the clock of this machine (NTP), then check again");
    let Some(theirs) = date.and_then(http_date) else {
        return rows.warn(
            "clock",
            tr!("the answer has no Date to compare with"),
            tr!("look at this machine's clock"),
        );
    };
    let apart = Duration::from_secs(ours.as_second().abs_diff(theirs.as_second()));
    let time = human(apart);
    let found = if ours < theirs {
        tr!("{time} behind the server's", time)
    } else {
        tr!("{time} ahead of the server's", time)
    };
    match (apart > LARGEST_SKEW, refused) {
        (false, _) if apart < Duration::from_secs(2) => rows.ok("clock", tr!("agrees with the server's")),
        (false, _) => rows.ok("clock", found),
        (true, true) => rows.fail("clock", Kind::Auth, found, Some(next.to_owned())),
        (true, false) => rows.warn("clock", found, next),
    }
}

fn credentials(rows: &mut Rows, target: &Target, probe: &Probe, result: Result<&'static str>) {
    const CHECK: &str = "credentials";
    let error = match result {
        Ok(line) => return rows.ok(CHECK, tr!("accepted: {line} was answered", line)),
        Err(error) => error,
    };
    match verdict(target, probe, &error) {
        Verdict::Accepted => {
            let found = tr!("accepted: who is not known gets another answer than: {error}", error);
            rows.ok(CHECK, found);
        }
        Verdict::Forbidden => rows.warn(
            CHECK,
            tr!("accepted, but the vendor refuses: {error}", error),
            error.facts().hint.clone().unwrap_or_else(|| tr!("try a command that you need").to_owned()),
        ),
        Verdict::Unclear => rows.warn(
            CHECK,
            tr!("not refused, but not proven either: {error}", error),
            error.facts().hint.clone().unwrap_or_else(|| tr!("try a command that you need").to_owned()),
        ),
        Verdict::Failed => rows.error(CHECK, &error),
    }
}

/// What an answer that is no success says about the credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The vendor looked for what it was asked for, so it knows who asks.
    Accepted,
    /// The vendor knows who asks, and does not let them.
    Forbidden,
    /// It could be either.
    Unclear,
    /// They were refused, or nobody answered.
    Failed,
}

fn verdict(target: &Target, probe: &Probe, error: &Error) -> Verdict {
    let Some(code) = error.facts().code.as_deref() else { return Verdict::Failed };
    if (probe.unclear)(&target.profile, code) {
        return Verdict::Unclear;
    }
    match find(target.vendor.codes(), code).map(|row| row.class) {
        Some(Class::NotFound | Class::NoData) => Verdict::Accepted,
        Some(Class::Refused) => Verdict::Forbidden,
        Some(Class::Auth | Class::NotYours | Class::Busy | Class::NotNow | Class::Server) => Verdict::Failed,
        Some(Class::Invalid | Class::NotAnError) | None => match error.kind() {
            Kind::Auth | Kind::Temporary => Verdict::Failed,
            _ => Verdict::Unclear,
        },
    }
}
