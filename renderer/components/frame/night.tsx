import type { ReactNode } from 'react';
import { useDesk } from '../../desk.ts';
import { useHold } from '../../screens/technician/use-gesture.ts';
import { Door } from '../door/door.tsx';
import { useEased } from '../door/use-eased.ts';
import { PassLeft } from '../pass-left.tsx';
import { Mark } from './mark.tsx';
import { statusOf } from './status.ts';

/** The left side: whose laptop this becomes, the door, and how far it is open. */
export function Night(): ReactNode {
  const desk = useDesk();
  const { view, t } = desk;
  const open = useEased(view.door);
  const { title, next, alone } = statusOf(view, desk);
  return (
    <header className="night">
      <div className="brand" {...useHold()}>
        <Mark logo={view.branding?.logo} night={view.branding?.night} />
        <bdi>{view.tenantName ?? t('brand.fallback')}</bdi>
      </div>
      <Door open={open} />
      <div className="status">
        <p className="status-title">{title}</p>
        <p className="status-next">{next}</p>
        {alone && <p className="status-next">{alone}</p>}
        <PassLeft />
        <div
          className="progress"
          role="progressbar"
          aria-label={t('progress.label')}
          aria-valuenow={Math.round(view.door * 100)}
        >
          <div className="progress-done" style={{ width: `${open * 100}%` }} />
        </div>
      </div>
    </header>
  );
}
