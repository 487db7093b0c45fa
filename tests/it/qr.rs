//! QR codes of join links, read back by another's reader.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::World;

const LINE: [&str; 6] = ["join-url", "111111", "--user", "1001", "--name", "张三"];

/// The text of the one code in a picture; `dark` says which of its pixels are dark.
fn read(width: usize, height: usize, dark: impl Fn(usize, usize) -> bool) -> String {
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| if dark(x, y) { 0 } else { 255 });
    let codes = picture.detect_grids();
    assert_eq!(codes.len(), 1, "one code in the picture");
    codes[0].decode().unwrap().1
}

fn png(bytes: &[u8]) -> String {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    read(width, height, |x, y| pixels[y * info.line_size + x] < 128)
}

/// Half blocks, each of which draws what is light, four pixels a module.
fn terminal(text: &str) -> String {
    const SCALE: usize = 4;
    let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let dark = |x: usize, y: usize| {
        let lit = if y.is_multiple_of(2) { ['█', '▀'] } else { ['█', '▄'] };
        !lit.contains(&lines[y / 2][x])
    };
    read(lines[0].len() * SCALE, lines.len() * 2 * SCALE, |x, y| dark(x / SCALE, y / SCALE))
}

#[test]
fn a_code_holds_the_link_that_is_printed() {
    let world = World::at("https://meet.example.com", "");
    let ran = world.run(&[&LINE[..], &["--qr", "--qr-png", "c.png", "--qr-svg", "c.svg"]].concat()).exits(0);
    let link = ran.out.trim_end_matches('\n').to_owned();
    assert!(link.starts_with("https://meet.example.com/") && !link.contains('\n'), "{link}");
    assert_eq!(terminal(&ran.err), link);
    assert_eq!(png(&std::fs::read(world.path("c.png")).unwrap()), link);
    let svg = std::fs::read_to_string(world.path("c.svg")).unwrap();
    assert_eq!(read_svg(&svg), link);
    // A link is a key: the files are for nobody else.
    #[cfg(unix)]
    for name in ["c.png", "c.svg"] {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(world.path(name)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // With a format, too; and without a code nothing but the link.
    let ran = world.run(&[&LINE[..], &["--json", "--qr"]].concat()).exits(0);
    assert_eq!(terminal(&ran.err), ran.json()["url"].as_str().unwrap());
    assert_eq!(world.run(&LINE).exits(0).err, "");
}

/// The runs of dark modules that the path of such a file draws: `Mx yhNv1h-Nz`.
fn read_svg(svg: &str) -> String {
    const SCALE: usize = 4;
    let between = |from: &str, to: &str| svg.split_once(from).unwrap().1.split_once(to).unwrap().0;
    let size: usize = between("viewBox=\"0 0 ", " ").parse().unwrap();
    let mut dark = vec![false; size * size];
    for run in between("d=\"", "\"").split('M').skip(1) {
        let (x, rest) = run.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
        dark[y * size + x..y * size + x + length].fill(true);
    }
    read(size * SCALE, size * SCALE, |x, y| dark[y / SCALE * size + x / SCALE])
}

#[test]
fn colour_makes_a_code_that_is_right_on_every_terminal() {
    let world = World::at("https://meet.example.com", "");
    let ran = world.run(&[&LINE[..], &["--qr", "--color", "always"]].concat()).exits(0);
    let lines: Vec<&str> = ran.err.lines().collect();
    let framed = |line: &&&str| line.starts_with("\u{1b}[38;5;231;48;5;16m") && line.ends_with("\u{1b}[0m");
    assert_eq!(lines.iter().filter(framed).count(), lines.len());
}

#[test]
fn what_cannot_be_is_refused() {
    let world = World::at("https://meet.example.com", "");
    world.file("g.csv", "meeting,user,name\n1,2,x\n");
    world.run(&["join-url", "--from", "g.csv", "--qr"]).exits(2);
    world.run(&[&LINE[..], &["--qr-png", "no/folder.png"]].concat()).exits(2).prints_nothing();
    let long = "长".repeat(900);
    let ran = world.run(&["join-url", "1", "--user", "1", "--name", &long, "--plain", "--qr"]).exits(1);
    assert!(ran.out.starts_with("https://"), "the link is printed all the same");
    ran.says("too long for a QR code");
}
