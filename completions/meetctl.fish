# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_meetctl_global_optspecs
    string join \n p/profile= all-profiles config= o/output= json fields= jq= no-header raw wide show-secrets n/dry-run y/yes no-input q/quiet v/verbose color= timeout= retries= h/help V/version
end

function __fish_meetctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_meetctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_meetctl_using_subcommand
    set -l cmd (__fish_meetctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c meetctl -n "__fish_meetctl_needs_command" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_needs_command" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_needs_command" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_needs_command" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_needs_command" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_needs_command" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_needs_command" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_needs_command" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_needs_command" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_needs_command" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_needs_command" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_needs_command" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_needs_command" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_needs_command" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_needs_command" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_needs_command" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_needs_command" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_needs_command" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_needs_command" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_needs_command" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_needs_command" -s V -l version -d 'Print version'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "meeting" -d 'Reserve, change, cancel and look at meetings'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "record" -d 'List, download, check, start, stop and delete recordings'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "join-url" -d 'Make a link that lets somebody join a meeting'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "live" -d 'Look at live streams'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "report" -d 'Show who was in a meeting, when and for how long'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "account" -d 'Make and look at accounts'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "contact" -d 'List contacts'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "room" -d 'List meeting rooms'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "phone" -d 'List the numbers to dial in with'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "webhook" -d 'Receive, check and replay callbacks'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "batch" -d 'Run a command for each row of a file, and go on where it was stopped'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "pending" -d 'Find out about writes whose outcome is not known'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "agenda" -d 'Show what runs when, across profiles, and what clashes'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "audit" -d 'List what was sent from here, and check that the log is whole'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "profile" -d 'List, show, add and remove profiles'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "vendors" -d 'Show what each vendor can do'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "explain" -d 'Say what an error code means and what to do'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "api" -d 'Send any call, signed with the profile'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "sandbox" -d 'Simulate the vendors on this machine'
complete -c meetctl -n "__fish_meetctl_needs_command" -f -a "completions" -d 'Print a shell\'s completion script'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "create" -d 'Reserve a meeting'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "edit" -d 'Change a reserved meeting'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "cancel" -d 'Cancel reserved meetings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "end" -d 'End running meetings for everybody in them'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "get" -d 'Show one meeting'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "list" -d 'List meetings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "status" -d 'Show what goes on in a meeting now'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "join-info" -d 'Get what a guest\'s client needs to join'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "attach" -d 'Attach uploaded files to a meeting'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "files" -d 'List the files attached to a meeting'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "background" -d 'Set a meeting\'s background picture'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and not __fish_seen_subcommand_from create edit cancel end get list status join-info attach files background boxes" -f -a "boxes" -d 'Bind room systems to a meeting; replaces all earlier bindings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l subject -d 'What the meeting is about' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l start -d 'When it starts: 2026-11-23T14:00:00+08:00, "2026-11-23 14:00", "tomorrow 09:30", +2h, now' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l end -d 'When it ends, or "never"' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l duration -d 'How long it lasts: 90m, 1h30m' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l password -d 'The attendees\' password' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l host-password -d 'The host\'s password' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l invite -d 'Somebody to invite; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l room -d 'A room to book, with its devices; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l repeat -d 'Repeat it: daily, weekly:MO,WE, monthly:1,17' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l until -d 'The last day of the repetition' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l note -d 'A note for those invited' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l api -d 'Which generation of the vendor\'s API: conference or room' -r -f -a "conference\t''
room\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l password-file -d 'Read the attendees\' password from this file; - is stdin' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l host-password-file -d 'Read the host\'s password from this file; - is stdin' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l ics -d 'Write an invitation for calendars to this file' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l live -d 'Stream it live'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l record -d 'Record it'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l instant -d 'Start at once, with a number of its own'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l personal -d 'Start at once, with the host\'s personal number'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l mute-audio -d 'Attendees come in muted'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l video-off -d 'Attendees come in with the camera off'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l if-not-exists -d 'Print the meeting if one with this subject and start is there already, and make none'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l event-id -d 'The reservation\'s event id, beside MEETING' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l subject -d 'What the meeting is about' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l start -d 'When it starts: 2026-11-23T14:00:00+08:00, "2026-11-23 14:00", "tomorrow 09:30", +2h, now' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l end -d 'When it ends, or "never"' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l duration -d 'How long it lasts: 90m, 1h30m' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l password -d 'The attendees\' password' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l host-password -d 'The host\'s password' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l invite -d 'Somebody to invite; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l room -d 'A room to book, with its devices; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l repeat -d 'Repeat it: daily, weekly:MO,WE, monthly:1,17' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l until -d 'The last day of the repetition' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l note -d 'A note for those invited' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l api -d 'Which generation of the vendor\'s API: conference or room' -r -f -a "conference\t''
room\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l password-file -d 'Read the attendees\' password from this file; - is stdin' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l host-password-file -d 'Read the host\'s password from this file; - is stdin' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l ics -d 'Write an invitation for calendars to this file' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l live -d 'Stream it live'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l record -d 'Record it'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l instant -d 'Start at once, with a number of its own'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l personal -d 'Start at once, with the host\'s personal number'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l mute-audio -d 'Attendees come in muted'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l video-off -d 'Attendees come in with the camera off'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l api -d 'Which generation of the vendor\'s API: conference or room' -r -f -a "conference\t''
room\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l event-id -d 'The reservation\'s event id, beside MEETING' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l ics -d 'Write an invitation for calendars to this file' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l number -d 'By the number that people dial, in place of the id' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l short-id -d 'By the short number, in place of the id' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l recycle -d 'Also free the meeting\'s number'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from end" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l number -d 'By the number that people dial; looked up in the list' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l pcode -d 'By its password code' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l api -d 'Which generation of the vendor\'s API: conference or room' -r -f -a "conference\t''
room\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l event-id -d 'The reservation\'s event id, beside MEETING' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l ics -d 'Write an invitation for calendars to this file' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l from -d 'From this time on' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l to -d 'Up to this time' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l status -d 'Only in this state; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l type -d 'Only of this type: instant, personal, scheduled' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l number -d 'Only with this number' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l admin -d 'All meetings of the company, as this administrator' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l limit -d 'Stop after so many' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l api -d 'Which generation of the vendor\'s API: conference or room' -r -f -a "conference\t''
room\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l interval -d 'The pause between two looks [default: 10s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l watch -d 'Keep looking, and print what changes; with -o jsonl a line a change'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l name -d 'The guest\'s name' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l password -d 'The meeting\'s password' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l client-type -d 'The guest\'s kind of client' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l device-id -d 'The guest\'s device' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l video -d 'With the camera on'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l audio -d 'With the microphone on'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l shadow -d 'Unseen by the others'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from join-info" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l file-id -d 'The id of an uploaded file; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from attach" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from files" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from background" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l box -d 'A room system; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l clear -d 'Remove all bindings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand meeting; and __fish_seen_subcommand_from boxes" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -f -a "get" -d 'List recordings, with their download links'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -f -a "delete" -d 'Delete recordings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -f -a "open" -d 'Start recording a meeting'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -f -a "close" -d 'Stop recording a meeting'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -f -a "status" -d 'Show whether a meeting is being recorded'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -f -a "download" -d 'Download recordings, whole and verified'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -f -a "verify" -d 'Check that a folder of recordings still holds what was downloaded'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and not __fish_seen_subcommand_from get delete open close status download verify prune" -f -a "prune" -d 'Delete old recordings from the vendor'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l record -d 'This recording' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l user -d 'Of this user' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l host -d 'Of this host; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l from -d 'From this day on' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l to -d 'Up to this day' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l host -d 'Their host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from open" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l interval -d 'The pause between two looks [default: 10s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l watch -d 'Keep looking, and print what changes; with -o jsonl a line a change'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l record -d 'This recording; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l user -d 'Of this user' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l host -d 'Of this host; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l from -d 'From this day on' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l to -d 'Up to this day' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l dir -d 'The folder to download to; made if it is not there' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l jobs -d 'How many files at a time' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l wait -d 'Wait so long for recordings that are not ready yet' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l min-speed -d 'Try again when fewer bytes a second come, over the time that --timeout gives; 0: never' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l all -d 'All that the vendor lists, or that is known here'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from download" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l older-than -d 'Only recordings that began longer ago than this: 90d, 36h' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l archived-in -d 'Only those that are in this folder, whole and unchanged' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l meeting -d 'Of this meeting, instead of all' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l record -d 'Only this recording; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l host -d 'Of this host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l from -d 'From this day on' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l to -d 'Up to this day' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand record; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l user -d 'The user\'s id in your own systems; keep it unique' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l name -d 'The name the others see' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l role -d 'presenter (an ordinary attendee), speaker or chairman [default: presenter]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l kind -d 'Which link: web, launch, no-password, client' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l password -d 'The password code to put in' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l expires -d 'How long the link is good for' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l uses -d 'How often the link may be used' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l from -d 'Make a link for each row of this CSV file; - is stdin. Columns: meeting, user, name, role, invisible, plain' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l qr-png -d 'Write a QR code of the link to this file, as PNG' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l qr-svg -d 'Write a QR code of the link to this file, as SVG' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l invisible -d 'Unseen by the others; needs --plain'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l plain -d 'The link of many parameters, which nothing protects'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l qr -d 'Show a QR code of the link as well, on stderr'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and not __fish_seen_subcommand_from inspect" -a "inspect" -d 'Decode a join link or token: what it grants, and to whom'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand join-url; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l interval -d 'The pause between two looks [default: 10s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l watch -d 'Keep looking, and print what changes; with -o jsonl a line a change'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -a "streams" -d 'List live streams and where to watch them'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -a "status" -d 'Show whether a meeting is live and recorded'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and not __fish_seen_subcommand_from streams status viewer-url" -a "viewer-url" -d 'Make a link that lets somebody watch without a password'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l interval -d 'The pause between two looks [default: 10s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l watch -d 'Keep looking, and print what changes; with -o jsonl a line a change'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from streams" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l interval -d 'The pause between two looks [default: 10s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l watch -d 'Keep looking, and print what changes; with -o jsonl a line a change'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l name -d 'The viewer\'s name' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l mobile -d 'The viewer\'s mobile number' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l email -d 'The viewer\'s e-mail address' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l external-id -d 'The viewer\'s id in your own systems' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l expires -d 'How long the link is good for' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l uses -d 'How often the link may be used' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand live; and __fish_seen_subcommand_from viewer-url" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l section -d 'Only this part; tables, CSV and JSON lines show attendees unless another is named' -r -f -a "summary\t''
attendees\t''
invitees\t''
live\t''
rollcall\t''
handsup\t''
people\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l html -d 'Write it as a page for people: one file that needs no network' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l xlsx -d 'Write it as a workbook, a sheet a section' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l start -d 'When the meeting was to start, where the vendor does not tell or tells otherwise' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l end -d 'When the meeting was to end' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l grace -d 'Who comes or goes within this of start and end is in time' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l mask -d 'Hide telephone numbers, e-mail and network addresses and places'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l bom -d 'CSV for a spreadsheet: with a byte order mark, and local times whose zone the headings name'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l raw-cells -d 'CSV cells as they are, even those that a spreadsheet would run as a formula'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand report" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -f -a "create" -d 'Make an account'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -f -a "get" -d 'Show an account'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -f -a "set-token" -d 'Set an account\'s token; it is read from stdin or a file'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and not __fish_seen_subcommand_from create get set-token set-short-id" -f -a "set-short-id" -d 'Set or clear an account\'s short number'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l im-accid -d 'The account\'s id in instant messaging' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l short-id -d 'Its short number' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l token-file -d 'Read the token that goes with --im-accid from this file; - is stdin' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l im-accid -d 'By its id in instant messaging' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l token-file -d 'Read the token from this file; - is stdin' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-token" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l clear -d 'Clear it'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand account; and __fish_seen_subcommand_from set-short-id" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and not __fish_seen_subcommand_from list" -f -a "list" -d 'List contacts'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l account -d 'Of this account, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand contact; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and not __fish_seen_subcommand_from list" -f -a "list" -d 'List meeting rooms'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l account -d 'Of this account, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand room; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and not __fish_seen_subcommand_from list" -f -a "list" -d 'List the numbers to dial in with'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l billing-code -d 'Of this billing code' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l phone -d 'Of this number' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l host -d 'The host, where it is not the profile\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand phone; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -f -a "listen" -d 'Receive callbacks: verify, keep, print, and only then answer 200'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -f -a "verify" -d 'Check one callback\'s signature'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and not __fish_seen_subcommand_from listen verify replay" -f -a "replay" -d 'Send kept callbacks again, signed afresh'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l listen -d 'The address to listen on, behind a server that speaks https' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l path -d 'The path that callbacks come to' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l store -d 'The file that keeps them [default: webhook/PROFILE.jsonl in the state folder]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l exec -d 'Run this program for each event, which it gets on its stdin; no shell reads the words' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l forward -d 'Send each event on to this address, as it came' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l client-timeout -d 'How long a client may be idle, or take for the head of a request, or for its body' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l max-age -d 'Refuse signatures that are older; the vendor sends again after up to two hours' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l header -d 'A header of the callback; repeat it for each' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l body -d 'The body, byte for byte [default: stdin]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l url -d 'Where to send them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l from -d 'Only events of this time or later' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l to -d 'Only events of this time or earlier' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -f -a "run" -d 'Run a command once for each row of a file; the same command line continues what was stopped'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -f -a "status" -d 'Show what became of the rows of batches'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and not __fish_seen_subcommand_from run status resolve" -f -a "resolve" -d 'Say what is to become of rows in doubt, after looking for yourself'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l jobs -d 'How many rows are in flight at a time' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l journal -d 'Keep the journal here, instead of in the state folder' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l shard -d 'Do only part K of N' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l results -d 'Also write the rows with what became of them to this file: CSV, or JSON lines if it ends in .jsonl' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l check -d 'Check every row and send nothing'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l retry-failed -d 'Send rows again that were refused'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l row -d 'Only this row; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l resend -d 'They were not done: send them again with the next `batch run`'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l done -d 'They were done'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l drop -d 'Leave them alone: they count as failed'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand batch; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -f -a "list" -d 'List writes whose outcome is not known, and those that were done but never told'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -f -a "resolve" -d 'Look again what became of a write, and forget it if that is known now'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and not __fish_seen_subcommand_from list resolve forget" -f -a "forget" -d 'Forget a write: you have found out yourself what became of it'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand pending; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l from -d 'From this time or day on [default: today]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l to -d 'Up to this time, or the end of this day [default: seven days after --from]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l set -d 'Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l clashes -d 'Only meetings at the same time that share their host, their room or their number'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand agenda" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -f -a "list" -d 'List the writes that were sent from here, and what became of them'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify" -f -a "verify" -d 'Check that no line of the log was changed, removed or inserted'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l from -d 'From this time on' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l to -d 'Up to this time' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l outcome -d 'Only with this outcome: done, refused, failed, in_doubt, not_sent, sent, …; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l id -d 'Only about this meeting, recording or account' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l limit -d 'Only the newest so many' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -f -a "list" -d 'List the profiles, the built-in ones too'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -f -a "show" -d 'Show a profile\'s settings; secrets are hidden and not fetched'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -f -a "add" -d 'Add a profile'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -f -a "remove" -d 'Remove a profile'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove use" -f -a "use" -d 'Make a profile the default'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l vendor -d 'Its vendor; `meetctl vendors` lists them' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l set -d 'A setting that is no secret; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l from-env -d 'A setting that stands in a variable of the environment; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l from-file -d 'A setting that stands in a file of its own; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l from-command -d 'A setting that a program prints, e.g. key=\'pass show weiyi\'; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l from-stdin -d 'A secret that is read from stdin and kept in the file, which only you can read' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l default -d 'Make it the default'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand profile; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l params -d 'Every parameter of every call'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand vendors" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l vendor -d 'Only this vendor\'s' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand explain" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s d -l data -d 'The body, as it is; @FILE reads it from a file, @- from stdin' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s F -l form -d 'A field of a form; name=@FILE sends a file; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s q -l query -d 'A parameter of the query; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand api" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l listen -d 'The address to listen on; loopback only' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l fault -d 'Misbehave: [PATH[#N]:]ACTION, e.g. meetingcreate:drop-after, latency=2s; may be repeated' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l callback -d 'Send callbacks of NetEase, of all seven types, to this address, signed for sandbox-netease' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l callback-resend -d 'When to send again what was not answered 200, one wait for each time [default: 2s,4s,6s,1h,1h]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand sandbox" -s h -l help -d 'Print help'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -s p -l profile -d 'The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l config -d 'The file with the profiles [env: MEETCTL_CONFIG]' -r -F
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -s o -l output -d 'How to print the result' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l fields -d 'Print only these fields, in this order' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l jq -d 'Put the JSON result through a jq expression' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l color -d 'When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb' -r -f -a "auto\t''
always\t''
never\t''"
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l timeout -d 'Bounds one call with its retries and waits [default: 30s]' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l retries -d 'How often a call may be repeated; a write never is once it may have been sent' -r
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l all-profiles -d 'Ask every profile at once; for listings'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l json -d 'The same as -o json'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l no-header -d 'Leave the line of headings out'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l raw -d 'Print the vendor\'s own answer, byte for byte'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l wide -d 'Show every column'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l show-secrets -d 'Show passwords, links and tokens in tables, and tokens in CSV'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -s n -l dry-run -d 'Print what would be sent, secrets hidden, and send no write'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -s y -l yes -d 'Answer every question with yes'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -l no-input -d 'Never ask; fail instead'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -s q -l quiet -d 'No hints and warnings'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -s v -l verbose -d 'Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden'
complete -c meetctl -n "__fish_meetctl_using_subcommand completions" -s h -l help -d 'Print help'
