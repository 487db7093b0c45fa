//! One documented HTTP call as a constant: its line, its parameters, and whether it may be repeated.
//! Requests, `--params`, `--set`, checks, redaction and the documentation are all made from it.

use super::kind::Kind;
use crate::document::words;

words! {
    /// Whether a call changes anything at the vendor. This, never the method, decides repetition,
    /// dry runs and what an unclear outcome means.
    pub enum Access {
        /// May be repeated.
        Read = "read",
        /// Is sent once.
        Write = "write",
    }
}

/// How the parameters travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In the query of the URL.
    Query,
    /// `multipart/form-data`, even where there is no file.
    Multipart,
    /// A JSON object in the body.
    Json,
}

/// One documented call.
#[derive(Debug)]
pub struct Call {
    /// Whether it changes anything.
    pub access: Access,
    /// Method and path as the document writes them: `POST /WebAPI/meetingcreate`.
    pub line: &'static str,
    /// The document's own heading.
    pub title: &'static str,
    /// How the parameters travel, but for those in the path and in headers.
    pub form: Form,
    /// The profile's key for the address, where the call has one of its own, and the default.
    pub base: Option<(&'static str, &'static str)>,
    /// The parameters, in the document's order.
    pub params: &'static [Param],
    /// A code, and what to do next where this call is answered with it, if that is not what the vendor's table
    /// of codes says: what is not found is named in another way here.
    pub advice: Option<(&'static str, &'static str)>,
}

impl Call {
    /// A call that changes nothing.
    pub const fn read(line: &'static str, title: &'static str) -> Self {
        Self { access: Access::Read, line, title, form: Form::Query, base: None, params: &[], advice: None }
    }

    /// A call that changes something.
    pub const fn write(line: &'static str, title: &'static str) -> Self {
        Self { access: Access::Write, ..Self::read(line, title) }
    }

    /// The same call, its parameters sent as `multipart/form-data`.
    #[must_use]
    pub const fn multipart(self) -> Self {
        Self { form: Form::Multipart, ..self }
    }

    /// The same call, its parameters sent as a JSON object.
    #[must_use]
    pub const fn json(self) -> Self {
        Self { form: Form::Json, ..self }
    }

    /// The same call at an address of its own, which this key of the profile can change.
    #[must_use]
    pub const fn at(self, key: &'static str, default: &'static str) -> Self {
        Self { base: Some((key, default)), ..self }
    }

    /// The same call with these parameters.
    #[must_use]
    pub const fn takes(self, params: &'static [Param]) -> Self {
        Self { params, ..self }
    }

    /// The same call, with advice of its own on an answer with this code.
    #[must_use]
    pub const fn advises(self, code: &'static str, hint: &'static str) -> Self {
        Self { advice: Some((code, hint)), ..self }
    }

    /// Whether any parameter stands in the path.
    pub fn has_path_params(&self) -> bool {
        self.line.contains('{')
    }

    /// Whether this parameter stands in the path, as `{name}`.
    pub fn in_path(&self, param: &Param) -> bool {
        let path = self.path();
        path.match_indices(param.name)
            .any(|(at, name)| path[..at].ends_with('{') && path[at + name.len()..].starts_with('}'))
    }

    /// `GET` or `POST`.
    pub fn method(&self) -> &'static str {
        self.line.split_once(' ').map_or("POST", |(method, _)| method)
    }

    /// The path below the base URL.
    pub fn path(&self) -> &'static str {
        self.line.split_once(' ').map_or(self.line, |(_, path)| path)
    }

    /// The parameter of this name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }
}

/// Where a parameter's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// A flag or an argument of the command, by its name without dashes.
    Flag(&'static str),
    /// Code, out of these flags.
    Flags(&'static [&'static str]),
    /// The vendor's way of signing.
    Signature,
    /// The same in every request, written as a user would type it.
    Always(&'static str),
    /// Code: pages, cursors, what was read before.
    Code,
    /// Nothing of ours: only `--set` reaches it. What else it reaches says [`Param::settable`].
    Set,
}

