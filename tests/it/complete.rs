//! Completion: what is offered where, from what this machine knows and nothing else, and that bash, zsh,
//! fish and Elvish really show it on a terminal.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]
#![allow(clippy::disallowed_methods, reason = "PATH is the tester's")]

use crate::desk::Desk;
use crate::server::{Reply, Server};
use crate::terminal::Terminal;
use crate::world::{MEETCTL, World, mode};
use meetctl::cli::schema::{DOCUMENTS, Document};
use std::ffi::OsString;
use std::path::Path;

/// The values that are offered for the last of these words.
fn offered(world: &World, words: &[&str]) -> Vec<String> {
    told(world, words).into_iter().map(|(value, _)| value).collect()
}

/// The same with what each is said to be.
#[track_caller]
fn told(world: &World, words: &[&str]) -> Vec<(String, String)> {
    let ran = world.run(&[&["__complete", "fish"], words].concat()).exits(0);
    assert_eq!(ran.err, "", "{words:?}");
    let pair = |line: &str| {
        let (value, about) = line.split_once('\t').unwrap();
        (value.to_owned(), about.to_owned())
    };
    ran.out.lines().skip(1).map(pair).collect()
}

/// How the shell is to go on: `files`, `open`.
fn directive(world: &World, words: &[&str]) -> String {
    let ran = world.run(&[&["__complete", "fish"], words].concat()).exits(0);
    ran.out.lines().next().unwrap().trim_start_matches(':').trim().to_owned()
}

#[test]
fn commands_and_flags_are_offered() {
    let world = World::new();
    let nouns = offered(&world, &[""]);
    for noun in ["meeting", "record", "join-url", "profile", "help", "man"] {
        assert!(nouns.contains(&noun.to_owned()), "{nouns:?}");
    }
    assert!(!nouns.contains(&"__complete".to_owned()));
    let verbs = told(&world, &["-p", "x", "meeting", ""]);
    assert!(verbs.iter().any(|(verb, about)| verb == "create" && about.starts_with("Reserve")), "{verbs:?}");
    assert!(offered(&world, &["join-url", ""]).contains(&"inspect".to_owned()));
    let flags = offered(&world, &["meeting", "create", "--subject", "x", "--invite", "a", "--"]);
    assert_eq!(flags.iter().filter(|flag| *flag == "--subject").count(), 0, "{flags:?}");
    assert!(flags.contains(&"--invite".to_owned()) && flags.contains(&"--jq".to_owned()), "{flags:?}");
    assert_eq!(flags[0], "--start");
    // Where nothing else can follow, flags are offered without their dashes.
    assert!(offered(&world, &["meeting", "list", ""]).contains(&"--from".to_owned()));
}

#[test]
fn values_of_flags_are_offered() {
    let world =
        World::with("default = 'b'\n[profiles.a]\nvendor = 'weiyi'\n[profiles.b]\nvendor = 'netease'\n");
    assert_eq!(offered(&world, &["-p", ""])[..3], ["a", "b", "sandbox-weiyi"]);
    assert_eq!(offered(&world, &["-p", "a,"])[..2], ["a,b", "a,sandbox-weiyi"]);
    assert_eq!(offered(&world, &["--profile=x"])[0], "--profile=a");
    assert_eq!(offered(&world, &["-psan"])[2], "-psandbox-weiyi");
    assert_eq!(offered(&world, &["vendors", ""]), ["weiyi", "myvmr", "netease", "quanshi"]);
    assert_eq!(offered(&world, &["meeting", "create", "-o", ""]), ["table", "json", "jsonl", "csv"]);
    assert_eq!(offered(&world, &["join-url", "1", "--role", ""]), ["presenter", "speaker", "chairman"]);
    assert!(offered(&world, &["meeting", "list", "--status", ""]).contains(&"cancelled".to_owned()));
    let fields = offered(&world, &["meeting", "get", "--fields", "subject,id,"]);
    assert!(fields.contains(&"subject,id,start".to_owned()), "{fields:?}");
    assert!(!fields.contains(&"subject,id,id".to_owned()), "{fields:?}");
    for (command, _) in DOCUMENTS.iter().flat_map(Document::commands) {
        let words: Vec<&str> = command.split(' ').chain(["--fields", ""]).collect();
        assert_ne!(offered(&world, &words), [] as [String; 0], "{command}");
    }
    assert!(offered(&world, &["profile", "list", "--fields", ""]).contains(&"base_url".to_owned()));
    assert_eq!(directive(&world, &["meeting", "get", "--fields", ""]), "open");
    assert_eq!(directive(&world, &["meeting", "create", "--ics", ""]), "files");
    assert_eq!(directive(&world, &["record", "download", "--dir", ""]), "folders");
    assert_eq!(directive(&world, &["meeting", "create", "--subject", ""]), "");
    assert!(offered(&world, &["batch", "run", ""]).contains(&"meeting create".to_owned()));
    assert_eq!(offered(&world, &["help", "meeting", ""])[0], "create");
    assert!(offered(&world, &["api", "POST", ""]).contains(&"/v2/meeting/create".to_owned()));
    let settings = offered(&world, &["profile", "add", "x", "--vendor", "weiyi", "--from-env", ""]);
    assert!(settings.contains(&"token_key=".to_owned()), "{settings:?}");
    let plain = offered(&world, &["profile", "add", "x", "--vendor", "weiyi", "--set", ""]);
    assert!(!plain.contains(&"token_key=".to_owned()), "{plain:?}");
}

