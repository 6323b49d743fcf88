import type { Refusal } from '../../electron/contract/refusal.ts';
import { refusalRow } from '../../electron/contract/refusals.ts';
import type { PassOrder } from './read-arguments.ts';

/** One or two sentences for the person at the keyboard: what went wrong with this order, and what to do. */
export function explain(refusal: Refusal, order: PassOrder | undefined): string {
  const { slug, details } = refusal;
  const user = order?.user ?? 'this user';
  const directory = order?.directory ?? 'the directory';
  switch (slug) {
    case 'input_missing':
      return details.detail ?? 'An argument is missing.';
    case 'not_found':
      return `The directory knows nobody called ${user}. Check the spelling of --user.`;
    case 'target_out_of_scope':
      return `${user} is outside the pass policy. Include them, or a group of theirs, in the policy.`;
    case 'target_external_guest':
      return `${user} is a guest of another organisation, which has to issue the pass itself.`;
    case 'multi_use_not_allowed':
      return 'The policy allows one-time passes only. Leave --multi-use away.';
    case 'lifetime_invalid':
      return `${order?.lifetime ?? 'That many'} minutes are not allowed. ${details.detail ?? ''}`.trim();
    case 'client_unknown':
      return `${directory} does not know the application in --admin ${order?.adminFile ?? ''}. Every directory has its own admin file.`;
    case 'permission_denied':
      return 'The application in --admin may not issue passes.';
    case 'throttled':
      return 'The directory is busy. Try again in a few seconds.';
    case 'request_malformed':
      return `The directory did not accept the order: ${details.detail ?? ''}`.trim();
    default:
      return explainConnection(refusal, order);
  }
}

/** The way to the directory. */
function explainConnection({ slug }: Refusal, order: PassOrder | undefined): string {
  const directory = order?.directory ?? 'the directory';
  switch (slug) {
    case 'certificate_untrusted':
      return `${directory} shows a certificate that is not trusted${order?.caFile ? ` by --ca ${order.caFile}` : ': --ca is missing'}. Use the ca.pem of that very directory.`;
    case 'clock_wrong':
      return `The certificate of ${directory} is not valid at this time. Check this machine's clock.`;
    case 'name_not_resolved':
      return `The name in --directory ${directory} cannot be found. Check the spelling and the network.`;
    case 'directory_unreachable':
      return `Nothing answers at ${directory}. Start it with npm run directory, and check address and port.`;
    case 'directory_incompatible':
      return `Something answers at ${directory}, but it is not a Latchkey directory.`;
    default: {
      const row = refusalRow(slug);
      return `${row.cause} ${row.technicianAction}`;
    }
  }
}
