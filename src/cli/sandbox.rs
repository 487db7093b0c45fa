//! `meetctl sandbox`: the vendors, simulated, on loopback; and the same server inside this process
//! for the built-in profiles.

use super::context::{Context, note, print_text};
use super::duration::duration;
use super::parsed;
use crate::env;
use crate::error::{Error, Kind, Result};
use crate::file;
use crate::sandbox::{BUILT_IN, BuiltIn, Fault, Options, RESENT_AFTER, Receiver, call_back, serve};
use clap::{ArgMatches, Args, Command};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;
use url::Url;

/// Where the sandbox listens unless it is told otherwise; the built-in profiles' links point there.
pub(super) const ADDRESS: &str = "127.0.0.1:7710";

/// Simulate the vendors.
#[derive(Args, Clone, Debug)]
struct Input {
    /// The address to listen on; loopback only
    #[arg(long, value_name = "ADDR", default_value = ADDRESS)]
    listen: SocketAddr,
    /// Misbehave: [PATH[#N]:]ACTION, e.g. meetingcreate:drop-after, latency=2s; may be repeated
    #[arg(long, value_name = "RULE", value_parser = rule)]
    fault: Vec<Fault>,
    /// Send callbacks of NetEase, of all seven types, to this address, signed for sandbox-netease
    #[arg(long, value_name = "URL", value_parser = receiver)]
    callback: Option<Receiver>,
    /// When to send again what was not answered 200, one wait for each time [default: 2s,4s,6s,1h,1h]
    #[arg(long, value_name = "DURATION", value_delimiter = ',', value_parser = duration, requires = "callback")]
    callback_resend: Vec<Duration>,
}

fn rule(text: &str) -> Result<Fault, String> {
    text.parse().map_err(|error: crate::sandbox::FaultError| error.to_string())
}

fn receiver(text: &str) -> Result<Receiver, String> {
    text.parse().map_err(str::to_owned)
}

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    if !input.listen.ip().is_loopback() {
        return Err(Error::usage(tr!(
            "--listen {listen}: the sandbox's keys are public, so it stays on this machine",
            listen = input.listen
        ))
        .hint(tr!("name a loopback address: --listen 127.0.0.1:7710")));
    }
    let options = Options {
        state_dir: state_dir(context)?,
        faults: input.fault,
        now: env::now_seconds,
        links: None,
        log: Some(Box::new(note)),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::failed(tr!("cannot start: {error}", error)))?;
    let local = tokio::task::LocalSet::new();
    runtime.block_on(local.run_until(async {
        let listener = TcpListener::bind(input.listen).await.map_err(|error| {
            Error::config(tr!("cannot listen on {listen}: {error}", listen = input.listen, error))
                .hint(tr!("name a free port of this machine: --listen 127.0.0.1:0"))
        })?;
        let address = listener.local_addr().map_err(|error| Error::failed(error.to_string()))?;
        print_text(&format!("listening on http://{address}\n"))?;
        for built_in in BUILT_IN {
            context.hint(&block(built_in, &address.to_string()));
        }
        context.hint(tr!("stop it with Ctrl-C"));
        if let Some(receiver) = input.callback {
            let pauses = input.callback_resend;
            let pauses = if pauses.is_empty() { RESENT_AFTER.to_vec() } else { pauses };
            tokio::task::spawn_local(async move {
                let own = address.to_string();
                if let Err(error) = call_back(&receiver, &own, env::now_seconds, &pauses, &note).await {
                    note(&tr!("warning: {error}", error = format_args!("{error:#}")));
                }
            });
        }
        serve(listener, options).await.map_err(|error| Error::failed(format!("{error:#}")))
    }))
}

/// A profile for this server, ready to be put into the file. The built-in profiles start a server of
/// their own and never reach this one.
fn block(built_in: &BuiltIn, address: &str) -> String {
    // What is here as well stands where this one listens.
    let settings = built_in.settings.iter().map(|(key, value)| match value.strip_prefix("http://") {
        Some(ADDRESS) => format!("{key} = \"http://{address}\"\n"),
        _ => format!("{key} = \"{value}\"\n"),
    });
    let BuiltIn { vendor, .. } = built_in;
    format!(
        "\n[profiles.local-{vendor}]\nvendor = \"{vendor}\"\nbase_url = \"http://{address}\"\n{}",
        settings.collect::<String>()
    )
}

/// Starts the sandbox inside this process and returns its address.
pub(super) async fn embed(context: &Context<'_>) -> Result<Url> {
    let failed = |error: std::io::Error| Error::failed(tr!("cannot start the sandbox: {error}", error));
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let options = Options {
        state_dir: state_dir(context)?,
        faults: Vec::new(),
        now: env::now_seconds,
        // Where `meetctl sandbox` would listen; a command finds its way here by itself.
        links: Some(ADDRESS.to_owned()),
        log: None,
    };
    tokio::task::spawn_local(async move {
        if let Err(error) = serve(listener, options).await {
            note(&tr!("warning: the sandbox stopped: {error}", error = format_args!("{error:#}")));
        }
    });
    Url::parse(&format!("http://{address}")).map_err(|error| Error::failed(error.to_string()))
}

fn state_dir(context: &Context<'_>) -> Result<PathBuf> {
    let folder = context.env.state_dir().ok_or_else(|| {
        Error::new(Kind::Config, tr!("there is no folder for state: HOME is not set"))
            .hint(tr!("set MEETCTL_STATE to a folder of yours"))
    })?;
    let folder = folder.join("sandbox");
    file::private_folder(&folder).map_err(|error| {
        Error::config(tr!(
            "cannot keep the sandbox's state in {folder}: {error}",
            folder = folder.display(),
            error
        ))
        .hint(tr!("set MEETCTL_STATE to a folder that you can write"))
    })?;
    Ok(folder)
}
