//! What `--help` shows beside the flags: examples first, which vendors have a command, exit codes.

use crate::op::{self, offered_by};
use crate::vendor::VENDORS;
use clap::Command;

/// Examples come before the flags.
pub(super) const TEMPLATE: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// What a newcomer may type first.
pub(super) const EXAMPLES: &str = "\
Examples:
  meetctl -p sandbox-weiyi meeting create --subject 周会 --start 'tomorrow 14:00' --duration 1h --host-password 1234
  meetctl -p sandbox-weiyi join-url 111111 --user 1001 --name 张三
  meetctl vendors";

/// Puts template, examples and vendors on a command and all below it.
pub(super) fn dress(path: &str, command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command.help_template(TEMPLATE).disable_help_subcommand(true);
    if let Some(op) = op::find(path) {
        command = command.about(op.about());
    }
    let examples = examples_of(path);
    if !examples.is_empty() {
        command = command.before_help(format!("Examples:\n  {}", examples.join("\n  ")));
    }
    let vendors = offered_by(path, VENDORS.iter().copied());
    let codes = tr!("Exit codes: meetctl explain exit-codes");
    command = command.after_help(match vendors.as_str() {
        "" => codes.to_owned(),
        vendors => tr!("Vendors: {vendors}. {codes}", vendors, codes),
    });
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(&name, |sub| dress(&format!("{path} {name}"), sub))
    })
}

/// The examples of a command.
pub(super) fn examples_of(path: &str) -> &'static [&'static str] {
    EXAMPLES_OF.iter().find(|(name, _)| *name == path).map_or(&[], |(_, examples)| examples)
}

