//! What people can ask for, whatever the vendor: operations, the routes by which vendors serve
//! them, and the capability that is *derived* from the routes, so it cannot disagree with them.

pub mod account;
pub mod agenda;
pub mod ask;
pub mod directory;
mod effect;
pub mod join_url;
pub mod listing;
pub mod live;
pub mod look;
pub mod meeting;
mod reach;
pub mod record;
mod rehearsal;
pub mod report;
mod route;
pub mod writing;

pub use effect::{Effect, Gives, Loss};
pub use reach::Reach;
pub use rehearsal::rehearse;
pub use route::{How, Route, Sink, When};

use crate::client::call::{Access, Call};
use crate::client::codes::Code;
use crate::client::draft::{Draft, Given, check_set, check_twice, spell};
use crate::client::probe::Probe;
use crate::client::profile::{Profile, Schema};
use crate::client::session::{Dialect, Session};
use crate::document::Shape;
use crate::error::{Error, Kind, Result};
use crate::lang;
use crate::text::counted;
use std::cell::RefCell;

/// A vendor: a static record of what it is, how it speaks, and its routes by noun.
#[derive(Debug)]
pub struct Vendor {
    /// What a profile's `vendor` says.
    pub id: &'static str,
    /// The product's own name.
    pub product: &'static str,
    /// The keys of its profiles.
    pub schema: Schema,
    /// How it signs, and how it says yes and no.
    pub dialect: &'static Dialect,
    /// How its profiles are checked.
    pub probe: &'static Probe,
    /// The keys of its profiles by which its callbacks are known, if it sends any.
    pub callbacks: Option<Callbacks>,
    /// What to do instead of operations that it lacks: `("meeting list", "…")`.
    pub instead: &'static [(&'static str, &'static str)],
    /// Meetings.
    pub meeting: &'static meeting::Verbs,
    /// Recordings.
    pub record: &'static record::Verbs,
    /// Live streams.
    pub live: &'static live::Verbs,
    /// Who was there.
    pub report: &'static report::Verbs,
    /// Links to join with.
    pub join_url: &'static join_url::Verbs,
    /// Accounts.
    pub account: &'static account::Verbs,
    /// Rooms, contacts and access numbers.
    pub directory: &'static directory::Verbs,
}

/// The keys of a profile by which callbacks are known.
#[derive(Clone, Copy, Debug)]
pub struct Callbacks {
    /// That of the secret which signs them.
    pub secret: &'static str,
    /// That which says whose they are.
    pub sender: &'static str,
}

impl Vendor {
    /// The vendor's error codes.
    pub fn codes(&self) -> &'static [Code] {
        self.dialect.codes
    }
}

/// An operation: a verb that knows no vendor.
#[derive(Debug)]
pub struct Op<I: 'static, O: 'static> {
    /// How it is typed: `meeting create`.
    pub name: &'static str,
    /// One line of help.
    pub about: &'static str,
    /// What it prints.
    pub shape: &'static Shape,
    /// What it gives, and what is lost by it.
    pub effect: Effect,
    /// A vendor's routes, tried in order.
    pub routes: fn(&Vendor) -> &'static [Route<I, O>],
}

impl<I, O> Op<I, O> {
    /// Whether a vendor serves it at all.
    pub fn is_served(&self, vendor: &Vendor) -> bool {
        !(self.routes)(vendor).is_empty()
    }

    /// The route that serves this input, after everything that can be refused has been refused.
    ///
    /// Flags that are honoured are counted, not those that are refused: a forgotten one is an
    /// error for the user, never a flag that is silently dropped.
    pub fn route(
        &self,
        vendor: &Vendor,
        profile: &Profile,
        given: &Given,
        set: &[(String, String)],
    ) -> Result<&'static Route<I, O>> {
        let routes = (self.routes)(vendor);
        let mut found = None;
        for route in routes {
            if found.is_none() && route.applies(profile, given)? {
                found = Some(route);
            }
        }
        let route = found.ok_or_else(|| unsupported(vendor, self.name))?;
        if let Some(flag) = given.keys().find(|flag| !route.honours(flag)) {
            let message = tr!(
                "{vendor}'s {route} does not take {flag}",
                vendor = vendor.id,
                route = route.says(self.name),
                flag = spell(flag)
            );
            let other = routes.iter().find(|route| route.honours(flag));
            let hint = match other {
                // A way without a condition is the one that is left when that of this one does not hold.
                Some(other) if other.when.is_empty() => {
                    tr!("{flag} goes without {this}", flag = spell(flag), this = route.says(""))
                }
                Some(other) => tr!("{flag} goes with {other}", flag = spell(flag), other = other.says("")),
                None => {
                    // Where no way was chosen, those that a flag chooses are open as well.
                    let open = |other: &&Route<I, O>| route.when.is_empty() || std::ptr::eq(*other, route);
                    let mut takes: Vec<String> = Vec::new();
                    for flag in routes.iter().filter(open).flat_map(Route::flags).map(spell) {
                        if !takes.contains(&flag) {
                            takes.push(flag);
                        }
                    }
                    tr!("it takes: {takes}", takes = takes.join(tr!(", ")))
                }
            };
            return Err(Error::new(Kind::Unsupported, message)
                .hint(hint)
                .with(|f| f.vendor = Some(vendor.id.into())));
        }
        if let Some((name, _)) = set.first() {
            let Some(main) = route.calls.first() else {
                return Err(Error::usage(tr!(
                    "--set {name}: {command} makes no vendor call",
                    name,
                    command = self.name
                )));
            };
            set.iter().try_for_each(|(name, _)| check_twice(check_set(main, name)?, given))?;
        }
        Ok(route)
    }
}

