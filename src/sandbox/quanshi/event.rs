//! An event of calls 17, 18 and 23: 126 fields, of which the document's tables name fewer than half.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::conference::{live_link, phone_link};
use super::world::{Booking, Invitee, Meeting, word};

/// A meeting room. No call makes one.
pub(super) struct Room {
    pub(super) id: i64,
    name: &'static str,
    floor: i64,
    pub(super) devices: &'static [(i64, &'static str)],
}

/// Those of the samples.
pub(super) const ROOMS: &[Room] = &[
    Room {
        id: 10_935,
        name: "沙盒一号会议室",
        floor: 3,
        devices: &[(58_933, "盒子"), (58_934_123, "投影仪")],
    },
    Room {
        id: 6_515, name: "杏花村主会场", floor: 14, devices: &[(6_146, "盒子"), (6_148, "电视")]
    },
    Room { id: 6_516, name: "杏花村2", floor: 14, devices: &[(6_546, "盒子"), (6_547, "盒子2")] },
    Room { id: 6_518, name: "杏花村", floor: 14, devices: &[(6_152, "盒子")] },
];

/// The fields in the order of the samples, with the values of a meeting that has nothing special. `testAudienceUnionUrl`
/// is in call 23 only. `sv` is 0 even where the MCU is on.
const TEMPLATE: &str = r#"{
"CreateTime":0,"ExtraMeetingRoom":null,"ManagerCustomerCode":"","accessNumberInfo":null,
"accessNumbers":null,"addAttendList":null,"addDeviceList":[],"addMediaList":null,"advanceHours":"1",
"allowBox":0,"allowExternal":1,"allowHardVideo":0,"allowLync":1,"appSource":"meeting","approvalName":"",
"approvalStatus":0,"approvalUserId":0,"attendList":null,"attendeeJoinUrl":"","audienceJoinUrl":"",
"audienceUnionUrl":"","audioConferenceType":0,"authority":null,"billingCode":"","calExtraInfo":null,
"calType":"E","callbackURL":"","callbackUd":"","capacity":0,"clientOs":"","clientType":0,"confHostId":0,
"confMaster":0,"confMode":0,"confNodeType":1,"conferenceId":"","creatorName":"","creatorUserId":0,
"customerCode":"","delAttendList":null,"delDeviceList":[],"delMediaList":null,"detailHouseList":null,
"enableCloudMCU":0,"endTime":0,"equipList":[],"eventForm":0,"eventId":0,"eventLive":0,
"eventManualService":0,"eventSource":0,"exchangeExternalId":"","exchangeSyncDate":0,"externalFlag":"",
"extrasInfo":"","groupId":0,"guestJoinUrl":"","guestJoinVerifyUrl":"","hostId":0,"hostJoinUrl":"",
"hostName":"","hostsLayout":"","houseList":[],"importance":0,"isGnet":1,"isPlugin":false,"isSharedMedia":0,
"joinConfSelTag":0,"joinConfTags":"","joinLogin":0,"joinUrlType":1,"jointHostUrl":"",
"jointHostVerifyUrl":"","largeGroup":0,"ledgerTag":"[]","length":0,"liveChannelID":0,"liveCover":"",
"liveOpenFlag":0,"livePlaybackFlag":0,"livePlaybackTime":0,"livePullPwd":"","livePullUrl":"","liveScreen":0,
"liveViewFlag":0,"location":"","mailLang":0,"meetingLanguage":"","meetingRoom":0,"modifyTime":0,
"nochangeAttendList":null,"nochangeDeviceList":[],"oldConfHostId":0,"oriStart":0,"parJoinConfLogined":0,
"parentId":0,"passwordFlag":0,"pcode1":"","pcode2":"","recurrenceInfo":null,"rejectReason":"",
"restLength":0,"roomId":"","sharedMedia":null,"sharedMediaInfo":null,"siteId":176822,
"sourceDomain":"sandbox.example","startTime":0,"status":4,"summary":"","sv":0,"telAccess":0,
"testAudienceUnionUrl":"","timezone":"Asia/Shanghai","timezoneForEmail":"Asia/Shanghai","title":"",
"uniformEnv":"","updAttendList":null,"updateFlag":0,"useWaitingRoom":0,"usedConfTickets":0,
"videoConferenceMode":0,"watchMcuVideoMode":0,"wcallMonitorUrl":"","wcallUrl":"","webRTCUrl":"",
"wholeType":0
}"#;

/// As `encodeURIComponent`: titles are encoded where they are shown.
const TITLE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// The second enumeration: 0 cancelled, 1 created, 4 ended. A running one is only created.
fn status(meeting: &Meeting, now: i64) -> i64 {
    match meeting.cancelled {
        true => 0,
        false if now < meeting.end() => 1,
        false => 4,
    }
}

