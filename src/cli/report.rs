//! `meetctl report`

use super::context::{Context, json};
use super::parsed;
use super::run::CallArgs;
use crate::document::{Shape, Show, col};
use crate::error::Result;
use crate::op::report::{ATTENDANCE, Of, PEOPLE, REPORT, SUMMARY, Section, WHOLE};
use crate::output::{Format, Printer};
use clap::{ArgMatches, Args, Command};
use serde_json::Value;

#[derive(Args, Debug)]
#[group(skip)]
struct Input {
    #[command(flatten)]
    of: Of,
    /// Only this part; tables, CSV and JSON lines show attendees unless another is named
    #[arg(long, value_enum, value_name = "SECTION")]
    section: Option<Section>,
    #[command(flatten)]
    call: CallArgs,
}

/// Parts whose fields are the vendor's own.
static FREE: Shape =
    Shape { noun: "entry", plural: "entries", columns: &[col("extra", "EXTRA").show(Show::Long)] };

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    let whole = input.section.is_none() && context.global.format() == Format::Json;
    let whole = whole || input.section.is_none() && context.global.jq.is_some();
    let section = input.section.unwrap_or(Section::Attendees);
    let shape = match section {
        _ if whole => &WHOLE,
        Section::Attendees => &ATTENDANCE,
        Section::People => &PEOPLE,
        Section::Summary => &SUMMARY,
        Section::Invitees | Section::Live | Section::Rollcall | Section::Handsup => &FREE,
    };
    // Whatever is wrong with --fields and --jq is said before anything is sent.
    let target = context.target()?;
    let options = context.output_options(target.profile.zone.clone());
    let mut out = std::io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, shape)?;
    let Some(report) = context.obtain(&target, &REPORT, &input.of, &input.call)? else { return Ok(()) };
    if whole {
        return printer.one(json(&report)?);
    }
    let part = match section {
        Section::Attendees => json(&report.attendees)?,
        Section::People => json(&report.people)?,
        Section::Summary => report.summary,
        Section::Invitees => json(&report.invitees)?,
        Section::Live => report.live,
        Section::Rollcall => json(&report.rollcall)?,
        Section::Handsup => json(&report.handsup)?,
    };
    match part {
        Value::Array(rows) => {
            rows.into_iter().try_for_each(|row| printer.row(row))?;
            let rows = printer.finish()?;
            if rows == 0 && options.format == Format::Table {
                context.hint(&format!("no {}", shape.plural));
            }
            Ok(())
        }
        Value::Null => {
            context.hint("the vendor does not tell this part");
            printer.one(Value::Null)
        }
        part => printer.one(part),
    }
}
