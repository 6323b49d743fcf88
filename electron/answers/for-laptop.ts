import type { AnswersFile, DeviceAnswers } from './schema.ts';

/** What is said for one laptop, and whether it has a row of its own. */
export interface LaptopAnswers extends DeviceAnswers {
  readonly listed: boolean;
}

/**
 * The answers for the laptop with this serial number: its own row over what is said for all. Accessibility is taken member by
 * member. Pure.
 * @param serialNumber `null`: the firmware has none, or does not tell it to this account
 */
export function answersFor(file: AnswersFile, serialNumber: string | null): LaptopAnswers {
  const { $schema: _schema, version: _version, devices = {}, ...common } = file;
  const wanted = serialNumber?.trim().toUpperCase();
  const [, row] = Object.entries(devices).find(([serial]) => serial.toUpperCase() === wanted) ?? [];
  const accessibility = { ...common.accessibility, ...row?.accessibility };
  return {
    ...common,
    ...row,
    ...(Object.keys(accessibility).length > 0 && { accessibility }),
    listed: row !== undefined,
  };
}
