//! Writing: by many processes at a time, each line under one lock.

use super::chain::{Head, LONGEST, Point, Record, open, seal};
use super::{FILES, file_of, head_of};
use crate::file;
use crate::lines::{Line, Lines};
use std::cell::{Cell, OnceCell, RefCell};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

/// How long another process may keep the lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// How large the log may grow, all its files together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u64);

impl Limit {
    /// The least that makes sense: some ten writes a file.
    pub const LEAST: u64 = 64 << 10;

    /// So many bytes; `None` if that is too few.
    pub fn bytes(bytes: u64) -> Option<Self> {
        (bytes >= Self::LEAST).then_some(Self(bytes))
    }

    fn of_file(self) -> u64 {
        self.0 / FILES
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50 << 20)
    }
}

/// The log of this machine's user, open for writing. Costs nothing until the first line.
#[derive(Debug)]
pub struct Log {
    folder: PathBuf,
    limit: Limit,
    opened: RefCell<Option<Opened>>,
    /// Lines that may go together with the next one.
    waiting: RefCell<Vec<Record>>,
    /// Lines that somebody wants to be written before he goes on.
    queue: RefCell<Vec<Queued>>,
    /// Whether the head was gone.
    headless: Cell<bool>,
}

/// A line that somebody waits for.
type Queued = (Rc<Place>, Record);

/// Where a line has come to stand: its number, or why it was not written, which all are told whose lines
/// went into the same write.
#[derive(Debug, Default)]
pub struct Place(OnceCell<Result<u64, Rc<io::Error>>>);

/// The files that are open.
#[derive(Debug)]
struct Opened {
    head: File,
    file: File,
    number: u64,
}

impl Log {
    /// A log in this folder.
    pub fn new(folder: PathBuf, limit: Limit) -> Self {
        Self {
            folder,
            limit,
            opened: RefCell::default(),
            waiting: RefCell::default(),
            queue: RefCell::default(),
            headless: Cell::default(),
        }
    }

