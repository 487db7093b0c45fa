//! `meetctl api`: any call, signed with the profile. What comes back is printed as it is.

use super::confirm::{self, ConfirmProfile, Typed};
use super::context::{Context, Target, print_text};
use super::dealing::Task;
use super::parsed;
use super::run::{bytes_of, name_and_value};
use crate::client::call::{Access, Call, Form};
use crate::client::draft::Given;
use crate::client::json::Json;
use crate::client::session::{Session, media_type};
use crate::client::wire::{Body, Field, JSON, Request, Value};
use crate::document::{Shape, Show, col};
use crate::error::{Error, Result};
use crate::op::{CATALOGUE, Loss, Vendor};
use crate::output::{Format, Printer};
use crate::secret::{Secret, is_named_secret};
use crate::text::escape_lines;
use clap::{ArgMatches, Args, Command};
use percent_encoding::percent_decode_str;
use std::path::Path;
use url::Url;

/// The methods that a call may be sent with.
const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

#[derive(Args, Debug)]
struct Input {
    /// GET, POST, PUT or DELETE
    #[arg(value_name = "METHOD", ignore_case = true, value_parser = METHODS)]
    method: String,
    /// The path below the profile's base_url
    #[arg(value_name = "PATH")]
    path: String,
    /// The body, as it is; @FILE reads it from a file, @- from stdin
    #[arg(short, long, value_name = "BODY|@FILE", conflicts_with = "form")]
    data: Option<String>,
    /// A field of a form; name=@FILE sends a file; may be repeated
    #[arg(short = 'F', long, value_name = "NAME=VALUE")]
    form: Vec<String>,
    /// A parameter of the query; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    query: Vec<(String, String)>,
    #[command(flatten)]
    confirm: ConfirmProfile,
}

static ANSWER: Shape =
    Shape { noun: "answer", plural: "answers", columns: &[col("answer", "ANSWER").show(Show::Long)] };

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    let global = &context.global;
    let as_json = global.jq.is_some() || global.json_errors();
    if global.fields.is_some() || global.format() == Format::Csv {
        return Err(Error::usage(tr!(
            "api prints the vendor's answer as it is: --fields and -o csv cannot change it"
        ))
        .hint(tr!("--jq can")));
    }
    let target = context.target()?;
    let method = METHODS.into_iter().find(|method| method.eq_ignore_ascii_case(&input.method));
    let method = method.unwrap_or("POST");
    let (url, in_path) = below(target.profile.address()?, &input.path)?;
    let known = documented(target.vendor, &input.path);
    // A documented write is one by whatever method it is sent; what no document describes is
    // repeated only if HTTP itself calls it harmless.
    let access = match known.map(|call| call.access) {
        Some(Access::Write) => Access::Write,
        _ if method == "GET" => Access::Read,
        known => known.unwrap_or(Access::Write),
    };
    let query =
        in_path.iter().chain(&input.query).map(|(name, value)| text_field(known, name, value)).collect();
    let form =
        !input.form.is_empty() || method == "POST" && known.is_some_and(|call| call.form == Form::Multipart);
    let parts = input.form.iter().map(|text| part(known, text)).collect::<Result<Vec<Field>>>()?;
    let data = input.data.as_deref().map(bytes_of).transpose()?;
    let line = format!("{method} {}", url.path());
    let options = context.output_options(target.profile.zone.clone());
    let mut out = std::io::stdout().lock();
    // Whatever is wrong with --jq is said before anything is sent.
    let mut printer = Some(Printer::new(&mut out, &options, &ANSWER)?);

    let mut given = Given::new();
    given.insert("call", line.as_str());
    let writes = access == Access::Write;
    if writes {
        before_write(context, &target, known, &line, &input.confirm.confirm)?;
    }
    let task = Task { name: "api", calls: &[], writes, given: &given, set: &[], if_not_exists: false };
    context.with_session(&target, &task, async |session: &Session, _| {
        let body = match data {
            Some(bytes) => Body::Bytes { media_type: type_of(&bytes).to_owned(), bytes },
            None if form => Body::Multipart { boundary: session.boundary(), parts },
            None => Body::Empty,
        };
        let request = Request { method, url, query, headers: Vec::new(), body };
        match (session.send_bare(access, &line, &request).await, printer.take()) {
            (Ok(answer), Some(printer)) if as_json && !global.raw => printer.one(Json::into(answer)),
            (result, printer) => {
                drop(printer);
                if !global.raw {
                    print_answers(&session.answers())?;
                }
                result.map(drop)
            }
        }
    })
}

/// Says where the write goes; a call that commands ask about on a production profile is asked about here
/// too. Others were asked for by name, and are not.
fn before_write(
    context: &Context<'_>,
    target: &Target,
    known: Option<&'static Call>,
    line: &str,
    given: &[String],
) -> Result<()> {
    target.profile.writable()?;
    if context.global.dry_run {
        return Ok(());
    }
    context.announce(target);
    let same = |call: &&Call| known.is_some_and(|known| std::ptr::eq(*call, known));
    let mut lost = CATALOGUE.iter().filter(|op| op.effect().loss == Loss::ForGood);
    let lost = lost.any(|op| op.served(target.vendor).iter().any(|way| way.calls.iter().any(same)));
    if !(lost && target.profile.production) {
        return Ok(());
    }
    let words = [target.profile.name.to_string()];
    let typed = Typed { what: tr!("the profile's name"), words: &words, given };
    confirm::typed(context, &target.profile, &tr!("Send {line}?", line), &typed)
}

