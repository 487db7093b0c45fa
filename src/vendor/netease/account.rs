//! Accounts of NetEase Meeting.

use super::one;
use crate::client::call::{Call, Param, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::{Error, Kind as Failure, Result};
use crate::op::account::{Account, Create, SetShortId, SetToken, Verbs};
use crate::op::{How, Route, When};

pub(super) static VERBS: Verbs = Verbs {
    create: &[Route::new(&[&CREATE], How::One(|s, input| Box::pin(create(s, input))))],
    get: &[
        Route::new(&[&GET_BY_IM_ACCID], How::Call(get)).when(&[When::Given("im-accid")]),
        Route::new(&[&GET_BY_ID], How::Call(get)),
    ],
    set_token: &[Route::new(&[&UPDATE_TOKEN], How::One(|s, input| Box::pin(set_token(s, input))))],
    set_short_id: &[Route::new(&[&UPDATE_SHORT_ID], How::One(|s, input| Box::pin(set_short_id(s, input))))
        .also(&["clear"])],
};

const ACCOUNT: Param = param("accountId", Kind::TEXT).flag("account-id").required();
const SHORT_ID: Param = param("shortId", Kind::Text { min: 4, max: 8 }).flag("short-id");

static CREATE: Call = Call::write("POST /v1/account/create", "会议账号创建").json().takes(&[
    param("imAccid", Kind::TEXT).flag("im-accid"),
    param("imToken", Kind::TEXT).flag("token-file").secret(),
    SHORT_ID,
]);

static GET_BY_IM_ACCID: Call = Call::read("POST /v1/account/getByImAccid", "通过ImAccid查询会议账号")
    .json()
    .takes(&[param("imAccid", Kind::TEXT).flag("im-accid").required()]);

static GET_BY_ID: Call =
    Call::read("POST /v1/account/getByAccountId", "通过AccountId查询会议账号").json().takes(&[ACCOUNT]);

static UPDATE_TOKEN: Call = Call::write("POST /v1/account/updateToken", "会议账号更新令牌")
    .json()
    .takes(&[ACCOUNT, param("accountToken", Kind::TEXT).flag("token-file").required().secret()]);

/// Without `shortId` it clears the short number, so the command wants to be told so.
static UPDATE_SHORT_ID: Call = Call::write("POST /v1/account/updateShortId", "更新个人会议短号")
    .json()
    .takes(&[ACCOUNT, SHORT_ID.flag("short")]);

fn account(mut row: Fields) -> Account {
    Account {
        id: row.text("accountId"),
        token: row.text("accountToken"),
        number: row.text("personalMeetingId"),
        short_id: row.text("shortId"),
        extra: row.rest(),
    }
}

async fn create(s: &Session, input: &Create) -> Result<Account> {
    let made = account(Fields::of(one(s.send(s.fill(&CREATE, input)?).await?)));
    if made.id.is_none() {
        return Err(s
            .in_doubt(&CREATE, tr!("netease says the account was made, but not under which id"))
            .await);
    }
    Ok(made)
}

fn get(_: &Profile, answer: Json) -> Result<Account> {
    let found = account(Fields::of(one(answer)));
    if found.id.is_none() {
        return Err(Error::new(Failure::NotFound, tr!("netease answered without an account")));
    }
    Ok(found)
}

/// The answer holds nothing, and the token is known to whoever set it.
async fn set_token(s: &Session, input: &SetToken) -> Result<Account> {
    s.send(s.fill(&UPDATE_TOKEN, input)?).await?;
    Ok(Account { id: Some(input.account_id.clone()), ..Account::default() })
}

async fn set_short_id(s: &Session, input: &SetShortId) -> Result<Account> {
    if input.short.is_none() && !input.clear {
        return Err(Error::usage(tr!("give the new short number, or --clear")));
    }
    s.send(s.fill(&UPDATE_SHORT_ID, input)?).await?;
    let short_id = input.short.clone();
    Ok(Account { id: Some(input.account_id.clone()), short_id, ..Account::default() })
}
