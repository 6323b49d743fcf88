import type { ReactNode } from 'react';
import { useDesk } from '../desk.ts';
import { Qr, qrText } from './qr.tsx';

/** The code to read out, and the same to scan. */
export function Tell({ code, byItself }: { code: string; byItself: boolean }): ReactNode {
  const { view, t } = useDesk();
  const { name, serialNumber: serial } = view.device;
  return (
    <div className="tell">
      <Qr text={qrText(code, name, serial)} label={t('loop.qr', { code, name, serial })} />
      <div>
        <p className="tell-code">{code}</p>
        <p className="small">
          {t('loop.tell')} {byItself && t('loop.byItself')}
        </p>
      </div>
    </div>
  );
}