/// One documented parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// The vendor's name, exactly.
    pub name: &'static str,
    /// How the wire spells it.
    pub kind: Kind,
    /// Where its value comes from.
    pub from: From,
    /// The profile's key that gives it where nothing else does.
    pub profile: Option<&'static str>,
    /// Whether it is sent as a header.
    pub header: bool,
    /// Whether the document demands it.
    pub required: bool,
    /// Whether traces hide it.
    pub secret: bool,
    /// Whether `--set` reaches it although a flag does: see [`Param::or_set`].
    pub or_set: bool,
    /// Whether a meeting recurs that has it.
    pub recurs: bool,
}

/// A parameter of this kind that only `--set` reaches.
pub const fn param(name: &'static str, kind: Kind) -> Param {
    Param {
        name,
        kind,
        from: From::Set,
        profile: None,
        header: false,
        required: false,
        secret: false,
        or_set: false,
        recurs: false,
    }
}

/// Tables that calls share, as one: `&joined::<{ A.len() + B.len() }>(&[A, B])`. Parts that are longer or
/// shorter than that together do not compile.
pub const fn joined<const N: usize>(parts: &[&[Param]]) -> [Param; N] {
    let mut all = [const { param("", Kind::Int) }; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut i = 0;
        while i < parts[part].len() {
            all[at] = parts[part][i];
            at += 1;
            i += 1;
        }
        part += 1;
    }
    assert!(at == N, "the parts have another length together");
    all
}

impl Param {
    /// Filled from this flag or argument.
    #[must_use]
    pub const fn flag(self, flag: &'static str) -> Self {
        Self { from: From::Flag(flag), ..self }
    }

    /// Computed by the vendor's code, out of these flags.
    #[must_use]
    pub const fn computed(self, flags: &'static [&'static str]) -> Self {
        Self { from: From::Flags(flags), ..self }
    }

    /// Put there when the request is signed.
    #[must_use]
    pub const fn signature(self) -> Self {
        Self { from: From::Signature, ..self }.secret()
    }

    /// The same in every request.
    #[must_use]
    pub const fn always(self, value: &'static str) -> Self {
        Self { from: From::Always(value), ..self }
    }

    /// Put by the vendor's code, out of nothing that a user gives.
    #[must_use]
    pub const fn internal(self) -> Self {
        Self { from: From::Code, ..self }
    }

    /// Given by this key of the profile where no flag gives it.
    #[must_use]
    pub const fn profile(self, key: &'static str) -> Self {
        let from = match self.from {
            From::Set => From::Code,
            from => from,
        };
        Self { from, profile: Some(key), ..self }
    }

    /// Sent as a header.
    #[must_use]
    pub const fn header(self) -> Self {
        Self { header: true, ..self }
    }

    /// Demanded by the document.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Hidden in traces and dry runs.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// Reached by `--set` as well, where its flags are not given, since they cannot say all that the
    /// document allows: a switch turns on, and an edit may have to turn off.
    #[must_use]
    pub const fn or_set(self) -> Self {
        Self { or_set: true, ..self }
    }

    /// A meeting that has it recurs.
    #[must_use]
    pub const fn recurs(self) -> Self {
        Self { recurs: true, ..self }
    }

    /// Whether `--set` reaches it: no flag does, or flags that cannot say everything.
    pub const fn settable(&self) -> bool {
        match self.from {
            From::Set => true,
            From::Flag(_) | From::Flags(_) => self.or_set,
            From::Signature | From::Always(_) | From::Code => false,
        }
    }

    /// The flags that this parameter honours.
    pub fn flags(&self) -> &[&'static str] {
        match &self.from {
            From::Flag(flag) => std::slice::from_ref(flag),
            From::Flags(flags) => flags,
            From::Signature | From::Always(_) | From::Code | From::Set => &[],
        }
    }
}