pub(super) fn of(meeting: &Meeting, now: i64, admin: bool) -> Value {
    let mut event: Map<String, Value> = serde_json::from_str(TEMPLATE).unwrap_or_default();
    if !admin {
        event.shift_remove("testAudienceUnionUrl");
    }
    let (host, plan) = (meeting.host(), &meeting.plan);
    let mut set = |name: &str, value: Value| {
        event.insert(name.to_owned(), value);
    };
    let join_url = format!("https://{}", meeting.link("join"));
    set("CreateTime", json!(meeting.created));
    set("modifyTime", json!(meeting.modified));
    set("accessNumbers", access_numbers(admin));
    set("allowBox", json!(i32::from(!meeting.boxes.is_empty())));
    set("allowHardVideo", json!(i32::from(plan.hard_video)));
    set("attendList", attendees(meeting));
    set("webRTCUrl", json!(format!("{join_url}?priority=web")));
    set("attendeeJoinUrl", json!(join_url));
    set("hostJoinUrl", json!(format!("https://{}", meeting.link("host"))));
    set("billingCode", json!(meeting.billing.to_string()));
    set("calExtraInfo", extra_info(meeting, admin));
    set("calType", json!(if meeting.until.is_some() { "M" } else { "E" }));
    set("conferenceId", json!(meeting.id));
    set("customerCode", json!(host.customer));
    set("enableCloudMCU", json!(i32::from(plan.mcu)));
    set("startTime", json!(plan.start));
    set("endTime", json!(meeting.end()));
    set("length", json!(plan.length));
    set("eventId", json!(meeting.event));
    set("groupId", json!(meeting.group));
    set("hostId", json!(host.id));
    set("hostName", json!(host.name));
    set("joinConfSelTag", json!(i32::from(plan.tags.is_some())));
    set("joinConfTags", json!(plan.tags.as_deref().unwrap_or_default()));
    set("joinLogin", json!(i32::from(plan.join_login)));
    set("pcode1", json!(meeting.pcode1));
    set("pcode2", json!(meeting.pcode2));
    set("status", json!(status(meeting, now)));
    set("summary", json!(plan.summary));
    set("title", json!(utf8_percent_encode(&plan.title, TITLE).to_string()));
    set("useWaitingRoom", json!(i32::from(plan.waiting_room)));
    set("wcallUrl", json!(phone_link(meeting)));
    if let Some(password) = &plan.live {
        let page = live_link(meeting);
        let short = |what: &str| {
            format!("http://stest.sandbox.example/a/{}", word(&format!("{what} {}", meeting.id), 12))
        };
        for (name, value) in [
            ("audienceJoinUrl", json!(join_url)),
            ("audienceUnionUrl", json!(page.replace("/activity/", "/activity/u"))),
            ("eventForm", json!(7)),
            ("guestJoinUrl", json!(short("guest"))),
            ("guestJoinVerifyUrl", json!(format!("{page}?role=3"))),
            ("jointHostUrl", json!(short("joint"))),
            ("jointHostVerifyUrl", json!(format!("{page}?role=2"))),
            ("liveChannelID", json!(meeting.event % 100_000)),
            ("liveOpenFlag", json!(1)),
            ("livePlaybackFlag", json!(3)),
            ("livePullPwd", json!(password)),
            ("livePullUrl", json!(page)),
            ("liveViewFlag", json!(i32::from(!password.is_empty()))),
        ] {
            set(name, value);
        }
    }
    if !plan.rooms.is_empty() {
        let ids: Vec<String> = plan.rooms.iter().map(|booking| booking.room.to_string()).collect();
        set("roomId", json!(ids.join(",")));
        let details: Vec<Value> = plan.rooms.iter().filter_map(|booking| detail(booking, host.id)).collect();
        set("detailHouseList", json!(details));
        let rooms: Vec<Value> = plan.rooms.iter().filter_map(|booking| house(booking, host.id)).collect();
        set("houseList", json!(rooms));
        let devices: Vec<Value> = plan.rooms.iter().flat_map(|booking| devices(booking, host.id)).collect();
        set("equipList", json!(devices));
    }
    Value::Object(event)
}

/// Call 23 has none.
fn access_numbers(admin: bool) -> Value {
    if admin {
        return json!({"ChooseBySelf": null, "En-us": null, "Zh-cn": null});
    }
    let number = |area: &str, number: &str| json!({"area": area, "chooseBySelf": 0, "number": number});
    json!({
        "ChooseBySelf": [number("北京", "+86(10)5555-0135"), number("上海", "+86(21)5555-0136")],
        "En-us": [number("ALL", "400-555-0135"), number("Beijing", "+86(10)5555-0137")],
        "Zh-cn": [number("全国", "400-555-0138")],
    })
}

