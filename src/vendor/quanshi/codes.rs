//! Quanshi's error codes, as far as they are public: its pages refer to a table that is not.

use crate::client::codes::{Class, Code};

/// Every code that the document names, and those by which a token is refused.
pub static CODES: &[Code] = &[
    // The document knows no token: these two are the newer product's, whose envelope has `code` 200 for
    // success, and its words for them are not public.
    Code {
        code: "401",
        class: Class::Auth,
        words: "",
        english: "The token or the signature was not accepted.",
        hint: "check token, or app_id, app_secret and user_id, in the profile",
    },
    Code {
        code: "403",
        class: Class::Auth,
        words: "",
        english: "The credentials do not allow this call.",
        hint: "check token, or app_id, app_secret and user_id, in the profile",
    },
    Code {
        code: "50103",
        class: Class::Invalid,
        words: "请求的参数不合法",
        english: "A parameter is not legal.",
        hint: "--dry-run shows what is sent; meetctl vendors quanshi --params tells what it may be",
    },
    Code {
        code: "50709",
        class: Class::NotFound,
        words: "会议不存在",
        english: "The meeting does not exist.",
        hint: "look at the id: it is the conferenceId that \"meeting create\" and \"meeting list\" print",
    },
    // One customer's certificate or token for a meeting of another's.
    Code {
        code: "51101",
        class: Class::NotYours,
        words: "校验管理员失败,请检查核对使用的证书是否与会议主持人在同一个客户下",
        english: "The administrator was not accepted: do certificate and host belong to the same customer?",
        hint: "check client_cert, token and app_key in the profile, and whose meeting this is",
    },
    Code {
        code: "51104",
        class: Class::NotFound,
        words: "未查到会议主持人账号信息",
        english: "The host's account was not found.",
        hint: "check user_id or email in the profile, or --host",
    },
    Code {
        code: "51208",
        class: Class::Refused,
        // The document has 均为 where it must mean 均未.
        words: "传递的所有盒子均未通过校验",
        english: "None of the boxes was accepted.",
        hint: "a box has to belong to the host's customer: look at the ids",
    },
];
