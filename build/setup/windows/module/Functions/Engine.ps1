# One pass over the plan, or back over the record. What is to be done stands in the table of plan.json.

function Get-Plan {
    $plan = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText((Join-Path $script:Module 'plan.json')))
    $drop = @()
    if (-not (Test-OwnAccount)) { $drop += 'ownAccountOnly' }
    if ($script:Shell -cne 'ShellLauncher') { $drop += 'shellLauncherOnly' }
    $plan.changes = @(foreach ($change in $plan.changes) {
            if ($drop | Where-Object { $change.PSObject.Properties[$_] }) { continue }
            foreach ($member in 'target', 'after') {
                $change.$member = $change.$member.Replace('{account}', $script:Account).Replace('{shell}', $script:Shell)
            }
            $change
        })
    $plan
}

function Get-State($Change) { & "Get-$($Change.kind)State" $Change }

function Set-State($Change, [string] $State) { & "Set-$($Change.kind)State" $Change $State }

function Get-SeenByApply([string] $Now, [string] $After, $Entry) {
    if ($Now -ceq 'unavailable' -or $Now -ceq 'gone') { return $Now }
    if ($Now -ceq $After) { return 'after' }
    if ($null -ne $Entry -and (@($Entry.before) + $Entry.afters) -ccontains $Now) { return 'before' }
    'other'
}

function Get-SeenByRevert([string] $Now, $Entry) {
    if ($Now -ceq 'unavailable' -or $Now -ceq 'gone') { return $Now }
    if ($Now -ceq $Entry.before) { return 'before' }
    if ($Entry.afters -ccontains $Now) { return 'after' }
    'other'
}

function Get-Verdict($Plan, [string] $Verb, [bool] $Recorded, [string] $Seen, [bool] $Force) {
    $row = $Plan.decisions |
        Where-Object { $_.verb -ceq $Verb -and $_.recorded -eq $Recorded -and $_.seen -ceq $Seen } |
        Select-Object -First 1
    if ($null -eq $row) { throw "no decision for $Verb, recorded $Recorded, $Seen" }
    if ($Force -and $row.PSObject.Properties['forced']) { $row.forced } else { $row.does }
}

function Get-Stage($Change) {
    if ($Change.PSObject.Properties['stage']) { $Change.stage } else { '' }
}

# Every change with what would be done about it. Makes nothing.
function Get-Steps($Plan, [bool] $Force) {
    $entries = @{}
    foreach ($entry in @(Get-Entries)) { $entries[(Get-Place $entry)] = $entry }
    foreach ($change in $Plan.changes) {
        $entry = $entries[(Get-Place $change)]
        $now = Get-State $change
        $verdict = Get-Verdict $Plan 'apply' ($null -ne $entry) (Get-SeenByApply $now $change.after $entry) $Force
        [pscustomobject]@{
            Does = $verdict; Place = Get-Place $change; Now = $now; After = $change.after; Why = $change.why
            Change = $change; Entry = $entry
        }
    }
}

function Add-Record($Change, [string] $Before) {
    $entry = [ordered]@{ kind = $Change.kind; target = $Change.target }
    if ($Change.PSObject.Properties['name']) { $entry.name = $Change.name }
    $entry.before = $Before
    $entry.after = $Change.after
    $entry.stage = Get-Stage $Change
    $entry.restart = [bool] $Change.PSObject.Properties['restart']
    Add-Entry $entry
}

function Invoke-Step($Step) {
    $change = $Step.Change
    # What was found first stays what comes back, also when a newer plan makes something else of the place.
    if ($null -eq $Step.Entry) { Add-Record $change $Step.Now }
    elseif ($Step.Entry.after -cne $change.after) { Add-Record $change $Step.Entry.before }
    Set-State $change $change.after
}

# What is made makes other places reachable, so again until nothing is to be made. Returns the steps as they are then.
function Invoke-Apply($Plan, [bool] $Force) {
    $steps = @(Get-Steps $Plan $Force)
    $foreign = $steps | Where-Object { $_.Does -ceq 'foreign' } | Select-Object -First 1
    if ($null -ne $foreign) { throw "LK-9220: changed by somebody else: $($foreign.Place). Nothing was made." }
    Clear-Sign 'reverting'
    Set-Sign 'applying'
    for ($pass = 0; $pass -lt 10; $pass += 1) {
        $isRestDone = -not ($steps | Where-Object { $_.Does -cne 'nothing' -and (Get-Stage $_.Change) -cne 'last' })
        $due = @($steps | Where-Object { $_.Does -ceq 'make' -and ($isRestDone -or (Get-Stage $_.Change) -cne 'last') })
        if ($due.Count -eq 0) { break }
        foreach ($step in $due) { Invoke-Step $step }
        $steps = @(Get-Steps $Plan $Force)
    }
    if (-not ($steps | Where-Object { $_.Does -cne 'nothing' })) { Clear-Sign 'applying' }
    $steps
}

# Last change first, again until a pass restores nothing more. What cannot be taken back now is for the next time.
function Invoke-Revert($Plan, [bool] $Force) {
    if (@(Get-Entries).Count -gt 0) {
        Set-Sign 'reverting'
        Clear-Sign 'applying'
    }
    $isRestartDue = $false
    for ($pass = 0; $pass -lt 10; $pass += 1) {
        $undone = @(Invoke-RevertPass $Plan $Force)
        $restored = @($undone | Where-Object { $_.Did -ceq 'restored' })
        if ($restored | Where-Object { $_.Restart }) { $isRestartDue = $true }
        if ($restored.Count -eq 0) { break }
    }
    $isClean = -not ($undone | Where-Object { $_.Did -ceq 'left' })
    if ($isClean) {
        Close-KioskHive
        Clear-Record
    }
    [pscustomobject]@{ IsClean = $isClean; IsRestartDue = $isRestartDue; Undone = $undone }
}

function Invoke-RevertPass($Plan, [bool] $Force) {
    $entries = @(Get-Entries)
    [array]::Reverse($entries)
    $isRestBack = $true
    foreach ($entry in $entries) {
        $undone = if ($entry.stage -ceq 'first' -and -not $isRestBack) {
            [pscustomobject]@{ Did = 'left'; Place = Get-Place $entry; Why = 'goes when everything else has gone'; Restart = $false }
        } else { Undo-Entry $Plan $entry $Force }
        if ($undone.Did -ceq 'left') { $isRestBack = $false }
        $undone
    }
}

function Undo-Entry($Plan, $Entry, [bool] $Force) {
    $seen = Get-SeenByRevert (Get-State $Entry) $Entry
    $does = Get-Verdict $Plan 'revert' $true $seen $Force
    $did = 'nothing'
    $why = ''
    if ($does -ceq 'restore') {
        try { Set-State $Entry $Entry.before } catch { $why = $_.Exception.Message }
        $isBack = (Get-SeenByRevert (Get-State $Entry) $Entry) -ceq 'before'
        # A key in which somebody keeps something is theirs; nothing of ours is in it.
        $did = if ($isBack) { 'restored' } elseif ($Entry.kind -ceq 'registryKey') { 'kept' } else { 'left' }
    } elseif ($does -cne 'nothing') {
        $did = 'left'
        $why = if ($does -ceq 'foreign') { 'somebody else changed it' } else { 'cannot be asked now' }
    }
    [pscustomobject]@{ Did = $did; Place = Get-Place $Entry; Why = $why; Restart = $did -ceq 'restored' -and $Entry.restart }
}
