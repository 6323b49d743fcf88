# What is changed, and what is decided, is data: plan.json, made and tested by build/setup/windows. Here it is only carried out.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$script:Module = $PSScriptRoot
# Standard users may make folders in ProgramData, and whoever owns the record says what SYSTEM puts back: not there.
$script:Folder = Join-Path $env:ProgramFiles 'Latchkey Setup\Record'

foreach ($file in 'Record', 'Registry', 'Account', 'Windows', 'Engine', 'Commands') {
    . (Join-Path $PSScriptRoot "Functions\$file.ps1")
}
