import type { CONDITIONAL_ACCESS_REFUSALS } from '../../../../../electron/contract/refusals/conditional-access.ts';
import type { OBJECT_REFUSALS } from '../../../../../electron/contract/refusals/objects.ts';
import type { OPERATIONS_REFUSALS } from '../../../../../electron/contract/refusals/operations.ts';
import type { REQUEST_REFUSALS } from '../../../../../electron/contract/refusals/request.ts';
import type { RefusalWords } from '../../../language.ts';
import { AGAIN, SIGN_IN_AGAIN, TELL, TELL_PASS_KEPT } from './advice.ts';

type Rows = typeof REQUEST_REFUSALS &
  typeof OPERATIONS_REFUSALS &
  typeof OBJECT_REFUSALS &
  typeof CONDITIONAL_ACCESS_REFUSALS;

/** Requests that the directory refuses; people meet few of them. */
export const DIRECTORY_REFUSALS_DE: RefusalWords<keyof Rows> = {
  request_malformed: { cause: 'Die Anfrage ist fehlerhaft aufgebaut.', userAction: TELL },
  client_unknown: { cause: 'Das Verzeichnis kennt diese Anwendung nicht.', userAction: TELL },
  client_not_allowed: { cause: 'Diese Anwendung darf sich so nicht anmelden.', userAction: TELL },
  scope_invalid: { cause: 'Die Anwendung wollte ein Recht, das es nicht gibt.', userAction: TELL },
  dpop_invalid: {
    cause: 'Der Nachweis, dass dieser Laptop seinen Schlüssel hat, fehlte, war falsch oder schon benutzt.',
    userAction: AGAIN,
  },
  dpop_nonce_required: {
    cause: 'Das Verzeichnis möchte eine frische Zahl in dem Nachweis.',
    userAction: AGAIN,
  },
  token_invalid: { cause: 'Diese Anmeldung ist beendet.', userAction: SIGN_IN_AGAIN },
  authentication_stale: { cause: 'Dafür ist eine frischere Anmeldung nötig.', userAction: SIGN_IN_AGAIN },
  permission_denied: { cause: 'Die Rechte reichen für diesen Vorgang nicht aus.', userAction: TELL },
  not_found: { cause: 'Unter dieser Adresse gibt es nichts.', userAction: TELL },
  method_not_allowed: {
    cause: 'Diese Adresse nimmt eine solche Anfrage nicht an.',
    userAction: TELL,
  },
  payload_too_large: { cause: 'Die Anfrage ist zu groß.', userAction: TELL },
  media_type_unsupported: {
    cause: 'Die Anfrage hat ein Format, das hier nicht verstanden wird.',
    userAction: TELL,
  },
  conflict: { cause: 'Dieselbe Kennung gibt es schon, mit anderem Inhalt.', userAction: TELL },
  host_unknown: {
    cause: 'Die Anfrage ging an einen Namen, den dieses Verzeichnis nicht hat.',
    userAction: TELL,
  },
  lifetime_invalid: { cause: 'Die angegebene Lebensdauer in Minuten ist nicht erlaubt.', userAction: TELL },
  target_out_of_scope: {
    cause: 'Die Richtlinie erlaubt für diese Person keinen befristeten Zugriffspass.',
    userAction: TELL,
  },
  target_external_guest: {
    cause: 'Ein externer Gast kann keinen befristeten Zugriffspass bekommen.',
    userAction: 'Fragen Sie die IT Ihres eigenen Unternehmens.',
  },
  multi_use_not_allowed: {
    cause: 'Die Richtlinie erlaubt nur Pässe, die einmal gelten.',
    userAction: TELL,
  },
  self_issue: {
    cause: 'Niemand kann sich selbst einen Pass ausstellen.',
    userAction: 'Bitten Sie jemand anderen aus der Administration.',
  },
  directory_full: {
    cause: 'Das Verzeichnis hat keinen Platz mehr zum Schreiben.',
    userAction: 'Warten Sie einen Moment. Bleibt es so, nennen Sie Ihrer IT diesen Code.',
  },
  name_taken: { cause: 'Ein anderes Objekt hat denselben Anmeldenamen schon.', userAction: TELL },
  domain_unknown: {
    cause: 'Die Domäne im Anmeldenamen gehört nicht zu den bestätigten Domänen Ihrer Organisation.',
    userAction: TELL,
  },
  password_weak: {
    cause: 'Dieses Passwort ist zu schwach.',
    userAction: 'Wählen Sie ein längeres Passwort.',
  },
  last_administrator: {
    cause: 'Der letzte globale Administrator kann nicht entfernt, ausgeschaltet oder gelöscht werden.',
    userAction: 'Geben Sie die Rolle zuerst jemand anderem.',
  },
  member_exists: {
    cause: 'Dieses Mitglied gehört schon zu der Gruppe.',
    userAction: 'Es bleibt nichts zu tun.',
  },
  dependency_failed: {
    cause: 'Diese Anfrage eines Stapels wartet auf eine andere, und die wurde abgelehnt.',
    userAction: TELL,
  },
  another_method_needed: {
    cause: 'Auf dieser Art von Laptop reicht ein Pass allein nicht für einen Anmeldeschlüssel.',
    userAction: TELL_PASS_KEPT,
  },
  device_deleted: {
    cause: 'Dieser Laptop wurde aus dem Verzeichnis entfernt, und sein Anmeldeschlüssel mit ihm.',
    userAction: 'Bitten Sie Ihre IT um einen Pass und richten Sie den Laptop neu ein.',
  },
  access_targets_conflict: {
    cause: 'Eine Richtlinie gilt für Anwendungen oder für Benutzeraktionen, nicht für beides.',
    userAction: TELL,
  },
  access_controls_conflict: {
    cause: 'Diese Bedingungen für den Zugriff können nicht in einer Richtlinie stehen.',
    userAction: TELL,
  },
  access_policy_incomplete: {
    cause: 'Die Richtlinie sagt nicht, für wen sie gilt, worum es geht oder was sie verlangt.',
    userAction: TELL,
  },
  access_reference_unknown: {
    cause: 'Die Richtlinie nennt etwas, das es in diesem Verzeichnis nicht gibt.',
    userAction: TELL,
  },
  access_condition_unsupported: {
    cause: 'Diese Bedingung prüft dieses Verzeichnis nicht.',
    userAction: TELL,
  },
  access_policy_limit: {
    cause: 'Es gibt schon so viele Zugriffsrichtlinien, wie ein Mandant haben darf.',
    userAction: TELL,
  },
  strength_built_in: {
    cause: 'Eingebaute Authentifizierungsstärken lassen sich weder ändern noch löschen.',
    userAction: TELL,
  },
  strength_in_use: {
    cause: 'Eine Zugriffsrichtlinie benutzt diese Authentifizierungsstärke.',
    userAction: TELL,
  },
  strength_combination_invalid: {
    cause: 'Das ist keine Kombination von Authentifizierungsmethoden.',
    userAction: TELL,
  },
  what_if_unsupported: {
    cause: 'Diese Art von Anmeldung kann dieses Verzeichnis nicht beurteilen.',
    userAction: TELL,
  },
  sign_in_frequency: {
    cause: 'Ihr Unternehmen möchte von Zeit zu Zeit eine neue Anmeldung, und jetzt ist es so weit.',
    userAction: SIGN_IN_AGAIN,
  },
};
