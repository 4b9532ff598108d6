-- The closure of an account: its billings, its status, and the form that is kept of it.

alter table cancellation drop constraint cancellation_kind_check;
alter table cancellation add constraint cancellation_kind_check
    check (kind in ('BILLING_ITEM', 'SUBSCRIPTION', 'BILL_RUN', 'ACCOUNT'));
-- Nothing could be put back: an account is closed at once or not at all.
alter table cancellation add constraint account_is_closed_at_once check (kind <> 'ACCOUNT' or timing = 'IMMEDIATE');

alter table policy
    add column retention_days integer not null default 3650 check (retention_days between 0 and 36600);

alter table account
    add column status                    text    not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED')),
    add column self_service_cancellation boolean not null default false;
alter table account add constraint closed_without_licenses check (status <> 'CLOSED' or licenses = 0);
comment on column account.self_service_cancellation is 'Whether the customer may close it; the policy must allow it too.';

create table billing (
    tenant_id       text        not null references tenant,
    id              text        not null check (length(id) between 1 and 64),
    account_id      text        not null,
    amount_minor    bigint      not null check (amount_minor >= 0),
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    planned_on      date        not null,
    state           text        not null check (state in ('SCHEDULED', 'SUBMITTED', 'PAID', 'CANCELED')),
    cancellation_id text,
    canceled_at     timestamptz,
    version         integer     not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check (cancellation_id is null or state = 'CANCELED'),
    check ((cancellation_id is null) = (canceled_at is null))
);
comment on table billing is 'One collection of money that the billing system has planned or done for an account.';
comment on column billing.cancellation_id is 'The closure that canceled it; none where the billing system did.';
create index billing_by_account on billing (tenant_id, account_id, planned_on, id);

create table closure_form (
    tenant_id         text        not null references tenant,
    account_id        text        not null,
    cancellation_id   text        not null,
    canceled_on       date        not null,
    reason            text        not null,
    opt_out_of_emails boolean     not null,
    retain_until      date        not null check (retain_until >= canceled_on),
    at                timestamptz not null,
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, cancellation_id) references cancellation
);
comment on table closure_form is 'What was said when an account was closed, and how long it is kept.';
comment on column closure_form.retain_until is 'First day on which what is known of the account need not be kept any more.';

-- The second wall, as in V1.
do $$
declare
    owned text;
begin
    foreach owned in array array['billing', 'closure_form']
    loop
        execute format('alter table %I enable row level security', owned);
        execute format('alter table %I force row level security', owned);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', owned);
        execute format('grant select, insert, update on %I to ${applicationRole}', owned);
    end loop;
end
$$;
revoke update on closure_form from ${applicationRole};
create trigger append_only before update or delete on closure_form for each row execute function refuse_change();
create trigger never_emptied before truncate on closure_form execute function refuse_change();

-- A closed account stays closed, whatever an import says.
create function keep_closed() returns trigger language plpgsql as $$
begin
    raise exception 'account % is closed', old.id using errcode = 'restrict_violation';
end
$$;
create trigger closed_is_final before update on account
    for each row when (old.status = 'CLOSED' and new.status <> 'CLOSED') execute function keep_closed();

-- A billing that is paid or canceled stays so.
create function keep_billing() returns trigger language plpgsql as $$
begin
    raise exception 'billing % is %', old.id, old.state using errcode = 'restrict_violation';
end
$$;
create trigger ended_is_final before update on billing
    for each row when (old.state in ('PAID', 'CANCELED') and (new.state <> old.state
        or new.cancellation_id is distinct from old.cancellation_id or new.canceled_at is distinct from old.canceled_at))
    execute function keep_billing();

-- Nothing new is made for a closed account.
create function account_must_be_open() returns trigger language plpgsql as $$
begin
    if exists (select 1 from account where tenant_id = new.tenant_id and id = new.account_id and status = 'CLOSED') then
        raise exception 'account % is closed', new.account_id using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger account_is_open before insert on subscription for each row execute function account_must_be_open();
create trigger account_is_open before insert on billing_item for each row execute function account_must_be_open();
create trigger account_is_open before insert on invoice for each row execute function account_must_be_open();
create trigger account_is_open before insert on billing for each row execute function account_must_be_open();
