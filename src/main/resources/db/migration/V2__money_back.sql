-- Subscriptions and their services, and the money that goes back: what of a line is credited, returned and paid by credit.

alter table policy
    add column allow_refund             boolean not null default false,
    add column expiry_days              integer not null default 28 check (expiry_days between 0 and 3660),
    add column credit_policy            text    not null default 'PRORATED' check (credit_policy in ('NONE', 'PRORATED', 'FULL')),
    add column day_count                text    not null default 'ACTUAL' check (day_count in ('ACTUAL', 'THIRTY_360', 'SECONDS')),
    add column credit_one_time          boolean not null default false,
    add column credit_trial             boolean not null default false,
    add column refund_canceled_items    boolean not null default false,
    add column self_service_refund_mode text    not null default 'AVAILABLE_CREDITS'
        check (self_service_refund_mode in ('AVAILABLE_CREDITS', 'ORIGINAL_PAYMENT', 'NONE'));

create table admin_fee (
    tenant_id    text   not null references tenant,
    currency     text   not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (tenant_id, currency)
);
comment on table admin_fee is 'What is taken off a refund, by its currency.';

alter table cancellation
    drop constraint cancellation_kind_check,
    add constraint cancellation_kind_check check (kind in ('BILLING_ITEM', 'SUBSCRIPTION')),
    drop constraint cancellation_timing_check,
    add constraint cancellation_timing_check check (timing in ('IMMEDIATE', 'ANNIVERSARY', 'END_OF_PERIOD', 'EXPIRY')),
    add column settlement text;
comment on column cancellation.settlement is 'JSON: how the money was asked to be settled on the day.';

create table subscription (
    tenant_id       text        not null references tenant,
    id              text        not null check (length(id) between 1 and 64),
    account_id      text        not null,
    name            text        not null,
    standing        text        not null check (standing in ('ACTIVE', 'PAUSED', 'PAST_DUE')),
    starts_on       date        not null,
    expires_on      date,
    anchor_on       date        not null,
    period_unit     text        not null check (period_unit in ('DAY', 'WEEK', 'MONTH', 'YEAR')),
    period_count    integer     not null check (period_count between 1 and 366),
    state           text        not null check (state in ('RUNNING', 'TERMINATED', 'CANCELED')),
    cancellation_id text,
    effective_on    date,
    effective_at    timestamptz,
    ended_at        timestamptz,
    version         integer     not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check (expires_on > starts_on),
    check ((state = 'RUNNING') = (ended_at is null)),
    check ((effective_on is null) = (effective_at is null)),
    check (cancellation_id is null or effective_at is not null)
);
comment on column subscription.standing is 'What the billing system says of a running one.';
comment on column subscription.expires_on is 'First day after its term; none where it goes on until somebody ends it.';
create index subscription_by_account on subscription (tenant_id, account_id, id);
create index subscription_expiring on subscription (tenant_id, expires_on, id) where ended_at is null and cancellation_id is null;
create index subscription_by_cancellation on subscription (tenant_id, cancellation_id) where cancellation_id is not null;

create table service (
    tenant_id       text        not null references tenant,
    id              text        not null check (length(id) between 1 and 64),
    subscription_id text        not null,
    name            text        not null,
    standing        text        not null check (standing in
        ('EFFECTIVE', 'NOT_EFFECTIVE', 'IN_RESTING', 'SHORT_TERM_EFFECTIVE', 'SHORT_TERM_NOT_EFFECTIVE')),
    state           text        not null check (state in ('PROVIDED', 'CANCELED')),
    cancellation_id text,
    effective_on    date,
    effective_at    timestamptz,
    ended_at        timestamptz,
    version         integer     not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, subscription_id) references subscription,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check ((state = 'PROVIDED') = (ended_at is null)),
    check ((effective_on is null) = (effective_at is null)),
    check (cancellation_id is null or effective_at is not null)
);
create index service_by_subscription on service (tenant_id, subscription_id, id);
create index service_by_cancellation on service (tenant_id, cancellation_id) where cancellation_id is not null;

