import type { PasskeyMethod } from '../../contract/wire/passkey.ts';
import type { DayTwo } from '../../day-two.ts';
import { askPin } from '../ask-pin.ts';
import { type DayTwoVerb, print } from '../run-day-two.ts';

/** `credential list`: the key of this laptop; with `--all` every key that the person has in the directory. */
export const CREDENTIAL_LIST: DayTwoVerb = {
  usage: `npm run latchkey -- credential list [options]

Says which sign-in key this laptop has; no PIN and no network is needed for that.

  --all                signs in and lists every sign-in key that you have in the directory`,
  options: { all: { type: 'boolean', default: false } },
  async run(dayTwo, args) {
    if (args.more.all !== true) return tellOwn(dayTwo, args.json);
    await dayTwo.signIn(await askPin(args.pinFile, `PIN of ${dayTwo.credential.userPrincipalName}: `));
    const methods = await dayTwo.listMethods();
    if (args.json) return print(JSON.stringify(methods.map((method) => describe(dayTwo, method))));
    for (const method of methods) print(tell(describe(dayTwo, method)));
  },
};

function tellOwn({ credential }: DayTwo, json: boolean): void {
  const { credentialId, methodId, authenticator, userPrincipalName, since } = credential;
  const provedAt = new Date(since * 1000).toISOString();
  if (json) {
    print(JSON.stringify([{ methodId, credentialId, authenticator, userPrincipalName, provedAt }]));
    return;
  }
  print(`${authenticator}  ${userPrincipalName}  works since ${provedAt.slice(0, 10)}  ${methodId}`);
}

function describe({ credential }: DayTwo, method: PasskeyMethod) {
  const { id, displayName, createdDateTime, state, assurance, model } = method;
  const hello = method['@odata.type'].includes('windowsHelloForBusiness');
  const here = id === credential.methodId;
  return { methodId: id, displayName, createdDateTime, state, assurance, model, hello, here };
}

function tell(described: ReturnType<typeof describe>): string {
  const { here, displayName, model, assurance, createdDateTime, methodId } = described;
  const vouched = assurance === 'attested' ? 'attested' : 'not attested';
  const mark = here ? '* ' : '  ';
  return `${mark}${displayName}  ${model ?? 'Passkey'}, ${vouched}  ${createdDateTime.slice(0, 10)}  ${methodId}`;
}
