/** Laptops that IT has sealed for somebody. The row goes with its device, and with the set-up when that is abandoned. */
export const STAGING = [
  `create table if not exists staged_devices (
    device_id text primary key references devices(id) on delete cascade,
    run_id text not null,
    sealed_by text not null references users(id) on delete cascade,
    sealed_for text references users(id) on delete cascade,
    sealed_at integer not null
  ) strict`,
] as const;
