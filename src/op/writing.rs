//! The operations that change something, for what deals with all of them alike: batches, and writes
//! whose outcome is not known.

use super::look::{self, Look, Looks, input};
use super::{How, Op, Operation, Reach, account, meeting, record};
use crate::client::draft::{Given, picked};
use crate::client::io::Local;
use crate::client::register::Register;
use crate::client::session::Session;
use crate::client::wire::Encoded;
use crate::error::{Kind, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::rc::Rc;

/// An operation that changes something.
pub struct Writing {
    /// The operation.
    pub op: &'static dyn Run,
    /// What shows its outcome when its answer was lost.
    pub looks: Looks,
}

/// Every operation that changes something.
pub static WRITING: &[Writing] = &[
    Writing { op: &meeting::CREATE, looks: Looks::Lists },
    Writing { op: &meeting::EDIT, looks: Looks::Fields(look::edited) },
    Writing { op: &meeting::CANCEL, looks: Looks::State(look::cancelled) },
    Writing { op: &meeting::END, looks: Looks::State(look::ended) },
    Writing { op: &meeting::ATTACH, looks: Looks::Nothing },
    Writing { op: &meeting::BACKGROUND, looks: Looks::Nothing },
    Writing { op: &meeting::BOXES, looks: Looks::Nothing },
    Writing { op: &record::OPEN, looks: Looks::State(look::opened) },
    Writing { op: &record::CLOSE, looks: Looks::State(look::closed) },
    Writing { op: &record::DELETE, looks: Looks::State(look::deleted) },
    Writing { op: &account::CREATE, looks: Looks::Nothing },
    Writing { op: &account::SET_TOKEN, looks: Looks::Nothing },
    Writing { op: &account::SET_SHORT_ID, looks: Looks::Nothing },
];

/// The one of this name.
pub fn find(name: &str) -> Option<&'static Writing> {
    WRITING.iter().find(|writing| writing.op.name() == name)
}

/// The fields that name what is changed, where one call is about one thing.
const NAMED: [&str; 4] = ["meeting", "account-id", "number", "short-id"];

/// What an input names as that which is changed. Where there may be several, each is named when it is
/// dealt with.
pub fn named(given: &Given) -> Option<&str> {
    NAMED.iter().find_map(|name| given.get(name)?.as_str())
}

/// An operation that can be run from the fields of its input.
pub trait Run: Operation {
    /// The fields of its input, under the flags' names.
    fn fields(&self) -> Vec<String>;
    /// Runs it, and gives what journals tell of its rows: `id` and `join_url`.
    fn run<'a>(
        &'static self,
        reach: &'a Reach,
        given: &'a Given,
        register: Option<Rc<dyn Register>>,
        look: Option<Rc<dyn Look>>,
    ) -> Local<'a, Result<Vec<Value>>>;
    /// The requests that it would send, in a dry run: only the reads that these need are sent.
    fn requests<'a>(&'static self, reach: &'a Reach, given: &'a Given) -> Local<'a, Result<Vec<Encoded>>>;
}

impl<I, O> Run for Op<I, O>
where
    I: Serialize + DeserializeOwned + Default + 'static,
    O: Serialize + 'static,
{
    fn fields(&self) -> Vec<String> {
        match serde_json::to_value(I::default()) {
            Ok(Value::Object(fields)) => fields.into_iter().map(|(name, _)| name).collect(),
            _ => Vec::new(),
        }
    }

    fn run<'a>(
        &'static self,
        reach: &'a Reach,
        given: &'a Given,
        register: Option<Rc<dyn Register>>,
        look: Option<Rc<dyn Look>>,
    ) -> Local<'a, Result<Vec<Value>>> {
        Box::pin(async move {
            let input: I = input(given)?;
            let mut rows = Vec::new();
            let mut sink = |row: O| {
                rows.push(brief(&row)?);
                Ok(())
            };
            let one = self.done(reach, &input, given, register, look, &mut sink).await?;
            rows.extend(one);
            Ok(rows)
        })
    }

    fn requests<'a>(&'static self, reach: &'a Reach, given: &'a Given) -> Local<'a, Result<Vec<Encoded>>> {
        Box::pin(async move {
            let input: I = input(given)?;
            let route = self.route(reach.vendor, &reach.profile, given, &reach.options.set)?;
            let session = reach.session(route.calls, None, None);
            match route.run(&session, &input, &mut |_| Ok(())).await {
                Err(error) if error.kind() != Kind::Planned => Err(error),
                _ => Ok(session.planned()),
            }
        })
    }
}

impl<I: Serialize, O: Serialize> Op<I, O> {
    /// Runs it, and looks again where the answer to a write was lost.
    pub async fn done(
        &'static self,
        reach: &Reach,
        input: &I,
        given: &Given,
        register: Option<Rc<dyn Register>>,
        look: Option<Rc<dyn Look>>,
        sink: &mut super::Sink<'_, O>,
    ) -> Result<Option<Value>> {
        let route = self.route(reach.vendor, &reach.profile, given, &reach.options.set)?;
        let session = reach.session(route.calls, register, look.clone().map(|look| look as _));
        let result = route.run(&session, input, sink).await;
        let result = result.and_then(|one| one.as_ref().map(brief).transpose());
        let each = matches!(route.how, How::Each(_));
        let result = finish(result, each, &session, look.as_deref()).await?;
        session.afterwards()?;
        Ok(result)
    }
}

/// What journals tell of a result.
fn brief(result: &impl Serialize) -> Result<Value> {
    picked(result, &["id", "join_url"]).map(|told| Value::Object(told.into()))
}

/// The result of a run that gives one thing, after a second look where one is due. Where `each` of
/// several targets has its own outcome, it had its own second look.
pub async fn finish(
    result: Result<Option<Value>>,
    each: bool,
    session: &Session,
    look: Option<&dyn Look>,
) -> Result<Option<Value>> {
    let found = || look.and_then(Look::found);
    let result = match result {
        Ok(one) => Ok(one),
        // It was there already.
        Err(error) if error.kind() == Kind::Planned => found().map(Some).ok_or(error),
        Err(error) if error.kind() == Kind::InDoubt && !each => {
            session.second_look(None, error).await?;
            Ok(found())
        }
        Err(error) => Err(error),
    }?;
    if let Some(id) = result.as_ref().and_then(|one| one.get("id")?.as_str()) {
        session.made(id);
    }
    Ok(result)
}
