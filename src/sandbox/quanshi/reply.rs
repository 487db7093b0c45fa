//! What stands around a result, call by call as in the samples. It is written as text, because two samples have
//! what no JSON library writes: escaped slashes, and the same key twice.

use std::fmt::Write as _;

use serde_json::Value;

use super::world::{digits, noise};

/// What a call answers.
pub(super) struct Done {
    /// 0 but for 51208, which has a result too.
    pub(super) status: i64,
    /// JSON.
    pub(super) result: String,
    /// In place of the trace id, if the call has one.
    pub(super) msg: Option<&'static str>,
}

pub(super) fn done(result: &Value) -> Done {
    Done { status: 0, result: result.to_string(), msg: None }
}

/// What stands around the result.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// `\/` and `\u6d4b`, as PHP writes them.
    escaped: bool,
    /// Nothing but status, result and content type.
    bare: bool,
    /// The server whose trace id stands as `msg`.
    msg: Option<&'static str>,
    /// The server of `request_id`.
    server: &'static str,
    reqid: bool,
    call_seq: bool,
    /// The fields of the server's own log.
    log: bool,
}

const OPEN: &str = "confopenapiserver";

const PLAIN: Shape =
    Shape { escaped: false, bare: false, msg: None, server: OPEN, reqid: false, call_seq: false, log: false };

/// Calls 1, 2, 3, 5, 6 and 7.
pub(super) const LEGACY: Shape = Shape { escaped: true, ..UNESCAPED };
/// Call 8.
pub(super) const UNESCAPED: Shape = Shape { msg: Some("conferenceserver"), call_seq: true, ..PLAIN };
/// Call 4.
pub(super) const BARE: Shape = Shape { escaped: true, bare: true, ..PLAIN };
/// Call 9.
pub(super) const REPLAYS: Shape = Shape { call_seq: true, ..PLAIN };
/// Call 10.
pub(super) const REPORT: Shape = Shape { msg: Some("confspaceserver"), reqid: true, ..PLAIN };
/// Call 11.
pub(super) const PHONES: Shape = Shape { reqid: true, ..PLAIN };
/// Calls 12 to 16 and 19 to 22.
pub(super) const LOGGED: Shape = Shape { reqid: true, log: true, ..PLAIN };
/// Calls 17, 18 and 23: the two ids are not the same.
pub(super) const EVENTS: Shape = Shape { server: "uniformserver", ..LOGGED };

const LOG: &str = r#""product_type":"","device_type":"","iscycle":"","isgnet":"","mem_count":"","verify":"","video_conference_mode":"","live_flag":"","conferenceid":"","record":0,"share_media":0,"hardware_video":0,"accessNumber":"","client_ip":"","#;

impl Shape {
    pub(super) fn around(self, done: &Done, path: &str, now: i64) -> String {
        let Done { status, result, msg } = done;
        if self.bare {
            let result = escaped(result);
            return format!(r#"{{"status":{status},"result":{result},"content_type":"application\/json"}}"#);
        }
        let result = if self.escaped { escaped(result) } else { result.clone() };
        let mut out = format!(r#"{{"status":{status},"result":{result},"#);
        if let Some(msg) = msg.map(str::to_owned).or_else(|| self.msg.map(|server| trace(server, path, now)))
        {
            let _ = write!(out, r#""msg":"{msg}","#);
        }
        let _ = write!(out, r#""request_id":"{}","#, trace(self.server, path, now));
        if self.reqid {
            let _ = write!(out, r#""reqid":"{}","#, trace(OPEN, path, now));
        }
        let millis = noise("ms", path)[0];
        let _ = write!(out, r#""timestamp":{now}{millis:03},"#);
        if self.call_seq {
            out += r#""callSeq":"","#;
        }
        out += r#""content_type":"application/json","#;
        if self.log {
            out += LOG;
        }
        // Go writes a duration under a second in milliseconds.
        let took = if millis < 128 { "626.841849ms" } else { "1.544086893s" };
        out + &format!(r#""request_duration":"{took}"}}"#)
    }
}

/// `conferenceserver-192.0.2.230-1599549814.204008317.9`
fn trace(server: &str, path: &str, now: i64) -> String {
    let nanos = digits(&format!("{server} {path}"), 9);
    format!("{server}-192.0.2.230-{now}.{nanos}.{}", noise("trace", path)[0])
}

/// A failure: no result and no ids.
pub(super) fn failure(status: i64, msg: &str) -> String {
    let msg = Value::from(msg);
    format!(r#"{{"status":{status},"msg":{msg},"content_type":"application/json"}}"#)
}

/// Slashes and what is not ASCII stand in texts only, so the JSON stays what it is.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '/' {
            out.push_str("\\/");
        } else if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{BARE, EVENTS, LEGACY, done, escaped, failure};

    #[test]
    fn escapes_are_those_of_the_samples() {
        assert_eq!(escaped(r#"["测试%","http://a/𠮷"]"#), r#"["\u6d4b\u8bd5%","http:\/\/a\/\ud842\udfb7"]"#);
        let text = LEGACY.around(&done(&json!({"a": "测/"})), "/x", 1_599_549_813);
        assert!(
            text.starts_with(r#"{"status":0,"result":{"a":"\u6d4b\/"},"msg":"conferenceserver-"#),
            "{text}"
        );
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(value["msg"].as_str().unwrap().starts_with("conferenceserver-192.0.2.230-1599549813."));
        assert_eq!((&value["callSeq"], &value["result"]["a"]), (&json!(""), &json!("测/")));
        assert_eq!(value["timestamp"].as_i64().unwrap() / 1000, 1_599_549_813);
        let text = BARE.around(&done(&json!(null)), "/x", 0);
        assert_eq!(text, r#"{"status":0,"result":null,"content_type":"application\/json"}"#);
        let value: Value = serde_json::from_str(&EVENTS.around(&done(&json!([])), "/x", 1)).unwrap();
        assert_ne!(value["request_id"], value["reqid"]);
        assert_eq!(value["msg"], Value::Null);
        assert_eq!(failure(1, "a\"b"), r#"{"status":1,"msg":"a\"b","content_type":"application/json"}"#);
    }
}
