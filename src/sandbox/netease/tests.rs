use md5::Md5;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use super::{APP_KEY, APP_SECRET, CALLS, guests};
use crate::sandbox::testing::{Sandbox, now};

const HOST: &str = "146558916040335360";
const KIND: &str = "application/json;charset=utf-8";

fn with_sandbox(test: impl FnOnce(&Sandbox)) {
    let folder = tempfile::tempdir().unwrap();
    test(&Sandbox::start(folder.path(), &[]));
}

fn sum(nonce: &str, time: &str) -> String {
    hex::encode(Sha1::digest(format!("{APP_SECRET}{nonce}{time}")))
}

fn headers(more: &str) -> String {
    let time = now().to_string();
    let sum = sum("12345678", &time);
    format!("AppKey: {APP_KEY}\r\nNonce: 12345678\r\nCurTime: {time}\r\nCheckSum: {sum}\r\n{more}")
}

fn raw(sandbox: &Sandbox, path: &str, headers: &str, kind: &str, body: &str) -> (u16, Value) {
    let request = Sandbox::request("POST", path, kind, body);
    sandbox.json(&request.replacen("host: x\r\n", &format!("host: x\r\n{headers}"), 1))
}

fn post(sandbox: &Sandbox, path: &str, body: &Value) -> (u16, Value) {
    let body = body.to_string();
    let sum = hex::encode(Md5::digest(format!("{body}@163")));
    let more = format!("authorization: {sum}\r\nclientType: 6\r\ndeviceId: d-1\r\n");
    raw(sandbox, path, &headers(if path == guests::PATH { &more } else { "" }), KIND, &body)
}

/// The number of a failure, or 200.
fn code(sandbox: &Sandbox, path: &str, body: Value) -> i64 {
    let (status, answer) = post(sandbox, path, &body);
    assert_eq!(status, 200, "{path} {body}: {answer}");
    answer["code"].as_i64().unwrap()
}

fn ret(sandbox: &Sandbox, path: &str, body: Value) -> Value {
    let (_, mut answer) = post(sandbox, path, &body);
    assert_eq!(answer["code"], 200, "{path} {body}: {answer}");
    answer["ret"].take()
}

