//! A text as a QR code: for a terminal, as PNG and as SVG. Pure: text in, bytes out.

use crate::error::{Error, Result};
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write as _;

/// The light frame around a code, in modules; readers need it.
const QUIET: usize = 4;
/// Pixels of a PNG for each module.
const PIXELS: usize = 8;
/// Black on white of the fixed part of the palette, whatever the terminal's own colours.
const COLOURS: &str = "\u{1b}[38;5;231;48;5;16m";
const RESET: &str = "\u{1b}[0m";

/// A code, with its frame.
#[derive(Clone, Debug)]
pub struct Code {
    size: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The code of a text; the longest that fits has 2953 bytes.
    pub fn of(text: &str) -> Result<Self> {
        let build = |level| QRBuilder::new(text).ecl(level).build();
        // The more can be mended the better, but a long link needs the room.
        let code = build(ECL::M).or_else(|_| build(ECL::L)).map_err(|_| {
            Error::failed(tr!("{length} bytes are too long for a QR code", length = text.len()))
                .hint(tr!("a code holds at most 2953 bytes; hand the link on as text"))
        })?;
        let size = code.size + 2 * QUIET;
        let mut dark = vec![false; size * size];
        for (y, row) in (0..code.size).map(|y| (y, &code[y])) {
            for (x, module) in row.iter().enumerate().take(code.size) {
                dark[(y + QUIET) * size + x + QUIET] = module.value();
            }
        }
        Ok(Self { size, dark })
    }

    /// How many columns and, two modules a line, twice as many lines it takes.
    pub fn width(&self) -> usize {
        self.size
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark.get(y * self.size + x).copied().unwrap_or(true)
    }

    /// Lines of half blocks, which draw what is light. With colour they look the same on every
    /// terminal; without, they are right on a dark one and inverted on a light one.
    pub fn lines(&self, color: bool) -> String {
        let mut out = String::new();
        for y in (0..self.size).step_by(2) {
            out.push_str(if color { COLOURS } else { "" });
            for x in 0..self.size {
                out.push(match (self.is_dark(x, y), self.is_dark(x, y + 1)) {
                    (false, false) => '█',
                    (false, true) => '▀',
                    (true, false) => '▄',
                    (true, true) => ' ',
                });
            }
            out.push_str(if color { RESET } else { "" });
            out.push('\n');
        }
        out
    }

    /// A PNG of one bit a pixel.
    pub fn png(&self) -> Result<Vec<u8>> {
        let side = self.size * PIXELS;
        let failed = |error: png::EncodingError| Error::failed(tr!("cannot make the PNG: {error}", error));
        let pixels =
            u32::try_from(side).map_err(|_| Error::failed(tr!("the code is too large for a PNG")))?;
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, pixels, pixels);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut data = Vec::with_capacity(side * side.div_ceil(8));
        for y in 0..self.size {
            // A module is a byte wide: eight pixels of one bit.
            let line: Vec<u8> = (0..self.size).map(|x| if self.is_dark(x, y) { 0 } else { 0xff }).collect();
            (0..PIXELS).for_each(|_| data.extend_from_slice(&line));
        }
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&data).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(bytes)
    }

    /// An SVG that scales to any size.
    pub fn svg(&self) -> String {
        let size = self.size;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
             <rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path fill=\"#000\" d=\""
        );
        for y in 0..size {
            let mut x = 0;
            while x < size {
                let run = (x..size).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "M{x} {y}h{run}v1h-{run}z");
                }
                x += run.max(1);
            }
        }
        out.push_str("\"/></svg>\n");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_light_and_a_module_is_a_byte_wide() {
        let code = Code::of("https://meet.example.com/h5/index.html?token=x").unwrap();
        let edge = |n: usize| (0..code.size).any(|x| code.is_dark(x, n) || code.is_dark(n, x));
        assert!((0..QUIET).all(|n| !edge(n)) && edge(QUIET));
        let lines = code.lines(false);
        assert_eq!(lines.lines().count(), code.size.div_ceil(2));
        assert!(lines.lines().all(|line| line.chars().count() == code.size));
        assert!(code.lines(true).lines().all(|line| line.starts_with(COLOURS) && line.ends_with(RESET)));
        assert!(code.svg().ends_with("z\"/></svg>\n"));
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert!(Code::of(&"x".repeat(2_953)).is_ok());
        let error = Code::of(&"x".repeat(2_954)).unwrap_err();
        assert!(error.to_string().contains("2954 bytes are too long"));
    }
}
