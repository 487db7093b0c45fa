//! `join-url --from`: a link for each row of a CSV file, in the order of the rows.
//!
//! Where links are made on this machine they are streamed, and a file is read twice: every row is checked
//! before the first link is printed. What comes through a pipe can be read only once, so there the first
//! wrong row ends it. Where the vendor makes them, all rows are read and checked before the first is sent.

mod asked;

use super::bar::Bar;
use super::context::Context;
use super::run::CallArgs;
use crate::client::draft::given;
use crate::delimited::faults::Faults;
use crate::delimited::{Fault, Source, Table};
use crate::error::{Error, Kind, Result};
use crate::file;
use crate::op::join_url::{Column, Guest, LINK, MAKE, Make, Mint};
use crate::output::{Format, Options, Printer};
use crate::text::{self, shorten};
use csv::ByteRecord;
use serde_json::{Map, json};
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::rc::Rc;

/// The columns that a link needs which is made on this machine.
const NEEDED: [Column; 3] = [Column::Meeting, Column::User, Column::Name];

/// The bar moves once in so many rows.
const STEP: u64 = 4096;

/// Where each column stands, and what holds for rows that do not say.
struct Rows<'a> {
    at: [Option<usize>; Column::ALL.len()],
    make: &'a Make,
}

pub(super) fn run(context: &Context<'_>, make: &Make, path: &Path, args: &CallArgs) -> Result<()> {
    let target = context.target()?;
    // The same refusals as for a single link: a flag that the vendor's links cannot carry.
    let route = MAKE.route(target.vendor, &target.profile, &given(make)?, &args.set)?;
    let Some(start) = target.vendor.join_url.mint else {
        return asked::run(context, &target, route, make, path, args);
    };
    let mut mint = start(&target.profile)?;
    let piped = path == Path::new("-") || !std::fs::metadata(path).is_ok_and(|info| info.is_file());
    let mut total = None;
    if !piped {
        total = Some(check(open(path)?, make, mint.as_mut())?);
    }
    let mut table = table(open(path)?)?;
    let options = context.output_options(target.profile.zone.clone());
    let bar = bar(context, total);
    let mut stdout = std::io::stdout().lock();
    if alone(&options) {
        // A link a line: nothing is quoted or escaped, because links are percent-encoded.
        let mut out = BufWriter::with_capacity(1 << 16, &mut stdout);
        each(context, &mut table, make, mint.as_mut(), &bar, |_, url| {
            out.write_all(url.as_bytes())
                .and_then(|()| out.write_all(b"\n"))
                .map_err(|error| Error::output(&error))
        })?;
        out.flush().map_err(|error| Error::output(&error))
    } else {
        let mut printer = Printer::new(&mut stdout, &options, &LINK)?;
        let made = each(context, &mut table, make, mint.as_mut(), &bar, |guest, url| {
            printer.row(json!({
                "profile": target.profile.name,
                "vendor": target.vendor.id,
                "meeting_id": guest.meeting,
                "user_id": guest.user,
                "name": guest.name,
                "role": guest.role_name(),
                "kind": guest.kind(),
                "url": url,
                "extra": Map::new(),
            }))
        });
        // What was printed stays readable even where a later row was wrong.
        let ended = printer.finish();
        made.and(ended.map(drop))
    }
}

/// Whether links are printed alone, one a line, since no format is asked for.
fn alone(options: &Options) -> bool {
    options.format == Format::Table && options.jq.is_none() && options.fields.is_empty() && !options.wide
}

/// Reads all rows without printing anything, and lists what is wrong with them. Counts the rows.
///
/// # Errors
///
/// Of the kind `usage`: the faults with their lines, as many as are worth showing.
pub fn check(source: Box<dyn Read>, make: &Make, mint: &mut dyn Mint) -> Result<u64> {
    visit(source, make, &NEEDED, &mut |_, guest| mint.check(guest))
}

/// Sees a guest, and the file, which tells the line.
type See<'a> = dyn FnMut(&Table<Box<dyn Read>>, Guest<'_>) -> Result<()> + 'a;

/// Shows every row; what is wrong with them is one error in the end. Counts the rows.
fn visit(source: Box<dyn Read>, make: &Make, needed: &[Column], see: &mut See<'_>) -> Result<u64> {
    let mut table = table(source)?;
    let rows = Rows::new(&mut table, make, needed)?;
    let (mut count, mut faults) = (0, Faults::default());
    while let Some(read) = table.advance() {
        count += 1;
        let seen = match read {
            Ok(()) => rows.guest(table.record()).and_then(|guest| see(&table, guest)),
            Err(Fault::Row(what)) => Err(Error::usage(what)),
            Err(Fault::File(error)) => return Err(at(table.line(), error)),
        };
        if let Err(error) = seen {
            if !table.is_utf8() {
                return Err(Fault::not_utf8(table.line()).into_error());
            }
            if !matches!(error.kind(), Kind::Usage | Kind::Unsupported) {
                return Err(error);
            }
            faults.push(table.line(), error);
            if faults.are_enough() {
                break;
            }
        }
    }
    faults.verdict(tr!("no link was made")).map(|()| count)
}

