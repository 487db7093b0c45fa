//! A session with a vendor from its opening to what is printed after it.

use super::context::{Context, Target};
use super::pending::lasting;
use super::plan;
use super::run::contents;
use super::world::World;
use crate::client::call::Call;
use crate::client::draft::Given;
use crate::client::io::Io;
use crate::client::login::Purse;
use crate::client::pacer::Pacer;
use crate::client::register::Register;
use crate::client::session::{Options, Session, Warned};
use crate::error::{Error, Facts, Kind, Result};
use crate::file;
use crate::op::look::{Key, Look, Making, Turn};
use crate::op::meeting::LIST;
use crate::op::{Reach, writes, writing};
use crate::pending::{Story, Writes};
use crate::secret::is_named_secret;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// How long a signal waits for the answer to a write.
const PATIENCE: Duration = Duration::from_secs(2);
/// Among how many files `--if-not-exists` shares meetings out. Two in the same file wait for each other in vain,
/// and a file for each meeting would be too many in the long run.
const TURNS: u64 = 256;

/// What is about to be run.
pub(super) struct Task<'a> {
    /// How it is typed: `meeting create`.
    pub name: &'static str,
    /// The calls that it may send; `api` names none beforehand.
    pub calls: &'static [&'static Call],
    /// Whether it may change something.
    pub writes: bool,
    /// What the user gave.
    pub given: &'a Given,
    pub set: &'a [(String, String)],
    /// Whether a meeting that is there already is as good as one that is made.
    pub if_not_exists: bool,
}

impl<'a> Task<'a> {
    pub(super) fn of(
        name: &'static str,
        calls: &'static [&'static Call],
        given: &'a Given,
        set: &'a [(String, String)],
    ) -> Self {
        Self { name, calls, writes: writes(calls), given, set, if_not_exists: false }
    }
}

/// `--if-not-exists` where nobody can see what exists.
fn cannot_see(reach: &Reach) -> Error {
    if !LIST.is_served(reach.vendor) {
        let what = tr!(
            "{vendor} lists no meetings, so --if-not-exists cannot see what exists",
            vendor = reach.vendor.id
        );
        return Error::new(Kind::Unsupported, what).with(|facts| facts.vendor = Some(reach.vendor.id.into()));
    }
    Error::usage(tr!("--if-not-exists needs --subject and --start: a meeting is known by them"))
}

/// A session on a target, and how to look again should the answer to a write be lost.
struct Dealing {
    session: Session,
    look: Option<Rc<dyn Look>>,
    world: World,
}

