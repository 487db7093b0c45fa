//! Links that the vendor makes: a call or two for every row, some rows at a time.

use super::super::bar::Bar;
use super::super::context::{Context, Target, json, print_text};
use super::super::run::{CallArgs, contents};
use super::super::world;
use super::{alone, at, bar, open, visit};
use crate::client::draft::given;
use crate::client::session::Session;
use crate::error::{Error, Kind, Result};
use crate::op::join_url::{Guest, LINK, Link, MAKE, Make};
use crate::op::{Reach, Route, rehearse};
use crate::output::Printer;
use crate::text::Printable;
use futures_util::StreamExt as _;
use futures_util::stream::iter;
use std::path::Path;

/// So many rows are asked for at a time.
const SIDE_BY_SIDE: usize = 4;

/// A row of the file.
struct Row {
    line: u64,
    make: Make,
}

pub(super) fn run(
    context: &Context<'_>,
    target: &Target,
    route: &'static Route<Make, Link>,
    make: &Make,
    path: &Path,
    args: &CallArgs,
) -> Result<()> {
    if context.global.dry_run {
        return Err(Error::usage(tr!("--dry-run shows one request")).hint(tr!("leave --from out")));
    }
    let output = context.output_options(target.profile.zone.clone());
    let mut stdout = std::io::stdout().lock();
    // Whatever is wrong with the output is said before anything is sent.
    let mut printer = Printer::new(&mut stdout, &output, &LINK)?;
    let mut options = context.call_options(target, contents(&args.set, route.calls)?);
    options.keep_answers = context.global.raw;
    let mut answers = Vec::new();
    let made = world::run(context, target, None, async |io, detour| {
        let reach = context.reach(target, io, detour, options)?;
        let rows = rows(&reach, route, make, path)?;
        let session = reach.session(route.calls, None, None);
        let made = each(&session, route, &rows, &bar(context, Some(rows.len() as u64)), &mut |link| {
            if context.global.raw {
                Ok(())
            } else if alone(&output) {
                print_text(&format!("{}\n", Printable::new(&link.url)))
            } else {
                printer.row(json(&link)?)
            }
        })
        .await;
        answers = session.answers();
        made
    });
    // What was printed stays readable, whatever became of the others.
    let printed = if context.global.raw {
        context.print_raw(&answers)
    } else if alone(&output) || (made.is_err() && printer.rows() == 0) {
        Ok(())
    } else {
        printer.finish().map(drop)
    };
    made.and(printed)
}

/// All rows, each of which was tried as far as its first call.
fn rows(reach: &Reach, route: &'static Route<Make, Link>, make: &Make, path: &Path) -> Result<Vec<Row>> {
    let (offline, mut rows) = (reach.offline(), Vec::new());
    visit(open(path)?, make, &[], &mut |table, guest| {
        let make = link_of(make, guest);
        MAKE.route(reach.vendor, &reach.profile, &given(&make)?, &reach.options.set)?;
        let session = offline.session(route.calls, None, None);
        rehearse(route.run(&session, &make, &mut |_| Ok(())))?;
        rows.push(Row { line: table.line(), make });
        Ok(())
    })?;
    Ok(rows)
}

/// What is asked for a guest.
fn link_of(make: &Make, guest: Guest<'_>) -> Make {
    let text = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
    Make {
        meeting: text(guest.meeting),
        user: text(guest.user),
        name: text(guest.name),
        role: text(guest.role),
        invisible: guest.invisible,
        plain: guest.plain,
        ..make.clone()
    }
}

/// Asks for the link of a row.
async fn one<'a>(
    session: &Session,
    route: &'static Route<Make, Link>,
    row: &'a Row,
) -> (&'a Row, Result<Option<Link>>) {
    (row, route.run(session, &row.make, &mut |_| Ok(())).await)
}

/// Asks for the link of each row, and hands them on in the order of the rows. One that cannot be had is told
/// with its line, and holds up no other, unless what is wrong would be wrong with all.
async fn each(
    session: &Session,
    route: &'static Route<Make, Link>,
    rows: &[Row],
    bar: &Bar,
    print: &mut dyn FnMut(Link) -> Result<()>,
) -> Result<()> {
    let ask = |row| one(session, route, row);
    // The first alone: what would be wrong with all is asked for once.
    let (first, others) = rows.split_at(rows.len().min(1));
    let mut asked = Box::pin(iter(first).then(ask).chain(iter(others).map(ask).buffered(SIDE_BY_SIDE)));
    let (mut count, mut failed) = (0, 0);
    while let Some((row, made)) = asked.next().await {
        match made {
            Ok(link) => link.map_or(Ok(()), &mut *print)?,
            Err(error) if error.stops() || rows.len() == 1 => return Err(at(row.line, error)),
            Err(error) => {
                failed += 1;
                session.warn(&tr!("line {line}: {error}", line = row.line, error));
            }
        }
        count += 1;
        bar.set(count);
    }
    if failed == 0 {
        return Ok(());
    }
    Err(Error::new(Kind::Partial, tr!("{failed} of {all} links could not be had", failed, all = rows.len()))
        .hint(tr!("their lines are named above: put them into a file of their own")))
}
