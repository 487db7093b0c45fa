//! What a dry run prints: the requests as they would be sent, secrets hidden.

use super::context::{Context, print_text};
use crate::client::trace::http_text;
use crate::client::wire::Encoded;
use crate::document::{Shape, Show, col};
use crate::error::Result;
use crate::output::{Format, Printer};
use crate::text::escape_lines;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

pub(super) static REQUEST: Shape = Shape {
    noun: "request",
    plural: "requests",
    columns: &[
        col("method", "METHOD"),
        col("url", "URL"),
        col("headers", "HEADERS"),
        col("body", "BODY").show(Show::Long),
    ],
};

/// One request is an object, several are a list.
pub(super) fn print(context: &Context<'_>, planned: &[Encoded]) -> Result<()> {
    if as_text(context) {
        let texts: Vec<String> = planned.iter().map(text).collect();
        return print_text(&format!("{}\n", texts.join("\n\n")));
    }
    match planned {
        [one] => context.print_one(&REQUEST, value(one)),
        several => context.print_rows(&REQUEST, several.iter().map(value)),
    }
}

/// Prints a list of requests one after the other, as they are known.
pub(super) async fn print_each(
    context: &Context<'_>,
    zone: TimeZone,
    each: impl AsyncFnOnce(&mut dyn FnMut(&Encoded) -> Result<()>) -> Result<()>,
) -> Result<()> {
    if as_text(context) {
        let mut between = "";
        return each(&mut |request| {
            print_text(&format!("{between}{}\n", text(request)))?;
            between = "\n";
            Ok(())
        })
        .await;
    }
    let options = context.output_options(zone);
    let mut out = std::io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, &REQUEST)?;
    let told = each(&mut |request| printer.row(value(request))).await;
    // What was printed stays readable even where a later row was wrong.
    let ended = printer.finish();
    told.and(ended.map(drop))
}

/// Whether requests are printed as they would go out.
fn as_text(context: &Context<'_>) -> bool {
    context.global.format() == Format::Table && context.global.jq.is_none()
}

fn text(request: &Encoded) -> String {
    escape_lines(http_text(request).trim_end())
}

fn value(request: &Encoded) -> Value {
    let headers: Map<String, Value> =
        request.headers.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect();
    json!({
        "method": request.method,
        "url": request.url.as_str(),
        "headers": headers,
        "body": String::from_utf8_lossy(&request.body),
    })
}
