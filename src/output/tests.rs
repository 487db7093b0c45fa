use super::width::width;
use super::*;
use crate::document::{Show, col};
use crate::error::Kind;
use crate::text::is_control;
use proptest::prelude::*;
use serde_json::json;
use std::io::{Error as IoError, ErrorKind};

static MEETING: Shape = Shape {
    noun: "meeting",
    plural: "meetings",
    columns: &[
        col("id", "ID"),
        col("subject", "SUBJECT").show(Show::Long),
        col("start", "START").show(Show::Time),
        col("status", "STATUS"),
        col("participants", "PEOPLE"),
        col("locked", "LOCKED"),
        col("password", "PASSWORD").show(Show::Secret),
        col("join_url", "JOIN URL").show(Show::WideSecret),
        col("vendor", "VENDOR").show(Show::Wide),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

const FORMATS: [Format; 4] = [Format::Table, Format::Json, Format::Jsonl, Format::Csv];

fn options(format: Format) -> Options {
    Options {
        format,
        fields: Vec::new(),
        jq: None,
        header: true,
        wide: false,
        show_secrets: false,
        color: false,
        width: None,
        tell: None,
        zone: jiff::tz::TimeZone::get("Asia/Shanghai").unwrap(),
        spreadsheet: false,
        raw_cells: false,
    }
}

fn fields(format: Format, names: &[&str]) -> Options {
    Options { fields: names.iter().map(|&name| name.into()).collect(), ..options(format) }
}

fn jq(format: Format, expression: &str) -> Options {
    Options { jq: Some(expression.into()), ..options(format) }
}

fn weekly() -> Value {
    json!({
        "id": "12345678901234567890", "subject": "周会 A", "start": "2026-11-23T14:00:00+08:00",
        "status": "scheduled", "participants": 3, "locked": false, "password": "0000",
        "join_url": "https://example.com/j/1", "vendor": "weiyi", "extra": {"roomId": "7", "hostPwd": "abc"},
    })
}

fn review() -> Value {
    json!({
        "id": "2", "subject": "Review", "start": "2026-11-23T06:00:05Z", "status": "running",
        "participants": null, "locked": true, "password": null, "join_url": null, "vendor": "weiyi", "extra": {},
    })
}

fn try_list(options: &Options, rows: Vec<Value>) -> Result<(String, usize)> {
    let mut out = Vec::new();
    let mut printer = Printer::new(&mut out, options, &MEETING)?;
    for row in rows {
        printer.row(row)?;
    }
    let count = printer.finish()?;
    Ok((String::from_utf8(out).unwrap(), count))
}

fn list(options: &Options, rows: Vec<Value>) -> String {
    let expected = rows.len();
    let (text, count) = try_list(options, rows).unwrap();
    assert_eq!(count, expected);
    text
}

fn one(options: &Options, value: Value) -> String {
    let mut out = Vec::new();
    Printer::new(&mut out, options, &MEETING).unwrap().one(value).unwrap();
    String::from_utf8(out).unwrap()
}

fn refusal(options: &Options) -> String {
    let error = try_list(options, vec![weekly()]).unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    format!("{error}\n{}", error.facts().hint.as_deref().unwrap_or_default())
}

// Each format, to the letter.

#[test]
fn json_is_one_document() {
    let options = options(Format::Json);
    let both = list(&options, vec![weekly(), review()]);
    assert_eq!(both, serde_json::to_string_pretty(&json!([weekly(), review()])).unwrap() + "\n");
    assert_eq!(one(&options, weekly()), serde_json::to_string_pretty(&weekly()).unwrap() + "\n");
    assert_eq!(list(&options, vec![]), "[]\n");
}

#[test]
fn json_lines_are_compact() {
    let options = options(Format::Jsonl);
    let expected = format!("{}\n{}\n", weekly(), review());
    assert_eq!(list(&options, vec![weekly(), review()]), expected);
    assert_eq!(one(&options, weekly()), format!("{}\n", weekly()));
    assert_eq!(list(&options, vec![]), "");
}

#[test]
fn csv_is_whole() {
    let text = "id,subject,start,status,participants,locked,password,join_url,vendor,extra\n\
        12345678901234567890,周会 A,2026-11-23T14:00:00+08:00,scheduled,3,false,0000,https://example.com/j/1,weiyi,\
        \"{\"\"roomId\"\":\"\"7\"\",\"\"hostPwd\"\":\"\"abc\"\"}\"\n\
        2,Review,2026-11-23T06:00:05Z,running,,true,,,weiyi,{}\n";
    assert_eq!(list(&options(Format::Csv), vec![weekly(), review()]), text);
    let bare = Options { header: false, ..options(Format::Csv) };
    assert_eq!(list(&bare, vec![weekly(), review()]), text.split_once('\n').unwrap().1);
    assert_eq!(list(&options(Format::Csv), vec![]), text.split_inclusive('\n').next().unwrap());
    assert_eq!(list(&bare, vec![]), "");
    assert_eq!(one(&options(Format::Csv), review()).lines().count(), 2);
}

#[test]
fn a_table_is_aligned_and_hides_secrets() {
    let text = "\
ID                    SUBJECT  START (Asia/Shanghai)  STATUS     PEOPLE  LOCKED  PASSWORD
12345678901234567890  周会 A   2026-11-23 14:00       scheduled  3       no      ***
2                     Review   2026-11-23 14:00:05    running            yes
";
    assert_eq!(list(&options(Format::Table), vec![weekly(), review()]), text);
    let bare = Options { header: false, ..options(Format::Table) };
    assert_eq!(list(&bare, vec![review()]), "2  Review  2026-11-23 14:00:05  running  yes\n");
    assert_eq!(list(&options(Format::Table), vec![]), "");
}

#[test]
fn a_wide_table_shows_the_rest() {
    let wide = Options { wide: true, ..options(Format::Table) };
    let text = list(&wide, vec![weekly()]);
    assert!(text.contains("JOIN URL  VENDOR  EXTRA"), "{text}");
    assert!(text.contains(r#"***       weiyi   {"roomId":"7","hostPwd":"***"}"#), "{text}");
    let open = list(&Options { show_secrets: true, ..wide }, vec![weekly()]);
    assert!(
        !open.contains("***") && open.contains("0000") && open.contains("abc") && open.contains("/j/1"),
        "{open}"
    );
}

#[test]
fn one_thing_is_lines_of_names_and_values() {
    let text = "\
ID        12345678901234567890
SUBJECT   周会 A
START     2026-11-23 14:00 (Asia/Shanghai)
STATUS    scheduled
PEOPLE    3
LOCKED    no
PASSWORD  ***
JOIN URL  ***
VENDOR    weiyi
";
    assert_eq!(one(&options(Format::Table), weekly()), text);
    let wide = Options { wide: true, show_secrets: true, ..options(Format::Table) };
    let text = one(&wide, weekly());
    assert!(text.contains("\nJOIN URL       https://example.com/j/1\n"), "{text}");
    assert!(text.ends_with("extra.roomId   7\nextra.hostPwd  abc\n"), "{text}");
    assert!(
        one(&Options { wide: true, ..options(Format::Table) }, weekly()).ends_with("extra.hostPwd  ***\n")
    );
}

#[test]
fn cells_of_other_types() {
    let row = json!({"id": ["a", "b"], "subject": {"a": [1]}, "start": "soon", "status": "", "locked": [], "password": 5});
    let text = list(&options(Format::Table), vec![row]);
    assert_eq!(
        text,
        "ID    SUBJECT    START (Asia/Shanghai)  PASSWORD\na, b  {\"a\":[1]}  soon                   ***\n"
    );
    // All empty: the columns stay.
    assert!(list(&options(Format::Table), vec![json!({})]).starts_with("ID  SUBJECT  START"));
}

#[test]
fn colour_is_only_added() {
    let plain = list(&options(Format::Table), vec![weekly(), review()]);
    let coloured = Options { color: true, ..options(Format::Table) };
    let text = list(&coloured, vec![weekly(), review()]);
    assert!(
        text.contains("\u{1b}[33mscheduled\u{1b}[0m") && text.contains("\u{1b}[1mSUBJECT\u{1b}[0m"),
        "{text}"
    );
    let mut stripped = text.clone();
    for code in [BOLD, GREEN, YELLOW, "0"] {
        stripped = stripped.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(stripped, plain);
    assert!(one(&coloured, review()).contains("\u{1b}[32mrunning"));
}

// --fields

#[test]
fn fields_choose_and_order_in_every_format() {
    let names = ["status", "extra.roomId", "join_url", "id"];
    let got = |format| list(&fields(format, &names), vec![weekly()]);
    let object = json!({"status": "scheduled", "extra.roomId": "7", "join_url": "https://example.com/j/1", "id": "12345678901234567890"});
    assert_eq!(got(Format::Jsonl), format!("{object}\n"));
    assert_eq!(got(Format::Json), serde_json::to_string_pretty(&json!([object])).unwrap() + "\n");
    assert_eq!(
        got(Format::Csv),
        "status,extra.roomId,join_url,id\nscheduled,7,https://example.com/j/1,12345678901234567890\n"
    );
    assert_eq!(
        got(Format::Table),
        "STATUS     extra.roomId  JOIN URL  ID\nscheduled  7             ***       12345678901234567890\n"
    );
    let asked = fields(Format::Table, &["participants", "id"]);
    assert_eq!(list(&asked, vec![review()]), "PEOPLE  ID\n        2\n");
    assert_eq!(one(&asked, review()), "PEOPLE\nID      2\n");
    assert_eq!(one(&fields(Format::Table, &["extra.hostPwd"]), weekly()), "extra.hostPwd  ***\n");
    assert_eq!(
        list(&fields(Format::Jsonl, &[" id", "extra.none"]), vec![review()]),
        "{\"id\":\"2\",\"extra.none\":null}\n"
    );
}

#[test]
fn wrong_fields_are_refused_before_anything_is_printed() {
    let text = refusal(&fields(Format::Json, &["id", "subjct"]));
    assert!(text.contains("did you mean \"subject\"?") && text.contains("id, subject, start"), "{text}");
    assert!(refusal(&fields(Format::Csv, &["id", "id"])).contains("twice"));
    assert!(refusal(&fields(Format::Table, &["id", ""])).contains("empty"));
    assert!(refusal(&fields(Format::Table, &["extra."])).contains("no field"));
    let mut out = Vec::new();
    assert!(Printer::new(&mut out, &fields(Format::Json, &["x"]), &MEETING).is_err());
    assert!(out.is_empty());
}

// --jq

#[test]
fn jq_works_on_the_document() {
    let rows = || vec![weekly(), review()];
    assert_eq!(list(&jq(Format::Table, ".[].subject"), rows()), "周会 A\nReview\n");
    assert_eq!(list(&jq(Format::Json, "length"), rows()), "2\n");
    assert_eq!(
        list(&jq(Format::Json, ".[0] | {id, locked}"), rows()),
        "{\"id\":\"12345678901234567890\",\"locked\":false}\n"
    );
    assert_eq!(list(&jq(Format::Json, "length"), vec![]), "0\n");
    assert_eq!(list(&jq(Format::Jsonl, "select(.locked) | .id"), rows()), "2\n");
    assert_eq!(one(&jq(Format::Json, ".extra.roomId, .locked, .participants"), weekly()), "7\nfalse\n3\n");
    let picked = Options {
        jq: Some(".[] | keys_unsorted".into()),
        ..fields(Format::Json, &["status", "extra.roomId"])
    };
    assert_eq!(list(&picked, vec![weekly()]), "[\"status\",\"extra.roomId\"]\n");
    assert_eq!(list(&jq(Format::Json, ".[] | [.id, .subject] | @tsv"), vec![review()]), "2\tReview\n");
    assert_eq!(list(&jq(Format::Json, "., halt, 1"), vec![]), "[]\n");
    let odd = r#"["a\tb\\c\nd", null, 1, true, "say \"x\""]"#;
    let both = format!("{odd} | @tsv, @csv");
    assert_eq!(
        list(&jq(Format::Json, &both), vec![]),
        "a\\tb\\\\c\\nd\t\t1\ttrue\tsay \"x\"\n\"a\tb\\c\nd\",,1,true,\"say \"\"x\"\"\"\n"
    );
}

#[test]
fn jq_keeps_every_digit() {
    let row: Value =
        serde_json::from_str(r#"{"n":18446744073709551615,"f":1.5,"m":-9223372036854775808}"#).unwrap();
    assert_eq!(
        one(&jq(Format::Json, "."), row),
        "{\"n\":18446744073709551615,\"f\":1.5,\"m\":-9223372036854775808}\n"
    );
}

#[test]
fn a_wrong_expression_is_told_before_anything_is_sent() {
    let got = |expression: &str| refusal(&jq(Format::Json, expression));
    assert!(got(".[").contains("expected"), "{}", got(".["));
    assert!(got(".a | nosuch").contains("there is no filter \"nosuch\""), "{}", got(".a | nosuch"));
    assert!(got("$x").contains("variable"), "{}", got("$x"));
    assert!(got("import \"a\" as a; .").contains("modules"));
    assert!(got("§").contains("expected"));
    assert!(got("\"\\q\"").contains("escape"));
    assert!(got("").contains("expected"));
    assert!(refusal(&jq(Format::Csv, ".")).contains("-o csv"));
    // The environment holds secrets.
    assert!(got("env").contains("there is no filter"));
    assert!(got("$ENV").contains("there is no variable"));
}

#[test]
fn an_expression_cannot_exhaust_the_stack() {
    let parts =
        ["[", "(", "{a:", "-", ".[", "if ", "try ", "def f: ", "\"\\(", "reduce ", ".|", "label $a|", "1,"];
    let check = move || {
        for part in parts {
            for count in [100, 200, 300, 400, 500, 100_000] {
                let expression = format!("{}1", part.repeat(count));
                let result = try_list(&jq(Format::Json, &expression), vec![]);
                assert!(count < 500 || result.unwrap_err().to_string().contains("more than 500"));
            }
        }
    };
    // As much as the main thread has.
    std::thread::Builder::new().stack_size(8 << 20).spawn(check).unwrap().join().unwrap();
}

#[test]
fn a_failing_expression_fails_the_command() {
    for expression in [".[0].subject + 1", "error(\"x\")", "halt_error", ".[0].id | .a"] {
        let error = try_list(&jq(Format::Json, expression), vec![weekly()]).unwrap_err();
        assert_eq!(error.kind(), Kind::Failed, "{expression}");
        assert!(error.to_string().starts_with("--jq: "), "{error}");
    }
}

// Hostile text.

const HOSTILE: &str = "a\u{1b}[2K\u{9b}31m\u{202e}\r\n\t\0\u{7f}\u{2028}\u{feff}";
const SHOWN: &str = "a\\u001b[2K\\u009b31m\\u202e\\r\\n\\t\\u0000\\u007f\\u2028\\ufeff";

fn hostile() -> Value {
    json!({"id": "1", "subject": HOSTILE, "extra": {HOSTILE: HOSTILE}})
}

#[test]
fn controls_are_shown_in_every_format() {
    let wide = Options { wide: true, ..options(Format::Table) };
    let table = list(&wide, vec![hostile()]);
    assert!(
        table.lines().count() == 2 && table.contains(&format!("1   {SHOWN}  {{\"{SHOWN}\":\"{SHOWN}\"}}")),
        "{table}"
    );
    assert!(one(&wide, hostile()).contains(&format!("extra.{SHOWN}  {SHOWN}\n")));
    assert_eq!(list(&fields(Format::Csv, &["subject"]), vec![hostile()]), format!("subject\n{SHOWN}\n"));
    for format in [Format::Json, Format::Jsonl] {
        let text = list(&options(format), vec![hostile()]);
        assert!(text.contains(&format!("\"{SHOWN}\"")), "{text}");
        // To a program it is the same text as before.
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back.get(0).unwrap_or(&back), &hostile());
    }
    let newline_kept = SHOWN.replace("\\n", "\n");
    assert_eq!(list(&jq(Format::Json, ".[].subject"), vec![hostile()]), format!("{newline_kept}\n"));
    assert_eq!(list(&jq(Format::Jsonl, "[.subject]"), vec![hostile()]), format!("[\"{SHOWN}\"]\n"));
}

#[test]
fn a_flood_of_marks_is_bounded() {
    let flood = format!("e{}", "\u{301}".repeat(100_000));
    let text = list(&options(Format::Table), vec![json!({"id": "1", "subject": flood})]);
    assert!(text.chars().count() < 2_100);
    assert_eq!(text.lines().count(), 2);
    let long = "会".repeat(100_000);
    assert!(one(&options(Format::Table), json!({ "subject": long })).chars().count() < 2_100);
}

#[test]
fn csv_cells_are_no_formulas() {
    let cell = |text: &str| {
        let out = list(&fields(Format::Csv, &["subject"]), vec![json!({ "subject": text })]);
        out.strip_prefix("subject\n").unwrap().trim_end_matches('\n').to_owned()
    };
    for text in [
        "=1+1",
        "@SUM(A1)",
        "+1+1",
        "-cmd|' /C calc'!A0",
        "-",
        "+",
        "-1-2",
        "-1.",
        "＝1",
        "＠a",
        "＋1",
        "－1",
    ] {
        assert_eq!(cell(text), format!("'{text}"));
    }
    assert_eq!(cell("\t=1"), "'\\t=1");
    assert_eq!(cell("\r=1"), "'\\r=1");
    for text in ["+8613800000000", "-5", "-3.2", "a=1", "周会", "'", "0000", " -x"] {
        assert_eq!(cell(text), text);
    }
    let number = list(&fields(Format::Csv, &["participants"]), vec![json!({"participants": -5})]);
    assert_eq!(number, "participants\n-5\n");
}

fn text() -> impl Strategy<Value = String> {
    let nasty = "[a=+@'\",\\\\ \t\r\n\u{0}\u{1b}\u{7f}\u{9b}\u{202e}\u{2028}\u{feff}\u{301}\u{200d}\u{fe0f}☺周👩🏽🇨]{0,30}";
    prop_oneof![any::<String>(), nasty]
}

fn print_hostile(options: &Options, subject: &str, name: &str, alone: bool) -> String {
    let row = json!({"id": subject, "subject": subject, "status": subject, "start": subject, "extra": {name: subject}});
    if alone { one(options, row) } else { list(options, vec![row]) }
}

proptest! {
    // Each case compiles two expressions.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_control_comes_out_of_jq(subject in text(), name in text(), alone: bool) {
        for expression in [".. | select(type != \"string\")", ".. | strings | @json", ".. | strings"] {
            let text = print_hostile(&jq(Format::Json, expression), &subject, &name, alone);
            prop_assert!(!text.chars().any(|c| c != '\n' && is_control(c)), "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_control_comes_out_of_a_format(subject in text(), name in text(), width in 1_usize..90, alone: bool) {
        for format in FORMATS {
            let options = Options { width: Some(width), wide: true, ..options(format) };
            let text = print_hostile(&options, &subject, &name, alone);
            prop_assert!(!text.chars().any(|c| c != '\n' && is_control(c)), "{text:?}");
        }
    }

    #[test]
    fn csv_reads_back(texts in proptest::collection::vec(text(), 1..5)) {
        let rows = texts.iter().map(|text| json!({"id": text, "subject": "x"})).collect();
        let out = list(&fields(Format::Csv, &["id", "subject"]), rows);
        let mut reader = ::csv::Reader::from_reader(out.as_bytes());
        let back: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
        prop_assert_eq!(back.len(), texts.len());
        for (cell, text) in back.iter().zip(&texts) {
            let shown = crate::text::escape(text);
            prop_assert!(*cell == *shown || *cell == format!("'{shown}"), "{cell:?}");
            prop_assert!(!cell.starts_with(['=', '@', '＝', '＠', '＋', '－']));
        }
    }

    #[test]
    fn json_reads_back(subject in text(), name in text()) {
        let row = json!({"subject": subject, "extra": {name: [subject, [], {}, 1, null]}});
        let document: Value = serde_json::from_str(&list(&options(Format::Json), vec![row.clone(), row.clone()])).unwrap();
        prop_assert_eq!(document, json!([row, row]));
    }

    #[test]
    fn a_table_stays_within_the_terminal(rows in proptest::collection::vec(text(), 1..6), columns in 20_usize..120) {
        const ID: &str = "12345678";
        let rows: Vec<Value> = rows.into_iter().map(|text| json!({"id": ID, "subject": text, "participants": text,
            "start": "2026-11-23T14:00:00+08:00", "status": "running", "password": text})).collect();
        let count = rows.len();
        for asked in [&[][..], &["status", "subject", "participants", "id"]] {
            let options = Options { width: Some(columns), ..fields(Format::Table, asked) };
            let out = list(&options, rows.clone());
            // Never shortened, however narrow it is.
            prop_assert!(out.matches(ID).count() >= count, "{}", out);
            for line in out.lines() {
                prop_assert!(width(line) <= columns.max(26), "{} > {}: {:?}", width(line), columns, line);
            }
        }
    }
}

// Layout.

#[test]
fn wide_characters_are_aligned() {
    let rows = ["周会", "weekly", "😀 party", "José", "e\u{301}te", "👩‍👩‍👧"];
    let rows = rows.iter().map(|subject| json!({"id": subject, "status": "idle"})).collect();
    let text = list(&Options { width: Some(80), ..options(Format::Table) }, rows);
    for line in text.lines().skip(1) {
        let (before, _) = line.split_once("idle").unwrap();
        assert_eq!(width(before), 10, "{line}");
    }
}

#[test]
fn long_text_gives_way_first() {
    let row = json!({
        "id": "12345678901234567890", "subject": "一个很长很长很长很长很长的会议主题 with an English tail",
        "start": "2026-11-23T14:00:00+08:00", "status": "scheduled", "password": "x",
    });
    let at = |width| list(&Options { width: Some(width), ..options(Format::Table) }, vec![row.clone()]);
    assert!(at(120).contains("an English tail  2026"));
    // What hides anyway goes before the subject is shortened.
    assert_eq!(
        at(100),
        "\
ID                    SUBJECT                                            START (Shanghai)  STATUS
12345678901234567890  一个很长很长很长很长很长的会议主题 with an Engli…  2026-11-23 14:00  scheduled
"
    );
    assert_eq!(
        at(80),
        "\
ID                    SUBJECT                        START (Shanghai)  STATUS
12345678901234567890  一个很长很长很长很长很长的会…  2026-11-23 14:00  scheduled
"
    );
    assert_eq!(
        at(62),
        "\
ID                    SUBJECT                 START (Shanghai)
12345678901234567890  一个很长很长很长很长…   2026-11-23 14:00
"
    );
    // No room for three columns.
    assert_eq!(
        at(40),
        "\
ID        12345678901234567890
SUBJECT   一个很长很长很长很长很长的会…
START     2026-11-23 14:00 (Shanghai)
STATUS    scheduled
"
    );
    // What was asked for is never left out, and an id never cut.
    let asked = fields(Format::Table, &["status", "password", "id"]);
    assert_eq!(
        list(&Options { width: Some(24), ..asked }, vec![row.clone(), row]),
        "\
STATUS    scheduled
PASSWORD  ***
ID
12345678901234567890

STATUS    scheduled
PASSWORD  ***
ID
12345678901234567890
"
    );
}

#[test]
fn nothing_is_cut_in_a_pipe() {
    let long = "x".repeat(1_000);
    assert!(
        list(&options(Format::Table), vec![json!({"id": long, "subject": long})])
            .contains(&format!("{long}  {long}\n"))
    );
}

#[test]
fn many_rows_keep_their_columns() {
    let rows = (0..2_500).map(|n| json!({"id": n.to_string(), "subject": if n == 2_400 { "longer" } else { "s" }, "status": "idle"}));
    let text = list(&options(Format::Table), rows.collect());
    assert_eq!(text.lines().count(), 2_501);
    assert!(text.lines().skip(1).all(|line| line.len() == "2400  longer   idle".len()));
}

// Writers that fail.

/// Takes so many bytes, then fails.
struct Failing(usize, ErrorKind);

impl Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0 == 0 {
            return Err(IoError::from(self.1));
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Takes everything and loses it in the end.
struct Unflushable;

impl Write for Unflushable {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Err(IoError::from(ErrorKind::StorageFull))
    }
}

fn outcome(out: &mut dyn Write, options: &Options, rows: usize, alone: bool) -> Kind {
    let mut printer = Printer::new(out, options, &MEETING).unwrap();
    if alone {
        return printer.one(weekly()).unwrap_err().kind();
    }
    for _ in 0..rows {
        if let Err(error) = printer.row(weekly()) {
            return error.kind();
        }
    }
    printer.finish().unwrap_err().kind()
}

#[test]
fn a_lost_result_is_never_silent() {
    let mut all: Vec<Options> = FORMATS.map(options).into();
    all.extend([jq(Format::Json, "."), jq(Format::Jsonl, ".")]);
    for options in &all {
        for (rows, alone) in [(1, false), (1, true), (3_000, false)] {
            for room in [0, 7] {
                let full = outcome(&mut Failing(room, ErrorKind::StorageFull), options, rows, alone);
                assert_eq!(full, Kind::Failed, "{options:?}");
                let closed = outcome(&mut Failing(room, ErrorKind::BrokenPipe), options, rows, alone);
                assert_eq!(closed, Kind::ClosedPipe, "{options:?}");
            }
            assert_eq!(outcome(&mut Unflushable, options, rows, alone), Kind::Failed, "{options:?}");
        }
    }
}

/// Takes a few bytes, fails once, and takes everything from then on.
#[derive(Default)]
struct Recovering {
    kept: Vec<u8>,
    failed: bool,
}

impl Write for Recovering {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.kept.len() == 7 && !self.failed {
            self.failed = true;
            return Err(ErrorKind::StorageFull.into());
        }
        let taken = if self.failed { bytes.len() } else { 7 - self.kept.len() };
        self.kept.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_was_taken_before_a_failure_is_not_written_again() {
    let mut out = Recovering::default();
    let options = options(Format::Jsonl);
    let mut printer = Printer::new(&mut out, &options, &MEETING).unwrap();
    let failed = (0..20_000).filter(|n| printer.row(json!({ "id": n.to_string() })).is_err()).count();
    printer.finish().unwrap();
    let text = String::from_utf8(out.kept).unwrap();
    assert_eq!(
        (failed, text.matches(r#""id":"0""#).count(), text.matches(r#""id":"19999""#).count()),
        (1, 0, 1)
    );
}
