//! Which rooms a meeting has booked, as Quanshi's answers tell it: wherever in them a room is named.

use crate::client::json::{Json, Name};
use crate::op::meeting::Meeting;

/// The fields that name a meeting's rooms, in lower case. Several ids stand with commas between them; 0 is none.
const ROOM_FIELDS: [&str; 2] = ["roomid", "conferenceroomid"];
/// A device that a meeting has booked is a room if its `DeviceType` is this.
const ROOM_DEVICE: &str = "2";
/// What `ApprovalStatus` or `ApplyStatus` says of a room that was given back.
const GIVEN_BACK: &str = "3";
/// No answer is looked through any deeper.
const DEEPEST: usize = 8;

/// The id of a booked device, if it is a room.
fn room_device(fields: &[(Name, Json)]) -> Option<String> {
    let told = |name: &str| fields.iter().find(|(key, _)| **key == *name)?.1.as_text();
    let given_back = |name: &str| told(name).as_deref() == Some(GIVEN_BACK);
    let room = told("DeviceType").as_deref() == Some(ROOM_DEVICE)
        && !["ApprovalStatus", "ApplyStatus"].into_iter().any(given_back);
    told("DeviceId").filter(|_| room)
}

/// The ids of a meeting's rooms, each once.
pub(super) fn rooms(meeting: &Meeting) -> Vec<String> {
    fn look(value: &Json, named: bool, depth: usize, found: &mut Vec<String>) {
        let mut take = |text: &str| {
            let ids = text.split(',').map(str::trim).filter(|id| !id.is_empty() && *id != "0");
            found.extend(ids.map(str::to_owned));
        };
        match value {
            Json::Text(text) if named => take(text),
            Json::Number(number) if named => take(&number.to_string()),
            Json::List(items) if depth < DEEPEST => {
                for item in items {
                    look(item, named, depth + 1, found);
                }
            }
            Json::Object(fields) if depth < DEEPEST => {
                if let Some(id) = room_device(fields) {
                    take(&id);
                }
                for (name, value) in fields {
                    let named = ROOM_FIELDS.contains(&name.to_ascii_lowercase().as_str());
                    look(value, named, depth + 1, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for (name, value) in meeting.extra.iter() {
        look(value, ROOM_FIELDS.contains(&name.to_ascii_lowercase().as_str()), 0, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn rooms_are_found_wherever_they_are_named() {
        let with = |extra: Value| {
            let extra = extra.as_object().unwrap().clone().into();
            rooms(&Meeting { extra, ..Meeting::default() })
        };
        assert_eq!(with(json!({"roomId": "6518,6515", "x": 6518})), ["6515", "6518"]);
        assert_eq!(with(json!({"composeRoomList": [{"roomId": 10935}, {"roomId": 0}]})), ["10935"]);
        assert!(with(json!({"roomId": "", "RoomID": "0", "roomName": "7"})).is_empty());
        // The room API tells what was booked: rooms, and the devices in them.
        let device = |id: i64, kind: i64| json!({"DeviceId": id, "DeviceType": kind, "DeviceName": "杏花村"});
        assert_eq!(with(json!({"houseList": [device(6518, 2), device(6516, 2)]})), ["6516", "6518"]);
        let mut detail = device(6516, 2);
        detail["SubDevices"] = json!([device(6546, 3)]);
        let told = json!({"detailHouseList": [detail], "equipList": [device(6547, 3)], "houseList": []});
        assert_eq!(with(told), ["6516"]);
        for (status, taken) in [(0, true), (1, true), (2, true), (3, false)] {
            for name in ["ApprovalStatus", "ApplyStatus"] {
                let mut room = device(7, 2);
                room[name] = status.into();
                assert_eq!(!with(json!({"houseList": [room]})).is_empty(), taken, "{name} {status}");
            }
        }
    }
}
