use serde_json::{Value, json};

use super::{ACCOUNT, AUTH, CALLS, Shape};
use crate::sandbox::testing::Sandbox;

fn with_sandbox(test: impl FnOnce(&Sandbox)) {
    let folder = tempfile::tempdir().unwrap();
    test(&Sandbox::start(folder.path(), &[]));
}

/// A request with these headers.
fn raw(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> String {
    let headers =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
    let length = body.len();
    format!(
        "{method} {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
}

fn post(sandbox: &Sandbox, path: &str, body: &Value) -> (u16, Value) {
    let headers = [("auth", AUTH), ("content-type", "application/json")];
    sandbox.json(&raw("POST", path, &headers, &body.to_string()))
}

fn get(sandbox: &Sandbox, target: &str) -> (u16, Value) {
    sandbox.json(&raw("GET", target, &[("auth", AUTH)], ""))
}

fn room(number: &str) -> Value {
    json!({"conferenceKey": number})
}

fn list(sandbox: &Sandbox) -> Vec<Value> {
    let all = get(sandbox, &format!("/subscribe/getsubmeetings?account={ACCOUNT}")).1;
    all["data"].as_array().unwrap().clone()
}

/// A new reservation, some of its fields changed.
fn new(change: Value) -> Value {
    let mut body = json!({"account": ACCOUNT, "theme": "会议主题", "introduction": "接口会议",
        "visitor_ids": "9187,9182", "startDate": "2030-03-01 09:00", "endDate": "2030-03-01 13:00",
        "isAutoOpen": "yes", "pid": 486, "shostPwd": "99999", "svisitorPwd": "888888"});
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

#[test]
fn a_recording_is_opened_closed_found_and_deleted() {
    with_sandbox(|sandbox| {
        let opened = post(sandbox, "/meeting/openRecord", &room("2516")).1;
        assert_eq!((&opened["code"], &opened["state"]), (&json!("200"), &json!(1)));
        assert_eq!(opened["message"], Value::Null);
        let id = opened["data"]["recordId"].as_str().unwrap().to_owned();
        assert_eq!((id.len(), id.matches('-').count()), (36, 4));
        let status = post(sandbox, "/meeting/getLiveRecStatus", &room("2516")).1;
        assert_eq!((&status["code"], &status["data"]["record"]), (&json!(200), &json!(true)));
        assert_eq!(status["data"]["recordId"], id);
        let again = post(sandbox, "/meeting/openRecord", &room("2516")).1;
        assert_eq!((&again["code"], &again["state"]), (&json!("200003"), &json!(0)));
        let ask = json!({"recordId": id.to_uppercase()});
        assert_eq!(post(sandbox, "/meeting/getRecords", &ask).1["data"], json!([]));

        assert_eq!(post(sandbox, "/meeting/closeRecord", &room("2516")).1["data"]["recordId"], id);
        assert_eq!(post(sandbox, "/meeting/closeRecord", &room("2516")).1["code"], "200007");
        let found = post(sandbox, "/meeting/getRecords", &ask).1["data"][0].clone();
        assert_eq!(found["recordId"], id.replace('-', ""));
        assert_eq!(found["startTime"], "2026-01-01 00:00:00");
        assert!(found["downUrl"].as_str().unwrap().starts_with("http://") && found["fileSize"].is_u64());
        assert_eq!(post(sandbox, "/meeting/delRecordFile", &ask).1["state"], 1);
        assert_eq!(post(sandbox, "/meeting/delRecordFile", &ask).1["code"], "200008");
    });
}

#[test]
fn rooms_refuse_as_the_document_says() {
    with_sandbox(|sandbox| {
        for (number, code) in [
            ("100713", "200006"),
            ("1866", "200003"),
            ("8000000", "200004"),
            ("1429", "200001"),
            ("9000001", "200001"),
            ("7", "200008"),
        ] {
            assert_eq!(post(sandbox, "/meeting/openRecord", &room(number)).1["code"], code, "{number}");
        }
        let refused = get(sandbox, "/api/getmeetinginfo?addr=7").1;
        assert_eq!(refused, json!({"code": 200_008, "data": null, "message": "该会议不存在", "state": 0}));
        let info = get(sandbox, "/api/getmeetinginfo?addr=8000000").1;
        let sample = json!({"code": 200, "msg": "success", "name": "会议室名称", "alias": "8000000",
            "hostpwd": "0000", "guestpwd": "0000", "locked": true, "started": true, "participants": 0});
        assert_eq!(info, sample);
    });
}

#[test]
fn reservations_come_and_go_and_never_overlap() {
    with_sandbox(|sandbox| {
        let before = list(sandbox).len();
        let made = post(sandbox, "/subscribe/createmeet", &new(json!({}))).1;
        let row = made["data"][0].clone();
        assert_eq!((&made["code"], made["data"].as_array().unwrap().len()), (&json!(200), 1));
        assert!(row["id"].is_u64() && row["sipkey"] == "2516" && row["bizProductId"] == 486);
        assert_eq!((&row["isAutoOpen"], &row["visitorList"][0]["id"]), (&json!("no"), &json!("9182")));
        let names: Vec<&String> = row.as_object().unwrap().keys().collect();
        let sample = "id theme introduction randomHostPwd randomVisitorPwd sipkey isAutoOpen startDate endDate \
                      createSubscriber createTime shortAddress bizProductId visitorList";
        assert_eq!(names, sample.split_whitespace().collect::<Vec<_>>());

        let clash = new(json!({"startDate": "2030-03-01 12:59", "endDate": "2030-03-01 13:30"}));
        assert_eq!(post(sandbox, "/subscribe/createmeet", &clash).1["code"], 200_009);
        let next = new(json!({"startDate": "2030-03-01 13:00", "endDate": "2030-03-01 13:30"}));
        assert_eq!(post(sandbox, "/subscribe/createmeet", &next).1["code"], 200);
        let anywhere = post(sandbox, "/subscribe/createmeet", &new(json!({"pid": ""}))).1;
        assert_ne!(anywhere["data"][0]["sipkey"], "2516");
        assert_eq!(list(sandbox).len(), before + 3);

        let id = json!({"st_id": row["id"].to_string()});
        let done = json!({"code": 200, "data": null, "message": "操作成功", "state": 1});
        assert_eq!(post(sandbox, "/subscribe/cancelmeet", &id), (200, done));
        assert_eq!(post(sandbox, "/subscribe/cancelmeet", &id).1["code"], 200_008);
        assert_eq!(post(sandbox, "/subscribe/createmeet", &clash).1["code"], 200_009);
    });
}

#[test]
fn contacts_come_in_pages() {
    with_sandbox(|sandbox| {
        let ids = |more: &str| -> Vec<String> {
            let page = get(sandbox, &format!("/subscribe/getcontacts?account=a@b{more}")).1;
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(ids("").len(), 10);
        assert_eq!(ids("&pageIndex=3&pageSize=10").len(), 5);
        assert_eq!(ids("&pageIndex=4&pageSize=10"), [] as [String; 0]);
        assert_eq!(ids("&pageIndex=4&pageSize=10&isAll=yes").len(), 25);
        let pages: Vec<String> =
            (1..4).flat_map(|page| ids(&format!("&pageIndex={page}&pageSize=10&isAll=no"))).collect();
        assert_eq!(pages, ids("&isAll=yes"));
        let rooms = get(sandbox, "/subscribe/getmeeting?account=a@b").1;
        assert!(rooms["data"][0]["sipkey"].is_u64() && rooms["data"][0]["pid"].is_u64());
    });
}

#[test]
fn what_no_correct_client_sends_is_refused_aloud() {
    with_sandbox(|sandbox| {
        let refused = |answer: (u16, Value), status, why: &str| {
            assert_eq!(answer, (status, json!({"result": -1, "sandbox": why})));
        };
        let create = |change| post(sandbox, "/subscribe/createmeet", &new(change));
        refused(create(json!({"passwd": "1"})), 400, "unknown field passwd");
        refused(create(json!({"shostPwd": 99_999})), 400, "field shostPwd must be a text");
        refused(create(json!({"pid": "486"})), 400, "field pid must be a number, or an empty text");
        refused(create(json!({"theme": ""})), 400, "field theme is missing or empty");
        refused(create(json!({"account": "admin"})), 400, "field account is not xxxx@xxxx");
        refused(create(json!({"isAutoOpen": "true"})), 400, "isAutoOpen is neither yes nor no");
        refused(create(json!({"isAutoOpen": ""})), 400, "field isAutoOpen is empty: leave it out");
        for name in ["pageIndex", "pageSize", "isAll"] {
            let answer = get(sandbox, &format!("/subscribe/getcontacts?account=a@b&{name}="));
            refused(answer, 400, &format!("field {name} is empty: leave it out"));
        }
        let origin = json!({"recordId": "1", "origin": ""});
        let answer = post(sandbox, "/meeting/getRecords", &origin);
        refused(answer, 400, "field origin is empty: leave it out");
        refused(
            create(json!({"startDate": "2030-03-01 09:00:00"})),
            400,
            "field startDate is not YYYY-MM-DD HH:MM",
        );
        refused(create(json!({"endDate": "2030-03-01 09:00"})), 400, "endDate is not after startDate");
        for ids in ["9187;9182", "9187,", ",9187", "9187,,9182", ","] {
            refused(
                create(json!({"visitor_ids": ids})),
                400,
                "visitor_ids is not a list of numbers with commas",
            );
        }
        refused(
            post(sandbox, "/meeting/getRecords", &json!({"recordId": 1})),
            400,
            "field recordId must be a text",
        );
        refused(post(sandbox, "/meeting/openRecord", &json!([])), 400, "the body is not a JSON object");
        refused(
            post(sandbox, "/meeting/openRecord", &json!({})),
            400,
            "field conferenceKey is missing or empty",
        );
        refused(get(sandbox, "/api/getmeetinginfo?addr=1&x=1"), 400, "unknown field x");
        refused(get(sandbox, "/subscribe/getmeeting"), 400, "field account is missing or empty");
        refused(get(sandbox, "/subscribe/getContacts"), 404, "no vendor has the path /subscribe/getContacts");
        let form = [("auth", AUTH), ("content-type", "application/x-www-form-urlencoded")];
        let request = raw("POST", "/meeting/openRecord", &form, "conferenceKey=1");
        refused(sandbox.json(&request), 415, "the content type must be application/json");
        let typed = [("auth", AUTH), ("content-type", "application/json")];
        let request = raw("GET", "/api/getmeetinginfo?addr=1", &typed, "{}");
        refused(sandbox.json(&request), 400, "a GET has no body and no content type");
        let request =
            raw("POST", "/meeting/openRecord", &typed, r#"{"conferenceKey":"7","conferenceKey":"2516"}"#);
        refused(sandbox.json(&request), 400, "field conferenceKey comes twice");
        let request = raw("POST", "/meeting/openRecord?conferenceKey=1", &typed, "{}");
        refused(sandbox.json(&request), 400, "the fields of a POST are in its body, not in the query");
    });
}

#[test]
fn every_call_wants_auth_and_its_method() {
    with_sandbox(|sandbox| {
        for call in CALLS {
            let (right, wrong) = match call.shape {
                Shape::Query(..) => ("GET", "POST"),
                Shape::Body(_) => ("POST", "GET"),
            };
            let why = json!(format!("the call needs {right}"));
            let answer = sandbox.json(&raw(wrong, call.path, &[("auth", AUTH)], ""));
            assert_eq!((answer.0, &answer.1["sandbox"]), (405, &why), "{}", call.path);
            for headers in [&[][..], &[("auth", "other")], &[("auth", AUTH), ("auth", AUTH)]] {
                let (status, answer) = sandbox.json(&raw(right, call.path, headers, ""));
                let code = if call.text_code { json!("200001") } else { json!(200_001) };
                assert_eq!(
                    (status, &answer["code"], &answer["state"]),
                    (200, &code, &json!(0)),
                    "{}",
                    call.path
                );
            }
        }
        assert_eq!(CALLS.len(), 11);
    });
}
