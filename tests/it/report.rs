//! Reports as people get them: CSV for spreadsheets, a workbook, and a page in a real browser, all
//! of them with names that would do harm if anything took them for more than names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::browser::Browser;
use crate::server::{Reply, Server};
use crate::world::World;
use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Value, json};
use std::io::Cursor;

/// A profile of Quanshi, whose reports have every section, at a server that gives this as the result.
fn world(result: Value) -> (World, Server) {
    let body = json!({"status": 0, "result": result}).to_string();
    let server = Server::start(move |_, _| Reply::Json(200, body.clone()));
    let profiles = format!(
        "default = \"q\"\n[profiles.q]\nvendor = \"quanshi\"\nbase_url = \"{}\"\napp_key = \"canary-key\"\nuser_id = 1\n",
        server.url()
    );
    (World::with(&profiles), server)
}

fn visit(name: &str, from: &str, to: &str) -> Value {
    json!({
        "name": name, "mobile": "13800000001", "email": "zhang.wei@corp.example", "role": 0, "ip": "192.0.2.9",
        "city": "中国-北京", "joinTime": format!("2026-11-23 {from}"), "offlineTime": format!("2026-11-23 {to}"),
        "totalTime": "00:10:00", "groupName": name,
    })
}

/// Two in time, one late, one who left early; three of four invited came.
fn meeting() -> Value {
    json!({
        "summary": {"confTitle": "周会", "startTime": "2026-11-23 14:00:00", "endTime": "2026-11-23 15:00:00"},
        "attendees": [
            visit("张伟", "13:58:00", "15:00:00"),
            visit("=1+1", "14:00:30", "15:01:00"),
            visit("@SUM(A1)", "14:10:00", "15:00:00"),
            visit("-cmd", "14:00:00", "14:30:00"),
        ],
        "invitees": [
            {"name": "张伟", "attend": 1}, {"name": "=1+1", "attend": 1}, {"name": "-cmd", "attend": 1}, {"name": "王芳", "attend": 0},
        ],
        "rollcall": [{"name": "张伟", "Answered": [1, 0]}, {"name": "-cmd", "Answered": [1, 1]}],
        "handsup": [{"name": "张伟", "createTime": 1}],
        "live": null,
    })
}

#[test]
fn people_and_figures_follow_from_the_visits() {
    let (world, _server) = world(meeting());
    let report = world.run(&["report", "7", "--json"]).exits(0).json();
    let told = &report["summary"];
    assert_eq!(told["attendance_rate"], json!(0.75));
    for (name, value) in
        [("people", 4), ("invited", 4), ("late", 1), ("left_early", 1), ("peak", 4), ("rollcalls", 2)]
    {
        assert_eq!(told[name], json!(value), "{name}: {told}");
    }
    assert_eq!(told["peak_at"], "2026-11-23T14:10:00+08:00");
    assert_eq!(report["people"][2]["late_seconds"], 600);
    assert_eq!(report["people"][3]["early_seconds"], 1_800);
    assert_eq!(report["people"][3]["rollcalls_answered"], 2);
    assert_eq!(
        (&report["people"][0]["invited"], &report["people"][0]["hands_raised"]),
        (&json!(true), &json!(1))
    );
    // The times may be given, and how much late is late.
    let told = |more: &[&str]| {
        world.run(&[&["report", "7", "--json", "--jq", ".summary.late"], more].concat()).exits(0).json()
    };
    assert_eq!(told(&["--grace", "15m"]), json!(0));
    assert_eq!(told(&["--start", "2026-11-23 13:00"]), json!(4));
    world.run(&["report", "7", "--start", "soon"]).exits(2).says("--start");
    world.run(&["report", "7", "--grace", "5"]).exits(2).says("--grace");
}

