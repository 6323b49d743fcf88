/** One option of Electron with its value and why: a policy table is an array of these. */
export type OptionRow<T> = {
  [K in keyof T]-?: { readonly option: K; readonly value: Exclude<T[K], undefined>; readonly why: string };
}[keyof T];

/** The plain object that Electron takes. */
export function optionsOf<T>(rows: readonly OptionRow<T>[]): Partial<T> {
  return Object.fromEntries(rows.map(({ option, value }) => [option, value])) as Partial<T>;
}