/// Makes a link for each row.
fn each(
    context: &Context<'_>,
    table: &mut Table<Box<dyn Read>>,
    make: &Make,
    mint: &mut dyn Mint,
    bar: &Bar,
    mut print: impl FnMut(Guest<'_>, &str) -> Result<()>,
) -> Result<()> {
    let rows = Rows::new(table, make, &NEEDED)?;
    let (mut url, mut count, mut odd) = (String::new(), 0_u64, false);
    while let Some(read) = table.advance() {
        url.clear();
        let named = |error: Error| at(table.line(), error);
        read.map_err(|fault| named(fault.into_error()))?;
        let guest = rows.guest(table.record()).map_err(named)?;
        if !odd && is_odd(guest.meeting) {
            odd = true;
            context.hint(&tr!(
                "warning: line {line}: {odd}",
                line = table.line(),
                odd = oddity(guest.meeting)
            ));
        }
        mint.link(guest, &mut url).map_err(named)?;
        print(guest, &url)?;
        count += 1;
        if count.is_multiple_of(STEP) {
            bar.set(count);
        }
    }
    Ok(())
}

impl<'a> Rows<'a> {
    fn new(table: &mut Table<Box<dyn Read>>, make: &'a Make, needed: &[Column]) -> Result<Self> {
        let mut at = [None; Column::ALL.len()];
        for (cell, column) in table.titles(&Column::NAMES)?.into_iter().enumerate() {
            at[column] = Some(cell);
        }
        for column in needed.iter().copied() {
            if at[column as usize].is_none() && !(column == Column::Meeting && make.meeting.is_some()) {
                let name = column.name();
                return Err(Error::usage(tr!("line 1: the column \"{name}\" is missing", name))
                    .hint(tr!("the first line names the columns, e.g. meeting,user,name,role")));
            }
        }
        Ok(Self { at, make })
    }

    fn guest<'r>(&'r self, record: &'r ByteRecord) -> Result<Guest<'r>> {
        let cell = |column: Column| {
            let bytes = self.at[column as usize].and_then(|i| record.get(i)).unwrap_or_default();
            std::str::from_utf8(bytes).map_err(|_| {
                Error::usage(tr!("\"{column}\" is not UTF-8", column = column.name()))
                    .hint(tr!("save the file as UTF-8"))
            })
        };
        let or = |text: &'r str, flag: &'r Option<String>| match flag {
            Some(flag) if text.is_empty() => flag.as_str(),
            _ => text,
        };
        let truth = |column: Column, flag: bool| match cell(column)?.trim() {
            "" => Ok(flag),
            said => text::truth(said).ok_or_else(|| {
                Error::usage(tr!("\"{column}\" must be true or false", column = column.name()))
            }),
        };
        Ok(Guest {
            // No id and no role has a blank at an end. A name may.
            meeting: or(cell(Column::Meeting)?.trim(), &self.make.meeting),
            user: cell(Column::User)?.trim(),
            name: cell(Column::Name)?,
            role: or(cell(Column::Role)?.trim(), &self.make.role),
            invisible: truth(Column::Invisible, self.make.invisible)?,
            plain: truth(Column::Plain, self.make.plain)?,
        })
    }
}

/// Whether the id of a meeting is none as the document's samples are: digits. Which others there may be it does
/// not say.
pub(super) fn is_odd(meeting: &str) -> bool {
    !meeting.is_empty() && !meeting.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is to be said of such an id: nobody else looks at it before the guest stands at the door.
pub(super) fn oddity(meeting: &str) -> String {
    tr!(
        "the meeting's id \"{meeting}\" is not made of digits alone: is it what `meeting create` printed?",
        meeting = shorten(meeting, 40)
    )
}

fn open(path: &Path) -> Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin()));
    }
    let file = File::open(path).map_err(|error| file::unreadable(path.display(), &error))?;
    Ok(Box::new(file))
}

/// Its rows. One that is large is no harm: it is read once, and no journal keeps it.
fn table(source: Box<dyn Read>) -> Result<Table<Box<dyn Read>>> {
    Ok(Source::new(source)?.table(Rc::default()))
}

/// What is wrong, with the line where it is.
fn at(line: u64, error: Error) -> Error {
    error.with(|facts| facts.message = tr!("line {line}: {error}", line, error = facts.message))
}

/// A bar on stderr, if a person looks at it and does not see the links themselves go by.
fn bar(context: &Context<'_>, total: Option<u64>) -> Bar {
    let total = total.filter(|_| !context.env.terminal.stdout);
    total.map_or_else(Bar::none, |total| Bar::of(context, total, msg!("links")))
}
