-- The books of Quittance: what the billing system told us, what was ended, and the proof of it.
--
-- Every table of a tenant leads its key with tenant_id and stands behind forced row-level security: a statement sees only
-- the rows of the tenant that its transaction has named in quittance.tenant, whatever its WHERE clause forgot.

create table tenant (
    tenant_id  text        primary key check (length(tenant_id) between 1 and 64),
    created_at timestamptz not null default now()
);
comment on table tenant is 'The directory of tenants, outside row-level security: work without a caller goes over it.';

create table policy (
    tenant_id                 text    not null references tenant,
    id                        text    not null check (id = 'policy'),
    cancel_day_used           boolean not null,
    cut_off_days              integer not null check (cut_off_days between 0 and 366),
    self_service_cancellation boolean not null,
    terms_version             text    not null check (length(terms_version) between 1 and 64),
    terms_text                text    not null,
    contact_line              text    not null,
    version                   integer not null,
    primary key (tenant_id, id)
);

create table cancellation_reason (
    tenant_id     text    not null references tenant,
    id            text    not null check (id ~ '^[A-Z][A-Z0-9_]{0,63}$'),
    title         text    not null,
    note_required boolean not null,
    customer_may  boolean not null,
    active        boolean not null,
    version       integer not null,
    primary key (tenant_id, id)
);

create table account (
    tenant_id     text    not null references tenant,
    id            text    not null check (length(id) between 1 and 64),
    name          text    not null,
    currency      text    not null check (currency ~ '^[A-Z]{3}$'),
    time_zone     text    not null,
    licenses      integer not null check (licenses >= 0),
    contact_name  text,
    contact_email text,
    version       integer not null,
    primary key (tenant_id, id)
);
create index account_by_name on account (tenant_id, lower(name) text_pattern_ops);

create table item_category (
    tenant_id      text    not null references tenant,
    id             text    not null check (length(id) between 1 and 64),
    name           text    not null,
    cancelable     boolean not null,
    instead        text,
    cut_off_days   integer check (cut_off_days between 0 and 366),
    version        integer not null,
    primary key (tenant_id, id)
);
comment on column item_category.instead is 'What to do instead, where items of the category cannot be canceled.';

create sequence cancellation_number start 1001;

create table cancellation (
    tenant_id        text        not null references tenant,
    id               text        not null,
    number           bigint      not null,
    kind             text        not null check (kind in ('BILLING_ITEM')),
    subject_id       text        not null,
    account_id       text        not null,
    timing           text        not null check (timing in ('IMMEDIATE', 'ANNIVERSARY')),
    state            text        not null check (state in ('SCHEDULED', 'EFFECTIVE', 'UNDONE', 'SUPERSEDED')),
    effective_on     date        not null,
    effective_at     timestamptz not null,
    requested_at     timestamptz not null,
    superseded_by    text,
    parked_at        timestamptz,
    parked_because   text,
    version          integer     not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, superseded_by) references cancellation,
    check ((state = 'SUPERSEDED') = (superseded_by is not null)),
    check (parked_at is null or state = 'SCHEDULED')
);
create unique index cancellation_only_once on cancellation (tenant_id, kind, subject_id)
    where state in ('SCHEDULED', 'EFFECTIVE');
create index cancellation_due on cancellation (tenant_id, effective_at, number)
    where state = 'SCHEDULED' and parked_at is null;
create index cancellation_by_account on cancellation (tenant_id, account_id, number);

create table billing_item (
    tenant_id        text        not null references tenant,
    id               text        not null check (length(id) between 1 and 64),
    account_id       text        not null,
    category_id      text,
    parent_id        text,
    name             text        not null,
    price_minor      bigint      not null check (price_minor >= 0),
    currency         text        not null check (currency ~ '^[A-Z]{3}$'),
    anchor_on        date        not null,
    period_unit      text        not null check (period_unit in ('DAY', 'WEEK', 'MONTH', 'YEAR')),
    period_count     integer     not null check (period_count between 1 and 366),
    cancelable       boolean     not null,
    instead          text,
    state            text        not null check (state in ('ACTIVE', 'CANCELED')),
    cancellation_id  text,
    effective_on     date,
    effective_at     timestamptz,
    canceled_at      timestamptz,
    left_invoices_at timestamptz,
    version          integer     not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, category_id) references item_category,
    foreign key (tenant_id, parent_id) references billing_item deferrable initially deferred,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check ((state = 'CANCELED') = (canceled_at is not null)),
    check ((effective_on is null) = (effective_at is null)),
    check (cancellation_id is null or effective_at is not null),
    check (left_invoices_at is null or state = 'CANCELED')
);
comment on column billing_item.anchor_on is 'First day of the first period; every anniversary is counted from it, so a 31st comes back after a short month.';
comment on column billing_item.effective_on is 'First day not used, once a cancellation is scheduled or done.';
create index billing_item_by_account on billing_item (tenant_id, account_id, id);
create index billing_item_by_parent on billing_item (tenant_id, parent_id) where parent_id is not null;
create index billing_item_by_cancellation on billing_item (tenant_id, cancellation_id) where cancellation_id is not null;

