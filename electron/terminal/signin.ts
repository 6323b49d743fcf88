import { Refusal } from '../contract/refusal.ts';
import { askPin } from './ask-pin.ts';
import type { DayTwoArguments } from './day-two-arguments.ts';
import { type DayTwoVerb, print } from './run-day-two.ts';

const CALL = /^([A-Z]{3,7}) (https:\/\/\S+)$/;

/** `signin`: a token with the credential, from nothing. */
export const SIGNIN: DayTwoVerb = {
  usage: `npm run -s latchkey -- signin [options]

Signs in with the key of this laptop and prints the access token, nothing else, on standard output. The token is bound to
this laptop's key (DPoP): alone it opens nothing. For one call with curl:

  npm run -s latchkey -- signin --headers "GET URL" | curl --cacert CA -H @- URL

  --headers "METHOD URL"  prints the two headers of that one call instead of the token`,
  options: { headers: { type: 'string' } },
  problem: ({ more }) =>
    more.headers === undefined || CALL.test(String(more.headers))
      ? null
      : '--headers must be a method and an https URL, for example "GET https://directory.example/v1.0/me".',
  async run(dayTwo, args) {
    const pin = await askPin(args.pinFile, `PIN of ${dayTwo.credential.userPrincipalName}: `);
    const { access, lifetime, claims } = await dayTwo.signIn(pin);
    const token = access.reveal();
    const call = callOf(args);
    if (call) {
      const proof = await dayTwo.proofFor(call.method, call.url);
      print(`Authorization: DPoP ${token}\nDPoP: ${proof}`);
    } else if (args.json) {
      const { preferred_username: userPrincipalName, deviceid: deviceId, amr, acr } = claims;
      const about = { userPrincipalName, deviceId, amr, acr };
      print(JSON.stringify({ access_token: token, token_type: 'DPoP', expires_in: lifetime, ...about }));
    } else {
      print(token);
    }
  },
};

function callOf({ more }: DayTwoArguments): { readonly method: string; readonly url: string } | null {
  if (more.headers === undefined) return null;
  const [, method, url] = CALL.exec(String(more.headers)) ?? [];
  if (method === undefined || url === undefined) throw new Refusal('input_missing', { detail: '--headers' });
  return { method, url };
}
