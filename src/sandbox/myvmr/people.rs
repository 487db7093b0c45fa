//! The contacts, which never change. The document shows a reservation where a contact should be, so the shape is a
//! choice: `id` and `name` as in a reservation's `visitorList`, and two more fields.

use serde_json::{Value, json};

use super::world::World;
use super::{Done, Input, Outcome, Refusal};

/// Two stand in the document's samples.
const NAMES: [&str; 25] = [
    "蓝天",
    "李雷",
    "韩梅梅",
    "张伟",
    "王芳",
    "Anna Weber",
    "刘洋",
    "陈静",
    "杨帆",
    "赵敏",
    "黄磊",
    "周杰",
    "吴倩",
    "徐峰",
    "孙丽",
    "O'Brien",
    "马超",
    "朱琳",
    "胡军",
    "郭靖",
    "林琳",
    "何宗源",
    "高远",
    "罗娜",
    "梁宇",
];

/// The id of a contact: a text, as in `visitorList`.
fn id(at: usize) -> String {
    match at {
        0 => "2756".to_owned(),
        1 => "9182".to_owned(),
        2 => "9187".to_owned(),
        _ => (9_200 + at).to_string(),
    }
}

/// The name of the contact with this id.
pub(super) fn name(wanted: &str) -> Option<&'static str> {
    NAMES.iter().enumerate().find(|(at, _)| id(*at) == wanted).map(|(_, name)| *name)
}

/// Pages are counted from 1, as in the document's example, and hold ten unless it is said otherwise.
pub(super) fn contacts(input: &Input<'_>, _: &mut World, _: i64) -> Outcome {
    super::calls::account(input)?;
    let number = |name: &str, default: usize| match input.optional(name)? {
        None => Ok(default),
        Some(text) => {
            text.parse::<usize>().map_err(|_| Refusal::Misuse(format!("field {name} is not a whole number")))
        }
    };
    let (index, size) = (number("pageIndex", 1)?, number("pageSize", 10)?);
    if size == 0 {
        return Err(Refusal::Misuse("field pageSize is 0".to_owned()));
    }
    let (skip, take) = match input.optional("isAll")? {
        Some("yes") => (0, NAMES.len()),
        None | Some("no") => (index.saturating_sub(1).saturating_mul(size), size),
        _ => return Err(Refusal::Misuse("isAll is neither yes nor no".to_owned())),
    };
    let row = |(at, name): (usize, &&str)| {
        json!({"id": id(at), "name": name, "department": if at % 3 == 0 { "研发部" } else { "市场部" },
            "email": format!("user{at}@sandbox.example")})
    };
    let rows: Vec<Value> = NAMES.iter().enumerate().skip(skip).take(take).map(row).collect();
    Ok(Done::Data(json!(rows)))
}
