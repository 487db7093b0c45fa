//! `--qr`, `--qr-png` and `--qr-svg`: a link to be scanned with a telephone.

use super::context::{Context, note};
use super::outfile::OutFile;
use crate::error::{Error, Result};
use crate::output::qr::Code;
use clap::Args;
use std::io::Write as _;

/// The flags of a link that may be scanned.
#[derive(Args, Clone, Debug, Default)]
#[group(skip)]
pub(super) struct QrArgs {
    /// Show a QR code of the link as well, on stderr
    #[arg(long)]
    qr: bool,
    /// Write a QR code of the link to this file, as PNG
    #[arg(long, value_name = "FILE")]
    qr_png: Option<OutFile>,
    /// Write a QR code of the link to this file, as SVG
    #[arg(long, value_name = "FILE")]
    qr_svg: Option<OutFile>,
}

impl QrArgs {
    /// Whether any code is wanted. What would be in the way of a file is said before anything is sent.
    pub(super) fn wanted(&self, context: &Context<'_>) -> Result<bool> {
        let files = [&self.qr_png, &self.qr_svg];
        files.into_iter().flatten().try_for_each(OutFile::check)?;
        let wanted = self.qr || files.iter().any(|file| file.is_some());
        if wanted && context.global.raw {
            return Err(Error::usage(tr!(
                "--raw prints the vendor's answer as it is; a QR code needs the link"
            )));
        }
        Ok(wanted)
    }

    /// Shows and writes the codes of a link that was printed already.
    pub(super) fn show(&self, context: &Context<'_>, link: &str) -> Result<()> {
        let code = Code::of(link)?;
        if context.global.dry_run {
            context.hint(tr!("nothing was written: this is a dry run"));
        } else {
            if let Some(file) = &self.qr_png {
                file.write(&code.png()?)?;
            }
            if let Some(file) = &self.qr_svg {
                file.write(code.svg().as_bytes())?;
            }
        }
        if self.qr {
            let terminal = context.env.terminal.stderr;
            if let Some(columns) = context.env.columns().filter(|columns| terminal && *columns < code.width())
            {
                note(&tr!(
                    "the terminal has {columns} columns and the code needs {code}: make it wider, or use --qr-png FILE",
                    columns,
                    code = code.width()
                ));
            }
            let lines = code.lines(context.global.color(context.env, terminal));
            // Nobody is left to tell if stderr is gone.
            let _ = std::io::stderr().lock().write_all(lines.as_bytes());
        }
        Ok(())
    }
}