/// This vendor has no call for it: what it offers instead.
pub fn unsupported(vendor: &Vendor, name: &str) -> Error {
    let error = Error::new(
        Kind::Unsupported,
        tr!(
            "{vendor} ({product}) has no call for: {name}",
            vendor = vendor.id,
            product = lang::text(vendor.product),
            name
        ),
    )
    .with(|facts| facts.vendor = Some(vendor.id.into()));
    if let Some((_, instead)) = vendor.instead.iter().find(|(op, _)| *op == name) {
        return error.hint(lang::text(instead));
    }
    let noun = name.split(' ').next().unwrap_or(name);
    let offered: Vec<&str> = CATALOGUE
        .iter()
        .filter(|op| op.name().split(' ').next() == Some(noun) && op.is_served(vendor))
        .map(|op| op.name())
        .collect();
    if offered.is_empty() {
        error.hint(tr!("meetctl vendors {vendor} lists what it can do", vendor = vendor.id))
    } else {
        error.hint(tr!("it offers: {offered}", offered = offered.join(tr!(", "))))
    }
}

/// The untyped side of an operation: for help, `vendors`, `explain` and the documentation.
pub trait Operation: Sync {
    /// How it is typed.
    fn name(&self) -> &'static str;
    /// One line of help.
    fn about(&self) -> &'static str;
    /// What it prints.
    fn shape(&self) -> &'static Shape;
    /// What it gives, and what is lost by it.
    fn effect(&self) -> Effect;
    /// The ways in which a vendor serves it; none: unsupported.
    fn served(&self, vendor: &Vendor) -> Vec<Served>;
}

impl dyn Operation {
    /// Whether a vendor serves it at all.
    pub fn is_served(&self, vendor: &Vendor) -> bool {
        !self.served(vendor).is_empty()
    }
}

/// One way in which a vendor serves an operation.
#[derive(Debug)]
pub struct Served {
    /// When it applies, as the user types it; empty: always.
    pub when: String,
    /// The calls it may send; none: offline.
    pub calls: &'static [&'static Call],
    /// The flags and arguments it honours.
    pub flags: Vec<&'static str>,
}

impl<I: 'static, O: 'static> Operation for Op<I, O> {
    fn name(&self) -> &'static str {
        self.name
    }
    fn about(&self) -> &'static str {
        self.about
    }
    fn shape(&self) -> &'static Shape {
        self.shape
    }
    fn effect(&self) -> Effect {
        self.effect
    }
    fn served(&self, vendor: &Vendor) -> Vec<Served> {
        let served =
            |route: &Route<I, O>| Served { when: route.says(""), calls: route.calls, flags: route.flags() };
        (self.routes)(vendor).iter().map(served).collect()
    }
}

/// Every operation, in the order in which help and documents list them.
pub static CATALOGUE: &[&dyn Operation] = &[
    &meeting::CREATE,
    &meeting::EDIT,
    &meeting::CANCEL,
    &meeting::END,
    &meeting::GET,
    &meeting::LIST,
    &meeting::STATUS,
    &meeting::JOIN_INFO,
    &meeting::ATTACH,
    &meeting::FILES,
    &meeting::BACKGROUND,
    &meeting::BOXES,
    &record::GET,
    &record::DELETE,
    &record::OPEN,
    &record::CLOSE,
    &record::STATUS,
    &record::DOWNLOAD,
    &record::PRUNE,
    &join_url::MAKE,
    &join_url::INSPECT,
    &live::STREAMS,
    &live::STATUS,
    &live::VIEWER_URL,
    &report::REPORT,
    &account::CREATE,
    &account::GET,
    &account::SET_TOKEN,
    &account::SET_SHORT_ID,
    &directory::CONTACTS,
    &directory::ROOMS,
    &directory::PHONES,
];

/// The operation that is typed like this: `meeting create`.
pub fn find(name: &str) -> Option<&'static dyn Operation> {
    CATALOGUE.iter().copied().find(|op| op.name() == name)
}

/// Does one thing to each of several targets, in order, and says what became of each. After refused
/// credentials the rest is not tried: they would be refused for all that follow.
pub async fn each_target(
    s: &Session,
    ids: &[String],
    sink: &mut Sink<'_, meeting::Outcome>,
    act: impl AsyncFn(&str) -> Result<()>,
) -> Result<()> {
    each_group(s, ids, 1, sink, async |group| match group {
        [id] => act(id).await,
        _ => Err(Error::failed(tr!("a target has no draft"))),
    })
    .await
}

