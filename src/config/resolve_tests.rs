use super::super::testing::{SCHEMAS, profile, profiles, shown, vars};
use super::super::trust::Trust;
use super::*;
use std::path::Path;
use std::time::Duration;

fn complaint(lines: &str) -> String {
    let error = shown(&profile(lines).unwrap_err());
    assert!(error.contains("profile \"a\" (p.toml, line "), "{error}");
    assert!(!error.contains("canary"), "{error}");
    error
}

/// The outcome with a file of this trust.
fn trusted(trust: Trust, lines: &str) -> Result<Profile> {
    let text = format!("[profiles.a]\nvendor = 'fake'\n{lines}\n");
    Profiles::parse(Path::new("/etc/p.toml"), &text, trust).unwrap().profile("a", &SCHEMAS, &vars())
}

#[test]
fn defaults() {
    let profile = profile("").unwrap();
    assert_eq!(profile.base_url.unwrap().as_str(), "https://fake.example/api");
    assert_eq!(profile.zone.iana_name(), Some("Asia/Shanghai"));
    assert_eq!((profile.timeout, profile.rate_limit, profile.ca_file), (None, None, None));
    assert!(profile.headers.is_empty() && profile.settings.is_empty());
    assert!(!profile.production && !profile.read_only);
    let premises = profiles("[profiles.a]\nvendor = 'premises'\n").profile("a", &SCHEMAS, &vars()).unwrap();
    assert!(premises.base_url.is_none());
}

#[test]
fn every_key_is_taken() {
    let profile = profile(
        "base_url = 'http://meet.example.com/x/'\nallow_http = true\ntimezone = 'Europe/Berlin'\nrate_limit = 2.5\n\
         timeout = '1m30s'\nca_file = 'ca.pem'\nproduction = true\nread_only = true\napp_id = 6\n\
         app_secret = { env = 'FAKE_SECRET' }\nheaders = { X-B = 'canary9f3', X-A = { env = 'FAKE_SECRET' } }",
    )
    .unwrap();
    assert_eq!(profile.base_url.as_ref().unwrap().as_str(), "http://meet.example.com/x");
    assert_eq!(profile.zone.iana_name(), Some("Europe/Berlin"));
    assert_eq!(profile.timeout, Some(Duration::from_secs(90)));
    assert_eq!(profile.rate_limit, Some(2.5));
    assert!(profile.ca_file.as_ref().unwrap().ends_with("ca.pem"));
    assert!(profile.production && profile.read_only);
    assert_eq!(profile.need("app_id").unwrap().expose(), "6");
    assert_eq!(profile.need("app_secret").unwrap().expose(), "from the environment");
    let headers = profile.extra_headers().unwrap();
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
    assert_eq!(headers, [("X-B", "canary9f3"), ("X-A", "from the environment")]);
    assert!(!format!("{profile:?}").contains("canary"));
}

#[test]
fn numbers_are_numbers_or_texts() {
    for (line, rate) in [("10", 10.0), ("'10'", 10.0), ("0.5", 0.5)] {
        let found = profile(&format!("rate_limit = {line}")).unwrap().rate_limit.unwrap();
        assert!((found - rate).abs() < f64::EPSILON);
    }
    for bad in ["0", "-1", "nan", "inf", "'ten'", "true", "''"] {
        assert!(complaint(&format!("rate_limit = {bad}")).contains("requests a second"), "{bad}");
    }
    assert_eq!(profile("timeout = 5").unwrap().timeout, Some(Duration::from_secs(5)));
    for bad in ["0", "'soon'", "-1", "true"] {
        assert!(complaint(&format!("timeout = {bad}")).contains("a duration"), "{bad}");
    }
    assert_eq!(profile("app_id = '6'").unwrap().need("app_id").unwrap().expose(), "6");
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    assert!(complaint("app_secert = 'canary9f3'").contains("unknown key \"app_secert\""));
    assert!(complaint("app_secert = 'canary9f3'").contains("did you mean \"app_secret\"?"));
    assert!(complaint("base_ulr = 'x'").contains("did you mean \"base_url\"?"));
    for zone in ["Asia/Shangai", "CST", "UTC+8", "Asia/Beijing"] {
        let complaint = complaint(&format!("timezone = '{zone}'"));
        assert!(complaint.contains("did you mean \"Asia/Shanghai\"?"), "{complaint}");
    }
    // What may be hours off is not guessed, and an example is there all the same.
    let complaint_of_none = complaint("timezone = 'UTC+9'");
    assert!(complaint_of_none.contains("such as \"Asia/Shanghai\""), "{complaint_of_none}");
    let vendor = |line| {
        let file = profiles(&format!("[profiles.a]\n{line}\n"));
        shown(&file.profile("a", &SCHEMAS, &vars()).unwrap_err())
    };
    assert!(vendor("vendor = 'premise'").contains("did you mean \"premises\"?"));
    assert!(vendor("").contains("there are: fake, premises"));
    assert!(vendor("vendor = 6").contains("\"vendor\" has a wrong value (a number)"));
}

