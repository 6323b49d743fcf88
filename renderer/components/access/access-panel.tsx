import { type ReactNode, useId } from 'react';
import { Motion, TextScale, Theme } from '../../../electron/contract/commands.ts';
import { useDesk } from '../../desk.ts';
import { Pills } from '../controls.tsx';
import { SidePanel } from '../side-panel.tsx';

/** Size, contrast and movement. Each choice takes effect when it is made: what to choose is seen, not guessed. */
export function AccessPanel({ onShut }: { onShut: () => void }): ReactNode {
  const { view, t, send } = useDesk();
  const { textScale, theme, motion } = view.preferences;
  const id = useId();
  const sizes = TextScale.options.map((value) => ({
    value,
    label: t('access.percent', { share: Number(value) / 100 }),
  }));
  const themes = Theme.options.map((value) => ({ value, label: t(`access.theme.${value}`) }));
  const motions = Motion.options.map((value) => ({ value, label: t(`access.motion.${value}`) }));
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
        </>
      )}
    </SidePanel>
  );
}