create table billing_item_link (
    tenant_id text not null references tenant,
    item_id   text not null,
    kind      text not null check (kind in ('ASSOCIATED', 'DEPENDS_ON')),
    other_id  text not null,
    primary key (tenant_id, item_id, kind, other_id),
    foreign key (tenant_id, item_id) references billing_item deferrable initially deferred,
    foreign key (tenant_id, other_id) references billing_item deferrable initially deferred,
    check (item_id <> other_id)
);
create index billing_item_link_back on billing_item_link (tenant_id, other_id, kind);

create table cancellation_item (
    tenant_id       text not null references tenant,
    cancellation_id text not null,
    billing_item_id text not null,
    because         text not null check (because in ('REQUESTED', 'CHILD', 'ASSOCIATED')),
    primary key (tenant_id, cancellation_id, billing_item_id),
    foreign key (tenant_id, cancellation_id) references cancellation,
    foreign key (tenant_id, billing_item_id) references billing_item
);
comment on table cancellation_item is 'The billing items that a cancellation ends.';

create table invoice (
    tenant_id  text    not null references tenant,
    id         text    not null check (length(id) between 1 and 64),
    account_id text    not null,
    issued_on  date    not null,
    due_on     date    not null,
    currency   text    not null check (currency ~ '^[A-Z]{3}$'),
    version    integer not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account,
    check (due_on >= issued_on)
);
create index invoice_by_account on invoice (tenant_id, account_id, id);

create table invoice_line (
    tenant_id       text    not null references tenant,
    id              text    not null check (length(id) between 1 and 64),
    invoice_id      text    not null,
    billing_item_id text,
    description     text    not null,
    period_from     date    not null,
    period_until    date    not null,
    net_minor       bigint  not null check (net_minor >= 0),
    tax_minor       bigint  not null check (tax_minor >= 0),
    paid_minor      bigint  not null check (paid_minor between 0 and net_minor + tax_minor),
    version         integer not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, invoice_id) references invoice,
    foreign key (tenant_id, billing_item_id) references billing_item,
    check (period_until > period_from)
);
comment on column invoice_line.paid_minor is 'The sum of the allocations to this line; a trigger keeps it so.';
create index invoice_line_by_invoice on invoice_line (tenant_id, invoice_id, id);
create index invoice_line_by_item on invoice_line (tenant_id, billing_item_id) where billing_item_id is not null;

create table payment (
    tenant_id    text        not null references tenant,
    id           text        not null check (length(id) between 1 and 64),
    account_id   text        not null,
    amount_minor bigint      not null check (amount_minor > 0),
    currency     text        not null check (currency ~ '^[A-Z]{3}$'),
    received_on  date        not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account
);
create index payment_by_account on payment (tenant_id, account_id, id);

create table payment_allocation (
    tenant_id    text   not null references tenant,
    payment_id   text   not null,
    line_id      text   not null,
    amount_minor bigint not null check (amount_minor > 0),
    primary key (tenant_id, payment_id, line_id),
    foreign key (tenant_id, payment_id) references payment,
    foreign key (tenant_id, line_id) references invoice_line
);
create index payment_allocation_by_line on payment_allocation (tenant_id, line_id);

create table operation (
    tenant_id   text        not null references tenant,
    key         text        not null check (length(key) between 1 and 255),
    function    text        not null,
    fingerprint text        not null,
    asked_at    timestamptz not null,
    refused     boolean,
    answer      text,
    primary key (tenant_id, key)
);
comment on table operation is 'The idempotency keys. Answers are kept for 30 days, the bare keys for ever.';
create index operation_answers on operation (tenant_id, asked_at) where answer is not null;

create table receipt (
    tenant_id       text        not null references tenant,
    cancellation_id text        not null,
    entry           integer     not null check (entry > 0),
    what            text        not null check (what in ('REQUESTED', 'CARRIED_OUT', 'UNDONE', 'SUPERSEDED', 'RESTORED')),
    at              timestamptz not null,
    actor           text        not null,
    role            text        not null,
    document        text        not null,
    primary key (tenant_id, cancellation_id, entry),
    foreign key (tenant_id, cancellation_id) references cancellation
);

create table audit (
    tenant_id      text        not null references tenant,
    id             uuid        not null,
    at             timestamptz not null,
    actor          text        not null,
    role           text        not null,
    function       text        not null,
    source         text        not null,
    key            text,
    correlation_id text,
    outcome        text        not null,
    reason         text,
    effects        text        not null,
    primary key (tenant_id, id)
);
create index audit_by_time on audit (tenant_id, at);

