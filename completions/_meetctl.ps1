# Completion of meetctl in PowerShell. To install it, in the profile that $PROFILE names:
#   meetctl completions powershell | Out-String | Invoke-Expression
# The values are asked from meetctl itself, which asks nobody.

Register-ArgumentCompleter -Native -CommandName 'meetctl' -ScriptBlock {
    param($word, $command, $cursor)

    $line = $command.ToString()
    $length = $cursor - $command.Extent.StartOffset
    if ($line.Length -lt $length) { $line = $line.PadRight($length) } else { $line = $line.Substring(0, $length) }

    # An argument with quotes in it does not reach every program whole; a variable does.
    $encoding = [Console]::OutputEncoding
    try {
        $env:MEETCTL_COMPLETE = $line
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $lines = @(& meetctl __complete powershell 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:MEETCTL_COMPLETE
    }
    if ($lines.Count -eq 0) { return }

    $values = @($lines | Select-Object -Skip 1 | ForEach-Object {
        $value, $about = $_ -split "`t", 2
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
    })
    if ($values.Count -gt 0) { return $values }
    if ($lines[0] -match 'files|folders') {
        return [System.Management.Automation.CompletionCompleters]::CompleteFilename($word)
    }
    # Nothing: and no names of files either.
    ''
}
