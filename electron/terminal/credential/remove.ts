import { askPin } from '../ask-pin.ts';
import { type DayTwoVerb, print } from '../run-day-two.ts';

/** `credential remove`: out of the directory first, then off this laptop. */
export const CREDENTIAL_REMOVE: DayTwoVerb = {
  usage: `npm run latchkey -- credential remove [options]

Removes the key of this laptop, in the directory and here. What it opened ends at once. To sign in from this laptop again you
then need a new Temporary Access Pass and “npm run provision”. Without the PIN, IT can remove it in the directory.`,
  async run(dayTwo, { pinFile, json }) {
    const { methodId, userPrincipalName } = dayTwo.credential;
    await dayTwo.remove(await askPin(pinFile, `PIN of ${userPrincipalName}: `));
    if (json) print(JSON.stringify({ removed: methodId, userPrincipalName }));
    else print('The key is removed, in the directory and here. A new pass sets up a new one.');
  },
};
