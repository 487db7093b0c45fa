//! Invitations (RFC 5545, RFC 5546): a meeting as a calendar file that any calendar reads. Pure:
//! what is known in, text out.
//!
//! | part | what it does |
//! |---|---|
//! | [`line`] | content lines: escaped, folded, ended as the standard wants |
//! | [`zone`] | the rules of a time zone around a date |
//! | [`rule`] | `--repeat` as a rule of recurrence |

pub mod line;
pub mod rule;
pub mod zone;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use line::Lines;
use url::Url;

/// What the file does to a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Adds or changes the meeting.
    Publish,
    /// Takes the meeting out.
    Cancel,
}

/// A meeting as a calendar sees it. It holds no host's password and no host's link.
#[derive(Clone, Debug)]
pub struct Event {
    /// What it does.
    pub method: Method,
    /// The same for all files about one meeting.
    pub uid: String,
    /// Higher in each file that tells something new.
    pub sequence: u32,
    /// When the file was made.
    pub stamp: Timestamp,
    /// When it starts.
    pub start: Option<Timestamp>,
    /// When it ends; `None`: that is not said.
    pub end: Option<Timestamp>,
    /// In whose time start and end are written.
    pub zone: TimeZone,
    /// What it is about.
    pub summary: String,
    /// What to do to be there, line by line.
    pub description: Vec<String>,
    /// The link to join with.
    pub url: Option<String>,
    /// Who holds it: an e-mail address, or a name.
    pub organizer: Option<String>,
    /// How it is repeated.
    pub rule: Option<rule::Rule>,
}

/// The id of all invitations to a meeting: the vendor's own id at this address, whatever the profile.
pub fn uid(vendor: &str, base: Option<&Url>, id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let id: String =
        id.chars().map(|c| if plain(c) { c.to_string() } else { format!(".{:x}", u32::from(c)) }).collect();
    let host = base.and_then(Url::host_str).unwrap_or("localhost").trim_matches(['[', ']']).replace(':', "-");
    format!("{vendor}-{id}@{host}")
}

/// The file's text.
pub fn calendar(event: &Event) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN:VCALENDAR").plain("VERSION:2.0");
    lines.plain(concat!("PRODID:-//meetctl//meetctl ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.plain(match event.method {
        Method::Publish => "METHOD:PUBLISH",
        Method::Cancel => "METHOD:CANCEL",
    });
    let named = zone::name(&event.zone);
    if let (Some(_), Some(start)) = (&named, event.start) {
        let last = event.rule.as_ref().map(|rule| rule.until).or(event.end).unwrap_or(start);
        zone::component(&mut lines, &event.zone, start, last);
    }
    lines.plain("BEGIN:VEVENT").text("UID", &event.uid);
    lines.plain(&format!("DTSTAMP:{}", zone::utc(event.stamp)));
    lines.plain(&format!("SEQUENCE:{}", event.sequence));
    for (name, time) in [("DTSTART", event.start), ("DTEND", event.end)] {
        match (time, &named) {
            (Some(time), Some(zone)) => {
                lines.plain(&format!("{name};TZID={zone}:{}", zone::wall(time, &event.zone)));
            }
            (Some(time), None) => {
                lines.plain(&format!("{name}:{}", zone::utc(time)));
            }
            (None, _) => {}
        }
    }
    if let Some(rule) = &event.rule {
        lines.plain(&format!("RRULE:{}", rule.text()));
    }
    lines.text("SUMMARY", &event.summary);
    if !event.description.is_empty() {
        lines.text("DESCRIPTION", &event.description.join("\n"));
    }
    // An address has no text's escapes: only what is one is written.
    if let Some(url) = event.url.as_ref().and_then(|url| Url::parse(url).ok()) {
        lines.text("LOCATION", url.as_str()).plain(&format!("URL:{url}"));
    }
    organizer(&mut lines, event.organizer.as_deref());
    lines.plain(match event.method {
        Method::Publish => "STATUS:CONFIRMED",
        Method::Cancel => "STATUS:CANCELLED",
    });
    lines.plain("TRANSP:OPAQUE").plain("CLASS:PRIVATE").plain("END:VEVENT").plain("END:VCALENDAR");
    lines.into_string()
}

