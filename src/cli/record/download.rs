//! `meetctl record download`

use super::files::{Files, Job, jobs, row};
use super::progress::Progress;
use crate::archive::Archive;
use crate::archive::fetch::Rules;
use crate::cli::context::{Context, Target, json};
use crate::cli::dealing::Task;
use crate::cli::duration::duration;
use crate::cli::run::CallArgs;
use crate::cli::signals::Signals;
use crate::client::draft::given;
use crate::client::profile::{Holds, Key};
use crate::client::session::Session;
use crate::error::{Error, Kind, Result};
use crate::op::Route;
use crate::op::look::Look;
use crate::op::record::{DOWNLOAD, Downloaded, Fetched, Found, Pick};
use crate::output::{Format, Printer};
use crate::text::counted;
use clap::Args;
use futures_util::StreamExt as _;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

/// How long to wait before the vendor is asked again whether a recording is ready: at first, and at most.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(30)];
/// At most so many recordings are named in one line.
const NAMED: usize = 5;

#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Input {
    #[command(flatten)]
    pick: Pick,
    /// The folder to download to; made if it is not there
    #[arg(long, value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// How many files at a time
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=32))]
    jobs: u16,
    /// Wait so long for recordings that are not ready yet
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    wait: Option<Duration>,
    /// Try again when fewer bytes a second come, over the time that --timeout gives; 0: never
    #[arg(long, value_name = "BYTES", default_value_t = 1024)]
    min_speed: u64,
}

type Way = Route<Pick, Found>;

pub(super) fn run(context: &Context<'_>, input: &Input, args: &CallArgs) -> Result<()> {
    let target = context.target()?;
    let fields = given(&input.pick)?;
    let route = DOWNLOAD.route(target.vendor, &target.profile, &fields, &args.set)?;
    let task = Task::of(DOWNLOAD.name, route.calls, &fields, &args.set);
    let options = context.output_options(target.profile.zone.clone());
    let mut out = std::io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, DOWNLOAD.shape)?;
    if context.global.dry_run {
        let plan =
            async |session: &Session, _: Option<&dyn Look>| list(session, route, &input.pick).await.map(drop);
        return context.with_session(&target, &task, plan);
    }
    let archive = Archive::take(&input.dir)?;
    let done = RefCell::new(Done::default());
    let verdict = context.with_session(&target, &task, async |session, _| {
        let work = Work { context, input, target: &target, route, session, archive: &archive, done: &done };
        work.run(input.wait.unwrap_or_default()).await
    });
    let done = done.into_inner();
    if context.global.raw {
        return verdict.and_then(|()| done.verdict(&input.pick));
    }
    // What is here is shown, whatever became of the rest.
    if verdict.is_ok() || !done.rows.is_empty() {
        let rows = done.in_order();
        rows.iter().try_for_each(|row| printer.row(json(row)?))?;
        if printer.finish()? == 0 && options.format == Format::Table && verdict.is_ok() {
            context.hint(tr!("no recordings"));
        }
    }
    verdict.and_then(|()| done.verdict(&input.pick))
}

/// What became of recordings so far.
#[derive(Default)]
struct Done {
    /// By key.
    rows: BTreeMap<String, Downloaded>,
    /// The keys in the order of the vendor's last list.
    order: Vec<String>,
}

/// Everything that a run has at hand.
struct Work<'a> {
    context: &'a Context<'a>,
    input: &'a Input,
    target: &'a Target,
    route: &'static Way,
    session: &'a Session,
    archive: &'a Archive,
    done: &'a RefCell<Done>,
}

async fn list(session: &Session, route: &'static Way, pick: &Pick) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut sink = |one| {
        found.push(one);
        Ok(())
    };
    route.run(session, pick, &mut sink).await?;
    Ok(found)
}