/// Every name that is offered for `--set` is one that the command takes, and of the profile's vendor.
#[test]
fn parameters_are_those_of_the_profiles_vendor() {
    let world = World::new();
    let of = |profile: &str| offered(&world, &["-p", profile, "meeting", "create", "--set", ""]);
    let (one, other) = (of("sandbox-quanshi"), of("sandbox-netease"));
    assert_eq!(other, ["owner=", "settings="]);
    assert!(one.contains(&"livePassword=".to_owned()), "{one:?}");
    assert!(!other.contains(&"livePassword=".to_owned()), "{other:?}");
    let all = of("nobody");
    assert!(one.iter().chain(&other).all(|name| all.contains(name)), "{all:?}");
}

/// What commands printed is offered, for their profile alone; what was cancelled is not.
#[test]
fn ids_that_were_printed_are_offered() {
    let world = World::new();
    let create = |profile: &str, subject: &str| {
        let line = [
            "-p",
            profile,
            "meeting",
            "create",
            "--subject",
            subject,
            "--start",
            "2030-01-07 14:00",
            "--duration",
            "1h",
            "--host-password",
            "123456",
            "--json",
        ];
        world.run(&line).exits(0).json()["id"].as_str().unwrap().to_owned()
    };
    let (first, second) = (create("sandbox-weiyi", "周会"), create("sandbox-weiyi", "例会"));
    let ids = |words: &[&str]| told(&world, &[&["-p", "sandbox-weiyi"], words].concat());
    let expected = [
        (second.clone(), "例会, 2030-01-07 14:00".to_owned()),
        (first.clone(), "周会, 2030-01-07 14:00".to_owned()),
    ];
    assert_eq!(ids(&["meeting", "get", ""]), expected);
    assert_eq!(ids(&["meeting", "cancel", &second, ""]), expected[1..]);
    assert_eq!(offered(&world, &["-p", "sandbox-quanshi", "meeting", "get", ""]), [] as [&str; 0]);
    world.run(&["-p", "sandbox-weiyi", "meeting", "cancel", &second, "--yes"]).exits(0);
    assert_eq!(ids(&["meeting", "get", ""]), expected[1..]);
    // A dry run and a vendor's own answer tell nothing.
    world.run(&["-p", "sandbox-weiyi", "meeting", "cancel", &first, "-n"]).exits(0);
    assert_eq!(ids(&["meeting", "get", ""]), expected[1..]);
    let kept = std::fs::read_to_string(world.path("state/recent/sandbox-weiyi.json")).unwrap();
    for secret in ["123456", "token="] {
        assert!(!kept.contains(secret), "{kept}");
    }

    world.run(&["-p", "sandbox-weiyi", "record", "get", "655796682"]).exits(0);
    assert!(!offered(&world, &["-p", "sandbox-weiyi", "record", "get", "--record", ""]).is_empty());
}

#[test]
fn lists_are_remembered_and_a_full_disk_is_no_failure() {
    let desk = Desk::honest();
    let world = desk.world("");
    let id = desk.put("Review\u{1b}[31m", 4_100_000_000_000, 4_100_003_600_000).to_string();
    world.run(&["meeting", "list", "--from", "2099-01-01 00:00", "--to", "2100-01-01 00:00"]).exits(0);
    let ids = told(&world, &["meeting", "get", ""]);
    assert_eq!(ids[0].0, id);
    assert!(ids[0].1.starts_with("Review[31m, 2099-"), "{ids:?}");
    // A file stands where the folder would be made.
    std::fs::remove_dir_all(world.path("state/recent")).unwrap();
    world.file("state/recent", "");
    let list = ["meeting", "list", "--from", "2099-01-01 00:00", "--to", "2100-01-01 00:00"];
    assert_eq!(world.run(&list).exits(0).err, "");
    world.run(&[&list[..], &["-v"]].concat()).exits(0).says("not remembered for completion");
}

