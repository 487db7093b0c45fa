//! docs/terminal.svg: the README's picture of a terminal. What it shows is a real run, put into a
//! terminal's memory and drawn from there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::golden::holds;
use crate::world::World;
use std::fmt::Write as _;

/// The terminal's columns, and more lines than are shown.
const SIZE: (u16, u16) = (60, 86);
/// How large a cell is drawn, and the space around the text, in pixels.
const CELL: (f32, f32, f32) = (8.4, 20.0, 16.0);

const COMMANDS: &[&str] = &[
    "-p sandbox-weiyi meeting create --subject 周会 --start '2030-01-07 14:00' --duration 1h --host-password 1234",
    "-p sandbox-weiyi report 111111",
    "-p sandbox-weiyi meeting cancel 424242 --yes",
];

/// A colour of the terminal as the picture shows it, readable on dark ground.
fn color(color: vt100::Color) -> &'static str {
    match color {
        vt100::Color::Idx(1 | 9) => "#ff7b72",
        vt100::Color::Idx(2 | 10) => "#7ee787",
        vt100::Color::Idx(3 | 11) => "#e3b341",
        vt100::Color::Idx(4 | 6 | 12 | 14) => "#79c0ff",
        _ => "#c9d1d9",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What a cell looks like beside its character: colour, bold, dim.
fn look(cell: &vt100::Cell) -> (&'static str, bool, bool) {
    (color(cell.fgcolor()), cell.bold(), cell.dim())
}

/// A line of the screen: its runs of cells that look alike, each at its column. Nothing is left to the
/// width that a viewer's font gives to a character.
fn line(screen: &vt100::Screen, row: u16, svg: &mut String) {
    let mut column = 0;
    while column < SIZE.1 {
        let cell = screen.cell(row, column).unwrap();
        let (start, style, mut text) = (column, look(cell), String::new());
        let wide = cell.is_wide();
        while column < SIZE.1 {
            let cell = screen.cell(row, column).unwrap();
            if cell.is_wide_continuation() {
                column += 1;
                continue;
            }
            if look(cell) != style || cell.is_wide() != wide {
                break;
            }
            text.push_str(if cell.has_contents() { cell.contents() } else { " " });
            column += 1;
        }
        if text.trim().is_empty() {
            continue;
        }
        let indent = text.len() - text.trim_start().len();
        let (x, y) = (f32::from(start) + indent as f32, f32::from(row) + 1.0);
        let (x, y) = (CELL.2 + x * CELL.0, CELL.2 + y * CELL.1 - 5.0);
        let cells = f32::from(column - start) - indent as f32 - (text.len() - text.trim_end().len()) as f32;
        let (fill, bold, dim) = style;
        let bold = if bold { " font-weight=\"bold\"" } else { "" };
        let dim = if dim { " opacity=\"0.6\"" } else { "" };
        let length = cells * CELL.0;
        writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.0}\" textLength=\"{length:.1}\" fill=\"{fill}\"{bold}{dim}>{}</text>",
            escaped(text.trim())
        )
        .unwrap();
    }
}

#[test]
fn the_picture_of_a_terminal() {
    let world = World::new();
    let mut terminal = vt100::Parser::new(SIZE.0.try_into().unwrap(), SIZE.1.try_into().unwrap(), 0);
    for typed in COMMANDS {
        // Words in quotes hold a space; nothing else here needs a shell.
        let words = typed.split('\'').enumerate().flat_map(|(i, part)| match i % 2 {
            0 => part.split_whitespace().collect::<Vec<_>>(),
            _ => vec![part],
        });
        let ran = world.run(&words.chain(["--color", "always"]).collect::<Vec<_>>());
        let printed = format!("\u{1b}[1m$ meetctl {typed}\u{1b}[0m\n{}{}\n", ran.out, ran.err);
        terminal.process(printed.replace('\n', "\r\n").as_bytes());
    }
    let screen = terminal.screen();
    let used = screen.contents().trim_end().lines().count();
    assert!((10..usize::from(SIZE.0)).contains(&used), "{used} lines");
    let rows = u16::try_from(used).unwrap();
    let (width, height) = (CELL.2 * 2.0 + f32::from(SIZE.1) * CELL.0, CELL.2 * 2.0 + f32::from(rows) * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-size=\"14\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace\">\n\
         <title>meetctl in a terminal</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>\n"
    );
    (0..rows).for_each(|row| line(screen, row, &mut svg));
    svg.push_str("</svg>\n");
    holds("docs/terminal.svg", &svg);
}