impl Work<'_> {
    async fn run(&self, wait: Duration) -> Result<()> {
        let progress = Progress::new(self.context);
        let relist = || -> crate::client::io::Local<'_, Result<Vec<Found>>> {
            Box::pin(list(self.session, self.route, &self.input.pick))
        };
        let files = Files {
            folder: self.archive.folder(),
            session: self.session,
            rules: self.rules()?,
            progress: &progress,
            manifest: RefCell::new(self.archive.manifest()?),
            beside: RefCell::default(),
            links: RefCell::default(),
            relist: &relist,
            plain: RefCell::default(),
        };
        let mut signals = Signals::listen()?;
        let result = tokio::select! {
            signal = signals.next() => Err(Error::new(Kind::Stopped(signal), "stopped")
                .hint(tr!("what has arrived is kept: the same command goes on from there"))),
            result = self.rounds(&files, wait) => result,
        };
        progress.end();
        // Also after a failure: what is whole is to be in the lists.
        files.save().and(result)
    }

    /// Downloads what is ready, and waits for the rest as long as it may.
    async fn rounds(&self, files: &Files<'_>, wait: Duration) -> Result<()> {
        let io = self.session.world();
        let (began, mut pause) = (io.elapsed(), WAITS[0]);
        loop {
            let found = list(self.session, self.route, &self.input.pick).await?;
            let jobs = {
                let first = self.done.borrow().order.is_empty();
                let warn = |text: &str| {
                    if first {
                        files.progress.warn(text);
                    }
                };
                jobs(found, &files.manifest.borrow(), &warn)?
            };
            self.done.borrow_mut().order = jobs.iter().map(|job| job.wanted.key.clone()).collect();
            let (ready, unready): (Vec<Job>, Vec<Job>) = jobs.into_iter().partition(|job| job.found.ready());
            {
                let mut done = self.done.borrow_mut();
                for job in &unready {
                    done.rows.insert(job.wanted.key.clone(), row(job, Fetched::NotReady, None, None));
                }
            }
            self.fetch_all(files, &ready).await?;
            let left = wait.saturating_sub(io.elapsed().saturating_sub(began));
            if left.is_zero() || (unready.is_empty() && !ready.is_empty()) {
                return Ok(());
            }
            let what =
                if unready.is_empty() { tr!("recordings to appear").to_owned() } else { named(&unready) };
            self.context.hint(&tr!("waiting for {what}", what));
            io.pause(pause.min(left)).await;
            pause = (pause * 2).min(WAITS[1]);
        }
    }

    /// Several files at a time; each result is kept as soon as it is there.
    async fn fetch_all(&self, files: &Files<'_>, jobs: &[Job]) -> Result<()> {
        let is_new = |job: &&Job| {
            self.done.borrow().rows.get(&job.wanted.key).is_none_or(|row| row.status == Fetched::NotReady)
        };
        let new: Vec<&Job> = jobs.iter().filter(is_new).collect();
        files.progress.expect(new.len());
        let all = futures_util::stream::iter(new.into_iter().map(async |job| (job, files.one(job).await)));
        let mut all = std::pin::pin!(all.buffer_unordered(usize::from(self.input.jobs)));
        while let Some((job, result)) = all.next().await {
            self.done.borrow_mut().rows.insert(job.wanted.key.clone(), result?);
        }
        Ok(())
    }

    fn rules(&self) -> Result<Rules> {
        let profile = &self.target.profile;
        let timeout = self.context.global.timeout(profile.timeout);
        let mut own: BTreeSet<String> = BTreeSet::new();
        own.extend(profile.base_url.as_ref().and_then(|url| Some(url.host_str()?.to_owned())));
        // The servers that a vendor's profiles may name beside that one.
        let other = |key: &&Key| key.holds == Holds::Address && profile.has(key.name);
        for key in self.target.vendor.schema.keys.iter().filter(other) {
            own.extend(profile.address_at(key.name, "")?.host_str().map(str::to_owned));
        }
        Ok(Rules {
            retries: self.context.global.retries,
            timeout,
            min_speed: self.input.min_speed,
            window: timeout,
            own: own.into_iter().collect(),
        })
    }
}

impl Done {
    /// The rows as the vendor lists the recordings.
    fn in_order(&self) -> Vec<&Downloaded> {
        self.order.iter().filter_map(|key| self.rows.get(key)).collect()
    }

    /// Whether all is here that was asked for.
    fn verdict(self, pick: &Pick) -> Result<()> {
        let missing = pick.missing(self.rows.values().map(|row| &row.recording));
        let count = |status: Fetched| self.rows.values().filter(|row| row.status == status).count();
        let (failed, unready) = (count(Fetched::Failed), count(Fetched::NotReady));
        let all = self.rows.len() + missing.len();
        if let (Some(id), true) = (missing.first(), all == missing.len()) {
            return Err(Error::new(Kind::NotFound, tr!("there is no recording {id}", id))
                .hint(tr!("`meetctl record get` lists what there is")));
        }
        if let (Some(meeting), 0) = (&pick.meeting, all) {
            return Err(Error::new(Kind::NotFound, tr!("there is no recording of {meeting}", meeting))
                .hint(tr!("one that is still being made may appear later: --wait 10m waits for it")));
        }
        if failed == 1 && all == 1 {
            return Err(self
                .rows
                .into_values()
                .find_map(|row| row.error)
                .unwrap_or_else(|| Error::failed(tr!("the recording was not downloaded"))));
        }
        if failed + unready + missing.len() == 0 {
            return Ok(());
        }
        let parts = counted(&[
            (count(Fetched::Downloaded), tr!("downloaded")),
            (count(Fetched::Present), tr!("here already")),
            (failed, tr!("failed")),
            (unready, tr!("not ready yet")),
            (missing.len(), tr!("not found")),
        ]);
        let mut what = tr!("of {all}: {parts}", all, parts);
        if unready > 0 {
            let names = self.rows.values().filter(|row| row.status == Fetched::NotReady).map(|row| {
                let recording = &row.recording;
                let text =
                    recording.id.as_ref().or(recording.name.as_ref()).or(recording.meeting_id.as_ref());
                text.cloned().unwrap_or_else(|| tr!("one without a name").to_owned())
            });
            what = format!("{what}{}{}", tr!(": "), shortened(names.collect()));
        }
        if !missing.is_empty() {
            let names = missing.iter().map(|id| (*id).to_owned()).collect();
            what = tr!("{what}; there is no recording {names}", what, names = shortened(names));
        }
        let hint = if failed == 0 && unready > 0 {
            tr!("--wait 10m waits for recordings that are not ready yet")
        } else {
            tr!("the same command tries again what is not here, and goes on where it stopped")
        };
        Err(Error::new(Kind::Partial, what).hint(hint))
    }
}

fn named(jobs: &[Job]) -> String {
    shortened(jobs.iter().map(|job| job.wanted.name.clone()).collect())
}

fn shortened(names: Vec<String>) -> String {
    match names.len().saturating_sub(NAMED) {
        0 => names.join(tr!(", ")),
        more => tr!("{names} and {more} more", names = names[..NAMED].join(tr!(", ")), more),
    }
}
