import 'reflect-metadata';
import { KeyObject, randomBytes, sign, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as never);
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

const keyPair = () => webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
type Keys = Awaited<ReturnType<typeof keyPair>>;

/** A maker of authenticators, or a privacy CA: a root, and what it vouches for. */
export class Maker {
  readonly root: x509.X509Certificate;
  readonly #keys: Keys;

  private constructor(root: x509.X509Certificate, keys: Keys) {
    this.root = root;
    this.#keys = keys;
  }

  static async found({ ended = false } = {}): Promise<Maker> {
    const keys = await keyPair();
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=Maker ${randomBytes(4).toString('hex')}`,
      keys: keys as never,
      signingAlgorithm: ECDSA,
      extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
      notBefore: new Date(Date.now() - 9 * DAY),
      notAfter: new Date(Date.now() + (ended ? -DAY : DAY)),
    });
    return new Maker(root, keys);
  }

  get pem(): string {
    return `${this.root.toString('pem')}\n`;
  }

  /** A key of the maker's that signs `packed` statements (WebAuthn L3, 8.2.1): its chain, and how it signs. */
  async batch(): Promise<{ chain: Uint8Array<ArrayBuffer>[]; sign(data: Buffer): Buffer }> {
    const keys = await keyPair();
    const leaf = await this.#issue(
      'C=SE,O=Maker,OU=Authenticator Attestation,CN=Batch 1',
      keys.publicKey as never,
      [],
    );
    const key = KeyObject.from(keys.privateKey);
    return { chain: [leaf], sign: (data) => sign('sha256', data, key) };
  }

  /** The certificate of a TPM's attestation key (8.3.1): no subject, TPM attributes in the alternative name. */
  async certify({ x, y }: { x: Buffer; y: Buffer }): Promise<readonly Uint8Array<ArrayBuffer>[]> {
    const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
    const key = (await webcrypto.subtle.importKey('jwk', jwk, ECDSA, true, ['verify'])) as never;
    const tpmName = new x509.Name([
      { '2.23.133.2.1': ['id:49424D00'] },
      { '2.23.133.2.2': ['swtpm'] },
      { '2.23.133.2.3': ['id:20240125'] },
    ]);
    const more = [
      new x509.SubjectAlternativeNameExtension([{ type: 'dn', value: tpmName.toString() }], true),
      new x509.ExtendedKeyUsageExtension(['2.23.133.8.3']),
    ];
    return [await this.#issue('', key, more)];
  }

  async #issue(subject: string, publicKey: never, more: x509.Extension[]): Promise<Uint8Array<ArrayBuffer>> {
    const leaf = await x509.X509CertificateGenerator.create({
      serialNumber: randomBytes(8).toString('hex'),
      subject,
      issuer: this.root.subject,
      publicKey,
      signingKey: this.#keys.privateKey as never,
      signingAlgorithm: ECDSA,
      extensions: [new x509.BasicConstraintsExtension(false, undefined, true), ...more],
      notBefore: new Date(Date.now() - 8 * DAY),
      notAfter: new Date(Date.now() + DAY),
    });
    return new Uint8Array(leaf.rawData);
  }
}
