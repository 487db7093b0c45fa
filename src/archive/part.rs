//! `NAME.part` while it is written: opened so that no link is followed, summed up in the same pass, and
//! given its name only when it is whole and on the disk.

use super::plan::{Have, Object};
use super::side::Side;
use super::{BAD, PART, SIDE, disk};
use crate::error::Result;
use crate::file::{self, beside, open_plain};
use md5::Md5;
use sha2::{Digest as _, Sha256};
use std::fs::{File, OpenOptions};
use std::future::poll_fn;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::task::Poll;

/// So many bytes lie in memory at most before the disk has them for certain.
const CHECKPOINT: u64 = 64 << 20;
/// Files are read in pieces of this size: after each, whatever else goes on has its turn.
const BUFFER: usize = 1 << 20;
/// SHA-256 and MD5 both take in so many bytes at a time.
const BLOCK: usize = 64;

/// The sums of a file, in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    /// In bytes.
    pub size: u64,
    /// SHA-256.
    pub sha256: String,
    /// MD5, where it was asked for.
    pub md5: Option<String>,
}

#[derive(Clone)]
struct Summing {
    bytes: u64,
    sha256: Sha256,
    md5: Option<Md5>,
}

impl Summing {
    fn new(md5: bool) -> Self {
        Self { bytes: 0, sha256: Sha256::new(), md5: md5.then(Md5::new) }
    }

    fn add(&mut self, bytes: &[u8]) {
        let into_block = usize::try_from(self.bytes % BLOCK as u64).unwrap_or(0);
        self.bytes += bytes.len() as u64;
        let Some(md5) = &mut self.md5 else { return self.sha256.update(bytes) };
        // In turns, block by block: each sum waits most of its time for its own last step, and the processor works
        // on the other meanwhile. That takes a quarter less time than one after the other.
        let (first, rest) = bytes.split_at(bytes.len().min((BLOCK - into_block) % BLOCK));
        for block in std::iter::once(first).chain(rest.chunks(BLOCK)) {
            self.sha256.update(block);
            md5.update(block);
        }
    }

    /// Takes in the next piece of a file, as far as this place. `false`: there is no more.
    fn read(&mut self, file: &mut File, until: u64, buffer: &mut [u8]) -> io::Result<bool> {
        let left = until.saturating_sub(self.bytes);
        let most = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let read = file.read(&mut buffer[..most])?;
        self.add(&buffer[..read]);
        Ok(read > 0)
    }

    fn sums(self) -> Sums {
        let md5 = self.md5.map(|md5| hex::encode(md5.finalize()));
        Sums { size: self.bytes, sha256: hex::encode(self.sha256.finalize()), md5 }
    }
}

/// Sums a file up.
pub fn sums(path: &Path, md5: bool) -> io::Result<Sums> {
    let mut file = open_plain(OpenOptions::new().read(true), path)?;
    let (mut summing, mut buffer) = (Summing::new(md5), vec![0; BUFFER]);
    while summing.read(&mut file, u64::MAX, &mut buffer)? {}
    Ok(summing.sums())
}

/// As [`sums`], while signals are heard and other downloads go on: a large file takes seconds.
pub async fn sums_in_turns(path: &Path, md5: bool) -> io::Result<Sums> {
    let mut file = open_plain(OpenOptions::new().read(true), path)?;
    let (mut summing, mut buffer) = (Summing::new(md5), vec![0; BUFFER]);
    while summing.read(&mut file, u64::MAX, &mut buffer)? {
        turn().await;
    }
    Ok(summing.sums())
}

