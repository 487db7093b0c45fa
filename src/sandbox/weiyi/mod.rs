//! WeiyiPro's ten HTTP calls, as strict as the document: which there are, and what holds for all of them.
//!
//! Of a request, this is checked in this order: the call, the method, the content type, the names of the fields,
//! `key`, the required fields, their values, the meeting. An error is HTTP 200 with the document's number.

use axum::http::{Method, StatusCode};
use serde_json::json;

mod calls;
pub(super) mod link;
pub(super) mod world;

use crate::sandbox::exchange::{Answer, Fields, Incoming, JSON, Names, Part, Payload};
use crate::sandbox::files;
use crate::sandbox::server::Vendor;
use crate::sandbox::state::Store;
use calls::{
    Outcome, Refusal, bind_files, create, delete, duration, files, live_streams, modify, records,
    set_picture, visits,
};
use world::World;

pub(super) const NAME: &str = "weiyi";
/// The company's id, which is the only credential. It is public.
pub(super) const KEY: &str = "sandbox-weiyi-key";

const PREFIX: &str = "/WebAPI/";

pub(super) const VENDOR: Vendor = Vendor { owns, answer, refuse, busy: 9999 };

struct Call {
    name: &'static str,
    /// POST; if not, GET.
    post: bool,
    names: Names,
    /// The field of the answer that says how it went.
    verdict: &'static str,
    run: fn(&Fields<'_>, &mut World, now: i64) -> Outcome,
}

const fn call(
    name: &'static str,
    post: bool,
    once: &'static [&'static str],
    run: fn(&Fields<'_>, &mut World, i64) -> Outcome,
) -> Call {
    Call { name, post, names: Names { once, repeated: &[], files: &[] }, verdict: "result", run }
}

const BIND: Names = Names { once: &["key", "serial"], repeated: &["fileidarr[]"], files: &[] };
const PICTURE: Names = Names { once: &["key", "serial"], repeated: &[], files: &["filedata"] };

const POST: bool = true;
const GET: bool = false;

const CALLS: &[Call] = &[
    call(
        "meetingcreate",
        POST,
        &["key", "meetingname", "starttime", "endtime", "chairmanpwd", "islive"],
        create,
    ),
    call(
        "meetingmodify",
        POST,
        &["key", "serial", "meetingname", "chairmanpwd", "starttime", "endtime"],
        modify,
    ),
    call("meetingdelete", POST, &["key", "serial"], delete),
    call("getClassBeginTime", GET, &["key", "serial"], duration),
    Call { names: BIND, ..call("meetingbindfile", POST, &[], bind_files) },
    Call { names: PICTURE, ..call("uploadRoomPic", POST, &[], set_picture) },
    call("getmeetingfile", GET, &["key", "serial"], files),
    call("getLiveStream", GET, &["key", "serial"], live_streams),
    call("getlogininfo", POST, &["key", "serial"], visits),
    Call { verdict: "code", ..call("getRoomRecord", POST, &["key", "serial", "userid"], records) },
];

/// Where recordings are.
const FILES: &str = "/upload/";

fn owns(path: &str) -> bool {
    path.starts_with(PREFIX) || link::owns(path) || path.starts_with(FILES)
}

fn find(path: &str) -> Option<&'static Call> {
    let name = path.strip_prefix(PREFIX)?;
    CALLS.iter().find(|call| call.name == name)
}

fn refuse(path: &str, code: i64) -> Answer {
    let verdict = find(path).map_or("result", |call| call.verdict);
    Answer::new(StatusCode::OK, JSON, json!({verdict: code}).to_string(), code.to_string())
}