alter table invoice_line
    add column subscription_id     text,
    add column service_id          text,
    add column kind                text   not null default 'RECURRING' check (kind in ('RECURRING', 'ONE_TIME', 'TRIAL')),
    add column coupon_minor        bigint not null default 0 check (coupon_minor >= 0),
    add column tax_rate            integer check (tax_rate between 0 and 1000000),
    add column applied_minor       bigint not null default 0 check (applied_minor >= 0),
    add column returned_minor      bigint not null default 0 check (returned_minor between 0 and paid_minor + applied_minor),
    add column credited_net_minor  bigint not null default 0 check (credited_net_minor between 0 and net_minor),
    add column credited_tax_minor  bigint not null default 0 check (credited_tax_minor between 0 and tax_minor),
    add foreign key (tenant_id, subscription_id) references subscription,
    add foreign key (tenant_id, service_id) references service;
alter table invoice_line
    add column outstanding_minor bigint not null generated always as
        (net_minor + tax_minor - credited_net_minor - credited_tax_minor - paid_minor - applied_minor + returned_minor) stored
        check (outstanding_minor >= 0);
comment on column invoice_line.coupon_minor is 'What the coupon took off; the net is what was left.';
comment on column invoice_line.tax_rate is 'In thousandths of a percent; none where only the amount of the tax is known.';
comment on column invoice_line.applied_minor is 'Paid by credit: the sum of the applications to this line.';
comment on column invoice_line.returned_minor is 'What went back of what was paid, by whatever way.';
comment on column invoice_line.credited_net_minor is 'What need not be paid any more, before tax.';
create index invoice_line_by_subscription on invoice_line (tenant_id, subscription_id, period_until) where subscription_id is not null;

alter table payment
    add column returned_minor bigint not null default 0 check (returned_minor between 0 and amount_minor);
alter table payment_allocation
    add column returned_minor bigint not null default 0 check (returned_minor between 0 and amount_minor);

create sequence refund_number start 1001;

