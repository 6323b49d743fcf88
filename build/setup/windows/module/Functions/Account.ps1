# The kiosk's account, its automatic sign-in and its profile.

$script:AccountMark = 'Latchkey kiosk (made by its set-up)'

function Get-AccountSid {
    $user = Get-LocalUser -Name $script:Account -ErrorAction Ignore
    if ($null -eq $user) { return $null }
    $user.SID.Value
}

# Somebody's own account keeps its own sign-in: it is neither made nor deleted.
function Test-OwnAccount {
    $user = Get-LocalUser -Name $script:Account -ErrorAction Ignore
    $null -eq $user -or $user.Description -ceq $script:AccountMark
}

function Get-AccountState($Change) {
    $user = Get-LocalUser -Name $Change.target -ErrorAction Ignore
    if ($null -eq $user) { return 'none' }
    if ($user.Description -ceq $script:AccountMark) { return 'ours' }
    'theirs'
}

# The password is known to the LSA before there is anybody who has it: killed in between, both are made anew.
function Set-AccountState($Change, [string] $State) {
    if ($State -ceq 'none') {
        # The password first: an account without one is found and deleted the next time, a password without one is not.
        Import-Native
        [Latchkey.Setup.Native]::SetSecret('DefaultPassword', $null)
        Remove-LocalUser -Name $Change.target
        return
    }
    Import-Native
    if ([Latchkey.Setup.Native]::HasSecret('DefaultPassword') -and -not (Test-Sign 'password')) {
        throw 'LK-9220: this machine already signs somebody in by itself. Take that away first.'
    }
    Set-Sign 'password'
    $bytes = New-Object byte[] 24
    $random = [System.Security.Cryptography.RandomNumberGenerator]::Create()
    try { $random.GetBytes($bytes) } finally { $random.Dispose() }
    # Three kinds of characters, whatever the rules of this machine demand.
    $password = "Lk1-$([System.Convert]::ToBase64String($bytes))"
    [Latchkey.Setup.Native]::SetSecret('DefaultPassword', $password)
    $secure = New-Object System.Security.SecureString
    foreach ($character in $password.ToCharArray()) { $secure.AppendChar($character) }
    $settings = @{
        Name                     = $Change.target
        Password                 = $secure
        Description              = $script:AccountMark
        PasswordNeverExpires     = $true
        UserMayNotChangePassword = $true
        AccountNeverExpires      = $true
    }
    New-LocalUser @settings | Out-Null
    # By its SID: the group has another name in another language.
    Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $Change.target -ErrorAction Ignore
}

function Get-ProfileState($Change) {
    $sid = Get-AccountSid
    $kept = if ($null -eq $sid) { Get-KeptSid } else { $sid }
    if ($null -eq $kept) { return 'none' }
    if ($null -eq (Get-CimInstance -ClassName Win32_UserProfile -Filter "SID='$kept'")) { return 'none' }
    'present'
}

# The account may be gone before its profile: then only this file says whose it was.
function Get-KeptSid {
    $file = Join-Path $script:Folder 'sid'
    if (Test-Path -LiteralPath $file) { [System.IO.File]::ReadAllText($file) } else { $null }
}

function Set-ProfileState($Change, [string] $State) {
    if ($State -ceq 'present') {
        $sid = Get-AccountSid
        Set-Sign 'sid' $sid
        Import-Native
        [Latchkey.Setup.Native]::MakeProfile($sid, $Change.target)
        return
    }
    $kept = Get-KeptSid
    $found = Get-CimInstance -ClassName Win32_UserProfile -Filter "SID='$kept'"
    # Still signed in: after the restart.
    if (-not $found.Loaded) { Remove-CimInstance -InputObject $found }
}

# What PowerShell has no command for. Only when it is needed: the task runs each minute, and this is compiled.
function Import-Native {
    if (-not ('Latchkey.Setup.Native' -as [type])) {
        Add-Type -TypeDefinition ([System.IO.File]::ReadAllText((Join-Path $script:Module 'Functions\Native.cs')))
    }
}
