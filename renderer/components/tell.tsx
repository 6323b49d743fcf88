import type { ReactNode } from 'react';
import { useDesk } from '../desk.ts';
import { Qr } from './qr.tsx';
import { qrText } from './qr-path.ts';

interface TellProps {
  readonly code: string;
  /** Instead of what the square is good for. */
  readonly children?: ReactNode;
}

/**
 * The code to read out, and a square to scan: the report that only the company's support can read, or, where the company has no key for
 * that, the code and the names of the laptop.
 */
export function Tell({ code, children }: TellProps): ReactNode {
  const { view, t } = useDesk();
  const { name, serialNumber: serial } = view.device;
  const sealed = view.helpCode === code ? view.sealedReport : undefined;
  return (
    <div className="tell">
      {sealed ? (
        <Qr text={sealed} label={t('tell.sealed', { code })} fine />
      ) : (
        <Qr text={qrText(code, name, serial)} label={t('loop.qr', { code, name, serial })} />
      )}
      <div>
        <p className="tell-code">
          <bdi dir="ltr">{code}</bdi>
        </p>
        {children ?? <p className="small">{t(sealed ? 'tell.sealed.hint' : 'help.qr')}</p>}
      </div>
    </div>
  );
}
