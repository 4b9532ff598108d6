-- Services leave by the rules of their billing terms; what was agreed is kept as one document.

-- What was agreed is more than the refund; scheduled ends that stand already keep what they said.
alter table cancellation no force row level security;
update cancellation set settlement = json_build_object('refund', settlement::json, 'cause', 'ORDINARY')::text
    where kind = 'SUBSCRIPTION' and settlement is not null;
alter table cancellation force row level security;
comment on column cancellation.settlement is 'JSON: what was agreed besides the day, such as how the money is settled.';

alter table account
    add column receivable_active boolean not null default true,
    add column postpaid          boolean not null default false;
comment on column account.receivable_active is 'Whether what it owes is kept as usual; services of one that is not are not removed.';

create table distributor (
    tenant_id text    not null references tenant,
    id        text    not null check (length(id) between 1 and 64),
    name      text    not null,
    version   integer not null,
    primary key (tenant_id, id)
);
comment on table distributor is 'The party that provisions services and installed items.';

create table subscription_definition (
    tenant_id          text    not null references tenant,
    id                 text    not null check (length(id) between 1 and 64),
    name               text    not null,
    services_removable boolean not null,
    least_services     integer not null check (least_services between 0 and 1000),
    mandatory_classes  text[]  not null,
    version            integer not null,
    primary key (tenant_id, id)
);
comment on column subscription_definition.mandatory_classes is 'Of each of these classes a service stays as long as the subscription goes on.';
alter table subscription
    add column definition_id text,
    add foreign key (tenant_id, definition_id) references subscription_definition;

create table billing_term (
    tenant_id       text     not null references tenant,
    id              text     not null check (length(id) between 1 and 64),
    term_class      text     not null check (length(term_class) between 1 and 64),
    name            text     not null,
    currency        text     not null check (currency ~ '^[A-Z]{3}$'),
    active          boolean  not null,
    notice_count    integer  not null check (notice_count between 0 and 3660),
    notice_unit     text     not null check (notice_unit in ('DAY', 'WEEK', 'MONTH', 'YEAR')),
    during_binding  text     not null check (during_binding in ('ALLOWED', 'NOT_ALLOWED')),
    leaving_on      text     not null check (leaving_on in ('ANY_DAY', 'PERIOD_END', 'UNBILLED_DAY')),
    regret_days     integer  not null check (regret_days between 0 and 3660),
    penalty         text     not null check (penalty in ('NONE', 'FIXED', 'PERCENT_OF_REST', 'MONTHS_LEFT', 'REDUCING')),
    penalty_minor   bigint   check (penalty_minor >= 0),
    penalty_percent integer  check (penalty_percent between 0 and 100000),
    band_months     integer[] not null,
    band_minor      bigint[]  not null,
    version         integer  not null,
    primary key (tenant_id, id),
    -- At the end of the transaction: one import may let one definition follow another.
    constraint billing_term_one_active exclude using btree (tenant_id with =, term_class with =, currency with =)
        where (active) deferrable initially deferred,
    check ((penalty in ('FIXED', 'MONTHS_LEFT')) = (penalty_minor is not null)),
    check ((penalty = 'PERCENT_OF_REST') = (penalty_percent is not null)),
    check ((penalty = 'REDUCING') = (cardinality(band_months) > 0)),
    check (cardinality(band_months) = cardinality(band_minor))
);
comment on table billing_term is 'The rules of leaving for a class of services, one active definition a class and currency.';
comment on column billing_term.penalty_percent is 'In thousandths of a percent.';
comment on column billing_term.band_months is 'From so many months left on, descending, the amount of band_minor is owed.';

alter table service
    drop constraint service_standing_check,
    add constraint service_standing_check check (standing in
        ('ORDERED', 'EFFECTIVE', 'NOT_EFFECTIVE', 'IN_RESTING', 'SHORT_TERM_EFFECTIVE', 'SHORT_TERM_NOT_EFFECTIVE')),
    drop constraint service_state_check,
    add constraint service_state_check check (state in ('PROVIDED', 'CANCELED', 'REGRETTED')),
    add column service_class   text check (length(service_class) between 1 and 64),
    add column distributor_id  text,
    add column term_class      text check (length(term_class) between 1 and 64),
    add column activated_on    date,
    add column bound_until     date,
    add column cancelable_from date,
    add column price_minor     bigint check (price_minor >= 0),
    add foreign key (tenant_id, distributor_id) references distributor;
