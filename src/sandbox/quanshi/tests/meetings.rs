//! Calls 1 to 3.

use serde_json::{Value, json};

use super::{KEY, Quanshi, STATE, USER_ID, names, of, with};

const CREATE: &str = "conference/conference/reservConference2";
const EDIT: &str = "conference/conference/updateReservConference";
pub(super) const INFO: &str = "conference/conference/getConferenceBaseInfoById/6";
const CANCEL: &str = "conference/conference/cancelReservConference/6";

/// The document's request, with an address that is nobody's.
fn sample() -> Value {
    json!({
        "cycle": 0, "appId": 6, "email_notify": true, "length": 120, "sms_notify": false,
        "starttime": "2020-09-07 20:00:00", "from": "uc", "title": "测试%", "userId": 81_299_515,
        "password_type": "0",
        "inviteeList": [{
            "name": "dtest04", "email": "dtest04@sandbox.example", "mobile": "", "cId": 0, "groupName": "",
            "groupId": ""
        }],
        "inviteeGroupList": [], "recordCallbackUrl": "http://134.com",
        "extraInfo": {"joinMethod": {"box": 0, "hardwareVideo": 1, "lync": 0}}
    })
}

fn edit_sample() -> Value {
    json!({
        "appId": "6", "userName": "cx084@sandbox.example", "password": "x", "hostUserId": "4307081 ",
        "userId": "4307081", "title": "线下OpenAPi测试会议", "length": "60", "starttime": "2020-07-07T14:30:00",
        "conferenceId": "2797368",
        "seting": {"isShowInfo": "true", "isShowVideo": "true", "isOnly": "true", "isAllowUnmute": "true"},
        "isShowInfo": "true", "isOnly": "true", "email_notify": "true", "sms_notify": "true", "password_type": "1",
        "callbackUrl": "reservConference", "autoRecord": "0", "informType": 3, "extend": "wanda.example",
        "inviteeList": [{"mobile": "", "email": "bing@sandbox.example"}]
    })
}

/// A meeting of tomorrow, of the built-in profile's host.
fn tomorrow() -> Value {
    json!({
        "appId": 6, "appKey": KEY, "userId": USER_ID, "title": "周会", "length": 60,
        "starttime": "2026-01-02 10:00:00", "inviteeList": []
    })
}

pub(super) fn create(quanshi: &Quanshi, changes: &[(&str, Value)]) -> String {
    quanshi.ok(CREATE, &with(&tomorrow(), changes))["conferenceId"].as_str().unwrap().to_owned()
}

/// What call 17 says of a meeting: the second generation sees the first one's.
fn event(quanshi: &Quanshi, id: &str) -> Value {
    quanshi.ok("confopenapi/room/conference/infos", &json!({"conferenceId": id, "userId": USER_ID}))[0]
        .clone()
}

#[test]
fn the_samples_are_accepted() {
    let quanshi = Quanshi::start();
    let made = quanshi.ok(CREATE, &sample());
    let fields = "conferenceId pcode1 pcode2 userId conferenceTitle billingCode billingcode startTime endTime length \
                  status creatorAccount creatorName location currentTime title dTitle hostname desc host \
                  hostConferenceUrl attendeeJoinUrl informType from hostMobile email_notify h323Ip startTimeUnix \
                  endTimeUnix usedConfTickets wcallUrl hostConferenceLongUrl attendeeJoinLongUrl";
    assert_eq!(names(&made).join(" "), fields);
    assert_eq!((&made["conferenceTitle"], &made["title"]), (&json!("测试%"), &json!("邀请您参加eyh1的会议")));
    assert_eq!(
        (&made["startTime"], &made["endTime"]),
        (&json!("2020-09-07 20:00:00"), &json!("2020-09-07 22:00:00"))
    );
    assert_eq!((&made["desc"], made["pcode1"].as_str().unwrap().len()), (&made["pcode2"], 18));
    assert_eq!((&made["billingCode"], &made["startTimeUnix"]), (&made["billingcode"], &json!(0)));

    assert_eq!(quanshi.ok(EDIT, &edit_sample())["startTime"], "2020-07-07 14:30:00");
    let info = quanshi.ok(&format!("{INFO}/2797368"), &json!({}));
    assert_eq!((&info["conferenceTitle"], &info["length"]), (&json!("线下OpenAPi测试会议"), &json!("60")));

    let id = made["conferenceId"].as_str().unwrap();
    // The sample leaves the last three segments out; the template has seven.
    assert_eq!(quanshi.get(&format!("{CANCEL}/{id}/Zh-cn/eyh1%40test1.com")).0, 400);
    assert_eq!(quanshi.get(&format!("{CANCEL}/{id}/Zh-cn/eyh1%40test1.com///")).1["result"], Value::Null);
    assert_eq!(quanshi.get(&format!("{CANCEL}/{id}/Zh-cn/eyh1%40test1.com///")).1["status"], 50709);
}