/// The same where one call takes `most` targets at a time: what becomes of a call becomes of all of
/// its targets.
pub async fn each_group(
    s: &Session,
    ids: &[String],
    most: usize,
    sink: &mut Sink<'_, meeting::Outcome>,
    act: impl AsyncFn(&[String]) -> Result<()>,
) -> Result<()> {
    let mut tally = Tally::default();
    for (i, group) in ids.chunks(most.max(1)).enumerate() {
        s.aim(group);
        let result = if tally.stopped { Err(tally.not_tried()) } else { act(group).await };
        let result = match result {
            // Of several at once nobody can tell which are done.
            Err(error) if error.kind() == Kind::InDoubt && group.len() == 1 => {
                s.second_look(group.first().map(String::as_str), error).await
            }
            result => result,
        };
        let told = |error: Option<&Error>, sink: &mut Sink<'_, meeting::Outcome>| {
            group.iter().try_for_each(|id| {
                sink(meeting::Outcome { id: id.clone(), ok: error.is_none(), error: error.cloned() })
            })
        };
        match result {
            Ok(()) => {
                tally.done += group.len();
                told(None, sink)?;
            }
            Err(error) if error.kind() == Kind::Planned => {}
            // A wrong command line or profile is said before anything was sent; later it is an outcome.
            Err(error) if i == 0 && matches!(error.kind(), Kind::Usage | Kind::Config) => return Err(error),
            Err(error) if matches!(error.kind(), Kind::Stopped(_)) => return Err(error),
            Err(error) => {
                told(Some(&error), sink)?;
                tally.count(error, group.len());
            }
        }
    }
    tally.verdict(ids.len())
}

/// Sends one call for each of several targets. Every draft is filled before the first is sent, so a
/// target that cannot be one stops the command before anything was done.
pub async fn each_call(
    s: &Session,
    ids: &[String],
    sink: &mut Sink<'_, meeting::Outcome>,
    fill: impl Fn(&str) -> Result<Draft>,
) -> Result<()> {
    let drafts = ids.iter().map(|id| fill(id)).collect::<Result<Vec<Draft>>>()?;
    let drafts = RefCell::new(drafts.into_iter());
    each_target(s, ids, sink, async |_| {
        let next = drafts.borrow_mut().next();
        match next {
            Some(draft) => s.send(draft).await.map(drop),
            None => Err(Error::failed(tr!("a target has no draft"))),
        }
    })
    .await
}

/// What became of several targets.
#[derive(Default)]
struct Tally {
    done: usize,
    failed: usize,
    unknown: usize,
    untried: usize,
    stopped: bool,
    look_up: Option<String>,
    last: Option<Error>,
}

impl Tally {
    /// Counts so many targets, of which this became.
    fn count(&mut self, error: Error, targets: usize) {
        match error.kind() {
            Kind::InDoubt => {
                self.unknown += targets;
                self.look_up.clone_from(&error.facts().hint);
            }
            _ if self.stopped => self.untried += targets,
            _ => {
                self.failed += targets;
                self.stopped = error.facts().stops;
            }
        }
        self.last = Some(error);
    }

    /// Why a target after the one that stopped it is not tried.
    fn not_tried(&self) -> Error {
        match &self.last {
            Some(error) if error.kind() == Kind::Auth => {
                Error::new(Kind::Auth, tr!("not tried: the credentials were refused"))
            }
            _ => Error::failed(tr!("not tried: what stopped the one before would stop it too")),
        }
    }

    /// With one target its own error, with several a summary.
    fn verdict(self, targets: usize) -> Result<()> {
        let Some(error) = self.last else { return Ok(()) };
        if targets == 1 {
            return Err(error);
        }
        let parts = counted(&[
            (self.done, tr!("done")),
            (self.failed, tr!("failed")),
            (self.unknown, tr!("sent, with an unknown outcome")),
            (self.untried, tr!("not tried")),
        ]);
        let summary = Error::new(Kind::Partial, tr!("of {targets}: {parts}", targets, parts));
        Err(summary.hint(self.look_up.unwrap_or_else(|| tr!("the result says which").to_owned())))
    }
}

/// The footer of a command's help: which vendors have it.
pub fn offered_by<'a>(name: &str, vendors: impl IntoIterator<Item = &'a Vendor>) -> String {
    let Some(op) = find(name) else { return String::new() };
    let having: Vec<&str> = vendors.into_iter().filter(|v| op.is_served(v)).map(|v| v.id).collect();
    if having.is_empty() { tr!("no vendor yet").to_owned() } else { having.join(tr!(", ")) }
}

/// Whether any of these calls changes something.
pub fn writes(calls: &[&Call]) -> bool {
    calls.iter().any(|call| call.access == Access::Write)
}