comment on column service.bound_until is 'First day on which it is not bound any more; extensions may say later.';
comment on column service.cancelable_from is 'First day on which it may end, be that in the binding or after it.';
comment on column service.price_minor is 'Of one period of its subscription.';

create table binding_extension (
    tenant_id   text not null references tenant,
    id          text not null check (length(id) between 1 and 64),
    service_id  text not null,
    cause       text not null,
    extended_on date not null,
    bound_until date not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, service_id) references service
);
comment on table binding_extension is 'Why and until when a binding was made longer.';
create index binding_extension_by_service on binding_extension (tenant_id, service_id, bound_until);

create table installed_item (
    tenant_id       text        not null references tenant,
    id              text        not null check (length(id) between 1 and 64),
    service_id      text        not null,
    name            text        not null,
    item_class      text        not null check (length(item_class) between 1 and 64),
    distributor_id  text,
    state           text        not null check (state in ('INSTALLED', 'REMOVED')),
    cancellation_id text,
    effective_on    date,
    effective_at    timestamptz,
    ended_at        timestamptz,
    version         integer     not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, service_id) references service,
    foreign key (tenant_id, distributor_id) references distributor,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check ((state = 'INSTALLED') = (ended_at is null)),
    check ((effective_on is null) = (effective_at is null)),
    check (cancellation_id is null or effective_at is not null)
);
comment on table installed_item is 'Equipment at the customer; it goes with its service.';
create index installed_item_by_service on installed_item (tenant_id, service_id, id);
create trigger ended_is_final before update on installed_item for each row when (old.ended_at is not null) execute function keep_end();

create table removal_condition (
    tenant_id      text    not null references tenant,
    id             text    not null check (length(id) between 1 and 64),
    subject        text    not null check (subject in ('SERVICE', 'INSTALLED_ITEM')),
    kind           text    not null check (kind in ('RESTRICTION', 'DEPENDENCY')),
    class          text    not null check (length(class) between 1 and 64),
    needs_class    text    check (length(needs_class) between 1 and 64),
    distributor_id text,
    instead        text,
    active         boolean not null,
    version        integer not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, distributor_id) references distributor,
    check ((kind = 'DEPENDENCY') = (needs_class is not null))
);
comment on table removal_condition is 'What of a class cannot be removed, or needs another class as long as it stays; in general, or of one distributor.';

create table planned_action (
    tenant_id       text    not null references tenant,
    id              text    not null check (length(id) between 1 and 64),
    subscription_id text    not null,
    service_id      text,
    name            text    not null,
    planned_on      date    not null,
    state           text    not null check (state in ('PLANNED', 'DROPPED')),
    dropped_by      text,
    version         integer not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, subscription_id) references subscription,
    foreign key (tenant_id, service_id) references service,
    foreign key (tenant_id, dropped_by) references cancellation,
    check ((state = 'DROPPED') = (dropped_by is not null))
);
comment on table planned_action is 'Something that the billing system means to do to a subscription or one of its services.';
create index planned_action_by_subscription on planned_action (tenant_id, subscription_id, planned_on, id);
create index planned_action_by_cancellation on planned_action (tenant_id, dropped_by) where dropped_by is not null;

create table usage_record (
    tenant_id       text    not null references tenant,
    id              text    not null check (length(id) between 1 and 64),
    subscription_id text    not null,
    service_id      text,
    description     text    not null,
    amount_minor    bigint  not null check (amount_minor >= 0),
    currency        text    not null check (currency ~ '^[A-Z]{3}$'),
    used_on         date    not null,
    state           text    not null check (state in ('UNBILLED', 'BILLED', 'INVOICE_REQUESTED', 'DROPPED')),
    cancellation_id text,
    version         integer not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, subscription_id) references subscription,
    foreign key (tenant_id, service_id) references service,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check (cancellation_id is not null or state in ('UNBILLED', 'BILLED'))
);
comment on table usage_record is 'What was used and not billed in advance, of an account that is billed afterwards.';
create index usage_record_by_subscription on usage_record (tenant_id, subscription_id, id) where state = 'UNBILLED';

