//! One recording, from its link to its name in the folder, whatever the server does on the way.

use super::part::{Part, Sums};
use super::plan::{self, Object, Verdict, judge};
use crate::client::call::Access;
use crate::client::download::{Way, follow};
use crate::client::io::{Body, Head, Io, Limits, Local, Opened};
use crate::client::retry::{Budget, Next, Outcome, decide, jitter, retry_after};
use crate::client::wire::{Broken, Reach};
use crate::error::{Error, Kind, Result};
use bytes::Bytes;
use serde_json::{Map, Value};
use std::path::Path;
use std::time::Duration;
use url::Url;

/// A connection stands within this time, or there is none.
const CONNECT: Duration = Duration::from_secs(10);
/// So much that is new shows that trying goes on is worth it: tries are counted anew.
const PROGRESS: u64 = 1 << 20;

/// A recording that is to be here.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What tells it from all others: the same on each run.
    pub key: String,
    /// Its name in the folder.
    pub name: String,
    /// Where the vendor says that it is.
    pub url: String,
    /// Its size in bytes, where the vendor says it.
    pub size: Option<u64>,
    /// Its MD5 (32 hex digits), where the vendor says it.
    pub md5: Option<String>,
    /// What the vendor says of it, for the manifest.
    pub recording: Map<String, Value>,
}

/// What holds for all.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How often in a row it is tried again without anything new.
    pub retries: u32,
    /// Bounds the time in which nothing comes: connecting, waiting for an answer, pauses.
    pub timeout: Duration,
    /// Fewer bytes a second, over a whole window, are too few. 0: no such rule.
    pub min_speed: u64,
    /// How long that is looked at.
    pub window: Duration,
    /// Hosts that redirects may lead to although they are in the local network.
    pub own: Vec<String>,
}

/// What is asked of whoever wants the file.
pub trait Desk {
    /// A newer link than this one; `None`: the vendor has no other.
    fn renew<'a>(&'a self, wanted: &'a Wanted, stale: &'a str) -> Local<'a, Result<Option<String>>>;
    /// Where this address is to be called.
    fn locate(&self, url: Url) -> Url;
    /// So many bytes are here, of so many if that is known.
    fn moved(&self, wanted: &Wanted, bytes: u64, total: Option<u64>);
    /// Something that the user should know; it goes on all the same.
    fn warn(&self, text: &str);
}

/// Why a recording is not here.
#[derive(Debug)]
pub enum Trouble {
    /// This machine: no other recording will fare better.
    Disk(Error),
    /// This recording.
    File(Error),
}

type Fetched<T> = Result<T, Trouble>;

fn disk(error: Error) -> Trouble {
    Trouble::Disk(error)
}

/// What a run of the loop knows.
struct Run<'a> {
    io: &'a dyn Io,
    wanted: &'a Wanted,
    rules: &'a Rules,
    desk: &'a dyn Desk,
    link: String,
    attempts: u32,
    /// Since when nothing new has come.
    since: Duration,
    furthest: u64,
    renewed: bool,
    restarted: bool,
    again: bool,
}

