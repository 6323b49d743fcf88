import 'reflect-metadata';
import { generateKeyPairSync, type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as never);
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

/** What a certificate of an endorsement key can say otherwise than it should. */
export interface Changes {
  readonly usages?: readonly string[];
  readonly authority?: boolean;
  readonly manufacturer?: string;
  readonly names?: readonly { readonly [oid: string]: readonly string[] }[];
  readonly ended?: boolean;
  readonly key?: KeyObject;
}

/** A maker of TPMs who certifies endorsement keys (TCG EK Credential Profile 2.5, 3.1). */
export class TpmMaker {
  readonly pem: string;
  readonly #root: x509.X509Certificate;
  readonly #keys: Awaited<ReturnType<typeof keyPair>>;

  private constructor(root: x509.X509Certificate, keys: Awaited<ReturnType<typeof keyPair>>) {
    this.#root = root;
    this.#keys = keys;
    this.pem = `${root.toString('pem')}\n`;
  }

  static async found({ ended = false, name = `CN=TPM maker ${randomBytes(4).toString('hex')}` } = {}) {
    const keys = await keyPair();
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      name,
      keys: keys as never,
      signingAlgorithm: ECDSA,
      extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
      notBefore: new Date(Date.now() - 9 * DAY),
      notAfter: new Date(Date.now() + (ended ? -DAY : 9 * DAY)),
    });
    return new TpmMaker(root, keys);
  }

  get name(): string {
    return this.#root.subject;
  }

  /** DER of the certificate of a new endorsement key, and the key. */
  async certify(changes: Changes = {}): Promise<{ der: Buffer; privateKey: KeyObject }> {
    const made = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const spki = (changes.key ?? made.publicKey).export({ type: 'spki', format: 'der' });
    const { usages = ['2.23.133.8.1'], manufacturer = 'id:494E5443' } = changes;
    const name = new x509.Name([
      ...(changes.names ?? [
        { '2.23.133.2.1': [manufacturer] },
        { '2.23.133.2.2': ['ADL'] },
        { '2.23.133.2.3': ['id:00020258'] },
      ]),
    ] as never);
    const leaf = await x509.X509CertificateGenerator.create({
      serialNumber: randomBytes(8).toString('hex'),
      subject: '',
      issuer: this.#root.subject,
      publicKey: new x509.PublicKey(new Uint8Array(spki)),
      signingKey: this.#keys.privateKey as never,
      signingAlgorithm: ECDSA,
      extensions: [
        new x509.BasicConstraintsExtension(changes.authority ?? false, undefined, true),
        ...(usages.length > 0 ? [new x509.ExtendedKeyUsageExtension([...usages])] : []),
        new x509.SubjectAlternativeNameExtension([{ type: 'dn', value: name.toString() }], true),
      ],
      notBefore: new Date(Date.now() - 8 * DAY),
      notAfter: new Date(Date.now() + (changes.ended ? -DAY : 8 * DAY)),
    });
    return { der: Buffer.from(leaf.rawData), privateKey: made.privateKey };
  }
}

function keyPair() {
  return webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
}
