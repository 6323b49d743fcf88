import { type ComponentProps, type ReactNode, useId } from 'react';

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
}

/** Label above, hint below; what is wrong stands in the place of the hint. */
export function TextField({
  label,
  hint,
  fault,
  ...input
}: Labelled & Omit<ComponentProps<'input'>, 'id'>): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input {...input} id={id} aria-invalid={fault !== undefined} aria-describedby={`${id}-note`} />
      <small id={`${id}-note`} data-tone={fault === undefined ? undefined : 'bad'} aria-live="polite">
        {fault ?? hint}
      </small>
    </div>
  );
}

export function Choice<Value extends string>({
  label,
  hint,
  value,
  options,
  onPick,
}: Labelled & {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onPick: (value: Value) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onPick(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && <small>{hint}</small>}
    </div>
  );
}

export function CheckLine({
  label,
  hint,
  ...input
}: Labelled & Omit<ComponentProps<'input'>, 'type'>): ReactNode {
  return (
    <label className="check-line">
      <input type="checkbox" {...input} />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
