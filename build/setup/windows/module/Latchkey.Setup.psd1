@{
    RootModule           = 'Latchkey.Setup.psm1'
    ModuleVersion        = '1.0.0'
    GUID                 = '5b0d8a44-6f0e-4f4c-9a3e-0d5d6d1f7c52'
    Author               = 'The Latchkey authors'
    Description          = 'First-boot set-up of a Windows kiosk: planned, applied, verified and taken back.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop')
    FunctionsToExport    = @(
        'Get-LatchkeySetup'
        'Install-LatchkeySetup'
        'Test-LatchkeySetup'
        'Uninstall-LatchkeySetup'
        'Resume-LatchkeySetup'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
