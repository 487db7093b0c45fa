//! The parameters of the calls that have many, with the types of the document's tables.
//!
//! Where a sample and its table differ, both are taken; what only a sample shows has the sample's type. The document
//! marks nothing as required: `must` is what its words or the purpose of the call demand.

use super::fields::Kind::{
    App, Bool, Int, Json, Key, List, ListOrOne, Loose, LooseApp, LooseBool, LooseOneOf, LooseSwitch, OneOf,
    Text, TextOf,
};
use super::fields::{Field, SWITCH, may, must};

/// Call 1.
pub(super) const RESERVE: &[Field] = &[
    must("appId", App),
    // Not in the sample.
    may("appKey", Key),
    may("userId", Int),
    may("email", Text),
    must("title", Text),
    must("length", Int),
    must("starttime", Text),
    // "json string" in the table; the sample of call 2 has an object.
    may("seting", Json),
    may("from", Text),
    // A string in the table, a number in the sample.
    may("cycle", LooseOneOf(&[0, 2])),
    may("isShowInfo", SWITCH),
    may("isShowVideo", SWITCH),
    may("showVideo", SWITCH),
    may("isAllowUnmute", SWITCH),
    may("allowUnmute", SWITCH),
    may("isOnly", SWITCH),
    may("showInfo", SWITCH),
    // "Where there are no attendees, make sure that it is an empty array": so it is always there.
    must("inviteeList", List),
    may("email_notify", Bool),
    may("sms_notify", Bool),
    // A number in the table, a string in the sample.
    may("password_type", LooseOneOf(&[0, 1])),
    may("autoRecord", SWITCH),
    may("confLevelMute", OneOf(&[0, 1, 2])),
    may("estimateSize", Int),
    may("recordCallbackUrl", Text),
    may("mustSelectAudio", SWITCH),
    may("autoVideo", SWITCH),
    may("confLevelVideoStandard", OneOf(&[0, 1, 2, 4])),
    may("extend", Text),
    may("liveOpenFlag", SWITCH),
    may("livePassword", Text),
    may("enableCloudMCU", SWITCH),
    may("sv", Int),
    may("joinLogin", SWITCH),
    may("useWaitingRoom", SWITCH),
    may("summary", Text),
    may("periodEndDate", Text),
    may("openWatchword", SWITCH),
    may("eventWatchword", Text),
    // In the sample only.
    may("inviteeGroupList", List),
    may("extraInfo", Json),
];

/// Call 2. In its sample every number and every boolean is a string.
pub(super) const UPDATE: &[Field] = &[
    must("appId", LooseApp),
    may("appKey", Key),
    may("userId", Loose),
    may("email", Text),
    must("conferenceId", Text),
    must("title", Text),
    must("length", Loose),
    must("starttime", Text),
    may("seting", Json),
    may("isShowInfo", LooseSwitch),
    may("isShowVideo", LooseSwitch),
    may("showVideo", LooseSwitch),
    may("isAllowUnmute", LooseSwitch),
    may("allowUnmute", LooseSwitch),
    may("isOnly", LooseSwitch),
    may("showInfo", LooseSwitch),
    must("inviteeList", List),
    may("email_notify", LooseBool),
    may("sms_notify", LooseBool),
    may("password_type", LooseOneOf(&[0, 1])),
    may("autoRecord", LooseOneOf(&[0, 1])),
    may("confLevelMute", LooseOneOf(&[0, 1, 2])),
    may("estimateSize", Loose),
    may("recordCallbackUrl", Text),
    may("mustSelectAudio", LooseOneOf(&[0, 1])),
    may("autoVideo", LooseOneOf(&[0, 1])),
    may("confLevelVideoStandard", LooseOneOf(&[0, 1, 2, 4])),
    may("extend", Text),
    may("liveOpenFlag", LooseOneOf(&[0, 1])),
    may("livePassword", Text),
    may("AllowInvite", LooseOneOf(&[0, 1])),
    may("hardwareVideo", LooseOneOf(&[0, 1])),
    may("enableCloudMCU", LooseOneOf(&[0, 1])),
    may("sv", Loose),
    may("joinLogin", LooseOneOf(&[0, 1])),
    may("useWaitingRoom", LooseOneOf(&[0, 1])),
    may("summary", Text),
    may("openWatchword", LooseOneOf(&[0, 1])),
    may("eventWatchword", Text),
    // In the sample only.
    may("userName", Text),
    may("password", Text),
    may("hostUserId", Text),
    may("callbackUrl", Text),
    may("informType", Loose),
];

/// Call 14.
pub(super) const ROOM_RESERVE: &[Field] = &[
    may("userId", Int),
    may("email", Text),
    must("title", Text),
    must("length", Int),
    must("starttime", Text),
    may("liveOpenFlag", SWITCH),
    may("livePassword", Text),
    may("participantsLists", Text),
    // The table lists no values; the sample says 2.
    may("autoVideo", OneOf(&[0, 1, 2])),
    may("joinLogin", SWITCH),
    may("useWaitingRoom", SWITCH),
    may("summary", Text),
    may("openWatchword", SWITCH),
    may("eventWatchword", Text),
    may("joinConfSelTag", SWITCH),
    may("joinConfTags", Text),
    may("cycle", TextOf(&["0", "1"])),
    may("repeatEndDate", Int),
    may("cycleRole", Json),
    // "Object" in the table, an array in the samples.
    may("composeRoomList", ListOrOne),
    // In the sample only.
    may("sessionId", Text),
    may("hardwareVideo", SWITCH),
];

/// Call 15.
pub(super) const ROOM_UPDATE: &[Field] = &[
    may("eventId", Int),
    may("conferenceId", Text),
    may("userId", Int),
    may("email", Text),
    must("title", Text),
    must("length", Int),
    must("starttime", Text),
    may("liveOpenFlag", SWITCH),
    may("livePassword", Text),
    may("participantsLists", Text),
    may("autoVideo", OneOf(&[0, 1, 2])),
    may("joinLogin", SWITCH),
    may("useWaitingRoom", SWITCH),
    may("summary", Text),
    may("openWatchword", SWITCH),
    may("eventWatchword", Text),
    may("joinConfSelTag", SWITCH),
    may("joinConfTags", Text),
    may("cycle", TextOf(&["0", "1"])),
    may("repeatEndDate", Int),
    may("cycleRole", Json),
    may("composeRoomList", ListOrOne),
    // In the sample only.
    may("sessionId", Text),
];
