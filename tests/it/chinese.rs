//! The built program in Chinese: help, faults, tables, questions, files; and what stays as it is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::{Ran, World, ran};
use clap::Command;
use unicode_width::UnicodeWidthStr;

/// Runs a command line with these variables beside the world's own.
fn with(world: &World, vars: &[(&str, &str)], args: &[&str]) -> Ran {
    ran(&args.join(" "), world.command(args).envs(vars.iter().copied()))
}

/// Runs a command line on a Chinese system.
fn zh(world: &World, args: &[&str]) -> Ran {
    with(world, &[("LANG", "zh_CN.UTF-8")], args)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn the_language_is_the_flags_then_the_locales() {
    let world = World::new();
    let chinese = |vars: &[(&str, &str)], args: &[&str]| {
        with(&world, vars, &[args, &["meeting", "--help"]].concat()).exits(0).out.contains("用法：")
    };
    assert!(chinese(&[("LANG", "zh_CN.UTF-8")], &[]));
    assert!(chinese(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_TW.UTF-8")], &[]));
    assert!(chinese(&[("LC_ALL", "zh_CN"), ("LANG", "C")], &[]));
    assert!(chinese(&[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")], &[]), "an empty variable is none");
    assert!(chinese(&[], &["--lang", "zh"]) && chinese(&[("LANG", "C")], &["--lang=zh"]));
    assert!(!chinese(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], &[]));
    assert!(!chinese(&[("LC_MESSAGES", "en_US"), ("LANG", "zh_CN.UTF-8")], &[]));
    assert!(!chinese(&[("LANG", "zh_CN.UTF-8")], &["--lang", "en"]));
    assert!(!chinese(&[], &[]) && !chinese(&[("LANG", "C")], &[]));
    zh(&world, &["--lang", "fr", "vendors"]).exits(2).says("'--lang <LANG>' 的值 'fr' 无效").says("en, zh");
}

/// Every command's help, of which every line has Chinese in it but for what is typed.
#[test]
fn all_help_is_in_chinese() {
    fn paths(path: &[String], command: &Command, all: &mut Vec<Vec<String>>) {
        all.push(path.to_vec());
        for sub in command.get_subcommands() {
            paths(&[path, &[sub.get_name().to_owned()]].concat(), sub, all);
        }
    }
    let (world, mut all) = (World::new(), Vec::new());
    paths(&[], &meetctl::cli::tree(), &mut all);
    for path in all {
        let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let out = zh(&world, &args).exits(0).out;
        let english = |line: &&str| {
            let flag = |line: &str| line.starts_with('-') && !line.trim_start().contains("  ");
            let typed = flag(line.trim_start())
                || line.trim_start().starts_with("meetctl ")
                || line.starts_with("用法：");
            let words = line.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
            !typed
                && !line.contains(is_han)
                && words.filter(|w| w.chars().all(|c| c.is_ascii_lowercase())).count() > 2
        };
        let left: Vec<&str> = out.lines().filter(english).collect();
        assert!(left.is_empty(), "{path:?}: {left:#?}");
        for word in [
            "Usage:",
            "Options:",
            "Commands:",
            "Arguments:",
            "Print help",
            "[default:",
            "[possible",
            "Examples:",
        ] {
            assert!(!out.contains(word), "{path:?}: {word}\n{out}");
        }
        assert!(out.contains("用法：") && out.contains("\n全局选项：\n"), "{path:?}\n{out}");
    }
}

#[test]
fn faults_of_a_command_line_are_told_in_chinese() {
    let world = World::new();
    let says = |args: &[&str], text: &str| {
        let ran = zh(&world, args).exits(2).says("错误：").says(text);
        assert!(!ran.err.contains("error:") && !ran.err.contains("Usage:"), "{}", ran.err);
    };
    says(&["meeting", "lst"], "无法识别的子命令 'lst'");
    says(&["meeting", "lst"], "提示：有相近的子命令：'list'");
    says(&["meeting", "list", "--nope"], "无法识别的参数 '--nope'");
    says(&["meeting", "status"], "缺少以下必需的参数：\n  <MEETING>");
    says(&["vendors", "--retries", "many"], "'--retries <N>' 的值 'many' 无效：不是整数");
    says(&["vendors", "--retries", "99999999999999999999"], "超出范围");
    says(&["record", "download", "1", "--jobs", "0"], "必须在 1..=32 之内");
    says(&["vendors", "-o", "xml"], "[可选值：table, json");
    says(&["vendors", "--color"], "需要一个值");
    says(&["vendors", "--lang", "zh", "--lang", "zh"], "不能重复使用");
    says(&["meeting", "get", "1", "--number", "2"], "不能与");
}

#[test]
fn what_a_command_has_to_say_to_go_another_way_is_told_in_chinese() {
    let world = World::new();
    let create = "meeting create --api room 或 配置 api = \"room\" 或 --room";
    let out = zh(&world, &["vendors", "quanshi"]).exits(0).out;
    assert!(out.contains(create) && !out.contains(" or "), "{out}");
    let line =
        ["-p", "sandbox-quanshi", "meeting", "edit", "7", "--repeat", "daily", "--until", "2026-12-31"];
    zh(&world, &line).exits(7).says("--api room 或 配置 api = \"room\" 或 --room 或 --event-id");
}

#[test]
fn errors_hints_and_notes_are_in_chinese() {
    let world = World::new();
    let ran = zh(&world, &["-p", "nobody", "meeting", "list"]).exits(3);
    let ran = ran.says("错误：没有配置“nobody”").says("\n  建议：请添加一个：meetctl profile add");
    assert!(!ran.err.contains("hint"), "{}", ran.err);
    zh(&world, &["-p", "sandbox-weiyi", "meeting", "list"]).exits(7).says("没有对应的接口：meeting list");
    let error = zh(&world, &["-p", "sandbox-weiyi", "meeting", "status", "1"]).exits(5);
    error.says("weiyi 返回 4007：会议不存在、已删除或已过期。").says("厂商回应：4007").says("接口：");
    zh(&world, &["batch", "status"]).exits(0).says("没有批次");
    zh(&world, &["-p", "sandbox-weiyi", "meeting", "cancel", "1"])
        .exits(2)
        .says("取消会议 1？尚未确认，且当前无法提问")
        .says("加上 --yes");
}

/// Columns stand below their headings, by the width that a terminal gives to a character.
#[test]
fn tables_have_chinese_headings_that_are_aligned() {
    let out = zh(&World::new(), &["explain", "exit-codes"]).exits(0).out;
    let lines: Vec<&str> = out.lines().collect();
    let before = |line: &str, text: &str| line[..line.find(text).unwrap()].width();
    assert!(lines[0].starts_with("退出码"), "{out}");
    let column = before(lines[0], "含义");
    let row = |word: &str| *lines.iter().find(|line| line.contains(word)).unwrap();
    assert_eq!(before(row("usage"), "命令行有误"), column, "{out}");
    assert_eq!(before(row("in_doubt"), "写操作已发出"), column, "{out}");

    let one = zh(&World::new(), &["explain", "4007", "--vendor", "weiyi"]).exits(0).out;
    let places: Vec<usize> = one
        .lines()
        .map(|line| {
            let rest = line.trim_start_matches(|c: char| !c.is_whitespace());
            line.width() - rest.trim_start().width()
        })
        .collect();
    assert!(places.len() > 4 && places.iter().all(|place| *place == places[0]), "{one}");
    assert!(one.contains("厂商原文") && one.contains("not_found") && one.contains("  否"), "{one}");
}

/// Sentences that are put together from parts have Chinese punctuation and word order throughout.
#[test]
fn sentences_of_several_parts_read_as_one() {
    let world = World::with("[profiles.a]\nvendor = \"netease\"\n[profiles.b]\nvendor = \"netease\"\n");
    zh(&world, &["-p", "nobody", "meeting", "list"]).exits(3).says("现有：a、b");
    zh(&world, &["-p", "aa", "meeting", "list"]).exits(3).says("您是否想输入“a”？现有：a、b");
    let sandbox = |args: &[&str]| zh(&world, &[&["-p", "sandbox-weiyi"], args].concat());
    sandbox(&["meeting", "create"]).says("配置 sandbox-weiyi（weiyi，沙箱）");
    sandbox(&["meeting", "create", "--subject", "a", "--record"])
        .exits(7)
        .says("它支持：--subject、--start、--end");
    sandbox(&["meeting", "create", "--duration", "x"])
        .exits(2)
        .says("--duration：“x”不是有效的时长：无法识别");
    sandbox(&["meeting", "cancel", "1", "2", "--yes"]).exits(9).says("共 2 个，其中失败 2");
    let help = zh(&world, &["meeting", "--help"]).exits(0).out;
    assert!(help.contains("修改已预约的会议（weiyi、netease、quanshi）\n"), "{help}");

    let link = ["join-url", "111111", "--user", "1", "--name", "张三", "--role", "chairman"];
    let link = sandbox(&link).exits(0).out;
    let read = sandbox(&["join-url", "inspect", link.trim()]).exits(0).out;
    assert!(read.contains("让“张三”加入会议 111111，身份为主席：可以在会议里执行一切操作\n"), "{read}");
    let rows = sandbox(&["audit", "list", "--wide"]).exits(0).out;
    assert!(rows.contains("主机名") && !rows.contains("主持人"), "{rows}");
}

/// `-q` knows a warning in every language, and the profile's name stands behind what marks one.
#[test]
fn warnings_can_be_silenced() {
    let world = World::with("");
    let list = ["-p", "sandbox-netease", "meeting", "list", "--limit", "1"];
    zh(&world, &list).exits(0).says("警告：--limit 1：还有更多会议");
    assert_eq!(zh(&world, &[&["-q"], &list[..]].concat()).exits(0).err, "");
    let several = ["-p", "sandbox-netease,sandbox-myvmr", "meeting", "list", "--limit", "1"];
    zh(&world, &several).exits(0).says("警告：sandbox-netease：--limit 1");
}

/// Options alone are no command: the help of what was typed so far is shown, in one language.
#[test]
fn options_without_a_command_show_the_help() {
    let world = World::with("");
    let ran = zh(&world, &["-p", "sandbox-weiyi"]).exits(2).prints_nothing();
    assert!(ran.err.starts_with("用一个命令行") && ran.err.contains("错误：“meetctl”后面"), "{}", ran.err);
    assert!(!ran.err.contains("error") && !ran.err.contains("requires"), "{}", ran.err);
    let ran = world.run(&["-p", "sandbox-weiyi"]).exits(2).prints_nothing();
    assert!(
        ran.err.starts_with("One command line") && ran.err.matches("error: ").count() == 1,
        "{}",
        ran.err
    );
}

/// What programs read is the same, byte for byte, stderr included.
#[test]
fn what_machines_read_is_never_translated() {
    let world = World::with("");
    let lines: &[&[&str]] = &[
        &["explain", "4007", "--json"],
        &["explain", "exit-codes", "-o", "jsonl"],
        &["explain", "exit-codes", "-o=csv"],
        &["explain", "exit-codes", "--jq", ".[0]"],
        &["vendors", "-ojson"],
        &["vendors", "myvmr", "--params", "-qo", "json"],
        &["-p", "nobody", "meeting", "list", "--json"],
        &["-p", "nobody", "meeting", "list", "-o", "jsonl"],
        &["meeting", "lst", "--json"],
        &["-p", "sandbox-weiyi", "meeting", "status", "1", "--json"],
        &["-p", "sandbox-weiyi", "meeting", "status", "1", "-n"],
        &["-p", "sandbox-weiyi", "live", "streams", "-n", "-qojson"],
        &["completions", "bash"],
    ];
    for args in lines {
        let (english, chinese) = (world.run(args), zh(&world, args));
        let flag = world.run(&[*args, &["--lang", "zh"]].concat());
        for other in [chinese, flag] {
            // The one line on stderr that names the profile is for people.
            let told = |text: &str| text.lines().filter(|l| !l.contains("sandbox-weiyi")).collect::<String>();
            assert_eq!((other.code, &other.out), (english.code, &english.out), "{args:?}");
            if *args != ["completions", "bash"] {
                assert_eq!(told(&other.err), told(&english.err), "{args:?}");
            }
        }
    }
}

#[test]
fn english_is_plain_ascii_on_a_plain_system() {
    let world = World::new();
    for args in [
        &["meeting", "lst"][..],
        &["-p", "nobody", "vendors"],
        &["explain", "exit-codes"],
        &["live", "--help"],
    ] {
        let ran = with(&world, &[("LANG", "C"), ("LC_ALL", "C")], args);
        assert!(ran.out.is_ascii() && ran.err.is_ascii(), "{args:?}\n{}\n{}", ran.out, ran.err);
    }
}

#[test]
fn a_report_for_people_is_in_chinese_too() {
    let world = World::new();
    // One of the meetings that are over from the start.
    let id = "239790001";
    let (page, english) = (world.path("r.html"), world.path("e.html"));
    zh(&world, &["-p", "sandbox-quanshi", "report", id, "--html", page.to_str().unwrap()])
        .exits(0)
        .says("已写入");
    world.run(&["-p", "sandbox-quanshi", "report", id, "--html", english.to_str().unwrap()]).exits(0);
    let (page, english) = (std::fs::read_to_string(page).unwrap(), std::fs::read_to_string(english).unwrap());
    assert!(page.contains("<html lang=\"zh-CN\">") && english.contains("<html lang=\"en\">"));
    for text in ["由 meetctl", "），会议 ", "时间均为 Asia/Shanghai 时区", ">在会时长<"] {
        assert!(page.contains(text) && !english.contains(text), "{text}");
    }
    // Whatever is printed beside them for a program.
    let beside = world.path("b.html");
    let line = ["-p", "sandbox-quanshi", "report", id, "--html", beside.to_str().unwrap(), "--json"];
    zh(&world, &line).exits(0);
    assert!(std::fs::read_to_string(beside).unwrap().contains("<html lang=\"zh-CN\">"));
    let invitation = world.path("m.ics");
    let line = ["-p", "sandbox-quanshi", "meeting", "get", id, "--ics", invitation.to_str().unwrap()];
    zh(&world, &[&line[..], &["--jq", ".id"]].concat()).exits(0);
    assert!(std::fs::read_to_string(invitation).unwrap().contains("入会链接"));
}

/// A question on a terminal, answered with the Chinese word for yes.
#[cfg(unix)]
#[test]
fn questions_are_asked_and_answered_in_chinese() {
    use crate::terminal::Terminal;
    let world = World::new();
    let line = ["-p", "sandbox-weiyi", "meeting", "cancel", "111111"];
    let mut terminal = Terminal::with(&world, 100, &line, &[("LANG", "zh_CN.UTF-8")], None);
    terminal.shows("取消会议 111111？ [y/N]");
    terminal.types("是\n");
    terminal.waits("the table", |screen| screen.contains("完成") && screen.contains("111111  是"));

    let world = World::with(
        "[profiles.live]\nvendor = \"netease\"\napp_key = \"k\"\napp_secret = \"s\"\nproduction = true\n",
    );
    let line = ["-p", "live", "meeting", "end", "1"];
    let mut terminal = Terminal::with(&world, 100, &line, &[("LANG", "zh_CN.UTF-8")], None);
    terminal.shows("为所有参会者结束会议 1？配置 live 标记为生产环境。");
    terminal.shows("请输入会议 ID（1）以继续：");
    terminal.types("2\n");
    terminal.shows("与要求的不一致");
}
