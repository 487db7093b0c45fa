//! Calls 14 to 18.

use serde_json::{Value, json};

use super::{Quanshi, STATE, USER_ID, names, of, texts, with};

const CREATE: &str = "confopenapi/room/reservConference";
const EDIT: &str = "confopenapi/room/updateReservConference";
const CANCEL: &str = "confopenapi/room/cancelReservConference";
const INFOS: &str = "confopenapi/room/conference/infos";
const LIST: &str = "confopenapi/room/conference/list";

/// The document's request.
fn sample() -> Value {
    json!({
        "composeRoomList": [{"roomId": 10935, "isMainRoom": 1, "equipIdList": [58933]}],
        "userId": 88_415_897, "sessionId": "8f2458beaa42aaaadfb74ec84fdd6efc2f0af7ee",
        "starttime": "2021-09-15 19:00:00", "title": "会议测试233", "length": 30, "liveOpenFlag": 0,
        "livePassword": "", "hardwareVideo": 1, "autoVideo": 2
    })
}

fn event(quanshi: &Quanshi, id: &str, user: i64) -> Value {
    quanshi.ok(INFOS, &json!({"conferenceId": id, "userId": user}))[0].clone()
}

#[test]
fn a_meeting_with_rooms_is_made_changed_and_cancelled() {
    let quanshi = Quanshi::start();
    let made = quanshi.ok(CREATE, &sample());
    assert_eq!((made["eventId"].is_i64(), made["pcode1"].as_str().unwrap().len()), (true, 18));
    assert_eq!(
        (&made["startTimeUnix"], &made["endTimeUnix"]),
        (&json!(1_631_703_600), &json!(1_631_705_400))
    );
    assert_eq!((&made["title"], &made["dTitle"]), (&json!("php0827_001"), &json!("会议测试233")));
    assert_eq!(
        (&made["billingcode"], &made["pullUrl"], names(&made).len()),
        (&made["billingCode"], &json!(""), 45)
    );
    assert!(made.get("wcallurl").is_some() && made.get("createName").is_some());

    let id = made["conferenceId"].as_str().unwrap();
    let before = event(&quanshi, id, 88_415_897);
    assert_eq!(before["houseList"][0]["IsMainRoom"], 1);
    assert_eq!(
        (&before["equipList"][0]["DeviceId"], &before["detailHouseList"][0]["SubDevices"][0]["DeviceId"]),
        (&json!(58_933), &json!(58_933))
    );
    assert_eq!(
        (&before["enableCloudMCU"], &before["status"], &before["calType"]),
        (&json!(1), &json!(4), &json!("E"))
    );

    let edit = json!({
        "eventId": made["eventId"], "conferenceId": id,
        "composeRoomList": [{"roomId": 10935, "isMainRoom": 1, "equipIdList": [58_934_123]}],
        "userId": 88_415_897, "sessionId": "8f2458beaa42aaaadfb74ec84fdd6efc2f0af7ee",
        "starttime": "2021-09-15 18:30:00", "title": "会议测q1q2q3q4", "length": 40, "liveOpenFlag": 0,
        "livePassword": ""
    });
    // The answer is the meeting as it was, as in the sample.
    let answer = quanshi.ok(EDIT, &edit);
    assert_eq!((&answer["dTitle"], &answer["length"]), (&json!("会议测试233"), &json!(30)));
    let after = event(&quanshi, id, 88_415_897);
    assert_eq!((&after["length"], &after["equipList"][0]["DeviceId"]), (&json!(40), &json!(58_934_123)));
    assert_eq!(
        (&after["allowHardVideo"], &before["allowHardVideo"], &after["enableCloudMCU"]),
        (&json!(1), &json!(1), &json!(1)),
        "the call has no word for either"
    );
    quanshi.ok(EDIT, &with(&edit, &[("conferenceId", Value::Null), ("composeRoomList", Value::Null)]));
    assert_eq!(event(&quanshi, id, 88_415_897)["houseList"], json!([]), "what is not sent is lost");
    quanshi.codes(
        EDIT,
        &edit,
        &[
            ("eventId", json!(524_331), 50103),
            ("eventId", json!(1), 50709),
            ("eventId", json!("1"), 50103),
            ("conferenceId", Value::Null, 0),
            ("conferenceId", json!("8762238"), 50103),
            ("userId", json!(USER_ID), 50709),
            ("title", Value::Null, 50103),
        ],
    );
    assert_eq!(
        quanshi.code(EDIT, &with(&edit, &[("conferenceId", Value::Null), ("eventId", Value::Null)])),
        50103
    );
    for name in ["appId", "enableCloudMCU", "hardwareVideo"] {
        assert_eq!(quanshi.misuse(EDIT, &with(&edit, &[(name, json!(1))])), format!("unknown field {name}"));
    }

    let cancel = json!({"userId": 88_415_897, "conferenceId": "239418513"});
    quanshi.codes(CANCEL, &cancel, &[("userId", Value::Null, 50103), ("shareUserId", json!("1"), 50103)]);
    assert_eq!(quanshi.ok(CANCEL, &cancel), Value::Null);
    assert_eq!(quanshi.code(CANCEL, &cancel), 50709);
    assert_eq!(
        quanshi.ok(
            CANCEL,
            &json!({"email": "php0827_001@sandbox.example", "eventId": made["eventId"], "shareUserId": 1})
        ),
        Value::Null
    );
    assert_eq!(event(&quanshi, id, 88_415_897)["status"], 0);
}

