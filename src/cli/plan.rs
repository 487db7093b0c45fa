//! What a dry run prints: the requests as they would be sent, secrets hidden.

use super::context::{Context, print_text};
use crate::client::trace::http_text;
use crate::client::wire::Encoded;
use crate::document::{Shape, Show, col};
use crate::error::Result;
use crate::output::Format;
use crate::text::escape_lines;
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
    if context.global.format() == Format::Table && context.global.jq.is_none() {
        let texts: Vec<String> =
            planned.iter().map(|request| escape_lines(http_text(request).trim_end())).collect();
        return print_text(&format!("{}\n", texts.join("\n\n")));
    }
    let value = |request: &Encoded| {
        let headers: Map<String, Value> = request
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), Value::String(value.clone())))
            .collect();
        json!({
            "method": request.method,
            "url": request.url.as_str(),
            "headers": headers,
            "body": String::from_utf8_lossy(&request.body),
        })
    };
    match planned {
        [one] => context.print_one(&REQUEST, value(one)),
        several => context.print_rows(&REQUEST, several.iter().map(value)),
    }
}
