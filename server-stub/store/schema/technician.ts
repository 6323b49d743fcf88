/** What devices report of their technician panels. */
export const TECHNICIAN = [
  `create table if not exists technician_events (
    id text primary key,
    jkt text not null,
    type text not null,
    action text not null,
    challenge text not null,
    occurred_at integer not null,
    received_at integer not null
  ) strict`,
  'create index if not exists technician_events_by_key on technician_events (jkt, received_at)',
] as const;
