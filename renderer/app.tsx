import { type ReactNode, useState } from 'react';
import type { Bridge } from '../electron/contract/view.ts';
import { useLine } from './bridge.ts';
import { Frame } from './components/frame/frame.tsx';
import { HelpPanel } from './components/help/help-panel.tsx';
import { ReportDialog } from './components/help/report-dialog.tsx';
import { WithKeyboard } from './components/keyboard/with-keyboard.tsx';
import { Starting } from './components/starting.tsx';
import { type Desk, DeskContext } from './desk.ts';
import { CurrentScreen } from './screens/current-screen.tsx';
import { TechnicianPanel } from './screens/technician/panel.tsx';
import { chooseLanguage, offeredLanguages } from './text/choose-language.ts';
import { LANGUAGES } from './text/load-language.ts';
import { useText } from './text/use-text.ts';

/** The renderer is a picture: a view comes in, commands go out, and nothing is kept that a reload would miss. */
export function App({ bridge }: { bridge: Bridge }): ReactNode {
  const { view, refused, send } = useLine(bridge);
  const [helping, setHelping] = useState(false);
  const languages = offeredLanguages(view?.languages ?? [], LANGUAGES);
  const text = useText(
    chooseLanguage(view?.preferences.language ?? 'system', languages, navigator.languages),
  );
  if (!text) return null;
  if (!view) return <Starting text={text} again={() => send({ type: 'ready' })} />;
  const company = view.tenantName ?? text.t('network.company');
  const openHelp = (): void => setHelping(true);
  const desk: Desk = { ...text, view, send, refused, company, languages, openHelp };
  return (
    <DeskContext value={desk}>
      <WithKeyboard>
        <Frame>
          <CurrentScreen screen={view.screen} />
        </Frame>
        {helping && <HelpPanel onShut={() => setHelping(false)} />}
        <TechnicianPanel />
        <ReportDialog />
      </WithKeyboard>
    </DeskContext>
  );
}

/** What somebody sees who opens the page outside of Latchkey. */
export function Stray(): ReactNode {
  const text = useText(chooseLanguage('system', LANGUAGES, navigator.languages));
  if (!text) return null;
  const { t, direction } = text;
  return (
    <main className="question" dir={direction}>
      <h1>{t('stray.title')}</h1>
      <p className="lead">{t('stray.lead')}</p>
    </main>
  );
}
