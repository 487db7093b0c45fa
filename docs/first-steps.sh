#!/bin/sh
# Builds meetctl and shows what it does: no account, no configuration, nothing left behind but the
# binary. The meeting is made at the embedded sandbox, over real HTTP on this machine.
#
# MEETCTL_BIN=/path/to/meetctl skips the build and uses that binary.
set -eu
exec 3>&1

# Prints a command as it could be typed, and runs it. What it prints can be captured alone.
step() {
    say "$@" >&3
    shift
    "$@"
}

say() {
    about=$1
    shift
    printf '\n# %s\n$' "$about"
    for word in "$@"; do
        case $word in
            "$bin") printf ' meetctl' ;;
            *[!A-Za-z0-9_./:=+-]*) printf " '%s'" "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
}

missing() {
    printf 'first-steps: %s is missing. %s\n' "$1" "$2" >&2
    exit 1
}

bin=${MEETCTL_BIN:-}
if [ -z "$bin" ]; then
    cd "$(dirname "$0")/.."
    command -v cargo >/dev/null || missing cargo 'Install Rust 1.89 or later: https://rustup.rs'
    command -v cc >/dev/null || missing cc 'Install a C compiler: gcc or clang.'
    step 'Build' cargo build --locked
    target=$(cargo metadata --locked --no-deps --format-version 1 |
        sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
    bin=$target/debug/meetctl
fi

MEETCTL_STATE=$(mktemp -d)
export MEETCTL_STATE
trap 'rm -rf "$MEETCTL_STATE"' EXIT
trap 'exit 1' HUP INT TERM

link=$(step 'Sign a join link, offline' \
    "$bin" -p sandbox-weiyi join-url 111111 --user 1001 --name 张三)
printf '%s\n' "$link"
step 'Read it: what does it grant, and to whom?' "$bin" -p sandbox-weiyi join-url inspect "$link"

id=$(step 'Reserve a meeting, and keep its id' \
    "$bin" -p sandbox-weiyi meeting create --subject 'Weekly sync' --start 'tomorrow 14:00' \
    --duration 1h --host-password 1234 --live --jq .id)
printf '%s\n' "$id"
step 'Where can it be watched?' "$bin" -p sandbox-weiyi live streams "$id"
step 'Who was in it?' "$bin" -p sandbox-weiyi report "$id"
step 'Cancel it' "$bin" -p sandbox-weiyi meeting cancel "$id" --yes

printf '\nNothing is left of it but the binary: %s\n' "$bin"
