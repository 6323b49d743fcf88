/** What many rows advise, said the same way each time. */
export const TELL = 'Nennen Sie Ihrer IT diesen Code.';
export const TELL_PASS_KEPT = 'Nennen Sie Ihrer IT diesen Code. Der Pass ist nicht verbraucht.';
export const AGAIN = 'Versuchen Sie es noch einmal.';
export const AGAIN_THEN_TELL =
  'Versuchen Sie es noch einmal. Geschieht es wieder, nennen Sie Ihrer IT diesen Code.';
export const SIGN_IN_AGAIN = 'Melden Sie sich noch einmal an.';
export const NEW_PASS = 'Bitten Sie Ihre IT um einen neuen Pass.';
export const BY_ITSELF = 'Warten Sie einen Moment. Dieser Laptop versucht es von selbst noch einmal.';
export const TELL_NOTHING_CHANGED =
  'Nennen Sie Ihrer IT diesen Code. Nichts wurde geändert, und kein Pass ist verbraucht.';
