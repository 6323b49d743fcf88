import type { CredentialRow } from '../store/tables.ts';
import { modelOf } from './models.ts';

/** A credential with the name of its device, as the queries of `methods.ts` give it. */
export type ListedCredential = CredentialRow & { readonly device_name: string | null };

/** Made with a device: Graph lists it as Windows Hello for Business. */
export function isHello(credential: Pick<CredentialRow, 'device_id'>): boolean {
  return credential.device_id !== null;
}

/**
 * A credential in Graph's shape: `windowsHelloForBusinessAuthenticationMethod` when it belongs to a device, otherwise
 * `fido2AuthenticationMethod`. `state` and `assurance` are ours, and so are `aaGuid` and `model` of a Hello credential.
 */
export function presentCredential(credential: ListedCredential): Record<string, unknown> {
  const common = {
    id: credential.method_id,
    displayName: isHello(credential)
      ? (credential.device_name ?? credential.display_name)
      : credential.display_name,
    createdDateTime: new Date(credential.created_at).toISOString(),
    state: credential.state,
    aaGuid: credential.aaguid,
    model: modelOf(credential.aaguid),
    assurance: credential.assurance,
  };
  if (isHello(credential)) {
    return {
      '@odata.type': '#microsoft.graph.windowsHelloForBusinessAuthenticationMethod',
      ...common,
      keyStrength: 'normal',
    };
  }
  return {
    '@odata.type': '#microsoft.graph.fido2AuthenticationMethod',
    ...common,
    attestationCertificates: [],
    attestationLevel: credential.assurance === 'attested' ? 'attested' : 'notAttested',
    passkeyType: 'deviceBound',
  };
}
