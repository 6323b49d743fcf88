import type { DeviceFacts } from './gate-facts.ts';

/** Properties of a device that a filter may name. */
const PROPERTIES = ['isCompliant', 'trustType', 'operatingSystem', 'displayName'] as const;
type Property = (typeof PROPERTIES)[number];

interface Clause {
  readonly property: Property;
  readonly negated: boolean;
  readonly value: string;
}

/** A filter that was understood: clauses that are joined in one way. */
export interface DeviceFilter {
  readonly join: 'and' | 'or';
  readonly clauses: readonly Clause[];
}

const CLAUSE = /^device\.(\w+) +-(eq|ne) +(?:"([^"]{0,256})"|(true|false))$/i;

function readClause(text: string): Clause | undefined {
  const match = CLAUSE.exec(text.trim());
  const property = PROPERTIES.find((one) => one.toLowerCase() === match?.[1]?.toLowerCase());
  if (!match || !property) return undefined;
  return {
    property,
    negated: match[2]?.toLowerCase() === 'ne',
    value: (match[3] ?? match[4] ?? '').toLowerCase(),
  };
}

/**
 * Reads `device.<property> -eq|-ne <value>`, joined by `-and` or by `-or`. `undefined` for anything else: a filter that is
 * half understood would open or shut the wrong devices.
 */
export function readDeviceFilter(rule: string): DeviceFilter | undefined {
  const both = [/ +-and +/i, / +-or +/i].map((join) => rule.split(join));
  const [and = [], or = []] = both;
  if (and.length > 1 && or.length > 1) return undefined;
  const clauses = (or.length > 1 ? or : and).map(readClause);
  if (clauses.includes(undefined)) return undefined;
  return { join: or.length > 1 ? 'or' : 'and', clauses: clauses as Clause[] };
}

/** An unregistered device has no properties: only `-ne` is true of it (Entra: "filter for devices"). */
function meets(clause: Clause, device: DeviceFacts | null): boolean {
  if (device === null) return clause.negated;
  const have = String(device[clause.property]).toLowerCase();
  return (have === clause.value) !== clause.negated;
}

export function matchesDeviceFilter(filter: DeviceFilter, device: DeviceFacts | null): boolean {
  const verdicts = filter.clauses.map((clause) => meets(clause, device));
  return filter.join === 'and' ? verdicts.every(Boolean) : verdicts.some(Boolean);
}
