//! WeiyiPro's error codes: the whole table of the document, in its order. The server sends
//! numbers only, so these words are all that a user is told.

use crate::client::codes::{Class, Code, row};

const KEY: &str = "check \"key\" in the profile: it is the company's id as the vendor gave it";
const NAME: &str = "give a subject: --subject";
const TIMES: &str = "check --start and --end: the end is after the start, and neither is long past";
const HOST_PASSWORD: &str = "give a host password of 4 to 20 characters: --host-password";
const PASSWORD: &str =
    "no documented call takes the attendees' password: have the vendor say what the installation wants";
const WRONG_PASSWORD: &str = "ask whoever made the meeting for the right password";
const LIMIT: &str = "remove what is no longer needed, or have the vendor raise the limit";
const SEATS: &str = "ask for fewer, or have the vendor raise the limit";
const MEETING: &str = "look at the number: it is the serial that \"meeting create\" printed";
const WRITE: &str = "look whether it happened before you run it again";

/// Every code, with what it means and what to do.
///
/// Where the classes are not plain from the words:
/// - 4108 is a refusal and not about credentials: they were accepted, and allow less than this.
/// - Passwords of meetings (4008, 4110, 4111, 5007, 5200, 5201) are refusals as well; only what
///   the profile holds is about credentials. 9007 is, because the document calls `key` 企业 ID.
/// - 4107 and 5206 may come after half of a write, so its outcome is not known.
/// - 5203, 5204, 5207 and 9004 describe fields and are no errors.
pub static CODES: &[Code] = &[
    // Not in the document: the general failure of the sibling product, whose API is the same
    // family and whose table says "0 ok, -1 failure, else error code".
    row("-1", Class::Server, "", "The call failed; the server gives no reason.", ""),
    row(
        "3001",
        Class::Refused,
        "服务器过期",
        "The server's licence has expired.",
        "have the vendor renew the licence of the installation",
    ),
    row(
        "3002",
        Class::Refused,
        "公司已经冻结",
        "The company's account is frozen.",
        "have the vendor unfreeze the company",
    ),
    row("3003", Class::NotFound, "会议已删除或过期", "The meeting was deleted or has expired.", ""),
    row("4001", Class::Auth, "该公司不存在", "The company does not exist.", KEY),
    row("4002", Class::Auth, "用户名或密码错误", "The user name or the password is wrong.", ""),
    row("4003", Class::Invalid, "会议名称不允许为空", "The meeting's name must not be empty.", NAME),
    row("4004", Class::Invalid, "时间格式错误", "The format of a time is wrong.", TIMES),
    row("4005", Class::Invalid, "时间设置有误", "The times do not fit together.", TIMES),
    row(
        "4006",
        Class::Invalid,
        "主席密码格式错误",
        "The chairman's password has the wrong format.",
        HOST_PASSWORD,
    ),
    row(
        "4007",
        Class::NotFound,
        "会议不存在、会议无效已被删除、会议过期",
        "The meeting does not exist, was deleted, or has expired.",
        MEETING,
    ),
    row("4008", Class::Refused, "会议密码错误", "The meeting's password is wrong.", WRONG_PASSWORD),
    row(
        "4009",
        Class::Invalid,
        "普通用户密码格式错误",
        "The ordinary attendees' password has the wrong format.",
        PASSWORD,
    ),
    row("4101", Class::Auth, "需要验证企业 ID", "The company's id must be verified.", KEY),
    row("4102", Class::Auth, "验证企业 ID 错误", "The company's id was not accepted.", KEY),
    row("4103", Class::Refused, "会议数超过最大限制", "There are too many meetings.", LIMIT),
    row("4105", Class::NoData, "没有符合的数据", "Nothing matches.", ""),
    row("4106", Class::Refused, "会议文件数量超过数量限制", "The meeting has too many files.", LIMIT),
    row("4107", Class::Server, "数据库操作错误", "The server's database failed.", WRITE),
    row(
        "4108",
        Class::Refused,
        "没有权限",
        "The company may not do this.",
        "have the vendor allow it for this company",
    ),
    row("4109", Class::Auth, "Auth 不正确", "The authentication is wrong.", KEY),
    row("4110", Class::Refused, "该会议需要密码,请输入密码", "The meeting wants a password.", WRONG_PASSWORD),
    row(
        "4111",
        Class::Refused,
        "非注册用户或密码不正确,该会议要求必须注册用户才能参会",
        "The user is not registered or the password is wrong; only registered users may join this meeting.",
        "register the user, or open the meeting to others",
    ),
    row("4200", Class::Invalid, "组 id 必填", "The group's id is missing.", ""),
    row("4201", Class::Invalid, "组名必填", "The group's name is missing.", ""),
    row("5000", Class::Invalid, "用户名密码必填", "The user name and the password are missing.", ""),
    row(
        "5001",
        Class::Invalid,
        "会议是否有密码必填",
        "It is not said whether the meeting has a password.",
        PASSWORD,
    ),
    row("5002", Class::Invalid, "主席密码必填", "The chairman's password is missing.", HOST_PASSWORD),
    row("5003", Class::Invalid, "会议普通密码必填", "The meeting's ordinary password is missing.", PASSWORD),
    row("5004", Class::Invalid, "开始时间,结束时间必填", "The start and the end are missing.", TIMES),
    row(
        "5005",
        Class::Invalid,
        "如果允许旁听用户则应有密码",
        "A meeting that allows observers must have a password for them.",
        "",
    ),
    row(
        "5006",
        Class::Invalid,
        "会议普通密码格式错误",
        "The meeting's ordinary password has the wrong format.",
        PASSWORD,
    ),
    row("5007", Class::Refused, "旁听用户密码错误", "The observers' password is wrong.", WRONG_PASSWORD),
    row(
        "5008",
        Class::Invalid,
        "最大用户数格式错误",
        "The largest number of users has the wrong format.",
        "",
    ),
    row(
        "5009",
        Class::Refused,
        "最大用户数超过限制",
        "The largest number of users is over the limit.",
        SEATS,
    ),
    row("5010", Class::Invalid, "最大旁听用户数错误", "The largest number of observers is wrong.", ""),
    row(
        "5011",
        Class::Refused,
        "最大旁听用户数超过限制",
        "The largest number of observers is over the limit.",
        SEATS,
    ),
    row(
        "5012",
        Class::Invalid,
        "最大视频数格式错误",
        "The largest number of videos has the wrong format.",
        "",
    ),
    row("5013", Class::Invalid, "最大视频数错误", "The largest number of videos is wrong.", ""),
    row(
        "5014",
        Class::Invalid,
        "最大音频数格式错误",
        "The largest number of audio streams has the wrong format.",
        "",
    ),
    row("5015", Class::Invalid, "最大音频数错误", "The largest number of audio streams is wrong.", ""),
    row("5016", Class::Invalid, "视频分辨率参数格式错误", "The video resolution has the wrong format.", ""),
    row("5100", Class::Invalid, "需要会议编号", "The meeting's number is missing.", MEETING),
    row("5101", Class::Invalid, "需要用户账号", "The user's account is missing.", ""),
    row("5200", Class::Refused, "主席密码错误", "The chairman's password is wrong.", WRONG_PASSWORD),
    row("5201", Class::Refused, "旁听密码错误", "The observers' password is wrong.", WRONG_PASSWORD),
    row("5203", Class::NotAnError, "普通密码", "An ordinary password (describes a field).", ""),
    row("5204", Class::NotAnError, "没有密码", "No password (describes a field).", ""),
    row(
        "5205",
        Class::Invalid,
        "昵称必填",
        "The attendee's name is missing.",
        "give the name that the others will see: --name",
    ),
    row("5206", Class::Server, "数据写入失败", "The server could not write the data.", WRITE),
    row(
        "5207",
        Class::NotAnError,
        "用户类型:0 普通交互用户,1 主席,2 旁听,3 助理,4 巡视",
        "The kinds of user: 0 ordinary, 1 chairman, 2 observer, 3 assistant, 4 inspector (describes a field).",
        "",
    ),
    row(
        "5208",
        Class::Refused,
        "用户已登陆",
        "The user is logged in already.",
        "leave the meeting there first, or join as another user",
    ),
    row("5300", Class::Auth, "登录 40 位 key 必填", "The 40-digit login key is missing.", KEY),
    row("5301", Class::Auth, "40 位 key 错误", "The 40-digit login key is wrong.", KEY),
    row("6000", Class::Invalid, "serverid 不正确", "The serverid is wrong.", ""),
    row("6001", Class::Invalid, "ip 地址不正确", "The IP address is wrong.", ""),
    row("6002", Class::Refused, "普通用户数超出范围", "There are too many ordinary users.", SEATS),
    row("6003", Class::Refused, "旁听用户数超出范围", "There are too many observers.", SEATS),
    row("7001", Class::Invalid, "userid 必填", "The userid is missing.", ""),
    row("7002", Class::Invalid, "accout 必填", "The account is missing.", ""),
    row("7003", Class::Invalid, "密码必填", "The password is missing.", ""),
    row("7004", Class::Invalid, "部门 ID 必填", "The department's id is missing.", ""),
    row(
        "7005",
        Class::Invalid,
        "公司 ID 必填,缺省为 1",
        "The company's id is missing; it is 1 by default.",
        "",
    ),
    row("7006", Class::Refused, "Accout 已经存在", "The account exists already.", ""),
    row("7007", Class::NotFound, "用户账号不存在", "The user's account does not exist.", ""),
    row("8001", Class::Invalid, "部门 id 必填", "The department's id is missing.", ""),
    row("8002", Class::Invalid, "部门名称必填", "The department's name is missing.", ""),
    row(
        "8003",
        Class::Invalid,
        "公司 ID 必填,缺省为 1",
        "The company's id is missing; it is 1 by default.",
        "",
    ),
    row("8004", Class::Invalid, "父部门 ID 必填", "The parent department's id is missing.", ""),
    row("8005", Class::Invalid, "部门级别必填", "The department's level is missing.", ""),
    row("9001", Class::Invalid, "公司 ID 必填", "The company's id is missing.", ""),
    row("9002", Class::Invalid, "公司名必填", "The company's name is missing.", ""),
    row(
        "9003",
        Class::Invalid,
        "电话号码或二级域名必填一个",
        "A telephone number or a subdomain is missing; one of them is needed.",
        "",
    ),
    row(
        "9004",
        Class::NotAnError,
        "公司管理员 ID",
        "The id of the company's administrator (describes a field).",
        "",
    ),
    row("9006", Class::Refused, "该公司已经存在", "The company exists already.", ""),
    row("9007", Class::Auth, "企业 ID 必填", "The company's id is missing.", KEY),
    row("9999", Class::Busy, "系统繁忙请重试", "The server is busy.", "try again in a moment"),
    row(
        "20001",
        Class::Invalid,
        "请使用 POST 请求",
        "The call must be a POST.",
        "with \"api\", write POST as the method",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::codes::find;
    use crate::error::Kind;
    use std::collections::BTreeSet;

    /// The table as it stands in the document.
    const DOCUMENT: &str = include_str!("../../../tests/vectors/weiyi-codes.txt");

    #[test]
    fn every_row_of_the_document_is_here_in_its_order_and_words() {
        let row = |line: &'static str| line.trim_matches(['|', ' ']).split_once(" | ").unwrap();
        let document: Vec<(&str, &str)> = DOCUMENT.lines().map(row).collect();
        assert_eq!(document.len(), 77);
        let (general, rows) = CODES.split_first().unwrap();
        assert_eq!((general.code, general.words), ("-1", ""));
        let here: Vec<(&str, &str)> = rows.iter().map(|row| (row.code, row.words)).collect();
        assert_eq!(here, document);
    }

    #[test]
    fn every_code_is_there_once_and_explained() {
        let codes: BTreeSet<&str> = CODES.iter().map(|row| row.code).collect();
        assert_eq!(codes.len(), CODES.len());
        for row in CODES {
            assert!(row.english.ends_with('.') && row.english.is_ascii(), "{}", row.code);
            assert!(!row.hint.ends_with('.'), "{}", row.code);
        }
    }

    #[test]
    fn the_odd_rows_have_the_right_class() {
        let class = |code: &str| find(CODES, code).unwrap().class;
        let is = |codes: &[&str], wanted: Class| {
            for code in codes {
                assert_eq!(class(code), wanted, "{code}");
            }
        };
        is(&["5203", "5204", "5207", "9004"], Class::NotAnError);
        is(&["4001", "4101", "4102", "4109", "5300", "5301"], Class::Auth);
        is(&["3003", "4007", "7007"], Class::NotFound);
        is(&["4103", "4106", "5009", "5011", "6002", "6003", "3001", "3002", "4108"], Class::Refused);
        is(&["7006", "9006", "5208"], Class::Refused);
        is(&["4107", "5206", "-1"], Class::Server);
        is(&["4105"], Class::NoData);
        is(&["9999"], Class::Busy);
        is(&["20001"], Class::Invalid);
        assert_eq!(class("20001").kind(), Kind::Failed);
        assert!(find(CODES, "2000").is_none() && find(CODES, "0").is_none());
    }
}