/// What the tables leave out has the type that the sample shows.
#[test]
fn what_only_a_sample_shows_has_its_type() {
    let quanshi = Quanshi::start();
    let wrong = |names: &[&'static str], value: &Value| -> Vec<(&'static str, Value, i64)> {
        names.iter().map(|name| (*name, value.clone(), 50103)).collect()
    };
    for value in [json!("x"), json!(1), json!(true)] {
        quanshi.codes(CREATE, &tomorrow(), &wrong(&["inviteeGroupList", "extraInfo"], &value));
    }
    for value in [json!({}), json!([]), json!(true)] {
        let names = ["userName", "password", "hostUserId", "callbackUrl", "informType"];
        quanshi.codes(EDIT, &edit_sample(), &wrong(&names, &value));
    }
}

#[test]
fn creations_are_checked() {
    let quanshi = Quanshi::start();
    let guest = |guest: Value| json!([guest]);
    quanshi.codes(
        CREATE,
        &tomorrow(),
        &[
            ("appKey", json!("else"), 51101),
            ("appKey", Value::Null, 0),
            ("title", json!(""), 50103),
            ("title", json!(" "), 50103),
            ("title", Value::Null, 50103),
            ("length", json!("60"), 50103),
            ("length", json!(0), 50103),
            ("length", json!(60.0), 50103),
            ("starttime", json!("2026-01-02T10:00:00"), 50103),
            ("starttime", json!("2026-01-02 10:00"), 50103),
            ("starttime", json!(1_767_319_200), 50103),
            ("starttime", json!("2026-02-30 10:00:00"), 50103),
            ("inviteeList", json!(""), 50103),
            ("inviteeList", json!("[]"), 50103),
            ("inviteeList", Value::Null, 50103),
            ("inviteeList", guest(json!({"name": "x"})), 50103),
            ("inviteeList", guest(json!({"email": "zhangsan"})), 50103),
            ("inviteeList", guest(json!({"userId": "10000002"})), 50103),
            ("inviteeList", guest(json!({"email": "a@b.example", "cId": "0"})), 50103),
            ("inviteeList", guest(json!({"email": "a@b.example", "groupName": 0})), 50103),
            ("inviteeList", guest(json!({"email": "a@b.example", "groupId": 0})), 50103),
            ("inviteeList", guest(json!({"mobile": 138})), 50103),
            ("inviteeList", guest(json!({"mobile": "13800000001"})), 0),
            ("inviteeList", guest(json!({"userId": 10_000_002})), 0),
            ("email_notify", json!("true"), 50103),
            ("email_notify", json!(1), 50103),
            ("email_notify", json!(false), 0),
            ("password_type", json!(1), 0),
            ("password_type", json!("1"), 0),
            ("password_type", json!(2), 50103),
            ("isShowInfo", json!(true), 50103),
            ("isShowInfo", json!("1"), 50103),
            ("isShowInfo", json!(1), 0),
            ("confLevelVideoStandard", json!(3), 50103),
            ("confLevelVideoStandard", json!(4), 0),
            ("recordCallbackUrl", json!("reservConference"), 50103),
            ("enableCloudMCU", json!(1), 50103),
            ("openWatchword", json!(1), 50103),
            ("seting", json!({"isOnly": 1}), 0),
            ("seting", json!("{\"isOnly\":1}"), 0),
            ("seting", json!("isOnly"), 50103),
            ("cycle", json!("2"), 50103),
            ("cycle", json!("1"), 50103),
            ("cycle", json!("0"), 0),
            ("periodEndDate", json!("2026-02-01"), 50103),
            ("email", json!("host@sandbox.example"), 0),
            ("email", json!("guest@sandbox.example"), 50103),
            ("userId", json!(77), 51104),
            ("userId", Value::Null, 50103),
        ],
    );
    let cycle = with(&tomorrow(), &[("cycle", json!("2")), ("periodEndDate", json!("2026-02-01"))]);
    quanshi.ok(CREATE, &cycle);
    quanshi.codes(
        CREATE,
        &cycle,
        &[
            ("cycle", json!(2), 0),
            ("periodEndDate", json!("2026-01-02"), 0),
            ("periodEndDate", json!("2026-01-01"), 50103),
            ("periodEndDate", json!("2026-02-01 00:00:00"), 50103),
        ],
    );
    let mcu = with(&tomorrow(), &[("enableCloudMCU", json!(1)), ("sv", json!(100))]);
    quanshi.codes(
        CREATE,
        &mcu,
        &[("sv", json!(100), 0), ("sv", json!(99), 50103), ("sv", json!("100"), 50103)],
    );
    let mail = with(&tomorrow(), &[("userId", Value::Null), ("email", json!("Host@sandbox.example"))]);
    quanshi.codes(
        CREATE,
        &mail,
        &[("email", json!(""), 50103), ("email", json!("nobody@sandbox.example"), 51104)],
    );
    assert_eq!(quanshi.ok(CREATE, &mail)["userId"], USER_ID);
    let odd = with(&tomorrow(), &[("inviteeList", guest(json!({"mail": "a@b"})))]);
    assert_eq!(quanshi.misuse(CREATE, &odd), "unknown field mail in inviteeList");
    assert_eq!(
        quanshi.misuse(CREATE, &with(&tomorrow(), &[("AllowInvite", json!(1))])),
        "unknown field AllowInvite"
    );
    let extended = with(
        &tomorrow(),
        &[("inviteeList", guest(json!({"email": "zhangsan"}))), ("extend", json!("@a.example"))],
    );
    let id = quanshi.ok(CREATE, &extended)["conferenceId"].as_str().unwrap().to_owned();
    assert_eq!(quanshi.ok(&format!("{INFO}/{id}"), &json!({}))["invitee"][0]["email"], "zhangsan@a.example");
    let live = quanshi
        .ok(CREATE, &with(&tomorrow(), &[("liveOpenFlag", json!(1)), ("livePassword", json!("0000"))]));
    assert_eq!((&live["pullPwd"], live["pullUrl"].is_string()), (&json!("0000"), true));
}

