import type { CredentialRow } from '../store/tables.ts';

/** A credential with the names of its device and of its model, as `methods.ts` gives it. */
export type ListedCredential = CredentialRow & {
  readonly device_name: string | null;
  readonly model: string;
};

/** Made with a device: Graph lists it as Windows Hello for Business. */
export function isHello(credential: Pick<CredentialRow, 'device_id'>): boolean {
  return credential.device_id !== null;
}

/**
 * A credential in Graph's shape: `windowsHelloForBusinessAuthenticationMethod` when it belongs to a device, otherwise
 * `fido2AuthenticationMethod`. `state` and `assurance` are ours, and so are `aaGuid`, `model` and `attestationLevel` of a Hello credential.
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
    model: credential.model,
    assurance: credential.assurance,
    attestationLevel: credential.assurance === 'attested' ? 'attested' : 'notAttested',
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
    passkeyType: 'deviceBound',
  };
}
