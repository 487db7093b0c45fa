//! What the JSON of each command looks like: the columns that it is printed with, and beside them, in
//! [`fields`], the type of each. docs/json.md and docs/schema are made from this, and the tests hold what
//! commands print against it.

mod fields;

use super::{
    agenda, audit, batch, catalogue, check, explain, ledgers, pending, plan, profile, record, webhook,
};
use crate::document::{Shape, col};
use crate::op::{
    self, CATALOGUE, Operation, account, directory, join_url, live, meeting, record as recording, report,
};
use crate::vendor::VENDORS;
use Form::{List, One};
use fields::{Field, Type, field};
use serde_json::{Map, Value, json};

/// Whether a command prints one thing or a list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An object.
    One,
    /// An array of objects; with `-o jsonl` one a line.
    List,
}

/// A kind of object that commands print.
#[derive(Debug)]
pub struct Document {
    /// The name of its schema: `meeting` in `meeting.schema.json`.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    shape: &'static Shape,
    /// Fields that are there only at times, some of them beside the columns.
    optional: &'static [&'static str],
    /// The commands that print it beside the operations of this shape.
    also: &'static [(&'static str, Form)],
}

const fn document(name: &'static str, about: &'static str, shape: &'static Shape) -> Document {
    Document { name, about, shape, optional: &[], also: &[] }
}

impl Document {
    const fn at_times(self, optional: &'static [&'static str]) -> Self {
        Self { optional, ..self }
    }

    const fn also(self, also: &'static [(&'static str, Form)]) -> Self {
        Self { also, ..self }
    }

    /// Whether this is what an operation prints.
    fn is_of(&self, op: &dyn Operation) -> bool {
        std::ptr::eq(self.shape, op.shape())
    }

    /// The commands that print it.
    pub fn commands(&self) -> impl Iterator<Item = (&'static str, Form)> {
        let form = |op: &dyn Operation| if op.effect().gives.is_many() { List } else { One };
        let operations = CATALOGUE.iter().filter(|op| self.is_of(**op)).map(move |op| (op.name(), form(*op)));
        operations.chain(self.also.iter().copied())
    }
}

/// What a command prints, if it prints rows; of several kinds the first.
pub(super) fn shape_of(command: &str) -> Option<&'static Shape> {
    let prints = |document: &&Document| document.also.iter().any(|(name, _)| *name == command);
    let operation = op::find(command).map(Operation::shape);
    operation.or_else(|| DOCUMENTS.iter().find(prints).map(|document| document.shape))
}

/// What a listing has besides where several profiles are asked.
const PROFILE: &[&str] = &["profile"];
/// What a line of `--watch` has besides.
const WATCHED: &[&str] = &["profile", "change", "observed_at"];

/// The object below `error`, on stderr and in rows that failed.
static FAILURE: Shape = Shape {
    noun: "failure",
    plural: "failures",
    columns: &[
        col("kind", ""),
        col("message", ""),
        col("vendor", ""),
        col("code", ""),
        col("vendor_message", ""),
        col("hint", ""),
        col("retryable", ""),
        col("request_id", ""),
        col("endpoint", ""),
    ],
};

/// The last line on stderr.
static ERROR: Shape = Shape { noun: "error", plural: "errors", columns: &[col("error", "")] };

/// A line of `manifest.jsonl` in an archive.
static ARCHIVED: Shape = Shape {
    noun: "archived file",
    plural: "archived files",
    columns: &[
        col("path", ""),
        col("size_bytes", ""),
        col("sha256", ""),
        col("md5", ""),
        col("finished", ""),
        col("modified", ""),
        col("source", ""),
        col("key", ""),
        col("recording", ""),
    ],
};