create table refund (
    tenant_id       text        not null references tenant,
    id              text        not null,
    number          bigint      not null,
    account_id      text        not null,
    destination     text        not null check (destination in
        ('CREDIT_NOTE', 'AVAILABLE_CREDITS', 'ORIGINAL_PAYMENT', 'OFFSET', 'OFFLINE')),
    payment_id      text,
    credit_note_id  text,
    cancellation_id text,
    amount_minor    bigint      not null check (amount_minor > 0),
    fee_minor       bigint      not null check (fee_minor between 0 and amount_minor),
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    state           text        not null check (state in ('PENDING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'REVERSED')),
    reason          text        not null,
    requested_at    timestamptz not null,
    requested_by    text        not null,
    version         integer     not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, payment_id) references payment,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check ((destination = 'CREDIT_NOTE') = (credit_note_id is not null)),
    check ((destination = 'ORIGINAL_PAYMENT') = (payment_id is not null))
);
create index refund_by_account on refund (tenant_id, account_id, number);
create index refund_by_cancellation on refund (tenant_id, cancellation_id) where cancellation_id is not null;

create table refund_part (
    tenant_id    text    not null references tenant,
    refund_id    text    not null,
    part         integer not null check (part > 0),
    payment_id   text,
    line_id      text,
    amount_minor bigint  not null check (amount_minor > 0),
    primary key (tenant_id, refund_id, part),
    foreign key (tenant_id, refund_id) references refund,
    foreign key (tenant_id, payment_id) references payment,
    foreign key (tenant_id, line_id) references invoice_line,
    check (payment_id is not null or line_id is not null)
);
comment on table refund_part is 'What goes back: of a payment where money paid it, else of a credit that was applied; to a line, or of what no line took.';
create index refund_part_by_line on refund_part (tenant_id, line_id) where line_id is not null;
create index refund_part_by_payment on refund_part (tenant_id, payment_id) where payment_id is not null;

create table credit_note (
    tenant_id       text    not null references tenant,
    id              text    not null check (length(id) between 1 and 64),
    account_id      text    not null,
    amount_minor    bigint  not null check (amount_minor > 0),
    currency        text    not null check (currency ~ '^[A-Z]{3}$'),
    issued_on       date    not null,
    subscription_id text,
    billing_item_id text,
    line_id         text,
    bill_run_id     text,
    state           text    not null check (state in ('ISSUED', 'USED', 'CANCELED')),
    refund_id       text,
    version         integer not null,
    primary key (tenant_id, id),
    unique (tenant_id, refund_id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, subscription_id) references subscription,
    foreign key (tenant_id, billing_item_id) references billing_item,
    foreign key (tenant_id, line_id) references invoice_line,
    foreign key (tenant_id, refund_id) references refund,
    check ((state = 'USED') = (refund_id is not null))
);
create index credit_note_by_account on credit_note (tenant_id, account_id, id);
alter table refund add foreign key (tenant_id, credit_note_id) references credit_note;
create unique index refund_uses_a_credit_note_once on refund (tenant_id, credit_note_id)
    where credit_note_id is not null and state not in ('FAILED', 'CANCELED', 'REVERSED');

create table credit_use (
    tenant_id    text   not null references tenant,
    id           text   not null check (length(id) between 1 and 64),
    account_id   text   not null,
    amount_minor bigint not null check (amount_minor > 0),
    currency     text   not null check (currency ~ '^[A-Z]{3}$'),
    used_on      date   not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account
);
comment on table credit_use is 'Available credits that the billing system has spent on invoices.';

create table credit_application (
    tenant_id     text   not null references tenant,
    id            uuid   not null,
    refund_id     text,
    credit_use_id text,
    line_id       text   not null,
    amount_minor  bigint not null check (amount_minor > 0),
    primary key (tenant_id, id),
    foreign key (tenant_id, refund_id) references refund,
    foreign key (tenant_id, credit_use_id) references credit_use,
    foreign key (tenant_id, line_id) references invoice_line,
    check (num_nonnulls(refund_id, credit_use_id) = 1)
);
comment on table credit_application is 'A line paid by credit: by a refund that is offset, or by available credits.';
create index credit_application_by_line on credit_application (tenant_id, line_id);
create index credit_application_by_refund on credit_application (tenant_id, refund_id) where refund_id is not null;

create table line_credit (
    tenant_id       text        not null references tenant,
    id              uuid        not null,
    line_id         text        not null,
    cancellation_id text,
    net_minor       bigint      not null check (net_minor >= 0),
    tax_minor       bigint      not null check (tax_minor >= 0),
    unused_from     date,
    at              timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, line_id) references invoice_line,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check (net_minor + tax_minor > 0)
);
comment on column line_credit.unused_from is 'First day not used, of a credit by time; it runs to the end of the line''s period.';
-- Credits by time run to the end of their period, so any two of one line would overlap.
create unique index days_are_credited_once on line_credit (tenant_id, line_id) where unused_from is not null;
create index line_credit_by_line on line_credit (tenant_id, line_id);

create table credit_balance (
    tenant_id     text   not null references tenant,
    account_id    text   not null,
    balance_minor bigint not null check (balance_minor >= 0),
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references account
);

create table credit_entry (
    tenant_id     text        not null references tenant,
    id            uuid        not null,
    account_id    text        not null,
    debit         text        not null check (debit in ('REFUNDS', 'AVAILABLE')),
    credit        text        not null check (credit in ('AVAILABLE', 'USED')),
    amount_minor  bigint      not null check (amount_minor > 0),
    at            timestamptz not null,
    refund_id     text,
    credit_use_id text,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, refund_id) references refund,
    foreign key (tenant_id, credit_use_id) references credit_use,
    check (debit <> credit),
    check (num_nonnulls(refund_id, credit_use_id) = 1)
);
comment on table credit_entry is 'The ledger of available credits: one row a transfer, out of debit into credit, so it sums to zero by construction.';
create index credit_entry_by_account on credit_entry (tenant_id, account_id, at);

do $$
declare
    owned text;
