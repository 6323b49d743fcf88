# Places in the registry. `gone`: a place of the account, and there is no account. `KIOSK\` is the kiosk's own part: loaded from its profile while it is not signed in.

$script:LoadedHive = $null

# Whoever was killed has left it loaded; nobody else loads anything there.
function Find-LoadedHive {
    if (Test-Path -LiteralPath 'Registry::HKEY_USERS\LatchkeyKiosk') { $script:LoadedHive = 'HKU\LatchkeyKiosk' }
}

function Open-KioskHive {
    $sid = Get-AccountSid
    if ($null -eq $sid) { return $null }
    if (Test-Path -LiteralPath "Registry::HKEY_USERS\$sid") { return "Registry::HKEY_USERS\$sid" }
    $profileKey = "Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$sid"
    if (-not (Test-Path -LiteralPath $profileKey)) { return $null }
    $file = Join-Path (Get-ItemProperty -LiteralPath $profileKey).ProfileImagePath 'NTUSER.DAT'
    if (-not (Test-Path -LiteralPath $file)) { return $null }
    & "$env:SystemRoot\System32\reg.exe" load 'HKU\LatchkeyKiosk' $file | Out-Null
    if ($LASTEXITCODE -ne 0) { return $null }
    $script:LoadedHive = 'HKU\LatchkeyKiosk'
    'Registry::HKEY_USERS\LatchkeyKiosk'
}

# Always, and soon: an account whose part is held by somebody else signs in with a temporary one.
function Close-KioskHive {
    if ($null -eq $script:LoadedHive) { return }
    [System.GC]::Collect()
    [System.GC]::WaitForPendingFinalizers()
    & "$env:SystemRoot\System32\reg.exe" unload $script:LoadedHive | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "The kiosk's part of the registry could not be let go: $script:LoadedHive" }
    $script:LoadedHive = $null
}

# The path, or `gone` or `unavailable`.
function Resolve-Key([string] $Target) {
    if ($Target.StartsWith('HKLM\')) { return "Registry::HKEY_LOCAL_MACHINE\$($Target.Substring(5))" }
    if ($null -eq (Get-AccountSid)) { return 'gone' }
    $hive = if ($null -ne $script:LoadedHive) { 'Registry::HKEY_USERS\LatchkeyKiosk' } else { Open-KioskHive }
    if ($null -eq $hive) { return 'unavailable' }
    "$hive\$($Target.Substring(6))"
}

function Get-RegistryKeyState($Change) {
    $path = Resolve-Key $Change.target
    if ($path -notlike 'Registry::*') { return $path }
    if (-not (Test-Path -LiteralPath $path)) { return 'none' }
    'present'
}

function Set-RegistryKeyState($Change, [string] $State) {
    $path = Resolve-Key $Change.target
    if ($State -ceq 'present') { New-Item -Path $path -ItemType Key | Out-Null; return }
    $key = Get-Item -LiteralPath $path
    $isEmpty = $key.ValueCount -eq 0 -and $key.SubKeyCount -eq 0
    $key.Dispose()
    # Somebody else keeps something in it by now: theirs.
    if ($isEmpty) { Remove-Item -LiteralPath $path }
}

function Get-RegistryState($Change) {
    $path = Resolve-Key $Change.target
    if ($path -notlike 'Registry::*') { return $path }
    if (-not (Test-Path -LiteralPath $path)) { return 'none' }
    $key = Get-Item -LiteralPath $path
    try {
        if ($key.GetValueNames() -notcontains $Change.name) { return 'none' }
        $kind = $key.GetValueKind($Change.name)
        # Not expanded: %SystemRoot% comes back as it was written.
        $value = $key.GetValue($Change.name, $null, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
        switch ($kind) {
            'Binary' { "Binary:$([System.Convert]::ToBase64String($value))" }
            'MultiString' { "MultiString:$($value -join "`0")" }
            'DWord' { "DWord:$([System.BitConverter]::ToUInt32([System.BitConverter]::GetBytes([int] $value), 0))" }
            'QWord' { "QWord:$([System.BitConverter]::ToUInt64([System.BitConverter]::GetBytes([long] $value), 0))" }
            default { "${kind}:$value" }
        }
    } finally { $key.Dispose() }
}

function Set-RegistryState($Change, [string] $State) {
    $path = Resolve-Key $Change.target
    if ($State -ceq 'none') { Remove-ItemProperty -LiteralPath $path -Name $Change.name; return }
    $kind, $text = $State.Split([char[]] ':', 2)
    $value = switch ($kind) {
        'Binary' { , [System.Convert]::FromBase64String($text) }
        'MultiString' { , $text.Split([char] 0) }
        'DWord' { [System.BitConverter]::ToInt32([System.BitConverter]::GetBytes([uint32] $text), 0) }
        'QWord' { [System.BitConverter]::ToInt64([System.BitConverter]::GetBytes([uint64] $text), 0) }
        default { $text }
    }
    New-ItemProperty -LiteralPath $path -Name $Change.name -PropertyType $kind -Value $value -Force | Out-Null
}
