//! Meetings: what people type, what comes back, and how a vendor may serve it.

mod input;
mod output;

pub use input::{
    Attach, Background, Boxes, Create, Edit, End, Ends, Generation, Get, JoinInfo, List, Target, Targets,
    Type, times,
};
pub use output::{
    DONE, Done, FILE, File, JOIN_INFO_SHAPE, MEETING, Meeting, OUTCOME, Outcome, STATUS_SHAPE, Status,
};

use super::{Effect, Gives, Loss, Op, Route};
use serde_json::{Map, Value};

/// Finds the ids of the rooms that a meeting has booked, each once. Only who looks for clashes asks.
pub type Rooms = fn(&Meeting) -> Vec<String>;

/// A vendor's routes for meetings, and what only it can read in them.
#[derive(Debug)]
pub struct Verbs {
    /// `meeting create`
    pub create: &'static [Route<Create, Meeting>],
    /// `meeting edit`
    pub edit: &'static [Route<Edit, Meeting>],
    /// `meeting cancel`
    pub cancel: &'static [Route<Targets, Outcome>],
    /// `meeting end`
    pub end: &'static [Route<End, Outcome>],
    /// `meeting get`
    pub get: &'static [Route<Get, Meeting>],
    /// `meeting list`
    pub list: &'static [Route<List, Meeting>],
    /// `meeting status`
    pub status: &'static [Route<Target, Status>],
    /// `meeting join-info`
    pub join_info: &'static [Route<JoinInfo, Map<String, Value>>],
    /// `meeting attach`
    pub attach: &'static [Route<Attach, Done>],
    /// `meeting files`
    pub files: &'static [Route<Target, File>],
    /// `meeting background`
    pub background: &'static [Route<Background, Done>],
    /// `meeting boxes`
    pub boxes: &'static [Route<Boxes, Done>],
    /// Which rooms a meeting of its lists has booked.
    pub rooms: Rooms,
}

impl Verbs {
    /// A vendor that can do nothing with meetings: the rest of a record is filled from it.
    pub const NONE: Self = Self {
        create: &[],
        edit: &[],
        cancel: &[],
        end: &[],
        get: &[],
        list: &[],
        status: &[],
        join_info: &[],
        attach: &[],
        files: &[],
        background: &[],
        boxes: &[],
        rooms: |_| Vec::new(),
    };
}

/// Reserve a meeting.
pub static CREATE: Op<Create, Meeting> = Op {
    name: "meeting create",
    about: "Reserve a meeting",
    shape: &MEETING,
    effect: Effect::gives(Gives::One),
    routes: |v| v.meeting.create,
};
/// Change a meeting.
pub static EDIT: Op<Edit, Meeting> = Op {
    name: "meeting edit",
    about: "Change a reserved meeting",
    shape: &MEETING,
    effect: Effect::gives(Gives::One),
    routes: |v| v.meeting.edit,
};
/// Cancel meetings.
pub static CANCEL: Op<Targets, Outcome> = Op {
    name: "meeting cancel",
    about: "Cancel reserved meetings",
    shape: &OUTCOME,
    effect: Effect::gives(Gives::Removed(&MEETING)).loses(Loss::Something),
    routes: |v| v.meeting.cancel,
};
/// End running meetings.
pub static END: Op<End, Outcome> = Op {
    name: "meeting end",
    about: "End running meetings for everybody in them",
    shape: &OUTCOME,
    effect: Effect::gives(Gives::Rows).loses(Loss::ForGood),
    routes: |v| v.meeting.end,
};
/// Show a meeting.
pub static GET: Op<Get, Meeting> = Op {
    name: "meeting get",
    about: "Show one meeting",
    shape: &MEETING,
    effect: Effect::gives(Gives::One),
    routes: |v| v.meeting.get,
};
/// List meetings.
pub static LIST: Op<List, Meeting> = Op {
    name: "meeting list",
    about: "List meetings",
    shape: &MEETING,
    effect: Effect::gives(Gives::Listing),
    routes: |v| v.meeting.list,
};
/// What goes on in a meeting.
pub static STATUS: Op<Target, Status> = Op {
    name: "meeting status",
    about: "Show what goes on in a meeting now",
    shape: &STATUS_SHAPE,
    effect: Effect::gives(Gives::One),
    routes: |v| v.meeting.status,
};
/// What an anonymous guest needs to join.
pub static JOIN_INFO: Op<JoinInfo, Map<String, Value>> = Op {
    name: "meeting join-info",
    about: "Get what a guest's client needs to join",
    shape: &JOIN_INFO_SHAPE,
    effect: Effect::gives(Gives::One),
    routes: |v| v.meeting.join_info,
};
/// Attach uploaded files.
pub static ATTACH: Op<Attach, Done> = Op {
    name: "meeting attach",
    about: "Attach uploaded files to a meeting",
    shape: &DONE,
    effect: Effect::gives(Gives::One),
    routes: |v| v.meeting.attach,
};
/// List attached files.
pub static FILES: Op<Target, File> = Op {
    name: "meeting files",
    about: "List the files attached to a meeting",
    shape: &FILE,
    effect: Effect::gives(Gives::Rows),
    routes: |v| v.meeting.files,
};
/// Set the background picture.
pub static BACKGROUND: Op<Background, Done> = Op {
    name: "meeting background",
    about: "Set a meeting's background picture",
    shape: &DONE,
    effect: Effect::gives(Gives::One),
    routes: |v| v.meeting.background,
};
/// Bind room systems.
pub static BOXES: Op<Boxes, Done> = Op {
    name: "meeting boxes",
    about: "Bind room systems to a meeting; replaces all earlier bindings",
    shape: &DONE,
    effect: Effect::gives(Gives::One).loses(Loss::Something),
    routes: |v| v.meeting.boxes,
};
