//! Those who are invited, as each generation writes them, and as it tells them when it is asked.

use super::host::is_mail;
use crate::client::json::{Fields, Json};
use crate::client::session::Session;
use crate::error::{Error, Result};
use serde_json::{Map, Value, json};

/// Somebody to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Guest {
    User(u64),
    Mail(String),
    Mobile(String),
    /// The first part of an address; `extend` says the rest.
    Name(String),
}

/// Reads `--invite`: an address, a user id, a mobile number; `user:` and `mobile:` decide between the
/// two that are digits. Chinese mobile numbers are told by their eleven digits.
fn guest(text: &str) -> Result<Guest> {
    let wrong = || {
        Error::usage(tr!(
            "--invite \"{text}\" is nobody who can be invited",
            text = crate::text::shorten(text, 40)
        ))
        .hint(tr!("give an e-mail address, a user id, or a mobile number (user:… and mobile:… tell which)"))
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(id) = text.strip_prefix("user:") {
        return id.parse().map(Guest::User).map_err(|_| wrong());
    }
    let (mobile, said) = text.strip_prefix("mobile:").map_or((text, false), |number| (number, true));
    let number = mobile.strip_prefix('+').unwrap_or(mobile);
    if digits(number)
        && (said || number.len() < mobile.len() || number.len() == 11 && number.starts_with('1'))
    {
        return Ok(Guest::Mobile(mobile.to_owned()));
    }
    match text {
        _ if said => Err(wrong()),
        text if is_mail(text) => Ok(Guest::Mail(text.to_owned())),
        text if digits(text) => text.parse().map(Guest::User).map_err(|_| wrong()),
        text if text.is_empty() || text.contains(|c: char| !c.is_alphanumeric() && !"._-".contains(c)) => {
            Err(wrong())
        }
        text => Ok(Guest::Name(text.to_owned())),
    }
}

/// The older generation's list. A part of an address goes only where `extend` gives the rest.
pub(super) fn list(invite: &[String], extended: bool) -> Result<Value> {
    let entry = |text: &String| match guest(text)? {
        Guest::User(id) => Ok(json!({ "userId": id })),
        Guest::Mail(address) => Ok(json!({ "email": address })),
        Guest::Mobile(number) => Ok(json!({ "mobile": number })),
        Guest::Name(name) if extended => Ok(json!({ "email": name })),
        Guest::Name(name) => Err(Error::usage(tr!("--invite {name} is no e-mail address", name))
            .hint(tr!("give the whole address, or --set extend=example.com"))),
    };
    invite.iter().map(entry).collect::<Result<Vec<Value>>>().map(Value::Array)
}

/// The room API's list: ids and addresses in one text.
pub(super) fn line(invite: &[String]) -> Result<String> {
    let entry = |text: &String| match guest(text)? {
        Guest::User(id) => Ok(id.to_string()),
        Guest::Mail(address) => Ok(address),
        Guest::Mobile(_) | Guest::Name(_) => Err(Error::usage(tr!(
            "--invite {text}: the room API takes user ids and e-mail addresses only",
            text
        ))),
    };
    Ok(invite.iter().map(entry).collect::<Result<Vec<String>>>()?.join(SEPARATOR))
}

/// Between those invited. The document does not say; the vendor's later pages do.
const SEPARATOR: &str = ";";

/// Those whom the older generation has invited, as it wants them back. What is sent takes the place of
/// what is there, so a list that cannot be read is not sent as an empty one.
/// `users` are the ids that the room API tells, for those who were invited by their id only.
pub(super) fn again(s: &Session, now: &mut Fields, users: impl FnOnce() -> Vec<i64>) -> Result<Value> {
    let total = now.int("total_invitee");
    let told = now.take("invitee");
    let silent = match &told {
        None | Some(Json::Null) => true,
        Some(Json::Text(text)) => text.trim().is_empty(),
        _ => false,
    };
    let rows: Vec<Fields> = match told {
        Some(Json::List(items)) => items.into_iter().map(Fields::of).collect(),
        Some(object @ Json::Object(_)) => vec![Fields::of(object)],
        _ if silent && total.is_none_or(|total| total <= 0) => {
            s.warn(tr!(
                "quanshi does not tell who is invited, so nobody is kept: name them all with --invite"
            ));
            Vec::new()
        }
        _ => return Err(untold()),
    };
    let read = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let (mut list, mut lost) = kept(rows);
    if !lost.is_empty() {
        let users = users();
        if users.len() == lost.len() {
            list.extend(users.into_iter().map(|user| json!({ "userId": user })));
            lost.clear();
        }
    }
    match total {
        Some(total) if total > 0 && read == 0 => return Err(untold()),
        Some(total) if total > read => {
            lost.push(tr!("{count} of whom nothing is told", count = total - read));
        }
        _ => {}
    }
    if !lost.is_empty() {
        s.warn(&tr!(
            "not everybody who is invited can be told again: name them all with --invite; left out: {lost}",
            lost = lost.join(tr!(", "))
        ));
    }
    Ok(Value::Array(list))
}

fn untold() -> Error {
    super::unread(tr!("quanshi has people invited and does not tell whom: the edit would remove them all"))
        .with(|facts| facts.hint = Some(tr!("nothing was changed; name everybody with --invite").to_owned()))
}

/// Those whom the older generation tells, as it wants them back; and the names of those who have
/// neither id, address nor number, and cannot be told again.
fn kept(invited: Vec<Fields>) -> (Vec<Value>, Vec<String>) {
    let (mut all, mut lost) = (Vec::new(), Vec::new());
    for mut row in invited {
        let mut entry = Map::new();
        if let Some(id) = row.int("userId").filter(|id| *id > 0) {
            entry.insert("userId".to_owned(), Value::from(id));
        }
        for name in ["email", "mobile"] {
            if let Some(text) = row.text(name) {
                entry.insert(name.to_owned(), Value::from(text));
            }
        }
        if entry.is_empty() {
            lost.push(row.text("name").unwrap_or_else(|| tr!("somebody without a name").to_owned()));
            continue;
        }
        for name in ["name", "groupName"] {
            if let Some(text) = row.text(name) {
                entry.insert(name.to_owned(), Value::from(text));
            }
        }
        all.push(Value::Object(entry));
    }
    (all, lost)
}

/// The users, other than the host, whom the room API tells.
pub(super) fn users(now: &mut Fields) -> Vec<i64> {
    let host = now.int("hostId");
    let rows = now.rows("attendList").into_iter();
    let inside =
        rows.filter_map(|mut row| row.int("userType").filter(|kind| *kind == 1).and(row.int("user")));
    inside.filter(|user| *user > 0 && Some(*user) != host).collect()
}

/// Those whom the room API tells, as it wants them back; and whether somebody could not be told again.
pub(super) fn kept_line(invited: Vec<Fields>) -> (String, bool) {
    let (mut all, mut lost) = (Vec::new(), false);
    for mut row in invited {
        let (user, mail) = (row.text("user"), row.text("phoneEmail"));
        let known = |text: &String| is_mail(text) || text.bytes().all(|b| b.is_ascii_digit());
        let internal = row.int("userType") != Some(3);
        match user.filter(known).filter(|_| internal).or(mail.filter(|mail| is_mail(mail))) {
            Some(who) if !all.contains(&who) => all.push(who),
            Some(_) => {}
            None => lost = true,
        }
    }
    (all.join(SEPARATOR), lost)
}

/// The rooms that the room API tells, as it wants them back.
pub(super) fn kept_rooms(now: &mut Fields) -> Vec<Value> {
    let mut rooms: Vec<(i64, Option<i64>, Vec<i64>)> = Vec::new();
    for name in ["detailHouseList", "houseList"] {
        for mut row in list_in(now, name) {
            let Some(id) = row.int("DeviceId") else { continue };
            let main = row.int("IsMainRoom").filter(|main| *main != 0);
            let devices = row.rows("SubDevices").into_iter().filter_map(|mut device| device.int("DeviceId"));
            match rooms.iter_mut().find(|(known, _, _)| *known == id) {
                Some((_, _, known)) => known.extend(devices),
                None => rooms.push((id, main, devices.collect())),
            }
        }
    }
    for mut row in list_in(now, "equipList") {
        let (device, room) = (row.int("DeviceId"), row.int("ParentDeviceId"));
        let of = rooms.iter_mut().find(|(id, _, _)| Some(*id) == room);
        if let (Some(device), Some((_, _, devices))) = (device, of)
            && !devices.contains(&device)
        {
            devices.push(device);
        }
    }
    let room = |(id, main, devices): (i64, Option<i64>, Vec<i64>)| {
        let mut room = json!({ "roomId": id });
        if let Some(main) = main {
            room["isMainRoom"] = main.into();
        }
        room["equipIdList"] = devices.into();
        room
    };
    rooms.into_iter().map(room).collect()
}

/// A list that may be written as a text.
fn list_in(now: &mut Fields, name: &str) -> Vec<Fields> {
    match now.take(name) {
        Some(Json::Text(text)) => Json::parse(text.as_bytes()).and_then(super::rows_of).unwrap_or_default(),
        Some(value) => super::rows_of(value).unwrap_or_default(),
        None => Vec::new(),
    }
}

/// `--room ID[:main|:branch][=DEVICE,…]` as the room API wants it.
pub(super) fn rooms(given: &[String]) -> Result<Value> {
    given.iter().map(|text| room(text)).collect::<Result<Vec<Value>>>().map(Value::Array)
}

fn room(text: &str) -> Result<Value> {
    let wrong = |what: &str| {
        Error::usage(tr!("--room \"{text}\": {what}", text = crate::text::shorten(text, 40), what)).hint(tr!(
            "give ID, ID:main, ID:branch, each with =DEVICE,… behind it: --room 6515:main=6146,6148"
        ))
    };
    let (place, devices) = text.split_once('=').map_or((text, None), |(place, rest)| (place, Some(rest)));
    let (id, role) = place.split_once(':').map_or((place, None), |(id, role)| (id, Some(role)));
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let mut room = json!({ "roomId": number(id).ok_or_else(|| wrong(tr!("the room's id is a number")))? });
    match role {
        None => {}
        Some("main") => room["isMainRoom"] = 1.into(),
        Some("branch") => room["isMainRoom"] = 2.into(),
        Some(_) => return Err(wrong(tr!("a room is main or branch"))),
    }
    let devices: Option<Vec<u64>> =
        devices.map_or(Some(Vec::new()), |list| list.split(',').map(number).collect());
    room["equipIdList"] = devices.ok_or_else(|| wrong(tr!("a device's id is a number")))?.into();
    Ok(room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn fields(text: &str) -> Fields {
        Fields::of(Json::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn guests_are_told_by_their_looks() {
        let given = owned(&["a@b.c", "81299515", "13812345678", "+8613812345678", "user:13812345678"]);
        let expected = json!([{"email": "a@b.c"}, {"userId": 81_299_515}, {"mobile": "13812345678"},
            {"mobile": "+8613812345678"}, {"userId": 13_812_345_678_u64}]);
        assert_eq!(list(&given, false).unwrap(), expected);
        assert_eq!(list(&owned(&["zhangsan"]), true).unwrap(), json!([{"email": "zhangsan"}]));
        for wrong in ["zhangsan", "", "a@b\nc", "a;b", "mobile:x", "user:x"] {
            assert!(list(&owned(&[wrong]), false).is_err(), "{wrong:?}");
        }
        assert_eq!(line(&owned(&["a@b.c", "7"])).unwrap(), "a@b.c;7");
        assert!(line(&owned(&["13812345678"])).is_err());
    }

    #[test]
    fn those_invited_are_told_again() {
        let rows = vec![
            fields(r#"{"email":"a@b.c","mobile":"","name":"A","cId":"0","extName":""}"#),
            fields(r#"{"name":"nobody"}"#),
        ];
        let (all, lost) = kept(rows);
        assert_eq!((json!(all), json!(lost)), (json!([{"email": "a@b.c", "name": "A"}]), json!(["nobody"])));
        let mut now = fields(
            r#"{"hostId":7,"attendList":[{"user":"7","userType":1},{"user":"8","userType":1},
            {"user":"9","userType":3},{"user":"x@y.z","userType":2}]}"#,
        );
        assert_eq!(users(&mut now), [8]);
        let rows = vec![
            fields(r#"{"user":"87679779","userType":1}"#),
            fields(r#"{"user":"x@y.z","userType":2}"#),
            fields(r#"{"user":"1","userType":3,"phoneEmail":""}"#),
        ];
        assert_eq!(kept_line(rows), ("87679779;x@y.z".to_owned(), true));
    }

    #[test]
    fn rooms_are_read_and_told_again() {
        let given = owned(&["6518=6152", "6515:main=6146,6148", "7:branch"]);
        let expected = json!([{"roomId": 6518, "equipIdList": [6152]},
            {"roomId": 6515, "isMainRoom": 1, "equipIdList": [6146, 6148]},
            {"roomId": 7, "isMainRoom": 2, "equipIdList": []}]);
        assert_eq!(rooms(&given).unwrap(), expected);
        for wrong in ["", "x", "1:chief", "1=", "1=2,x", "-1"] {
            assert!(rooms(&owned(&[wrong])).is_err(), "{wrong}");
        }
        let mut now = fields(
            r#"{"detailHouseList":[{"DeviceId":6516,"IsMainRoom":1,"SubDevices":[{"DeviceId":6546}]}],
            "houseList":[{"DeviceId":6516,"IsMainRoom":1},{"DeviceId":6518,"IsMainRoom":0}],
            "equipList":[{"DeviceId":6546,"ParentDeviceId":6516},{"DeviceId":9,"ParentDeviceId":6518}]}"#,
        );
        let expected = json!([{"roomId": 6516, "isMainRoom": 1, "equipIdList": [6546]},
            {"roomId": 6518, "equipIdList": [9]}]);
        assert_eq!(json!(kept_rooms(&mut now)), expected);
    }
}
