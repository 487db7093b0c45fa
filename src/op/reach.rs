//! A profile's vendor within reach: what every operation of one command is run with.

use super::{How, Op, Route, Sink, Vendor};
use crate::client::call::Call;
use crate::client::draft::given;
use crate::client::io::Io;
use crate::client::login::Purse;
use crate::client::pacer::Pacer;
use crate::client::profile::Profile;
use crate::client::register::Register;
use crate::client::session::{Options, Session, Warned, Witness};
use crate::error::{Error, Kind, Result};
use crate::time::Clock;
use jiff::Timestamp;
use serde::Serialize;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// A profile, its vendor and the world, from which sessions are opened.
#[derive(Clone)]
pub struct Reach {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// The profile.
    pub profile: Rc<Profile>,
    /// The world.
    pub io: Rc<dyn Io>,
    /// The profile's pace.
    pub pacer: Rc<Pacer>,
    /// The token that the profile's sessions share, where its vendor wants one.
    pub purse: Purse,
    /// What the profile's sessions have warned of.
    pub warned: Warned,
    /// What the command line says about calls.
    pub options: Options,
    /// Where the calls go, if not to the profile's address.
    pub detour: Option<Url>,
    /// What relative times count from, all through the command: they would else mean another time whenever
    /// they are read, and a meeting made by one would not be found again.
    pub now: Timestamp,
    /// How long a meeting may take to appear in a list.
    pub settle: Duration,
}

impl Reach {
    /// What times that a user gave are read with.
    pub fn clock(&self) -> Clock {
        Clock { now: self.now, zone: self.profile.zone.clone() }
    }

    /// A session for the command's own operation.
    pub fn session(
        &self,
        calls: &'static [&'static Call],
        register: Option<Rc<dyn Register>>,
        witness: Option<Rc<dyn Witness>>,
    ) -> Session {
        Session::new(
            Rc::clone(&self.profile),
            self.vendor.dialect,
            Rc::clone(&self.io),
            self.options.clone(),
            Rc::clone(&self.pacer),
            self.purse.clone(),
            calls,
        )
        .at(self.now)
        .warned(self.warned.clone())
        .detour(self.detour.clone())
        .registered(register)
        .witnessed(witness)
    }

    /// The same without what the user asked for the command's own call: for looking something up.
    #[must_use]
    pub fn aside(&self) -> Self {
        let options =
            Options { set: Vec::new(), keep_answers: false, dry_run: false, ..self.options.clone() };
        Self { options, ..self.clone() }
    }

    /// The same with these `--set` pairs beside its own.
    #[must_use]
    pub fn with_set(&self, set: &[(String, String)]) -> Self {
        let mut reach = self.clone();
        reach.options.set.extend_from_slice(set);
        reach
    }

    /// Reads one thing, as a proof of how it is.
    pub async fn ask<I: Serialize, O>(&self, op: &'static Op<I, O>, input: &I) -> Result<O> {
        let found = self.run(op, input, &mut |_| Ok(())).await?;
        found.ok_or_else(|| Error::failed(tr!("{command} gives a list", command = op.name)))
    }

    /// Reads a list, as a proof of what is there: one that is known to be cut is an error.
    pub async fn list<I: Serialize, O>(
        &self,
        op: &'static Op<I, O>,
        input: &I,
        sink: &mut Sink<'_, O>,
    ) -> Result<()> {
        match self.run(op, input, sink).await {
            Err(error) if error.kind() == Kind::NotFound => Ok(()),
            result => result.map(drop),
        }
    }

    async fn run<I: Serialize, O>(
        &self,
        op: &'static Op<I, O>,
        input: &I,
        sink: &mut Sink<'_, O>,
    ) -> Result<Option<O>> {
        let route = op.route(self.vendor, &self.profile, &given(input)?, &[])?;
        let session = self.aside().session(route.calls, None, None).for_proof();
        route.run(&session, input, sink).await
    }
}

impl<I: Serialize, O> Route<I, O> {
    /// Takes it: one thing is the result, rows go into the sink.
    pub async fn run(
        &'static self,
        session: &Session,
        input: &I,
        sink: &mut Sink<'_, O>,
    ) -> Result<Option<O>> {
        let main =
            || self.calls.first().copied().ok_or_else(|| Error::failed(tr!("the route names no call")));
        match &self.how {
            How::Call(read) => {
                let answer = session.send(session.fill(main()?, input)?).await?;
                read(&session.profile, answer).map(Some)
            }
            How::Rows(read) => {
                if let Some(answer) = session.send_listing(session.fill(main()?, input)?).await? {
                    read(&session.profile, answer)?.into_iter().try_for_each(sink)?;
                }
                Ok(None)
            }
            How::One(run) => run(session, input).await.map(Some),
            How::Each(run) => run(session, input, sink).await.map(|()| None),
            How::Offline(make) => make(&session.profile, input).map(Some),
        }
    }
}
