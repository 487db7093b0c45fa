//! docs/terminal.svg: the README's picture of a terminal. What it shows is a real run, put into a
//! terminal's memory and drawn from there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::golden::holds;
use crate::world::{Ran, World, ran, told};
use std::fmt::Write as _;

/// The terminal's columns, and more lines than are shown.
const SIZE: (u16, u16) = (60, 92);
/// How large a cell is drawn, in pixels.
const CELL: (f32, f32) = (8.4, 20.0);
/// The space around the text, in pixels.
const SPACE: f32 = 16.0;

const COMMANDS: &[&str] = &[
    "meeting create --subject 周会 --start '2030-01-07 14:00' --duration 1h --host-password 1234",
    "report 111111",
    "meeting cancel 424242 --yes",
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

/// Whether a cell shows nothing; beyond the last column nothing is shown.
fn blank(screen: &vt100::Screen, row: u16, column: u16) -> bool {
    screen
        .cell(row, column)
        .is_none_or(|cell| !cell.is_wide_continuation() && (!cell.has_contents() || cell.contents() == " "))
}

/// A line of the screen: its runs of cells that look alike, each at its own column. Nothing is left to
/// the width that a viewer's font gives to a character, nor to what it makes of several spaces.
fn line(screen: &vt100::Screen, row: u16, svg: &mut String) {
    let mut column = 0;
    while column < SIZE.1 {
        if blank(screen, row, column) {
            column += 1;
            continue;
        }
        let first = screen.cell(row, column).unwrap();
        let (start, mut end, mut text) = (column, column, String::new());
        while let Some(cell) = screen.cell(row, column) {
            let gap = blank(screen, row, column);
            let other = !gap && (look(cell) != look(first) || cell.is_wide() != first.is_wide());
            if other && !cell.is_wide_continuation() || gap && blank(screen, row, column + 1) {
                break;
            }
            if !cell.is_wide_continuation() {
                text.push_str(if gap { " " } else { cell.contents() });
            }
            column += 1;
            end = if gap { end } else { column };
        }
        let (x, y) = (f32::from(start), f32::from(row) + 1.0);
        let (x, y) = (SPACE + x * CELL.0, SPACE + y * CELL.1 - 5.0);
        let length = f32::from(end - start) * CELL.0;
        let (fill, bold, dim) = look(first);
        let bold = if bold { " font-weight=\"bold\"" } else { "" };
        let dim = if dim { " opacity=\"0.6\"" } else { "" };
        let text = escaped(text.trim_end());
        writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.0}\" textLength=\"{length:.1}\" fill=\"{fill}\"{bold}{dim}>{text}</text>"
        )
        .unwrap();
    }
}

/// What a person sees of a run: a terminal shows both streams, the line about the profile first.
fn seen(ran: &Ran) -> String {
    let rest = told(&ran.err);
    let about: String = ran.err.split_inclusive('\n').filter(|line| !rest.contains(line)).collect();
    format!("{about}{}{rest}", ran.out)
}

#[test]
fn the_picture_of_a_terminal() {
    let world = World::new();
    let variable = "MEETCTL_PROFILE";
    let mut shown = format!("\u{1b}[1m$ export {variable}=sandbox-weiyi\u{1b}[0m\n");
    let mut terminal = vt100::Parser::new(SIZE.0.try_into().unwrap(), SIZE.1.try_into().unwrap(), 0);
    for typed in COMMANDS {
        // Words in quotes hold a space; nothing else here needs a shell.
        let words = typed.split('\'').enumerate().flat_map(|(i, part)| match i % 2 {
            0 => part.split_whitespace().collect::<Vec<_>>(),
            _ => vec![part],
        });
        let words: Vec<&str> = words.chain(["--color", "always"]).collect();
        let ran = ran(typed, world.command(&words).env(variable, "sandbox-weiyi"));
        write!(shown, "\u{1b}[1m$ meetctl {typed}\u{1b}[0m\n{}\n", seen(&ran)).unwrap();
    }
    terminal.process(shown.replace('\n', "\r\n").as_bytes());
    let screen = terminal.screen();
    let empty = |row: &u16| (0..SIZE.1).all(|column| blank(screen, *row, column));
    let rows = (0..SIZE.0).rev().find(|row| !empty(row)).unwrap() + 1;
    assert!((10..SIZE.0).contains(&rows), "{rows} lines");
    let (width, height) = (SPACE * 2.0 + f32::from(SIZE.1) * CELL.0, SPACE * 2.0 + f32::from(rows) * CELL.1);
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