begin
    foreach owned in array array['admin_fee', 'subscription', 'service', 'refund', 'refund_part', 'credit_note', 'credit_use',
            'credit_application', 'line_credit', 'credit_balance', 'credit_entry']
    loop
        execute format('alter table %I enable row level security', owned);
        execute format('alter table %I force row level security', owned);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', owned);
        execute format('grant select, insert, update on %I to ${applicationRole}', owned);
    end loop;
    foreach owned in array array['refund_part', 'credit_use', 'credit_application', 'line_credit', 'credit_entry']
    loop
        execute format('revoke update on %I from ${applicationRole}', owned);
        execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', owned);
        execute format('create trigger never_emptied before truncate on %I execute function refuse_change()', owned);
    end loop;
end
$$;
grant delete on admin_fee to ${applicationRole};
grant usage on sequence refund_number to ${applicationRole};

-- What has ended stays ended, and as of its day, whatever an import says.
create function keep_end() returns trigger language plpgsql as $$
begin
    if new.ended_at is distinct from old.ended_at or new.state <> old.state
            or new.cancellation_id is distinct from old.cancellation_id
            or new.effective_on is distinct from old.effective_on
            or new.effective_at is distinct from old.effective_at then
        raise exception '% % has ended', tg_table_name, old.id using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
alter table billing_item rename column canceled_at to ended_at;
drop trigger ended_is_final on billing_item;
drop function keep_ended();
create trigger ended_is_final before update on billing_item for each row when (old.ended_at is not null) execute function keep_end();
create trigger ended_is_final before update on subscription for each row when (old.ended_at is not null) execute function keep_end();
create trigger ended_is_final before update on service for each row when (old.ended_at is not null) execute function keep_end();

-- A refund that has come to its end is never asked for again; a correction is a new row.
create function keep_refund() returns trigger language plpgsql as $$
begin
    if new.amount_minor <> old.amount_minor or new.fee_minor <> old.fee_minor or new.destination <> old.destination
            or new.account_id <> old.account_id or new.payment_id is distinct from old.payment_id
            or new.credit_note_id is distinct from old.credit_note_id
            or (new.state <> old.state and old.state in ('CANCELED', 'REVERSED'))
            or (new.state not in ('SUCCEEDED', 'REVERSED') and old.state = 'SUCCEEDED') then
        raise exception 'refund % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger refund_is_final before update on refund for each row execute function keep_refund();

-- A credit note is used up once.
create function keep_credit_note() returns trigger language plpgsql as $$
begin
    if new.state <> old.state or new.refund_id is distinct from old.refund_id or new.amount_minor <> old.amount_minor then
        raise exception 'credit note % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger used_up_is_final before update on credit_note for each row when (old.state <> 'ISSUED')
    execute function keep_credit_note();

-- Of a payment and its parts only what went back may change, and only by parts of refunds: an update of its own stands
-- one trigger deep, that of a part two.
create function keep_payment() returns trigger language plpgsql as $$
begin
    if pg_trigger_depth() < 2 or to_jsonb(new) - 'returned_minor' <> to_jsonb(old) - 'returned_minor' then
        raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
drop trigger append_only on payment;
drop trigger append_only on payment_allocation;
create trigger append_only before update on payment for each row execute function keep_payment();
create trigger append_only before update on payment_allocation for each row execute function keep_payment();
create trigger never_deleted before delete on payment for each row execute function refuse_change();
create trigger never_deleted before delete on payment_allocation for each row execute function refuse_change();
grant update (returned_minor) on payment, payment_allocation to ${applicationRole};