fn reserved() -> Value {
    let start = (now() + 3600) * 1000;
    json!({"host": HOST, "type": "3", "subject": "周会", "startTime": start, "endTime": start + 3_600_000})
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[test]
fn only_a_right_signature_is_let_in() {
    with_sandbox(|sandbox| {
        let time = now().to_string();
        let good = headers("");
        let sum_of = |time: &str| {
            format!("AppKey: {APP_KEY}\r\nNonce: 1\r\nCurTime: {time}\r\nCheckSum: {}\r\n", sum("1", time))
        };
        let ask = |headers: &str| raw(sandbox, "/v2/meeting/list", headers, KIND, "{}");
        assert_eq!(ask(&good).1["code"], 200);
        for shift in [-60, 60] {
            assert_eq!(ask(&sum_of(&(now() + shift).to_string())).0, 200, "{shift}");
        }
        let bad = [
            String::new(),
            good.replace(APP_KEY, "another"),
            good.replace("12345678", "12345679"),
            good.replace(&sum("12345678", &time), &sum("12345678", &time).to_uppercase()),
            format!("{good}Nonce: 12345678\r\n"),
            sum_of(&(now() - 61).to_string()),
            sum_of(&(now() + 61).to_string()),
            sum_of(&(now() * 1000).to_string()),
            good.replace("12345678", "0123abcd").replace(&sum("12345678", &time), &sum("0123abcd", &time)),
        ];
        for headers in bad {
            let (status, answer) = ask(&headers);
            assert_eq!((status, &answer["code"]), (401, &json!(401)), "{headers}");
            assert_eq!(answer["msg"], "请求未通过验证");
            assert!(answer["requestId"].as_str().unwrap().starts_with("mc_") && answer.get("ret").is_none());
        }
    });
}

#[test]
fn what_no_correct_client_sends_is_refused_loudly() {
    with_sandbox(|sandbox| {
        let path = "/v2/meeting/get";
        let body = r#"{"meetingUniqueId":110119120}"#;
        let ask = |path: &str, kind: &str, body: &str| raw(sandbox, path, &headers(""), kind, body).0;
        assert_eq!(ask(path, KIND, body), 200);
        assert_eq!(ask(path, "application/json; charset=UTF-8", body), 200);
        for kind in ["application/json", "", "application/x-www-form-urlencoded", "text/plain;charset=utf-8"]
        {
            assert_eq!(ask(path, kind, body), 415, "{kind}");
        }
        for body in ["", "[]", "null", "{", "\"x\"", r#"{"meetingUniqueId":110119120,"x":1}"#] {
            assert_eq!(ask(path, KIND, body), 400, "{body}");
        }
        let twice = r#"{"meetingUniqueId":1,"meetingUniqueId":110119120}"#;
        let (status, answer) = raw(sandbox, path, &headers(""), KIND, twice);
        assert_eq!((status, &answer["sandbox"]), (400, &json!("field meetingUniqueId comes twice")));
        assert_eq!(ask("/v2/meeting/get?a=b", KIND, body), 400);
        assert_eq!(ask("/v2/meeting/nothing", KIND, body), 404);
        assert_eq!(sandbox.send(&Sandbox::request("GET", path, "", "")).0, 405);
    });
}

#[test]
fn every_field_has_one_type_and_the_required_ones_are_there() {
    with_sandbox(|sandbox| {
        for call in CALLS {
            // No field of any call is a list of texts.
            for (name, _) in fields(call) {
                assert_eq!(code(sandbox, call.path, json!({name: ["x"]})), 300, "{} {name}", call.path);
            }
            let required = fields(call).iter().any(|(_, required)| *required);
            let free = call.path == "/v1/account/create" || call.path == "/v2/meeting/list";
            assert_eq!(required, !free, "{}", call.path);
            if required {
                assert_eq!(code(sandbox, call.path, json!({})), 301, "{}", call.path);
            }
        }
        assert_eq!(code(sandbox, "/v2/meeting/get", json!({"meetingUniqueId": "110119120"})), 300);
        assert_eq!(code(sandbox, "/v2/meeting/deleteByMeetingId", json!({"meetingId": 100_000_000})), 300);
        assert_eq!(code(sandbox, "/v2/meeting/list", json!({"type": 3})), 300);
        // "A parameter is empty", whether it is required or not; only of passwords "" says something.
        for (path, name) in [
            ("/v1/account/create", "imAccid"),
            ("/v1/account/create", "imToken"),
            ("/v1/account/create", "shortId"),
            ("/v2/meeting/list", "meetingId"),
            ("/v2/meeting/list", "type"),
        ] {
            assert_eq!(code(sandbox, path, json!({name: ""})), 301, "{path} {name}");
        }
        assert_eq!(code(sandbox, "/v2/meeting/create", with(reserved(), "owner", json!(""))), 301);
        assert_eq!(code(sandbox, "/v2/meeting/create", with(reserved(), "password", json!(""))), 200);
        assert_eq!(CALLS.len(), 15);
    });
}

fn fields(call: &super::Call) -> Vec<(&'static str, bool)> {
    call.fields.iter().map(super::fields::Field::said).collect()
}

#[test]
fn a_meeting_goes_from_state_to_state() {
    with_sandbox(|sandbox| {
        let made = ret(sandbox, "/v2/meeting/create", reserved());
        assert_eq!((&made["status"], made["meetingId"].as_str().unwrap().len()), (&json!(1), 9));
        let id = json!({"meetingUniqueId": made["meetingUniqueId"]});
        let edit = |name: &str, value: Value| {
            code(
                sandbox,
                "/v2/meeting/edit",
                with(with(id.clone(), "subject", json!("新的主题")), name, value),
            )
        };
        assert_eq!(code(sandbox, "/v2/meeting/edit", id.clone()), 301);
        assert_eq!(edit("password", json!("123456")), 200);
        assert_eq!(edit("endTime", json!(-1)), 200);
        assert_eq!(edit("endTime", json!(1_767_225_600)), 300);
        assert_eq!(edit("settings", json!({"controls": [{"type": "audio", "attendeeOff": 3}]})), 300);
        let now = ret(sandbox, "/v2/meeting/get", id.clone());
        assert_eq!(
            (&now["password"], &now["endTime"], &now["valid"]),
            (&json!("123456"), &json!(-1), &json!(true))
        );
        assert_eq!(edit("password", json!("")), 200);
        assert_eq!(ret(sandbox, "/v2/meeting/get", id.clone())["password"], "");
        // Edits and the like answer with a code and nothing else.
        assert_eq!(post(sandbox, "/v2/meeting/cancel", &id), (200, json!({"code": 200})));
        assert_eq!(ret(sandbox, "/v2/meeting/get", id.clone())["status"], 4);
        for path in ["/v2/meeting/cancel", "/v2/meeting/deleteByMeetingUniqueId"] {
            assert_eq!(code(sandbox, path, id.clone()), 2000, "{path}");
        }
        assert_eq!(edit("password", json!("x")), 2000);
    });
}

#[test]
fn a_running_meeting_is_ended_in_three_ways() {
    with_sandbox(|sandbox| {
        let instant = |kind: &str| {
            let body = json!({"host": HOST, "type": kind, "subject": "随机会议"});
            ret(sandbox, "/v2/meeting/create", body)
        };
        let state = |made: &Value| {
            let id = made["meetingUniqueId"].clone();
            ret(sandbox, "/v2/meeting/get", json!({"meetingUniqueId": id}))["status"].clone()
        };
        let random = instant("1");
        assert_eq!((&random["status"], &random["endTime"]), (&json!(2), &json!(-1)));
        assert_eq!(
            code(sandbox, "/v2/meeting/cancel", json!({"meetingUniqueId": random["meetingUniqueId"]})),
            2002
        );
        let body = json!({"meetingId": random["meetingId"], "recycle": true});
        assert_eq!(code(sandbox, "/v2/meeting/deleteByMeetingId", body.clone()), 200);
        assert_eq!((state(&random), code(sandbox, "/v2/meeting/deleteByMeetingId", body)), (json!(5), 2000));

        let personal = instant("2");
        assert_eq!((&personal["meetingId"], &personal["shortId"]), (&json!("4130603726"), &json!("10000")));
        let again = json!({"host": HOST, "type": "2", "subject": "x"});
        assert_eq!(code(sandbox, "/v2/meeting/create", again), 2002);
        let body = json!({"shortId": "10000", "recycle": true});
        assert_eq!(code(sandbox, "/v2/meeting/deleteByMeetingShortId", body), 200);
        assert_eq!(state(&personal), json!(3), "a personal number is never taken back");
        let body = json!({"meetingUniqueId": personal["meetingUniqueId"]});
        assert_eq!(code(sandbox, "/v2/meeting/deleteByMeetingUniqueId", body), 2021);
    });
}

/// The document's own request, which has a number where its table says text.
#[test]
fn the_sample_of_a_creation_is_taken() {
    with_sandbox(|sandbox| {
        let sample = json!({
            "host": "abcdefghijk", "type": 1, "subject": "随机会议",
            "settings": {
                "scene": {"roleTypes": [{"roleType": 2, "maxCount": 1}, {"roleType": 1, "maxCount": 1}]},
                "controls": [{"type": "audio", "attendeeOff": 1}, {"type": "video", "attendeeOff": 2}],
            },
        });
        let made = ret(sandbox, "/v2/meeting/create", sample.clone());
        assert_eq!((&made["status"], &made["settings"]), (&json!(2), &sample["settings"]));
        for wrong in [json!(4), json!(0), json!("01")] {
            assert_eq!(code(sandbox, "/v2/meeting/create", with(sample.clone(), "type", wrong)), 2023);
        }
    });
}

#[test]
fn what_a_meeting_is_made_of_is_checked() {
    with_sandbox(|sandbox| {
        let create =
            |name: &str, value: Value| code(sandbox, "/v2/meeting/create", with(reserved(), name, value));
        assert_eq!(create("subject", json!("题".repeat(30))), 200);
        assert_eq!(create("subject", json!("题".repeat(31))), 2017);
        assert_eq!(create("type", json!("4")), 2023);
        assert_eq!(create("endTime", json!(1)), 300);
        assert_eq!(create("startTime", json!(now())), 300);
        assert_eq!(create("endTime", json!(-1)), 200);
        let settings = json!({"scene": {"roleTypes": [{"roleType": 2, "maxCount": 1}]},
            "controls": [{"type": "video", "attendeeOff": 2, "state": 1, "allowSelfOn": false}]});
        assert_eq!(create("settings", settings), 200);
        for settings in [json!({"controls": {}}), json!({"controls": [{"type": "x"}]}), json!({"scene": 1})] {
            assert_eq!(create("settings", settings), 300);
        }
        let body = with(reserved(), "settings", json!({"mute": true}));
        assert_eq!(post(sandbox, "/v2/meeting/create", &body).0, 400);
        let mut body = reserved();
        body.as_object_mut().unwrap().remove("endTime");
        assert_eq!(code(sandbox, "/v2/meeting/create", body), 301);
    });
}

#[test]
fn a_list_has_pages_and_filters() {
    with_sandbox(|sandbox| {
        let list = |body: Value| ret(sandbox, "/v2/meeting/list", body);
        let first = list(json!({}));
        assert_eq!(
            (&first["totalNum"], &first["totalPages"], &first["pageSize"]),
            (&json!(250), &json!(13), &json!(20))
        );
        assert!(first["list"][0]["meetingId"].is_u64());
        let last = list(json!({"pageIndex": 2, "pageSize": 100}));
        assert_eq!(last["list"].as_array().unwrap().len(), 50);
        assert_eq!(list(json!({"pageIndex": 3, "pageSize": 100}))["list"], json!([]));
        assert_eq!(list(json!({"statusList": [2]}))["totalNum"], 2);
        assert_eq!(list(json!({"type": "1"}))["totalNum"], 1);
        assert_eq!(list(json!({"meetingId": "100007919"}))["list"][0]["meetingUniqueId"], 110_119_121);
        let from = now() * 1000 + 100 * 3_600_000;
        assert_eq!(list(json!({"minStartTime": from}))["totalNum"], 150);
        assert_eq!(list(json!({"maxStartTime": from}))["totalNum"], 101);
        for body in [
            json!({"pageSize": 101}),
            json!({"pageSize": 0}),
            json!({"pageIndex": -1}),
            json!({"statusList": [3]}),
        ] {
            assert_eq!(code(sandbox, "/v2/meeting/list", body), 300);
        }
    });
}

#[test]
fn guests_are_told_how_to_join() {
    with_sandbox(|sandbox| {
        let body = |name: &str| json!({"meetingId": "100000000", "nickName": name, "video": 1, "audio": 2});
        let info = ret(sandbox, guests::PATH, body("张三"));
        assert_eq!(
            (&info["meetingId"], &info["meetingUniqueId"]),
            (&json!("100000000"), &json!(110_119_120))
        );
        let join = |name: &str, value: Value| code(sandbox, guests::PATH, with(body("a"), name, value));
        assert_eq!(join("nickName", json!("a b")), 2003);
        assert_eq!(join("nickName", json!("a".repeat(11))), 2003);
        assert_eq!(
            (join("video", json!(3)), join("audio", json!(0)), join("roleType", json!(2))),
            (2004, 2005, 300)
        );
        assert_eq!((join("roleType", json!(4)), join("meetingId", json!("999"))), (200, 2000));
        // The fifth meeting has a password.
        let locked = with(body("a"), "meetingId", json!("100031676"));
        assert_eq!(code(sandbox, guests::PATH, locked.clone()), 2018);
        assert_eq!(code(sandbox, guests::PATH, with(locked.clone(), "password", json!("1"))), 2014);
        assert_eq!(code(sandbox, guests::PATH, with(locked, "password", json!("086420"))), 200);

        let text = body("a").to_string();
        let sum = hex::encode(Md5::digest(format!("{text}@163")));
        let ask = |more: &str| raw(sandbox, guests::PATH, &headers(more), KIND, &text).1["code"].clone();
        assert_eq!(ask(""), 401);
        assert_eq!(ask(&format!("authorization: {}\r\n", "0".repeat(32))), 401);
        assert_eq!(ask(&format!("authorization: {sum}\r\n")), 302);
        assert_eq!(ask(&format!("authorization: {sum}\r\nclientType: 9\r\ndeviceId: x\r\n")), 3001);
        assert_eq!(ask(&format!("authorization: {sum}\r\nclientType: 8\r\ndeviceId: x\r\n")), 200);
    });
}

#[test]
fn accounts_are_made_read_and_changed() {
    with_sandbox(|sandbox| {
        let alice = ret(sandbox, "/v1/account/getByImAccid", json!({"imAccid": "alice"}));
        assert_eq!(
            (&alice["accountId"], &alice["personalMeetingId"]),
            (&json!(HOST), &json!(4_130_603_726_i64))
        );
        let made = ret(
            sandbox,
            "/v1/account/create",
            json!({"imAccid": "carol", "imToken": "t", "shortId": "4321"}),
        );
        assert_eq!(code(sandbox, "/v1/account/create", json!({"imAccid": "carol"})), 1019);
        assert_eq!(code(sandbox, "/v1/account/create", json!({"shortId": "4321"})), 2011);
        assert_eq!(code(sandbox, "/v1/account/create", json!({"shortId": "123"})), 300);
        let id = json!({"accountId": made["accountId"]});
        let path = "/v1/account/updateShortId";
        assert_eq!(
            post(sandbox, path, &with(id.clone(), "shortId", json!("87654321"))),
            (200, json!({"code": 200}))
        );
        let get = || ret(sandbox, "/v1/account/getByAccountId", id.clone());
        assert_eq!(get()["shortId"], "87654321");
        assert_eq!(code(sandbox, path, id.clone()), 200);
        assert_eq!(get()["shortId"], "", "without shortId it is cleared");
        assert_eq!(
            code(sandbox, "/v1/account/updateToken", with(id.clone(), "accountToken", json!("new"))),
            200
        );
        assert_eq!(get()["accountToken"], "new");
        assert_eq!(code(sandbox, "/v1/account/getByAccountId", json!({"accountId": "1"})), 1014);
    });
}

#[test]
fn recordings_are_flat_or_nested_and_may_be_missing() {
    with_sandbox(|sandbox| {
        let files = |id: i64| ret(sandbox, "/v2/meeting/record/list", json!({"meetingUniqueId": id}));
        let ended = files(110_119_370);
        assert_eq!(ended.as_array().unwrap().len(), 3);
        assert_eq!((&ended[0]["type"], &ended[2]["fileInfo"]["mix"]), (&json!("aac"), &json!(2)));
        assert_eq!(files(110_119_120), json!([]));
        assert_eq!(code(sandbox, "/v2/meeting/record/list", json!({"meetingUniqueId": 1})), 2000);
    });
}