/// Neither a server nor a program is asked, and what cannot be read is left out without a word.
#[test]
fn nobody_is_asked_and_nothing_fails() {
    let server = Server::start(|_, _| Reply::with(200, &[], "{}"));
    let world = World::with(&format!(
        "default = 'a'\n[profiles.a]\nvendor = 'quanshi'\nbase_url = '{}'\nuser_id = 1\n\
         app_key = {{ command = 'touch {}' }}\n",
        server.url(),
        world_path("ran").display(),
    ));
    assert!(offered(&world, &["meeting", "create", "--set", ""]).contains(&"livePassword=".to_owned()));
    assert_eq!(offered(&world, &["meeting", "get", ""]), [] as [&str; 0]);
    assert!(!world_path("ran").exists());
    assert_eq!(server.connections(), 0);

    for broken in ["[profiles.a", "x = 1", "[profiles.a]\nvendor = 'none'\n", "\u{0}"] {
        let world = World::with(broken);
        assert!(offered(&world, &["-p", ""]).contains(&"sandbox-weiyi".to_owned()), "{broken}");
        assert!(offered(&world, &["meeting", "cre"]).contains(&"create".to_owned()), "{broken}");
        offered(&world, &["meeting", "create", "--set", ""]);
    }
    let world = World::with("[profiles.a]\nvendor = 'weiyi'\n");
    mode(&world.path("profiles.toml"), 0o666);
    assert!(!offered(&world, &["-p", ""]).contains(&"a".to_owned()), "others can write the file");
    for odd in [&[][..], &["sh"], &["bash"], &["zsh"], &["powershell"], &["bash", "63", ":", "meetctl '"]] {
        assert_eq!(world.run(&[&["__complete"], odd].concat()).exits(0).err, "", "{odd:?}");
    }
    // Without a home.
    let mut command = world.command(&["__complete", "zsh", "-p", ""]);
    for name in ["HOME", "MEETCTL_STATE", "MEETCTL_CONFIG"] {
        command.env_remove(name);
    }
    let ran = crate::world::ran("no home", &mut command).exits(0);
    assert!(ran.out.contains("sandbox-weiyi"), "{}", ran.out);
}

/// Where a program that must not run would leave its mark.
fn world_path(name: &str) -> std::path::PathBuf {
    std::env::temp_dir().join(format!("meetctl-test-{}-{name}", std::process::id()))
}

#[test]
fn bash_and_powershell_hand_over_a_line() {
    let world = World::new();
    let bash = |line: &str| world.run(&["__complete", "bash", "9", " =:", line]).exits(0).out;
    assert_eq!(bash("X=1 meetctl -o j"), ":\njson\njsonl\n");
    assert_eq!(bash("meetctl --output=j"), ":\njson\njsonl\n");
    assert_eq!(bash("meetctl batch run meeting\\ cr"), ":\nmeeting\\ create\n");
    assert_eq!(bash("meetctl batch run 'meeting cr"), ":\nmeeting create\n");
    let listed = world.run(&["__complete", "bash", "63", " =:", "meetctl meeting cr"]).exits(0).out;
    assert!(listed.contains("create  (Reserve"), "{listed}");
    let mut command = world.command(&["__complete", "powershell"]);
    command.env("MEETCTL_COMPLETE", "meetctl batch run \"meeting cr");
    assert!(crate::world::ran("", &mut command).exits(0).out.starts_with(":\n'meeting create'\t"));
}

/// A shell on a terminal, which finds the program that was just built, and what it knows there.
struct Desktop {
    world: World,
    terminal: Terminal,
    id: String,
}