/// Every kind, in the order of docs/json.md.
pub static DOCUMENTS: &[Document] = &[
    document("meeting", "A meeting.", &meeting::MEETING).also(&[("agenda", List), ("pending resolve", One)]),
    document("meeting-status", "A meeting and what goes on in it.", &meeting::STATUS_SHAPE).at_times(WATCHED),
    document("outcome", "What became of one of several targets.", &meeting::OUTCOME)
        .at_times(&["error"])
        .also(&[("pending resolve", List)]),
    document("done", "Something was done to a meeting.", &meeting::DONE),
    document("file", "A file attached to a meeting.", &meeting::FILE),
    document(
        "join-info",
        "What a client needs to join, under the vendor's own names; those that its answer lacks are left out.",
        &meeting::JOIN_INFO_SHAPE,
    ),
    document("recording", "A recording.", &recording::RECORDING),
    document("downloaded", "A recording and the file that it became.", &recording::DOWNLOADED),
    document("verified-file", "A file of an archive, checked.", &record::verify::CHECKED)
        .also(&[("record verify", List)]),
    document("archived-file", "A line of `manifest.jsonl` in an archive.", &ARCHIVED),
    document("stream", "A live stream, or a recording that is being made.", &live::STREAM)
        .at_times(WATCHED)
        .also(&[("live", One), ("live", List), ("pending resolve", One)]),
    document("link", "A link to join or to watch with.", &join_url::LINK).also(&[("join-url", List)]),
    document("grant", "What a link lets somebody do.", &join_url::GRANT),
    document("report", "Who was in a meeting.", &report::WHOLE).also(&[("report", One)]),
    document("attendance", "One visit of one person.", &report::ATTENDANCE),
    document("person", "One person with all visits.", &report::PEOPLE).also(&[("report", List)]),
    document("summary", "The figures of a report.", &report::SUMMARY).also(&[("report", One)]),
    document("account", "An account.", &account::ACCOUNT),
    document("contact", "A contact.", &directory::CONTACT).at_times(PROFILE),
    document("room", "A meeting room.", &directory::ROOM).at_times(PROFILE),
    document("phone", "A number to dial in with.", &directory::PHONE).at_times(PROFILE),
    document("clash", "What is booked twice.", &agenda::CLASH).also(&[("agenda", List)]),
    document("batch-row", "A row of a batch and what became of it.", &batch::ROW)
        .also(&[("batch run", List)]),
    document("batch-check", "The rows of a file, checked.", &batch::CHECK).also(&[("batch run", One)]),
    document("batch", "A batch and how far it is.", &ledgers::STATUS).also(&[
        ("batch status", List),
        ("batch status", One),
        ("batch resolve", One),
    ]),
    document("pending", "A write whose outcome is not known.", &pending::PENDING)
        .also(&[("pending list", List)]),
    document("audit-entry", "A write in the log.", &audit::ENTRY).also(&[("audit list", List)]),
    document("audit-check", "Whether the log is whole.", &audit::CHECKED).also(&[("audit verify", One)]),
    document("profile", "A profile.", &profile::PROFILE).also(&[("profile list", List)]),
    document("setting", "A setting of a profile.", &profile::SETTING).also(&[("profile show", List)]),
    document("profile-check", "One check of a profile.", &check::CHECK).also(&[("profile check", List)]),
    document("ability", "A command and the vendors that have it.", &catalogue::ABILITY)
        .also(&[("vendors", List)]),
    document("served", "A way in which a vendor serves a command.", &catalogue::SERVED)
        .also(&[("vendors", List)]),
    document("parameter", "A parameter of a vendor's call.", &catalogue::PARAMETER)
        .also(&[("vendors", List)]),
    document("explanation", "What a vendor's code means.", &explain::EXPLANATION)
        .also(&[("explain", One), ("explain", List)]),
    document("exit-code", "One of meetctl's exit codes.", &explain::EXIT_CODE)
        .also(&[("explain", One), ("explain", List)]),
    document("callback-verdict", "Whether a callback is to be believed.", &webhook::VERDICT)
        .also(&[("webhook verify", One)]),
    document("callback-sent", "A callback that was sent again.", &webhook::SENT)
        .also(&[("webhook replay", List)]),
    document("request", "A request that a dry run did not send.", &plan::REQUEST),
    document("error", "The last line on stderr of a command that failed.", &ERROR),
    document("failure", "What failed, and what to do next.", &FAILURE),
];

/// Commands whose JSON is what a vendor sent, with fields of its own.
pub const FREE: &[&str] = &["api", "webhook listen"];

/// A field of a schema, in words: for docs/json.md.
#[derive(Debug)]
pub struct Described {
    /// Its name.
    pub name: &'static str,
    /// Its type in words.
    pub kind: String,
    /// What it is.
    pub about: &'static str,
}

impl Document {
    /// Its fields in the order of the contract, each with its type, and whether it is always there.
    fn fields(&self) -> impl Iterator<Item = (&'static str, &'static Field, bool)> {
        let columns = self.shape.columns.iter().map(|column| column.field);
        let more = self.optional.iter().copied().filter(move |name| self.column(name).is_none());
        columns.chain(more).filter_map(|name| {
            let always = !self.optional.contains(&name) && self.name != "join-info";
            Some((name, field(self.name, name)?, always))
        })
    }

