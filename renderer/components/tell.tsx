import type { ReactNode } from 'react';
import { useDesk } from '../desk.ts';
import { Qr } from './qr.tsx';
import { qrText } from './qr-path.ts';

/** The code to read out, and the same to scan. */
export function Tell({ code, children }: { code: string; children: ReactNode }): ReactNode {
  const { view, t } = useDesk();
  const { name, serialNumber: serial } = view.device;
  return (
    <div className="tell">
      <Qr text={qrText(code, name, serial)} label={t('loop.qr', { code, name, serial })} />
      <div>
        <p className="tell-code">
          <bdi dir="ltr">{code}</bdi>
        </p>
        <p className="small">{children}</p>
      </div>
    </div>
  );
}
