# Optional features, the Keyboard Filter, the shell of the account, and the scheduled task.

# Asked once a command: Windows takes a second for each answer.
$script:Features = @{}

function Get-FeatureNow([string] $Name) {
    if (-not $script:Features.ContainsKey($Name)) {
        $feature = Get-WindowsOptionalFeature -Online -FeatureName $Name
        # What waits for a restart is done as far as the record is concerned.
        $script:Features[$Name] = if ($null -eq $feature) { 'unavailable' }
        elseif ("$($feature.State)" -like 'Enable*') { 'Enabled' }
        else { 'Disabled' }
    }
    $script:Features[$Name]
}

function Get-FeatureState($Change) { Get-FeatureNow $Change.target }

function Set-FeatureState($Change, [string] $State) {
    if ($State -ceq 'Enabled') { Enable-WindowsOptionalFeature -Online -FeatureName $Change.target -NoRestart | Out-Null }
    else { Disable-WindowsOptionalFeature -Online -FeatureName $Change.target -NoRestart | Out-Null }
    $script:Features.Remove($Change.target)
}

function Get-Embedded([string] $Class, [string] $Id) {
    Get-CimInstance -Namespace 'root\standardcimv2\embedded' -ClassName $Class -ErrorAction Ignore | Where-Object { $_.Id -ceq $Id }
}

function Get-KeyState($Change) {
    if ((Get-FeatureNow 'Client-KeyboardFilter') -ceq 'Disabled') { return 'gone' }
    $key = Get-Embedded 'WEKF_PredefinedKey' $Change.target
    if ($null -eq $key) { return 'unavailable' }
    if ($key.Enabled) { 'blocked' } else { 'open' }
}

function Set-KeyState($Change, [string] $State) {
    $key = Get-Embedded 'WEKF_PredefinedKey' $Change.target
    Set-CimInstance -InputObject $key -Property @{ Enabled = ($State -ceq 'blocked') }
}

function Get-AssignedAccess {
    Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess' -ErrorAction Ignore
}

# The bridge answers SYSTEM alone. Windows may write the configuration in another order: ours is known by its profile.
function Get-ShellState($Change) {
    $isLauncher = $Change.target -ceq 'ShellLauncher'
    if ($isLauncher -and (Get-FeatureNow 'Client-EmbeddedShellLauncher') -ceq 'Disabled') { return 'gone' }
    if ([System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value -ne 'S-1-5-18') { return 'unavailable' }
    $access = Get-AssignedAccess
    if ($null -eq $access) { return 'unavailable' }
    $text = [System.Net.WebUtility]::HtmlDecode($access.($Change.target))
    if ([string]::IsNullOrWhiteSpace($text)) { return 'none' }
    $ours = $Change.after.Substring('profile '.Length)
    if ($text.IndexOf($ours, [System.StringComparison]::OrdinalIgnoreCase) -ge 0) { return "profile $ours" }
    "text:$text"
}

function Set-ShellState($Change, [string] $State) {
    $access = Get-AssignedAccess
    $name = if ($Change.target -ceq 'ShellLauncher') { 'shell-launcher.xml' } else { 'assigned-access.xml' }
    $text = if ($State -ceq 'none') { $null }
    elseif ($State.StartsWith('text:')) { $State.Substring(5) }
    else { [System.IO.File]::ReadAllText((Join-Path $script:Module $name)).Replace('{account}', $script:Account) }
    $access.($Change.target) = if ($null -eq $text) { $null } else { [System.Net.WebUtility]::HtmlEncode($text) }
    Set-CimInstance -CimInstance $access
}

function Split-Task([string] $Target) {
    $end = $Target.LastIndexOf('\') + 1
    @{ TaskPath = $Target.Substring(0, $end); TaskName = $Target.Substring($end) }
}

function Get-TaskState($Change) {
    $where = Split-Task $Change.target
    $task = Get-ScheduledTask @where -ErrorAction Ignore
    if ($null -eq $task) { 'none' } else { $task.Description }
}

function Set-TaskState($Change, [string] $State) {
    $where = Split-Task $Change.target
    if ($State -ceq 'none') {
        Unregister-ScheduledTask @where -Confirm:$false
        $service = New-Object -ComObject 'Schedule.Service'
        $service.Connect()
        # Fails while somebody else keeps a task in it, and then it is theirs.
        try { $service.GetFolder('\').DeleteFolder($where.TaskPath.Trim('\'), 0) } catch { Write-Verbose $_.Exception.Message }
        return
    }
    $xml = [System.IO.File]::ReadAllText((Join-Path $script:Module 'task.xml'))
    Register-ScheduledTask @where -Xml $xml -Force | Out-Null
}