#[test]
fn wrong_types_are_told_without_the_value() {
    for line in [
        "app_secret = true",
        "app_secret = ['canary9f3']",
        "app_secret = ''",
        "app_secret = 2026-01-01",
        "app_secret = {}",
        "app_secret = { env = 'A', file = 'canary9f3' }",
        "app_secret = { 'canary9f3' = 'A' }",
        "app_secret = { env = '' }",
        "app_secret = { env = 3 }",
        "app_secret = { env = '$canary9f3' }",
        "app_secret = { file = ['canary9f3'] }",
        "app_secret = { command = '' }",
        "app_secret = { command = 'canary9f3 \"' }",
        "app_secret = { command = ['', 'canary9f3'] }",
        "app_secret = { command = ['a', 3] }",
        "base_url = 'https://me:canary9f3@meet.example.com'",
        "base_url = 'http://canary9f3.example.com'",
        "base_url = 'https://meet.example.com?canary9f3'",
        "base_url = 3",
        "timezone = 'canary9f3'",
        "production = 'canary9f3'",
        "read_only = 1",
        "allow_http = 'yes'",
        "ca_file = ['canary9f3']",
        "headers = 'canary9f3'",
        "headers = { 'X Y' = 'canary9f3' }",
        "headers = { Content-Type = 'canary9f3' }",
        "headers = { HOST = 'canary9f3' }",
        "headers = { X-A = 'canary9f3', x-a = 'b' }",
        "headers = { X-A = \"canary9f3\\r\\nX: y\" }",
        "headers = { X-A = ['canary9f3'] }",
    ] {
        assert!(complaint(line).contains("line 3"), "{line}");
    }
    assert!(complaint("base_url = 'http://meet.example.com'").contains("allow_http = true"));
}

#[test]
fn a_command_is_a_line_or_a_list() {
    for line in ["'pass show \"my key\"'", "['pass', 'show', 'my key']"] {
        let profile = profile(&format!("app_secret = {{ command = {line} }}")).unwrap();
        let Source::Command(words) = &profile.settings["app_secret"] else { panic!("no command") };
        assert_eq!(*words, ["pass", "show", "my key"]);
    }
}

#[test]
fn a_broken_profile_does_not_stop_another() {
    let file =
        profiles("[profiles]\nc = 3\n[profiles.a]\nvendor = 'fake'\n[profiles.b]\nvendor = 'none'\nx = 1\n");
    assert!(file.profile("a", &SCHEMAS, &vars()).is_ok());
    assert!(file.profile("b", &SCHEMAS, &vars()).is_err());
    assert!(shown(&file.profile("c", &SCHEMAS, &vars()).unwrap_err()).contains("not a table"));
}

#[test]
fn a_name_of_the_built_in_profiles_is_refused() {
    let file = profiles("[profiles.sandbox-fake]\nvendor = 'fake'\n");
    assert!(shown(&file.profile("sandbox-fake", &SCHEMAS, &vars()).unwrap_err()).contains("built-in"));
}

#[test]
fn a_readable_file_holds_no_secret() {
    let open = Trust { readable: true, ..Trust::default() };
    for line in ["app_secret = 'canary9f3'", "app_secret = 12345", "headers = { X-A = 'canary9f3' }"] {
        let error = shown(&trusted(open, line).unwrap_err());
        assert!(error.contains("chmod 600 /etc/p.toml") && !error.contains("canary"), "{error}");
        assert!(trusted(Trust::default(), line).is_ok());
    }
    for line in [
        "app_id = 'x'",
        "app_secret = { env = 'A' }",
        "app_secret = { file = 'f' }",
        "app_secret = { command = 'c' }",
    ] {
        assert!(trusted(open, line).is_ok(), "{line}");
    }
}

#[test]
fn the_key_of_a_certificate_is_a_secret_and_the_name_of_its_file_is_none() {
    let read = |trust, value: &str| {
        let text = format!("[profiles.a]\nvendor = 'premises'\nclient_key = '{value}'\n");
        Profiles::parse(Path::new("/etc/p.toml"), &text, trust).unwrap().profile("a", &SCHEMAS, &vars())
    };
    let open = Trust { readable: true, ..Trust::default() };
    let key = "-----BEGIN PRIVATE KEY----- canary9f3";
    let error = shown(&read(open, key).unwrap_err());
    assert!(error.contains("chmod 600 /etc/p.toml") && !error.contains("canary"), "{error}");
    assert!(!read(Trust::default(), key).unwrap().scrubber().scrub(key).contains("canary"));
    assert!(read(open, "key.pem").is_ok());
}

#[test]
fn a_file_of_another_user_runs_nothing_and_holds_no_secret() {
    let foreign = Trust { foreign: true, ..Trust::default() };
    for line in [
        "app_secret = 'canary9f3'",
        "app_id = { command = 'canary9f3' }",
        "app_secret = { file = 'canary9f3' }",
    ] {
        let error = shown(&trusted(foreign, line).unwrap_err());
        assert!(error.contains("another user") && !error.contains("canary"), "{error}");
    }
    for line in ["app_id = 'x'", "app_secret = { env = 'A' }"] {
        assert!(trusted(foreign, line).is_ok(), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn the_mode_of_a_real_file_counts() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("profiles.toml");
    let outcome = |value: &str, mode| {
        std::fs::write(&path, format!("[profiles.a]\nvendor = 'fake'\napp_secret = {value}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        Profiles::read(&path).unwrap().unwrap().profile("a", &SCHEMAS, &vars())
    };
    let error = shown(&outcome("'canary9f3'", 0o644).unwrap_err());
    assert!(error.contains(&format!("chmod 600 {}", path.display())) && !error.contains("canary"), "{error}");
    assert!(outcome("'canary9f3'", 0o600).is_ok());
    assert!(outcome("{ env = 'FAKE_SECRET' }", 0o644).is_ok());
    // A relative file stands beside the configuration.
    std::fs::write(dir.path().join("s"), "beside\n").unwrap();
    std::fs::set_permissions(dir.path().join("s"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let profile = outcome("{ file = 's' }", 0o644).unwrap();
    assert_eq!(profile.need("app_secret").unwrap().expose(), "beside");
}
