import type { ReactNode } from 'react';
import type { DirectoryObject } from '../../client/shapes.ts';
import { CheckLine } from '../../parts/fields.tsx';
import { EN } from '../../text/en.ts';

const T = EN.policy;
const EVERYBODY = 'all_users';

interface TargetsProps {
  readonly label: string;
  readonly everybody?: boolean;
  readonly groups: readonly DirectoryObject[];
  readonly chosen: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

/** Whom the policy is about: everybody, or groups. */
export function Targets({ label, everybody = false, groups, chosen, onChange }: TargetsProps): ReactNode {
  const toggle = (id: string, on: boolean): void =>
    onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  const all = everybody && chosen.includes(EVERYBODY);
  return (
    <fieldset>
      <legend>{label}</legend>
      {everybody && (
        <CheckLine
          label={T.everybody}
          checked={all}
          onChange={(event) => onChange(event.target.checked ? [EVERYBODY] : [])}
        />
      )}
      {!all &&
        groups.map(({ id, displayName }) => (
          <CheckLine
            key={id}
            label={displayName ?? id}
            checked={chosen.includes(id)}
            onChange={(event) => toggle(id, event.target.checked)}
          />
        ))}
      {groups.length === 0 && <p className="soft">{T.noGroups}</p>}
    </fieldset>
  );
}
