//! `meetctl report`

use super::context::{Context, note};
use super::duration::duration_or_zero;
use super::outfile::OutFile;
use super::parsed;
use super::run::CallArgs;
use crate::document::Shape;
use crate::env;
use crate::error::{Error, Result};
use crate::lang;
use crate::op::report::{
    ATTENDANCE, Attendance, Figures, HANDSUP, INVITED, Of, PEOPLE, REPORT, ROLLCALL, Report, SUMMARY,
    Section, WHOLE, value,
};
use crate::output::{Format, Printer};
use crate::report::sheet::{Builder, figures};
use crate::report::{Content, mask, page, workbook};
use crate::time::{Clock, parse_time, rfc3339};
use clap::{ArgMatches, Args, Command};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use std::time::Duration;

#[derive(Args, Debug)]
#[group(skip)]
struct Input {
    #[command(flatten)]
    of: Of,
    /// Only this part; tables, CSV and JSON lines show attendees unless another is named
    #[arg(long, value_enum, value_name = "SECTION")]
    section: Option<Section>,
    /// Write it as a page for people: one file that needs no network
    #[arg(long, value_name = "FILE")]
    html: Option<OutFile>,
    /// Write it as a workbook, a sheet a section
    #[arg(long, value_name = "FILE")]
    xlsx: Option<OutFile>,
    /// When the meeting was to start, where the vendor does not tell or tells otherwise
    #[arg(long, value_name = "TIME")]
    start: Option<String>,
    /// When the meeting was to end
    #[arg(long, value_name = "TIME")]
    end: Option<String>,
    /// Who comes or goes within this of start and end is in time
    #[arg(long, value_name = "DURATION", default_value = "1m", value_parser = duration_or_zero)]
    grace: Duration,
    /// Hide telephone numbers, e-mail and network addresses and places
    #[arg(long)]
    mask: bool,
    /// CSV for a spreadsheet: with a byte order mark, and local times whose zone the headings name
    #[arg(long)]
    bom: bool,
    /// CSV cells as they are, even those that a spreadsheet would run as a formula
    #[arg(long)]
    raw_cells: bool,
    #[command(flatten)]
    call: CallArgs,
}

/// The parts that files show, in this order.
const SECTIONS: [(Section, &str, &Shape); 6] = [
    (Section::People, msg!("People"), &PEOPLE),
    (Section::Attendees, msg!("Attendees"), &ATTENDANCE),
    (Section::Invitees, msg!("Invitees"), &INVITED),
    (Section::Live, msg!("Live viewers"), &ATTENDANCE),
    (Section::Rollcall, msg!("Roll calls"), &ROLLCALL),
    (Section::Handsup, msg!("Raised hands"), &HANDSUP),
];

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    let format = context.global.format();
    input.check(context, format)?;
    let whole = input.section.is_none() && (format == Format::Json || context.global.jq.is_some());
    let section = input.section.unwrap_or(Section::Attendees);
    // Whatever is wrong with --fields and --jq, a time or a file's place is said before anything is sent.
    let target = context.target()?;
    let zone = target.profile.zone.clone();
    let mut options = context.output_options(zone.clone());
    (options.spreadsheet, options.raw_cells) = (input.bom, input.raw_cells);
    let plan = input.plan(&zone)?;
    let mut out = std::io::stdout().lock();
    let printer = Printer::new(&mut out, &options, if whole { &WHOLE } else { shape(section) })?;
    let Some(mut report) = context.obtain(&target, &REPORT, &input.of, &input.call)? else { return Ok(()) };
    plan.over(&mut report);
    input.write(context, &mut report, &zone)?;
    // Whoever asked for a file alone gets the file alone.
    if input.files().next().is_some() && input.section.is_none() && context.global.output.is_none() && !whole
    {
        return Ok(());
    }
    if whole {
        return printer.one(input.hidden(report.document()?));
    }
    print(context, printer, &input, section, &mut report, format)
}

impl Input {
    fn files(&self) -> impl Iterator<Item = &OutFile> {
        [&self.html, &self.xlsx].into_iter().flatten()
    }

    fn check(&self, context: &Context<'_>, format: Format) -> Result<()> {
        if (self.bom || self.raw_cells) && format != Format::Csv {
            return Err(Error::usage(tr!("--bom and --raw-cells are for CSV")).hint(tr!("add -o csv")));
        }
        if context.global.raw && (self.mask || self.files().next().is_some()) {
            return Err(Error::usage(tr!(
                "--raw prints the vendor's answer as it is: no --mask, --html or --xlsx"
            )));
        }
        self.files().try_for_each(OutFile::check)
    }

    fn plan(&self, zone: &TimeZone) -> Result<Given> {
        let clock = Clock { now: env::now(), zone: zone.clone() };
        let time = |text: &Option<String>, flag: &str| {
            let read = |text: &String| parse_time(text, &clock).map(|time| rfc3339(time, zone));
            text.as_ref().map(read).transpose().map_err(|error| error.of_flag(flag))
        };
        Ok(Given {
            start: time(&self.start, "start")?,
            end: time(&self.end, "end")?,
            grace: i64::try_from(self.grace.as_secs()).unwrap_or(i64::MAX),
        })
    }