alter table cancellation
    drop constraint cancellation_kind_check,
    add constraint cancellation_kind_check check (kind in ('BILLING_ITEM', 'SUBSCRIPTION', 'SERVICES', 'BILL_RUN', 'ACCOUNT'));
-- Services of one subscription may be removed time and again; each of them ends once, by its own row.
drop index cancellation_only_once;
create unique index cancellation_only_once on cancellation (tenant_id, kind, subject_id)
    where state in ('SCHEDULED', 'EFFECTIVE') and kind <> 'SERVICES';

create table cancellation_service (
    tenant_id       text not null references tenant,
    cancellation_id text not null,
    service_id      text not null,
    primary key (tenant_id, cancellation_id, service_id),
    foreign key (tenant_id, cancellation_id) references cancellation,
    foreign key (tenant_id, service_id) references service
);
comment on table cancellation_service is 'The services that a removal was asked for.';
create index cancellation_service_back on cancellation_service (tenant_id, service_id);

create sequence penalty_number start 1001;

create table penalty (
    tenant_id       text        not null references tenant,
    id              text        not null,
    number          bigint      not null,
    account_id      text        not null,
    cancellation_id text        not null,
    service_id      text        not null,
    term_id         text        not null,
    amount_minor    bigint      not null check (amount_minor > 0),
    set_off_minor   bigint      not null check (set_off_minor between 0 and amount_minor),
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    at              timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    -- A service is left once.
    unique (tenant_id, service_id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, cancellation_id) references cancellation,
    foreign key (tenant_id, service_id) references service,
    foreign key (tenant_id, term_id) references billing_term
);
comment on table penalty is 'What is owed for leaving a service in its binding; what was not set off against a refund is asked for by the billing system.';
create index penalty_by_account on penalty (tenant_id, account_id, number);
alter table refund
    drop constraint refund_destination_check,
    add constraint refund_destination_check check (destination in
        ('CREDIT_NOTE', 'AVAILABLE_CREDITS', 'ORIGINAL_PAYMENT', 'OFFSET', 'OFFLINE', 'PENALTY'));

do $$
declare
    owned text;
begin
    foreach owned in array array['distributor', 'subscription_definition', 'billing_term', 'binding_extension', 'installed_item',
            'removal_condition', 'planned_action', 'usage_record', 'cancellation_service', 'penalty']
    loop
        execute format('alter table %I enable row level security', owned);
        execute format('alter table %I force row level security', owned);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', owned);
        execute format('grant select, insert, update on %I to ${applicationRole}', owned);
    end loop;
    foreach owned in array array['binding_extension', 'cancellation_service', 'penalty']
    loop
        execute format('revoke update on %I from ${applicationRole}', owned);
        execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', owned);
        execute format('create trigger never_emptied before truncate on %I execute function refuse_change()', owned);
    end loop;
end
$$;
grant usage on sequence penalty_number to ${applicationRole};

-- What was taken away with an end stays so, unless that end is taken back.
create function keep_dropped() returns trigger language plpgsql as $$
begin
    if (new.state <> old.state or new.dropped_by is distinct from old.dropped_by)
            and not exists (select 1 from cancellation where tenant_id = old.tenant_id and id = old.dropped_by
                and state in ('UNDONE', 'SUPERSEDED')) then
        raise exception 'action % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger dropped_is_final before update on planned_action for each row when (old.state = 'DROPPED') execute function keep_dropped();

create function keep_usage() returns trigger language plpgsql as $$
begin
    if (new.amount_minor, new.state, new.cancellation_id) is distinct from (old.amount_minor, old.state, old.cancellation_id)
            and not (old.state = 'INVOICE_REQUESTED' and new.state = 'BILLED' and new.amount_minor = old.amount_minor) then
        raise exception 'usage % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger settled_is_final before update on usage_record for each row when (old.state <> 'UNBILLED') execute function keep_usage();