/// How one answer ended.
enum End {
    /// The body is complete.
    Complete,
    /// It broke off.
    Broken(Broken),
    /// It is not what it should be.
    Wrong(&'static str),
}

/// Fetches a recording into this folder. When this returns sums, the file has its name; the file beside
/// the part stays until the lists know it too.
pub async fn fetch(
    io: &dyn Io,
    folder: &Path,
    wanted: &Wanted,
    rules: &Rules,
    desk: &dyn Desk,
) -> Fetched<Sums> {
    let target = folder.join(&wanted.name);
    let mut part = Part::open(&target, &wanted.key, wanted.md5.is_some()).map_err(Trouble::File)?;
    let mut run = Run {
        io,
        wanted,
        rules,
        desk,
        link: wanted.url.clone(),
        attempts: 1,
        since: io.elapsed(),
        furthest: part.bytes(),
        renewed: false,
        restarted: false,
        again: false,
    };
    match run.fetch(&mut part).await {
        Ok(sums) => {
            part.finish(&sums.sha256).map_err(disk)?;
            Ok(sums)
        }
        Err((trouble, Keep::Part)) if part.bytes() > 0 => {
            // What is wrong already is told; that this cannot be synced is not worse.
            let _ = part.checkpoint();
            Err(trouble)
        }
        Err((trouble, Keep::Part | Keep::Nothing)) => {
            part.discard();
            Err(trouble)
        }
        Err((Trouble::File(error) | Trouble::Disk(error), Keep::Aside)) => {
            let bad = part.keep_aside().map_err(disk)?;
            let name = bad.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Err(Trouble::File(error.hint(tr!("what came is kept as {name}; ask the vendor about it", name))))
        }
    }
}

/// What becomes of the part when it is given up.
#[derive(Clone, Copy)]
enum Keep {
    Part,
    Nothing,
    Aside,
}

type Ended<T> = Result<T, (Trouble, Keep)>;

fn on_disk(error: Error) -> (Trouble, Keep) {
    (Trouble::Disk(error), Keep::Part)
}

impl Run<'_> {
    async fn fetch(&mut self, part: &mut Part) -> Ended<Sums> {
        let name = &self.wanted.name;
        let mut whole = part.is_whole();
        loop {
            if whole {
                let sums = part.sums().await.map_err(on_disk)?;
                match self.fault(&sums) {
                    None => return Ok(sums),
                    Some(fault) if self.again => {
                        let error = Error::failed(tr!("{name}: {fault}, twice", name, fault));
                        return Err((Trouble::File(error), Keep::Aside));
                    }
                    Some(fault) => {
                        self.again = true;
                        self.desk.warn(&tr!("{name}: {fault}: all of it is asked for again", name, fault));
                        self.forget(part).await?;
                    }
                }
            }
            whole = self.once(part).await?;
        }
    }

    /// One request and what comes of it; whether all is here.
    async fn once(&mut self, part: &mut Part) -> Ended<bool> {
        let have = part.have().filter(|have| have.bytes > 0 && have.object.validator().is_some());
        let url = self.url()?;
        let left = self.rules.timeout.saturating_sub(self.io.elapsed().saturating_sub(self.since));
        let limits =
            Limits { connect: CONNECT.min(left), total: left, silence: self.silence(), body: usize::MAX };
        let way = Way { url: &url, headers: plan::ask(have.as_ref()), own: &self.rules.own };
        let opened = match follow(self.io, way, limits).await {
            Ok(opened) => opened,
            Err(broken) => return self.later(Err(&broken), None).await.map(|()| false),
        };
        let Opened { head, mut body } = opened;
        match judge(&head, have.as_ref()) {
            Verdict::Whole => Ok(true),
            Verdict::Take { from, until, object } => {
                self.take(part, &head, body.as_mut(), (from, until, object)).await
            }
            Verdict::Restart(why) => self.restart(part, why).await.map(|()| false),
            Verdict::Expired => {
                self.renew(&tr!("the link does not work any more (HTTP {status})", status = head.status))
                    .await?;
                Ok(false)
            }
            Verdict::Foreign(what) => {
                self.renew(&tr!("the server sent {what} in its place", what)).await?;
                Ok(false)
            }
            Verdict::Later => self.later(Ok(head.status), head.retry_after.as_deref()).await.map(|()| false),
            Verdict::Refused => {
                let (name, status) = (&self.wanted.name, head.status);
                let what = tr!("{name}: the server answered with HTTP {status}", name, status);
                Err((Trouble::File(Error::failed(what)), Keep::Part))
            }
        }
    }

