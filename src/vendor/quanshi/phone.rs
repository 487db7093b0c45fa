//! The numbers to dial in with.

use super::{ask, begin, host, rows_of};
use crate::client::call::{Call, param};
use crate::client::json::Fields;
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::directory::{Phone, Phones, Verbs};
use crate::op::{How, Route, Sink};

use super::read::first;

pub(super) static VERBS: Verbs = Verbs {
    phones: &[
        Route::new(&[&NUMBERS], How::Each(|s, input, sink| Box::pin(phones(s, input, sink)))).also(&["host"])
    ],
    ..Verbs::NONE
};

/// 十一. Switches are texts here.
pub(super) static NUMBERS: Call =
    Call::read("POST /conference/conference/getPhoneAccessNum", "获取接入号").json().takes(&[
        param("acFlag", Kind::BitText),
        param("appKey", Kind::TEXT).profile("app_key").secret(),
        param("billingCode", Kind::ANY_TEXT).flag("billing-code"),
        param("phone", Kind::ANY_TEXT).flag("phone"),
        param("strategy", Kind::TEXT),
    ]);

async fn phones(s: &Session, input: &Phones, sink: &mut Sink<'_, Phone>) -> Result<()> {
    host::given(input.host.as_deref())?;
    let phone = |mut row: Fields| Phone {
        id: first(&mut row, &["accessId"]),
        number: first(&mut row, &["accessno", "accessNo"]),
        kind: first(&mut row, &["accessNoType"]),
        platform: first(&mut row, &["platform"]),
        extra: row.rest(),
    };
    let rows = rows_of(ask(s, begin(s, &NUMBERS, input)?).await?)?;
    rows.into_iter().filter(|row| !row.is_blank()).map(phone).try_for_each(sink)
}
