//! Calls 7 to 10, 12 and 19 to 22.

use serde_json::{Value, json};

use super::{KEY, Quanshi, USER_ID, names, texts, with};

const REPLAYS: &str = "conference/movie/getConfReplay";
const DELETE: &str = "conference/movie/recordsDelete";
const REPLAY: &str = "confopenapi/conference/movie/getConfReplayById";
const REPORT: &str = "conference/report/getReportData";

#[test]
fn links_let_in() {
    let quanshi = Quanshi::start();
    let path = "conference/launch/joinConference";
    let join = json!({"appId": 6, "pcode": "37193425", "name": "张伟", "conferenceId": "2797400", "nick_name": "张"});
    let link = quanshi.ok(path, &join);
    assert!(link.as_str().unwrap().starts_with("http://mtest.sandbox.example/k/"), "{link}");
    assert_ne!(quanshi.ok(path, &with(&join, &[("pcode", json!("83152555"))])), link, "the host's");
    let security = json!({"isSecurityLink": 1, "userId": USER_ID, "timeout": 5, "usableCount": 6});
    quanshi.codes(
        path,
        &join,
        &[
            ("pcode", json!("37193426"), 50103),
            ("pcode", json!(37_193_425), 50103),
            ("name", json!(""), 50103),
            ("conferenceId", json!("8762238"), 50709),
            ("securityInfo", security.clone(), 0),
            ("securityInfo", json!(security.to_string()), 0),
            ("securityInfo", with(&security, &[("userId", Value::Null)]), 50103),
            ("securityInfo", with(&security, &[("userId", json!(77))]), 51104),
            ("securityInfo", with(&security, &[("timeout", json!("5"))]), 50103),
            ("securityInfo", json!([]), 50103),
        ],
    );
    let secure = |_: i32| quanshi.ok(path, &with(&join, &[("securityInfo", security.clone())]));
    assert_ne!(secure(1), secure(2));
    let odd = with(&join, &[("securityInfo", with(&security, &[("count", json!(1))]))]);
    assert_eq!(quanshi.misuse(path, &odd), "unknown field count in securityInfo");

    let path = "conference/launch/launchString";
    let launch =
        json!({"appId": 6, "appKey": KEY, "pcode": "37193425", "name": "a", "conferenceId": "2797400"});
    let text = quanshi.ok(path, &launch);
    let text = text.as_str().unwrap();
    assert!(
        text.starts_with("tang:///us:")
            && text.contains("/cid:2797400/")
            && text.contains("/pcode:37193425/"),
        "{text}"
    );
    assert!(quanshi.raw(path, &launch.to_string(), "").1.contains("tang:///"), "not escaped");
    quanshi.codes(
        path,
        &launch,
        &[("appKey", Value::Null, 50103), ("appKey", json!("x"), 51101), ("iconUrl", json!("x"), 50103)],
    );

    let path = "confopenapi/conference/getPullUrl";
    let sample = json!({
        "conferenceId": "239608266", "userId": 87_679_779, "timeout": 600, "usableCount": 100, "name": "extIdtest1234",
        "extId": "extIdtest1234@sandbox.example", "mobile": "15800000000", "countryCode": "86", "email": "test1234@sandbox.example"
    });
    let link = quanshi.ok(path, &sample);
    assert!(link.as_str().unwrap().starts_with("https://ltest.sandbox.example/3/"), "{link}");
    quanshi.codes(
        path,
        &sample,
        &[("timeout", json!("600"), 50103), ("timeout", json!(0), 50103), ("userId", json!(USER_ID), 50709)],
    );
    assert_eq!(
        quanshi.code(path, &json!({"conferenceId": "239376958", "userId": USER_ID})),
        50103,
        "no broadcast"
    );

    let path = "confopenapi/conference/launch/joinConferenceNoSecret";
    let body = json!({"pcode": "07193426", "userId": 10_000_002});
    let link = quanshi.ok(path, &body)["joinLink"].as_str().unwrap().to_owned();
    assert!(link.contains("?token=") && link.ends_with("&wuid=10000002"), "{link}");
    quanshi.codes(
        path,
        &body,
        &[
            ("pcode", json!("7193426"), 50709),
            ("pcode", json!(""), 50103),
            ("userId", json!(77), 51104),
            // "The user must be an attendee of this company."
            ("userId", json!(87_679_779), 51104),
        ],
    );

    let client =
        quanshi.ok("confopenapi/conference/launch/launchMeetingClient", &json!({"userId": 88_600_761}));
    assert_eq!(names(&client), ["token", "userId", "webJoinLink", "appJoinLink"]);
    assert_eq!(
        quanshi.code("confopenapi/conference/launch/launchMeetingClient", &json!({"userId": "88600761"})),
        50103
    );
}