impl Context<'_> {
    /// Runs code with a session on this target; afterwards prints what `--raw` and `--dry-run` want.
    pub(super) fn with_session(
        &self,
        target: &Target,
        task: &Task<'_>,
        run: impl AsyncFnOnce(&Session, Option<&dyn Look>) -> Result<()>,
    ) -> Result<()> {
        let options = Options {
            // `api` names no call beforehand, and prints what it gets.
            keep_answers: self.global.raw || task.calls.is_empty(),
            ..self.call_options(target, contents(task.set, task.calls)?)
        };
        let dealing = self.dealing(target, task, options)?;
        let patience = task.writes.then_some(PATIENCE);
        let code = run(&dealing.session, dealing.look.as_deref());
        let result = dealing.world.drive(self, patience, code);
        let of_vendor = |facts: &mut Facts| {
            facts.vendor.get_or_insert(target.profile.vendor.into());
        };
        self.dealt(&dealing.session, result).map_err(|error| error.with(of_vendor))
    }

    fn dealing(&self, target: &Target, task: &Task<'_>, options: Options) -> Result<Dealing> {
        let world = World::open(self, target)?;
        let reach = self.reach(target, Rc::clone(&world.io), world.detour.clone(), options)?;
        let (register, look) = if task.writes && !self.global.dry_run {
            let look = self.look(target, task, &reach)?;
            (Some(self.register(target, task, &reach, look.is_some())?), look)
        } else {
            (None, None)
        };
        let session = reach.session(task.calls, register, look.clone().map(|look| look as _));
        Ok(Dealing { session, look, world })
    }

    /// What is to be printed and said after a session.
    fn dealt(&self, session: &Session, result: Result<()>) -> Result<()> {
        if matches!(&result, Err(error) if matches!(error.kind(), Kind::Stopped(_))) {
            return result;
        }
        let result = result.and_then(|()| session.afterwards());
        let planned = session.planned();
        if !planned.is_empty() {
            plan::print(self, &planned)?;
        }
        if self.global.raw {
            self.print_raw(&session.answers())?;
        }
        result
    }

    /// What the command line says about calls.
    pub(super) fn call_options(&self, target: &Target, set: Vec<(String, String)>) -> Options {
        Options {
            keep_answers: false,
            retries: self.global.retries,
            timeout: self.global.timeout(target.profile.timeout),
            verbose: self.global.verbose,
            dry_run: self.global.dry_run,
            set,
        }
    }

    /// What operations on this target are run with.
    pub(super) fn reach(
        &self,
        target: &Target,
        io: Rc<dyn Io>,
        detour: Option<Url>,
        options: Options,
    ) -> Result<Reach> {
        let profile = Rc::new(target.profile.clone());
        let pacer = Rc::new(Pacer::new(Rc::clone(&io), Rc::clone(&profile)));
        let now = io.now();
        Ok(Reach {
            vendor: target.vendor,
            profile,
            io,
            pacer,
            purse: Purse::default(),
            warned: Warned::default(),
            options,
            detour,
            now,
            settle: self.settle(target)?,
        })
    }

    fn register(
        &self,
        target: &Target,
        task: &Task<'_>,
        reach: &Reach,
        resolvable: bool,
    ) -> Result<Rc<dyn Register>> {
        let set = task.set.iter().map(|(name, _)| format!("--set {name}"));
        let story = Story {
            profile: target.profile.name.to_string(),
            vendor: target.profile.vendor.to_owned(),
            server: target.profile.server(),
            command: task.name.to_owned(),
            input: lasting(task.given, &reach.clock()),
            hidden: task
                .given
                .keys()
                .filter(|name| is_named_secret(name))
                .map(str::to_owned)
                .chain(set)
                .collect(),
            pid: std::process::id(),
            resolvable,
        };
        let [a, b, c, d, ..] = reach.io.random();
        let io = Rc::clone(&reach.io);
        let warn = Box::new(move |text: &str| io.note(text));
        let writes = Rc::new(Writes::new(self.env.state_dir().as_deref(), [a, b, c, d], story, warn));
        self.writes.borrow_mut().push(Rc::clone(&writes));
        self.audited(target, task.name, task.given, writes)
    }

    /// How to look again, should the answer to this be lost.
    fn look(&self, target: &Target, task: &Task<'_>, reach: &Reach) -> Result<Option<Rc<dyn Look>>> {
        if task.if_not_exists {
            let making = Making::new(reach, task.given, None)?.ok_or_else(|| cannot_see(reach))?;
            let turn = self.turn(target, task, reach)?;
            return Ok(Some(Rc::new(making.if_not_exists(turn))));
        }
        let writing = writing::find(task.name);
        writing.map_or(Ok(None), |writing| writing.looks.again(reach, task.given, None))
    }

    /// Lets one process of this user at a time look for such a meeting at this server, and make it.
    fn turn(&self, target: &Target, task: &Task<'_>, reach: &Reach) -> Result<Turn> {
        let key = Key::of(task.given, &reach.clock())?.map(|(key, _)| key);
        let slot = key.map(|key| key.hash(Some(&target.profile.server())) % TURNS);
        let folder = self.env.state_dir().map(|state| state.join("making"));
        let held = RefCell::new(None);
        Ok(Box::new(move || {
            let (Some(folder), Some(slot), true) = (&folder, slot, held.borrow().is_none()) else {
                return true;
            };
            let locked = file::private_folder(folder)
                .and_then(|()| file::lock(&folder.join(format!("{slot}.lock")), Duration::ZERO));
            match locked {
                Ok(None) => false,
                Ok(lock) => {
                    *held.borrow_mut() = lock;
                    true
                }
                // That nothing can be kept is said where the write is noted, and it goes on.
                Err(_) => true,
            }
        }))
    }
}
