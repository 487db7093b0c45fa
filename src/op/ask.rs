//! An operation with its input, for code that need not know their types.
//!
//! Whatever runs commands would otherwise be compiled once for each operation; so there is one copy of it.

use super::{How, Op, Operation, Route, Sink, Vendor};
use crate::client::call::Call;
use crate::client::draft::{Given, given};
use crate::client::io::Local;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::Result;
use crate::jsonl::Row;
use serde::Serialize;
use serde_json::Value;

/// An operation with its input. It gives `O`.
pub trait Ask<O> {
    /// The operation.
    fn op(&self) -> &'static dyn Operation;
    /// What the user gave, under the flags' names.
    fn fields(&self) -> &Given;
    /// The route that serves it, after everything that can be refused has been refused.
    fn way(
        &self,
        vendor: &Vendor,
        profile: &Profile,
        set: &[(String, String)],
    ) -> Result<Box<dyn Way<O> + '_>>;
}

/// An operation with its input, and the route by which it is run.
pub trait Way<O> {
    /// The calls that it may send.
    fn calls(&self) -> &'static [&'static Call];
    /// Whether each of several targets has its own outcome.
    fn each(&self) -> bool;
    /// What it gives without any call, if it is made on this machine.
    fn offline(&self, profile: &Profile) -> Option<Result<O>>;
    /// The same, for those who write rows down as they are: no document is made of each.
    fn write<'a>(&'a self, session: &'a Session, rows: &'a mut Rows<'a>) -> Local<'a, Result<Option<O>>>;
    /// Runs it: one thing is the result, rows go into the sink.
    fn run<'a>(&'a self, session: &'a Session, sink: &'a mut Sink<'a, O>) -> Local<'a, Result<Option<O>>>;
}

/// Takes rows that can be written down.
pub type Rows<'a> = dyn FnMut(&dyn Row) -> Result<()> + 'a;

/// An operation with its input, which gives what the operation gives.
pub struct Typed<'a, I: 'static, O: 'static> {
    op: &'static Op<I, O>,
    input: &'a I,
    fields: Given,
}

impl<'a, I: Serialize, O> Typed<'a, I, O> {
    /// Puts them together.
    pub fn new(op: &'static Op<I, O>, input: &'a I) -> Result<Self> {
        Ok(Self { op, input, fields: given(input)? })
    }
}

struct Taken<'a, I: 'static, O: 'static> {
    route: &'static Route<I, O>,
    input: &'a I,
}

impl<I: Serialize, O: Serialize> Ask<O> for Typed<'_, I, O> {
    fn op(&self) -> &'static dyn Operation {
        self.op
    }

    fn fields(&self) -> &Given {
        &self.fields
    }

    fn way(
        &self,
        vendor: &Vendor,
        profile: &Profile,
        set: &[(String, String)],
    ) -> Result<Box<dyn Way<O> + '_>> {
        let route = self.op.route(vendor, profile, &self.fields, set)?;
        Ok(Box::new(Taken { route, input: self.input }))
    }
}

impl<I: Serialize, O: Serialize> Way<O> for Taken<'_, I, O> {
    fn calls(&self) -> &'static [&'static Call] {
        self.route.calls
    }

    fn each(&self) -> bool {
        matches!(self.route.how, How::Each(_))
    }

    fn offline(&self, profile: &Profile) -> Option<Result<O>> {
        match &self.route.how {
            How::Offline(make) => Some(make(profile, self.input)),
            _ => None,
        }
    }

    fn write<'a>(&'a self, session: &'a Session, rows: &'a mut Rows<'a>) -> Local<'a, Result<Option<O>>> {
        Box::pin(async move {
            let mut sink = |row: O| rows(&row);
            self.route.run(session, self.input, &mut sink).await
        })
    }

    fn run<'a>(&'a self, session: &'a Session, sink: &'a mut Sink<'a, O>) -> Local<'a, Result<Option<O>>> {
        Box::pin(self.route.run(session, self.input, sink))
    }
}

/// The same, which gives the interface's JSON.
pub struct AsJson<'a, I: 'static, O: 'static>(pub Typed<'a, I, O>);

struct JsonOf<W>(W);

impl<I: Serialize, O: Serialize> Ask<Value> for AsJson<'_, I, O> {
    fn op(&self) -> &'static dyn Operation {
        self.0.op
    }

    fn fields(&self) -> &Given {
        &self.0.fields
    }

    fn way(
        &self,
        vendor: &Vendor,
        profile: &Profile,
        set: &[(String, String)],
    ) -> Result<Box<dyn Way<Value> + '_>> {
        let route = self.0.op.route(vendor, profile, &self.0.fields, set)?;
        Ok(Box::new(JsonOf(Taken { route, input: self.0.input })))
    }
}

impl<I: Serialize, O: Serialize> Way<Value> for JsonOf<Taken<'_, I, O>> {
    fn calls(&self) -> &'static [&'static Call] {
        self.0.calls()
    }

    fn each(&self) -> bool {
        self.0.each()
    }

    fn offline(&self, profile: &Profile) -> Option<Result<Value>> {
        self.0.offline(profile).map(|made| json(&made?))
    }

    fn write<'a>(&'a self, session: &'a Session, rows: &'a mut Rows<'a>) -> Local<'a, Result<Option<Value>>> {
        Box::pin(async move {
            let one = self.0.write(session, rows).await?;
            one.as_ref().map(json).transpose()
        })
    }

    fn run<'a>(
        &'a self,
        session: &'a Session,
        sink: &'a mut Sink<'a, Value>,
    ) -> Local<'a, Result<Option<Value>>> {
        Box::pin(async move {
            let mut rows = |row: O| sink(json(&row)?);
            let one = self.0.route.run(session, self.0.input, &mut rows).await?;
            one.as_ref().map(json).transpose()
        })
    }
}

/// A value as the interface's JSON.
pub fn json(value: &(impl Row + ?Sized)) -> Result<Value> {
    value
        .document()
        .map_err(|error| crate::error::Error::failed(tr!("cannot make JSON of the result: {error}", error)))
}
