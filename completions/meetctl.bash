# Completion of meetctl in bash. To install it:
#   meetctl completions bash > ~/.local/share/bash-completion/completions/meetctl
# The values are asked from meetctl itself, which asks nobody.

_meetctl() {
    local line how='' known=''
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $known ]]; then
            how=$line known=1
        elif [[ -n $line ]]; then
            COMPREPLY+=("$line")
        fi
    done <<<"$(command meetctl __complete bash "$COMP_TYPE" "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)"
    case $how in
        *open*) compopt -o nospace 2>/dev/null ;;
    esac
    case $how in
        *files*) compopt -o default -o bashdefault 2>/dev/null || COMPREPLY+=($(compgen -f -- "$2")) ;;
        *folders*) compopt -o dirnames 2>/dev/null || COMPREPLY+=($(compgen -d -- "$2")) ;;
    esac
}

complete -o nosort -F _meetctl meetctl 2>/dev/null || complete -F _meetctl meetctl