fn answer(request: &Incoming, store: &Store) -> Answer {
    let path = request.path.as_str();
    if link::owns(path) {
        return link::answer(request, store);
    }
    if path.starts_with(FILES) {
        return file(request, store);
    }
    let Some(call) = find(path) else {
        return Answer::misuse(StatusCode::NOT_FOUND, "there is no such call");
    };
    let refused = |refusal| match refusal {
        Refusal::Misuse(why) => Answer::misuse(StatusCode::BAD_REQUEST, &why),
        Refusal::Code(code, why) => Answer { note: format!("{code}: {why}"), ..refuse(path, code) },
    };
    let method = if call.post { Method::POST } else { Method::GET };
    if request.method != method {
        // Only a GET has a number in the document; nothing is said about the others.
        if call.post && request.method == Method::GET {
            return refused(Refusal::Code(20001, "the call needs POST"));
        }
        return Answer::misuse(StatusCode::METHOD_NOT_ALLOWED, &format!("the call needs {method}"));
    }
    let parts = match parts(call, request) {
        Ok(parts) => parts,
        Err(answer) => return answer,
    };
    let fields = match Fields::check(parts, call.names) {
        Ok(fields) => fields,
        Err(why) => return refused(Refusal::Misuse(why)),
    };
    match fields.get("key") {
        Some(KEY) => {}
        None | Some("") => return refused(Refusal::Code(4101, "there is no key")),
        Some(_) => return refused(Refusal::Code(4102, "the key is not that of the sandbox")),
    }
    match store.update(NAME, World::seed, |world: &mut World| (call.run)(&fields, world, request.now)) {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Err(refusal)) => refused(refusal),
        Ok(Ok(value)) => Answer::new(StatusCode::OK, JSON, value.to_string(), "0"),
    }
}

/// A recording's file, as long as the recording is there.
fn file(request: &Incoming, store: &Store) -> Answer {
    let known = |world: &mut World| {
        Ok::<bool, Refusal>(world.records.iter().any(|record| record.path == request.path))
    };
    match store.update(NAME, World::seed, known) {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Ok(true)) => files::answer(request, &request.path, files::size_of(&request.path)),
        Ok(_) => files::none(),
    }
}

