//! The calls about meetings. Creating and changing share most parameters, so these stand once for
//! each generation.

use crate::client::call::{Call, Param, joined, param};
use crate::client::kind::Kind;

/// The application's id; the code puts it.
const APP: &[Param] = &[param("appId", Kind::Int).internal()];

/// The customer's key.
const KEY: &[Param] = &[param("appKey", Kind::TEXT).profile("app_key").secret()];

/// The host, by either.
const HOST: &[Param] =
    &[param("userId", Kind::Int).computed(&["host"]), param("email", Kind::TEXT).computed(&["host"])];

/// What both of the older calls take.
const SETTINGS: &[Param] = &[
    param("title", Kind::TEXT).flag("subject").required(),
    param("length", Kind::Int).computed(&["end", "duration"]).required(),
    param("starttime", Kind::Wall).flag("start").required(),
    param("seting", Kind::Object),
    param("isShowInfo", Kind::Bit),
    param("isShowVideo", Kind::Bit),
    param("showVideo", Kind::Bit),
    param("isAllowUnmute", Kind::Bit),
    param("allowUnmute", Kind::Bit),
    param("isOnly", Kind::Bit),
    param("showInfo", Kind::Bit),
    // "An empty list where there is nobody": an edit says so with --set.
    param("inviteeList", Kind::List).computed(&["invite"]).or_set(),
    param("email_notify", Kind::Bool),
    param("sms_notify", Kind::Bool),
    param("password_type", Kind::OneOfInt(&[("fixed", 0), ("secure", 1)])),
    param("autoRecord", Kind::Bit).flag("record").or_set(),
    param("confLevelMute", Kind::OneOfInt(&[("default", 0), ("may-unmute", 1), ("stay-muted", 2)])),
    param("estimateSize", Kind::Int),
    param("recordCallbackUrl", Kind::TEXT),
    param("mustSelectAudio", Kind::Bit),
    param("autoVideo", Kind::Bit),
    param(
        "confLevelVideoStandard",
        Kind::OneOfInt(&[("default", 0), ("standard", 1), ("high", 2), ("super", 4)]),
    ),
    param("extend", Kind::TEXT),
    param("liveOpenFlag", Kind::Bit).flag("live").or_set(),
    param("livePassword", Kind::ANY_TEXT).secret(),
    param("enableCloudMCU", Kind::Bit),
    param("sv", Kind::Int),
    param("joinLogin", Kind::Bit),
    param("useWaitingRoom", Kind::Bit),
    param("summary", Kind::ANY_TEXT).flag("note"),
    param("openWatchword", Kind::Bit),
    param("eventWatchword", Kind::ANY_TEXT).secret(),
];

/// What creating alone takes.
const CREATING: &[Param] = &[
    param("from", Kind::TEXT),
    param("cycle", Kind::OneOf(&[("once", "0"), ("cycle", "2")])),
    param("periodEndDate", Kind::Day).recurs(),
    // Not in the table, but in the sample.
    param("inviteeGroupList", Kind::List),
    param("extraInfo", Kind::Object),
];

/// What changing alone takes; the last two only in the sample.
const CHANGING: &[Param] = &[
    param("conferenceId", Kind::TEXT).flag("meeting").required(),
    param("AllowInvite", Kind::Bit),
    param("hardwareVideo", Kind::Bit),
    param("informType", Kind::Int),
    param("callbackUrl", Kind::TEXT),
];

/// 一
pub(super) static CREATE: Call = Call::write("POST /conference/conference/reservConference2", "创建云会议")
    .json()
    .takes(&joined::<{ APP.len() + KEY.len() + HOST.len() + SETTINGS.len() + CREATING.len() }>(&[
        APP, KEY, HOST, SETTINGS, CREATING,
    ]));

/// 二
pub(super) static UPDATE: Call =
    Call::write("POST /conference/conference/updateReservConference", "编辑云会议").json().takes(&joined::<
        { APP.len() + KEY.len() + HOST.len() + SETTINGS.len() + CHANGING.len() },
    >(&[
        APP, KEY, HOST, CHANGING, SETTINGS,
    ]));

/// 三: a GET that changes something. Empty places keep their slash.
pub(super) static CANCEL: Call = Call::write(
    "GET /conference/conference/cancelReservConference/{appId}/{conferenceId}/{language}/{userIdEmail}/{callbackUrl}/{email_notify}/{sms_notify}",
    "取消云会议",
)
.takes(&[
    param("appId", Kind::Int).internal(),
    param("conferenceId", Kind::TEXT).flag("meeting").required(),
    param("language", Kind::ANY_TEXT),
    param("userIdEmail", Kind::TEXT).computed(&["host"]),
    param("callbackUrl", Kind::ANY_TEXT),
    param("email_notify", Kind::Bool),
    param("sms_notify", Kind::Bool),
]);

/// 四
pub(super) static LIST: Call =
    Call::read("POST /conference/business/getConferenceList", "获取云会议列表").json().takes(&[
        param("appId", Kind::Int).internal(),
        param("userId", Kind::Int).computed(&["host"]),
        param("emailAccount", Kind::TEXT).computed(&["host"]),
        // The form of the two is not documented; every other time of this generation has this one.
        param("startDate", Kind::Wall).computed(&["from"]),
        param("endDate", Kind::Wall).computed(&["to"]),
    ]);