    /// Without what `--mask` hides.
    fn hidden(&self, mut part: Value) -> Value {
        if self.mask {
            mask::mask(&mut part);
        }
        part
    }

    /// Writes the files that were asked for.
    fn write(&self, context: &Context<'_>, report: &mut Report, zone: &TimeZone) -> Result<()> {
        let readers = context.global.readers(context.env);
        if let Some(file) = &self.html {
            let page = lang::within(readers, || {
                self.content(report, zone, page::ROWS).map(|content| page::html(&content, env::now()))
            })?;
            file.write(page.as_bytes())?;
            context.hint(&tr!("wrote {file}", file));
        }
        if let Some(file) = &self.xlsx {
            let (workbook, cut) = lang::within(readers, || {
                let content = self.content(report, zone, workbook::ROWS)?;
                let cut = content.sheets.iter().any(|sheet| sheet.total > sheet.rows.len());
                Ok::<_, Error>((workbook::bytes(&content)?, cut))
            })?;
            file.write(&workbook)?;
            if cut {
                note(tr!("warning: a sheet holds at most 1,048,575 rows; -o csv has all of them"));
            }
            context.hint(&tr!("wrote {file}", file));
        }
        Ok(())
    }

    fn content(&self, report: &mut Report, zone: &TimeZone, most: usize) -> Result<Content> {
        let mut people = report.people()?;
        let told = Figures::of(report, &people);
        let object = |value: Value| match self.hidden(value) {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        let mut sheets = vec![figures(&SUMMARY, &object(value(&told)?))];
        for (section, title, shape) in SECTIONS {
            let mut sheet = Builder::new(title, shape, most);
            each(report, section, |row| {
                sheet.row(&object(row));
                Ok(())
            })?;
            let sheet = sheet.finish();
            if !sheet.rows.is_empty() || matches!(section, Section::People | Section::Attendees) {
                sheets.push(sheet);
            }
        }
        let mut plan = report.plan.clone();
        if self.mask {
            plan.subject = plan.subject.as_deref().map(mask::text);
            for person in &mut people {
                person.name = person.name.as_deref().map(mask::text);
                person.user_id = person.user_id.as_deref().map(mask::text);
                person.email = person.email.as_deref().map(mask::text);
            }
        }
        let meeting_id = report.meeting_id.clone();
        Ok(Content { meeting_id, figures: told, plan, people, sheets, zone: zone.clone() })
    }
}

/// What the command line says of the meeting's times.
struct Given {
    start: Option<String>,
    end: Option<String>,
    grace: i64,
}

impl Given {
    /// Replaces what the vendor told.
    fn over(self, report: &mut Report) {
        let plan = &mut report.plan;
        plan.start = self.start.or(plan.start.take());
        plan.end = self.end.or(plan.end.take());
        plan.grace_seconds = self.grace;
    }
}

fn shape(section: Section) -> &'static Shape {
    match section {
        Section::Summary => &SUMMARY,
        Section::Attendees | Section::Live => &ATTENDANCE,
        Section::People => &PEOPLE,
        Section::Invitees => &INVITED,
        Section::Rollcall => &ROLLCALL,
        Section::Handsup => &HANDSUP,
    }
}

/// Shows the rows of a section, one at a time.
fn each(report: &mut Report, section: Section, mut show: impl FnMut(Value) -> Result<()>) -> Result<()> {
    match section {
        Section::Attendees => report.visits(|visit: Attendance| show(value(&visit)?)),
        Section::People => report.people()?.iter().try_for_each(|person| show(value(person)?)),
        Section::Invitees => report.invitees.iter().cloned().map(Value::Object).try_for_each(show),
        Section::Rollcall => report.rollcall.iter().cloned().map(Value::Object).try_for_each(show),
        Section::Handsup => report.handsup.iter().cloned().map(Value::Object).try_for_each(show),
        Section::Live => report.live.as_array().into_iter().flatten().cloned().try_for_each(show),
        Section::Summary => {
            let people = report.people()?;
            show(value(&Figures::of(report, &people))?)
        }
    }
}

fn print(
    context: &Context<'_>,
    mut printer: Printer<'_>,
    input: &Input,
    section: Section,
    report: &mut Report,
    format: Format,
) -> Result<()> {
    if section == Section::Summary {
        let people = report.people()?;
        return printer.one(input.hidden(value(&Figures::of(report, &people))?));
    }
    if section == Section::Live && !report.live.is_array() {
        if report.live.is_null() {
            context.hint(tr!("the vendor does not tell this part"));
            if context.global.jq.is_none() && matches!(format, Format::Table | Format::Csv) {
                return printer.finish().map(drop);
            }
        }
        return printer.one(input.hidden(report.live.clone()));
    }
    let printed = each(report, section, |row| printer.row(input.hidden(row)));
    // What was printed stays readable even where a later row could not be had.
    let rows = printer.finish();
    printed?;
    if rows? == 0 && format == Format::Table {
        context.hint(&tr!("no {plural}", plural = lang::text(shape(section).plural)));
    }
    Ok(())
}
