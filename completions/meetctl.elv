# Completion of meetctl in Elvish. To install it, in ~/.config/elvish/rc.elv:
#   eval (meetctl completions elvish | slurp)
# The values are asked from meetctl itself, which asks nobody.

use str

set edit:completion:arg-completer[meetctl] = {|@words|
    var lines = [(e:meetctl __complete elvish (all $words[1..]) 2>/dev/null | from-lines)]
    if (> (count $lines) 0) {
        var how = $lines[0]
        var suffix = ' '
        if (str:contains $how open) { set suffix = '' }
        for line $lines[1..] {
            var value about = (str:split &max=2 "\t" $line)
            var shown = $value
            if (not-eq $about '') { set shown = $value'  ('$about')' }
            edit:complex-candidate $value &display=$shown &code-suffix=$suffix
        }
        if (or (str:contains $how files) (str:contains $how folders)) {
            edit:complete-filename $words[-1]
        }
    }
}
