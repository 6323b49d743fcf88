/** What the firmware says about itself; `null` where it says nothing, or nothing of use. */
export interface Hardware {
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
}

export const UNKNOWN_HARDWARE: Hardware = { manufacturer: null, model: null, serialNumber: null };
