/** Reports that laptops have sent of themselves. */
export const REPORTS = [
  `create table if not exists device_reports (
    id text primary key,
    jkt text not null,
    device_id text not null,
    created_at integer not null,
    received_at integer not null,
    step text not null,
    help_code text,
    payload text not null
  ) strict`,
  'create index if not exists device_reports_by_time on device_reports (received_at, id)',
  'create index if not exists device_reports_by_device on device_reports (device_id, received_at)',
] as const;
