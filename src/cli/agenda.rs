//! `meetctl agenda`: what runs when, across profiles, and what clashes.

use super::context::{Context, json};
use super::fan_out::{Taker, servers, with_profile, zone};
use super::parsed;
use super::run::CallArgs;
use crate::document::{Column, Shape, Show, col};
use crate::env;
use crate::error::{Error, Result};
use crate::lang;
use crate::op::agenda::{Agenda, Booking, clashes};
use crate::op::ask::Typed;
use crate::op::meeting::{LIST, List, MEETING, Meeting};
use crate::output::{Format, Printer};
use crate::time::{Clock, Moment, parse_span, rfc3339};
use crate::vendor;
use clap::{ArgMatches, Args, Command};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _, Zoned};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use url::Url;

#[derive(Args, Debug)]
struct Input {
    #[command(flatten)]
    agenda: Agenda,
    #[command(flatten)]
    call: CallArgs,
}

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let Input { agenda, call } = parsed(matches)?;
    if context.global.raw {
        return Err(Error::usage(tr!("an agenda is made of several answers: no --raw"))
            .hint(tr!("meetctl meeting list --raw prints one")));
    }
    let several = context.several()?;
    let names = match &several {
        Some(names) => names.clone(),
        None => vec![context.target()?.profile.name.to_string()],
    };
    let asked = context.asked(names)?;
    let zone = zone(&asked);
    let list = span(&agenda, &zone)?;
    let view = View::new(context, agenda.clashes, several.is_some(), &zone);
    let options = context.output_options(zone.clone());
    let mut out = std::io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, view.shape)?;
    let servers = servers(&asked);
    let taker = RefCell::new(All(Vec::new()));
    let mut parts = context.gather(asked, &Typed::new(&LIST, &list)?, &call, &taker)?;
    if several.is_none()
        && let Some(only) = parts.pop()
    {
        // One profile fails as any command does.
        only.alone(context)?;
    }
    if !context.global.dry_run {
        let mut meetings = taker.into_inner().0;
        // A list shows what touches the span; what ended when it begins is not on any more.
        let from = list.from.as_deref().and_then(|from| from.parse::<Timestamp>().ok());
        meetings.retain(|(_, meeting)| from.is_none_or(|from| end(meeting).is_none_or(|end| end > from)));
        // By time; what begins when nobody knows comes last. Equals stay in the order of the profiles.
        meetings.sort_by_cached_key(|(_, meeting)| {
            let start = start(meeting);
            (start.is_none(), start)
        });
        let empty = if agenda.clashes { tr!("nothing clashes") } else { tr!("no meetings") };
        let rows = if agenda.clashes { view.clashes(&meetings, &servers)? } else { view.agenda(&meetings)? };
        rows.into_iter().try_for_each(|row| printer.row(row))?;
        if printer.finish()? == 0 && options.format == Format::Table {
            context.hint(empty);
        }
    }
    if parts.is_empty() { Ok(()) } else { context.verdict(parts, LIST.name) }
}

/// The span as every profile is asked for it: the same instants, whatever their zones.
fn span(agenda: &Agenda, zone: &TimeZone) -> Result<List> {
    let clock = Clock { now: env::now(), zone: zone.clone() };
    let from = agenda.from.as_deref().unwrap_or("today");
    let (from, to) = parse_span(Some(from), agenda.to.as_deref(), &clock)?;
    // Days of the calendar: one of them may have 23 hours.
    let week = |from: Timestamp| from.to_zoned(zone.clone()).checked_add(7.days()).ok();
    let to = to.or_else(|| Some(week(from?)?.timestamp()));
    let to = to.ok_or_else(|| Error::usage(tr!("the span is out of range")))?;
    Ok(List { from: from.map(|from| rfc3339(from, zone)), to: Some(rfc3339(to, zone)), ..List::default() })
}

fn start(meeting: &Meeting) -> Option<Timestamp> {
    meeting.start.map(Moment::time)
}

fn end(meeting: &Meeting) -> Option<Timestamp> {
    meeting.end.map(Moment::time)
}

/// Every meeting, with the place of its profile.
struct All(Vec<(usize, Meeting)>);

impl Taker<Meeting> for All {
    fn row(&mut self, profile: usize, row: Meeting) -> Result<()> {
        self.0.push((profile, row));
        Ok(())
    }

    fn over(&mut self, _: usize) -> Result<()> {
        Ok(())
    }
}

/// How the result is shown.
struct View<'z> {
    shape: &'static Shape,
    /// For people: days and hours instead of times.
    table: bool,
    /// A row a meeting, even where the document has a row a clash.
    flat: bool,
    zone: &'z TimeZone,
}

impl<'z> View<'z> {
    fn new(context: &Context<'_>, clashes: bool, several: bool, zone: &'z TimeZone) -> Self {
        let global = &context.global;
        let table = global.format() == Format::Table && global.jq.is_none() && global.fields.is_none();
        let flat = table || global.format() == Format::Csv;
        let shape = match (clashes, flat) {
            _ if table => for_people(clashes, several),
            (false, _) => with_profile(&MEETING),
            (true, true) => flat_clash(),
            (true, false) => &CLASH,
        };
        Self { shape, table, flat, zone }
    }