    fn column(&self, name: &str) -> Option<&'static str> {
        self.shape.columns.iter().map(|column| column.field).find(|field| *field == name)
    }

    /// The columns and optional fields of which nothing is written down: none, which a test holds.
    pub fn unknown(&self) -> Vec<&'static str> {
        let columns = self.shape.columns.iter().map(|column| column.field);
        columns.chain(self.optional.iter().copied()).filter(|name| field(self.name, name).is_none()).collect()
    }

    /// Its fields in words.
    pub fn described(&self) -> Vec<Described> {
        self.fields()
            .map(|(name, field, always)| {
                let mut kind = field.kind.words();
                if field.nullable {
                    kind.push_str(" or null");
                }
                if !always {
                    kind.push_str(", at times");
                }
                Described { name, kind, about: field.about }
            })
            .collect()
    }

    /// Its schema: JSON Schema, draft 2020-12. Fields are only ever added, so more are not refused.
    pub fn schema(&self) -> Value {
        let property =
            |(name, field, _): (&'static str, &'static Field, bool)| (name.to_owned(), field.schema());
        let properties: Map<String, Value> = self.fields().map(property).collect();
        let required: Vec<&str> =
            self.fields().filter(|(.., always)| *always).map(|(name, ..)| name).collect();
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": file(self.name),
            "title": self.name,
            "description": self.about,
            "type": "object",
            "properties": properties,
            "required": required,
        })
    }
}

fn file(name: &str) -> String {
    format!("{name}.schema.json")
}

impl Field {
    fn schema(&self) -> Value {
        let mut schema = self.kind.schema();
        if self.nullable {
            if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                values.push(Value::Null);
            }
            schema = match schema.get_mut("type").map(Value::take) {
                Some(kind) => {
                    schema["type"] = json!([kind, "null"]);
                    schema
                }
                None if schema.get("$ref").is_some() => json!({ "anyOf": [schema, { "type": "null" }] }),
                None => schema,
            };
        }
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".to_owned(), self.about.into());
        }
        schema
    }
}

impl Type {
    fn schema(self) -> Value {
        let words = |words: Vec<&str>| json!({ "type": "string", "enum": words });
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Time => json!({ "type": "string", "format": "date-time" }),
            Self::Whole => json!({ "type": "integer" }),
            Self::Number => json!({ "type": "number" }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Words(all) => words(all.to_vec()),
            Self::Vendor => words(VENDORS.iter().map(|vendor| vendor.id).collect()),
            Self::Object => json!({ "type": "object" }),
            Self::Any => json!({}),
            Self::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Self::Wholes => json!({ "type": "array", "items": { "type": "integer" } }),
            Self::Objects => json!({ "type": "array", "items": { "type": "object" } }),
            Self::Is(name) => json!({ "$ref": file(name) }),
            Self::Many(name) => json!({ "type": "array", "items": { "$ref": file(name) } }),
        }
    }

    fn words(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Time => "time".to_owned(),
            Self::Whole => "integer".to_owned(),
            Self::Number => "number".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::Words(all) => all.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
            Self::Vendor => "a vendor's id".to_owned(),
            Self::Object => "object".to_owned(),
            Self::Any => "anything".to_owned(),
            Self::Texts => "array of texts".to_owned(),
            Self::Wholes => "array of integers".to_owned(),
            Self::Objects => "array of objects".to_owned(),
            Self::Is(name) => format!("[{name}](#{name})"),
            Self::Many(name) => format!("array of [{name}](#{name})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_type() {
        for document in DOCUMENTS {
            assert_eq!(document.unknown(), [] as [&str; 0], "{}", document.name);
        }
    }

    #[test]
    fn every_operation_has_a_schema() {
        for op in CATALOGUE {
            assert_eq!(DOCUMENTS.iter().filter(|document| document.is_of(*op)).count(), 1, "{}", op.name());
        }
    }

    #[test]
    fn no_type_is_written_down_in_vain() {
        let used = |row: &Field| {
            DOCUMENTS.iter().any(|document| document.fields().any(|(_, field, _)| std::ptr::eq(field, row)))
        };
        for row in fields::FIELDS {
            assert!(used(row), "{} is no column", row.name);
        }
    }

    #[test]
    fn what_may_be_null_says_so() {
        let meeting = DOCUMENTS[0].schema();
        assert_eq!(meeting["properties"]["subject"]["type"], json!(["string", "null"]));
        assert_eq!(meeting["properties"]["profile"]["type"], "string");
        assert!(meeting["properties"]["status"]["enum"].as_array().unwrap().contains(&Value::Null));
        assert!(meeting["required"].as_array().unwrap().contains(&json!("extra")));
    }
}
