import type { STAGING_REFUSALS } from '../../../../../electron/contract/refusals/staging.ts';
import type { RefusalWords } from '../../../language.ts';
import { TELL_NOTHING_CHANGED } from './advice.ts';

/** Laptops that IT prepares for somebody, and the answers that it gives beforehand. */
export const STAGING_REFUSALS_DE: RefusalWords<keyof typeof STAGING_REFUSALS> = {
  staging_not_allowed: {
    cause: 'Ihre IT muss diesen Laptop erst vorbereiten, und dieses Konto darf das nicht.',
    userAction: 'Geben Sie den Laptop Ihrer IT. Ihr Pass ist nicht verbraucht.',
  },
  already_sealed: {
    cause: 'Dieser Laptop ist schon vorbereitet und versiegelt.',
    userAction:
      'Geben Sie ihn der Person, für die er bestimmt ist. Nichts wurde geändert, und kein Pass ist verbraucht.',
  },
  sealed_for_another: {
    cause: 'Dieser Laptop wurde für jemand anderen vorbereitet.',
    userAction:
      'Nehmen Sie den Laptop mit Ihrem Namen, oder nennen Sie Ihrer IT diesen Code. Ihr Pass ist nicht verbraucht.',
  },
  sealed_for_unknown: {
    cause: 'Das Verzeichnis kennt die Person nicht, für die dieser Laptop versiegelt werden soll.',
    userAction: 'Nennen Sie Ihrer IT diesen Code. Der Laptop ist angemeldet; nur das Siegel fehlt.',
  },
  answers_invalid: {
    cause: 'Die Antworten, die Ihre IT für diesen Laptop vorbereitet hat, sind nicht zu verstehen.',
    userAction: TELL_NOTHING_CHANGED,
  },
  answers_unsafe: {
    cause: 'Die Antworten für diesen Laptop oder ein Geheimnis dazu sind für andere offen.',
    userAction: TELL_NOTHING_CHANGED,
  },
};
