//! What is installed: the version that is told, the Debian package put into a root of its own and
//! removed, the units for systemd, and the script for cron.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]
#![allow(clippy::disallowed_methods, reason = "PATH is the tester's")]

use crate::world::{MEETCTL, World};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a program that has to succeed; what it printed.
#[track_caller]
fn done(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; .ci/run installs it"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}\n{}\n{said}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap()
}

/// Every file below a folder, as it is named from there.
fn files(folder: &Path) -> BTreeSet<String> {
    fn walk(top: &Path, folder: &Path, all: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                walk(top, &path, all);
            } else {
                all.insert(path.strip_prefix(top).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let mut all = BTreeSet::new();
    walk(folder, folder, &mut all);
    all
}

fn script(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_version_has_a_short_and_a_long_form() {
    let world = World::new();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(world.run(&["-V"]).exits(0).out, format!("meetctl {version}\n"));
    let long = world.run(&["--version"]).exits(0).out;
    let inner = long.strip_prefix(&format!("meetctl {version} (")).and_then(|rest| rest.strip_suffix(")\n"));
    let target = inner.expect(&long).rsplit(", ").next().unwrap();
    assert!(target.starts_with(std::env::consts::ARCH) && target.contains("-linux-"), "{long}");
}

/// build.rs as a program, asked as cargo asks it.
struct Asked(PathBuf);

impl Asked {
    fn compiled(world: &World) -> Self {
        let program = world.path("build");
        let mut rustc = Command::new("rustc");
        done(rustc.args(["--edition", "2024", "-o"]).arg(&program).arg(root().join("build.rs")));
        Self(program)
    }

    fn says(&self, folder: &Path, vars: &[(&str, &str)]) -> Vec<String> {
        let mut command = Command::new(&self.0);
        command.env_remove("MEETCTL_COMMIT").env("CARGO_MANIFEST_DIR", folder).env("GIT_DIR", "/nowhere");
        command.env("CARGO_PKG_VERSION", "1.2.3").env("TARGET", "x-y-z").env("PROFILE", "release");
        let said = done(command.envs(vars.iter().copied()));
        said.lines().map(str::to_owned).collect()
    }

    fn version(&self, folder: &Path, vars: &[(&str, &str)]) -> String {
        let said = self.says(folder, vars);
        let version = said.iter().find_map(|line| line.strip_prefix("cargo::rustc-env=MEETCTL_VERSION="));
        version.unwrap_or_else(|| panic!("{said:?}")).to_owned()
    }
}

#[test]
fn the_commit_is_that_of_the_sources_or_none() {
    let world = World::new();
    let asked = Asked::compiled(&world);
    let (repository, inner, plain) = (world.path("repository"), "repository/inner", world.path("plain"));
    fs::create_dir_all(world.path(inner)).unwrap();
    fs::create_dir(&plain).unwrap();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_COMMITTER_DATE", "2026-11-22T12:00:00Z");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        done(command.arg("-C").arg(&repository).args(args)).trim().to_owned()
    };
    git(&["init", "--quiet"]);
    assert_eq!(asked.version(&repository, &[]), "1.2.3 (x-y-z)", "before the first commit");
    git(&["commit", "--quiet", "--allow-empty", "-m", "one"]);
    let one = format!("1.2.3 ({} 2026-11-22, x-y-z)", git(&["rev-parse", "--short=7", "HEAD"]));
    assert_eq!(asked.version(&repository, &[]), one);

    // Cargo looks at the files that a commit changes, and never at one that is not there: that means "always".
    let watched = |folder: &Path, vars: &[(&str, &str)]| -> Vec<PathBuf> {
        let said = asked.says(folder, vars);
        let named = said.iter().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed="));
        named.filter(|name| *name != "build.rs").map(PathBuf::from).collect()
    };
    let before = watched(&repository, &[]);
    assert!(before.len() >= 2 && before.iter().all(|path| path.exists()), "{before:?}");
    let contents = || before.iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>();
    let old = contents();
    git(&["commit", "--quiet", "--allow-empty", "-m", "two"]);
    assert_ne!(contents(), old, "a commit has to be seen");
    assert_ne!(asked.version(&repository, &[]), one);

    // Sources that somebody unpacked in a repository of theirs, that are in none, or without git.
    for (folder, vars) in [
        (&world.path(inner), [("PATH", std::env::var("PATH").unwrap())]),
        (&plain, [("PATH", std::env::var("PATH").unwrap())]),
        (&repository, [("PATH", String::new())]),
        (&repository, [("PROFILE", "debug".to_owned())]),
    ] {
        let vars: Vec<(&str, &str)> = vars.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(asked.version(folder, &vars), "1.2.3 (x-y-z)", "{folder:?} {vars:?}");
        assert!(watched(folder, &vars).is_empty(), "{folder:?} {vars:?}");
    }
    // A packager's word comes first, also in a debug build.
    let given = |text: &str| asked.version(&repository, &[("MEETCTL_COMMIT", text), ("PROFILE", "debug")]);
    assert_eq!(given("v7 2030-01-02"), "1.2.3 (v7 2030-01-02, x-y-z)");
    assert_eq!(asked.version(&repository, &[("MEETCTL_COMMIT", "")]), "1.2.3 (x-y-z)");
    for wrong in ["a\ncargo::rustc-cfg=b", "\u{1b}[31m", &"x".repeat(65)] {
        let said = asked.says(&repository, &[("MEETCTL_COMMIT", wrong)]);
        assert!(said.last().unwrap().starts_with("cargo::error=MEETCTL_COMMIT"), "{said:?}");
        assert!(!said.iter().any(|line| line.contains("rustc-")), "{said:?}");
    }
}

/// dpkg with a root that is a folder: nothing of this machine is touched, and root is not needed.
fn dpkg(place: &Path, args: &[&str]) -> String {
    let mut command = Command::new("dpkg");
    command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").arg(format!("--root={}", place.display()));
    command.arg(format!("--log={}", place.join("log").display()));
    // What it depends on is installed on this machine, not there.
    done(command.args(["--force-not-root", "--force-bad-path", "--force-depends"]).args(args))
}

#[test]
fn the_debian_package_is_installed_and_leaves_nothing_behind() {
    let world = World::new();
    let folder = world.path("packages");
    let built = Path::new(MEETCTL).parent().unwrap();
    let profile = match built.file_name().unwrap().to_str().unwrap() {
        "debug" => "dev",
        other => other,
    };
    let mut command = Command::new(root().join("packaging/deb"));
    // Cargo asks for the packages of the workspace as anybody would, whoever runs this test.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR") {
            command.env_remove(name);
        }
    }
    command.env("CARGO_TARGET_DIR", built.parent().unwrap());
    done(command.args(["--built", profile]).arg(&folder));
    let packages = files(&folder);
    assert_eq!(packages.len(), 1, "{packages:?}");
    let package = folder.join(packages.first().unwrap());

    let version = done(Command::new("dpkg-deb").arg("--field").arg(&package).arg("Version"));
    let newest = fs::read_to_string(root().join("packaging/changelog")).unwrap();
    assert!(newest.starts_with(&format!("meetctl ({}) ", version.trim())), "{version}");
    assert_eq!(version.trim(), concat!(env!("CARGO_PKG_VERSION"), "-1"));

    // Everything is root's, and nobody else may write it.
    let contents = done(Command::new("dpkg-deb").arg("--contents").arg(&package));
    for line in contents.lines() {
        let (mode, owner) = (&line[..10], line.split_whitespace().nth(1).unwrap());
        assert!(["drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--"].contains(&mode), "{line}");
        assert!(owner == "root/root" || owner == "0/0", "{line}");
    }

    let place = world.path("machine");
    for part in ["info", "updates", "triggers"] {
        fs::create_dir_all(place.join("var/lib/dpkg").join(part)).unwrap();
    }
    fs::write(place.join("var/lib/dpkg/status"), "").unwrap();
    dpkg(&place, &["--install", package.to_str().unwrap()]);
    assert!(dpkg(&place, &["--status", "meetctl"]).contains("\nStatus: install ok installed\n"));
    let program = place.join("usr/bin/meetctl");
    let said = done(Command::new(&program).arg("--version").env_clear());
    assert_eq!(said, world.run(&["--version"]).exits(0).out);

    let there = files(&place);
    let below = |folder: &str| -> BTreeSet<&str> {
        there.iter().filter_map(|name| name.strip_prefix(folder)).collect()
    };
    // A page for each command, and all of them readable.
    let pages = below("usr/share/man/man1/");
    world.run(&["man", "man"]).exits(0);
    let names: BTreeSet<String> = files(&world.path("man")).iter().map(|name| format!("{name}.gz")).collect();
    assert_eq!(pages, names.iter().map(String::as_str).collect());
    for (name, source) in [
        ("usr/share/bash-completion/completions/meetctl", "completions/meetctl.bash"),
        ("usr/share/zsh/vendor-completions/_meetctl", "completions/_meetctl"),
        ("usr/share/fish/vendor_completions.d/meetctl.fish", "completions/meetctl.fish"),
        ("usr/share/doc/meetctl/examples/profiles.example.toml", "profiles.example.toml"),
        ("usr/share/doc/meetctl/examples/cron/meetctl-archive", "packaging/cron/meetctl-archive"),
    ] {
        assert_eq!(fs::read(place.join(name)).expect(name), fs::read(root().join(source)).unwrap(), "{name}");
    }
    assert_eq!(
        below("usr/lib/systemd/system/"),
        files(&root().join("packaging/systemd")).iter().map(String::as_str).collect()
    );
    let documents = below("usr/share/doc/meetctl/");
    for wanted in ["copyright", "changelog.gz", "changelog.Debian.gz", "LICENSE-APACHE", "LICENSE-MIT"] {
        assert!(documents.contains(wanted), "{wanted} of {documents:?}");
    }
    let licences = fs::read_to_string(place.join("usr/share/doc/meetctl/copyright")).unwrap();
    assert_eq!(licences.trim(), fs::read_to_string(root().join("packaging/copyright")).unwrap().trim());
    // Some are compressed.
    for wanted in ["README.md", "README.zh-CN.md", "docs/install.md", "docs/schema/meeting.schema.json"] {
        assert!(documents.iter().any(|name| name.starts_with(wanted)), "{wanted} of {documents:?}");
    }

    dpkg(&place, &["--purge", "meetctl"]);
    let left: Vec<String> = files(&place)
        .into_iter()
        .filter(|name| name != "log" && !name.starts_with("var/lib/dpkg/"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(!place.join("usr").exists(), "folders are left");
}

fn units() -> Vec<(String, String)> {
    let folder = root().join("packaging/systemd");
    let text = |name: &String| fs::read_to_string(folder.join(name)).unwrap();
    files(&folder).into_iter().map(|name| (name.clone(), text(&name))).collect()
}

/// What systemd itself says of the units, with this program in the place of the installed one.
#[test]
fn systemd_takes_the_units() {
    let world = World::new();
    let folder = world.path("units");
    fs::create_dir(&folder).unwrap();
    let verify = |name: &str, text: &str| -> Output {
        let path = folder.join(name);
        fs::write(&path, text.replace("/usr/bin/meetctl", MEETCTL)).unwrap();
        let mut command = Command::new("systemd-analyze");
        command.args(["verify", "--man=no", "--recursive-errors=no"]).arg(path);
        command.output().expect("systemd-analyze is missing; .ci/run installs it")
    };
    let units = units();
    assert_eq!(units.len(), 3);
    // The timer last: it names a service.
    for (name, text) in &units {
        let output = verify(name, text);
        let said = String::from_utf8_lossy(&output.stderr);
        // Of others' units on this machine it may say anything.
        let of_ours: Vec<&str> = said.lines().filter(|line| line.contains("meetctl")).collect();
        assert!(output.status.success() && of_ours.is_empty(), "{name}: {said}");
    }
    for wrong in
        ["[Service]\nType=oneshot\nRestart=always\nExecStart=/bin/true\n", "[Service]\nExecStart=/none\n"]
    {
        assert!(!verify("meetctl-wrong@.service", wrong).status.success(), "{wrong}");
    }
}

/// The command lines of the units are meetctl's, and what shuts both services in is the same.
#[test]
fn the_units_run_commands_that_there_are() {
    let world = World::new();
    let services: Vec<String> =
        units().into_iter().filter(|(name, _)| name.ends_with(".service")).map(|(_, text)| text).collect();
    assert_eq!(services.len(), 2);
    for text in &services {
        let line = text.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/bin/meetctl ")).unwrap();
        // Read to its end, as far as the profile, which is not there.
        let line = line.replace("%i", "nobodys").replace("%S", "/nowhere");
        let words: Vec<&str> = line.split(' ').collect();
        world.run(&words).exits(3).says("nobodys");
    }
    let shut =
        |text: &str| text[text.find("\n# A user that is there").unwrap()..].replace(" meetctl/archive", "");
    let part = |text: &str| shut(text).split("\n[Install]").next().unwrap().trim_end().to_owned();
    assert_eq!(part(&services[0]), part(&services[1]));
    for wanted in
        ["DynamicUser=yes", "LoadCredential=profiles.toml:/etc/", "ProtectSystem=strict", "UMask=0077"]
    {
        assert!(part(&services[0]).lines().any(|line| line.starts_with(wanted)), "{wanted}");
    }
}

/// cron mails what is printed, so the script prints when somebody has to look, and only then.
#[test]
fn the_script_for_cron_tells_what_matters() {
    let world = World::new();
    let program = world.path("meetctl");
    let run = |code: &str| -> (Option<i32>, String, usize) {
        let calls = world.path("calls");
        let _ = fs::remove_file(&calls);
        script(&program, &format!("#!/bin/sh\necho \"$*\" >>'{}'\necho said >&2\n{code}\n", calls.display()));
        let mut command = Command::new(root().join("packaging/cron/meetctl-archive"));
        command.env("MEETCTL", &program).env("MEETCTL_PAUSE", "0").env("TMPDIR", world.path("."));
        let output = command.args(["on prem", "/srv/re cordings"]).output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let calls = fs::read_to_string(calls).unwrap();
        assert!(calls.starts_with("-p on prem record download --all --dir /srv/re cordings "), "{calls}");
        (output.status.code(), text, calls.lines().count())
    };
    for quiet in ["exit 0", "exit 5"] {
        assert_eq!(run(quiet), (Some(0), String::new(), 1));
    }
    for (code, told) in
        [(1, "explain"), (3, "profile check on prem"), (4, "refused"), (9, "some are missing")]
    {
        let (ended, text, calls) = run(&format!("exit {code}"));
        assert!(ended == Some(code) && calls == 1, "{code}: {ended:?} {calls}");
        assert!(text.contains(&format!("exit code {code}")) && text.contains(told), "{text}");
        assert!(text.ends_with("\nsaid\n"), "{text}");
    }
    // A vendor that cannot be reached is tried three times, and one that comes back is fine.
    let (ended, text, calls) = run("exit 8");
    assert!(ended == Some(8) && calls == 3 && text.contains("three times"), "{ended:?} {calls} {text}");
    let once = format!("[ -e '{0}' ] || {{ : >'{0}'; exit 8; }}", world.path("once").display());
    assert_eq!(run(&once), (Some(0), String::new(), 2));
    let names = files(&world.path("."));
    assert!(!names.iter().any(|name| name.starts_with("tmp.")), "{names:?}");

    // Its command line is meetctl's.
    let mut command = Command::new(root().join("packaging/cron/meetctl-archive"));
    command.env("MEETCTL", MEETCTL).env("MEETCTL_STATE", world.path("state"));
    let output = command.args(["sandbox-weiyi"]).arg(world.path("archive")).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success() || output.status.code() == Some(9), "{text}");
    assert!(world.path("archive/manifest.jsonl").exists(), "{text}");
}
