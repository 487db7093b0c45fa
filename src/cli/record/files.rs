//! From what a vendor lists to files in a folder: names, what is here already, and one download.

use super::progress::{Progress, size};
use crate::archive::fetch::{Desk, Rules, Trouble, Wanted, fetch, without_query};
use crate::archive::manifest::{Entry, Manifest};
use crate::archive::name::Title;
use crate::archive::part::{Sums, forget};
use crate::archive::plan;
use crate::archive::present::{Here, look, modified, names};
use crate::cli::context::json;
use crate::client::io::Local;
use crate::client::session::Session;
use crate::error::{Error, Result};
use crate::op::record::{Downloaded, Fetched, Found};
use crate::time::rfc3339;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// The lists are written at most so often: what is whole meanwhile is known by the file beside it.
const SAVE: Duration = Duration::from_secs(1);

/// A recording, as the vendor lists it and as it is wanted here.
pub(super) struct Job {
    pub(super) found: Found,
    pub(super) wanted: Wanted,
}

/// Puts recordings in an order that is the same on each run, and gives each its name.
pub(super) fn jobs(found: Vec<Found>, manifest: &Manifest, warn: &dyn Fn(&str)) -> Result<Vec<Job>> {
    let mut keyed: Vec<(String, Found)> = found.into_iter().map(|found| (found.key(), found)).collect();
    keyed.sort_by(|(one_key, one), (other_key, other)| {
        let order = |found: &Found| (found.at, found.part, found.recording.name.clone());
        order(one).cmp(&order(other)).then_with(|| one_key.cmp(other_key))
    });
    // The same file may be listed twice; two files that nothing tells apart are told apart by their order.
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    keyed.retain_mut(|(key, found)| {
        let place = without_query(found.recording.download_url.as_deref().unwrap_or_default());
        let places = seen.entry(key.clone()).or_default();
        let known = !places.insert(place);
        if places.len() > 1 {
            *key = format!("{key}#{}", places.len());
        }
        !known
    });
    let titles: Vec<(String, Title)> = keyed.iter().map(|(key, found)| (key.clone(), title(found))).collect();
    let names = names(manifest, &titles);
    let job = |((key, found), name): ((String, Found), String)| {
        let given = found.recording.md5.as_deref().filter(|md5| !md5.trim().is_empty());
        let md5 = given.and_then(plan::md5);
        if let (Some(given), None) = (given, &md5) {
            warn(&tr!(
                "{name}: what the vendor gives as its MD5 is none, so it is not checked: {given}",
                name,
                given
            ));
        }
        let size =
            found.recording.size_bytes.and_then(|size| u64::try_from(size).ok()).filter(|size| *size > 0);
        let url = found.recording.download_url.clone().unwrap_or_default();
        let recording = described(&found)?;
        Ok(Job { wanted: Wanted { key, name, url, size, md5, recording }, found })
    };
    keyed.into_iter().zip(names).map(job).collect()
}

fn title(found: &Found) -> Title {
    let recording = &found.recording;
    let texts = [&found.subject, &recording.name, &recording.meeting_id, &recording.id];
    let subject = texts.into_iter().flatten().find(|text| !text.trim().is_empty());
    let ending = |name: &String| Some(name.rsplit_once('.')?.1.to_owned());
    Title {
        subject: subject.cloned().unwrap_or_default(),
        time: found.time.clone(),
        part: found.part,
        format: recording.format.clone().or_else(|| recording.name.as_ref().and_then(ending)),
    }
}

/// What the manifest keeps of a recording: no link, since those let people in.
fn described(found: &Found) -> Result<Map<String, Value>> {
    let Value::Object(mut all) = json(&found.recording)? else { return Ok(Map::new()) };
    for field in ["download_url", "play_url", "ready", "extra", "md5", "size_bytes"] {
        all.remove(field);
    }
    if let Some(subject) = &found.subject {
        all.insert("subject".to_owned(), subject.as_str().into());
    }
    Ok(all)
}

/// Asks the vendor for its list once more.
pub(super) type Relist<'a> = dyn Fn() -> Local<'a, Result<Vec<Found>>> + 'a;

/// One run on one folder.
pub(super) struct Files<'a> {
    pub(super) folder: &'a Path,
    pub(super) session: &'a Session,
    pub(super) rules: Rules,
    pub(super) progress: &'a Progress,
    pub(super) manifest: RefCell<Manifest>,
    /// When the lists were written last, and whole files: what lies beside them goes when that is done again.
    pub(super) beside: RefCell<(Duration, Vec<PathBuf>)>,
    /// Links that were asked for again, by key.
    pub(super) links: RefCell<BTreeMap<String, String>>,
    pub(super) relist: &'a Relist<'a>,
    /// Hosts whose links are plain http and were warned of.
    pub(super) plain: RefCell<BTreeSet<String>>,
}

