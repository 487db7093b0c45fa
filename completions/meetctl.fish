# Completion of meetctl in fish. To install it:
#   meetctl completions fish > ~/.config/fish/completions/meetctl.fish
# The values are asked from meetctl itself, which asks nobody.

function __meetctl_complete
    set -l before (commandline -opc)
    set -e before[1]
    set -l current (commandline -ct)
    set -l lines (command meetctl __complete fish $before "$current" 2>/dev/null)
    set -q lines[1]; or return
    set -l how $lines[1]
    set -e lines[1]
    if set -q lines[1]
        printf '%s\n' $lines
    end
    set -l fixed (string match -r -- '^-[^=]*=' "$current")
    set -l name (string replace -r -- '^-[^=]*=' '' "$current")
    switch $how
        case '*files*'
            __fish_complete_path "$name" | string replace -r -- '^' "$fixed"
        case '*folders*'
            __fish_complete_directories "$name" | string replace -r -- '^' "$fixed"
    end
end

complete -c meetctl -f -k -a '(__meetctl_complete)'
