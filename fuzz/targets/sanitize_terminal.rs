//! Any text from a server on its way to a terminal.

use super::{printable, shown};
use meetctl::error::{Error, Kind};
use meetctl::op::meeting::MEETING;
use meetctl::output::{Format, Options, Printer};
use meetctl::text::{Printable, escape, escape_lines, is_control, shorten};
use serde_json::{Value, json};

/// No control is left, escaping twice changes nothing, and a row stays a row in every format.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let once = escape(&text).into_owned();
    assert!(!once.contains(is_control), "{once:?}");
    assert_eq!(escape(&once), once);
    assert_eq!(Printable::new(&text).as_str(), once);
    printable(&escape_lines(&text));
    assert!(shorten(&text, 7).chars().count() <= 8);

    let error = Error::new(Kind::Refused, &*text).hint(&*text).with(|facts| {
        facts.code = Some(text.clone().into_owned());
        facts.vendor_message = Some(text.clone().into_owned());
        facts.request_id = Some(text.clone().into_owned());
        facts.endpoint = Some(text.clone().into_owned());
    });
    shown(&error);

    let row =
        json!({"id": "1", "subject": &*text, "host": &*text, "status": "running", "extra": {&*text: &*text}});
    for format in [Format::Table, Format::Json, Format::Jsonl, Format::Csv] {
        for wide in [false, true] {
            let out = print(&row, format, wide);
            printable(&out);
            match format {
                Format::Table | Format::Csv => assert_eq!(out.lines().count(), 2, "{format:?} {out:?}"),
                Format::Jsonl => assert_eq!(out.lines().count(), 1, "{out:?}"),
                Format::Json => {}
            }
            if matches!(format, Format::Json | Format::Jsonl) {
                let read: Value = serde_json::from_str(&out).unwrap();
                let read = if format == Format::Json { &read[0] } else { &read };
                assert_eq!((&read["subject"], &read["extra"]), (&row["subject"], &row["extra"]));
            }
        }
    }
}

fn print(row: &Value, format: Format, wide: bool) -> String {
    let options = Options {
        format,
        fields: Vec::new(),
        jq: None,
        header: true,
        wide,
        show_secrets: false,
        color: false,
        spreadsheet: false,
        raw_cells: false,
        width: (!wide).then_some(80),
        tell: None,
        zone: jiff::tz::TimeZone::UTC,
    };
    let mut out = Vec::new();
    let mut printer = Printer::new(&mut out, &options, &MEETING).unwrap();
    printer.row(row.clone()).unwrap();
    printer.finish().unwrap();
    String::from_utf8(out).unwrap()
}
