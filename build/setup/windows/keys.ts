const PAGE = 'https://learn.microsoft.com/windows/configuration/keyboard-filter/predefined-key-combinations';

const ROWS: readonly (readonly [ids: readonly string[], why: string])[] = [
  [['Ctrl+Alt+Del', 'Shift+Ctrl+Esc', 'Win+L'], 'the security screen, the task manager and the lock (E2)'],
  [['Windows', 'Ctrl+Esc', 'Win+D', 'Win+M', 'Win+Home', 'Win+T', 'Win+B'], 'the desktop and its bar (E1)'],
  [['Alt+Tab', 'Ctrl+Tab', 'Win+Tab'], 'another window (E1)'],
  [['Alt+F4', 'Ctrl+F4', 'Alt+Space'], 'the kiosk is not closed or moved (E6)'],
  [
    ['Win+Up', 'Win+Down', 'Win+Left', 'Win+Right', 'Win+Shift+Left', 'Win+Shift+Right', 'Win+P', 'Win+O'],
    'the window stays where it is, on its screen (E1)',
  ],
  [
    ['Win+R', 'Win+E', 'Win+F', 'Ctrl+Win+F', 'Win+Break', 'Win+F1', 'Win+I', 'Win+Q', 'Win+C', 'Win+K'],
    'programs, searches, settings and help (E4)',
  ],
  [['Win+H', 'Win+W', 'Win+V', 'Win+Z', 'Win+.', 'Win+,', 'Win+J'], 'panels over the kiosk (E11)'],
  [['Win++', 'Win+-', 'Win+Esc'], 'the magnifier, whose window leads to Settings (E11)'],
  [
    ['LShift+LAlt+PrintScrn', 'LShift+LAlt+NumLock', 'Win+U'],
    'accessibility dialogues that link to Settings; the kiosk has its own (E3)',
  ],
  [['LaunchMail', 'LaunchMediaSelect', 'LaunchApp1', 'LaunchApp2'], 'keys that start programs (E15)'],
  [['BrowserSearch', 'BrowserHome', 'BrowserFavorites'], 'keys that start a browser (E15)'],
  [['AltWin', 'CtrlWin', 'ShiftWin', 'F21'], 'the keys of a Surface for share, devices, search, settings'],
];

/** Key combinations that the Keyboard Filter blocks, by their `WEKF_PredefinedKey.Id`. Win+Space stays: it is how a layout is chosen. */
export const BLOCKED_KEYS = ROWS.flatMap(([ids, why]) => ids.map((id) => ({ id, why })));

export const KEYS_PAGE = PAGE;
