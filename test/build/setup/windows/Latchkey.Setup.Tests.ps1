# Run by .github/workflows/setup.yml on a Windows, in Windows PowerShell. A server has neither Shell Launcher nor the Keyboard Filter,
# so the plan is cut down to what is there: account, profile, registry. The task would restart the machine, so it stays out too.

BeforeAll {
    $script:Module = Join-Path $env:ProgramFiles 'Latchkey Setup\Latchkey.Setup'
    $plan = Join-Path $Module 'plan.json'
    $whole = Get-Content -LiteralPath $plan -Raw | ConvertFrom-Json
    # Whoever runs the tests stays reachable, and keeps its disks.
    $kept = 'account', 'profile', 'registryKey', 'registry'
    $out = 'fDenyTSConnections', 'Deny_All', 'Start'
    $whole.changes = @($whole.changes | Where-Object {
            $kept -ccontains $_.kind -and
            -not ($_.PSObject.Properties['name'] -and $out -ccontains $_.name)
        })
    Set-Content -LiteralPath $plan -Value (ConvertTo-Json -InputObject $whole -Depth 8) -Encoding UTF8

    function Get-Picture {
        $keys = 'HKLM\SOFTWARE\Policies\Microsoft', 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies', 'HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon'
        $keys | ForEach-Object { (& reg.exe query $_ /s) -join "`n" }
        (Get-LocalUser | ForEach-Object { $_.Name }) -join ','
    }

    # In a process of its own, so that it can be killed.
    function Start-Set([string] $Command) {
        $text = "Import-Module '$Module\Latchkey.Setup.psd1'; $Command"
        Start-Process powershell.exe -ArgumentList '-NoProfile', '-NonInteractive', '-Command', "`"$text`"" -PassThru -WindowStyle Hidden
    }

    Import-Module (Join-Path $Module 'Latchkey.Setup.psd1') -Force
    $script:Before = Get-Picture
}

Describe 'the set-up' {
    It 'says everything and makes nothing with -WhatIf' {
        $steps = @(Install-LatchkeySetup -Account LatchkeyKiosk -WhatIf)
        $steps.Count | Should -BeGreaterThan 30
        Get-Picture | Should -Be $Before
    }

    It 'asks whose laptop it is' {
        { Install-LatchkeySetup } | Should -Throw 'Say -Account*'
    }

    It 'is applied, verified, and taken back to what was there' {
        Install-LatchkeySetup -Account LatchkeyKiosk | Out-Null
        Test-LatchkeySetup | Should -BeTrue
        (Get-LocalUser LatchkeyKiosk).Enabled | Should -BeTrue
        Get-Picture | Should -Not -Be $Before
        (Uninstall-LatchkeySetup).IsClean | Should -BeTrue
        Get-Picture | Should -Be $Before
        Test-Path (Join-Path $env:ProgramFiles 'Latchkey Setup\Record') | Should -BeFalse
    }

    It 'goes on after it was killed, and is taken back' -ForEach 2, 4, 6, 9 {
        $process = Start-Set 'Install-LatchkeySetup -Account LatchkeyKiosk'
        Start-Sleep -Seconds $_
        if (-not $process.HasExited) { $process.Kill(); $process.WaitForExit() }
        Install-LatchkeySetup -Account LatchkeyKiosk | Out-Null
        Test-LatchkeySetup | Should -BeTrue
        $process = Start-Set 'Uninstall-LatchkeySetup'
        Start-Sleep -Seconds $_
        if (-not $process.HasExited) { $process.Kill(); $process.WaitForExit() }
        (Uninstall-LatchkeySetup).IsClean | Should -BeTrue
        Get-Picture | Should -Be $Before
    }

    It 'leaves what somebody else changed, and takes it back when told to' {
        Install-LatchkeySetup -Account LatchkeyKiosk | Out-Null
        $key = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI'
        Set-ItemProperty -LiteralPath $key -Name AllowEdgeSwipe -Value 7
        { Install-LatchkeySetup } | Should -Throw 'LK-9220*'
        (Uninstall-LatchkeySetup).IsClean | Should -BeFalse
        (Get-ItemProperty -LiteralPath $key).AllowEdgeSwipe | Should -Be 7
        (Uninstall-LatchkeySetup -Force).IsClean | Should -BeTrue
        Get-Picture | Should -Be $Before
    }
}
