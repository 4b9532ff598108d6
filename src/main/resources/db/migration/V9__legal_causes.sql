-- What follows from the reason of an end: the category of a tenant's own reasons, and the day by which money has to be back.

alter table cancellation_reason
    add column category text check (category in
        ('ORDINARY', 'WITHDRAWAL', 'EXTRAORDINARY', 'COOLING_OFF', 'GOODWILL', 'ERROR', 'DUNNING'));
comment on column cancellation_reason.category is 'What follows from it; none where it is left to the standard reason of its code.';

alter table policy
    add column withdrawal_days  integer not null default 14 check (withdrawal_days between 0 and 3660),
    add column cooling_off_days integer not null default 0 check (cooling_off_days between 0 and 3660);
comment on column policy.withdrawal_days is 'Days from the start of a subscription in which customers may withdraw by themselves.';

alter table refund add column due_by date;
comment on column refund.due_by is 'Last day on which the law lets it be paid back; none where it names no day.';
create index refund_due on refund (tenant_id, due_by, number) where due_by is not null;

-- Declarations: what somebody who is not known says about the end of a contract, as it was received.

alter table policy add column time_zone text not null default 'UTC';
comment on column policy.time_zone is 'In which the tenant receives declarations.';

create table publishable_key (
    key        text primary key check (key ~ '^pk_[A-Za-z0-9]{16,61}$'),
    tenant_id  text not null references tenant,
    revoked_at timestamptz
);
comment on table publishable_key is
    'Says which tenant a form on a public page belongs to. Outside row-level security, since it is looked up before a tenant is known; it holds nothing that is not public.';
create index publishable_key_by_tenant on publishable_key (tenant_id);

create table open_call (
    tenant_id text        not null references tenant,
    scope     text        not null,
    minute    timestamptz not null,
    calls     integer     not null check (calls > 0),
    primary key (tenant_id, scope)
);
comment on table open_call is 'How often was called without a token in the last minute in which anybody did, by key and by a bucket of addresses; no address is kept.';

create sequence declaration_number start 1001;

create table declaration (
    tenant_id   text        not null references tenant,
    id          text        not null,
    number      bigint      not null,
    kind        text        not null check (kind in ('ORDINARY', 'EXTRAORDINARY', 'WITHDRAWAL')),
    name        text        not null,
    contact     text        not null,
    contract    text        not null,
    wished_on   date,
    statement   text,
    source      text,
    received_at timestamptz not null,
    received_on date        not null,
    time_zone   text        not null,
    receipt     text        not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    check (kind <> 'EXTRAORDINARY' or statement is not null)
);
comment on table declaration is 'Who said it is what they typed; nothing here was checked.';
comment on column declaration.contract is 'The number of a contract or customer as it was typed.';
comment on column declaration.receipt is 'As it was shown at once.';

create table declaration_step (
    tenant_id       text        not null references tenant,
    declaration_id  text        not null,
    step            integer     not null check (step > 0),
    what            text        not null check (what in ('MATCHED', 'DISMISSED', 'ANSWERED')),
    at              timestamptz not null,
    actor           text        not null,
    role            text        not null,
    account_id      text,
    subscription_id text,
    billing_item_id text,
    cancellation_id text,
    note            text,
    primary key (tenant_id, declaration_id, step),
    foreign key (tenant_id, declaration_id) references declaration,
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, subscription_id) references subscription,
    foreign key (tenant_id, billing_item_id) references billing_item,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check (what = 'DISMISSED' or account_id is not null),
    check (num_nonnulls(subscription_id, billing_item_id) <= 1),
    check ((what = 'ANSWERED') = (cancellation_id is not null)),
    check (what <> 'DISMISSED' or note is not null)
);
comment on table declaration_step is 'What the staff has made of a declaration; the last step says how it stands.';
create index declaration_step_by_account on declaration_step (tenant_id, account_id) where account_id is not null;

do $$
declare
    owned text;
begin
    foreach owned in array array['open_call', 'declaration', 'declaration_step']
    loop
        execute format('alter table %I enable row level security', owned);
        execute format('alter table %I force row level security', owned);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', owned);
        execute format('grant select, insert on %I to ${applicationRole}', owned);
    end loop;
end
$$;
grant update on open_call to ${applicationRole};
grant select, insert on publishable_key to ${applicationRole};
grant update (revoked_at) on publishable_key to ${applicationRole};
grant usage on sequence declaration_number to ${applicationRole};
create trigger append_only before update or delete on declaration for each row execute function refuse_change();
create trigger append_only before update or delete on declaration_step for each row execute function refuse_change();
create trigger never_emptied before truncate on declaration execute function refuse_change();
create trigger never_emptied before truncate on declaration_step execute function refuse_change();

-- A key belongs to one tenant for ever.
create function keep_key() returns trigger language plpgsql as $$
begin
    if new.key <> old.key or new.tenant_id <> old.tenant_id then
        raise exception 'publishable key % belongs to its tenant', old.key using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger stays_with_its_tenant before update on publishable_key for each row execute function keep_key();
create trigger never_deleted before delete on publishable_key for each row execute function refuse_change();
create trigger never_emptied before truncate on publishable_key execute function refuse_change();