/// The answers as text: what could steer a terminal is escaped, which `--raw` does not do.
fn print_answers(answers: &[Vec<u8>]) -> Result<()> {
    answers.iter().try_for_each(|answer| {
        print_text(&format!("{}\n", escape_lines(String::from_utf8_lossy(answer).trim_end())))
    })
}

/// A field whose name, or whose parameter in the vendor's tables, says that traces must hide it.
fn text_field(known: Option<&Call>, name: &str, value: &str) -> Field {
    let secret =
        known.and_then(|call| call.param(name)).is_some_and(|param| param.secret) || is_named_secret(name);
    if secret { Field::hidden(name, Secret::new(value)) } else { Field::open(name, value) }
}

/// The address below the profile's, and the pairs of the path's own query. A path that leads
/// elsewhere is refused, for the credentials' sake.
fn below(base: &Url, path: &str) -> Result<(Url, Vec<(String, String)>)> {
    let refuse = |why: &str| {
        Err(Error::usage(format!("PATH {why}"))
            .hint(tr!("write it as the document does: /WebAPI/getLiveStream")))
    };
    if !path.starts_with('/') || path.starts_with("//") {
        return refuse(tr!("must begin with one slash"));
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let dots = path.to_ascii_lowercase().replace("%2e", ".");
    if dots.split('/').any(|part| matches!(part, "." | "..")) || path.contains(['#', '\\']) {
        return refuse(tr!("must not hold ., .., # or a backslash"));
    }
    // A URL's parser leaves them out without a word.
    if path.chars().any(char::is_control) {
        return refuse(tr!("must not hold control characters"));
    }
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    Ok((url, pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
}

/// The documented call of this path, whatever the method and however it is spelt: servers of this kind are
/// liberal. Where a spelling fits several it is the one that writes.
fn documented(vendor: &'static Vendor, path: &str) -> Option<&'static Call> {
    let path = path.split('?').next().unwrap_or(path);
    let plain = plain(path);
    let calls = CATALOGUE.iter().flat_map(|op| op.served(vendor)).flat_map(|way| way.calls);
    let mut fitting = calls.filter(|call| fits(call, path) || fits(call, &plain)).copied();
    let first = fitting.next();
    first
        .filter(|call| call.access == Access::Write)
        .or_else(|| fitting.find(|call| call.access == Access::Write).or(first))
}

/// A path as servers may read it: what is percent-encoded decoded, however often it was, without parameters of
/// segments, and without segments that are empty or lead back.
fn plain(path: &str) -> String {
    let mut path = path.to_owned();
    // Each turn makes it shorter, or leaves it as it is.
    loop {
        let decoded = percent_decode_str(&path).decode_utf8_lossy().into_owned();
        if decoded.len() >= path.len() {
            break;
        }
        path = decoded;
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split(['/', '\\']) {
        match segment.split(';').next().unwrap_or_default().trim() {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    segments.iter().flat_map(|segment| ["/", segment]).collect()
}

/// Whether a path is that of a call, whatever the case of its letters. `{name}` in a documented path stands for any
/// segment.
fn fits(call: &Call, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let (mut ours, mut theirs) = (path.split('/'), call.path().trim_end_matches('/').split('/'));
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return true,
            // The document's own sample leaves empty places at the end out.
            (None, Some(part)) if part.starts_with('{') => {}
            (Some(_), Some(part)) if part.starts_with('{') => {}
            (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => {}
            _ => return false,
        }
    }
}

fn part(known: Option<&Call>, text: &str) -> Result<Field> {
    let (name, value) =
        text.split_once('=').ok_or_else(|| Error::usage(tr!("--form {text} must be NAME=VALUE", text)))?;
    let Some(path) = value.strip_prefix('@') else { return Ok(text_field(known, name, value)) };
    let bytes = bytes_of(value)?;
    let path = Path::new(path);
    let file = path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(Field {
        name: name.to_owned(),
        value: Value::File { name: file, media_type: media_type(path), bytes },
    })
}

fn type_of(body: &[u8]) -> &'static str {
    match body.trim_ascii_start().first() {
        Some(b'{' | b'[') => JSON,
        _ => "application/x-www-form-urlencoded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_is_known_by_its_path() {
        let weiyi = crate::vendor::find("weiyi").unwrap();
        let access = |path: &str| documented(weiyi, path).map(|call| call.access);
        for path in ["/WebAPI/meetingdelete", "/webapi/MeetingDelete/", "/WebAPI/meetingdelete?serial=1"] {
            assert_eq!(access(path), Some(Access::Write), "{path}");
        }
        for path in [
            "/WebAPI/%6d%65etingdelete",
            "/WebAPI/%256deetingdelete",
            "/WebAPI//meetingdelete",
            "/WebAPI%2Fmeetingdelete",
            "/WebAPI;a=b/meetingdelete;c",
            "/WebAPI/x/%252e%252e/meetingdelete",
            "/WebAPI/%2e/meetingdelete%20",
        ] {
            assert_eq!(access(path), Some(Access::Write), "{path}");
        }
        assert_eq!(access("/WebAPI/getLiveStream"), Some(Access::Read));
        assert_eq!(access("/WebAPI/other"), None);
    }

    #[test]
    fn a_path_cannot_lead_to_another_host() {
        let base = Url::parse("https://meet.example/base/").unwrap();
        let url = |path: &str| below(&base, path).map(|(url, _)| url.to_string());
        assert_eq!(url("/WebAPI/x?a=1").unwrap(), "https://meet.example/base/WebAPI/x");
        for path in [
            "//evil.example/x",
            "https://evil.example",
            "x",
            "/../x",
            "/a/./b",
            "/x#y",
            "/\\evil",
            "/%2e%2E/x",
        ] {
            assert!(url(path).is_err(), "{path}");
        }
    }
}
