//! The 23 calls: where they are, what they take, what stands around their answer, and who does them.

use super::fields::Kind::{App, Int, Json, Key, List, Loose, OneOf, Text, TextOf};
use super::fields::{Field, Refusal, may, must};
use super::reply::{self, Done, Shape};
use super::table::{RESERVE, ROOM_RESERVE, ROOM_UPDATE, UPDATE};
use super::world::World;
use super::{Asked, admin, boxes, conference, links, listing, records, report, room};

pub(super) struct Call {
    /// With a slash at its end the rest of the path belongs to the parameters.
    pub(super) path: &'static str,
    /// GET; if not, POST.
    pub(super) get: bool,
    pub(super) fields: &'static [Field],
    pub(super) shape: Shape,
    pub(super) run: fn(&Asked<'_>, &mut World) -> Result<Done, Refusal>,
}

const fn call(
    path: &'static str,
    shape: Shape,
    fields: &'static [Field],
    run: fn(&Asked<'_>, &mut World) -> Result<Done, Refusal>,
) -> Call {
    Call { path, get: false, fields, shape, run }
}

const C: Shape = reply::LEGACY;
const L: Shape = reply::LOGGED;
const E: Shape = reply::EVENTS;

/// In the document's order. Where it offers the host by `userId` only, that is required.
pub(super) const CALLS: &[Call] = &[
    call("/conference/conference/reservConference2", C, RESERVE, conference::reserve),
    call("/conference/conference/updateReservConference", C, UPDATE, conference::update),
    Call { get: true, ..call("/conference/conference/cancelReservConference/", C, &[], conference::cancel) },
    call(
        "/conference/business/getConferenceList",
        reply::BARE,
        &[
            must("appId", App),
            may("userId", Int),
            may("emailAccount", Text),
            may("startDate", Text),
            may("endDate", Text),
        ],
        listing::list,
    ),
    call(
        "/conference/conference/getConferenceBaseInfoById/",
        C,
        &[may("appId", App), may("conferenceId", Text)],
        listing::info,
    ),
    call(
        "/conference/conference/getConfStatus",
        C,
        &[must("appId", App), must("userId", Int), must("conferenceId", Text)],
        listing::state,
    ),
    call(
        "/conference/launch/joinConference",
        C,
        &[
            must("appId", App),
            must("pcode", Text),
            must("name", Text),
            may("new_name", Text),
            must("conferenceId", Text),
            may("nick_name", Text),
            may("securityInfo", Json),
        ],
        links::join,
    ),
    call(
        "/conference/launch/launchString",
        reply::UNESCAPED,
        &[
            must("appId", App),
            must("appKey", Key),
            must("pcode", Text),
            must("name", Text),
            must("conferenceId", Text),
            may("from", Text),
            may("iconUrl", Text),
        ],
        links::launch,
    ),
    call(
        "/conference/movie/getConfReplay",
        reply::REPLAYS,
        &[must("appId", App), must("email", List), may("dateTime", Text)],
        records::replays,
    ),
    call(
        "/conference/report/getReportData",
        reply::REPORT,
        &[must("appId", App), must("conferenceId", Text), must("userId", Int)],
        report::data,
    ),
    call(
        "/conference/conference/getPhoneAccessNum",
        reply::PHONES,
        &[
            must("appKey", Key),
            may("acFlag", TextOf(&["0", "1"])),
            may("billingCode", Text),
            may("phone", Text),
            may("strategy", Text),
        ],
        boxes::phones,
    ),
    call(
        "/conference/movie/recordsDelete",
        L,
        &[
            must("appId", App),
            must("userId", Int),
            may(records::TEMP_IDS[0], List),
            may(records::TEMP_IDS[1], List),
        ],
        records::delete,
    ),
    // On a host of its own in the document; here it is the same listener.
    call(
        "/conference/conference/confBindBox",
        L,
        &[must("boxInfoList", List), must("conferenceId", Text)],
        boxes::bind,
    ),
    call("/confopenapi/room/reservConference", L, ROOM_RESERVE, room::reserve),
    call("/confopenapi/room/updateReservConference", L, ROOM_UPDATE, room::update),
    call(
        "/confopenapi/room/cancelReservConference",
        L,
        &[
            may("eventId", Int),
            may("conferenceId", Text),
            may("userId", Int),
            may("email", Text),
            may("shareUserId", Int),
        ],
        room::cancel,
    ),
    call(
        "/confopenapi/room/conference/infos",
        E,
        &[may("pcode", Text), may("conferenceId", Text), must("userId", Int)],
        room::infos,
    ),
    call(
        "/confopenapi/room/conference/list",
        E,
        &[
            must("startTime", Loose),
            must("endTime", Loose),
            must("userId", Int),
            may("inCycle", OneOf(&[0, 1])),
        ],
        room::list,
    ),
    call(
        "/confopenapi/conference/movie/getConfReplayById",
        L,
        &[must("userId", Int), must("conferenceId", Text)],
        records::by_conference,
    ),
    call(
        "/confopenapi/conference/getPullUrl",
        L,
        &[
            must("userId", Int),
            must("conferenceId", Text),
            may("timeout", Int),
            may("usableCount", Int),
            may("extId", Text),
            may("name", Text),
            may("mobile", Text),
            may("countryCode", Text),
            may("email", Text),
        ],
        links::live,
    ),
    call(
        "/confopenapi/conference/launch/joinConferenceNoSecret",
        L,
        &[must("pcode", Text), must("userId", Int)],
        links::no_secret,
    ),
    call("/confopenapi/conference/launch/launchMeetingClient", L, &[must("userId", Int)], links::client),
    call(
        "/confopenapi/room/conference/listByAdmin",
        E,
        &[
            must("startTime", Loose),
            must("endTime", Loose),
            must("adminUserId", Int),
            may("limit", Int),
            may("eventIdFilter", Int),
        ],
        admin::list,
    ),
];
