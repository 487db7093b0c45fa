//! `meetctl api`: any call, signed with the profile. What comes back is printed as it is.

use super::context::Context;
use super::parsed;
use super::run::{bytes_of, name_and_value};
use crate::client::call::{Access, Call, Form};
use crate::client::json::Json;
use crate::client::session::{Session, media_type};
use crate::client::wire::{Body, Field, Request, Value};
use crate::document::{Shape, Show, col};
use crate::error::{Error, Result};
use crate::op::{CATALOGUE, Vendor};
use clap::{Arg, ArgAction, ArgMatches, Args, Command};
use std::path::Path;
use url::Url;

#[derive(Args, Debug)]
struct Input {
    /// GET, POST, PUT or DELETE
    #[arg(value_name = "METHOD", ignore_case = true, value_parser = ["GET", "POST", "PUT", "DELETE"])]
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
    #[arg(short = 'q', long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    query: Vec<(String, String)>,
}

static ANSWER: Shape =
    Shape { noun: "answer", plural: "answers", columns: &[col("answer", "ANSWER").show(Show::Long)] };

/// -q is the query here, so the global option has only its long name. It is there already where
/// the command line is parsed, and not yet where the whole tree is built.
pub(super) fn tree(command: Command) -> Command {
    let command = if command.get_arguments().any(|arg| arg.get_id() == "quiet") {
        command.mut_arg("quiet", |arg| arg.short(None))
    } else {
        command.arg(Arg::new("quiet").long("quiet").action(ArgAction::SetTrue).help("No hints and warnings"))
    };
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    let target = context.target()?;
    let method = match input.method.to_ascii_uppercase().as_str() {
        "GET" => "GET",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        _ => "POST",
    };
    let url = below(target.profile.address()?, &input.path)?;
    let known = documented(target.vendor, &format!("{method} {}", input.path));
    // What no document describes is repeated only if HTTP itself calls it harmless.
    let access = known.map_or(if method == "GET" { Access::Read } else { Access::Write }, |call| call.access);
    let query = input.query.iter().map(|(name, value)| Field::open(name, value.as_str())).collect();
    let form = !input.form.is_empty() || known.is_some_and(|call| call.form == Form::Multipart);
    let parts = input.form.iter().map(|text| part(text)).collect::<Result<Vec<Field>>>()?;
    let data = input.data.as_deref().map(bytes_of).transpose()?;
    let line = format!("{method} {}", url.path());
    let jq = context.global.jq.is_some() || context.global.json_errors();

    context.with_session(&target, &[], &[], async |session: &Session| {
        let body = match data {
            Some(bytes) => Body::Bytes { media_type: type_of(&bytes).to_owned(), bytes },
            None if form => Body::Multipart { boundary: session.boundary(), parts },
            None => Body::Empty,
        };
        let request = Request { method, url, query, headers: Vec::new(), body };
        let result = session.send_bare(access, &line, &request).await;
        match result {
            Ok(answer) if jq && !context.global.raw => context.print_one(&ANSWER, Json::into(answer)),
            result => {
                if !context.global.raw {
                    context.print_raw(&session.answers())?;
                }
                result.map(drop)
            }
        }
    })
}

/// The address below the profile's; a path that leads elsewhere is refused, for the credentials'
/// sake.
fn below(base: &Url, path: &str) -> Result<Url> {
    let refuse = |why: &str| {
        Err(Error::usage(format!("PATH {why}")).hint("write it as the document does: /WebAPI/getLiveStream"))
    };
    if !path.starts_with('/') || path.starts_with("//") {
        return refuse("must begin with one slash");
    }
    if path.split(['/', '?']).any(|part| matches!(part, "." | "..")) || path.contains(['#', '\\']) {
        return refuse("must not hold ., .., # or a backslash");
    }
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url.set_query(query);
    Ok(url)
}

/// The documented call of this line, if the vendor's tables have it.
fn documented(vendor: &'static Vendor, line: &str) -> Option<&'static Call> {
    let line = line.split('?').next().unwrap_or(line);
    CATALOGUE
        .iter()
        .flat_map(|op| op.served(vendor))
        .flat_map(|way| way.calls)
        .find(|call| call.line == line)
        .copied()
}

fn part(text: &str) -> Result<Field> {
    let (name, value) =
        text.split_once('=').ok_or_else(|| Error::usage(format!("--form {text} must be NAME=VALUE")))?;
    let Some(path) = value.strip_prefix('@') else { return Ok(Field::open(name, value)) };
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
        Some(b'{' | b'[') => "application/json; charset=utf-8",
        _ => "application/x-www-form-urlencoded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_lead_to_another_host() {
        let base = Url::parse("https://meet.example/base/").unwrap();
        let url = |path: &str| below(&base, path).map(|url| url.to_string());
        assert_eq!(url("/WebAPI/x?a=1").unwrap(), "https://meet.example/base/WebAPI/x?a=1");
        for path in ["//evil.example/x", "https://evil.example", "x", "/../x", "/a/./b", "/x#y", "/\\evil"] {
            assert!(url(path).is_err(), "{path}");
        }
    }
}
