import type { Gate } from '../contract/gate.ts';
import type { RefusalNotice } from '../contract/refusal.ts';
import { NAME_LIMIT, shownText } from '../contract/shown-text.ts';
import type { Screen, View } from '../contract/view.ts';

/** More of them nobody reads, and no company of ours has. */
const DOMAINS = 24;
const GATES = 24;
/** Longest user principal name (Entra). */
const LONGEST_ACCOUNT = 113;
/** What may stand after the @. Anything else is no domain that anybody could be completed with. */
const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/**
 * A view as it may leave the agent: whatever the directory calls itself, its people and its policies is one line of bounded
 * text, for the screen and for the terminal alike. Pure.
 */
export function shown(view: View): View {
  const { tenantName, personName, device } = view;
  return {
    ...view,
    ...(tenantName !== undefined && { tenantName: shownText(tenantName) }),
    ...(personName !== undefined && { personName: shownText(personName) }),
    device: { name: shownText(device.name), serialNumber: shownText(device.serialNumber) },
    screen: shownScreen(view.screen),
  };
}

function shownScreen(screen: Screen): Screen {
  const named = 'userPrincipalName' in screen ? withAccount(screen) : screen;
  const told =
    'refusal' in named && named.refusal ? { ...named, refusal: shownRefusal(named.refusal) } : named;
  switch (told.kind) {
    case 'account':
      return { ...told, domains: shownDomains(told.domains) };
    case 'loop':
      return { ...told, gates: shownGates(told.gates) };
    default:
      return told;
  }
}

function withAccount<Named extends Screen>(screen: Named & { readonly userPrincipalName?: string }): Named {
  const { userPrincipalName } = screen;
  if (userPrincipalName === undefined) return screen;
  return { ...screen, userPrincipalName: shownText(userPrincipalName, LONGEST_ACCOUNT) };
}

function shownRefusal(refusal: RefusalNotice): RefusalNotice {
  return refusal.gates ? { ...refusal, gates: shownGates(refusal.gates) } : refusal;
}

function shownGates(gates: readonly Gate[]): Gate[] {
  return gates.slice(0, GATES).map((gate) => ({
    ...gate,
    id: shownText(gate.id),
    displayName: shownText(gate.displayName, 2 * NAME_LIMIT),
    opens: [...new Set(gate.opens)],
  }));
}

function shownDomains(domains: readonly string[]): string[] {
  const own = domains.slice(0, 4 * DOMAINS).filter((domain) => domain.length <= NAME_LIMIT);
  const fitting = own.map((domain) => domain.toLowerCase()).filter((domain) => DOMAIN.test(domain));
  return [...new Set(fitting)].slice(0, DOMAINS);
}