/// Every command's examples; a test parses each.
static EXAMPLES_OF: &[(&str, &[&str])] = &[
    (
        "meeting create",
        &[
            "meetctl meeting create --subject 周会 --start 'tomorrow 14:00' --duration 1h --host-password 1234",
            "meetctl meeting create --subject Review --start 2026-11-23T14:00:00+08:00 --end never --host-password-file pw.txt --live --json",
            "meetctl meeting create --subject 周会 --start 'tomorrow 14:00' --duration 1h --room 486 --invite 9182 -p sandbox-myvmr",
            "meetctl meeting create --subject Daily --start 'tomorrow 09:00' --duration 15m --if-not-exists -p sandbox-quanshi",
        ],
    ),
    (
        "meeting edit",
        &["meetctl meeting edit 754884357 --subject 'Weekly sync' --start '2026-11-23 15:00' --duration 1h"],
    ),
    (
        "meeting cancel",
        &["meetctl meeting cancel 754884357", "meetctl meeting cancel 754884357 662498204 --yes --json"],
    ),
    ("meeting status", &["meetctl meeting status 754884357"]),
    ("meeting attach", &["meetctl meeting attach 754884357 --file-id 494 --file-id 495"]),
    ("meeting files", &["meetctl meeting files 754884357 --json"]),
    ("meeting background", &["meetctl meeting background 754884357 logo.png"]),
    (
        "record get",
        &[
            "meetctl record get 655796682",
            "meetctl record get --json --jq '.[].download_url'",
            "meetctl record get --record a1e3595d-207a-4853-ba39-c576a5761952",
        ],
    ),
    ("record open", &["meetctl record open 2516", "meetctl record open 2516 --json --jq .record_id"]),
    ("record close", &["meetctl record close 2516"]),
    ("record status", &["meetctl record status 2516"]),
    (
        "record download",
        &[
            "meetctl record download 655796682 --dir recordings",
            "meetctl record download --all --from 2026-11-01 --dir archive --wait 30m --json",
        ],
    ),
    ("record verify", &["meetctl record verify archive", "meetctl record verify archive --json"]),
    ("record prune", &["meetctl record prune --older-than 90d --archived-in archive"]),
    (
        "join-url",
        &[
            "meetctl join-url 111111 --user 1001 --name 张三",
            "meetctl join-url 111111 --user 1 --name Chair --role chairman",
            "meetctl join-url 111111 --user 1001 --name 张三 --qr --qr-png link.png",
            "meetctl join-url --from attendees.csv -o csv",
            "meetctl join-url inspect 'https://meet.example.com/h5/index.html?token=…'",
        ],
    ),
    ("join-url inspect", &["meetctl join-url inspect 'https://meet.example.com/h5/index.html?token=…'"]),
    ("live streams", &["meetctl live streams", "meetctl live streams 754884357 --json"]),
    (
        "live status",
        &["meetctl live status 1866", "meetctl live status 1866 --watch --interval 30s -o jsonl"],
    ),
    (
        "batch run",
        &[
            "meetctl batch run 'meeting create' timetable.csv --check",
            "meetctl batch run 'meeting create' timetable.csv --jobs 8 --results made.csv",
            "meetctl batch run 'meeting cancel' ids.csv --yes -o jsonl",
        ],
    ),
    ("batch status", &["meetctl batch status", "meetctl batch status --json --jq '.[].doubtful_rows'"]),
    ("batch resolve", &["meetctl batch resolve journal.jsonl --row 7 --resend"]),
    ("pending list", &["meetctl pending list", "meetctl pending list --json"]),
    ("pending resolve", &["meetctl pending resolve 3f9a2c1b"]),
    ("pending forget", &["meetctl pending forget 3f9a2c1b"]),
    ("room list", &["meetctl room list", "meetctl room list --account admin@example.com --json"]),
    ("contact list", &["meetctl contact list", "meetctl contact list --json --jq '.[].id'"]),
    (
        "report",
        &[
            "meetctl report 111111",
            "meetctl report 111111 --section people",
            "meetctl report 111111 --html report.html --xlsx report.xlsx",
            "meetctl report 111111 -o csv --bom --mask",
            "meetctl report 111111 --json --jq '.people[].user_id'",
        ],
    ),
    (
        "webhook listen",
        &[
            "meetctl webhook listen --listen 127.0.0.1:8080 --path /netease",
            "meetctl webhook listen --listen 127.0.0.1:8080 --exec /usr/local/bin/on-event --forward http://127.0.0.1:9000/events",
        ],
    ),
    (
        "webhook verify",
        &[
            "meetctl webhook verify --header 'CurTime: 1600782498147' --header 'Nonce: n' --header 'CheckSum: 6238cd2b00a34884c61e02c6184e68dd9c7f1e98' --body body.json",
        ],
    ),
    (
        "webhook replay",
        &["meetctl webhook replay events.jsonl --url https://app.example.com/callbacks --from 'today 09:00'"],
    ),
    (
        "profile add",
        &[
            "meetctl profile add onprem",
            "meetctl profile add onprem --vendor weiyi --set base_url=https://meet.example.com --from-env key=WEIYI_KEY --default",
            "meetctl profile add onprem --vendor weiyi --set base_url=https://meet.example.com --from-stdin key",
        ],
    ),
    ("profile list", &["meetctl profile list"]),
    (
        "profile check",
        &[
            "meetctl profile check onprem",
            "meetctl profile check --all --json",
            "meetctl profile check --offline",
        ],
    ),
    ("profile show", &["meetctl profile show onprem"]),
    ("profile remove", &["meetctl profile remove onprem"]),
    ("profile use", &["meetctl profile use onprem"]),
    ("vendors", &["meetctl vendors", "meetctl vendors weiyi --params"]),
    (
        "explain",
        &["meetctl explain 4007", "meetctl explain 9999 --vendor weiyi", "meetctl explain exit-codes"],
    ),
    (
        "api",
        &[
            "meetctl api GET /WebAPI/getLiveStream --query serial=754884357",
            "meetctl api POST /WebAPI/uploadRoomPic -F serial=754884357 -F filedata=@logo.png",
        ],
    ),
    (
        "sandbox",
        &[
            "meetctl sandbox",
            "meetctl sandbox --listen 127.0.0.1:9000 --fault meetingcreate:drop-after",
            "meetctl sandbox --callback http://127.0.0.1:8080/",
        ],
    ),
    (
        "meeting end",
        &[
            "meetctl meeting end 26775 --recycle",
            "meetctl meeting end --number 123456789",
            "meetctl meeting end --short-id 10000 --yes --json",
            "meetctl meeting end 26775 --yes --confirm 26775 --json",
        ],
    ),
    (
        "meeting get",
        &[
            "meetctl meeting get 26775",
            "meetctl meeting get --number 123456789 --json",
            "meetctl meeting get 239608224 --api room",
            "meetctl meeting get --pcode 201501000037379619 --json",
        ],
    ),
    (
        "meeting list",
        &[
            "meetctl meeting list",
            "meetctl meeting list --from now --to +7d --json --jq '.[].join_url'",
            "meetctl meeting list --status running",
            "meetctl meeting list --type scheduled -o csv",
            "meetctl meeting list --admin 12345824 --limit 100",
        ],
    ),
    (
        "meeting join-info",
        &[
            "meetctl meeting join-info 123456789 --name 张三 --audio --json",
            "meetctl meeting join-info 123456789 --name Guest1 --client-type ios --device-id 95876217 --shadow",
        ],
    ),
    (
        "account create",
        &["meetctl account create --im-accid zhangsan --token-file token.txt --short-id 10000"],
    ),
    (
        "account get",
        &["meetctl account get 146558916040335360", "meetctl account get --im-accid zhangsan --json"],
    ),
    ("account set-token", &["meetctl account set-token 146558916040335360 --token-file token.txt"]),
    (
        "account set-short-id",
        &[
            "meetctl account set-short-id 146558916040335360 10000",
            "meetctl account set-short-id 146558916040335360 --clear --yes",
        ],
    ),
    (
        "meeting boxes",
        &[
            "meetctl meeting boxes 239376958 --box GN3399BOX0001856:187567899:010-256567 --box GN3399BOX0001429",
            "meetctl meeting boxes 239376700 --clear --yes",
        ],
    ),
    (
        "record delete",
        &[
            "meetctl record delete 1868782592 1868780800",
            "meetctl record delete a1e3595d-207a-4853-ba39-c576a5761952 --yes --json",
        ],
    ),
    (
        "agenda",
        &[
            "meetctl agenda --all-profiles",
            "meetctl agenda -p cloud,onprem --from tomorrow --to 2030-12-31 --json",
            "meetctl agenda --all-profiles --clashes",
        ],
    ),
    (
        "audit list",
        &["meetctl audit list --from 'today 00:00'", "meetctl audit list -p cloud --outcome in_doubt --json"],
    ),
    ("audit verify", &["meetctl audit verify", "meetctl audit verify --json --jq .hash"]),
    ("live viewer-url", &["meetctl live viewer-url 239608266 --name 张三 --expires 10h --uses 100"]),
    ("phone list", &["meetctl phone list", "meetctl phone list --phone 010-59937429 --json"]),
    (
        "completions",
        &[
            "meetctl completions bash > ~/.local/share/bash-completion/completions/meetctl",
            "meetctl completions zsh > /usr/local/share/zsh/site-functions/_meetctl",
            "meetctl completions fish > ~/.config/fish/completions/meetctl.fish",
        ],
    ),
    ("man", &["meetctl man ~/.local/share/man/man1"]),
    ("help", &["meetctl help meeting create"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Splits a command line as a shell would, as far as the examples need it.
    fn words(line: &str) -> Vec<String> {
        let line = line.split(" > ").next().unwrap();
        let quoted = line.split('\'').enumerate();
        quoted.fold(Vec::new(), |mut words: Vec<String>, (i, part)| {
            if i % 2 == 1 {
                words.push(part.to_owned());
            } else {
                words.extend(part.split_whitespace().map(str::to_owned));
            }
            words
        })
    }

    #[test]
    fn every_example_is_a_command_line_that_parses() {
        let tree = crate::cli::lazy_tree(crate::cli::Detail::None);
        let first = EXAMPLES.lines().skip(1).map(str::trim).map(|line| ("", line));
        let all = EXAMPLES_OF.iter().flat_map(|(path, lines)| lines.iter().map(move |line| (*path, *line)));
        for (path, line) in first.chain(all) {
            assert!(line.starts_with(&format!("meetctl {path}")) || path.is_empty(), "{path}: {line}");
            if let Err(error) = tree.clone().try_get_matches_from(words(line)) {
                panic!("{line}: {error}");
            }
        }
    }

    #[test]
    fn examples_belong_to_commands_that_exist() {
        let tree = crate::cli::tree();
        for (at, (path, _)) in EXAMPLES_OF.iter().enumerate() {
            assert!(EXAMPLES_OF[..at].iter().all(|(other, _)| other != path), "{path} stands here twice");
            let found = path.split(' ').try_fold(&tree, |command, word| command.find_subcommand(word));
            assert!(found.is_some(), "no command {path}");
        }
    }
}