impl Desktop {
    fn start(shell: &[&str]) -> Self {
        let there = std::process::Command::new(shell[0]).arg("--version").output();
        assert!(there.is_ok(), "{} is missing; .ci/run installs it", shell[0]);
        let world = World::new();
        let made = world.run(&[
            "-p",
            "sandbox-weiyi",
            "meeting",
            "create",
            "--subject",
            "Standup",
            "--start",
            "2030-01-07 14:00",
            "--duration",
            "1h",
            "--host-password",
            "123456",
            "--json",
        ]);
        let id = made.exits(0).json()["id"].as_str().unwrap().to_owned();
        let bin = Path::new(MEETCTL).parent().unwrap().to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&path))).unwrap();
        let mut vars: Vec<(&str, OsString)> = vec![
            ("PATH", path),
            ("LANG", "C.UTF-8".into()),
            ("INPUTRC", "/dev/null".into()),
            ("MEETCTL_PROFILE", "sandbox-weiyi".into()),
        ];
        let own = world.vars().into_iter().filter(|(name, _)| *name != "MEETCTL_CONFIG");
        vars.extend(own.map(|(name, value)| (name, value.into_os_string())));
        let vars = vars.into_iter().map(|(name, value)| (name.to_owned(), value));
        let terminal = Terminal::of(120, shell, vars, &world.path(""), None);
        Self { world, terminal, id }
    }

    /// Types this, a tab included, waits for what comes of it, and empties the line.
    #[track_caller]
    fn completes(&mut self, keys: &str, shown: &str) {
        self.terminal.types(keys);
        self.terminal.shows(shown);
        self.terminal.types("\u{15}\u{c}");
        self.terminal.waits("an empty screen", |screen| !screen.contains(shown));
    }

    /// What every shell must do.
    #[track_caller]
    fn all(&mut self) {
        self.terminal.shows("READY> ");
        self.completes("meetctl meeting canc\t-n", "meetctl meeting cancel -n");
        self.completes("meetctl -p sandbox-q\t-n", "meetctl -p sandbox-quanshi -n");
        self.completes("meetctl meeting list --status runn\t-n", "meetctl meeting list --status running -n");
        self.completes("meetctl report -o jsonl --fields joined,lef\t", "--fields joined,left");
        let id = self.id.clone();
        let (start, _) = id.split_at(id.len() - 2);
        self.completes(&format!("meetctl meeting get {start}\t-n"), &format!("meetctl meeting get {id} -n"));
        std::fs::write(self.world.path("invitation.ics"), "").unwrap();
        self.completes("meetctl meeting get 1 --ics invi\t-n", "--ics invitation.ics -n");
    }
}

/// Sets the prompt; in two parts, so that only the prompt itself has it whole.
const PROMPT: &str = "PS1='READ''Y> '";

#[test]
fn bash_completes() {
    let mut desktop = Desktop::start(&["bash", "--norc", "--noprofile", "-i"]);
    desktop.terminal.types(&format!("eval \"$(meetctl completions bash)\"; {PROMPT}\r"));
    desktop.all();
    desktop.completes("meetctl --output=jsonl meeting list --color=al\t-n", "--color=always -n");
    desktop.completes("meetctl batch run meeting\\ cre\t-n", "run meeting\\ create -n");
    // The second tab lists, with what each is.
    desktop.completes("meetctl meeting c\t\t", "create  (Reserve");
}

#[test]
fn zsh_completes() {
    let mut desktop = Desktop::start(&["zsh", "-f", "-i"]);
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let line =
        format!("fpath=('{}' $fpath); autoload -Uz compinit; compinit -u -D; {PROMPT}\r", scripts.display());
    desktop.terminal.types(&line);
    desktop.all();
    desktop.completes("meetctl --color=al\t-n", "--color=always -n");
    desktop.completes("meetctl batch run meeting\\ cre\t-n", "run meeting\\ create -n");
    desktop.completes("meetctl meeting c\t\t", "-- Reserve");
    desktop.completes("meetctl meeting get \t-n", &format!("get {} -n", desktop.id.clone()));
}

#[test]
fn fish_completes() {
    let setup = "function fish_prompt; printf 'READY> '; end; set -g fish_autosuggestion_enabled 0; \
                 function fish_greeting; end; meetctl completions fish | source";
    let mut desktop = Desktop::start(&["fish", "--no-config", "--private", "-i", "-C", setup]);
    desktop.all();
    desktop.completes("meetctl --color=al\t-n", "--color=always -n");
    desktop.completes("meetctl meeting c\t", "(Reserve");
}

#[test]
fn elvish_completes() {
    let mut desktop = Desktop::start(&["elvish", "-norc"]);
    desktop.terminal.waits("a prompt", |screen| screen.contains("~>") || screen.contains("~#"));
    desktop
        .terminal
        .types("eval (meetctl completions elvish | slurp); set edit:prompt = { print READ'Y> ' }\r");
    desktop.terminal.shows("READY> ");
    // It inserts after a list of what there is.
    desktop.terminal.types("meetctl meeting canc\t");
    desktop.terminal.waits("the command", |screen| screen.contains("meetctl meeting cancel"));
}