    /// Takes a body in; whether all is here then.
    async fn take(
        &mut self,
        part: &mut Part,
        head: &Head,
        body: &mut dyn Body,
        (from, until, object): (u64, Option<u64>, Object),
    ) -> Ended<bool> {
        if !head.framed && self.wanted.size.is_none() && self.wanted.md5.is_none() {
            let what =
                tr!("{name}: neither the server nor the vendor says how long it is", name = self.wanted.name);
            let error = Error::failed(what)
                .hint(tr!("whether all of it arrived could not be told, so nothing is kept"));
            return Err((Trouble::File(error), Keep::Nothing));
        }
        // The beginning is looked at before anything that is here is given up for it.
        let mut start: Vec<Bytes> = Vec::new();
        let mut broken = None;
        if from == 0 {
            let mut beginning = Vec::new();
            while plan::is_markup(&beginning).is_none() {
                match body.next().await {
                    Ok(Some(piece)) => {
                        beginning.extend_from_slice(&piece[..piece.len().min(512)]);
                        start.push(piece);
                    }
                    Ok(None) => break,
                    Err(error) => {
                        broken = Some(error);
                        break;
                    }
                }
            }
            if plan::is_markup(&beginning) == Some(true) {
                self.renew(tr!("the server sent a web page in its place")).await?;
                return Ok(false);
            }
        }
        let source = without_query(&self.link);
        let (total, known) = (object.length.or(self.wanted.size), object.length);
        part.begin(from, object, &source).await.map_err(on_disk)?;
        self.desk.moved(self.wanted, from, total);
        let end = match broken {
            Some(broken) => End::Broken(broken),
            None => self.receive(part, body, start, until, total).await?,
        };
        if part.bytes() >= self.furthest.saturating_add(PROGRESS) {
            self.attempts = 1;
        }
        if part.bytes() > self.furthest {
            self.furthest = part.bytes();
            self.since = self.io.elapsed();
        }
        match end {
            // Without a length of its own, the end of the body is the end of the file.
            End::Complete if known.is_none_or(|length| length == part.bytes()) => Ok(true),
            End::Complete => {
                let broken = lost(tr!("{name}: the server sent less than it said", name = self.wanted.name));
                self.later(Err(&broken), None).await.map(|()| false)
            }
            End::Broken(broken) => {
                part.checkpoint().map_err(on_disk)?;
                self.later(Err(&broken), None).await.map(|()| false)
            }
            End::Wrong(why) => self.restart(part, why).await.map(|()| false),
        }
    }

    async fn receive(
        &self,
        part: &mut Part,
        body: &mut dyn Body,
        start: Vec<Bytes>,
        until: Option<u64>,
        total: Option<u64>,
    ) -> Ended<End> {
        let mut start = start.into_iter();
        let (mut began, mut before) = (self.io.elapsed(), part.bytes());
        loop {
            let piece = match start.next() {
                Some(piece) => piece,
                None => match body.next().await {
                    Ok(Some(piece)) => piece,
                    Ok(None) => return Ok(End::Complete),
                    Err(broken) => return Ok(End::Broken(broken)),
                },
            };
            let after = part.bytes() + piece.len() as u64;
            if until.or(total).is_some_and(|until| after > until) {
                return Ok(End::Wrong(tr!("the server sent more than it should have")));
            }
            part.write(&piece).map_err(on_disk)?;
            self.desk.moved(self.wanted, after, total);
            let passed = self.io.elapsed().saturating_sub(began);
            if self.rules.min_speed > 0 && passed >= self.rules.window {
                let rate = u128::from(after - before) * 1_000 / passed.as_millis().max(1);
                if rate < u128::from(self.rules.min_speed) {
                    let what = tr!("{name}: only {rate} bytes a second came", name = self.wanted.name, rate);
                    return Ok(End::Broken(lost(what)));
                }
                (began, before) = (self.io.elapsed(), after);
            }
        }
    }

    /// With such a rule, silence is the slowest of all.
    fn silence(&self) -> Duration {
        if self.rules.min_speed > 0 { self.rules.window } else { Duration::from_secs(86_400) }
    }

    fn url(&self) -> Ended<Url> {
        let url = Url::parse(&self.link).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or_else(|| {
            let what =
                tr!("{name}: what the vendor gave as its link is no web address", name = self.wanted.name);
            (Trouble::File(Error::failed(what)), Keep::Part)
        })?;
        Ok(self.desk.locate(url))
    }

    /// What is wrong with a whole file, as far as the vendor says what it should be.
    fn fault(&self, sums: &Sums) -> Option<String> {
        if sums.size == 0 {
            return Some(tr!("it is empty").to_owned());
        }
        let right = self.wanted.md5.as_ref().map(|md5| Some(md5) == sums.md5.as_ref());
        let size = self.wanted.size.filter(|size| *size != sums.size);
        match (right, size) {
            (Some(false), _) => Some(tr!("its MD5 is not the one that the vendor gave").to_owned()),
            (Some(true), Some(size)) => {
                let name = &self.wanted.name;
                self.desk.warn(&tr!(
                    "{name}: the vendor says {size} bytes, and it has {has}; its MD5 is right, so it is kept",
                    name,
                    size,
                    has = sums.size
                ));
                None
            }
            (None, Some(size)) => {
                Some(tr!("it has {has} bytes, and the vendor says {size}", has = sums.size, size))
            }
            (_, None) => None,
        }
    }