#[test]
fn recordings_are_found_and_deleted() {
    let quanshi = Quanshi::start();
    let body = json!({"appId": 6, "dateTime": "2020-08-14~2020-08-27", "email": ["xmlpay16@hys.com", "nobody@sandbox.example"]});
    let result = quanshi.ok(REPLAYS, &body);
    assert_eq!(names(&result), ["xmlpay16@hys.com"]);
    let rows = &result["xmlpay16@hys.com"];
    assert_eq!(
        texts(rows, "conferenceId"),
        ["1060282", "1060281", "1060280", "1060279", "1060278", "1060277"]
    );
    assert_eq!((&rows[0]["realEndTime"], &rows[0]["length"]), (&json!("2020-08-27 10:59:29"), &json!("60")));
    let file = rows[0]["downloadUrl"].as_str().unwrap();
    assert!(file.ends_with("/downloadzip/xmlpay16的会议_20200827105644.mp4"), "{file}");
    assert!(rows[0]["recordUrl"].as_str().unwrap().contains("/rec/page?id="));
    assert_eq!((rows[1].get("replayUrl"), &rows[1]["recordUrl"]), (None, &rows[1]["recordDownUrl"]));
    assert_eq!(
        (&rows[4]["hasRecord"], &rows[4]["isRecordConvertReady"], rows[4].get("recordUrl")),
        (&json!("1"), &json!("0"), None)
    );
    assert_eq!(rows[5]["hasRecord"], "0");
    // The sample's request asks for today.
    assert_eq!(
        quanshi.ok(REPLAYS, &json!({"appId": 6, "dateTime": "", "email": ["xmlpay16@hys.com"]})),
        json!({})
    );
    let mine = json!({"appId": 6, "dateTime": "2025-12-25~2026-01-01", "email": ["host@sandbox.example"]});
    assert_eq!(
        texts(&quanshi.ok(REPLAYS, &mine)["host@sandbox.example"], "tempConferenceId"),
        ["1032790002", "1032790001"]
    );
    let many = |count: usize| json!(vec!["a@b.example"; count]);
    quanshi.codes(
        REPLAYS,
        &body,
        &[
            ("email", many(10), 0),
            ("email", many(11), 50103),
            ("email", many(0), 50103),
            ("email", json!("xmlpay16@hys.com"), 50103),
            ("email", json!([1]), 50103),
            ("dateTime", Value::Null, 0),
            ("dateTime", json!("2020-08-13~2020-08-27"), 50103),
            ("dateTime", json!("2020-08-27~2020-08-26"), 50103),
            ("dateTime", json!("2020-08-27"), 50103),
            ("dateTime", json!("2020-8-14~2020-8-27"), 50103),
        ],
    );

    let single = json!({"conferenceId": "239599729", "userId": 88_413_072});
    let record = quanshi.ok(REPLAY, &single);
    assert!(record["replayUrl"].as_str().unwrap().contains("/rec/page? id="), "{record}");
    let file = record["downloadUrl"].as_str().unwrap();
    assert!(file.contains(' ') && file.ends_with("?dname=dww001的会议_20211119111019.mp4"), "{file}");
    assert_eq!((&record["recordFlag"], record.get("status")), (&json!("1"), None));

    let delete = json!({"appId": 6, "userId": 63_873_738, "tempConferenceIds ": ["5627222221", "89868687677", "2786363689"]});
    quanshi.codes(
        DELETE,
        &delete,
        &[
            ("userId", json!(USER_ID), 50709),
            ("tempConferenceIds ", json!("5627222221"), 50103),
            ("tempConferenceIds ", json!([5_627_222_221_i64]), 50103),
            ("tempConferenceIds ", json!([]), 50103),
            ("tempConferenceIds ", json!(vec!["5627222221"; 21]), 50103),
            ("tempConferenceIds ", json!(["5627222221", "1"]), 50709),
            ("tempConferenceIds ", Value::Null, 50103),
        ],
    );
    assert!(quanshi.misuse(DELETE, &with(&delete, &[("tempConferenceIds", json!(["1"]))])).contains("twice"));
    let (_, answer) = quanshi.post(DELETE, &delete);
    assert_eq!((&answer["msg"], &answer["result"]), (&json!("delete record success"), &Value::Null));
    assert_eq!(quanshi.code(DELETE, &delete), 50709);
    assert_eq!(quanshi.ok(REPLAY, &json!({"conferenceId": "239500001", "userId": 63_873_738})), Value::Null);
    quanshi.ok(DELETE, &json!({"appId": 6, "userId": 81_705_619, "tempConferenceIds": ["1868782592"]}));
    assert_eq!(quanshi.ok(REPLAYS, &body)["xmlpay16@hys.com"].as_array().unwrap().len(), 5);
    assert_eq!(quanshi.code(REPLAY, &json!({"conferenceId": "8762238", "userId": USER_ID})), 50709);
}

#[test]
fn an_old_report_has_names_twice() {
    let quanshi = Quanshi::start();
    let sample = json!({"appId": 6, "conferenceId": "1231232", "userId": 2_162_625});
    let text = quanshi.raw(REPORT, &sample.to_string(), "").1;
    for name in ["\"summary\":{", "\"invitees\":[", "\"live\":"] {
        assert_eq!(text.matches(name).count(), 2, "{name}: {text}");
    }
    assert!(
        text.contains(
            "\"invitees\":[],\"live\":null,\"rollcall\":[],\"summary\":{\"attendeePercentage\":\"\""
        ),
        "{text}"
    );
    assert!(text.contains("\"email\":\" zhangwei@") && text.contains(" \",\"endTime\""), "stray spaces");
    let result = quanshi.ok(REPORT, &sample);
    assert_eq!(
        (&result["summary"]["totalCount"], result["attendees"].as_array().unwrap().len()),
        (&json!(13), 2)
    );
    let new = json!({"appId": 6, "conferenceId": "239790001", "userId": USER_ID});
    let text = quanshi.raw(REPORT, &new.to_string(), "").1;
    assert_eq!(text.matches("\"summary\":{").count(), 1);
    let result = quanshi.ok(REPORT, &new);
    assert_eq!(
        (&result["rollcall"][0]["Answered"], result["invitees"].as_array().unwrap().len()),
        (&json!([0, 1]), 3)
    );
    assert!(result["handsup"][0]["createTime"].is_i64());
    let none = quanshi.ok(REPORT, &with(&new, &[("conferenceId", json!("239790003"))]));
    assert_eq!((&none["attendees"], &none["live"]), (&json!([]), &Value::Null));
    quanshi.codes(
        REPORT,
        &sample,
        &[
            ("userId", json!(USER_ID), 50709),
            ("conferenceId", json!(1_231_232), 50103),
            ("userId", Value::Null, 50103),
        ],
    );
}