/// Every such file has to name one, even if nobody knows an address.
fn organizer(lines: &mut Lines, who: Option<&str>) {
    let name = line::parameter(who.unwrap_or("meetctl"));
    let mail = who.filter(|who| {
        let fits = |c: char| c.is_ascii_alphanumeric() || "._%+-@".contains(c);
        who.split('@').filter(|part| !part.is_empty()).count() == 2 && who.chars().all(fits)
    });
    match mail {
        Some(mail) => lines.plain(&format!("ORGANIZER;CN={name}:mailto:{mail}")),
        None => lines.plain(&format!("ORGANIZER;CN={name}:invalid:nomail")),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event() -> Event {
        Event {
            method: Method::Publish,
            uid: uid("v", Url::parse("https://h.example/x").ok().as_ref(), "a/1"),
            sequence: 3,
            stamp: "2026-11-20T00:00:00Z".parse().unwrap(),
            start: Some("2026-11-23T06:00:00Z".parse().unwrap()),
            end: Some("2026-11-23T07:30:00Z".parse().unwrap()),
            zone: TimeZone::get("Asia/Shanghai").unwrap(),
            summary: "周会; a, b\\c".into(),
            description: vec!["Join: https://x.example".into(), "Password: 1,2".into()],
            url: Some("https://x.example/加入?a=1;2".into()),
            organizer: Some("a@b.example".into()),
            rule: None,
        }
    }

    #[test]
    fn an_invitation_says_all_that_calendars_want() {
        let text = calendar(&event());
        for line in [
            "METHOD:PUBLISH",
            "UID:v-a.2f1@h.example",
            "SEQUENCE:3",
            "DTSTAMP:20261120T000000Z",
            "DTSTART;TZID=Asia/Shanghai:20261123T140000",
            "DTEND;TZID=Asia/Shanghai:20261123T153000",
            "TZID:Asia/Shanghai",
            "SUMMARY:周会\\; a\\, b\\\\c",
            "DESCRIPTION:Join: https://x.example\\nPassword: 1\\,2",
            "URL:https://x.example/%E5%8A%A0%E5%85%A5?a=1;2",
            "ORGANIZER;CN=\"a@b.example\":mailto:a@b.example",
            "STATUS:CONFIRMED",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}\n{text}");
        }
    }

    #[test]
    fn without_a_zone_of_its_own_a_time_is_in_utc() {
        let text = calendar(&Event { zone: TimeZone::UTC, method: Method::Cancel, ..event() });
        assert!(text.contains("DTSTART:20261123T060000Z\r\n") && !text.contains("VTIMEZONE"), "{text}");
        assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("STATUS:CANCELLED\r\n"));
    }

    proptest! {
        /// Whatever a server sends, no line of it becomes one of the file's own.
        #[test]
        fn nothing_can_be_smuggled_in(text in any::<String>()) {
            let hostile = Event {
                summary: text.clone(),
                description: vec![text.clone(), format!("{text}\r\nATTACH:x")],
                url: Some(text.clone()),
                organizer: Some(text.clone()),
                uid: uid("v", None, &text),
                ..event()
            };
            let out = calendar(&hostile);
            let names = |out: &str| -> Vec<String> {
                let lines = out.split("\r\n").filter(|line| !line.starts_with(' '));
                lines.map(|line| line.split([':', ';']).next().unwrap().to_owned()).collect()
            };
            prop_assert!(out.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
            let allowed = names(&calendar(&event()));
            prop_assert!(names(&out).iter().all(|name| allowed.contains(name)), "{out}");
        }
    }
}