impl Files<'_> {
    /// Brings one recording here. The error is this machine's: nothing else will fare better.
    pub(super) async fn one(&self, job: &Job) -> Result<Downloaded> {
        let wanted = &job.wanted;
        let warn = |text: &str| self.progress.warn(text);
        let (status, sums) = match look(self.folder, &self.manifest, wanted, &warn).await {
            Ok(Here::Known) => {
                // A run that was killed right after it wrote the lists left the file beside it.
                self.beside.borrow_mut().1.push(self.folder.join(&wanted.name));
                (Fetched::Present, None)
            }
            Ok(Here::Found(sums)) => (Fetched::Present, Some(sums)),
            Ok(Here::No) => {
                self.warn_of_plain_http(&wanted.url);
                match fetch(self.session.world(), self.folder, wanted, &self.rules, self).await {
                    Ok(sums) => (Fetched::Downloaded, Some(sums)),
                    Err(Trouble::Disk(error)) => return Err(error),
                    Err(Trouble::File(error)) => return Ok(self.failed(job, &error)),
                }
            }
            Err(error) => return Ok(self.failed(job, &error)),
        };
        if let Some(sums) = sums {
            self.list(wanted, &sums)?;
        }
        let manifest = self.manifest.borrow();
        let entry = manifest.find(&wanted.key);
        let path = entry.map(|entry| self.folder.join(&entry.path));
        let line = entry.filter(|_| status == Fetched::Downloaded);
        let line = line.map(|entry| {
            tr!("downloaded {name} ({size})", name = wanted.name, size = size(entry.size_bytes))
        });
        self.progress.ended(wanted, line);
        Ok(Downloaded { path: path.map(|path| path.display().to_string()), ..row(job, status, entry, None) })
    }

    fn failed(&self, job: &Job, error: &Error) -> Downloaded {
        self.progress.ended(&job.wanted, Some(tr!("failed {error}", error)));
        row(job, Fetched::Failed, None, Some(error.clone()))
    }

    /// Puts a whole file into the lists, and those on the disk if that was not done just now.
    fn list(&self, wanted: &Wanted, sums: &Sums) -> Result<()> {
        let target = self.folder.join(&wanted.name);
        let io = self.session.world();
        self.manifest.borrow_mut().put(Entry {
            path: wanted.name.clone(),
            size_bytes: sums.size,
            sha256: sums.sha256.clone(),
            md5: sums.md5.clone(),
            finished: rfc3339(io.now(), &self.session.profile.zone),
            modified: target.metadata().ok().as_ref().and_then(modified),
            source: Some(without_query(&wanted.url)),
            key: wanted.key.clone(),
            recording: wanted.recording.clone(),
        });
        let due = {
            let mut beside = self.beside.borrow_mut();
            beside.1.push(target);
            io.elapsed().saturating_sub(beside.0) >= SAVE
        };
        if due { self.save() } else { Ok(()) }
    }

    /// Writes the lists; only then the files beside whole ones go.
    pub(super) fn save(&self) -> Result<()> {
        self.manifest.borrow_mut().save()?;
        let mut beside = self.beside.borrow_mut();
        beside.0 = self.session.world().elapsed();
        beside.1.drain(..).for_each(|target| forget(&target));
        Ok(())
    }

    /// Anybody on the way can read and change what comes; that it is the profile's own choice where its server is
    /// asked like that was said when it was set up.
    fn warn_of_plain_http(&self, link: &str) {
        let Some(url) = Url::parse(link).ok().filter(|url| url.scheme() == "http") else { return };
        let own = self.session.profile.base_url.as_ref().is_some_and(|base| base.origin() == url.origin());
        let host = url.host_str().unwrap_or_default().to_owned();
        if !own && self.plain.borrow_mut().insert(host.clone()) {
            self.progress.warn(&tr!(
                "the vendor's links to {host} are plain http, which anybody on the way can read and change",
                host
            ));
        }
    }
}

impl Desk for Files<'_> {
    fn renew<'a>(&'a self, wanted: &'a Wanted, stale: &'a str) -> Local<'a, Result<Option<String>>> {
        Box::pin(async move {
            let known = |links: &BTreeMap<String, String>| links.get(&wanted.key).cloned();
            // Another download may have asked already: one list has the links of all.
            if let Some(link) = known(&self.links.borrow()).filter(|link| link != stale) {
                return Ok(Some(link));
            }
            let found = (self.relist)().await?;
            let jobs = jobs(found, &self.manifest.borrow(), &|_| ())?;
            let new = jobs.into_iter().filter(|job| !job.wanted.url.is_empty());
            self.links.borrow_mut().extend(new.map(|job| (job.wanted.key, job.wanted.url)));
            Ok(known(&self.links.borrow()))
        })
    }

    fn locate(&self, url: Url) -> Url {
        self.session.located(url)
    }

    fn moved(&self, wanted: &Wanted, bytes: u64, total: Option<u64>) {
        self.progress.moved(wanted, bytes, total);
    }

    fn warn(&self, text: &str) {
        self.progress.warn(text);
    }
}

/// A row of the result.
pub(super) fn row(job: &Job, status: Fetched, entry: Option<&Entry>, error: Option<Error>) -> Downloaded {
    let mut recording = job.found.recording.clone();
    if let Some(entry) = entry {
        recording.size_bytes = i64::try_from(entry.size_bytes).ok();
    }
    Downloaded { recording, path: None, sha256: entry.map(|entry| entry.sha256.clone()), status, error }
}
