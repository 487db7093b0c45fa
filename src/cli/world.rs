//! The real world for a session: a runtime, the transport, and for built-in profiles the embedded
//! sandbox, which is reached over real HTTP like any other server.

use super::context::{Context, Target, note};
use super::sandbox;
use crate::client::io::Io;
use crate::client::transport::{RealIo, Settings, Transport};
use crate::env;
use crate::error::{Error, Result};
use crate::webhook::stores;
use std::rc::Rc;
use url::Url;

/// Runs code with the world; the second argument says where the calls go, if not to the profile's
/// own address.
pub(super) fn run<T>(
    context: &Context<'_>,
    target: &Target,
    code: impl AsyncFnOnce(Rc<dyn Io>, Option<Url>) -> Result<T>,
) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::failed(format!("cannot start: {error}")))?;
    let local = tokio::task::LocalSet::new();
    let result = runtime.block_on(local.run_until(async {
        let detour = if target.embedded { Some(sandbox::embed(context).await?) } else { None };
        let settings = Settings {
            ca_file: target.profile.ca_file.clone(),
            allow_http: target.profile.allow_http,
            user_agent: concat!("meetctl/", env!("CARGO_PKG_VERSION")).to_owned(),
        };
        let quiet = context.global.quiet;
        // Traces were asked for; warnings can be silenced.
        let notes = Box::new(move |line: &str| {
            if !(quiet && line.starts_with("warning: ")) {
                note(line);
            }
        });
        let state = context.env.state_dir();
        let kept = state.clone();
        let io = RealIo::new(Transport::new(settings), env::now, state, notes)
            .with_events(Box::new(move |profile, visit| stores::events(kept.as_deref(), profile, visit)));
        let io: Rc<dyn Io> = Rc::new(io);
        code(io, detour).await
    }));
    // A name look-up that hangs must not hold the exit.
    runtime.shutdown_background();
    result
}
