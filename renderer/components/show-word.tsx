import type { ReactNode } from 'react';
import { useDesk } from '../desk.ts';
import { Word } from './controls.tsx';

/** Show and hide, beside a field that holds a secret. */
export function ShowWord({ shown, onPress }: { shown: boolean; onPress: () => void }): ReactNode {
  const { t } = useDesk();
  return <Word onPress={onPress}>{t(shown ? 'action.hide' : 'action.show')}</Word>;
}
