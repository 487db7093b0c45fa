//! Calls 4 to 6.

use serde_json::{Value, json};

use super::meetings::{INFO, create};
use super::{Quanshi, STATE, USER_ID, names, of, with};
use crate::sandbox::testing::now;

const LIST: &str = "conference/business/getConferenceList";

#[test]
fn a_list_is_a_map_by_date() {
    let quanshi = Quanshi::start();
    let list =
        |changes: &[(&str, Value)]| quanshi.ok(LIST, &with(&json!({"appId": 6, "userId": USER_ID}), changes));
    let result = list(&[]);
    assert_eq!(
        (&result["totalNum"], names(&result["list"])),
        (&json!(3), vec!["2026-01-02", "2026-01-03", "2026-01-08"])
    );
    let row = &result["list"]["2026-01-02"][0];
    let fields = "userId conferenceId conferenceTitle startTime endTime length pcode1 pcode2 status location from \
                  attendeeList creatorAccount userName isHost";
    assert_eq!(names(row).join(" "), fields);
    assert_eq!(
        (&row["userId"], &row["length"], &row["status"], &row["isHost"]),
        (&json!("10000001"), &json!("15"), &json!("1"), &json!(1))
    );
    let invited = &result["list"]["2026-01-03"][0];
    assert_eq!((&invited["isHost"], &invited["pcode1"]), (&json!(0), &json!("")));

    let days = [("startDate", json!("2025-12-31")), ("endDate", json!("2026-01-01"))];
    assert_eq!(names(&list(&days)["list"]), ["2025-12-31", "2026-01-01"]);
    let none = list(&[("startDate", json!("2019-01-01")), ("endDate", json!("2019-02-01 10:00:00"))]);
    assert_eq!((&none["totalNum"], &none["list"]), (&json!(0), &json!([])));
    let (_, answer) = quanshi.post(LIST, &json!({"appId": 6, "emailAccount": "host@sandbox.example"}));
    assert_eq!(names(&answer), ["status", "result", "content_type"]);
    quanshi.codes(
        LIST,
        &json!({"appId": 6, "userId": USER_ID, "startDate": "2026-01-01"}),
        &[
            ("userId", json!("10000001"), 50103),
            ("startDate", json!("2026-01-01T00:00:00"), 50103),
            ("startDate", json!(1_767_225_600), 50103),
            ("endDate", json!("2025-12-31"), 50103),
        ],
    );
    assert_eq!(
        quanshi.misuse(LIST, &json!({"appId": 6, "email": "host@sandbox.example"})),
        "unknown field email"
    );
}

#[test]
fn the_basics_are_strings_and_the_state_follows_the_clock() {
    let quanshi = Quanshi::start();
    let info = quanshi.ok(&format!("{INFO}/2797400"), &json!({"appId": 6, "conferenceId": "2797400"}));
    let fields = "userId conferenceTitle startTime endTime length pcode1 pcode2 conferenceId timezone \
                  tempConferenceId status location inviteeGroupList from billingcode displayName name hostJoinUrl \
                  attendeeJoinUrl total_invitee invitee currentTime moreAccessNumUrl accessNum statusInfo extraInfo \
                  wcallUrl hardwareLocation hardwareVideoIpList pullUrl";
    assert_eq!(names(&info).join(" "), fields);
    assert_eq!(
        (&info["inviteeGroupList"], &info["userId"], &info["status"]),
        (&json!(""), &json!("4307081"), &json!("5"))
    );
    assert_eq!(
        (&info["pcode1"], &info["total_invitee"], &info["statusInfo"]),
        (&json!("83152555"), &json!("2"), &Value::Null)
    );
    assert_eq!(quanshi.code(&format!("{INFO}/2797400"), &json!({"conferenceId": "2797368"})), 50103);
    assert_eq!(quanshi.code(&format!("{INFO}/8762238"), &json!({})), 50709);
    assert_eq!(quanshi.code("conference/conference/getConferenceBaseInfoById/7/2797400", &json!({})), 50103);
    assert_eq!(quanshi.post("conference/conference/getConferenceBaseInfoById/2797400", &json!({})).0, 400);

    for (id, status, people, may_join) in
        [("239790001", 4, 0, 0), ("239790002", 2, 3, 1), ("239790003", 1, 0, 0)]
    {
        let state = json!({"confStatus": status, "attendees": people, "pwdType": 1, "mayJoin": may_join, "advanceHours": "2"});
        assert_eq!(quanshi.ok(STATE, &of(id)), state, "{id}");
    }
    let soon = crate::sandbox::quanshi::clock::written(now() + 1800);
    let id = create(&quanshi, &[("starttime", json!(soon)), ("password_type", json!(0))]);
    let state = quanshi.ok(STATE, &of(&id));
    assert_eq!(
        (&state["confStatus"], &state["mayJoin"], &state["pwdType"]),
        (&json!(1), &json!(1), &json!(0))
    );
}
