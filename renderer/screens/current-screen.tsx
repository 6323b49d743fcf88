import type { ReactNode } from 'react';
import type { Screen } from '../../electron/contract/view.ts';
import { AccountScreen } from './account/account.tsx';
import { CredentialScreen } from './credential/credential.tsx';
import { OwnPinScreen } from './credential/own-pin.tsx';
import { DeviceNameScreen } from './join/device-name.tsx';
import { JoinScreen } from './join/join.tsx';
import { NetworkScreen } from './network/network.tsx';
import { WifiScreen } from './network/wifi.tsx';
import { PocketContext, useNewPocket } from './pass/carried-pass.ts';
import { LoopScreen } from './pass/loop.tsx';
import { PassScreen } from './pass/pass.tsx';
import { PasswordScreen } from './pass/password.tsx';
import { ProofScreen } from './proof/proof.tsx';
import { DoneScreen } from './release/done.tsx';
import { ReleaseScreen } from './release/release.tsx';
import { screenKey } from './screen-key.ts';
import { SealedScreen } from './staged/sealed.tsx';
import { AbandonedScreen } from './technician/abandoned.tsx';
import { WelcomeScreen } from './welcome/welcome.tsx';

export function CurrentScreen({ screen }: { screen: Screen }): ReactNode {
  return (
    <PocketContext value={useNewPocket()}>
      <ScreenOf screen={screen} />
    </PocketContext>
  );
}

function ScreenOf({ screen }: { screen: Screen }): ReactNode {
  const key = screenKey(screen);
  switch (screen.kind) {
    case 'welcome':
      return <WelcomeScreen key={key} />;
    case 'network':
      return <NetworkScreen key={key} screen={screen} />;
    case 'wifi':
      return <WifiScreen key={key} screen={screen} />;
    case 'account':
      return <AccountScreen key={key} screen={screen} />;
    case 'pass':
      return <PassScreen key={key} screen={screen} />;
    case 'password':
      return <PasswordScreen key={key} screen={screen} />;
    case 'loop':
      return <LoopScreen key={key} screen={screen} />;
    case 'device-name':
      return <DeviceNameScreen key={key} screen={screen} />;
    case 'join':
      return <JoinScreen key={key} screen={screen} />;
    case 'sealed':
      return <SealedScreen key={key} screen={screen} />;
    case 'credential':
      return <CredentialScreen key={key} screen={screen} />;
    case 'proof':
      return <ProofScreen key={key} screen={screen} />;
    case 'release':
      return <ReleaseScreen key={key} screen={screen} />;
    case 'abandoned':
      return <AbandonedScreen key={key} screen={screen} />;
    case 'own-pin':
      return <OwnPinScreen key={key} screen={screen} />;
    case 'done':
      return <DoneScreen key={key} screen={screen} />;
  }
}
