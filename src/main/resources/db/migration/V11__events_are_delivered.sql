-- Events are sent: how often it was tried, when it is tried next, and what is given up.

alter table outbox
    add column tries       integer     not null default 0 check (tries >= 0),
    add column next_try_at timestamptz not null default now(),
    add column because     text,
    add column parked_at   timestamptz,
    add constraint outbox_is_published_or_parked check (published_at is null or parked_at is null);
comment on column outbox.because is 'Why it was not taken the last time; a code of the destination.';
update outbox set next_try_at = occurred_at;

drop index outbox_waiting;
create index outbox_due on outbox (tenant_id, next_try_at) where published_at is null and parked_at is null;
create index outbox_parked on outbox (tenant_id, occurred_at, id) where parked_at is not null;
create index outbox_by_time on outbox (tenant_id, occurred_at, id);
