import { type FormEvent, type ReactNode, useState } from 'react';
import type { Collection, DirectoryObject, PassPolicy } from '../../client/shapes.ts';
import { useAct, useLoad } from '../../client/use-load.ts';
import { Button, Word } from '../../parts/button.tsx';
import { CheckLine, Choice, TextField } from '../../parts/fields.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Load } from '../../parts/load.tsx';
import { FailureNote, Note } from '../../parts/note.tsx';
import { PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { POLICY_PATH } from './add-pass.tsx';
import { Targets } from './targets.tsx';

const T = EN.policy;
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

interface Found {
  readonly policy: PassPolicy;
  readonly groups: readonly DirectoryObject[];
}

async function look({ api }: Desk): Promise<Found> {
  const [policy, groups] = await Promise.all([
    api.get<PassPolicy>(POLICY_PATH),
    api
      .get<Collection<DirectoryObject>>('/v1.0/groups?$top=999&$select=id,displayName')
      .catch(() => ({ value: [] })),
  ]);
  return { policy, groups: groups.value };
}

export function PassPolicyPage({ desk }: { readonly desk: Desk }): ReactNode {
  const found = useLoad('policy', () => look(desk));
  const [saved, setSaved] = useState(false);
  return (
    <>
      <PageHead title={T.title}>{T.lead}</PageHead>
      <Load of={found}>
        {(data) => (
          <Form
            key={JSON.stringify(data.policy)}
            desk={desk}
            {...data}
            reload={found.reload}
            onSaved={setSaved}
          />
        )}
      </Load>
      {/* Outside of the form, which begins anew with what was saved. */}
      <p role="status" className="more">
        {saved && T.saved}
      </p>
    </>
  );
}

const NUMBERS = [
  { name: 'minimumLifetimeInMinutes', low: 10, high: 43_200 },
  { name: 'defaultLifetimeInMinutes', low: 10, high: 43_200 },
  { name: 'maximumLifetimeInMinutes', low: 10, high: 43_200 },
  { name: 'defaultLength', low: 8, high: 48 },
] as const;
type NumberName = (typeof NUMBERS)[number]['name'];
type Numbers = Record<NumberName, string>;

/** What is wrong with the numbers, by field; Entra's limits. */
export function judgeNumbers(numbers: Numbers): Partial<Record<NumberName, string>> {
  const faults: Partial<Record<NumberName, string>> = {};
  for (const { name, low, high } of NUMBERS) {
    const value = Number(numbers[name]);
    if (!/^\d+$/.test(numbers[name]) || value < low || value > high) faults[name] = T.range(low, high);
  }
  if (Object.keys(faults).length > 0) return faults;
  const [low, middle, high] = [
    Number(numbers.minimumLifetimeInMinutes),
    Number(numbers.defaultLifetimeInMinutes),
    Number(numbers.maximumLifetimeInMinutes),
  ];
  if (low > high) return { maximumLifetimeInMinutes: T.belowMinimum };
  return middle < low || middle > high ? { defaultLifetimeInMinutes: T.between } : {};
}

interface FormProps extends Found {
  readonly desk: Desk;
  readonly reload: () => void;
  readonly onSaved: (saved: boolean) => void;
}

const idsOf = (targets: readonly { readonly id: string }[]): string[] => targets.map(({ id }) => id);
const asTargets = (ids: readonly string[]) => ids.map((id) => ({ targetType: 'group', id }));

function Form({ desk, policy, groups, reload, onSaved }: FormProps): ReactNode {
  const writes = desk.me.rights.includes('writePolicy');
  const [state, setState] = useState(policy.state);
  const [once, setOnce] = useState(policy.isUsableOnce);
  const [include, setInclude] = useState(idsOf(policy.includeTargets));
  const [exclude, setExclude] = useState(idsOf(policy.excludeTargets));
  const [numbers, setNumbers] = useState<Numbers>(
    () => Object.fromEntries(NUMBERS.map(({ name }) => [name, String(policy[name])])) as Numbers,
  );
  const [changed, setChanged] = useState(false);
  const { busy, failure, act } = useAct();
  const faults = judgeNumbers(numbers);
  const save = (overTheirs: boolean): void => {
    onSaved(false);
    setChanged(false);
    if (busy || Object.keys(faults).length > 0) return;
    const values = Object.fromEntries(NUMBERS.map(({ name }) => [name, Number(numbers[name])]));
    const targets = { includeTargets: asTargets(include), excludeTargets: asTargets(exclude) };
    void act(async () => {
      // Graph has no version of a policy to ask for, so what was shown is compared with what is there.
      const there = overTheirs ? policy : await desk.api.get<PassPolicy>(POLICY_PATH);
      if (JSON.stringify(there) !== JSON.stringify(policy)) return setChanged(true);
      await desk.api.patch(POLICY_PATH, {
        '@odata.type': TYPE,
        state,
        isUsableOnce: once,
        ...values,
        ...targets,
      });
      onSaved(true);
      reload();
    });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save(false);
  };
  return (
    <form onSubmit={submit} noValidate>
      {!writes && <Note>{T.readOnly}</Note>}
      <fieldset disabled={!writes} className="fields">
        <legend className="unseen">{T.title}</legend>
        <Choice
          label={T.state}
          value={state}
          onPick={setState}
          options={[
            { value: 'enabled', label: T.enabled },
            { value: 'disabled', label: T.disabled },
          ]}
        />
        <div className="numbers">
          {NUMBERS.map(({ name }) => (
            <TextField
              key={name}
              label={T.numbers[name]}
              hint={name === 'defaultLength' ? T.characters : T.minutes}
              inputMode="numeric"
              value={numbers[name]}
              fault={faults[name]}
              onChange={(event) => setNumbers({ ...numbers, [name]: event.target.value.trim() })}
            />
          ))}
        </div>
        <CheckLine
          label={T.once}
          hint={T.onceHint}
          checked={once}
          onChange={(event) => setOnce(event.target.checked)}
        />
        <Targets label={T.include} everybody groups={groups} chosen={include} onChange={setInclude} />
        <Targets label={T.exclude} groups={groups} chosen={exclude} onChange={setExclude} />
      </fieldset>
      {failure && <FailureNote failure={failure} />}
      {changed && <Changed onShow={reload} onSave={() => save(true)} />}
      {writes && (
        <div className="dialog-acts">
          <Button kind="first" busy={busy}>
            {T.save}
          </Button>
        </div>
      )}
    </form>
  );
}

/** Two administrators at once: whoever saves second is asked, and overwrites nobody without knowing. */
function Changed({
  onShow,
  onSave,
}: {
  readonly onShow: () => void;
  readonly onSave: () => void;
}): ReactNode {
  return (
    <Note tone="warn" alert>
      <p>
        <strong>{T.changedTitle}</strong>
      </p>
      <p>{T.changed}</p>
      <div className="row-of">
        <Button onPress={onShow}>{T.showTheirs}</Button>
        <Word onPress={onSave}>{T.saveMine}</Word>
      </div>
    </Note>
  );
}
