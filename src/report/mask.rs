//! Hides telephone numbers, e-mail addresses, network addresses and places in a report. People are
//! told apart before, so whoever is hidden still is one person.

use crate::secret::HIDDEN;
use serde_json::Value;

/// What a field holds, by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    /// Hidden, but for its last two digits.
    Phone,
    /// Hidden, but for its first letter and the company.
    Mail,
    /// Hidden.
    Place,
    /// Left as it is.
    Ours,
    /// Searched for what looks like one of these.
    Text,
}

fn field(name: &str) -> Field {
    let lower = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if lower == "meeting_id" || lower.ends_with("time") || lower.ends_with("_seconds") {
        Field::Ours
    } else if has(&["mail"]) {
        Field::Mail
    } else if has(&["mobile", "phone", "telno", "telephone"]) || lower == "tel" {
        Field::Phone
    } else if lower == "ip"
        || lower.ends_with("_ip")
        || name.ends_with("Ip")
        || name.ends_with("IP")
        || has(&["addr", "city", "location"])
    {
        Field::Place
    } else {
        Field::Text
    }
}

/// Hides what is personal in a value and all within it.
pub fn mask(value: &mut Value) {
    within(value, Field::Text);
}

fn within(value: &mut Value, of: Field) {
    match value {
        Value::Object(map) => map.iter_mut().for_each(|(name, value)| within(value, field(name))),
        Value::Array(list) => list.iter_mut().for_each(|value| within(value, of)),
        Value::String(text) if !text.is_empty() => match of {
            Field::Ours => {}
            Field::Phone => *text = phone(text),
            Field::Mail if text.contains('@') => *text = self::text(text),
            Field::Mail | Field::Place => HIDDEN.clone_into(text),
            Field::Text => *text = self::text(text),
        },
        // A telephone number that came as a number.
        Value::Number(number) if of == Field::Phone => *value = Value::String(phone(&number.to_string())),
        Value::Number(number) if of == Field::Text => {
            let (shown, masked) = (number.to_string(), text(&number.to_string()));
            if masked != shown {
                *value = Value::String(masked);
            }
        }
        _ => {}
    }
}

fn phone(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let tail = if digits.len() > 6 { &digits[digits.len() - 2..] } else { &[] };
    HIDDEN.chars().chain(tail.iter().copied()).collect()
}

/// Hides what looks like a telephone number, an e-mail address or a network address in free text.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        if length == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (word, after) = rest.split_at(length);
        out.push_str(&masked(word));
        rest = after;
    }
    out
}

/// What numbers and addresses are made of.
const fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '%' | '+' | '-' | ':')
}

fn masked(word: &str) -> String {
    // What ends a sentence is no part of an address.
    let core = word.trim_end_matches(['.', ':', '-']);
    let tail = &word[core.len()..];
    if let Some((user, host)) = core.rsplit_once('@') {
        let first: String = user.chars().take(1).collect();
        return format!("{first}{HIDDEN}@{host}{tail}");
    }
    if core.contains(['.', ':']) && core.parse::<core::net::IpAddr>().is_ok()
        || core.rsplit_once(':').is_some_and(|(host, _)| host.parse::<core::net::IpAddr>().is_ok())
    {
        return format!("{HIDDEN}{tail}");
    }
    if is_phone(core) { format!("{}{tail}", phone(core)) } else { word.to_owned() }
}

/// `+86…` of any country, a Chinese mobile number, or one with an area code and a dash. Other
/// numbers may be ids.
fn is_phone(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let only = |more: &[u8]| word.bytes().all(|b| b.is_ascii_digit() || more.contains(&b));
    let bytes = word.as_bytes();
    let mobile = |bytes: &[u8]| bytes.len() == 11 && bytes[0] == b'1' && matches!(bytes[1], b'3'..=b'9');
    match bytes.first() {
        Some(b'+') => only(b"+-") && (7..=15).contains(&digits),
        Some(b'0') if word.contains('-') => only(b"-") && (10..=12).contains(&digits),
        // With the country's code, or a zero before it, too.
        Some(_) if only(b"") => {
            mobile(bytes) || bytes.strip_prefix(b"86").or(bytes.strip_prefix(b"0")).is_some_and(mobile)
        }
        Some(_) if only(b"-") => digits == 11 && bytes[0] == b'1' && !word.contains("--"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_is_personal_is_hidden_and_the_rest_is_not() {
        for (said, shown) in [
            ("张伟 13800000001", "张伟 ***01"),
            ("张伟13800000001说", "张伟***01说"),
            ("+86-138-0000-0001", "***01"),
            ("+8613800000001", "***01"),
            ("138-0000-0001", "***01"),
            ("010-59937429,", "***29,"),
            ("mail zhang.wei@corp.example.", "mail z***@corp.example."),
            ("from 192.0.2.9, 2001:db8::1 and 10.0.0.1:443.", "from ***, *** and ***."),
            (
                "146558916040335360 D171LM9P 2026-11-23 14:00:00",
                "146558916040335360 D171LM9P 2026-11-23 14:00:00",
            ),
            ("1.5 3:07 a:b +5", "1.5 3:07 a:b +5"),
            ("", ""),
        ] {
            assert_eq!(text(said), shown);
        }
    }

    #[test]
    fn fields_are_known_by_their_names() {
        let mut row = json!({
            "meeting_id": "13800000001", "name": "a", "mobile": "1380000002", "email": "x", "ip": "ip phone", "city": "北京",
            "extra": {"extMail": "a@b.example", "clientIp": "?", "phoneTime": "00:10:11", "Answered": [0, 1], "mobile": 13_800_000_001_i64,
                      "nested": [{"phone": "75500000003"}], "description": "d", "participants": 3},
            "joined": "2026-11-23T14:00:00+08:00",
        });
        mask(&mut row);
        assert_eq!(
            row,
            json!({
                "meeting_id": "13800000001", "name": "a", "mobile": "***02", "email": "***", "ip": "***", "city": "***",
                "extra": {"extMail": "a***@b.example", "clientIp": "***", "phoneTime": "00:10:11", "Answered": [0, 1], "mobile": "***01",
                          "nested": [{"phone": "***03"}], "description": "d", "participants": 3},
                "joined": "2026-11-23T14:00:00+08:00",
            })
        );
    }

    proptest! {
        #[test]
        fn nothing_panics_and_no_mobile_survives(before in "[^0-9A-Za-z@._%+:-]*", after in "[^0-9A-Za-z@._%+:-]*", any in any::<String>()) {
            let number = "13912345678";
            let masked = text(&format!("{before}{number}{after}"));
            prop_assert!(!masked.contains(number));
            text(&any);
        }
    }
}