/// Lets whatever else goes on on this thread have its turn.
async fn turn() {
    let mut had = false;
    poll_fn(|context| {
        if std::mem::replace(&mut had, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A file on its way in.
pub struct Part {
    path: PathBuf,
    side_path: PathBuf,
    target: PathBuf,
    key: String,
    file: File,
    side: Option<Side>,
    /// So many bytes of it count.
    bytes: u64,
    summing: Summing,
    synced: u64,
}

/// `NAME.part.json` of a file.
pub fn side_path(target: &Path) -> PathBuf {
    beside(target, SIDE)
}

impl Part {
    /// Opens the part of this file, which is made if it is not there. What is in it counts only if the file
    /// beside it says what it is.
    pub fn open(target: &Path, key: &str, md5: bool) -> Result<Self> {
        let (path, side_path) = (beside(target, PART), side_path(target));
        let mut options = OpenOptions::new();
        let file = open_plain(options.read(true).write(true).create(true).truncate(false), &path);
        let file = file.map_err(|error| disk(tr!("write"), &path, &error))?;
        let length = file.metadata().map_err(|error| disk(tr!("read"), &path, &error))?.len();
        let side = Side::read(&side_path, key);
        let bytes = side.as_ref().map_or(0, |side| side.trusted(length));
        Ok(Self {
            path,
            side_path,
            target: target.to_owned(),
            key: key.to_owned(),
            file,
            side,
            bytes,
            summing: Summing::new(md5),
            synced: 0,
        })
    }

    /// How many bytes are here.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What is here of which object.
    pub fn have(&self) -> Option<Have> {
        self.side.as_ref().map(|side| Have { object: side.object.clone(), bytes: self.bytes })
    }

    /// Whether all of the object is here.
    pub fn is_whole(&self) -> bool {
        self.side.as_ref().is_some_and(|side| side.object.length == Some(self.bytes))
    }

    /// The next bytes come from here on in this object.
    pub async fn begin(&mut self, from: u64, object: Object, url: &str) -> Result<()> {
        let begun = async {
            self.file.set_len(from)?;
            self.read_to(from).await?;
            self.file.seek(SeekFrom::Start(from))?;
            self.bytes = from;
            let same =
                self.side.as_ref().is_some_and(|side| side.object == object && side.url == url && from > 0);
            if !same {
                let synced = if from > 0 { self.side.as_ref().map_or(0, |side| side.synced) } else { 0 };
                let mut side = Side::new(&self.key, url, object);
                side.synced = synced;
                side.write(&self.side_path)?;
                self.side = Some(side);
            }
            Ok(())
        };
        let begun: io::Result<()> = begun.await;
        self.synced = from;
        begun.map_err(|error| disk(tr!("write"), &self.path, &error))
    }

    /// Adds what came.
    pub fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.file.write_all(piece).map_err(|error| disk(tr!("write"), &self.path, &error))?;
        self.summing.add(piece);
        self.bytes += piece.len() as u64;
        if self.bytes - self.synced >= CHECKPOINT { self.checkpoint() } else { Ok(()) }
    }

    /// What is here is on the disk after this, and is known to be.
    pub fn checkpoint(&mut self) -> Result<()> {
        let synced = self.file.sync_data().and_then(|()| match &mut self.side {
            Some(side) if side.synced != self.bytes => {
                side.synced = self.bytes;
                side.write(&self.side_path)
            }
            _ => Ok(()),
        });
        self.synced = self.bytes;
        synced.map_err(|error| disk(tr!("write"), &self.path, &error))
    }

    /// Sums up what is here from an earlier run, and gives the sums of all of it.
    pub async fn sums(&mut self) -> Result<Sums> {
        let bytes = self.bytes;
        self.read_to(bytes).await.map_err(|error| disk(tr!("read"), &self.path, &error))?;
        Ok(self.summing.clone().sums())
    }

    /// Brings the sums to this place of the file.
    async fn read_to(&mut self, bytes: u64) -> io::Result<()> {
        if self.summing.bytes == bytes {
            return Ok(());
        }
        self.summing = Summing::new(self.summing.md5.is_some());
        self.file.seek(SeekFrom::Start(0))?;
        let mut buffer = vec![0; BUFFER];
        while self.summing.read(&mut self.file, bytes, &mut buffer)? {
            turn().await;
        }
        if self.summing.bytes == bytes { Ok(()) } else { Err(io::Error::other(tr!("it became shorter"))) }
    }

    /// Gives it its name: to the disk first, then the name, then the folder. The file beside it stays
    /// until [`forget`], so that a run that ends in between is understood by the next.
    pub fn finish(mut self, sha256: &str) -> Result<()> {
        let done = (|| {
            self.file.set_len(self.bytes)?;
            self.file.sync_all()?;
            if let Some(side) = &mut self.side {
                side.sha256 = Some(sha256.to_owned());
                side.synced = self.bytes;
                side.write(&self.side_path)?;
            }
            if self.target.symlink_metadata().is_ok() {
                return Err(io::Error::from(io::ErrorKind::AlreadyExists));
            }
            file::rename(&self.path, &self.target)
        })();
        done.map_err(|error| disk(tr!("write"), &self.target, &error))
    }

    /// What came is wrong: it is kept as `NAME.bad`, for a look at it.
    pub fn keep_aside(self) -> Result<PathBuf> {
        let bad = beside(&self.target, BAD);
        file::rename(&self.path, &bad).map_err(|error| disk(tr!("write"), &bad, &error))?;
        forget(&self.target);
        Ok(bad)
    }

    /// Nothing of it is worth keeping.
    pub fn discard(self) {
        // What stays is not taken for more than it is.
        let _ = std::fs::remove_file(&self.path);
        forget(&self.target);
    }
}

/// Removes the file beside a part.
pub fn forget(target: &Path) {
    // Beside a whole file it says only what the lists say too.
    let _ = std::fs::remove_file(side_path(target));
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Runs code that waits for nothing but its turn; gives what it ended with, and how many turns it gave.
    pub(in super::super) fn turns<T>(code: impl Future<Output = T>) -> (T, usize) {
        let mut code = std::pin::pin!(code);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let mut given = 0;
        loop {
            match code.as_mut().poll(&mut context) {
                Poll::Ready(ended) => return (ended, given),
                Poll::Pending => given += 1,
            }
        }
    }

    pub(in super::super) fn now<T>(code: impl Future<Output = T>) -> T {
        turns(code).0
    }

    /// Signals and other downloads wait for no more than a piece of it.
    #[test]
    fn a_long_file_is_summed_up_in_turns() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.mp4");
        let bytes = vec![7; 3 * BUFFER + 1];
        let mut part = Part::open(&target, "k", true).unwrap();
        now(part.begin(0, object(bytes.len() as u64), "")).unwrap();
        part.write(&bytes).unwrap();
        let (expected, given) = turns(part.sums());
        assert_eq!(given, 0, "they are known");
        drop(part);
        let mut part = Part::open(&target, "k", true).unwrap();
        let (found, given) = turns(part.sums());
        assert_eq!((found.unwrap(), given), (expected.unwrap(), 4));
    }

    /// After a power cut, what was synced of one object must not be trusted as another's.
    #[test]
    fn what_was_synced_of_one_object_is_nothing_of_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let mut part = Part::open(&folder.path().join("a.mp4"), "k", false).unwrap();
        let synced = |part: &Part| part.side.as_ref().unwrap().synced;
        now(part.begin(0, object(9), "")).unwrap();
        part.write(b"12345").unwrap();
        part.checkpoint().unwrap();
        now(part.begin(5, object(9), "https://b.example")).unwrap();
        assert_eq!(synced(&part), 5);
        now(part.begin(0, object(7), "")).unwrap();
        assert_eq!(synced(&part), 0);
    }

    proptest! {
        #[test]
        fn sums_are_the_same_however_the_bytes_come(
            bytes in proptest::collection::vec(any::<u8>(), 0..400),
            lengths in proptest::collection::vec(0_usize..150, 0..8),
            md5: bool,
        ) {
            let (mut summing, mut left) = (Summing::new(md5), bytes.as_slice());
            for length in lengths {
                let (piece, rest) = left.split_at(length.min(left.len()));
                summing.add(piece);
                left = rest;
            }
            summing.add(left);
            let expected = Sums {
                size: bytes.len() as u64,
                sha256: hex::encode(Sha256::digest(&bytes)),
                md5: md5.then(|| hex::encode(Md5::digest(&bytes))),
            };
            prop_assert_eq!(summing.sums(), expected);
        }
    }

    fn object(length: u64) -> Object {
        Object { length: Some(length), etag: Some("\"a\"".to_owned()), modified: None }
    }

    #[test]
    fn a_part_goes_on_where_it_stopped_and_is_named_when_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.mp4");
        let mut part = Part::open(&target, "k", true).unwrap();
        assert_eq!((part.bytes(), part.have(), part.is_whole()), (0, None, false));
        now(part.begin(0, object(6), "https://a.example/x")).unwrap();
        part.write(b"abc").unwrap();
        drop(part);
        assert!(!target.exists());
        let mut part = Part::open(&target, "k", true).unwrap();
        assert_eq!(part.have(), Some(Have { object: object(6), bytes: 3 }));
        now(part.begin(3, object(6), "https://a.example/x")).unwrap();
        part.write(b"def").unwrap();
        assert!(part.is_whole());
        let found = now(part.sums()).unwrap();
        assert_eq!(found.md5.as_deref(), Some("e80b5017098950fc58aad83c8c14978e"));
        part.finish(&found.sha256).unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"abcdef");
        assert_eq!(sums(&target, true).unwrap(), found);
        assert_eq!(Side::read(&side_path(&target), "k").unwrap().sha256, Some(found.sha256));
        // Another recording's part is worth nothing.
        std::fs::rename(&target, beside(&target, PART)).unwrap();
        assert_eq!(Part::open(&target, "other", false).unwrap().have(), None);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_and_no_pipe_waited_for() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.mp4");
        let elsewhere = folder.path().join("elsewhere");
        std::fs::write(&elsewhere, "mine").unwrap();
        std::os::unix::fs::symlink(&elsewhere, beside(&target, PART)).unwrap();
        assert!(Part::open(&target, "k", false).is_err());
        std::fs::remove_file(beside(&target, PART)).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, beside(&target, PART), rustix::fs::Mode::RUSR).unwrap();
        assert!(Part::open(&target, "k", false).is_err());
        std::fs::remove_file(beside(&target, PART)).unwrap();
        assert_eq!(std::fs::read(&elsewhere).unwrap(), b"mine");
        let part = Part::open(&target, "k", false).unwrap();
        let mode = std::fs::metadata(beside(&target, PART)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        // A name that was taken meanwhile stays as it is.
        std::os::unix::fs::symlink(&elsewhere, &target).unwrap();
        assert!(part.finish("").is_err());
        assert_eq!(std::fs::read(&elsewhere).unwrap(), b"mine");
    }
}