#[test]
fn rooms_people_and_recurrences_are_checked() {
    let quanshi = Quanshi::start();
    let rooms = |rooms: Value| ("composeRoomList", rooms);
    for (change, code) in [
        (rooms(json!({"roomId": 6518, "equipIdList": [6152]})), 0),
        (
            rooms(
                json!([{"roomId": 6518, "equipIdList": [6152]}, {"roomId": 6515, "isMainRoom": 1, "equipIdList": [6146, 6148]}]),
            ),
            0,
        ),
        (rooms(json!([])), 0),
        (rooms(json!("[]")), 50103),
        (rooms(json!([{"roomId": "6518"}])), 50103),
        (rooms(json!([{"roomId": 1}])), 50103),
        (rooms(json!([{"roomId": 6518, "equipIdList": [6146]}])), 50103),
        (rooms(json!([{"roomId": 6518, "equipIdList": 6152}])), 50103),
        (rooms(json!([{"roomId": 6518, "isMainRoom": 3}])), 50103),
        (rooms(json!([{"roomId": 6518, "isMainRoom": 1}, {"roomId": 6515, "isMainRoom": 1}])), 50103),
        (("participantsLists", json!("10000002;a@b.example")), 0),
        (("participantsLists", json!("10000002,a@b.example")), 50103),
        (("participantsLists", json!("zhangsan")), 50103),
        (("participantsLists", json!(["a@b.example"])), 50103),
        (("joinConfSelTag", json!(1)), 50103),
        (("length", json!("30")), 50103),
        (("starttime", json!("2021-09-15T19:00:00")), 50103),
        (("cycle", json!("1")), 50103),
        (("cycle", json!("0")), 0),
        (("cycle", json!(0)), 50103),
        (("repeatEndDate", json!(1_640_000_000)), 50103),
    ] {
        quanshi.codes(CREATE, &sample(), &[(change.0, change.1, code)]);
    }
    let cycle = with(
        &sample(),
        &[
            ("cycle", json!("1")),
            ("repeatEndDate", json!(1_640_000_000)),
            ("cycleRole", json!({"frequency": "weekly", "interval": 1, "byday": "MO,WE"})),
        ],
    );
    let rule = |frequency: &str, name: &str, value: &str| {
        (
            "cycleRole",
            with(
                &json!({"frequency": frequency, "interval": 1}),
                &[(name, if value.is_empty() { Value::Null } else { json!(value) })],
            ),
        )
    };
    for ((name, value), code) in [
        (rule("weekly", "byday", "MO,WE"), 0),
        (rule("weekly", "byday", "mo"), 50103),
        (rule("weekly", "byday", "MO, WE"), 50103),
        (rule("weekly", "byday", ""), 50103),
        (rule("weekly", "bymonthday", "1"), 50103),
        (rule("monthly", "bymonthday", "1,17,19"), 0),
        (rule("monthly", "bymonthday", "32"), 50103),
        (rule("daily", "byday", ""), 0),
        (rule("daily", "byday", "MO"), 50103),
        (rule("yearly", "byday", ""), 50103),
        (("cycleRole", json!({"frequency": "daily", "interval": 0})), 50103),
        (("cycleRole", json!({"frequency": "daily"})), 50103),
        (("repeatEndDate", json!(1_640_000_000_000_i64)), 50103),
        (("repeatEndDate", json!(1_631_000_000)), 50103),
        (("repeatEndDate", json!("1640000000")), 50103),
        (("repeatEndDate", Value::Null), 50103),
        (("cycle", Value::Null), 50103),
    ] {
        quanshi.codes(CREATE, &cycle, &[(name, value, code)]);
    }
    let odd = with(&cycle, &[("cycleRole", json!({"frequency": "daily", "interval": 1, "count": 3}))]);
    assert_eq!(quanshi.misuse(CREATE, &odd), "unknown field count in cycleRole");
    let id = quanshi.ok(CREATE, &with(&cycle, &[("participantsLists", json!("10000002;a@b.example"))]))["conferenceId"].clone();
    let event = event(&quanshi, id.as_str().unwrap(), 88_415_897);
    assert_eq!(
        (&event["calType"], texts(&event["attendList"], "user")),
        (&json!("M"), vec!["88415897".to_owned(), "10000002".into(), "a@b.example".into()])
    );
    let span = json!({"startTime": 1_631_703_600, "endTime": "1631703600", "userId": 88_415_897});
    let count =
        |body: &Value| texts(&quanshi.ok(LIST, body), "calType").iter().filter(|kind| *kind == "M").count();
    assert_eq!((count(&span), count(&with(&span, &[("inCycle", json!(1))])) > 3), (0, true));
}

