//! MyVMR's error codes: the whole table of the document, in its order, and a few that it lacks.

use crate::client::codes::{Class, Code, row};

/// Stands for an answer whose `code` is 200 and whose `state` says that it failed all the same.
pub(super) const STATE: &str = "state 0";
/// The same, of which the words say that the room is not open.
const NOT_OPEN: &str = "state 0: not open";
/// The same, of which the words say that there is no auth.
const NO_AUTH: &str = "state 0: no auth";

/// What an answer with state 0 stands for: servers tell that by their words alone.
pub(super) fn of_state(message: &str) -> &'static str {
    match message {
        _ if message.contains("没有开启会议") => NOT_OPEN,
        _ if message.contains("auth码不能为空") => NO_AUTH,
        _ => STATE,
    }
}

const NAMES: &str =
    "a reservation is named by its `id`, a room by its short `number`: see `meeting list` and `room list`";

/// Every code, with what it means and what to do.
pub static CODES: &[Code] = &[
    row(
        "200001",
        Class::NotYours,
        "会议号和当前的认证的auth不匹配",
        "The room's number does not belong to this auth.",
        "check auth (or api_id and api_key) in the profile, and the number: rooms are named by `number` in \
         `room list` and `meeting list`, never by a reservation's id",
    ),
    row(
        "200002",
        Class::Refused,
        "该会议已开启直播",
        "The room is live already.",
        "look at it: meetctl live status NUMBER",
    ),
    row(
        "200003",
        Class::Refused,
        "该会议已开启录制",
        "The room is being recorded already.",
        "look at it: meetctl record status NUMBER",
    ),
    row(
        "200004",
        Class::Refused,
        "该会议不允许录制",
        "The room may not be recorded.",
        "have the vendor allow recording for this room, or use another one",
    ),
    row(
        "200005",
        Class::Refused,
        "该会议不允许直播",
        "The room may not be streamed live.",
        "have the vendor allow live streams for this room, or use another one",
    ),
    row(
        "200006",
        Class::Refused,
        "该会议还未开启",
        "Nobody is in the room: its meeting has not started.",
        "join first, then try again; meetctl meeting status NUMBER tells whether it has started",
    ),
    row(
        "200007",
        Class::Refused,
        "该会议未开启录制",
        "The room is not being recorded.",
        "look at it: meetctl record status NUMBER",
    ),
    row("200008", Class::NotFound, "该会议不存在", "The meeting does not exist.", NAMES),
    row(
        "200009",
        Class::Refused,
        "当前时间段，此会议室已被预约",
        "The room is booked at that time.",
        "choose another time or another room: meetctl meeting list, meetctl room list",
    ),
    // Not in the document. The first is ours, for `state`; the others stand in an older text of the
    // vendor about the same kind of calls.
    row(STATE, Class::Invalid, "", "The call failed, though its code is 200: its state says so.", ""),
    row(
        NOT_OPEN,
        Class::Refused,
        "",
        "Nobody is in the room: its meeting has not started.",
        "join first, then try again; meetctl meeting status NUMBER tells whether it has started",
    ),
    row(NO_AUTH, Class::Auth, "", "The server saw no auth.", "check auth in the profile"),
    row("400", Class::Invalid, "", "The server did not understand a parameter.", ""),
    row(
        "403",
        Class::Auth,
        "",
        "The auth was refused.",
        "check auth in the profile; that api_id and api_key are joined by a colon is not confirmed by any \
         document: ask the vendor for the whole value and set it as auth",
    ),
    row("500", Class::Server, "", "The server failed.", ""),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::codes::find;

    /// The table as it stands in the document.
    const DOCUMENT: &str = include_str!("../../../tests/vectors/myvmr-codes.txt");

    #[test]
    fn every_row_of_the_document_is_here_in_its_order_and_words() {
        let row = |line: &'static str| {
            let (code, words) = line.trim_matches(['|', ' ']).split_once('|').unwrap();
            (code.trim(), words.trim())
        };
        let document: Vec<(&str, &str)> = DOCUMENT.lines().map(row).collect();
        assert_eq!(document.len(), 9);
        let (known, ours) = CODES.split_at(document.len());
        assert_eq!(known.iter().map(|row| (row.code, row.words)).collect::<Vec<_>>(), document);
        assert!(ours.iter().all(|row| row.words.is_empty()));
    }

    #[test]
    fn every_code_is_explained_and_none_is_success() {
        for row in CODES {
            assert!(row.english.ends_with('.') && row.english.is_ascii(), "{}", row.code);
            assert!(!row.hint.ends_with('.') && row.hint.is_ascii(), "{}", row.code);
            assert_ne!(row.code, "200");
        }
        let first = find(CODES, "200001").unwrap();
        assert!(first.class == Class::NotYours && first.hint.contains("`number`"));
        let class = |code: &str| find(CODES, code).unwrap().class;
        assert_eq!(class("200008"), Class::NotFound);
        for code in ["200002", "200003", "200004", "200005", "200006", "200007", "200009"] {
            assert_eq!(class(code), Class::Refused, "{code}");
        }
    }
}