create table outbox (
    tenant_id    text        not null references tenant,
    id           uuid        not null,
    type         text        not null,
    subject      text        not null,
    occurred_at  timestamptz not null,
    data         text        not null,
    published_at timestamptz,
    primary key (tenant_id, id)
);
create index outbox_waiting on outbox (tenant_id, occurred_at) where published_at is null;

-- The second wall.
do $$
declare
    owned text;
begin
    foreach owned in array array['policy', 'cancellation_reason', 'account', 'item_category', 'cancellation', 'billing_item',
            'cancellation_item', 'billing_item_link', 'invoice', 'invoice_line', 'payment', 'payment_allocation', 'operation', 'receipt', 'audit', 'outbox']
    loop
        execute format('alter table %I enable row level security', owned);
        execute format('alter table %I force row level security', owned);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', owned);
        execute format('grant select, insert, update on %I to ${applicationRole}', owned);
    end loop;
end
$$;
grant select, insert on tenant to ${applicationRole};
grant usage on sequence cancellation_number to ${applicationRole};
grant delete on billing_item_link to ${applicationRole};

-- What is proof is only ever added to: by grants, and for whoever holds more by triggers.
revoke update on receipt, audit, cancellation_item, payment, payment_allocation from ${applicationRole};

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger append_only before update or delete on receipt for each row execute function refuse_change();
create trigger append_only before update or delete on audit for each row execute function refuse_change();
create trigger append_only before update or delete on cancellation_item for each row execute function refuse_change();
create trigger append_only before update or delete on payment for each row execute function refuse_change();
create trigger append_only before update or delete on payment_allocation for each row execute function refuse_change();
create trigger never_emptied before truncate on receipt execute function refuse_change();
create trigger never_emptied before truncate on audit execute function refuse_change();
create trigger never_emptied before truncate on cancellation_item execute function refuse_change();
create trigger never_emptied before truncate on payment execute function refuse_change();
create trigger never_emptied before truncate on payment_allocation execute function refuse_change();

-- A key is used up once: only its answer is filled in, and after 30 days emptied.
create function keep_operation() returns trigger language plpgsql as $$
begin
    if new.tenant_id <> old.tenant_id or new.key <> old.key or new.function <> old.function
            or new.fingerprint <> old.fingerprint or new.asked_at <> old.asked_at
            or (old.refused is not null and new.refused is distinct from old.refused)
            or (old.refused is not null and new.answer is not null and new.answer is distinct from old.answer) then
        raise exception 'operation % is final', old.key using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger final before update on operation for each row execute function keep_operation();
create trigger never_deleted before delete on operation for each row execute function refuse_change();
create trigger never_emptied before truncate on operation execute function refuse_change();

-- What has ended stays ended, and as of its day, whatever an import says.
create function keep_ended() returns trigger language plpgsql as $$
begin
    if old.state = 'CANCELED' and (new.state <> 'CANCELED' or new.canceled_at <> old.canceled_at
            or new.cancellation_id is distinct from old.cancellation_id
            or new.effective_on is distinct from old.effective_on
            or new.effective_at is distinct from old.effective_at) then
        raise exception 'billing item % has ended', old.id using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger ended_is_final before update on billing_item for each row execute function keep_ended();

create function keep_decided() returns trigger language plpgsql as $$
begin
    if new.state <> old.state and (old.state in ('EFFECTIVE', 'UNDONE')
            or (old.state = 'SUPERSEDED' and new.state <> 'SCHEDULED')) then
        raise exception 'cancellation % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger decided_is_final before update on cancellation for each row execute function keep_decided();

-- A payment is allocated once: the line's paid amount follows its allocations, and its CHECK is the cap.
create function pay_line() returns trigger language plpgsql as $$
begin
    update invoice_line set paid_minor = paid_minor + new.amount_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    if (select sum(amount_minor) from payment_allocation where tenant_id = new.tenant_id and payment_id = new.payment_id)
            > (select amount_minor from payment where tenant_id = new.tenant_id and id = new.payment_id) then
        raise exception 'payment % is allocated beyond its amount', new.payment_id using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger pays_its_line after insert on payment_allocation for each row execute function pay_line();

-- Nothing else may say what is paid: an update of its own stands one trigger deep, that of an allocation two.
create function keep_paid() returns trigger language plpgsql as $$
begin
    if new.paid_minor <> old.paid_minor and pg_trigger_depth() < 2 then
        raise exception 'line % is paid by allocations only', old.id using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger paid_by_allocations before update on invoice_line for each row execute function keep_paid();