/// 五: a POST whose parameters stand in the path.
pub(super) static BASE_INFO: Call = Call::read(
    "POST /conference/conference/getConferenceBaseInfoById/{appId}/{conferenceId}",
    "获取云会议基本信息",
)
.json()
.takes(&[param("appId", Kind::Int).internal(), param("conferenceId", Kind::TEXT).flag("meeting").required()]);

/// 六
pub(super) static STATUS: Call =
    Call::read("POST /conference/conference/getConfStatus", "获取会议状态和会中人数").json().takes(&[
        param("appId", Kind::Int).internal(),
        param("userId", Kind::Int).computed(&["host"]),
        param("conferenceId", Kind::TEXT).flag("meeting").required(),
    ]);

/// What both of the room API's calls take.
const ROOM_SETTINGS: &[Param] = &[
    param("title", Kind::TEXT).flag("subject").required(),
    param("length", Kind::Int).computed(&["end", "duration"]).required(),
    param("starttime", Kind::Wall).flag("start").required(),
    param("liveOpenFlag", Kind::Bit).flag("live").or_set(),
    param("livePassword", Kind::ANY_TEXT).secret(),
    param("participantsLists", Kind::TEXT).computed(&["invite"]),
    // 2 in the sample, so it is no plain switch.
    param("autoVideo", Kind::Int),
    param("joinLogin", Kind::Bit),
    param("useWaitingRoom", Kind::Bit),
    param("summary", Kind::ANY_TEXT).flag("note"),
    param("openWatchword", Kind::Bit),
    param("eventWatchword", Kind::ANY_TEXT).secret(),
    param("joinConfSelTag", Kind::Bit),
    param("joinConfTags", Kind::TEXT),
    // Neither "no longer" nor "every second week" can be said with the flag.
    param("cycle", Kind::BitText).computed(&["repeat"]).or_set(),
    param("repeatEndDate", Kind::Seconds).computed(&["until"]),
    param("cycleRole", Kind::Object).computed(&["repeat"]).or_set().recurs(),
    param("composeRoomList", Kind::List).computed(&["room"]),
];

/// What creating alone takes; only in the sample.
const ROOM_CREATING: &[Param] = &[param("hardwareVideo", Kind::Bit)];

/// Which meeting, for the room API.
const ROOM_MEETING: &[Param] = &[
    param("eventId", Kind::Int).flag("event-id"),
    param("conferenceId", Kind::TEXT).flag("meeting").required(),
];

/// 十四
pub(super) static ROOM_CREATE: Call =
    Call::write("POST /confopenapi/room/reservConference", "创建云会议(支持会议室)").json().takes(&joined::<
        { HOST.len() + ROOM_SETTINGS.len() + ROOM_CREATING.len() },
    >(&[
        HOST,
        ROOM_SETTINGS,
        ROOM_CREATING,
    ]));

/// 十五
pub(super) static ROOM_UPDATE: Call =
    Call::write("POST /confopenapi/room/updateReservConference", "编辑云会议(支持会议室)").json().takes(
        &joined::<{ ROOM_MEETING.len() + HOST.len() + ROOM_SETTINGS.len() }>(&[
            ROOM_MEETING,
            HOST,
            ROOM_SETTINGS,
        ]),
    );

/// 十六
pub(super) static ROOM_CANCEL: Call =
    Call::write("POST /confopenapi/room/cancelReservConference", "取消云会议(支持会议室)").json().takes(&[
        param("eventId", Kind::Int).computed(&["event-id"]),
        param("conferenceId", Kind::TEXT).flag("meeting").required(),
        param("userId", Kind::Int).computed(&["host"]),
        param("email", Kind::TEXT).computed(&["host"]),
        // Described as a switch; in the vendor's own client it is a user's id.
        param("shareUserId", Kind::Int),
    ]);

/// 十七
pub(super) static INFOS: Call =
    Call::read("POST /confopenapi/room/conference/infos", "获取会议详情(支持会议室)").json().takes(&[
        // Edits read with this call too, and have no such flag.
        param("pcode", Kind::TEXT).internal().secret(),
        param("conferenceId", Kind::TEXT).flag("meeting"),
        param("userId", Kind::Int).computed(&["host"]),
    ]);

/// 十八
pub(super) static ROOM_LIST: Call =
    Call::read("POST /confopenapi/room/conference/list", "获取会议列表(支持会议室)").json().takes(&[
        param("startTime", Kind::Seconds).computed(&["from"]),
        param("endTime", Kind::Seconds).computed(&["to"]),
        param("userId", Kind::Int).computed(&["host"]),
        param("inCycle", Kind::Bit),
    ]);

/// 二十三: the text says milliseconds, the sample shows seconds.
pub(super) static ADMIN_LIST: Call =
    Call::read("POST /confopenapi/room/conference/listByAdmin", "获取云会议列表-管理员视角").json().takes(&[
        param("startTime", Kind::Seconds).computed(&["from"]),
        param("endTime", Kind::Seconds).computed(&["to"]),
        param("adminUserId", Kind::Int).flag("admin").required(),
        param("limit", Kind::Int),
        param("eventIdFilter", Kind::Int).internal(),
    ]);
