//! A report as one HTML file that needs nothing else: it may be mailed, archived and opened without
//! a network. The policy in its head forbids every request, and every script and style but its own,
//! which are part of the program and hold no data.

use super::chart::{STRIPS, Window, curve, strips};
use super::markup::Markup;
use super::sheet::SUMMARY_TITLE;
use super::{Cell, Content, Sheet, zone_name};
use crate::lang;
use crate::op::report::Person;
use crate::text::shorten;
use crate::time::{human, local};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::time::Duration;

/// A table of the page has at most so many rows; a browser has to lay them all out.
pub const ROWS: usize = 5_000;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page's text.
pub fn html(content: &Content, made: Timestamp) -> String {
    let mut page = Markup::default();
    head(&mut page, content);
    page.raw("<body>\n<main>\n");
    title(&mut page, content);
    figures(&mut page, content);
    charts(&mut page, content);
    for sheet in content.sheets.iter().filter(|sheet| sheet.title != SUMMARY_TITLE && !sheet.rows.is_empty())
    {
        table(&mut page, sheet, content);
    }
    let version = env!("CARGO_PKG_VERSION");
    let made = local(made, &content.zone);
    page.raw("<footer>").text(&tr!(
        "Made {made} by meetctl {version}. It holds personal data: hand it on with care.",
        made,
        version
    ));
    page.raw("</footer>\n");
    page.raw("</main>\n<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    page.into_string()
}

fn head(page: &mut Markup, content: &Content) {
    let hash = |part: &str| format!("sha256-{}", STANDARD.encode(Sha256::digest(part.as_bytes())));
    page.raw("<!DOCTYPE html>\n<html lang=\"")
        .raw(lang::spoken().tag())
        .raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; ");
    page.raw("base-uri 'none'; form-action 'none'; style-src '").text(&hash(STYLE));
    page.raw("'; script-src '").text(&hash(SCRIPT)).raw("'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    // Without one, browsers ask the server for an icon.
    page.raw("<link rel=\"icon\" href=\"data:,\">\n<title>").text(&name(content)).raw("</title>\n");
    page.raw("<style>").raw(STYLE).raw("</style>\n</head>\n");
}

/// What the meeting is called.
fn name(content: &Content) -> String {
    let subject = content.plan.subject.as_deref().map(str::trim).filter(|subject| !subject.is_empty());
    subject.map_or_else(|| tr!("Meeting {meeting}", meeting = content.meeting_id), str::to_owned)
}

fn title(page: &mut Markup, content: &Content) {
    page.raw("<header>\n<h1>").text(&name(content)).raw("</h1>\n<p>");
    let (start, end) = content.plan.times();
    let first = start.or_else(|| moment(content.figures.first_joined.as_ref()));
    let last = end.or_else(|| moment(content.figures.last_left.as_ref()));
    let when = first.map(|first| {
        let began = local(first, &content.zone);
        let span = last.map(|last| {
            let lasted = length(last.as_second() - first.as_second());
            format!(" – {}{}", until(first, last, content), tr!(" ({text})", text = lasted))
        });
        began + &span.unwrap_or_default()
    });
    let (id, zone) = (&content.meeting_id, zone_name(&content.zone));
    page.text(&match when {
        Some(when) => tr!("{when}, meeting {id}. Times are in {zone}.", when, id, zone),
        None => tr!("meeting {id}. Times are in {zone}.", id, zone),
    });
    page.raw("</p>\n</header>\n");
}

/// An end, without the day if that is the start's.
fn until(start: Timestamp, end: Timestamp, content: &Content) -> String {
    let (from, to) = (local(start, &content.zone), local(end, &content.zone));
    match (from.split_once(' '), to.split_once(' ')) {
        (Some((day, _)), Some((same, time))) if day == same => time.to_owned(),
        _ => to,
    }
}

/// How a figure is to be taken.
#[derive(Clone, Copy)]
enum Mood {
    Plain,
    Good,
    Warn,
}

fn figures(page: &mut Markup, content: &Content) {
    let told = &content.figures;
    let inside = if told.inside > 0 {
        tr!(", {inside} without a known end", inside = told.inside)
    } else {
        String::new()
    };
    page.raw("<ul class=\"figures\">\n");
    card(page, Mood::Plain, &told.people.to_string(), tr!("People"), &(visits(told.visits) + &inside));
    if let (Some(invited), Some(present)) = (told.invited, told.invited_present) {
        let rate = share(told.attendance_rate.unwrap_or(0.0));
        let mood = if present == invited { Mood::Good } else { Mood::Plain };
        card(page, mood, &rate, tr!("Attendance"), &tr!("{present} of {invited} invited", present, invited));
    }
    let grace = match told.grace_seconds {
        0 => String::new(),
        grace => tr!(" by more than {time}", time = length(grace)),
    };
    for (number, label, what) in [
        (told.late, tr!("Late"), tr!("came after the start")),
        (told.left_early, tr!("Left early"), tr!("went before the end")),
    ] {
        if let Some(number) = number {
            let mood = if number == 0 { Mood::Good } else { Mood::Warn };
            card(page, mood, &number.to_string(), label, &format!("{what}{grace}"));
        }
    }
    if let Some(average) = told.average_seconds {
        card(page, Mood::Plain, &rounded(average), tr!("Time inside"), tr!("on average"));
    }
    if let Some(at) = moment(told.peak_at.as_ref()) {
        let when = local(at, &content.zone);
        let when =
            if content.one_day() { when.split_once(' ').map_or(&*when, |(_, time)| time) } else { &when };
        card(page, Mood::Plain, &told.peak.to_string(), tr!("At once"), &tr!("the most, at {when}", when));
    }
    if told.rollcalls > 0 {
        let best = content.people.iter().filter_map(|person| person.rollcalls_answered).sum::<usize>();
        card(page, Mood::Plain, &told.rollcalls.to_string(), tr!("Roll calls"), &answers(best));
    }
    if told.hands_raised > 0 {
        let who = content.people.iter().filter(|p| p.hands_raised.is_some_and(|hands| hands > 0)).count();
        let who = if who == 1 { tr!("by one person").to_owned() } else { tr!("by {who} people", who) };
        card(page, Mood::Plain, &told.hands_raised.to_string(), tr!("Hands raised"), &who);
    }
    page.raw("</ul>\n");
}

fn card(page: &mut Markup, mood: Mood, value: &str, label: &str, more: &str) {
    page.raw(match mood {
        Mood::Plain => "<li>",
        Mood::Good => "<li class=\"good\">",
        Mood::Warn => "<li class=\"warn\">",
    });
    page.raw("<span class=\"label\">").text(label).raw("</span><b>").text(value).raw("</b><span>");
    page.text(more).raw("</span></li>\n");
}

/// Who was in when, below how many were: both over the same axis.
fn charts(page: &mut Markup, content: &Content) {
    let Some(window) = Window::of(&content.people, &content.plan) else { return };
    let shown = strips(&content.people);
    if shown.is_empty() {
        return;
    }
    let marks = window.marks(&content.zone);
    page.raw("<section>\n<h2>").text(tr!("Who was in when")).raw("</h2>\n<p class=\"legend\"><span><i></i>");
    page.text(tr!("inside")).raw("</span>");
    if content.figures.inside > 0 {
        page.raw("<span><i class=\"l-open\"></i>").text(tr!("inside, end not known")).raw("</span>");
    }
    if window.plan.is_some() {
        page.raw("<span><i class=\"l-plan\"></i>").text(tr!("the meeting's time")).raw("</span>");
    }
    page.raw("</p>\n<ul class=\"chart\">\n");
    level(page, content, &window, &marks);
    axis(page, content, &marks);
    for person in &shown {
        strip(page, person, content, &window, &marks);
    }
    page.raw("</ul>\n");
    let all = content.people.iter().filter(|person| !person.spans.is_empty()).count();
    if all > STRIPS {
        page.raw("<p>").text(&tr!(
            "These are the {shown} of {all} people who stayed longest; the curve is of all.",
            shown = shown.len(),
            all
        ));
        page.raw("</p>\n");
    }
    page.raw("</section>\n");
}

#[expect(clippy::cast_precision_loss, reason = "heights on a screen")]
fn level(page: &mut Markup, content: &Content, window: &Window, marks: &[(f64, Timestamp)]) {
    let steps = curve(&content.people, window, content.plan.times().1);
    let peak = steps.iter().map(|step| step.1).max().unwrap_or(0);
    if peak == 0 {
        return;
    }
    let height = |inside: usize| 100.0 - inside as f64 / peak as f64 * 98.0;
    page.raw("<li class=\"tall\"><span class=\"name\"><span>").text(&tr!("{peak} people", peak));
    page.raw("</span><span>0</span></span>");
    page.raw("<svg class=\"curve\" role=\"img\" aria-label=\"");
    page.text(&tr!("How many people were inside: at most {peak}", peak));
    page.raw("\" viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\">");
    if let Some((from, to)) = window.plan {
        page.raw("<rect class=\"plan\" y=\"0\" height=\"100\" x=\"").number(from * 1_000.0);
        page.raw("\" width=\"").number((to - from) * 1_000.0).raw("\"/>");
    }
    for (at, _) in marks {
        page.raw("<path class=\"tick\" vector-effect=\"non-scaling-stroke\" d=\"M")
            .number(at * 1_000.0)
            .raw(" 0V100\"/>");
    }
    for class in [["<path class=\"area\" d=\"M", " 100"], ["<path class=\"edge\" d=\"M", " 100"]] {
        let first = steps.first().map_or(0.0, |step| step.0);
        page.raw(class[0]).number(first * 1_000.0).raw(class[1]);
        for (at, inside) in &steps {
            page.raw("H").number(at * 1_000.0).raw("V").number(height(*inside));
        }
        page.raw("\"/>");
    }
    page.raw("</svg><span class=\"length\"></span></li>\n");
}

/// The times below the curve and above the strips.
fn axis(page: &mut Markup, content: &Content, marks: &[(f64, Timestamp)]) {
    page.raw("<li aria-hidden=\"true\"><span class=\"name\"></span><svg class=\"axis\">");
    for (n, (at, time)) in marks.iter().enumerate() {
        let place = match at {
            at if *at < 0.03 => " first",
            at if *at > 0.97 => " last",
            _ => "",
        };
        page.raw("<text class=\"")
            .raw(if n % 2 == 1 { "odd" } else { "even" })
            .raw(place)
            .raw("\" y=\"15\" x=\"");
        let text = local(*time, &content.zone);
        let text = if content.one_day() {
            text.split_once(' ').map_or(&*text, |(_, time)| time)
        } else {
            &text[5..]
        };
        page.number(at * 100.0).raw("%\">").text(text).raw("</text>");
    }
    page.raw("</svg><span class=\"length\"></span></li>\n");
}

fn strip(page: &mut Markup, person: &Person, content: &Content, window: &Window, marks: &[(f64, Timestamp)]) {
    let known = person.name.as_ref().or(person.user_id.as_ref()).or(person.email.as_ref());
    let name = known.map_or(tr!("(no name)"), String::as_str);
    page.raw("<li><span class=\"name\" title=\"").text(name).raw("\">").text(name);
    let grace = content.plan.grace_seconds;
    if person.late_seconds.is_some_and(|late| late > grace) {
        page.raw("<small>").text(tr!("late")).raw("</small>");
    }
    if person.early_seconds.is_some_and(|early| early > grace) {
        page.raw("<small>").text(tr!("left early")).raw("</small>");
    }
    page.raw("</span><svg class=\"strip\" role=\"img\" aria-label=\"")
        .text(&stays(person, content))
        .raw("\">");
    page.raw("<rect class=\"track\" width=\"100%\" height=\"100%\"/>");
    if let Some((from, to)) = window.plan {
        page.raw("<rect class=\"plan\" height=\"100%\" x=\"").number(from * 100.0);
        page.raw("%\" width=\"").number((to - from) * 100.0).raw("%\"/>");
    }
    for (at, _) in marks {
        page.raw("<line class=\"tick\" y2=\"100%\" x1=\"").number(at * 100.0).raw("%\" x2=\"");
        page.number(at * 100.0).raw("%\"/>");
    }
    for span in &person.spans {
        let (from, long) = window.stay(*span);
        // A visit of seconds is seen too.
        let long = long.max(0.004);
        page.raw(if span.1.is_some() { "<rect class=\"in\"" } else { "<rect class=\"open\"" });
        page.raw(" y=\"15%\" height=\"70%\" rx=\"2\" x=\"").number(from.min(1.0 - long) * 100.0);
        page.raw("%\" width=\"").number(long * 100.0).raw("%\"><title>").text(&stay(*span, content));
        page.raw("</title></rect>");
    }
    page.raw("</svg><span class=\"length\">");
    if let Some(seconds) = person.duration_seconds.filter(|seconds| *seconds > 0) {
        page.text(&rounded(seconds));
    }
    page.raw("</span></li>\n");
}

/// At most so many stays are read out.
const READ_OUT: usize = 20;

fn stays(person: &Person, content: &Content) -> String {
    let all: Vec<String> = person.spans.iter().take(READ_OUT).map(|span| stay(*span, content)).collect();
    let more = if person.spans.len() > READ_OUT { format!("{}…", tr!(", ")) } else { String::new() };
    tr!("inside {stays}{more}", stays = all.join(tr!(", ")), more)
}

fn stay((from, to): (Timestamp, Option<Timestamp>), content: &Content) -> String {
    let began = local(from, &content.zone);
    match to {
        Some(to) => format!("{began} – {}", until(from, to, content)),
        None => format!("{began} – ?"),
    }
}

fn table(page: &mut Markup, sheet: &Sheet, content: &Content) {
    page.raw("<section>\n<h2>").text(lang::text(sheet.title)).raw("</h2>\n");
    if sheet.total > sheet.rows.len() {
        page.raw("<p>").text(&tr!(
            "The first {shown} of {all}; all of them are in the CSV and the workbook.",
            shown = sheet.rows.len(),
            all = sheet.total
        ));
        page.raw("</p>\n");
    }
    page.raw("<div class=\"wide\" tabindex=\"0\">\n<table>\n<thead><tr>");
    for column in &sheet.columns {
        page.raw("<th scope=\"col\"><button type=\"button\">").text(column).raw("</button></th>");
    }
    page.raw("</tr></thead>\n<tbody>\n");
    for row in &sheet.rows {
        page.raw("<tr>");
        for value in row {
            cell(page, value, content);
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody>\n</table>\n</div>\n</section>\n");
}

#[expect(clippy::cast_precision_loss, reason = "only sorted by")]
fn cell(page: &mut Markup, cell: &Cell, content: &Content) {
    // What it is sorted by, if that is not what it shows.
    let (by, text) = match cell {
        Cell::Empty => (None, Cow::Borrowed("")),
        Cell::Text(text) => (None, shorten(text, LONGEST)),
        Cell::Number(number) => (Some(*number), number.to_string().into()),
        Cell::Share(part) => (Some(*part), share(*part).into()),
        Cell::Seconds(0) => (Some(0.0), Cow::Borrowed("–")),
        Cell::Seconds(seconds) => (Some(*seconds as f64), length(*seconds).into()),
        Cell::Time(time) => (Some(time.as_second() as f64), local(*time, &content.zone).into()),
        Cell::Flag(true) => (Some(1.0), Cow::Borrowed(tr!("yes"))),
        Cell::Flag(false) => (Some(0.0), Cow::Borrowed(tr!("no"))),
    };
    match by {
        Some(by) => page.raw("<td data-v=\"").number(by).raw("\">"),
        None if text.chars().nth(SHORT).is_some() => page.raw("<td class=\"long\">"),
        None => page.raw("<td>"),
    };
    page.text(&text).raw("</td>");
}

/// Text of so many characters stands in one line.
const SHORT: usize = 32;
/// No cell shows more characters; the workbook has them.
const LONGEST: usize = 500;

impl Content {
    /// Whether all that is shown lies on one day, so that times need no date.
    fn one_day(&self) -> bool {
        let day = |time: Timestamp| self.zone.to_datetime(time).date();
        Window::of(&self.people, &self.plan).is_none_or(|window| day(window.from) == day(window.to))
    }
}

fn length(seconds: i64) -> String {
    human(Duration::from_secs(seconds.unsigned_abs()))
}

/// A length without the seconds that nobody looks for.
fn rounded(seconds: i64) -> String {
    length(if seconds < 600 { seconds } else { (seconds + 30) / 60 * 60 })
}

fn share(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

fn visits(number: usize) -> String {
    if number == 1 { tr!("1 visit").to_owned() } else { tr!("{number} visits", number) }
}

fn answers(number: usize) -> String {
    if number == 1 { tr!("1 answer").to_owned() } else { tr!("{number} answers", number) }
}

fn moment(text: Option<&String>) -> Option<Timestamp> {
    text?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op::report::{ATTENDANCE, Attendance, Figures, Plan, Report, value};
    use crate::report::sheet::Builder;
    use jiff::tz::TimeZone;

    fn page(name: &str, visits: usize) -> String {
        let at = |n: usize| format!("2026-11-23T14:{:02}:{:02}+08:00", n / 60 % 60, n % 60);
        let visit = |n: usize| Attendance {
            name: Some(format!("{name}{n}")),
            joined: Some(at(n)),
            left: Some(at(n + 600)),
            ..Attendance::default()
        };
        let mut report = Report::of_visits("1", (0..visits).map(visit)).unwrap();
        report.plan = Plan {
            subject: Some(name.to_owned()),
            start: Some(at(0)),
            end: Some(at(1_800)),
            grace_seconds: 60,
        };
        let people = report.people().unwrap();
        let mut sheet = Builder::new("Attendees", &ATTENDANCE, ROWS);
        report
            .visits(|visit| {
                sheet.row(value(&visit)?.as_object().unwrap());
                Ok(())
            })
            .unwrap();
        let content = Content {
            meeting_id: "1".into(),
            figures: Figures::of(&report, &people),
            plan: report.plan.clone(),
            people,
            sheets: vec![sheet.finish()],
            zone: TimeZone::get("Asia/Shanghai").unwrap(),
        };
        html(&content, "2026-11-24T00:00:00Z".parse().unwrap())
    }

    #[test]
    fn the_only_script_is_our_own_and_nothing_is_linked() {
        let page = page("</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'", 3);
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</script").count(), 1);
        assert_eq!(page.matches("<img").count(), 0);
        for fetched in ["src=", "http:", "https:", "url(", "@import", "href=\"h"] {
            let found = page.replace("src=x", "").contains(fetched);
            assert!(!found, "{fetched}");
        }
        assert!(page.contains("Times are in Asia/Shanghai."), "the zone is named");
    }

    #[test]
    fn a_large_meeting_makes_a_page_of_bounded_size() {
        let (large, larger) = (page("p", 6_000), page("p", 9_000));
        assert_eq!(large.matches("<svg class=\"strip\"").count(), STRIPS);
        assert!(large.contains("These are the 200 of 6000 people who stayed longest"));
        assert!(larger.contains("The first 5000 of 9000"));
        assert!(larger.len() < large.len() + 100_000, "{} {}", large.len(), larger.len());
    }

    #[test]
    fn the_policy_names_the_hashes_of_what_is_in_the_page() {
        let page = page("p", 1);
        let between = |open: &str, close: &str| {
            let (_, rest) = page.split_once(open).unwrap();
            rest.split_once(close).unwrap().0.to_owned()
        };
        for (open, close, name) in
            [("<style>", "</style>", "style-src"), ("<script>", "</script>", "script-src")]
        {
            let hash = STANDARD.encode(Sha256::digest(between(open, close).as_bytes()));
            let hash: String = Some(hash).into_iter().collect();
            assert!(page.contains(&format!("{name} 'sha256-{hash}'")), "{name}");
        }
    }
}