    fn agenda(&self, meetings: &[(usize, Meeting)]) -> Result<Vec<Value>> {
        let mut shown: Option<Option<Date>> = None;
        let row = |(_, meeting): &(usize, Meeting)| {
            if !self.table {
                return json(meeting);
            }
            let day = self.day(meeting);
            let first = shown != Some(day);
            shown = Some(day);
            self.line(meeting, first)
        };
        meetings.iter().map(row).collect()
    }

    fn clashes(&self, meetings: &[(usize, Meeting)], servers: &[Option<Url>]) -> Result<Vec<Value>> {
        let mut seen = BTreeSet::new();
        // Two profiles may lead to one account: a meeting does not clash with itself.
        let once = |(profile, meeting): &&(usize, Meeting)| {
            let server = servers.get(*profile).and_then(Option::as_ref);
            meeting.id.is_none() || seen.insert((meeting.vendor, server, meeting.id.clone(), start(meeting)))
        };
        let mut booked: Vec<(&Meeting, Booking)> = Vec::new();
        for (_, meeting) in meetings.iter().filter(once) {
            let rooms = vendor::find(meeting.vendor)?.meeting.rooms;
            booked.extend(Booking::of(meeting, rooms).map(|booking| (meeting, booking)));
        }
        let bookings: Vec<Booking> = booked.iter().map(|(_, booking)| booking.clone()).collect();
        let mut rows = Vec::new();
        for clash in clashes(&bookings) {
            let (kind, value) = (clash.shared.name(), clash.value);
            let of: Vec<&Meeting> = clash.bookings.iter().map(|at| booked[*at].0).collect();
            if !self.flat {
                let meetings = of.into_iter().map(json).collect::<Result<Vec<Value>>>()?;
                rows.push(json!({ "kind": kind, "value": value, "meetings": meetings }));
                continue;
            }
            let mut last = None;
            for (at, meeting) in of.into_iter().enumerate() {
                let day = self.day(meeting);
                let mut row =
                    if self.table { self.line(meeting, last != Some(day))? } else { json(meeting)? };
                last = Some(day);
                if !self.table || at == 0 {
                    row["kind"] = kind.into();
                    row["value"] = value.as_str().into();
                }
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn day(&self, meeting: &Meeting) -> Option<Date> {
        Some(start(meeting)?.to_zoned(self.zone.clone()).date())
    }

    /// A meeting as people read it; the day stands in front of its first meeting.
    fn line(&self, meeting: &Meeting, first: bool) -> Result<Value> {
        let at = |time: Timestamp| time.to_zoned(self.zone.clone());
        let start = start(meeting).map(at);
        let end = end(meeting).map(at);
        let day = start.as_ref().map_or_else(|| tr!("time not known").to_owned(), day_of);
        let time = match (&start, &end) {
            (Some(start), Some(end)) if start.date() == end.date() => {
                format!("{}–{}", start.strftime("%H:%M"), end.strftime("%H:%M"))
            }
            (Some(start), Some(end)) => {
                format!("{}–{}", start.strftime("%H:%M"), end.strftime("%m-%d %H:%M"))
            }
            (Some(start), None) => start.strftime("%H:%M").to_string(),
            (None, _) => String::new(),
        };
        let mut row = json(meeting)?;
        row["day"] = if first { day.into() } else { Value::Null };
        row["time"] = time.into();
        Ok(row)
    }
}

/// The columns that people need. It lives as long as the program, once.
fn for_people(clashes: bool, several: bool) -> &'static Shape {
    let mut columns = Vec::new();
    if clashes {
        columns.extend([col("kind", "CLASH"), col("value", "SHARED")]);
    }
    columns.extend([col("day", "DAY"), col("time", "TIME").show(Show::Time)]);
    let wanted = ["subject", "status", "host", "number", "profile", "vendor", "id"];
    let known = |field: &&str| MEETING.columns.iter().find(|column| column.field == *field);
    columns.extend(wanted.iter().filter_map(known).map(|column| match column.field {
        "profile" => Column { show: Show::Plain, keep: several, ..*column },
        _ => Column { ..*column },
    }));
    Box::leak(Box::new(Shape { noun: "meeting", plural: "meetings", columns: columns.leak() }))
}

/// A meeting of a clash on its own line.
fn flat_clash() -> &'static Shape {
    let own = with_profile(&MEETING).columns.iter().map(|column| Column { ..*column });
    let columns: Vec<Column> =
        [col("kind", "CLASH"), col("value", "SHARED")].into_iter().chain(own).collect();
    Box::leak(Box::new(Shape { noun: "clash", plural: "clashes", columns: columns.leak() }))
}

/// How clashes are shown in JSON.
pub(super) static CLASH: Shape = Shape {
    noun: "clash",
    plural: "clashes",
    columns: &[col("kind", "CLASH"), col("value", "SHARED"), col("meetings", "MEETINGS").show(Show::Long)],
};

/// `Mon 2026-11-23`.
fn day_of(at: &Zoned) -> String {
    const DAYS: [&str; 7] =
        [msg!("Mon"), msg!("Tue"), msg!("Wed"), msg!("Thu"), msg!("Fri"), msg!("Sat"), msg!("Sun")];
    let day = usize::try_from(at.weekday().to_monday_zero_offset()).ok().and_then(|day| DAYS.get(day));
    format!("{} {}", lang::text(day.copied().unwrap_or_default()), at.date())
}
