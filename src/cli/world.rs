//! The real world for a session: a runtime, the transport, and for built-in profiles the embedded
//! sandbox, which is reached over real HTTP like any other server.

use super::context::{Context, Target, note};
use super::{sandbox, stopping};
use crate::client::io::Io;
use crate::client::profile::{Holds, is_pem};
use crate::client::transport::stop::Stop;
use crate::client::transport::{Places, RealIo, Settings, Transport};
use crate::env::{self, Env, variables};
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::webhook::stores;
use std::path::{Path, PathBuf};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::task::LocalSet;
use url::Url;

/// The client certificate and its key, where the vendor's profiles have such: both in PEM form, as
/// files beside the one with the profiles, or the text itself from a source of its own.
pub(super) fn identity(context: &Context<'_>, target: &Target) -> Result<Option<Secret>> {
    let profile = &target.profile;
    let pem = |key: &str| {
        let text = profile.need(key)?;
        if is_pem(text.expose()) {
            return Ok(text.expose().to_owned());
        }
        let folder = context.config_file().and_then(|file| file.parent().map(Path::to_owned));
        std::fs::read_to_string(folder.unwrap_or_default().join(text.expose())).map_err(|error| {
            Error::config(tr!(
                "profile \"{name}\": cannot read \"{key}\": {error}",
                name = profile.name,
                key,
                error
            ))
        })
    };
    let named = |holds| target.vendor.schema.holding(holds).map(|key| key.name);
    match (named(Holds::Certificate), named(Holds::CertificateKey)) {
        (Some(certificate), Some(key)) if profile.has(certificate) || profile.has(key) => {
            Ok(Some(Secret::new(format!("{}\n{}", pem(certificate)?, pem(key)?))))
        }
        _ => Ok(None),
    }
}

/// Runs code with the world; the second argument says where the calls go, if not to the profile's
/// own address. With a patience, SIGINT and SIGTERM wait so long for writes that are on their way;
/// without, they act as they always do.
pub(super) fn run<T>(
    context: &Context<'_>,
    target: &Target,
    patience: Option<Duration>,
    code: impl AsyncFnOnce(Rc<dyn Io>, Option<Url>) -> Result<T>,
) -> Result<T> {
    let world = World::open(context, target)?;
    world.drive(context, patience, code(Rc::clone(&world.io), world.detour.clone()))
}

/// The world of one target, on a runtime of its own.
pub(super) struct World {
    pub(super) io: Rc<dyn Io>,
    /// Where the calls go, if not to the profile's own address.
    pub(super) detour: Option<Url>,
    stop: Rc<Stop>,
    // Dropped last: the rest may still hold its timers and sockets.
    engine: Engine,
}

impl World {
    /// Starts what there is to start: for built-in profiles, the sandbox.
    pub(super) fn open(context: &Context<'_>, target: &Target) -> Result<Self> {
        let engine = Engine::new()?;
        let detour = if target.embedded { Some(engine.drive(sandbox::embed(context))?) } else { None };
        let stop = Rc::new(Stop::default());
        Ok(Self { io: real(context, target, &stop, None)?, detour, stop, engine })
    }

    /// Runs code to its end, or to that of the patience after a signal.
    pub(super) fn drive<T>(
        &self,
        context: &Context<'_>,
        patience: Option<Duration>,
        code: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let Some(patience) = patience else { return self.engine.drive(code) };
        result_of(code, |code| {
            self.engine.block_on(pin!(stopping::heed(&self.stop, patience, &context.untold, code)))
        })
    }
}

/// Runs code on a runtime of its own, on this thread.
pub(super) fn on_runtime<T>(code: impl Future<Output = Result<T>>) -> Result<T> {
    Engine::new()?.drive(code)
}

/// Code of whatever type, so that what runs it is compiled once.
pub(super) type Code<'a> = Pin<&'a mut (dyn Future<Output = Result<()>> + 'a)>;

/// What code comes to that this runs.
fn result_of<T>(
    code: impl Future<Output = Result<T>>,
    run: impl FnOnce(Code<'_>) -> Result<()>,
) -> Result<T> {
    let mut made = None;
    run(pin!(async {
        made = Some(code.await?);
        Ok(())
    }))?;
    made.ok_or_else(|| Error::failed(tr!("it ended without a result")))
}

/// A runtime on this thread. What is spawned on it goes on while code is driven.
struct Engine {
    runtime: Option<Runtime>,
    local: LocalSet,
}

impl Engine {
    fn new() -> Result<Self> {
        let runtime =
            room().and_then(|()| tokio::runtime::Builder::new_current_thread().enable_all().build());
        let runtime = runtime.map_err(|error| Error::failed(tr!("cannot start: {error}", error)))?;
        Ok(Self { runtime: Some(runtime), local: LocalSet::new() })
    }

    fn drive<T>(&self, code: impl Future<Output = Result<T>>) -> Result<T> {
        result_of(code, |code| self.block_on(code))
    }

    fn block_on(&self, code: Code<'_>) -> Result<()> {
        match &self.runtime {
            Some(runtime) => runtime.block_on(self.local.run_until(code)),
            None => Ok(()),
        }
    }
}

/// Fails where a runtime would find too few descriptors: not all of those that it cannot have are errors to
/// it, some are panics.
fn room() -> std::io::Result<()> {
    let pairs: std::io::Result<Vec<_>> = (0..PAIRS).map(|_| std::io::pipe()).collect();
    pairs.map(drop)
}

/// A runtime needs fewer pairs of descriptors.
const PAIRS: usize = 4;

impl Drop for Engine {
    fn drop(&mut self) {
        // A name look-up that hangs must not hold the exit.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// What the variables of OpenSSL say about the system's certificates, which other tools heed too.
pub(super) fn system_ca(env: &Env) -> Places {
    Places {
        file: env.var(variables::SSL_CERT_FILE).map(PathBuf::from),
        folders: env.paths(variables::SSL_CERT_DIR),
    }
}

/// How requests are sent for a target to servers that need no certificate of the user's.
pub(super) fn settings(context: &Context<'_>, target: &Target) -> Settings {
    Settings {
        ca_file: target.profile.ca_file.clone(),
        system_ca: system_ca(context.env),
        allow_http: target.profile.allow_http,
        identity: None,
        user_agent: concat!("meetctl/", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// The world of one target. The label stands before each of its lines on stderr.
pub(super) fn real(
    context: &Context<'_>,
    target: &Target,
    stop: &Rc<Stop>,
    label: Option<&str>,
) -> Result<Rc<dyn Io>> {
    let settings = Settings { identity: identity(context, target)?, ..settings(context, target) };
    let quiet = context.global.quiet;
    let label = label.map(|label| format!("{label}{}", tr!(": "))).unwrap_or_default();
    // As the language that is spoken begins a warning.
    let mark = tr!("warning: {text}", text = "");
    // Traces were asked for; warnings can be silenced.
    let notes = Box::new(move |line: &str| match line.strip_prefix(&*mark) {
        Some(_) if quiet => {}
        Some(text) => note(&tr!("warning: {label}{text}", label, text)),
        None => note(&format!("{label}{line}")),
    });
    let state = context.env.state_dir();
    let kept = state.clone();
    let io = RealIo::new(Transport::new(settings), env::now, state, notes)
        .stopped_by(Rc::clone(stop))
        .with_events(Box::new(move |profile, visit| stores::events(kept.as_deref(), profile, visit)));
    Ok(Rc::new(io))
}
