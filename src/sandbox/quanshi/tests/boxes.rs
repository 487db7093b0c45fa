//! Calls 11 and 13.

use serde_json::{Value, json};

use super::{KEY, Quanshi, USER_ID, texts, with};

const BIND: &str = "conference/conference/confBindBox";
const PHONES: &str = "conference/conference/getPhoneAccessNum";

#[test]
fn access_numbers_are_a_list() {
    let quanshi = Quanshi::start();
    let sample =
        json!({"acFlag": "0", "appKey": KEY, "billingCode": "", "phone": "010-59937429", "strategy": "1"});
    let numbers = quanshi.ok(PHONES, &sample);
    assert_eq!(
        numbers,
        json!([{"accessId": "7135", "accessno": "01055550135", "accessNoType": "1", "platform": "summit2"}])
    );
    assert_eq!(quanshi.ok(PHONES, &json!({"appKey": KEY, "acFlag": "1"})).as_array().unwrap().len(), 3);
    assert_eq!(
        quanshi.ok(PHONES, &with(&sample, &[("phone", json!("0755-1")), ("strategy", json!("0"))])),
        json!([])
    );
    quanshi.codes(
        PHONES,
        &sample,
        &[
            ("acFlag", json!(0), 50103),
            ("acFlag", json!("2"), 50103),
            ("strategy", json!(1), 50103),
            ("phone", json!("x"), 50103),
        ],
    );
    assert_eq!(quanshi.misuse(PHONES, &with(&sample, &[("appId", json!(6))])), "unknown field appId");
}

#[test]
fn boxes_replace_each_other() {
    let quanshi = Quanshi::start();
    let one =
        |id: &str| json!({"boxId": id, "conferenceRoomId": 187_567_899, "conferenceRoomPhone": "010-256567"});
    let body = |rows: Value| json!({"boxInfoList": rows, "conferenceId": "239376958"});
    let bound = || {
        let event = quanshi.ok(
            "confopenapi/room/conference/infos",
            &json!({"conferenceId": "239376958", "userId": USER_ID}),
        );
        event[0]["allowBox"].clone()
    };
    let all = ["GN3399BOX0001856", "GN3399BOX0001429", "GN3399BOX0001875"].map(one);
    let result = quanshi.ok(BIND, &body(json!(all)));
    assert_eq!(result, json!({"invalidBoxIdList": [], "successBoxIdList": all}));
    assert_eq!(bound(), 1);
    let result = quanshi
        .ok(BIND, &body(json!([one("GN3399BOX0001859"), one("GN3399BOX0001429"), one("GN3399BOX0007001")])));
    assert_eq!(texts(&result["successBoxIdList"], "boxId"), ["GN3399BOX0001429"]);
    assert_eq!(result["invalidBoxIdList"][0]["errMsg"], "not found box info by boxId:GN3399BOX0001859");
    assert!(
        result["invalidBoxIdList"][1]["errMsg"]
            .as_str()
            .unwrap()
            .ends_with("difference with conference host's customerCode")
    );
    let (status, none) = quanshi.post(BIND, &body(json!([one("GN3399BOX0007001")])));
    assert_eq!(
        (status, &none["status"], &none["msg"]),
        (200, &json!(51208), &json!("the num of valid boxIds is 0"))
    );
    assert_eq!((&none["result"]["successBoxIdList"], none["request_id"].is_string()), (&json!([]), true));
    assert_eq!(bound(), 1, "nothing changed");
    assert_eq!(quanshi.ok(BIND, &body(json!([]))), json!({"invalidBoxIdList": [], "successBoxIdList": []}));
    assert_eq!(bound(), 0);
    // The table says "string array".
    let result = quanshi
        .ok(BIND, &body(json!([{"boxId": ["GN3399BOX0001856", "GN3399BOX0001429"], "conferenceRoomId": 0}])));
    assert_eq!(result["successBoxIdList"].as_array().unwrap().len(), 2);
    let other = json!({"boxInfoList": [one("GN3399BOX0001856")], "conferenceId": "239608224"});
    assert_eq!(quanshi.post(BIND, &other).1["status"], 51208, "of another customer");
    quanshi.codes(
        BIND,
        &body(json!([])),
        &[
            ("boxInfoList", json!(vec![one("GN3399BOX0001856"); 20]), 0),
            ("boxInfoList", json!(vec![one("GN3399BOX0001856"); 21]), 50103),
            ("boxInfoList", Value::Null, 50103),
            ("boxInfoList", json!(""), 50103),
            ("boxInfoList", json!([{"boxId": "GN3399BOX0001856"}]), 50103),
            ("boxInfoList", json!([{"boxId": "", "conferenceRoomId": 0}]), 50103),
            ("boxInfoList", json!([{"boxId": "GN3399BOX0001856", "conferenceRoomId": "0"}]), 50103),
            ("conferenceId", json!(""), 50103),
            ("conferenceId", json!("8762238"), 50709),
        ],
    );
    assert_eq!(quanshi.misuse(BIND, &with(&body(json!([])), &[("appId", json!(6))])), "unknown field appId");
}
