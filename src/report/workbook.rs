//! A report as a workbook (Office Open XML): a sheet a section, the line of names frozen, and cells
//! of the type of what they hold. Text is text, whatever it begins with.

use super::{Cell, Content, Sheet, zone_name};
use crate::error::{Error, Result};
use crate::lang;
use crate::text::{escape, shorten};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr as _;

/// No cell may hold more characters.
const LONGEST: usize = 32_000;
/// A sheet has so many rows, the line of names among them.
pub const ROWS: usize = 1_048_575;
/// Columns are as wide as what they hold, within these bounds, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=48;
const SECONDS_A_DAY: f64 = 86_400.0;

struct Formats {
    head: Format,
    time: Format,
    length: Format,
    share: Format,
}

/// The workbook's bytes.
pub fn bytes(content: &Content) -> Result<Vec<u8>> {
    write(content).map_err(|error| Error::failed(tr!("cannot make the workbook: {error}", error)))
}

fn write(content: &Content) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats {
        head: Format::new().set_bold(),
        time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        length: Format::new().set_num_format("[h]:mm:ss"),
        share: Format::new().set_num_format("0%"),
    };
    let mut workbook = Workbook::new();
    for sheet in &content.sheets {
        fill(workbook.add_worksheet().set_name(lang::text(sheet.title))?, sheet, &content.zone, &formats)?;
    }
    workbook.save_to_buffer()
}

fn fill(out: &mut Worksheet, sheet: &Sheet, zone: &TimeZone, formats: &Formats) -> Result<(), XlsxError> {
    let headings: Vec<String> = sheet
        .columns
        .iter()
        .zip(&sheet.times)
        .map(
            |(heading, time)| {
                if *time { format!("{heading} ({})", zone_name(zone)) } else { heading.clone() }
            },
        )
        .collect();
    let mut widths: Vec<usize> = headings.iter().map(|heading| heading.width() + 2).collect();
    for (column, heading) in (0_u16..).zip(&headings) {
        out.write_string_with_format(0, column, shown(heading), &formats.head)?;
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let width = put(out, (row, column), cell, zone, formats)?;
            if let Some(widest) = widths.get_mut(usize::from(column)) {
                *widest = width.max(*widest);
            }
        }
    }
    for (column, width) in (0_u16..).zip(widths) {
        let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
        out.set_column_width(column, u32::try_from(width).unwrap_or(u32::MAX))?;
    }
    out.set_freeze_panes(1, 0)?;
    let (last_row, last_column) = (u32::try_from(sheet.rows.len()), u16::try_from(sheet.columns.len()));
    if let (Ok(rows @ 1..), Ok(columns @ 1..)) = (last_row, last_column) {
        out.autofilter(0, 0, rows, columns - 1)?;
    }
    Ok(())
}

/// Writes a cell; how many characters it takes.
fn put(
    out: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    zone: &TimeZone,
    formats: &Formats,
) -> Result<usize, XlsxError> {
    match cell {
        Cell::Empty => return Ok(0),
        Cell::Text(text) => {
            let text = shown(text);
            out.write_string(row, column, &text)?;
            return Ok(text.width() + 1);
        }
        Cell::Number(number) => out.write_number(row, column, *number)?,
        Cell::Share(share) => out.write_number_with_format(row, column, *share, &formats.share)?,
        #[expect(clippy::cast_precision_loss, reason = "exact for 280 million years")]
        Cell::Seconds(seconds) => {
            let days = *seconds as f64 / SECONDS_A_DAY;
            out.write_number_with_format(row, column, days, &formats.length)?
        }
        Cell::Time(time) => {
            match wall(*time, zone) {
                Ok(at) => out.write_datetime_with_format(row, column, &at, &formats.time)?,
                // Before 1900, after 9999: no date of a workbook.
                Err(_) => out.write_string(row, column, crate::time::rfc3339(*time, zone))?,
            };
            return Ok("2026-11-23 14:00:00".len() + 2);
        }
        Cell::Flag(flag) => out.write_boolean(row, column, *flag)?,
    };
    Ok(*WIDTHS.start())
}

fn wall(time: Timestamp, zone: &TimeZone) -> Result<ExcelDateTime, XlsxError> {
    let at = zone.to_datetime(time);
    let part = |part: i8| u8::try_from(part).unwrap_or(0);
    let year = u16::try_from(at.year()).unwrap_or(0);
    ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))?.and_hms(
        u16::from(part(at.hour())),
        part(at.minute()),
        f64::from(at.second()),
    )
}

/// Text as a cell can hold it.
fn shown(text: &str) -> String {
    shorten(&escape(text), LONGEST).into_owned()
}
