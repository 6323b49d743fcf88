import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { StartProblem } from '../../start-problem.ts';
import { type AttestationTrust, type ModelMetadata, ROOTED_FORMATS } from './trust.ts';

/** Folder of metadata statements beside those of the roots. */
const METADATA = 'metadata';
/** Folder of those who sign the endorsement certificates of TPMs. */
const ENDORSEMENT = 'ek';

/** The members that we read of the payload of a metadata BLOB (FIDO Metadata Service 3.0, 3.1.1 and 3.1.6; Metadata Statement 3.0, 4). */
const MetadataPayload = z.object({
  entries: z.array(
    z.object({
      /** Absent for authenticators that are no FIDO2 ones. */
      aaguid: z.optional(z.uuid()),
      metadataStatement: z.optional(
        z.object({
          description: z.string().check(z.minLength(1), z.maxLength(200)),
          /** DER in base64, without the lines of PEM. */
          attestationRootCertificates: z.array(z.string()),
        }),
      ),
      statusReports: z.optional(z.array(z.object({ status: z.string() }))),
    }),
  ),
});

/** After one of these a chain of that model proves nothing any more (Metadata Service 3.0, 3.1.4). */
const COMPROMISED: ReadonlySet<string> = new Set([
  'REVOKED',
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
]);

/**
 * Reads `--attestation-roots DIR`: `packed/*.pem` and `tpm/*.pem` are roots, one or more certificates a file; `ek/*.pem` are those who sign
 * for makers of TPMs (devices/attestation), the very ones that sign, not the roots above them; `metadata/*.json` are
 * metadata statements in the shape of a FIDO metadata BLOB's payload. They come from the administrator's own disk, so nothing in them
 * is signed: check a downloaded BLOB before you put its payload here.
 *
 * @throws StartProblem option_invalid: what is there cannot be read, or a name was mistyped; a root that is silently missing would make
 *   every key of its maker unattested
 */
export function readTrust(folder: string): AttestationTrust {
  const known: readonly string[] = [...ROOTED_FORMATS, METADATA, ENDORSEMENT];
  const names = listed(folder);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw problem(`there is no attestation format “${unknown}”; known: ${known.join(', ')}`);
  const rootsOf = (format: string) =>
    names.includes(format) ? filesIn(join(folder, format), '.pem').flatMap(readRoots) : [];
  const metadata = names.includes(METADATA) ? filesIn(join(folder, METADATA), '.json') : [];
  return {
    roots: { packed: rootsOf('packed'), tpm: rootsOf('tpm') },
    models: new Map(metadata.flatMap(readModels)),
    endorsementRoots: names.includes(ENDORSEMENT) ? readMakers(join(folder, ENDORSEMENT)) : [],
  };
}

/** An empty folder is a mistake: whoever made it thinks that TPMs are attested. */
function readMakers(folder: string): string[] {
  const makers = filesIn(folder, '.pem').flatMap(readRoots);
  if (makers.length === 0) throw problem(`${folder} holds no certificate`);
  const other = makers.find((pem) => !new X509Certificate(pem).ca);
  if (other !== undefined) throw problem(`${folder} holds a certificate that may not sign others`);
  return makers;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (thrown) {
    throw problem(`${folder} cannot be read`, thrown);
  }
}

function filesIn(folder: string, ending: string): string[] {
  const names = listed(folder);
  const other = names.find((name) => !name.endsWith(ending));
  if (other !== undefined) throw problem(`${join(folder, other)} does not end in ${ending}`);
  return names.map((name) => join(folder, name));
}

function readRoots(file: string): string[] {
  const found = text(file).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw problem(`${file} holds no certificate`);
  return found.map((pem) => certificate(pem, file));
}

function readModels(file: string): [string, ModelMetadata][] {
  let payload: z.infer<typeof MetadataPayload>;
  try {
    payload = MetadataPayload.parse(JSON.parse(text(file)));
  } catch (thrown) {
    if (thrown instanceof StartProblem) throw thrown;
    throw problem(`${file} is not the payload of a metadata BLOB`, thrown);
  }
  return payload.entries.flatMap(({ aaguid, metadataStatement, statusReports = [] }) => {
    if (aaguid === undefined || metadataStatement === undefined) return [];
    const { description, attestationRootCertificates } = metadataStatement;
    const roots = attestationRootCertificates.map((der) => certificate(pemOf(der), file));
    const compromised = statusReports.some(({ status }) => COMPROMISED.has(status));
    return [[aaguid.toLowerCase(), { description, roots, compromised }]];
  });
}

function pemOf(base64: string): string {
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/\s/g, '')}\n-----END CERTIFICATE-----`;
}

/** The same certificate as PEM, once it is known to be one. */
function certificate(pem: string, file: string): string {
  try {
    return new X509Certificate(pem).toString();
  } catch (thrown) {
    throw problem(`${file} holds a certificate that cannot be read`, thrown);
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw problem(`${file} cannot be read`, thrown);
  }
}

function problem(what: string, cause?: unknown): StartProblem {
  return new StartProblem('option_invalid', `--attestation-roots: ${what}`, cause);
}