#[test]
fn events_have_the_fields_of_the_samples() {
    let quanshi = Quanshi::start();
    let event = event(&quanshi, "239608224", 87_679_779);
    assert_eq!(event.as_object().unwrap().len(), 126);
    assert_eq!(event["title"], "%E5%88%86%E6%B5%81%E6%B5%8B%E8%AF%951%E7%9A%84%E4%BC%9A%E8%AE%AE");
    assert_eq!(
        (&event["startTime"], &event["endTime"], &event["livePullPwd"]),
        (&json!(1_641_351_600), &json!(1_641_355_200), &json!("123456"))
    );
    assert_eq!(event["accessNumbers"]["Zh-cn"][0]["area"], "全国");
    assert!(event["modifyTime"].as_i64() < event["CreateTime"].as_i64());
    let by_host = quanshi.ok(INFOS, &json!({"pcode": event["pcode1"], "userId": 87_679_779}));
    assert_eq!(by_host[0], event);
    quanshi.codes(
        INFOS,
        &json!({"pcode": event["pcode1"], "userId": 87_679_779}),
        &[
            ("pcode", event["pcode2"].clone(), 50709),
            ("pcode", json!(201_501_000_037_379_619_i64), 50103),
            ("pcode", Value::Null, 50103),
            ("userId", json!(USER_ID), 50709),
            ("userId", Value::Null, 50103),
            ("conferenceId", json!("239608266"), 50709),
            ("conferenceId", json!("239608224"), 0),
        ],
    );
    let sample = json!({"startTime": 1_641_020_400, "endTime": 1_641_538_800, "userId": 87_679_779});
    let rows = quanshi.ok(LIST, &sample);
    assert_eq!(texts(&rows, "conferenceId"), ["239608224", "239608266"]);
    quanshi.codes(
        LIST,
        &sample,
        &[
            ("startTime", json!("1641020400"), 0),
            ("startTime", json!("2022-01-01 15:00:00"), 50103),
            ("startTime", json!(1_641_020_400_000_i64), 50103),
            ("endTime", json!(1_641_020_399), 50103),
            ("inCycle", json!("1"), 50103),
            ("userId", Value::Null, 50103),
        ],
    );
}

#[test]
fn both_generations_are_one_world() {
    let quanshi = Quanshi::start();
    let made = quanshi.ok(CREATE, &with(&sample(), &[("userId", json!(USER_ID))]));
    let id = made["conferenceId"].as_str().unwrap();
    assert_eq!(quanshi.ok(STATE, &of(id))["confStatus"], 5);
    let edit = json!({
        "appId": 6, "userId": USER_ID, "conferenceId": id, "title": "x", "length": 45,
        "starttime": "2021-09-15 19:00:00", "inviteeList": []
    });
    quanshi.ok("conference/conference/updateReservConference", &edit);
    let after = event(&quanshi, id, USER_ID);
    assert_eq!(
        (&after["title"], &after["length"], &after["roomId"]),
        (&json!("x"), &json!(45), &json!("10935"))
    );
    assert_eq!(after["enableCloudMCU"], 0);
}
