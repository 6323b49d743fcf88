import type { DeviceRow } from '../store/tables.ts';

/** Entra's word for how a device belongs to the tenant. */
export const TRUST = { join: 'AzureAd', register: 'Workplace', hybrid: 'ServerAd' } as const;

/** A device in Graph's shape (reference A8); `serialNumber` and `provisionedDateTime` are ours. */
export function presentDevice(device: DeviceRow): Record<string, unknown> {
  return {
    id: device.id,
    deviceId: device.device_id,
    displayName: device.display_name,
    accountEnabled: device.account_enabled === 1,
    operatingSystem: device.operating_system,
    operatingSystemVersion: device.operating_system_version,
    trustType: TRUST[device.join_type],
    profileType: 'RegisteredDevice',
    isCompliant: device.is_compliant === 1,
    // Nothing here manages devices, and saying so is better than null.
    isManaged: false,
    manufacturer: device.manufacturer,
    model: device.model,
    serialNumber: device.serial_number,
    registrationDateTime: new Date(device.created_at).toISOString(),
    provisionedDateTime:
      device.provisioned_at === null ? null : new Date(device.provisioned_at).toISOString(),
  };
}
