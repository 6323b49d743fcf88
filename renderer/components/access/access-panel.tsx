import { type ReactNode, useId } from 'react';
import { Motion, ScreenKeyboard, TextScale, Theme } from '../../../electron/contract/commands.ts';
import { useDesk } from '../../desk.ts';
import { Pills } from '../controls.tsx';
import { SidePanel } from '../side-panel.tsx';

/** Size, contrast, movement and the keyboard. Each choice takes effect when it is made: what to choose is seen, not guessed. */
export function AccessPanel({ onShut }: { onShut: () => void }): ReactNode {
  const { view, t, send } = useDesk();
  const { textScale, theme, motion, keyboard } = view.preferences;
  const id = useId();
  const sizes = TextScale.options.map((value) => ({
    value,
    label: t('access.percent', { share: Number(value) / 100 }),
  }));
  const themes = Theme.options.map((value) => ({ value, label: t(`access.theme.${value}`) }));
  const motions = Motion.options.map((value) => ({ value, label: t(`access.motion.${value}`) }));
  const keyboards = ScreenKeyboard.options.map((value) => ({ value, label: t(`access.keyboard.${value}`) }));
  return (
    <SidePanel title={t('access.title')} onShut={onShut}>
      {() => (
        <>
          <p>{t('access.lead')}</p>
          <Pills
            label={t('access.textSize')}
            name={`${id} size`}
            value={textScale}
            options={sizes}
            onPick={(picked) => send({ type: 'setPreferences', textScale: picked })}
          />
          <Pills
            label={t('access.contrast')}
            name={`${id} theme`}
            value={theme}
            options={themes}
            onPick={(picked) => send({ type: 'setPreferences', theme: picked })}
          />
          <Pills
            label={t('access.motion')}
            name={`${id} motion`}
            value={motion}
            options={motions}
            onPick={(picked) => send({ type: 'setPreferences', motion: picked })}
          />
          <Pills
            label={t('access.keyboard')}
            name={`${id} keyboard`}
            value={keyboard}
            options={keyboards}
            onPick={(picked) => send({ type: 'setPreferences', keyboard: picked })}
          />
        </>
      )}
    </SidePanel>
  );
}