-- What went back is counted where it came from; the CHECKs there are the caps.
create function return_part() returns trigger language plpgsql as $$
begin
    if new.line_id is not null then
        update invoice_line set returned_minor = returned_minor + new.amount_minor
            where tenant_id = new.tenant_id and id = new.line_id;
    end if;
    if new.payment_id is not null then
        update payment set returned_minor = returned_minor + new.amount_minor
            where tenant_id = new.tenant_id and id = new.payment_id;
    end if;
    if new.payment_id is not null and new.line_id is not null then
        update payment_allocation set returned_minor = returned_minor + new.amount_minor
            where tenant_id = new.tenant_id and payment_id = new.payment_id and line_id = new.line_id;
        if not found then
            raise exception 'payment % has not paid line %', new.payment_id, new.line_id using errcode = 'check_violation';
        end if;
    elsif new.line_id is not null then
        -- Of what credit has paid, no more goes back than it was.
        if (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and line_id = new.line_id and payment_id is null)
                > (select applied_minor from invoice_line where tenant_id = new.tenant_id and id = new.line_id) then
            raise exception 'line % was not paid so much by credit', new.line_id using errcode = 'check_violation';
        end if;
    elsif (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and payment_id = new.payment_id and line_id is null)
            > (select amount_minor from payment where tenant_id = new.tenant_id and id = new.payment_id)
                - (select coalesce(sum(amount_minor), 0) from payment_allocation
                    where tenant_id = new.tenant_id and payment_id = new.payment_id) then
        raise exception 'payment % has not so much left', new.payment_id using errcode = 'check_violation';
    end if;
    if (select sum(amount_minor) from refund_part where tenant_id = new.tenant_id and refund_id = new.refund_id)
            > (select amount_minor from refund where tenant_id = new.tenant_id and id = new.refund_id) then
        raise exception 'the parts of refund % are more than it', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger goes_back after insert on refund_part for each row execute function return_part();

create function apply_credit() returns trigger language plpgsql as $$
begin
    update invoice_line set applied_minor = applied_minor + new.amount_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    if new.credit_use_id is not null
            and (select sum(amount_minor) from credit_application
                    where tenant_id = new.tenant_id and credit_use_id = new.credit_use_id)
                > (select amount_minor from credit_use where tenant_id = new.tenant_id and id = new.credit_use_id) then
        raise exception 'credit use % is applied beyond its amount', new.credit_use_id using errcode = 'check_violation';
    end if;
    if new.refund_id is not null
            and (select sum(amount_minor) from credit_application
                    where tenant_id = new.tenant_id and refund_id = new.refund_id)
                > (select amount_minor - fee_minor from refund where tenant_id = new.tenant_id and id = new.refund_id) then
        raise exception 'refund % is offset beyond its amount', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger pays_its_line after insert on credit_application for each row execute function apply_credit();

create function credit_line() returns trigger language plpgsql as $$
begin
    update invoice_line
        set credited_net_minor = credited_net_minor + new.net_minor, credited_tax_minor = credited_tax_minor + new.tax_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    return new;
end
$$;
create trigger credits_its_line after insert on line_credit for each row execute function credit_line();

create function transfer_credit() returns trigger language plpgsql as $$
declare
    change bigint := case when new.credit = 'AVAILABLE' then new.amount_minor else - new.amount_minor end;
begin
    insert into credit_balance (tenant_id, account_id, balance_minor) values (new.tenant_id, new.account_id, 0)
        on conflict do nothing;
    update credit_balance set balance_minor = balance_minor + change
        where tenant_id = new.tenant_id and account_id = new.account_id;
    return new;
end
$$;
create trigger changes_the_balance after insert on credit_entry for each row execute function transfer_credit();

create function keep_balance() returns trigger language plpgsql as $$
begin
    if pg_trigger_depth() < 2 then
        raise exception 'the balance of % is the sum of its entries', new.account_id using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger balance_by_entries before insert or update on credit_balance for each row execute function keep_balance();

-- Nothing else may say what of a line is paid, applied, returned or credited.
create or replace function keep_paid() returns trigger language plpgsql as $$
begin
    if (new.paid_minor, new.applied_minor, new.returned_minor, new.credited_net_minor, new.credited_tax_minor)
            is distinct from
            (old.paid_minor, old.applied_minor, old.returned_minor, old.credited_net_minor, old.credited_tax_minor)
            and pg_trigger_depth() < 2 then
        raise exception 'what is paid and credited of line % follows from its documents', old.id
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