/// What JSON says of a section is in its CSV and its table too, and can be asked for by name.
#[test]
fn every_section_has_its_columns() {
    let mut told = meeting();
    told["live"] = json!([visit("王芳", "14:00:00", "14:10:00")]);
    told["videoRollcall"] = json!([{"name": "-cmd", "groupName": "数据组", "Answered": [1], "extType": 2}]);
    let (world, _server) = world(told);
    let run = |section: &str, more: &[&str]| {
        world.run(&[&["report", "7", "--section", section], more].concat()).exits(0)
    };
    for (section, fields, lines) in [
        ("invitees", "name,attended", &["张伟,true", "'=1+1,true", "'-cmd,true", "王芳,false"][..]),
        ("live", "name,joined,extra.groupName", &["王芳,2026-11-23T14:00:00+08:00,王芳"]),
        (
            "rollcall",
            "name,kind,groupName,Answered,extType",
            &[r#"张伟,signed,,"[1,0]","#, r#"'-cmd,signed,,"[1,1]","#, "'-cmd,video,数据组,[1],2"],
        ),
        ("handsup", "name,createTime", &["张伟,1"]),
    ] {
        let csv = run(section, &["-o", "csv", "--fields", fields]).out;
        let expected: Vec<&str> = [fields].into_iter().chain(lines.iter().copied()).collect();
        assert_eq!(csv.lines().collect::<Vec<_>>(), expected, "{section}");
        // Nothing that JSON has is left out of the whole.
        let row = run(section, &["-o", "jsonl"]).out;
        let row: Value = serde_json::from_str(row.lines().last().unwrap()).unwrap();
        let csv = run(section, &["-o", "csv"]).out;
        let heading: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
        for name in row.as_object().unwrap().keys() {
            assert!(heading.contains(&name.as_str()), "{section}: {name} is not in {heading:?}");
        }
        let table = run(section, &[]).out;
        assert!(
            table.contains("NAME") && table.contains(row["name"].as_str().unwrap()),
            "{section}: {table}"
        );
        world.run(&["report", "7", "--section", section, "--fields", "nmae"]).exits(2).says("\"name\"");
    }
    // Who asks for what nobody tells gets no row that says nothing.
    let (world, _server) = self::world(meeting());
    let live = |more: &[&str]| world.run(&[&["report", "7", "--section", "live"], more].concat()).exits(0);
    assert_eq!(live(&["-o", "csv"]).out.lines().count(), 1);
    assert_eq!(live(&[]).says("does not tell this part").out, "");
    assert_eq!((live(&["--json"]).out.trim(), live(&["--jq", "."]).out.trim()), ("null", "null"));
}

#[test]
fn csv_is_safe_for_spreadsheets_and_true_for_programs() {
    let (world, _server) = world(meeting());
    let run = |more: &[&str]| {
        world
            .run(
                &[&["report", "7", "-o", "csv", "--fields", "name,mobile,joined,duration_seconds"], more]
                    .concat(),
            )
            .exits(0)
            .out
    };
    let plain = run(&[]);
    assert_eq!(
        plain,
        "name,mobile,joined,duration_seconds\n\
         张伟,13800000001,2026-11-23T13:58:00+08:00,600\n\
         '=1+1,13800000001,2026-11-23T14:00:30+08:00,600\n\
         '@SUM(A1),13800000001,2026-11-23T14:10:00+08:00,600\n\
         '-cmd,13800000001,2026-11-23T14:00:00+08:00,600\n"
    );
    assert_eq!(run(&["--raw-cells"]), plain.replace('\'', ""));
    let spreadsheet = run(&["--bom"]);
    assert!(
        spreadsheet.starts_with("\u{feff}name,mobile,joined (Asia/Shanghai),duration_seconds\n"),
        "{spreadsheet}"
    );
    assert!(spreadsheet.contains("\n'=1+1,13800000001,2026-11-23 14:00:30,600\n"), "{spreadsheet}");
    assert_eq!(spreadsheet.matches('\u{feff}').count(), 1);
    assert!(run(&["--bom", "--no-header"]).starts_with("\u{feff}张伟,"));
    world.run(&["report", "7", "--bom"]).exits(2).says("-o csv");
}

#[test]
fn telephone_numbers_and_what_is_negative_survive() {
    let mut meeting = meeting();
    meeting["attendees"][0]["mobile"] = "+8613800000001".into();
    meeting["attendees"][0]["name"] = "-5.5".into();
    let (world, _server) = world(meeting);
    let out = world.run(&["report", "7", "-o", "csv", "--fields", "name,mobile"]).exits(0).out;
    assert!(out.contains("\n-5.5,+8613800000001\n"), "{out}");
}

#[test]
fn a_mask_hides_what_is_personal_everywhere() {
    let mut meeting = meeting();
    meeting["attendees"][1]["name"] = "call +8613912345678 or a.b@corp.example".into();
    let (world, _server) = world(meeting);
    let files = ["r.html", "r.xlsx"].map(|name| world.path(name).to_str().unwrap().to_owned());
    let mut shown = Vec::new();
    for format in ["table", "json", "jsonl", "csv"] {
        for section in ["attendees", "people", "invitees"] {
            shown.push(
                world
                    .run(&["report", "7", "--mask", "-o", format, "--section", section, "--wide"])
                    .exits(0)
                    .out,
            );
        }
    }
    shown.push(world.run(&["report", "7", "--mask", "--json"]).exits(0).out);
    world.run(&["report", "7", "--mask", "--html", &files[0], "--xlsx", &files[1]]).exits(0).prints_nothing();
    shown.push(std::fs::read_to_string(&files[0]).unwrap());
    shown.push(format!("{:?}", sheets(&std::fs::read(&files[1]).unwrap())));
    for text in &shown {
        for secret in ["13800000001", "13912345678", "zhang.wei", "a.b@", "192.0.2.9", "北京"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    assert!(shown[0].contains("***01") && shown[0].contains("z***@corp.example"), "{}", shown[0]);
    world.run(&["report", "7", "--mask", "--raw"]).exits(2);
}

/// Every sheet's name and rows, as another's program reads them.
fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let mut read = |name: String| {
        assert!(book.worksheet_formula(&name).unwrap().used_cells().next().is_none(), "a formula in {name}");
        let rows = book.worksheet_range(&name).unwrap();
        (name, rows.rows().map(<[Data]>::to_vec).collect())
    };
    names.into_iter().map(&mut read).collect()
}

#[test]
fn a_workbook_has_typed_cells_and_no_formula() {
    let (world, _server) = world(meeting());
    let file = world.path("r.xlsx");
    std::fs::write(&file, "old").unwrap();
    let out = world.run(&["report", "7", "--xlsx", file.to_str().unwrap()]).exits(0).prints_nothing();
    assert!(out.err.contains("wrote "), "{}", out.err);
    let bytes = std::fs::read(&file).unwrap();
    let sheets = sheets(&bytes);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Summary", "People", "Attendees", "Invitees", "Roll calls", "Raised hands"]);
    let (_, rows) = &sheets[2];
    let column = |name: &str| {
        rows[0]
            .iter()
            .position(|cell| *cell == Data::String(name.into()))
            .unwrap_or_else(|| panic!("{name}: {:?}", rows[0]))
    };
    assert_eq!(rows[2][column("Name")], Data::String("=1+1".into()));
    assert_eq!(rows[1][column("Mobile")], Data::String("13800000001".into()));
    let Data::DateTime(joined) = &rows[1][column("Joined (Asia/Shanghai)")] else {
        panic!("no date: {:?}", rows[1])
    };
    // Days since the beginning of 1900, as workbooks count them: 2026-11-23 13:58.
    assert!((joined.as_f64() - 46_349.581_944_4).abs() < 1e-6, "{joined:?}");
    let length = &rows[1][column("Time inside")];
    let days = match length {
        Data::DateTime(length) => length.as_f64(),
        Data::Float(days) => *days,
        other => panic!("{other:?}"),
    };
    assert!((days * 86_400.0 - 600.0).abs() < 1e-6);
    assert_eq!(rows[1][column("Attended")], Data::Bool(true));
    // Nobody else may read who was there.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_sent() {
    let (world, server) = world(meeting());
    std::fs::create_dir(world.path("folder")).unwrap();
    for (flag, file) in [("--html", "none/r.html"), ("--xlsx", "folder"), ("--html", "-")] {
        world.run(&["report", "7", flag, file]).exits(2).prints_nothing();
    }
    world.run(&["report", "7", "--html", "r.html", "--raw"]).exits(2);
    assert_eq!(server.requests().len(), 0);
    // A file and a format: both.
    let out = world.run(&["report", "7", "--html", "r.html", "-o", "jsonl"]).exits(0).out;
    assert_eq!(out.lines().count(), 4);
    assert!(world.path("r.html").exists());
}

/// Names that a page must show and nothing more; `AT` is the address of a server that nobody may call.
const HOSTILE: [&str; 14] = [
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 2</script>",
    "</title></style><script src=\"AT/s.js\"></script>",
    "\"><img src=AT/i.png onerror=\"window.ran = 3\">",
    "' onmouseover='window.ran = 4' x='",
    "<link rel=stylesheet href=AT/c.css><base href=AT/>",
    "<svg onload=window.ran=5><animate onbegin=window.ran=6>",
    "<iframe src=AT/f></iframe><meta http-equiv=refresh content=\"0;url=AT/\">",
    "javascript:window.ran=7",
    "&lt;b&gt; &amp; `${window.ran=8}`",
    "--><!-- ]]> <b>",
    "a\u{202e}gnp\u{2028}.exe",
    "\u{1b}[31mred\u{0}",
    "محمد 张伟 José 😀",
];

#[test]
fn a_page_shows_hostile_names_and_neither_runs_nor_fetches_anything() {
    let canary = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let mut names: Vec<String> = HOSTILE.iter().map(|name| name.replace("AT", &canary.url())).collect();
    names.push("长".repeat(5_000));
    let rows: Vec<Value> = names.iter().map(|name| visit(name, "14:00:00", "14:30:00")).collect();
    let keyed: serde_json::Map<String, Value> =
        names[..8].iter().map(|name| (name.clone(), name.clone().into())).collect();
    let (world, _server) = world(json!({
        "summary": {"confTitle": names[2], "startTime": "2026-11-23 14:00:00", "endTime": "2026-11-23 15:00:00", "note": names[0]},
        "attendees": rows, "invitees": rows, "live": rows, "rollcall": [keyed], "handsup": rows,
    }));
    let file = world.path("r.html");
    world.run(&["report", &names[1], "--html", file.to_str().unwrap()]).exits(0).prints_nothing();

    let browser = Browser::start();
    browser.open(&file);
    // What is shown: every name, as it was sent, but for the controls in it.
    let shown = browser
        .run("return [...document.querySelectorAll('td, .name, h1, title, th')].map(e => e.textContent)");
    let shown: Vec<&str> = shown.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    let escaped = |name: &str| {
        name.chars()
            .map(|c| match c {
                '\u{202e}' | '\u{2028}' | '\u{1b}' | '\u{0}' => format!("\\u{:04x}", u32::from(c)),
                c => c.to_string(),
            })
            .collect::<String>()
    };
    for name in &names[..names.len() - 1] {
        let name = escaped(name);
        assert!(
            shown.iter().filter(|text| **text == name).count() >= 2,
            "{name} is not shown as it was sent"
        );
    }
    assert!(
        shown.iter().any(|text| text.starts_with(&"长".repeat(400)) && text.ends_with('…')),
        "a long name is cut"
    );
    assert_eq!(browser.text("return document.title"), escaped(&names[2]));
    // What ran: our own script, which sorts; and our own style.
    let sorted = browser.run(
        "const th = [...document.querySelectorAll('section')].find(s => s.querySelector('h2')?.textContent === 'Attendees').querySelector('th button');
         th.click(); th.click(); return th.parentElement.getAttribute('aria-sort')",
    );
    assert_eq!(sorted, "descending", "the page's own script does not run: does the policy allow it?");
    assert_ne!(browser.text("return getComputedStyle(document.querySelector('main')).maxWidth"), "none");
    assert_eq!(browser.run("return window.ran === undefined"), true, "something ran");
    assert_eq!(browser.run("return document.scripts.length"), 1);
    let foreign = "return document.querySelectorAll('img, iframe, base, object, embed, link:not([rel=icon]), [onload], [onerror], [onmouseover], a').length";
    assert_eq!(browser.run(foreign), 0);
    // What was fetched: nothing.
    assert_eq!(browser.run("return performance.getEntriesByType('resource').length"), 0);
    let own = url::Url::from_file_path(&file).unwrap().to_string();
    let others: Vec<String> =
        browser.requested().into_iter().filter(|url| *url != own && !url.starts_with("data:")).collect();
    assert_eq!(others, Vec::<String>::new());
    assert_eq!(canary.connections(), 0);

    // On a telephone nothing but tables is wider than the screen; in the dark it is dark.
    browser.devtools(
        "Emulation.setDeviceMetricsOverride",
        &json!({"width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": true}),
    );
    let wide = browser.run("return [document.documentElement.scrollWidth, innerWidth]");
    assert_eq!(wide, json!([390, 390]), "the page is wider than a telephone");
    let ground = || browser.text("return getComputedStyle(document.body).backgroundColor");
    let light = ground();
    browser.devtools(
        "Emulation.setEmulatedMedia",
        &json!({"features": [{"name": "prefers-color-scheme", "value": "dark"}]}),
    );
    assert_ne!(ground(), light, "there is no dark mode");
}

#[test]
fn what_is_known_only_in_part_makes_a_page_too() {
    // WeiyiPro tells visits and nothing else; one of them has no end, one no beginning.
    let visits = json!({"result": 0, "logininfo": [
        {"userid": "a", "entertime": "2026-11-23 14:00:00", "serial": "1", "leavetime": ""},
        {"userid": "b", "entertime": "", "serial": "1", "leavetime": "2026-11-23 14:20:00"},
        {"userid": null},
    ]});
    let server = Server::start(move |_, _| Reply::Json(200, visits.to_string()));
    let world = World::at(&server.url(), "");
    world.run(&["report", "1", "--html", "r.html", "--xlsx", "r.xlsx"]).exits(0);
    let page = std::fs::read_to_string(world.path("r.html")).unwrap();
    assert!(page.contains("end not known") && page.contains("1 without a known end"), "{page}");
    // Nobody came at all.
    let server = Server::start(|_, _| Reply::Json(200, "{\"result\": 0, \"logininfo\": []}".into()));
    let world = World::at(&server.url(), "");
    world.run(&["report", "1", "--html", "r.html", "--xlsx", "r.xlsx"]).exits(0);
    assert!(std::fs::read_to_string(world.path("r.html")).unwrap().contains("Meeting 1"));
}
