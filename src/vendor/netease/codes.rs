//! NetEase Meeting's error codes: the whole table of the document, in its order.

use crate::client::codes::{Class, Code, row};

/// Every code, with what it means and what to do.
///
/// Where the classes are not plain from the words:
/// - 402, 4000 and 4001 are refusals and not about credentials: they were accepted.
/// - Passwords of meetings and users (1007, 1008, 2014, 2018) are refusals as well; only what the
///   profile holds is about credentials.
/// - 701 and 1000 say that nothing was allocated, so the call can be tried again; they and 2104 are
///   about one account or attendee, so other calls need not wait.
/// - The 10xx codes about mobile numbers come from calls that this document does not have.
pub static CODES: &[Code] = &[
    row(
        "300",
        Class::Invalid,
        "非法的参数",
        "A parameter is not allowed.",
        "look at the values that were sent: --dry-run shows them",
    ),
    row(
        "301",
        Class::Invalid,
        "参数为空",
        "A parameter is empty.",
        "look at the values that were sent: --dry-run shows them",
    ),
    row("302", Class::Invalid, "非法header", "A header is not allowed.", ""),
    row(
        "303",
        Class::Invalid,
        "非法字符集参数",
        "A parameter has characters that are not allowed.",
        "leave out emoji and control characters",
    ),
    row(
        "401",
        Class::Auth,
        "请求未通过验证",
        "The request did not pass verification.",
        "check \"app_key\" and \"app_secret\" in the profile, and this machine's clock: it may be a minute off, no more",
    ),
    row(
        "402",
        Class::Refused,
        "服务未开通",
        "The service is not enabled.",
        "have the vendor enable it for this AppKey",
    ),
    row("501", Class::Server, "服务器内部异常", "The server failed inside.", ""),
    row(
        "510",
        Class::Busy,
        "请求过于频繁",
        "There were too many requests.",
        "try again later; rate_limit in the profile paces calls",
    ),
    row("512", Class::Busy, "服务繁忙", "The server is busy.", "try again in a moment"),
    row("652", Class::Invalid, "直播设置错误", "The settings of the live stream are wrong.", ""),
    row(
        "701",
        Class::NotNow,
        "匿名账号分配失败，稍后重试",
        "No anonymous account could be allocated.",
        "try again in a moment",
    ),
    row("1000", Class::NotNow, "分配帐号失败", "No account could be allocated.", "try again in a moment"),
    row("1003", Class::Refused, "手机号已被注册", "The mobile number is registered already.", ""),
    row("1004", Class::NotFound, "该手机号未注册", "The mobile number is not registered.", ""),
    row("1005", Class::Auth, "登录验证失效,请重新登录", "The login has expired.", ""),
    row("1006", Class::Invalid, "验证码错误，请重新输入", "The verification code is wrong.", ""),
    row("1007", Class::Refused, "密码错误，请重新输入", "The password is wrong.", ""),
    row("1008", Class::Refused, "原密码错误，请重新输入", "The old password is wrong.", ""),
    row("1009", Class::NotFound, "TV帐号不存在", "The TV account does not exist.", ""),
    row("1010", Class::Invalid, "请输入正确的手机号", "The mobile number is wrong.", ""),
    row("1011", Class::Refused, "获取验证码次数超过限制", "Verification codes were asked for too often.", ""),
    row("1012", Class::Refused, "验证码失效，请重新获取", "The verification code is no longer valid.", ""),
    row("1013", Class::Refused, "IM帐号已下线", "The IM account is offline.", ""),
    row(
        "1014",
        Class::NotFound,
        "帐号不存在",
        "The account does not exist.",
        "\"account get\" takes the accountId, or --im-accid",
    ),
    row(
        "1015",
        Class::NotNow,
        "验证码获取频繁，请稍后再试",
        "Verification codes are asked for too often.",
        "try again later",
    ),
    row("1016", Class::Refused, "注册超时，请重新操作", "The registration took too long.", "start it again"),
    row(
        "1017",
        Class::Refused,
        "更改密码超时，请重新操作",
        "The change of the password took too long.",
        "start it again",
    ),
    row(
        "1019",
        Class::Refused,
        "会议帐号已被创建",
        "The meeting account was made already.",
        "show it: account get --im-accid A",
    ),
    row("1021", Class::Refused, "IM未绑定", "No IM account is bound.", ""),
    row(
        "2000",
        Class::NotFound,
        "该会议不存在",
        "The meeting does not exist.",
        "look at the id: it is the meetingUniqueId that \"meeting create\" and \"meeting list\" print, not the number that people dial",
    ),
    row("2001", Class::Refused, "会议已达人数上限", "The meeting has reached its limit of attendees.", ""),
    row(
        "2002",
        Class::Refused,
        "该会议已在进行中",
        "The meeting is running already.",
        "end it first: meeting end",
    ),
    row(
        "2003",
        Class::Invalid,
        "昵称格式不正确",
        "The nickname has the wrong format.",
        "--name takes up to 10 Chinese characters, letters and digits",
    ),
    row("2004", Class::Invalid, "成员视频状态错误", "The state of the attendee's video is wrong.", ""),
    row("2005", Class::Invalid, "成员音频状态错误", "The state of the attendee's audio is wrong.", ""),
    row("2007", Class::Refused, "该用户未拥有会议码", "The user has no meeting number.", ""),
    row("2009", Class::Refused, "已达屏幕共享人数上限", "The limit of shared screens is reached.", ""),
    row("2010", Class::Refused, "会议被锁定", "The meeting is locked.", ""),
    row(
        "2011",
        Class::Refused,
        "会议id已被占用",
        "The meeting number is taken.",
        "choose another short number",
    ),
    row("2012", Class::NotFound, "会议直播配置不存在", "The meeting has no settings for a live stream.", ""),
    row(
        "2014",
        Class::Refused,
        "会议密码错误",
        "The meeting's password is wrong.",
        "ask whoever made the meeting for the right password",
    ),
    row("2015", Class::Refused, "同一账号并发入会错误", "The same account joins twice at once.", ""),
    row(
        "2017",
        Class::Invalid,
        "会议主题格式错误",
        "The meeting's subject has the wrong format.",
        "--subject takes up to 30 characters",
    ),
    row("2018", Class::Refused, "请输入会议密码", "The meeting wants a password.", "give it: --password"),
    row("2021", Class::Refused, "会议已结束", "The meeting is over.", ""),
    row(
        "2022",
        Class::Refused,
        "个人会议号未设置",
        "No personal meeting number is set.",
        "leave out --personal, or choose another host",
    ),
    row("2023", Class::Invalid, "非法会议类型", "The type of the meeting is not allowed.", ""),
    row("2024", Class::Refused, "会议已存在", "The meeting exists already.", ""),
    row(
        "2025",
        Class::Refused,
        "会议信息不能被修改",
        "The meeting cannot be changed.",
        "only a reserved meeting that has not started can be edited",
    ),
    row("2100", Class::Refused, "没有主持人权限", "The user has no host's rights.", ""),
    row("2101", Class::NotFound, "该成员未在会议中", "The attendee is not in the meeting.", ""),
    row("2102", Class::Invalid, "会控码错误", "The code of the meeting control is wrong.", ""),
    row(
        "2103",
        Class::Refused,
        "已被主持人关闭画面，无法自行打开",
        "The host switched the camera off, and only the host can switch it on.",
        "",
    ),
    row(
        "2104",
        Class::NotNow,
        "该成员连接不稳定，请稍后再试",
        "The attendee's connection is not stable.",
        "try again later",
    ),
    row(
        "2105",
        Class::Refused,
        "没有权限",
        "The right to do this is missing.",
        "have the vendor grant it to this AppKey",
    ),
    row(
        "3001",
        Class::Invalid,
        "客户端类型错误",
        "The type of the client is wrong.",
        "--client-type takes tv, ios, android, pc, mac, web, sip or linux",
    ),
    row("3003", Class::Refused, "功能不支持", "The function is not supported.", ""),
    row(
        "4000",
        Class::Refused,
        "企业会议服务已到期",
        "The company's meeting service has expired.",
        "have the vendor renew it",
    ),
    row(
        "4001",
        Class::Refused,
        "该应用已达并发上限",
        "The application has reached its limit of concurrent use.",
        "wait until meetings end, or have the vendor raise the limit",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::codes::find;
    use std::collections::BTreeSet;

    /// The table as it stands in the document.
    const DOCUMENT: &str = include_str!("../../../tests/vectors/netease-codes.txt");

    #[test]
    fn every_row_of_the_document_is_here_in_its_order_and_words() {
        let row = |line: &'static str| line.trim_matches(['|', ' ']).split_once(" | ").unwrap();
        let document: Vec<(&str, &str)> = DOCUMENT.lines().map(row).collect();
        assert_eq!(document.len(), 59);
        let here: Vec<(&str, &str)> = CODES.iter().map(|row| (row.code, row.words)).collect();
        assert_eq!(here, document);
    }

    #[test]
    fn every_code_is_there_once_and_explained() {
        let codes: BTreeSet<&str> = CODES.iter().map(|row| row.code).collect();
        assert_eq!(codes.len(), CODES.len());
        for row in CODES {
            assert!(row.english.ends_with('.') && row.english.is_ascii(), "{}", row.code);
            assert!(!row.hint.ends_with('.') && row.hint.is_ascii(), "{}", row.code);
        }
    }

    #[test]
    fn the_codes_that_calls_can_meet_have_the_right_class() {
        let is = |codes: &[&str], wanted: Class| {
            for code in codes {
                assert_eq!(find(CODES, code).unwrap().class, wanted, "{code}");
            }
        };
        is(&["401"], Class::Auth);
        is(&["510", "512"], Class::Busy);
        // They are about one account or one attendee, so nobody else has to wait.
        is(&["701", "1000", "1015", "2104"], Class::NotNow);
        is(&["501"], Class::Server);
        is(&["2000", "1014"], Class::NotFound);
        is(&["402", "1019", "2002", "2021", "2024", "2025", "4000", "4001"], Class::Refused);
        is(&["300", "301", "2003", "2017", "2023"], Class::Invalid);
        assert!(find(CODES, "200").is_none() && find(CODES, "0").is_none());
    }
}
