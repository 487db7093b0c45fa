//! `meetctl record verify`

use crate::archive::verify::verify;
use crate::cli::context::{Context, json};
use crate::document::{Shape, Show, col};
use crate::error::Result;
use crate::output::Printer;
use clap::Args;
use std::path::PathBuf;

#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Input {
    /// The folder that `record download --dir` made
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

pub(in crate::cli) static CHECKED: Shape = Shape {
    noun: "file",
    plural: "files",
    columns: &[
        col("path", "FILE").show(Show::Long),
        col("status", "STATUS"),
        col("size_bytes", "BYTES"),
        col("sha256", "SHA256").show(Show::Wide),
        col("expected", "EXPECTED").show(Show::Wide),
    ],
};

pub(super) fn run(context: &Context<'_>, input: &Input) -> Result<()> {
    let options = context.output_options(jiff::tz::TimeZone::UTC);
    let mut out = std::io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, &CHECKED)?;
    let verdict = verify(&input.dir, &mut |row| printer.row(json(&row)?));
    if verdict.is_ok() || printer.rows() > 0 {
        printer.finish()?;
    }
    verdict
}
