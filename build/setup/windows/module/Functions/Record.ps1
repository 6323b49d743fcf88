# The record: one line a change, on the disk before the change is made. `SHA-256 space JSON newline`.

function Get-RecordFile { Join-Path $script:Folder 'journal.jsonl' }

function Get-Digest([string] $Text) {
    $sha = [System.Security.Cryptography.SHA256]::Create()
    try {
        $bytes = $sha.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($Text))
        -join ($bytes | ForEach-Object { $_.ToString('x2') })
    } finally { $sha.Dispose() }
}

# Through every cache to the disk: a power cut after this leaves the line whole, one before it leaves none or a part.
function Write-Through([string] $Path, [byte[]] $Bytes, [System.IO.FileMode] $Mode) {
    $options = [System.IO.FileOptions]::WriteThrough
    $stream = New-Object System.IO.FileStream($Path, $Mode, [System.IO.FileAccess]::Write, [System.IO.FileShare]::None, 4096, $options)
    try {
        $stream.Write($Bytes, 0, $Bytes.Length)
        $stream.Flush($true)
    } finally { $stream.Dispose() }
}

# Cut in place: written anew, the lines before would be at stake.
function Set-Length([string] $Path, [long] $Length) {
    $stream = New-Object System.IO.FileStream($Path, [System.IO.FileMode]::Open, [System.IO.FileAccess]::Write)
    try {
        $stream.SetLength($Length)
        $stream.Flush($true)
    } finally { $stream.Dispose() }
}

function Add-Entry([System.Collections.Specialized.OrderedDictionary] $Entry) {
    $json = ConvertTo-Json -InputObject $Entry -Compress
    $line = "$(Get-Digest $json) $json`n"
    Write-Through (Get-RecordFile) ([System.Text.Encoding]::UTF8.GetBytes($line)) ([System.IO.FileMode]::Append)
}

# A last line that is cut short was never on the disk whole, so its change was never made: it is cut off.
function Get-Record {
    $file = Get-RecordFile
    if (-not (Test-Path -LiteralPath $file)) { return }
    $text = [System.IO.File]::ReadAllText($file)
    $end = $text.LastIndexOf("`n") + 1
    if ($end -lt $text.Length) {
        $text = $text.Substring(0, $end)
        Set-Length $file ([System.Text.Encoding]::UTF8.GetByteCount($text))
    }
    foreach ($line in $text.Split([char[]] "`n", [System.StringSplitOptions]::RemoveEmptyEntries)) {
        if ($line.Length -lt 66 -or $line.Substring(0, 64) -cne (Get-Digest $line.Substring(65))) {
            throw "LK-9222: the record of what the set-up changed is damaged: $file. Nothing more was changed."
        }
        ConvertFrom-Json -InputObject $line.Substring(65)
    }
}

function Get-Place($Change) {
    if ($Change.PSObject.Properties['name']) { "$($Change.kind) $($Change.target)\\$($Change.name)" }
    else { "$($Change.kind) $($Change.target)" }
}

# The newest entry of each place, in the order in which the places were first recorded, with everything that was ever made of it:
# killed between a newer record and its change, it is the older.
function Get-Entries {
    $newest = [ordered]@{}
    foreach ($entry in Get-Record) {
        $place = Get-Place $entry
        $afters = @(if ($newest.Contains($place)) { $newest[$place].afters }) + $entry.after
        Add-Member -InputObject $entry -NotePropertyName 'afters' -NotePropertyValue $afters
        $newest[$place] = $entry
    }
    $newest.Values
}

# Whole or not there: an empty file of settings would stop everything.
function Set-Sign([string] $Name, [string] $Text = '') {
    $path = Join-Path $script:Folder $Name
    Write-Through "$path.new" ([System.Text.Encoding]::UTF8.GetBytes($Text)) ([System.IO.FileMode]::Create)
    if (Test-Path -LiteralPath $path) { [System.IO.File]::Replace("$path.new", $path, [NullString]::Value) }
    else { [System.IO.File]::Move("$path.new", $path) }
}

function Test-Sign([string] $Name) { Test-Path -LiteralPath (Join-Path $script:Folder $Name) }

function Clear-Sign([string] $Name) {
    Remove-Item -LiteralPath (Join-Path $script:Folder $Name) -Force -ErrorAction Ignore
}

# Nothing is left to take back. The record first: without it nothing else in the folder means anything.
function Clear-Record {
    Remove-Item -LiteralPath (Get-RecordFile) -Force -ErrorAction Ignore
    Remove-Item -LiteralPath $script:Folder -Recurse -Force -ErrorAction Ignore
}
