/**
 * Vendors of the TCG (TPM Vendor ID Registry 1.07): four ASCII characters, shorter ones filled with NUL or a space. WebAuthn has
 * verifiers refuse every other (Level 3, 8.3.1), so a certificate for one of those would only be refused later.
 */
const VENDORS =
  'AMD,ANT,ATML,BRCM,CSCO,FLYS,ROCC,GOOG,HPI,HPE,HISI,IBM,IFX,INTC,LEN,MSFT,NSM ,NTZ,NSG,NTC,QCOM,SMSN,SECE,SNS,SMSC,STM ,TXN,WEC,SEAL';

const KNOWN: ReadonlySet<string> = new Set(VENDORS.split(',').map(vendorId));

/** Makers that write something else than their id of the registry. */
const ALIASES: Readonly<Record<string, string>> = {
  // swtpm's certificates carry IBM's number as a PCI vendor; libtpms inside says IBM.
  'id:00001014': vendorId('IBM'),
};

/** The `tcg-at-tpmManufacturer` of the registry for what a certificate says (`id:` and eight hex digits); `null` for a vendor that is none. */
export function knownVendor(written: string): string | null {
  const id = written.replace(/^id:[0-9a-f]{8}$/i, (found) => `id:${found.slice(3).toUpperCase()}`);
  const vendor = ALIASES[id] ?? id;
  return KNOWN.has(vendor) ? vendor : null;
}

function vendorId(text: string): string {
  return `id:${Buffer.from(text.padEnd(4, '\0')).toString('hex').toUpperCase()}`;
}
