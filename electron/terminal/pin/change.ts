import { askNewPin, askPin } from '../ask-pin.ts';
import { type DayTwoVerb, print } from '../run-day-two.ts';

/** `pin change`: another PIN for the same key. */
export const PIN_CHANGE: DayTwoVerb = {
  usage: `npm run latchkey -- pin change [options]

Sets another PIN for the key of this laptop. It needs the old one; if that is forgotten, ask for a new Temporary Access Pass and
run “npm run provision -- --again”.

  --new-pin-file F|-   where the new PIN is; else it is asked for, twice`,
  options: { 'new-pin-file': { type: 'string' } },
  problem: ({ pinFile, more }) =>
    pinFile === '-' && more['new-pin-file'] === '-'
      ? 'Only one of --pin-file and --new-pin-file can be "-".'
      : null,
  async run(dayTwo, { pinFile, json, more }) {
    const newPinFile = more['new-pin-file'];
    const oldPin = await askPin(pinFile, 'Your PIN so far: ');
    const newPin = await askNewPin(typeof newPinFile === 'string' ? newPinFile : null);
    await dayTwo.changePin(oldPin, newPin);
    if (json) print(JSON.stringify({ changed: true }));
    else print('The new PIN holds from now on.');
  },
};
