# What IT calls. One at a time: the task runs each minute, and somebody may sit at the machine.

function Invoke-Alone([scriptblock] $Act) {
    $mutex = New-Object System.Threading.Mutex($false, 'Global\Latchkey.Setup')
    $isMine = $false
    try {
        # Abandoned: whoever had it was killed, which is what the record is for.
        try { $isMine = $mutex.WaitOne(0) } catch [System.Threading.AbandonedMutexException] { $isMine = $true }
        if (-not $isMine) { throw 'LK-9202: the set-up is at work already.' }
        $script:Features = @{}
        Find-LoadedHive
        & $Act
    } finally {
        if ($isMine) {
            Close-KioskHive
            $mutex.ReleaseMutex()
        }
        $mutex.Dispose()
    }
}

# The choice of the first apply holds until all of it is taken back.
function Use-Settings([string] $Account = '', [string] $Shell = '') {
    $file = Join-Path $script:Folder 'settings.json'
    if (Test-Path -LiteralPath $file) {
        $kept = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($file))
        foreach ($pair in @($Account, $kept.account), @($Shell, $kept.shell)) {
            if ($pair[0] -and $pair[0] -cne $pair[1]) { throw "This set-up was applied with $($pair[1]). Take it back first." }
        }
        $Account, $Shell = $kept.account, $kept.shell
    }
    $script:OldReport = if (Test-Path -LiteralPath $file) { $kept.report } else { '' }
    $script:Account = if ($Account) { $Account } else { 'LatchkeyKiosk' }
    $script:Shell = if ($Shell) { $Shell } else { 'ShellLauncher' }
}

function Save-Settings {
    # Whatever lies in that folder is run by SYSTEM each minute: only administrators may write there.
    $isSafe = $script:Module.StartsWith("$env:ProgramFiles\", [System.StringComparison]::OrdinalIgnoreCase)
    if (-not $isSafe) { throw "LK-9221: put the module in '$env:ProgramFiles\Latchkey Setup\Latchkey.Setup' and import it from there." }
    New-Item -ItemType Directory -Path $script:Folder -Force | Out-Null
    if (-not (Test-Sign 'settings.json')) {
        # A report of an earlier release is no release of this set-up. By what it says: the clock of a new machine may be wrong.
        $settings = @{ account = $script:Account; shell = $script:Shell; report = Get-ReportDigest }
        Set-Sign 'settings.json' (ConvertTo-Json -Compress -InputObject $settings)
    }
}

<#
.SYNOPSIS
Every change of the set-up, what is there now, and why. Makes nothing.
#>
function Get-LatchkeySetup {
    [CmdletBinding()]
    param(
        [ValidatePattern('^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$')] [string] $Account,
        [ValidateSet('ShellLauncher', 'Configuration')] [string] $Shell
    )
    Invoke-Alone {
        Use-Settings $Account $Shell
        Get-Steps (Get-Plan) $false | Select-Object -Property @('Does', 'Place', 'Now', 'After', 'Why')
    }
}

<#
.SYNOPSIS
Makes the changes, each recorded on the disk before it is made; again after a power cut, it goes on.
.DESCRIPTION
What waits for a restart, or for SYSTEM, is done by the task \Latchkey\Setup. -WhatIf says everything and makes nothing.
.PARAMETER Account
Who the kiosk runs as. One that is there already keeps its password and its own sign-in; a new name makes an account that signs in
by itself and goes at the release, with every key that was made in it.
.PARAMETER Shell
ShellLauncher (Enterprise, Education, IoT) or Configuration (Assigned Access, on Pro too; no Keyboard Filter).
.PARAMETER Force
Puts ours over what somebody else changed since.
#>
function Install-LatchkeySetup {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [ValidatePattern('^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$')] [string] $Account,
        [ValidateSet('ShellLauncher', 'Configuration')] [string] $Shell,
        [switch] $Force
    )
    $isMeant = $PSCmdlet.ShouldProcess($env:COMPUTERNAME, 'Apply the first-boot set-up')
    Invoke-Alone {
        if (-not $Account -and -not (Test-Sign 'settings.json')) {
            throw "Say -Account: whoever keeps this laptop, or a new name (LatchkeyKiosk) for an account that goes at the release, with every key made in it."
        }
        Use-Settings $Account $Shell
        $steps = if ($isMeant) {
            Save-Settings
            Invoke-Apply (Get-Plan) $Force.IsPresent
        } else { Get-Steps (Get-Plan) $Force.IsPresent }
        $steps | Select-Object -Property @('Does', 'Place', 'Now', 'After', 'Why')
    }
}

