import { askPin } from '../ask-pin.ts';
import { type DayTwoVerb, print } from '../run-day-two.ts';

/** `credential test`: the proof once more. */
export const CREDENTIAL_TEST: DayTwoVerb = {
  usage: `npm run latchkey -- credential test [options]

Signs in from nothing with the key of this laptop and forgets the token: does it still work?`,
  async run(dayTwo, { pinFile, json }) {
    const { authenticator, userPrincipalName } = dayTwo.credential;
    const { claims } = await dayTwo.signIn(await askPin(pinFile, `PIN of ${userPrincipalName}: `));
    const { amr, acr } = claims;
    if (json) print(JSON.stringify({ works: true, authenticator, userPrincipalName, amr, acr }));
    else print(`The ${authenticator} key of ${userPrincipalName} works.`);
  },
};