/// The fields from where this call has them, and nothing where it has none.
fn parts<'a>(call: &Call, request: &'a Incoming) -> Result<&'a [Part], Answer> {
    let misuse = |why: &str| Err(Answer::misuse(StatusCode::BAD_REQUEST, why));
    let query = match &request.query {
        Ok(query) => query,
        Err(why) => return misuse(why),
    };
    match (&request.body, call.post) {
        (Payload::Empty, false) => Ok(query),
        (_, false) => misuse("a GET has no body and no content type"),
        (Payload::Form(_), true) if !query.is_empty() => {
            misuse("the fields of a POST are in its form, not in the query")
        }
        (Payload::Form(Ok(form)), true) => Ok(form),
        (Payload::Form(Err(why)), true) => misuse(why),
        // The document has no number for it. The real server may well read other types; a client must not need that.
        (Payload::Empty | Payload::Json(_) | Payload::Other, true) => Err(Answer::misuse(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the content type must be multipart/form-data",
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{CALLS, KEY};
    use crate::sandbox::testing::Sandbox;

    fn with_sandbox(test: impl FnOnce(&Sandbox)) {
        let folder = tempfile::tempdir().unwrap();
        test(&Sandbox::start(folder.path(), &[]));
    }

    /// The fields of a new meeting, one of them changed, or left out, or added.
    fn fields<'a>(name: &'a str, value: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
        let mut fields: Vec<_> = Sandbox::new_meeting().into_iter().filter(|field| field.0 != name).collect();
        fields.extend(value.map(|value| (name, value)));
        fields
    }

    fn of(serial: &str) -> [(&'static str, &str); 2] {
        [("key", KEY), ("serial", serial)]
    }

    /// A request in which only a file is unusual.
    fn upload(disposition: &str, content: &str) -> String {
        let body = format!(
            "--b\r\ncontent-disposition: form-data; name=\"key\"\r\n\r\n{KEY}\r\n\
             --b\r\ncontent-disposition: form-data; name=\"serial\"\r\n\r\n111111\r\n\
             --b\r\ncontent-disposition: form-data; {disposition}\r\n\r\n{content}\r\n--b--\r\n"
        );
        Sandbox::request("POST", "/WebAPI/uploadRoomPic", "multipart/form-data; boundary=b", &body)
    }

    #[test]
    fn a_meeting_is_created_changed_and_deleted() {
        with_sandbox(|sandbox| {
            let (status, new) = sandbox.post("meetingcreate", &fields("islive", Some("1")));
            assert_eq!(status, 200, "{new}");
            let names: Vec<&String> = new.as_object().unwrap().keys().collect();
            let sample = "version serial roomid sig pushurl pullurl pullurl2 recordpath result";
            assert_eq!(names, sample.split(' ').collect::<Vec<_>>());
            assert_eq!((&new["version"], &new["result"]), (&json!(1173), &json!(0)));
            assert!(new["serial"].is_u64() && new["pushurl"].as_str().unwrap().starts_with("域名/app/"));
            let serial = new["serial"].to_string();

            let streams = sandbox.get("getLiveStream", &of(&serial)).1;
            assert_eq!(streams["cdnStreams"], json!([{"serial": serial, "pullUrl": new["pullurl"]}]));
            assert_eq!(streams["serverStreams"], json!([{"serial": serial, "pullUrl": new["pullurl2"]}]));

            let change =
                [of(&serial).as_slice(), &[("starttime", "1767200000"), ("endtime", "1767200060")]].concat();
            let changed = json!({"result": 0, "serial": new["serial"]});
            assert_eq!(sandbox.post("meetingmodify", &change), (200, changed.clone()));
            let lasted = |seconds| json!({"result": 0, "serial": new["serial"], "duration": seconds});
            assert_eq!(sandbox.get("getClassBeginTime", &of(&serial)).1, lasted(60));
            // Without an end it is permanent: it lasts until now.
            assert_eq!(sandbox.post("meetingmodify", &change[..3]), (200, changed));
            assert_eq!(sandbox.get("getClassBeginTime", &of(&serial)).1, lasted(25_600));

            let gone = json!({"version": 1174, "serial": serial, "result": 0});
            assert_eq!(sandbox.post("meetingdelete", &of(&serial)), (200, gone));
            for call in CALLS.iter().filter(|call| call.name != "meetingcreate") {
                let mut fields = of(&serial).to_vec();
                match call.name {
                    "meetingmodify" => fields.push(("starttime", "1767200000")),
                    "meetingbindfile" => fields.push(("fileidarr[]", "494")),
                    "uploadRoomPic" => continue,
                    _ => {}
                }
                let answer = if call.post {
                    sandbox.post(call.name, &fields)
                } else {
                    sandbox.get(call.name, &fields)
                };
                assert_eq!(answer, (200, json!({call.verdict: 4007})), "{}", call.name);
            }
        });
    }

    #[test]
    fn values_are_checked_and_a_refused_change_changes_nothing() {
        with_sandbox(|sandbox| {
            for (name, value, code) in [
                ("key", None, 4101),
                ("key", Some(""), 4101),
                ("key", Some("sandbox-weiyi-keY"), 4102),
                ("meetingname", None, 4003),
                ("meetingname", Some(" "), 4003),
                ("starttime", None, 5004),
                ("starttime", Some("1767229200000"), 4004),
                ("starttime", Some("2026-01-01"), 4004),
                ("starttime", Some("+767229200"), 4004),
                ("starttime", Some("0767229200"), 4004),
                ("endtime", Some(""), 4004),
                ("endtime", Some("1767229200"), 4005),
                ("chairmanpwd", None, 5002),
                ("chairmanpwd", Some(""), 4006),
                ("chairmanpwd", Some("abc"), 4006),
                ("chairmanpwd", Some("密码密"), 4006),
                ("chairmanpwd", Some("123456789012345678901"), 4006),
            ] {
                let answer = sandbox.post("meetingcreate", &fields(name, value));
                assert_eq!(answer, (200, json!({"result": code})), "{name} {value:?}");
            }
            for (name, value) in [
                ("endtime", None),
                ("chairmanpwd", Some("密码密码")),
                ("chairmanpwd", Some("12345678901234567890")),
                ("islive", Some("0")),
            ] {
                assert_eq!(
                    sandbox.post("meetingcreate", &fields(name, value)).1["result"],
                    0,
                    "{name} {value:?}"
                );
            }
            assert_eq!(sandbox.meetings(), 4 + 4);

            let start = ("starttime", "1767229200");
            for (more, code) in [
                (vec![start], 5100),
                (vec![start, ("serial", "")], 5100),
                (vec![start, ("serial", "0111111")], 4007),
                (vec![("serial", "111111"), ("endtime", "1767229200")], 5004),
                (vec![start, ("serial", "111111"), ("meetingname", "")], 4003),
                (vec![start, ("serial", "111111"), ("chairmanpwd", "x")], 4006),
            ] {
                let fields = [vec![("key", KEY)], more].concat();
                assert_eq!(
                    sandbox.post("meetingmodify", &fields),
                    (200, json!({"result": code})),
                    "{fields:?}"
                );
            }
            // 111111 still lasts its two hours.
            assert_eq!(sandbox.get("getClassBeginTime", &of("111111")).1["duration"], 7200);
        });
    }

    #[test]
    fn what_no_correct_client_sends_is_refused_aloud() {
        with_sandbox(|sandbox| {
            let refused = |answer: (u16, Value), status, why: &str| {
                assert_eq!(answer, (status, json!({"result": -1, "sandbox": why})));
            };
            refused(sandbox.post("meetingcreate", &fields("name", Some("x"))), 400, "unknown field name");
            refused(
                sandbox.post("meetingmodify", &[("key", KEY), ("islive", "1")]),
                400,
                "unknown field islive",
            );
            refused(
                sandbox.post("meetingdelete", &[("key", KEY), ("key", KEY)]),
                400,
                "field key comes twice",
            );
            refused(
                sandbox.post("meetingcreate", &fields("islive", Some("true"))),
                400,
                "islive is neither 0 nor 1",
            );
            refused(sandbox.get("getLiveStream", &of("")), 400, "field serial is empty: leave it out");
            refused(sandbox.get("getLiveStream", &[("key", KEY), ("k", "")]), 400, "unknown field k");
            refused(sandbox.get("meetingCreate", &[]), 404, "there is no such call");
            let form = |path: &str| Sandbox::form(path, &of("111111"));
            refused(sandbox.json(&form("/WebAPI/getmeetingfile")), 405, "the call needs GET");
            refused(
                sandbox.json(&form("/WebAPI/getlogininfo?key=1")),
                400,
                "the fields of a POST are in its form, not in the query",
            );
            let request = |method, path: &str, kind, body| {
                sandbox.json(&Sandbox::request(method, &format!("/WebAPI/{path}"), kind, body))
            };
            refused(request("PUT", "meetingcreate", "", ""), 405, "the call needs POST");
            for kind in ["application/x-www-form-urlencoded", "application/json", "", "multipart/form-dat"] {
                let answer = request("POST", "getlogininfo", kind, "key=sandbox-weiyi-key&serial=111111");
                refused(answer, 415, "the content type must be multipart/form-data");
            }
            let answer = request("GET", "getmeetingfile?key=x", "application/json", "{}");
            refused(answer, 400, "a GET has no body and no content type");
            assert_eq!(request("POST", "getlogininfo", "multipart/form-data", "x").0, 400, "no boundary");
            let cut = "--b\r\ncontent-disposition: form-data; name=\"key\"\r\n\r\nsandbox-weiyi-key";
            assert_eq!(request("POST", "getlogininfo", "multipart/form-data; boundary=b", cut).0, 400);
            for call in CALLS.iter().filter(|call| call.post) {
                let answer = sandbox.get(call.name, &of("111111"));
                assert_eq!(answer, (200, json!({call.verdict: 20001})), "{}", call.name);
            }
        });
    }

    #[test]
    fn files_are_bound_and_listed() {
        with_sandbox(|sandbox| {
            let bind = |ids: &[&str]| {
                let ids = ids.iter().map(|id| ("fileidarr[]", *id));
                sandbox.post("meetingbindfile", &of("431383322").into_iter().chain(ids).collect::<Vec<_>>())
            };
            let none = json!({"result": 0, "meetingfile": []});
            assert_eq!(sandbox.get("getmeetingfile", &of("431383322")), (200, none.clone()));
            assert_eq!(bind(&[]), (400, json!({"result": -1, "sandbox": "field fileidarr[] is missing"})));
            assert_eq!(bind(&["494", "nope"]), (200, json!({"result": 4105})));
            assert_eq!(sandbox.get("getmeetingfile", &of("431383322")), (200, none));
            assert_eq!(bind(&["496", "494"]), (200, json!({"result": 0})));
            assert_eq!(bind(&["494"]), (200, json!({"result": 0})));
            let files = sandbox.get("getmeetingfile", &of("431383322")).1["meetingfile"].clone();
            assert_eq!(files.as_array().unwrap().len(), 2);
            let path = "/upload/20210107_104054_ratndkwo.png";
            let sample =
                json!({"fileid": "494", "filename": "1.png", "downloadpath": path, "filetype": "png"});
            assert_eq!(files[1], sample);
        });
    }

    #[test]
    fn a_picture_must_be_a_file() {
        with_sandbox(|sandbox| {
            let (status, answer) = sandbox.json(&upload("name=\"filedata\"; filename=\"背景.png\"", "PNG"));
            let path = answer["picPath"].as_str().unwrap();
            assert_eq!((status, &answer["result"]), (200, &json!(0)));
            assert!(
                path.starts_with("/uploads/20260101_080000_") && path.rsplit('.').next() == Some("png"),
                "{path}"
            );
            let odd = sandbox.json(&upload("name=\"filedata\"; filename=\"a.p/../g\"", "PNG")).1;
            assert_eq!(odd["picPath"].as_str().unwrap().rsplit('.').next(), Some("bin"), "{odd}");
            for (disposition, content, why) in [
                ("name=\"filedata\"", "PNG", "field filedata must be a file, with a file name"),
                ("name=\"filedata\"; filename=\"\"", "PNG", "the file in filedata has no name"),
                ("name=\"filedata\"; filename=\"a.png\"", "", "the file in filedata is empty"),
                ("name=\"file\"; filename=\"a.png\"", "PNG", "unknown field file"),
                ("name=\"serial\"; filename=\"a.png\"", "PNG", "field serial must not be a file"),
            ] {
                let answer = sandbox.json(&upload(disposition, content));
                assert_eq!(answer, (400, json!({"result": -1, "sandbox": why})), "{disposition}");
            }
            let (status, answer) = sandbox.post("uploadRoomPic", &of("111111"));
            assert_eq!((status, &answer["sandbox"]), (400, &json!("field filedata is missing")));
        });
    }

    #[test]
    fn reading_calls_have_something_to_show() {
        with_sandbox(|sandbox| {
            let sample = json!({
                "userid": "D171LM9P",
                "entertime": "2020-12-30 09:56:50",
                "serial": "111111",
                "leavetime": "2020-12-30 09:58:20",
            });
            let visits = sandbox.post("getlogininfo", &of("111111")).1["logininfo"].clone();
            assert_eq!(visits[0], sample);
            let visits = visits.as_array().unwrap();
            assert!(visits.iter().any(|visit| visit["leavetime"] == ""));
            assert!(visits.iter().any(|visit| visit["userid"] == "张伟"));

            let records =
                |more: &[(&str, &str)]| sandbox.post("getRoomRecord", &[&[("key", KEY)], more].concat()).1;
            let all = records(&[]);
            assert_eq!((&all["code"], all["records"].as_array().unwrap().len()), (&json!(0), 3));
            assert_eq!(all.get("result"), None);
            assert_eq!(all["records"][0]["duration"], "2");
            assert_eq!(all["records"][0]["createtime"], "2025-11-04 15:46:27");
            assert_eq!(records(&[("userid", "张伟")])["records"][0]["id"], "3");
            assert_eq!(records(&[("serial", "111111")])["records"][0]["id"], "4");
            assert_eq!(records(&[("serial", "111111"), ("userid", "张伟")]), json!({"code": 4105}));
            assert_eq!(records(&[("serial", "431383322")]), json!({"code": 4105}));

            let empty = json!([{"serial": "", "pullUrl": ""}]);
            let none = json!({"result": 0, "cdnStreams": empty, "serverStreams": empty});
            assert_eq!(sandbox.get("getLiveStream", &of("111111")), (200, none));
            let streams = sandbox.get("getLiveStream", &[("key", KEY)]).1;
            assert_eq!(streams["cdnStreams"][0]["serial"], "655796682");
        });
    }
}