<#
.SYNOPSIS
True when everything is as the set-up makes it.
#>
function Test-LatchkeySetup {
    [CmdletBinding()]
    param()
    Invoke-Alone {
        Use-Settings
        $open = @(Get-Steps (Get-Plan) $false | Where-Object { $_.Does -cne 'nothing' })
        $open | ForEach-Object { Write-Verbose "$($_.Does): $($_.Place) is $($_.Now)" }
        $open.Count -eq 0
    }
}

<#
.SYNOPSIS
Takes the changes back, last first, until nothing is left; what somebody else changed since is left and named.
.PARAMETER Force
Puts the original over what somebody else changed since.
#>
function Uninstall-LatchkeySetup {
    [CmdletBinding(SupportsShouldProcess)]
    param([switch] $Force)
    $isMeant = $PSCmdlet.ShouldProcess($env:COMPUTERNAME, 'Take the first-boot set-up back')
    Invoke-Alone {
        Use-Settings
        if (-not $isMeant) { Get-Entries | Select-Object -Property @('kind', 'target', 'before', 'after'); return }
        Invoke-Revert (Get-Plan) $Force.IsPresent
    }
}

# Of a finished release: the report is written first, whole or not at all, and the fact in the journal last.
function Get-ReportDigest {
    $sid = Get-AccountSid
    if ($null -eq $sid) { return '' }
    $key = "Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$sid"
    if (-not (Test-Path -LiteralPath $key)) { return '' }
    $state = Join-Path (Get-ItemProperty -LiteralPath $key).ProfileImagePath 'AppData\Roaming\Latchkey'
    $report = Join-Path $state 'release-report.json'
    $journal = Join-Path $state 'journal'
    if (-not (Test-Path -LiteralPath $report -PathType Leaf) -or -not (Test-Path -LiteralPath $journal -PathType Leaf)) { return '' }
    if (-not (Select-String -LiteralPath $journal -SimpleMatch -Quiet -Pattern '"fact":"released"')) { return '' }
    Get-Digest ([System.IO.File]::ReadAllText($report))
}

# Not while the kiosk still shows its last screen.
function Test-Released {
    if (Get-Process -Name 'Latchkey' -ErrorAction Ignore) { return $false }
    $now = Get-ReportDigest
    $now -cne '' -and $now -cne $script:OldReport
}

<#
.SYNOPSIS
What the scheduled task runs: goes on with what was stopped, and takes the set-up back after the release.
#>
function Resume-LatchkeySetup {
    [CmdletBinding()]
    param()
    if (-not (Test-Path -LiteralPath $script:Folder)) { return }
    Invoke-Alone {
        Use-Settings
        $plan = Get-Plan
        $due = $plan.resumes |
            Where-Object { if ($_.sign -ceq 'released') { Test-Released } else { Test-Sign $_.sign } } |
            Select-Object -First 1
        if ($null -eq $due) { return }
        if ($due.does -ceq 'apply') {
            $left = @(Invoke-Apply $plan $false | Where-Object { $_.Does -cne 'nothing' })
            if ($left.Count -eq 0) { Restart-Computer -Force }
            return
        }
        if ((Invoke-Revert $plan $false).IsRestartDue) { Restart-Computer -Force }
    }
}