#[test]
fn an_edit_loses_what_it_does_not_say() {
    let quanshi = Quanshi::start();
    let guests = json!([{"userId": 10_000_002}]);
    let mcu = [
        ("enableCloudMCU", json!(1)),
        ("sv", json!(101)),
        ("inviteeList", guests),
        ("summary", json!("note")),
    ];
    let id = &create(&quanshi, &mcu);
    let before = event(&quanshi, id);
    assert_eq!(
        (&before["enableCloudMCU"], &before["sv"], &before["summary"]),
        (&json!(1), &json!(0), &json!("note"))
    );
    let edit = with(&tomorrow(), &[("conferenceId", json!(id)), ("title", json!("新的"))]);
    for name in ["title", "length", "starttime", "inviteeList", "conferenceId"] {
        assert_eq!(quanshi.code(EDIT, &with(&edit, &[(name, Value::Null)])), 50103, "{name}");
    }
    assert_eq!(
        quanshi.code(EDIT, &with(&edit, &[("enableCloudMCU", json!("1")), ("sv", json!("99"))])),
        50103
    );
    assert_eq!(event(&quanshi, id), before, "a refused edit changes nothing");
    quanshi.ok(EDIT, &with(&edit, &[("enableCloudMCU", json!(1)), ("sv", json!(100))]));
    assert_eq!(event(&quanshi, id)["enableCloudMCU"], 1);
    quanshi.ok(EDIT, &edit);
    let after = event(&quanshi, id);
    assert_eq!(
        (&after["enableCloudMCU"], &after["summary"], &after["title"]),
        (&json!(0), &json!(""), &json!("%E6%96%B0%E7%9A%84"))
    );
    assert_eq!((&after["pcode1"], &after["eventId"]), (&before["pcode1"], &before["eventId"]));
    assert_eq!(quanshi.ok(&format!("{INFO}/{id}"), &json!({}))["total_invitee"], "0");
    assert_eq!(quanshi.code(EDIT, &with(&edit, &[("userId", json!(10_000_002))])), 50709);
    assert_eq!(quanshi.code(EDIT, &with(&edit, &[("conferenceId", json!("8762238"))])), 50709);
    assert_eq!(quanshi.misuse(EDIT, &with(&edit, &[("cycle", json!("2"))])), "unknown field cycle");
}

#[test]
fn cancellations_need_seven_segments() {
    let quanshi = Quanshi::start();
    let id = create(&quanshi, &[]);
    let cancel = |rest: &str| quanshi.get(&format!("conference/conference/cancelReservConference/{rest}"));
    for rest in [
        format!("6/{id}/zh-cn/{USER_ID}/true/false"),
        format!("6/{id}/zh-cn/{USER_ID}//true/false/"),
        format!("6/{id}/{USER_ID}/true/false"),
        String::new(),
    ] {
        assert_eq!(cancel(&rest).0, 400, "{rest}");
    }
    for (rest, code) in [
        (format!("/{id}/zh-cn/{USER_ID}//true/false"), 50103),
        (format!("6/{id}/zh%2Fcn/{USER_ID}//true/false"), 50103),
        (format!("6/{id}/zh-cn///true/false"), 50103),
        (format!("6/{id}/zh-cn/{USER_ID}//yes/false"), 50103),
        (format!("6/{id}/zh-cn/{USER_ID}//true/0"), 50103),
        (format!("6/{id}/zh-cn/nobody%40sandbox.example//true/false"), 51104),
        (format!("6/{id}/zh-cn/10000002//true/false"), 50709),
        (format!("6//zh-cn/{USER_ID}//true/false"), 50709),
    ] {
        let (status, answer) = cancel(&rest);
        assert_eq!((status, &answer["status"]), (200, &json!(code)), "{rest}: {answer}");
    }
    let callback = "https%3A%2F%2Fa.example%2F%3Fx%3D1";
    assert_eq!(cancel(&format!("6/{id}//host%40sandbox.example/{callback}/true/false")).1["status"], 0);
    assert_eq!(quanshi.code(STATE, &of(&id)), 50709);
    assert_eq!(quanshi.code(&format!("{INFO}/{id}"), &json!({})), 50709);
    assert_eq!(event(&quanshi, &id)["status"], 0, "the other generation remembers it");
    assert_eq!(cancel(&format!("6/{id}/zh-cn/{USER_ID}//true/false?x=1")).0, 400);
}