/// The host first. People of other companies are not in the samples: here `user` is their address.
fn attendees(meeting: &Meeting) -> Value {
    let attendee = |user: &str, kind: i32, name: &str, email: &str, mobile: &str| {
        json!({
            "cityCode": "", "companyName": "", "contactId": "", "countryCode": "", "displayName": name,
            "mobileNumber": mobile, "officePhone": "", "orgName": "", "phoneEmail": email, "phoneName": "",
            "productStatus": 1, "status": "W", "user": user, "userProfile": null, "userType": kind,
        })
    };
    let guest = |guest: &Invitee| match guest.user {
        Some(user) => attendee(&user.to_string(), 1, "", "", ""),
        None if guest.email.is_empty() => attendee(&guest.mobile, 3, &guest.name, "", &guest.mobile),
        None => attendee(&guest.email, 2, &guest.name, &guest.email, &guest.mobile),
    };
    let host = attendee(&meeting.host.to_string(), 1, "", "", "");
    // Who is host is there once, even if invited too.
    let guests = meeting.plan.invitees.iter().filter(|guest| guest.user != Some(meeting.host));
    std::iter::once(host).chain(guests.map(guest)).collect()
}

/// Where there is no watchword, only call 23 says so.
fn extra_info(meeting: &Meeting, admin: bool) -> Value {
    let watchword = &meeting.plan.watchword;
    if admin || watchword.is_some() {
        return json!({
            "allowH323": 0,
            "eventWatchword": watchword.as_deref().unwrap_or_default(),
            "openWatchword": i32::from(watchword.is_some()),
            "showAccessNumbers": 0,
            "showWebRTCUrl": 0,
        });
    }
    json!({"allowH323": 0, "showAccessNumbers": 0, "showWebRTCUrl": 0})
}

fn device(id: i64, kind: i64, name: &str, room: &Room, main: i64) -> Value {
    json!({
        "DeviceId": id, "DeviceType": kind, "DeviceName": name, "City": "西安", "Location": "锦业路",
        "Floor": room.floor, "IsMainRoom": main,
    })
}

fn with(mut value: Value, more: &[(&str, Value)]) -> Value {
    for (name, more) in more {
        value[*name] = more.clone();
    }
    value
}

fn find(booking: &Booking) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.id == booking.room)
}

fn house(booking: &Booking, applicant: i64) -> Option<Value> {
    let room = find(booking)?;
    let value = device(room.id, 2, room.name, room, booking.main);
    let more = [("ParentDeviceId", json!(0)), ("ParentDeviceType", json!(0))];
    Some(with(with(value, &more), &[("ApplyUserId", json!(applicant)), ("ApprovalStatus", json!(2))]))
}

fn booked(booking: &Booking) -> impl Iterator<Item = (&'static Room, i64, &'static str)> {
    let all = find(booking)
        .into_iter()
        .flat_map(|room| room.devices.iter().map(move |(id, name)| (room, *id, *name)));
    all.filter(|(_, id, _)| booking.equipment.contains(id))
}

fn devices(booking: &Booking, applicant: i64) -> Vec<Value> {
    let one = |(room, id, name): (&Room, i64, &str)| {
        let more = [
            ("ParentDeviceId", json!(room.id)),
            ("ParentDeviceType", json!(2)),
            ("ApplyUserId", json!(applicant)),
            ("ApprovalStatus", json!(2)),
        ];
        with(device(id, 3, name, room, 0), &more)
    };
    booked(booking).map(one).collect()
}

fn detail(booking: &Booking, applicant: i64) -> Option<Value> {
    let room = find(booking)?;
    let one =
        |(_, id, name): (&Room, i64, &str)| json!({"DeviceId": id, "DeviceType": 3, "DeviceName": name});
    let sub: Vec<Value> = booked(booking).map(one).collect();
    let more = [("ApplyUserId", json!(applicant)), ("ApprovalStatus", json!(2)), ("SubDevices", json!(sub))];
    Some(with(device(room.id, 2, room.name, room, booking.main), &more))
}

#[cfg(test)]
mod tests {
    use super::TEMPLATE;
    use serde_json::{Map, Value};

    #[test]
    fn the_template_is_whole() {
        let template: Map<String, Value> = serde_json::from_str(TEMPLATE).unwrap();
        assert_eq!(template.len(), 127);
    }
}