    /// Begins anew, once: a server that answers like this twice does so for ever.
    async fn restart(&mut self, part: &mut Part, why: &'static str) -> Ended<()> {
        if self.restarted {
            let error = Error::failed(format!("{}{}{why}", self.wanted.name, tr!(": ")));
            return Err((Trouble::File(error), Keep::Nothing));
        }
        self.restarted = true;
        self.desk.warn(&tr!("{name}: {why}: all of it is asked for again", name = self.wanted.name, why));
        self.forget(part).await
    }

    async fn forget(&mut self, part: &mut Part) -> Ended<()> {
        self.furthest = 0;
        part.begin(0, Object::default(), &without_query(&self.link)).await.map_err(on_disk)
    }

    /// Asks the vendor for a link once more, once.
    async fn renew(&mut self, why: &str) -> Ended<()> {
        let name = &self.wanted.name;
        let failed = |kind: Kind, hint: &str| {
            (Trouble::File(Error::new(kind, format!("{name}{}{why}", tr!(": "))).hint(hint)), Keep::Part)
        };
        if self.renewed {
            return Err(failed(
                Kind::Failed,
                tr!("a new link of the vendor's does not work either: try again later"),
            ));
        }
        self.renewed = true;
        let link = self.desk.renew(self.wanted, &self.link).await;
        match link.map_err(|error| (Trouble::File(error), Keep::Part))? {
            Some(link) => {
                self.since = self.io.elapsed();
                self.link = link;
                Ok(())
            }
            None => Err(failed(Kind::NotFound, tr!("the vendor does not list this recording any more"))),
        }
    }

    /// Waits and goes on, or gives up.
    async fn later(&mut self, came: Result<u16, &Broken>, asked: Option<&str>) -> Ended<()> {
        let outcome = match came {
            Ok(429) => Outcome::Throttled,
            Ok(status) => Outcome::Gateway(status),
            Err(broken) => Outcome::of_broken(broken),
        };
        let budget = Budget {
            attempts: self.attempts,
            retries: self.rules.retries,
            left: self.rules.timeout.saturating_sub(self.io.elapsed().saturating_sub(self.since)),
            retry_after: asked.and_then(|text| retry_after(text, self.io.now())),
            jitter: jitter(self.io.random()),
        };
        let kind = match decide(Access::Read, &outcome, budget) {
            Next::Again(pause) => {
                self.attempts += 1;
                self.io.pause(pause).await;
                return Ok(());
            }
            Next::Done => Kind::Failed,
            Next::Fail(kind) => kind,
        };
        let name = &self.wanted.name;
        let error = match came {
            Ok(status) => Error::new(kind, tr!("{name}: the server failed (HTTP {status})", name, status)),
            Err(broken) if broken.what.starts_with(name.as_str()) => Error::new(kind, broken.what.clone()),
            Err(broken) => Error::new(kind, format!("{name}{}{}", tr!(": "), broken.what)),
        };
        let error = match came.err().and_then(|broken| broken.hint) {
            Some(hint) => error.hint(hint),
            None if kind == Kind::Temporary => {
                error.hint(tr!("the same command goes on where this one stopped"))
            }
            None => error,
        };
        Err((Trouble::File(error), Keep::Part))
    }
}

fn lost(what: String) -> Broken {
    Broken { reach: Reach::MayHaveArrived, passing: true, what, hint: None }
}

/// A link without what may be a secret in it.
pub fn without_query(link: &str) -> String {
    let end = link.find(['?', '#']).unwrap_or(link.len());
    match Url::parse(&link[..end]) {
        Ok(mut url) => {
            let _ = (url.set_username(""), url.set_password(None));
            url.into()
        }
        Err(_) => String::new(),
    }
}