    /// Whether the head was gone or damaged when this process wrote, so that nobody can tell whether lines
    /// are missing. The log says so too.
    pub fn was_headless(&self) -> bool {
        self.headless.get()
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps a line until the next one is written, or the command ends. That it cannot be made does not
    /// happen: texts and numbers always make an object.
    pub fn wait(&self, record: io::Result<Record>) {
        self.waiting.borrow_mut().extend(record);
    }

    /// Writes a line now, and those that wait before it. Gives its number. What could not be written
    /// whole is taken back.
    pub fn append(&self, record: Record) -> io::Result<u64> {
        let mut records = self.waiting.take();
        records.push(record);
        let written = self.write(&records);
        if written.is_err() {
            // They may still find their place later.
            records.pop();
            self.waiting.borrow_mut().splice(..0, records);
        }
        written.map(|last| last.n)
    }

    /// Puts a line into a queue, which is written as a whole when the first of those in it wants to know
    /// its place: rows of a batch that go on together share one write.
    pub fn line_up(&self, record: Record) -> Rc<Place> {
        let place = Rc::new(Place::default());
        self.queue.borrow_mut().push((Rc::clone(&place), record));
        place
    }

    /// Takes a line out of the queue again. Gives its number if it is written already.
    pub fn withdraw(&self, place: &Rc<Place>) -> Option<u64> {
        self.queue.borrow_mut().retain(|(queued, _)| !Rc::ptr_eq(queued, place));
        place.0.get()?.as_ref().ok().copied()
    }

    /// The number of a line that was lined up; now it is written.
    pub fn number(&self, place: &Place) -> Result<u64, Rc<io::Error>> {
        if place.0.get().is_none() {
            self.write_queue();
        }
        place.0.get().cloned().unwrap_or_else(|| Err(Rc::new(io::Error::other(tr!("the line was given up")))))
    }

    fn write_queue(&self) {
        let (places, lines): (Vec<_>, Vec<_>) = self.queue.take().into_iter().unzip();
        let waiting = self.waiting.take();
        let before = waiting.len();
        let mut records = waiting;
        records.extend(lines);
        let written = self.write(&records).map_err(Rc::new);
        for (behind, place) in (0..).zip(places.iter().rev()) {
            // The last line's number is known, and those before it have the ones before.
            let _ = place.0.set(written.clone().map(|last| last.n - behind));
        }
        if written.is_err() {
            records.truncate(before);
            self.waiting.borrow_mut().splice(..0, records);
        }
    }

    /// Writes what waits.
    pub fn flush(&self) -> io::Result<()> {
        let records = self.waiting.take();
        if records.is_empty() { Ok(()) } else { self.write(&records).map(drop) }
    }

    fn write(&self, records: &[Record]) -> io::Result<Point> {
        let mut opened = self.opened.borrow_mut();
        let (head, kept) = if let Some(Opened { head, file, number }) = opened.take() {
            (head, Some((file, number)))
        } else {
            file::own_folder(&self.folder)?;
            (file::open(&head_of(&self.folder))?, None)
        };
        if !file::acquire(&head, PATIENCE)? {
            return Err(io::Error::new(io::ErrorKind::TimedOut, tr!("another process keeps its lock")));
        }
        let result = self.write_locked(&head, kept, records);
        head.unlock()?;
        let (file, number, last) = result?;
        *opened = Some(Opened { head, file, number });
        Ok(last)
    }

    fn write_locked(
        &self,
        lock: &File,
        kept: Option<(File, u64)>,
        records: &[Record],
    ) -> io::Result<(File, u64, Point)> {
        let (mut head, headless) = self.head(lock)?;
        // Another process may have begun the next file, and anybody may have removed this one.
        let file = match kept
            .filter(|(file, number)| *number == head.file && file::has_name(file).unwrap_or(false))
        {
            Some((file, _)) => file,
            None => file::open(&file_of(&self.folder, head.file))?,
        };
        let mut file = continued(file, &mut head)?;
        let mut bytes = Vec::new();
        let before = head.last.clone();
        let mut last = before.clone();
        if headless {
            // Part of the chain, so that it cannot be taken out again without being noticed.
            seal(&mut bytes, &mut last, &Record::headless()?)?;
            self.headless.set(true);
        }
        for record in records {
            seal(&mut bytes, &mut last, record)?;
        }
        if head.length > 0 && head.length + bytes.len() as u64 > self.limit.of_file() {
            head.file += 1;
            head.length = 0;
            file = continued(file::open(&file_of(&self.folder, head.file))?, &mut head)?;
            if head.last != before {
                // A process was killed right here: what it wrote counts.
                write_head(lock, &head)?;
                return self.write_locked(lock, Some((file, head.file)), records);
            }
            self.drop_old(lock, &mut head)?;
        }
        if let Err(error) = file.write_all(&bytes) {
            // If even this fails, the next writer finds the torn end.
            let _ = file.set_len(head.length);
            return Err(error);
        }
        head.length += bytes.len() as u64;
        head.last = last.clone();
        write_head(lock, &head)?;
        Ok((file, head.file, last))
    }

    /// The head, or what can be told without it from the newest file; and whether it is gone though there are
    /// files: where the last of their lines was, nobody knows.
    fn head(&self, mut lock: &File) -> io::Result<(Head, bool)> {
        let mut bytes = vec![0; Head::SIZE];
        lock.seek(SeekFrom::Start(0))?;
        let size = read_up_to(lock, &mut bytes)?;
        if let Some(head) = Head::read(&bytes[..size]) {
            return Ok((head, false));
        }
        let mut numbers = numbers(&self.folder)?;
        numbers.sort_unstable();
        let mut head = Head::default();
        if let (Some(first), Some(file)) = (numbers.first(), numbers.last()) {
            (head.first, head.file) = (*first, *file);
            if let Some(link) = first_line(&file_of(&self.folder, *first))? {
                head.anchor = link;
            }
            if let Some(link) = first_line(&file_of(&self.folder, *file))? {
                head.last = link;
            }
            // It is written after the line that says so: whoever is killed before has not hidden it.
            return Ok((head, true));
        }
        // A log that has a line has a head, so that nobody takes a new log for one without its head.
        write_head(lock, &head)?;
        Ok((head, false))
    }

    /// Drops the oldest files, and keeps what the first line of those that stay hangs on. The head
    /// knows of it before a file is gone: one that is left over goes the next time.
    fn drop_old(&self, lock: &File, head: &mut Head) -> io::Result<()> {
        while head.file - head.first >= FILES {
            head.first += 1;
            if let Some(anchor) = first_line(&file_of(&self.folder, head.first))? {
                head.anchor = anchor;
            }
        }
        write_head(lock, head)?;
        for number in numbers(&self.folder)?.into_iter().filter(|number| *number < head.first) {
            match std::fs::remove_file(file_of(&self.folder, number)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

/// A file at the place where the next line goes. Lines behind the head's end are those of a process
/// that was killed before it could say so; half of one is cut off.
fn continued(mut file: File, head: &mut Head) -> io::Result<File> {
    let (size, known) = (file.metadata()?.len(), head.length);
    if size > known {
        file.seek(SeekFrom::Start(known))?;
        let mut lines = Lines::new(BufReader::new(&file), LONGEST);
        while let Some(line) = lines.following()? {
            match line {
                // What is no line of ours stays where it is: it is somebody's doing, and `verify` says so.
                Line::Whole(text) => {
                    if let Some(link) = open(text).filter(|link| link.prev == head.last.hash) {
                        head.last = link.point;
                    }
                }
                Line::Overlong => {}
                Line::Torn(_) => break,
            }
            head.length = known + lines.passed();
        }
        file.set_len(head.length)?;
    } else if size < known {
        // It was cut: the chain goes on all the same, so that the gap is seen.
        head.length = size;
    }
    if size != known && head.length > 0 {
        // No line is glued to one without an end.
        file.seek(SeekFrom::Start(head.length - 1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
            head.length += 1;
        }
    }
    file.seek(SeekFrom::Start(head.length))?;
    Ok(file)
}

fn write_head(mut lock: &File, head: &Head) -> io::Result<()> {
    lock.seek(SeekFrom::Start(0))?;
    lock.write_all(&head.bytes()?)
}

pub(super) fn read_up_to(mut file: &File, bytes: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read(&mut bytes[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

/// The numbers of the files in a folder; none if there is no folder.
pub(super) fn numbers_of(folder: &Path) -> io::Result<Vec<u64>> {
    match numbers(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        found => found,
    }
}

fn numbers(folder: &Path) -> io::Result<Vec<u64>> {
    let number = |name: std::ffi::OsString| name.to_str()?.strip_suffix(".jsonl")?.parse::<u64>().ok();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        found.extend(number(entry?.file_name()));
    }
    Ok(found)
}

/// What the first line of a file hangs on.
fn first_line(path: &Path) -> io::Result<Option<Point>> {
    let file = match file::open_plain(OpenOptions::new().read(true), path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut lines = Lines::new(BufReader::new(file), LONGEST);
    let Some(Line::Whole(text)) = lines.following()? else { return Ok(None) };
    Ok(open(text).map(|link| Point { n: link.point.n.saturating_sub(1), hash: link.prev }))
}
