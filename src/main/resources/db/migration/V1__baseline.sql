-- The schema of Quittance: records of the billing system, what was ended, and the evidence of it.
--
-- One section per noun. Each table has its constraints and indexes next to it, and then the triggers that guard it. The
-- database guards what no code may get wrong: amounts that follow from documents, states that are final, and evidence
-- that is only added to. The last section has row-level security and the rights of the application's role.
--
-- Conventions: every table of a tenant starts its primary key with tenant_id. Amounts are in minor units of their
-- currency (…_minor). A day is a date (…_on, …_from, …_until; periods are half-open), a moment is a timestamptz (…_at).
-- What comes from the billing system keeps its id there, of at most 64 characters.
--
-- For migrations after this one see docs/adr/0021 (what they may do) and docs/adr/0026 (how they change rows).


-- ---------------------------------------------------------------------------------------------------------------------
-- Tenants and their settings
-- ---------------------------------------------------------------------------------------------------------------------

create table tenant (
    tenant_id  text        primary key check (length(tenant_id) between 1 and 64),
    created_at timestamptz not null default now()
);
comment on table tenant is 'The directory of tenants. Outside row-level security, since scheduled work without a caller visits each tenant.';

create table publishable_key (
    key        text primary key check (key ~ '^pk_[A-Za-z0-9]{16,61}$'),
    tenant_id  text not null references tenant,
    revoked_at timestamptz
);
comment on table publishable_key is
    'The tenant of a form on a public page. Outside row-level security, since it is looked up before the tenant is known; it holds only public values.';
create index publishable_key_by_tenant on publishable_key (tenant_id);

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

create table policy (
    tenant_id                 text    not null references tenant,
    id                        text    not null check (id = 'policy'),
    -- Days
    time_zone                 text    not null default 'UTC',
    cancel_day_used           boolean not null,
    cut_off_days              integer not null check (cut_off_days between 0 and 366),
    expiry_days               integer not null default 28 check (expiry_days between 0 and 3660),
    back_dating_days          integer not null default 0 check (back_dating_days between 0 and 3660),
    -- Credits and refunds
    allow_refund              boolean not null default false,
    credit_policy             text    not null default 'PRORATED'
        check (credit_policy in ('NONE', 'PRORATED', 'FULL', 'WHOLE_PERIODS_LEFT', 'GOODWILL', 'RE_RATED')),
    day_count                 text    not null default 'ACTUAL' check (day_count in ('ACTUAL', 'THIRTY_360', 'SECONDS')),
    credit_one_time           boolean not null default false,
    credit_trial              boolean not null default false,
    goodwill_days             integer not null default 0 check (goodwill_days between 0 and 3660),
    refund_canceled_items     boolean not null default false,
    invoice_settlement        boolean not null default false,
    billed_after_end          text    not null default 'SETTLE' check (billed_after_end in ('SETTLE', 'SHOW')),
    -- Customers
    self_service_cancellation boolean not null,
    self_service_refund_mode  text    not null default 'AVAILABLE_CREDITS'
        check (self_service_refund_mode in ('AVAILABLE_CREDITS', 'ORIGINAL_PAYMENT', 'NONE')),
    withdrawal_days           integer not null default 14 check (withdrawal_days between 0 and 3660),
    cooling_off_days          integer not null default 0 check (cooling_off_days between 0 and 3660),
    retention_days            integer not null default 3650 check (retention_days between 0 and 36600),
    terms_version             text    not null check (length(terms_version) between 1 and 64),
    terms_text                text    not null,
    contact_line              text    not null,
    version                   integer not null,
    primary key (tenant_id, id)
);
comment on table policy is 'The settings of a tenant, in one row.';
comment on column policy.time_zone is 'The time zone in which the tenant receives declarations.';
comment on column policy.back_dating_days is 'By how many days the staff may back-date the end of a subscription.';
comment on column policy.withdrawal_days is 'Days from the start of a subscription in which customers may withdraw by themselves.';

create table admin_fee (
    tenant_id    text   not null references tenant,
    currency     text   not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (tenant_id, currency)
);
comment on table admin_fee is 'The fee that is deducted from a refund, per currency.';

create table refund_limit (
    tenant_id    text   not null references tenant,
    currency     text   not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (tenant_id, currency)
);
comment on table refund_limit is 'The amount that one person may refund at once, per currency; above it a second person approves.';

create table cancellation_reason (
    tenant_id              text    not null references tenant,
    id                     text    not null check (id ~ '^[A-Z][A-Z0-9_]{0,63}$'),
    title                  text    not null,
    category               text    check (category in ('ORDINARY', 'WITHDRAWAL', 'EXTRAORDINARY', 'COOLING_OFF', 'GOODWILL', 'ERROR', 'DUNNING')),
    note_required          boolean not null,
    available_to_customers boolean not null,
    active                 boolean not null,
    version                integer not null,
    primary key (tenant_id, id)
);
comment on column cancellation_reason.category is 'Decides the legal consequences; null where the standard reason of the same code decides.';

create table open_call (
    tenant_id text        not null references tenant,
    scope     text        not null,
    minute    timestamptz not null,
    calls     integer     not null check (calls > 0),
    primary key (tenant_id, scope)
);
comment on table open_call is 'Calls without a token in the last minute that had any, per key and per bucket of addresses; no address is stored.';


-- ---------------------------------------------------------------------------------------------------------------------
-- Accounts
-- ---------------------------------------------------------------------------------------------------------------------

create table account (
    tenant_id                 text    not null references tenant,
    id                        text    not null check (length(id) between 1 and 64),
    name                      text    not null,
    currency                  text    not null check (currency ~ '^[A-Z]{3}$'),
    time_zone                 text    not null,
    licenses                  integer not null check (licenses >= 0),
    contact_name              text,
    contact_email             text,
    status                    text    not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED')),
    self_service_cancellation boolean not null default false,
    receivable_active         boolean not null default true,
    postpaid                  boolean not null default false,
    version                   integer not null,
    primary key (tenant_id, id),
    constraint closed_without_licenses check (status <> 'CLOSED' or licenses = 0)
);
comment on column account.self_service_cancellation is 'Whether the customer may close the account; the policy must allow it too.';
comment on column account.receivable_active is 'Whether receivables are managed normally; if not, services of the account are not removed.';
create index account_by_name on account (tenant_id, lower(name) text_pattern_ops);

-- A closed account is final; imports cannot reopen it.
create function keep_closed() returns trigger language plpgsql as $$
begin
    raise exception 'account % is closed', old.id using errcode = 'restrict_violation';
end
$$;
create trigger closed_is_final before update on account
    for each row when (old.status = 'CLOSED' and new.status <> 'CLOSED') execute function keep_closed();


-- ---------------------------------------------------------------------------------------------------------------------
-- Cancellations: one row per end that was requested, of whatever kind
-- ---------------------------------------------------------------------------------------------------------------------

create sequence cancellation_number start 1001;

create table cancellation (
    tenant_id     text        not null references tenant,
    id            text        not null,
    number        bigint      not null,
    kind          text        not null check (kind in ('BILLING_ITEM', 'SUBSCRIPTION', 'SERVICES', 'BILL_RUN', 'ACCOUNT')),
    subject_id    text        not null,
    account_id    text,
    timing        text        not null check (timing in
        ('IMMEDIATE', 'ANNIVERSARY', 'END_OF_PERIOD', 'END_OF_TERM', 'ON_DATE', 'AFTER_DAYS', 'EXPIRY')),
    state         text        not null check (state in ('SCHEDULED', 'EFFECTIVE', 'UNDONE', 'SUPERSEDED')),
    effective_on  date        not null,
    effective_at  timestamptz not null,
    billing_ends_on date      not null,
    requested_at  timestamptz not null,
    settlement    text,
    superseded_by text,
    parked_at     timestamptz,
    parked_reason text,
    version       integer     not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, superseded_by) references cancellation,
    check ((state = 'SUPERSEDED') = (superseded_by is not null)),
    check (parked_at is null or state = 'SCHEDULED'),
    constraint cancellation_has_its_account check ((kind = 'BILL_RUN') = (account_id is null)),
    -- The closure of an account cannot be undone, so it is never scheduled.
    constraint account_is_closed_at_once check (kind <> 'ACCOUNT' or timing = 'IMMEDIATE')
);
comment on column cancellation.settlement is 'JSON: what was agreed apart from the day, such as how the money is settled.';
-- Services of one subscription may be removed more than once; each service ends once, by its own row.
create index cancellation_due on cancellation (tenant_id, effective_at, number)
    where state = 'SCHEDULED' and parked_at is null;
create index cancellation_by_account on cancellation (tenant_id, account_id, number);
create unique index cancellation_only_once on cancellation (tenant_id, kind, subject_id)
    where state in ('SCHEDULED', 'EFFECTIVE') and kind <> 'SERVICES';

-- A cancellation that is effective or undone is final; a superseded one may only be scheduled again.
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
comment on table receipt is 'The printed receipts of a cancellation, in the order of their entries.';


-- ---------------------------------------------------------------------------------------------------------------------
-- Billing items
-- ---------------------------------------------------------------------------------------------------------------------

create table item_category (
    tenant_id    text    not null references tenant,
    id           text    not null check (length(id) between 1 and 64),
    name         text    not null,
    cancelable   boolean not null,
    alternative  text,
    cut_off_days integer check (cut_off_days between 0 and 366),
    version      integer not null,
    primary key (tenant_id, id)
);
comment on column item_category.alternative is 'The alternative for items of a category that cannot be canceled.';

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
    alternative      text,
    state            text        not null check (state in ('ACTIVE', 'CANCELED')),
    cancellation_id  text,
    effective_on     date,
    effective_at     timestamptz,
    ended_at         timestamptz,
    left_invoices_at timestamptz,
    version          integer     not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, category_id) references item_category,
    foreign key (tenant_id, parent_id) references billing_item deferrable initially deferred,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check ((state = 'CANCELED') = (ended_at is not null)),
    check ((effective_on is null) = (effective_at is null)),
    check (cancellation_id is null or effective_at is not null),
    check (left_invoices_at is null or state = 'CANCELED')
);
comment on column billing_item.anchor_on is 'First day of the first period. Every anniversary is counted from it, so a 31st comes back after a short month.';
comment on column billing_item.effective_on is 'First day not used, once a cancellation is scheduled or carried out.';
comment on column billing_item.left_invoices_at is 'When its lines were removed from open invoices.';
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
    cause           text not null check (cause in ('REQUESTED', 'CHILD', 'ASSOCIATED')),
    primary key (tenant_id, cancellation_id, billing_item_id),
    foreign key (tenant_id, cancellation_id) references cancellation,
    foreign key (tenant_id, billing_item_id) references billing_item
);
comment on table cancellation_item is 'The billing items that a cancellation ends.';


-- ---------------------------------------------------------------------------------------------------------------------
-- Cancellation requests: several billing items of one account, requested together and approved by the staff
-- ---------------------------------------------------------------------------------------------------------------------

create sequence cancellation_request_number start 1001;

create table cancellation_request (
    tenant_id     text        not null references tenant,
    id            text        not null,
    number        bigint      not null,
    account_id    text        not null,
    state         text        not null check (state in ('PENDING', 'APPROVED', 'COMPLETE', 'VOIDED')),
    reason        text        not null,
    terms_version text        not null,
    plan          text        not null,
    requested_at  timestamptz not null,
    requested_by  text        not null,
    approved_at   timestamptz,
    approved_by   text,
    completed_at  timestamptz,
    voided_at     timestamptz,
    voided_by     text,
    version       integer     not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    foreign key (tenant_id, account_id) references account,
    check ((approved_at is null) = (approved_by is null)),
    check ((voided_at is null) = (voided_by is null)),
    check (state <> 'PENDING' or approved_at is null),
    check (state not in ('APPROVED', 'COMPLETE') or approved_at is not null),
    check ((state = 'COMPLETE') = (completed_at is not null)),
    check ((state = 'VOIDED') = (voided_at is not null))
);
comment on column cancellation_request.plan is 'The plan that the preview showed and the requester agreed to; the approval plans again.';
create index cancellation_request_by_account on cancellation_request (tenant_id, account_id, number);

-- Only the transitions listed here; the request itself never changes.
create function keep_request() returns trigger language plpgsql as $$
begin
    if new.account_id <> old.account_id or new.number <> old.number or new.reason <> old.reason
            or new.terms_version <> old.terms_version or new.plan <> old.plan
            or new.requested_at <> old.requested_at or new.requested_by <> old.requested_by
            or (old.approved_at is not null and (new.approved_at is distinct from old.approved_at
                or new.approved_by is distinct from old.approved_by))
            or (old.state in ('COMPLETE', 'VOIDED') and new.state = old.state
                and (new.completed_at, new.voided_at, new.voided_by)
                    is distinct from (old.completed_at, old.voided_at, old.voided_by))
            or (new.state <> old.state and (old.state, new.state) not in (('PENDING', 'APPROVED'), ('PENDING', 'VOIDED'),
                                                                        ('APPROVED', 'COMPLETE'), ('APPROVED', 'VOIDED'))) then
        raise exception 'cancellation request % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger decided_is_final before update on cancellation_request for each row execute function keep_request();

create table cancellation_request_item (
    tenant_id          text    not null references tenant,
    request_id         text    not null,
    billing_item_id    text    not null,
    position           integer not null check (position > 0),
    timing             text    not null check (timing in ('IMMEDIATE', 'ANNIVERSARY')),
    include_associated boolean not null,
    result             text    not null check (result in ('WAITING', 'SCHEDULED', 'CANCELED', 'REFUSED', 'REMOVED', 'UNDONE', 'VOIDED')),
    effective_on       date    not null,
    cancellation_id    text,
    refusal            text,
    version            integer not null,
    primary key (tenant_id, request_id, billing_item_id),
    unique (tenant_id, request_id, position),
    foreign key (tenant_id, request_id) references cancellation_request,
    foreign key (tenant_id, billing_item_id) references billing_item,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check ((result = 'REFUSED') = (refusal is not null)),
    -- CANCELED has none where the item ended with its account before anybody approved the request.
    check (result not in ('SCHEDULED', 'UNDONE') or cancellation_id is not null),
    check (result not in ('WAITING', 'REFUSED') or cancellation_id is null)
);
comment on column cancellation_request_item.effective_on is 'The planned day: first as requested, then as approved.';
create unique index cancellation_request_item_only_once on cancellation_request_item (tenant_id, billing_item_id)
    where result in ('WAITING', 'SCHEDULED');
create index cancellation_request_item_by_item on cancellation_request_item (tenant_id, billing_item_id, request_id);
create index cancellation_request_item_by_cancellation on cancellation_request_item (tenant_id, cancellation_id)
    where cancellation_id is not null;

create function keep_request_item() returns trigger language plpgsql as $$
begin
    if new.request_id <> old.request_id or new.billing_item_id <> old.billing_item_id or new.position <> old.position
            or new.timing <> old.timing or new.include_associated <> old.include_associated
            or (old.cancellation_id is not null and new.cancellation_id is distinct from old.cancellation_id)
            or (old.refusal is not null and new.refusal is distinct from old.refusal)
            or (new.result <> old.result and (old.result, new.result) not in (
                ('WAITING', 'SCHEDULED'), ('WAITING', 'REFUSED'), ('WAITING', 'REMOVED'), ('WAITING', 'VOIDED'),
                ('WAITING', 'CANCELED'),
                ('SCHEDULED', 'CANCELED'), ('SCHEDULED', 'UNDONE'), ('SCHEDULED', 'REMOVED'), ('SCHEDULED', 'VOIDED'))) then
        raise exception 'item % of cancellation request % is %', old.billing_item_id, old.request_id, old.result
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger result_is_final before update on cancellation_request_item for each row execute function keep_request_item();


-- ---------------------------------------------------------------------------------------------------------------------
-- Contracts: subscriptions, their services, and the terms under which they end
-- ---------------------------------------------------------------------------------------------------------------------

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
comment on column subscription_definition.mandatory_classes is 'A subscription keeps a service of each of these classes until it ends.';

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
comment on table billing_term is 'The exit rules for a class of services; one active definition per class and currency.';
comment on column billing_term.penalty_percent is 'In thousandths of a percent.';
comment on column billing_term.band_months is 'Descending: with at least so many months left, the amount at the same place of band_minor is due.';

create table subscription (
    tenant_id       text        not null references tenant,
    id              text        not null check (length(id) between 1 and 64),
    account_id      text        not null,
    definition_id   text,
    name            text        not null,
    billing_status  text        not null check (billing_status in ('ACTIVE', 'PAUSED', 'PAST_DUE')),
    billed_as       text        not null default 'PERIODIC' check (billed_as in ('PERIODIC', 'AS_INCURRED', 'MILESTONE')),
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
    foreign key (tenant_id, definition_id) references subscription_definition,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check (expires_on > starts_on),
    check ((state = 'RUNNING') = (ended_at is null)),
    check ((effective_on is null) = (effective_at is null)),
    check (cancellation_id is null or effective_at is not null)
);
comment on column subscription.billing_status is 'The status that the billing system reports for a running subscription.';
comment on column subscription.expires_on is 'First day after the term; null for an open-ended subscription.';
create index subscription_by_account on subscription (tenant_id, account_id, id);
create index subscription_expiring on subscription (tenant_id, expires_on, id) where ended_at is null and cancellation_id is null;
create index subscription_by_cancellation on subscription (tenant_id, cancellation_id) where cancellation_id is not null;

create table service (
    tenant_id       text        not null references tenant,
    id              text        not null check (length(id) between 1 and 64),
    subscription_id text        not null,
    distributor_id  text,
    name            text        not null,
    service_class   text        check (length(service_class) between 1 and 64),
    term_class      text        check (length(term_class) between 1 and 64),
    price_minor     bigint      check (price_minor >= 0),
    billing_status  text        not null check (billing_status in
        ('ORDERED', 'EFFECTIVE', 'NOT_EFFECTIVE', 'IN_RESTING', 'SHORT_TERM_EFFECTIVE', 'SHORT_TERM_NOT_EFFECTIVE')),
    activated_on    date,
    bound_until     date,
    cancelable_from date,
    state           text        not null check (state in ('PROVIDED', 'CANCELED', 'REGRETTED')),
    cancellation_id text,
    effective_on    date,
    effective_at    timestamptz,
    ended_at        timestamptz,
    version         integer     not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, subscription_id) references subscription,
    foreign key (tenant_id, distributor_id) references distributor,
    foreign key (tenant_id, cancellation_id) references cancellation,
    check ((state = 'PROVIDED') = (ended_at is null)),
    check ((effective_on is null) = (effective_at is null)),
    check (cancellation_id is null or effective_at is not null)
);
comment on column service.bound_until is 'First day after the binding; an extension may end it later.';
comment on column service.cancelable_from is 'First day on which the service may end, during the binding or after it.';
comment on column service.price_minor is 'Per period of the subscription.';
create index service_by_subscription on service (tenant_id, subscription_id, id);
create index service_by_cancellation on service (tenant_id, cancellation_id) where cancellation_id is not null;

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
comment on table binding_extension is 'Extensions of a binding: why, and until when.';
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
comment on table installed_item is 'Equipment at the customer; it ends with its service.';
create index installed_item_by_service on installed_item (tenant_id, service_id, id);

create table removal_condition (
    tenant_id      text    not null references tenant,
    id             text    not null check (length(id) between 1 and 64),
    subject        text    not null check (subject in ('SERVICE', 'INSTALLED_ITEM')),
    kind           text    not null check (kind in ('RESTRICTION', 'DEPENDENCY')),
    class          text    not null check (length(class) between 1 and 64),
    needs_class    text    check (length(needs_class) between 1 and 64),
    distributor_id text,
    alternative    text,
    active         boolean not null,
    version        integer not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, distributor_id) references distributor,
    check ((kind = 'DEPENDENCY') = (needs_class is not null))
);
comment on table removal_condition is 'A class that cannot be removed, or that requires another class; in general, or for one distributor.';

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
comment on table planned_action is 'An action on a subscription or one of its services that the billing system has planned.';
create index planned_action_by_subscription on planned_action (tenant_id, subscription_id, planned_on, id);
create index planned_action_by_cancellation on planned_action (tenant_id, dropped_by) where dropped_by is not null;

-- A dropped action is final, unless the end that dropped it is undone or superseded.
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
comment on table usage_record is 'Usage of an account that is billed in arrears.';
create index usage_record_by_subscription on usage_record (tenant_id, subscription_id, id) where state = 'UNBILLED';

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

create table cancellation_service (
    tenant_id       text not null references tenant,
    cancellation_id text not null,
    service_id      text not null,
    primary key (tenant_id, cancellation_id, service_id),
    foreign key (tenant_id, cancellation_id) references cancellation,
    foreign key (tenant_id, service_id) references service
);
comment on table cancellation_service is 'The services that a removal named.';
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
comment on table penalty is 'The early termination fee for leaving a service during its binding. The billing system collects what was not set off against a refund.';
create index penalty_by_account on penalty (tenant_id, account_id, number);

-- An end is final and keeps its day; imports cannot change it.
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
create trigger ended_is_final before update on billing_item for each row when (old.ended_at is not null) execute function keep_end();
create trigger ended_is_final before update on subscription for each row when (old.ended_at is not null) execute function keep_end();
create trigger ended_is_final before update on service for each row when (old.ended_at is not null) execute function keep_end();
create trigger ended_is_final before update on installed_item for each row when (old.ended_at is not null) execute function keep_end();


-- ---------------------------------------------------------------------------------------------------------------------
-- Bill runs, and the chunks of work that cancel or remove their documents
--
-- The row of the run is the lock: whoever pays, disputes or adds one of its invoices holds it, and the cancellation
-- changes it. From that commit on nothing of the run is collected, however far the chunks are.
-- ---------------------------------------------------------------------------------------------------------------------

create table bill_run_series (
    tenant_id    text    not null references tenant,
    id           text    not null check (length(id) between 1 and 64),
    period_unit  text    not null check (period_unit in ('DAY', 'WEEK', 'MONTH', 'YEAR')),
    period_count integer not null check (period_count between 1 and 366),
    anchor_on    date    not null,
    last_number  bigint  not null check (last_number >= 0),
    last_on      date,
    ended_by     text,
    version      integer not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ended_by) references cancellation,
    check ((last_number = 0) = (last_on is null))
);
comment on column bill_run_series.anchor_on is 'Every recurrence is counted from it, so a 31st comes back after a short month.';
comment on column bill_run_series.last_number is 'The highest number that any of its runs ever had; the next run has the next number.';

create table bill_run (
    tenant_id          text    not null references tenant,
    id                 text    not null check (length(id) between 1 and 64),
    kind               text    not null check (kind in ('AD_HOC', 'SCHEDULED')),
    state              text    not null check (state in ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'POST_IN_PROGRESS', 'POSTED',
                                                      'PAUSED', 'CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED')),
    series_id          text,
    number             bigint  check (number > 0),
    scheduled_on       date,
    posted_invoices    bigint  not null default 0 check (posted_invoices >= 0),
    cancellation_id    text,
    takes_credit_notes boolean not null default false,
    next_run_id        text,
    version            integer not null,
    primary key (tenant_id, id),
    unique (tenant_id, series_id, number),
    foreign key (tenant_id, series_id) references bill_run_series,
    foreign key (tenant_id, cancellation_id) references cancellation,
    foreign key (tenant_id, next_run_id) references bill_run,
    check ((kind = 'SCHEDULED') = (series_id is not null)),
    check ((kind = 'SCHEDULED') = (number is not null)),
    check (kind = 'AD_HOC' or scheduled_on is not null),
    check (kind = 'SCHEDULED' or state <> 'PAUSED'),
    check (posted_invoices = 0 or state not in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED'))
);
comment on column bill_run.posted_invoices is 'A trigger counts it, whoever posts an invoice.';

-- The end of a run is final, and a run with a posted invoice cannot be ended.
create function keep_run_ended() returns trigger language plpgsql as $$
begin
    if (old.state in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED', 'POSTED')
                and (old.state, new.state) not in (('CANCEL_IN_PROGRESS', 'CANCELED'), ('CANCELED', 'REMOVE_IN_PROGRESS'),
                                                   ('REMOVE_IN_PROGRESS', 'DELETED')))
            or (new.state = 'CANCEL_IN_PROGRESS' and old.state not in ('PENDING', 'COMPLETED'))
            or (new.state = 'REMOVE_IN_PROGRESS' and old.state not in ('CANCELED', 'ERROR'))
            or (new.state in ('CANCELED', 'DELETED') and old.state not in ('CANCEL_IN_PROGRESS', 'REMOVE_IN_PROGRESS')) then
        raise exception 'bill run % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger ended_is_final before update of state on bill_run
    for each row when (old.state <> new.state) execute function keep_run_ended();

create table bulk_job (
    tenant_id     text        not null references tenant,
    bill_run_id   text        not null,
    work          text        not null check (work in ('CANCEL', 'REMOVE')),
    chunking      text        check (chunking in ('INVOICE', 'CREDIT_NOTE')),
    chunked_until text        not null,
    chunks        bigint      not null check (chunks >= 0),
    begun_at      timestamptz not null,
    finished_at   timestamptz,
    version       integer     not null,
    primary key (tenant_id, bill_run_id, work),
    foreign key (tenant_id, bill_run_id) references bill_run,
    check (finished_at is null or chunking is null)
);
comment on table bulk_job is 'The work that cancels or removes the documents of a run.';
comment on column bulk_job.chunking is 'The documents that are still being divided into chunks; null once all are.';
comment on column bulk_job.chunked_until is 'The last id that lies in a chunk.';
create unique index bulk_job_only_one on bulk_job (tenant_id, bill_run_id) where finished_at is null;
create index bulk_job_open on bulk_job (tenant_id, begun_at) where finished_at is null;

create table bulk_chunk (
    tenant_id     text        not null references tenant,
    bill_run_id   text        not null,
    work          text        not null,
    number        bigint      not null check (number > 0),
    record        text        not null check (record in ('INVOICE', 'CREDIT_NOTE')),
    first_id      text        not null,
    last_id       text        not null,
    done_at       timestamptz,
    parked_reason text,
    primary key (tenant_id, bill_run_id, work, number),
    foreign key (tenant_id, bill_run_id, work) references bulk_job,
    check (done_at is null or parked_reason is null)
);
comment on table bulk_chunk is 'A range of ids that one transaction works on.';
create index bulk_chunk_waiting on bulk_chunk (tenant_id, bill_run_id, work, number) where done_at is null;

create table bulk_amount (
    tenant_id        text    not null references tenant,
    bill_run_id      text    not null,
    work             text    not null,
    number           bigint  not null,
    currency         text    not null check (currency ~ '^[A-Z]{3}$'),
    planned          bigint  not null check (planned > 0),
    planned_minor    numeric not null,
    done             bigint  check (done >= 0),
    done_minor       numeric,
    exceptions       bigint  check (exceptions >= 0),
    exceptions_minor numeric,
    primary key (tenant_id, bill_run_id, work, number, currency),
    foreign key (tenant_id, bill_run_id, work, number) references bulk_chunk,
    check (num_nulls(done, done_minor, exceptions, exceptions_minor) in (0, 4)),
    check (done + exceptions = planned),
    check (done_minor + exceptions_minor = planned_minor)
);
comment on table bulk_amount is 'Count and amount of a chunk per currency, as planned and as done; the two must agree.';

create table bill_run_exception (
    tenant_id    text   not null references tenant,
    bill_run_id  text   not null,
    work         text   not null,
    record       text   not null check (record in ('INVOICE', 'CREDIT_NOTE')),
    id           text   not null,
    account_id   text   not null,
    cause        text   not null check (cause in ('POSTED', 'PAID', 'CREDITED', 'DISPUTED', 'USED')),
    amount_minor bigint not null,
    currency     text   not null,
    primary key (tenant_id, bill_run_id, work, record, id),
    foreign key (tenant_id, bill_run_id, work) references bulk_job,
    foreign key (tenant_id, account_id) references account
);
comment on table bill_run_exception is 'Documents that could not be canceled or removed with their run, and why.';


-- ---------------------------------------------------------------------------------------------------------------------
-- Invoices and payments
-- ---------------------------------------------------------------------------------------------------------------------

create table invoice (
    tenant_id   text    not null references tenant,
    id          text    not null check (length(id) between 1 and 64),
    account_id  text    not null,
    bill_run_id text,
    state       text    not null check (state in ('DRAFT', 'POSTED', 'CANCELED')),
    disputed    boolean not null,
    issued_on   date    not null,
    due_on      date    not null,
    currency    text    not null check (currency ~ '^[A-Z]{3}$'),
    total_minor bigint  not null check (total_minor >= 0),
    version     integer not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, bill_run_id) references bill_run,
    check (due_on >= issued_on)
)
-- The cancellation of a run changes only the state, which no index has: the new row version stays on its page.
with (fillfactor = 60);
comment on column invoice.total_minor is 'The sum of its lines.';
create index invoice_by_account on invoice (tenant_id, account_id, id);
create index invoice_by_run on invoice (tenant_id, bill_run_id, id) where bill_run_id is not null;

create function keep_invoice() returns trigger language plpgsql as $$
begin
    raise exception 'invoice % is %', old.id, old.state using errcode = 'restrict_violation';
end
$$;
create trigger canceled_is_final before update on invoice
    for each row when ((old.state <> new.state and (old.state = 'CANCELED' or new.state = 'DRAFT'))
        or old.bill_run_id is distinct from new.bill_run_id or old.total_minor <> new.total_minor)
    execute function keep_invoice();

create table invoice_line (
    tenant_id          text    not null references tenant,
    id                 text    not null check (length(id) between 1 and 64),
    invoice_id         text    not null,
    billing_item_id    text,
    subscription_id    text,
    service_id         text,
    kind               text    not null default 'RECURRING' check (kind in ('RECURRING', 'ONE_TIME', 'TRIAL')),
    description        text    not null,
    period_from        date    not null,
    period_until       date    not null,
    net_minor          bigint  not null check (net_minor >= 0),
    tax_minor          bigint  not null check (tax_minor >= 0),
    tax_rate           integer check (tax_rate between 0 and 1000000),
    coupon_minor       bigint  not null default 0 check (coupon_minor >= 0),
    -- The sums of what other tables say of the line; only their triggers change them.
    paid_minor         bigint  not null check (paid_minor >= 0),
    applied_minor      bigint  not null default 0 check (applied_minor >= 0),
    refunded_minor     bigint  not null default 0 check (refunded_minor between 0 and paid_minor + applied_minor),
    reversed_minor     bigint  not null default 0 check (reversed_minor between 0 and paid_minor),
    credited_net_minor bigint  not null default 0 check (credited_net_minor between 0 and net_minor),
    credited_tax_minor bigint  not null default 0 check (credited_tax_minor between 0 and tax_minor),
    outstanding_minor  bigint  not null generated always as
        (net_minor + tax_minor - credited_net_minor - credited_tax_minor - paid_minor - applied_minor + refunded_minor
            + reversed_minor) stored
        check (outstanding_minor >= 0),
    version            integer not null,
    check (paid_minor - reversed_minor <= net_minor + tax_minor),
    primary key (tenant_id, id),
    foreign key (tenant_id, invoice_id) references invoice,
    foreign key (tenant_id, billing_item_id) references billing_item,
    foreign key (tenant_id, subscription_id) references subscription,
    foreign key (tenant_id, service_id) references service,
    check (period_until > period_from)
);
comment on column invoice_line.tax_rate is 'In thousandths of a percent; null where only the amount of the tax is known.';
comment on column invoice_line.coupon_minor is 'The discount of the coupon; the net amount is after it.';
comment on column invoice_line.paid_minor is 'The sum of the allocations to this line.';
comment on column invoice_line.applied_minor is 'Paid by credit: the sum of the applications to this line.';
comment on column invoice_line.refunded_minor is 'Refunded of what was paid, by any route.';
comment on column invoice_line.reversed_minor is 'What was paid and went back by the bank; it is owed again.';
comment on column invoice_line.credited_net_minor is 'Not owed any more, before tax.';
create index invoice_line_by_invoice on invoice_line (tenant_id, invoice_id, id);
create index invoice_line_by_item on invoice_line (tenant_id, billing_item_id) where billing_item_id is not null;
create index invoice_line_by_subscription on invoice_line (tenant_id, subscription_id, period_until) where subscription_id is not null;

create table payment (
    tenant_id      text   not null references tenant,
    id             text   not null check (length(id) between 1 and 64),
    account_id     text   not null,
    amount_minor   bigint not null check (amount_minor > 0),
    refunded_minor bigint not null default 0 check (refunded_minor between 0 and amount_minor),
    reversed_minor bigint not null default 0 check (reversed_minor between 0 and amount_minor),
    currency       text   not null check (currency ~ '^[A-Z]{3}$'),
    received_on    date   not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account
);
create index payment_by_account on payment (tenant_id, account_id, id);

create table payment_allocation (
    tenant_id      text   not null references tenant,
    payment_id     text   not null,
    line_id        text   not null,
    amount_minor   bigint not null check (amount_minor > 0),
    refunded_minor bigint not null default 0 check (refunded_minor between 0 and amount_minor),
    reversed_minor bigint not null default 0 check (reversed_minor between 0 and amount_minor),
    primary key (tenant_id, payment_id, line_id),
    foreign key (tenant_id, payment_id) references payment,
    foreign key (tenant_id, line_id) references invoice_line
);
comment on table payment_allocation is 'The part of a payment that pays a line.';
create index payment_allocation_by_line on payment_allocation (tenant_id, line_id);

-- A line's paid amount follows its allocations, and the line's check is the cap.
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

-- Payments and allocations never change, apart from the amounts that parts of refunds and reversals count. A direct update
-- has trigger depth 1, the update by a part's trigger has depth 2.
create function keep_payment() returns trigger language plpgsql as $$
begin
    if pg_trigger_depth() < 2
            or to_jsonb(new) - 'refunded_minor' - 'reversed_minor' <> to_jsonb(old) - 'refunded_minor' - 'reversed_minor' then
        raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger append_only before update on payment for each row execute function keep_payment();
create trigger append_only before update on payment_allocation for each row execute function keep_payment();

create table payment_reversal (
    tenant_id    text   not null references tenant,
    id           text   not null check (length(id) between 1 and 64),
    payment_id   text   not null,
    amount_minor bigint not null check (amount_minor > 0),
    reversed_on  date   not null,
    kind         text   not null check (kind in ('CHARGEBACK', 'RETURNED')),
    primary key (tenant_id, id),
    foreign key (tenant_id, payment_id) references payment
);
comment on table payment_reversal is 'Money of a payment that went back by the bank: a lost dispute, a bounced debit, a returned cheque.';
create index payment_reversal_by_payment on payment_reversal (tenant_id, payment_id);

create table payment_reversal_part (
    tenant_id    text    not null references tenant,
    reversal_id  text    not null,
    part         integer not null check (part > 0),
    line_id      text    not null,
    amount_minor bigint  not null check (amount_minor > 0),
    primary key (tenant_id, reversal_id, part),
    foreign key (tenant_id, reversal_id) references payment_reversal,
    foreign key (tenant_id, line_id) references invoice_line
);
comment on table payment_reversal_part is 'What of a reversal had paid a line, which is owed again. The rest of it was not allocated.';
create index payment_reversal_part_by_line on payment_reversal_part (tenant_id, line_id);

create function reverse_payment() returns trigger language plpgsql as $$
begin
    update payment set reversed_minor = reversed_minor + new.amount_minor
        where tenant_id = new.tenant_id and id = new.payment_id;
    return new;
end
$$;
create trigger reverses_its_payment after insert on payment_reversal for each row execute function reverse_payment();

create function reverse_allocation() returns trigger language plpgsql as $$
declare
    reversal payment_reversal;
begin
    select * into reversal from payment_reversal where tenant_id = new.tenant_id and id = new.reversal_id;
    update payment_allocation set reversed_minor = reversed_minor + new.amount_minor
        where tenant_id = new.tenant_id and payment_id = reversal.payment_id and line_id = new.line_id;
    if not found then
        raise exception 'payment % is not allocated to line %', reversal.payment_id, new.line_id using errcode = 'check_violation';
    end if;
    update invoice_line set reversed_minor = reversed_minor + new.amount_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    if (select sum(amount_minor) from payment_reversal_part where tenant_id = new.tenant_id and reversal_id = new.reversal_id)
            > reversal.amount_minor then
        raise exception 'the parts of reversal % exceed its amount', new.reversal_id using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger reverses_its_line after insert on payment_reversal_part for each row execute function reverse_allocation();


-- ---------------------------------------------------------------------------------------------------------------------
-- Refunds, credit notes, and credits
-- ---------------------------------------------------------------------------------------------------------------------

create sequence refund_number start 1001;

create table refund (
    tenant_id                 text        not null references tenant,
    id                        text        not null,
    number                    bigint      not null,
    account_id                text        not null,
    destination               text        not null check (destination in
        ('CREDIT_NOTE', 'AVAILABLE_CREDITS', 'ORIGINAL_PAYMENT', 'OFFSET', 'OFFLINE', 'PENALTY')),
    payment_id                text,
    credit_note_id            text,
    of_credit_note_id         text,
    overridden_credit_note_id text,
    override_reason           text,
    cancellation_id           text,
    amount_minor              bigint      not null check (amount_minor > 0),
    fee_minor                 bigint      not null check (fee_minor between 0 and amount_minor),
    currency                  text        not null check (currency ~ '^[A-Z]{3}$'),
    state                     text        not null check (state in
        ('PENDING_APPROVAL', 'PENDING', 'SUCCEEDED', 'FAILED', 'REJECTED', 'CANCELED', 'REDIRECTED', 'REVERSED')),
    attempt                   integer     not null default 0 check (attempt >= 0),
    overpaid_minor            bigint      not null default 0 check (overpaid_minor between 0 and amount_minor),
    replaces_refund_id        text,
    reason                    text        not null,
    requested_at              timestamptz not null,
    requested_by              text        not null,
    due_by                    date,
    version                   integer     not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, payment_id) references payment,
    foreign key (tenant_id, cancellation_id) references cancellation,
    foreign key (tenant_id, replaces_refund_id) references refund,
    check ((destination = 'CREDIT_NOTE') = (credit_note_id is not null)),
    check ((destination = 'ORIGINAL_PAYMENT') = (payment_id is not null)),
    check (of_credit_note_id is null or credit_note_id is null),
    constraint refund_override_has_a_reason check ((overridden_credit_note_id is null) = (override_reason is null))
);
comment on column refund.credit_note_id is 'The credit note that is itself the refund.';
comment on column refund.of_credit_note_id is 'The credit note that is paid out.';
comment on column refund.overridden_credit_note_id is 'The credit note that the request overrode; it may have been deleted with its bill run since.';
comment on column refund.attempt is 'How often the payment system was asked to carry it out.';
comment on column refund.overpaid_minor is 'What the customer received too much, because it succeeded after it was given up; a debt until the refund is reversed.';
comment on column refund.replaces_refund_id is 'The refund that was redirected to this one.';
comment on column refund.due_by is 'Last day on which the law allows it to be paid; null where the law sets no day.';
create index refund_by_account on refund (tenant_id, account_id, number);
create index refund_by_cancellation on refund (tenant_id, cancellation_id) where cancellation_id is not null;
create index refund_by_credit_note on refund (tenant_id, credit_note_id) where credit_note_id is not null;
create index refund_of_credit_note on refund (tenant_id, of_credit_note_id) where of_credit_note_id is not null;
create unique index refund_uses_a_credit_note_once on refund (tenant_id, coalesce(credit_note_id, of_credit_note_id))
    where coalesce(credit_note_id, of_credit_note_id) is not null
        and state not in ('FAILED', 'REJECTED', 'CANCELED', 'REDIRECTED', 'REVERSED') and overpaid_minor = 0;
create index refund_by_replaced on refund (tenant_id, replaces_refund_id) where replaces_refund_id is not null;
create index refund_overpaid on refund (tenant_id, number) where overpaid_minor > 0;
create index refund_due on refund (tenant_id, due_by, number) where due_by is not null;

-- Only the transitions listed here; apart from its state a refund never changes. What was given up may turn out to have
-- succeeded: then it may be overpaid.
create function keep_refund() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'state' - 'attempt' - 'version' - 'overpaid_minor'
                <> to_jsonb(old) - 'state' - 'attempt' - 'version' - 'overpaid_minor'
            or new.attempt < old.attempt
            or (new.overpaid_minor <> old.overpaid_minor
                and not (old.state in ('CANCELED', 'REDIRECTED') and new.state = 'SUCCEEDED'))
            or (new.state <> old.state and (old.state, new.state) not in (values
                ('PENDING_APPROVAL', 'PENDING'), ('PENDING_APPROVAL', 'SUCCEEDED'), ('PENDING_APPROVAL', 'REJECTED'),
                ('PENDING_APPROVAL', 'CANCELED'), ('PENDING', 'SUCCEEDED'), ('PENDING', 'FAILED'), ('FAILED', 'PENDING'),
                ('FAILED', 'SUCCEEDED'), ('FAILED', 'CANCELED'), ('FAILED', 'REDIRECTED'), ('CANCELED', 'REDIRECTED'),
                ('CANCELED', 'SUCCEEDED'), ('REDIRECTED', 'SUCCEEDED'), ('SUCCEEDED', 'REVERSED'))) then
        raise exception 'refund % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger refund_is_final before update on refund for each row execute function keep_refund();

create table refund_step (
    tenant_id   text        not null references tenant,
    refund_id   text        not null,
    step        integer     not null check (step > 0),
    what        text        not null check (what in
        ('APPROVED', 'REJECTED', 'SUCCEEDED', 'FAILED', 'RETRIED', 'CANCELED', 'REDIRECTED', 'REVERSED')),
    at          timestamptz not null,
    actor       text        not null,
    role        text        not null,
    attempt     integer     not null,
    reference   text,
    note        text,
    answered_at timestamptz,
    reason      text,
    primary key (tenant_id, refund_id, step),
    foreign key (tenant_id, refund_id) references refund
);
comment on table refund_step is 'What happened to a refund after its request.';
create unique index refund_takes_a_step_once on refund_step (tenant_id, refund_id, what) where what not in ('FAILED', 'RETRIED');
create unique index refund_is_withdrawn_once on refund_step (tenant_id, refund_id) where what in ('REJECTED', 'CANCELED');
create unique index refund_is_retried_once_an_attempt on refund_step (tenant_id, refund_id, what, attempt);

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
    foreign key (tenant_id, bill_run_id) references bill_run,
    foreign key (tenant_id, refund_id) references refund,
    check ((state = 'USED') = (refund_id is not null))
);
create index credit_note_by_account on credit_note (tenant_id, account_id, id);
create index credit_note_by_run on credit_note (tenant_id, bill_run_id, id) where bill_run_id is not null;
create index credit_note_by_line on credit_note (tenant_id, line_id) where line_id is not null;
alter table refund
    add foreign key (tenant_id, credit_note_id) references credit_note,
    add foreign key (tenant_id, of_credit_note_id) references credit_note;

-- A credit note is used once, unless the refund that used it was rejected, canceled, redirected or reversed.
create function keep_credit_note() returns trigger language plpgsql as $$
begin
    if old.state = 'USED' and new.state = 'ISSUED' and new.refund_id is null and new.amount_minor = old.amount_minor
            and exists (select 1 from refund where tenant_id = old.tenant_id and id = old.refund_id
                and state in ('REJECTED', 'CANCELED', 'REDIRECTED', 'REVERSED')) then
        return new;
    end if;
    if new.state <> old.state or new.refund_id is distinct from old.refund_id or new.amount_minor <> old.amount_minor then
        raise exception 'credit note % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger used_up_is_final before update on credit_note for each row when (old.state <> 'ISSUED')
    execute function keep_credit_note();

create table refund_part (
    tenant_id      text    not null references tenant,
    refund_id      text    not null,
    part           integer not null check (part > 0),
    payment_id     text,
    line_id        text,
    credit_note_id text,
    amount_minor   bigint  not null check (amount_minor <> 0),
    primary key (tenant_id, refund_id, part),
    foreign key (tenant_id, refund_id) references refund,
    foreign key (tenant_id, payment_id) references payment,
    foreign key (tenant_id, line_id) references invoice_line,
    foreign key (tenant_id, credit_note_id) references credit_note,
    check ((payment_id is not null or line_id is not null) and credit_note_id is null
        or payment_id is null and line_id is null and credit_note_id is not null)
);
comment on table refund_part is 'What a refund consists of. With a payment it is money of that payment, without one it is applied credit; with a line it was paid on that line, without one it was not allocated.';
comment on column refund_part.credit_note_id is 'The credit note that is paid out, where neither a payment nor a line is behind it.';
comment on column refund_part.amount_minor is 'Negative in a reversal of an earlier part.';
create index refund_part_by_line on refund_part (tenant_id, line_id) where line_id is not null;
create index refund_part_by_payment on refund_part (tenant_id, payment_id) where payment_id is not null;
create index refund_part_by_credit_note on refund_part (tenant_id, credit_note_id) where credit_note_id is not null;

-- Each part is counted where its money came from, reversals too; the checks there are the caps.
create function count_refund_part() returns trigger language plpgsql as $$
begin
    if new.line_id is not null then
        update invoice_line set refunded_minor = refunded_minor + new.amount_minor
            where tenant_id = new.tenant_id and id = new.line_id;
    end if;
    if new.payment_id is not null then
        update payment set refunded_minor = refunded_minor + new.amount_minor
            where tenant_id = new.tenant_id and id = new.payment_id;
    end if;
    if new.credit_note_id is not null then
        if (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and credit_note_id = new.credit_note_id)
                > (select amount_minor from credit_note where tenant_id = new.tenant_id and id = new.credit_note_id) then
            raise exception 'credit note % is paid out beyond its amount', new.credit_note_id using errcode = 'check_violation';
        end if;
    elsif new.payment_id is not null and new.line_id is not null then
        update payment_allocation set refunded_minor = refunded_minor + new.amount_minor
            where tenant_id = new.tenant_id and payment_id = new.payment_id and line_id = new.line_id;
        if not found then
            raise exception 'payment % is not allocated to line %', new.payment_id, new.line_id using errcode = 'check_violation';
        end if;
    elsif new.line_id is not null then
        -- No more of applied credit is refunded than was applied.
        if (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and line_id = new.line_id and payment_id is null)
                > (select applied_minor from invoice_line where tenant_id = new.tenant_id and id = new.line_id) then
            raise exception 'line % was paid less than this by credit', new.line_id using errcode = 'check_violation';
        end if;
    elsif (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and payment_id = new.payment_id and line_id is null)
            > (select amount_minor from payment where tenant_id = new.tenant_id and id = new.payment_id)
                - (select coalesce(sum(amount_minor), 0) from payment_allocation
                    where tenant_id = new.tenant_id and payment_id = new.payment_id) then
        raise exception 'payment % has less than this left', new.payment_id using errcode = 'check_violation';
    end if;
    if new.amount_minor > 0 and new.payment_id is not null
            and (exists (select 1 from payment where tenant_id = new.tenant_id and id = new.payment_id
                    and refunded_minor + reversed_minor > amount_minor)
                or exists (select 1 from payment_allocation where tenant_id = new.tenant_id and payment_id = new.payment_id
                    and line_id = new.line_id and refunded_minor + reversed_minor > amount_minor)) then
        raise exception 'payment % went back by the bank', new.payment_id using errcode = 'check_violation';
    end if;
    if new.amount_minor < 0 and (select sum(amount_minor) from refund_part
            where tenant_id = new.tenant_id and refund_id = new.refund_id and payment_id is not distinct from new.payment_id
                and line_id is not distinct from new.line_id and credit_note_id is not distinct from new.credit_note_id) < 0 then
        raise exception 'refund % reverses more than it gave', new.refund_id using errcode = 'check_violation';
    end if;
    if (select sum(amount_minor) from refund_part where tenant_id = new.tenant_id and refund_id = new.refund_id)
            > (select amount_minor from refund where tenant_id = new.tenant_id and id = new.refund_id) then
        raise exception 'the parts of refund % exceed its amount', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger counts_refund after insert on refund_part for each row execute function count_refund_part();

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

create table line_credit (
    tenant_id       text        not null references tenant,
    id              uuid        not null,
    line_id         text        not null,
    cancellation_id text,
    refund_id       text,
    net_minor       bigint      not null,
    tax_minor       bigint      not null,
    unused_from     date,
    at              timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, line_id) references invoice_line,
    foreign key (tenant_id, cancellation_id) references cancellation,
    foreign key (tenant_id, refund_id) references refund,
    check (refund_id is null and net_minor >= 0 and tax_minor >= 0 and net_minor + tax_minor > 0
        or refund_id is not null and net_minor <= 0 and tax_minor <= 0 and net_minor + tax_minor < 0 and unused_from is null)
);
comment on table line_credit is 'An amount of a line that is not owed any more.';
comment on column line_credit.refund_id is 'The refund with which the credit is reversed; then the amounts are negative.';
comment on column line_credit.unused_from is 'First day not used, of a credit by time; it runs to the end of the line''s period.';
-- Credits by time run to the end of their period, so any two of one line would overlap.
create unique index days_are_credited_once on line_credit (tenant_id, line_id) where unused_from is not null;
create index line_credit_by_line on line_credit (tenant_id, line_id);

create function credit_line() returns trigger language plpgsql as $$
begin
    update invoice_line
        set credited_net_minor = credited_net_minor + new.net_minor, credited_tax_minor = credited_tax_minor + new.tax_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    return new;
end
$$;
create trigger credits_its_line after insert on line_credit for each row execute function credit_line();

-- Nothing but the triggers of these documents may change what is paid, applied, returned or credited of a line.
create function keep_paid() returns trigger language plpgsql as $$
begin
    if (new.paid_minor, new.applied_minor, new.refunded_minor, new.reversed_minor, new.credited_net_minor,
                new.credited_tax_minor)
            is distinct from
            (old.paid_minor, old.applied_minor, old.refunded_minor, old.reversed_minor, old.credited_net_minor,
                old.credited_tax_minor)
            and pg_trigger_depth() < 2 then
        raise exception 'what is paid and credited of line % follows from its documents', old.id
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger paid_by_allocations before update on invoice_line for each row execute function keep_paid();

create table credit_balance (
    tenant_id     text   not null references tenant,
    account_id    text   not null,
    balance_minor bigint not null check (balance_minor >= 0),
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references account
);

-- A balance is the sum of its entries, and only they change it.
create function keep_balance() returns trigger language plpgsql as $$
begin
    if pg_trigger_depth() < 2 then
        raise exception 'the balance of % is the sum of its entries', new.account_id using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger balance_by_entries before insert or update on credit_balance for each row execute function keep_balance();

create table allocation_excess (
    tenant_id     text   not null references tenant,
    id            uuid   not null,
    payment_id    text,
    credit_use_id text,
    invoice_id    text   not null,
    amount_minor  bigint not null check (amount_minor > 0),
    primary key (tenant_id, id),
    foreign key (tenant_id, payment_id) references payment,
    foreign key (tenant_id, credit_use_id) references credit_use,
    check (num_nonnulls(payment_id, credit_use_id) = 1)
);
comment on table allocation_excess is 'What a payment or a use of credit was to pay of an invoice beyond what was owed. Of a payment it is unallocated money of the account; of a use it stays available credit.';
comment on column allocation_excess.invoice_id is 'The invoice may have been deleted with its bill run since.';
create unique index allocation_excess_by_payment on allocation_excess (tenant_id, payment_id, invoice_id) where payment_id is not null;
create unique index allocation_excess_by_use on allocation_excess (tenant_id, credit_use_id, invoice_id) where credit_use_id is not null;

create table credit_entry (
    tenant_id     text        not null references tenant,
    id            uuid        not null,
    account_id    text        not null,
    debit         text        not null check (debit in ('REFUNDS', 'AVAILABLE')),
    credit        text        not null check (credit in ('REFUNDS', 'AVAILABLE', 'USED')),
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
comment on table credit_entry is 'The ledger of available credits: one row per transfer from debit to credit, so it sums to zero by construction.';
create index credit_entry_by_account on credit_entry (tenant_id, account_id, at);
create index credit_entry_by_refund on credit_entry (tenant_id, refund_id) where refund_id is not null;

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

-- A refund becomes credit once, and takes back no more than it gave. Its row is locked, so that two never count at once.
create function check_credit_of_refund() returns trigger language plpgsql as $$
declare
    most bigint;
    given bigint;
begin
    select amount_minor - fee_minor into most from refund
        where tenant_id = new.tenant_id and id = new.refund_id for update;
    select sum(case when credit = 'AVAILABLE' then amount_minor else - amount_minor end) into given from credit_entry
        where tenant_id = new.tenant_id and refund_id = new.refund_id;
    if given > most then
        raise exception 'refund % becomes more credit than it pays', new.refund_id using errcode = 'check_violation';
    elsif given < 0 then
        raise exception 'refund % reverses more credit than it gave', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger credit_of_its_refund after insert on credit_entry
    for each row when (new.refund_id is not null) execute function check_credit_of_refund();


-- ---------------------------------------------------------------------------------------------------------------------
-- Documents of a bill run: what holds the run against its cancellation, and what deletes them with it
-- ---------------------------------------------------------------------------------------------------------------------

-- Holds a run against its cancellation until the transaction ends. Where the cancellation was first, the statement fails;
-- the desk tries again, and its rule then refuses with a reason.
create function hold_run(tenant text, run text) returns void language plpgsql as $$
begin
    perform 1 from bill_run where tenant_id = tenant and id = run
        and state not in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED') for share;
    if not found then
        raise exception 'bill run % is being canceled or removed', run using errcode = 'serialization_failure';
    end if;
end
$$;

create function hold_run_of_line() returns trigger language plpgsql as $$
declare
    run text;
begin
    select i.bill_run_id into run from invoice_line l
        join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
        where l.tenant_id = new.tenant_id and l.id = new.line_id;
    if run is not null then
        perform hold_run(new.tenant_id, run);
    end if;
    return new;
end
$$;
create trigger holds_its_run before insert on payment_allocation for each row execute function hold_run_of_line();
create trigger holds_its_run before insert on credit_application for each row execute function hold_run_of_line();

-- What was paid of a run that ends can still be refunded: its line was an exception before, and remains one.
create function hold_run_of_credit() returns trigger language plpgsql as $$
declare
    line record;
begin
    select i.bill_run_id as run, l.paid_minor + l.applied_minor as paid into line from invoice_line l
        join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
        where l.tenant_id = new.tenant_id and l.id = new.line_id;
    if line.run is not null and line.paid > 0 then
        perform 1 from bill_run where tenant_id = new.tenant_id and id = line.run for share;
    elsif line.run is not null then
        perform hold_run(new.tenant_id, line.run);
    end if;
    return new;
end
$$;
create trigger holds_its_run before insert on line_credit for each row execute function hold_run_of_credit();

create function hold_run_of_credit_note() returns trigger language plpgsql as $$
begin
    perform 1 from bill_run where tenant_id = new.tenant_id and id = new.bill_run_id
        and (state not in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED')
            or (tg_op = 'UPDATE' and not takes_credit_notes)) for share;
    if not found then
        raise exception 'bill run % is being canceled or removed', new.bill_run_id using errcode = 'serialization_failure';
    end if;
    return new;
end
$$;
create trigger holds_its_run before insert on credit_note
    for each row when (new.bill_run_id is not null) execute function hold_run_of_credit_note();
create trigger holds_its_run_when_used before update of state on credit_note
    for each row when (new.bill_run_id is not null and new.state = 'USED' and old.state <> 'USED')
    execute function hold_run_of_credit_note();

create function hold_run_of_invoice() returns trigger language plpgsql as $$
begin
    if new.state = 'POSTED' and (tg_op = 'INSERT' or old.state <> 'POSTED') then
        update bill_run set posted_invoices = posted_invoices + 1 where tenant_id = new.tenant_id and id = new.bill_run_id
            and state not in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED');
        if not found then
            raise exception 'bill run % is being canceled or removed', new.bill_run_id using errcode = 'serialization_failure';
        end if;
    else
        perform hold_run(new.tenant_id, new.bill_run_id);
    end if;
    return new;
end
$$;
create trigger holds_its_run before insert on invoice
    for each row when (new.bill_run_id is not null) execute function hold_run_of_invoice();
create trigger holds_its_run_when_changed before update of state, disputed on invoice
    for each row when (new.bill_run_id is not null
        and (new.disputed <> old.disputed or (new.state = 'POSTED' and old.state <> 'POSTED')))
    execute function hold_run_of_invoice();

-- Documents are deleted with their run, and in no other way.
create function only_with_its_run() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from bill_run where tenant_id = old.tenant_id and id = old.bill_run_id
            and state = 'REMOVE_IN_PROGRESS') then
        raise exception 'rows of % are kept', tg_table_name using errcode = 'restrict_violation';
    end if;
    return old;
end
$$;
create trigger deleted_with_its_run before delete on invoice for each row execute function only_with_its_run();
create trigger deleted_with_its_run before delete on credit_note for each row execute function only_with_its_run();

create function only_with_its_invoice() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from invoice i join bill_run r on r.tenant_id = i.tenant_id and r.id = i.bill_run_id
            where i.tenant_id = old.tenant_id and i.id = old.invoice_id and r.state = 'REMOVE_IN_PROGRESS') then
        raise exception 'rows of % are kept', tg_table_name using errcode = 'restrict_violation';
    end if;
    return old;
end
$$;
create trigger deleted_with_its_run before delete on invoice_line for each row execute function only_with_its_invoice();


-- ---------------------------------------------------------------------------------------------------------------------
-- Closure of accounts
-- ---------------------------------------------------------------------------------------------------------------------

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
comment on table billing is 'One collection of money that the billing system has planned or made for an account.';
comment on column billing.cancellation_id is 'The closure that canceled it; null where the billing system did.';
create index billing_by_account on billing (tenant_id, account_id, planned_on, id);

-- A billing that is paid or canceled is final.
create function keep_billing() returns trigger language plpgsql as $$
begin
    raise exception 'billing % is %', old.id, old.state using errcode = 'restrict_violation';
end
$$;
create trigger ended_is_final before update on billing
    for each row when (old.state in ('PAID', 'CANCELED') and (new.state <> old.state
        or new.cancellation_id is distinct from old.cancellation_id or new.canceled_at is distinct from old.canceled_at))
    execute function keep_billing();

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
comment on table closure_form is 'The form of an account''s closure, and how long it is retained.';
comment on column closure_form.retain_until is 'First day on which the account''s data need not be retained any more.';

-- Nothing new is added to a closed account.
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


-- ---------------------------------------------------------------------------------------------------------------------
-- Declarations: what an unidentified person states about the end of a contract, as it was received
-- ---------------------------------------------------------------------------------------------------------------------

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
comment on table declaration is 'A statement as it was typed; none of it was verified.';
comment on column declaration.contract is 'The number of a contract or customer, as typed.';
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
comment on table declaration_step is 'What the staff did with a declaration; the last step decides its state.';
create index declaration_step_by_account on declaration_step (tenant_id, account_id) where account_id is not null;


-- ---------------------------------------------------------------------------------------------------------------------
-- What every command writes: its idempotency key, its audit entry, its events
-- ---------------------------------------------------------------------------------------------------------------------

create table operation (
    tenant_id    text        not null references tenant,
    key          text        not null check (length(key) between 1 and 255),
    function     text        not null,
    fingerprint  text        not null,
    requested_at timestamptz not null,
    refused      boolean,
    answer       text,
    primary key (tenant_id, key)
);
comment on table operation is 'The idempotency keys. Answers are stored for 30 days, the bare keys for ever.';
create index operation_answers on operation (tenant_id, requested_at) where answer is not null;

-- A key is used once: its answer is filled in, and emptied after 30 days.
create function keep_operation() returns trigger language plpgsql as $$
begin
    if new.tenant_id <> old.tenant_id or new.key <> old.key or new.function <> old.function
            or new.fingerprint <> old.fingerprint or new.requested_at <> old.requested_at
            or (old.refused is not null and new.refused is distinct from old.refused)
            or (old.refused is not null and new.answer is not null and new.answer is distinct from old.answer) then
        raise exception 'operation % is final', old.key using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger final before update on operation for each row execute function keep_operation();

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
    tries        integer     not null default 0 check (tries >= 0),
    next_try_at  timestamptz not null default now(),
    last_error   text,
    published_at timestamptz,
    parked_at    timestamptz,
    primary key (tenant_id, id),
    constraint outbox_is_published_or_parked check (published_at is null or parked_at is null)
);
comment on table outbox is 'Events that wait for delivery or were delivered.';
comment on column outbox.last_error is 'The code with which the destination last refused the event.';
create index outbox_due on outbox (tenant_id, next_try_at) where published_at is null and parked_at is null;
create index outbox_parked on outbox (tenant_id, occurred_at, id) where parked_at is not null;
create index outbox_by_time on outbox (tenant_id, occurred_at, id);


-- ---------------------------------------------------------------------------------------------------------------------
-- Row-level security and the rights of the application
--
-- A statement sees only the rows of the tenant that its transaction has named in quittance.tenant, whatever its WHERE
-- clause says. Row-level security is forced, so that it holds for the owner of the tables too.
-- ---------------------------------------------------------------------------------------------------------------------

do $$
declare
    tenants text;
begin
    for tenants in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relnamespace = current_schema::regnamespace and c.relkind = 'r' and c.relname not in ('tenant', 'publishable_key')
    loop
        execute format('alter table %I enable row level security', tenants);
        execute format('alter table %I force row level security', tenants);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', tenants);
        execute format('grant select, insert on %I to ${applicationRole}', tenants);
    end loop;
end
$$;
grant select, insert on tenant, publishable_key to ${applicationRole};
grant usage on sequence cancellation_number, cancellation_request_number, refund_number, penalty_number, declaration_number
    to ${applicationRole};

grant update on account, bill_run, bill_run_series, billing, billing_item, billing_term, bulk_amount, bulk_job, bulk_chunk,
    cancellation, cancellation_reason, cancellation_request, cancellation_request_item, credit_balance, distributor,
    installed_item, item_category, open_call, operation, outbox, planned_action, policy, refund, removal_condition, service,
    subscription, subscription_definition, usage_record
    to ${applicationRole};
grant update, delete on admin_fee, billing_item_link, credit_note, invoice, invoice_line, refund_limit to ${applicationRole};
grant update (refunded_minor, reversed_minor) on payment, payment_allocation to ${applicationRole};
grant update (revoked_at) on publishable_key to ${applicationRole};

-- Evidence is only added to: by the rights above, and for whoever has more rights by triggers. (Payments and their
-- allocations have an append_only of their own above, which lets refunds be counted.)
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'restrict_violation';
end
$$;

do $$
declare
    evidence text;
begin
    foreach evidence in array array['receipt', 'audit', 'cancellation_item', 'cancellation_service', 'binding_extension', 'penalty',
            'refund_part', 'refund_step', 'credit_use', 'credit_application', 'allocation_excess', 'payment_reversal', 'payment_reversal_part', 'credit_entry', 'line_credit', 'bill_run_exception',
            'closure_form', 'declaration', 'declaration_step']
    loop
        execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', evidence);
        execute format('create trigger never_emptied before truncate on %I execute function refuse_change()', evidence);
    end loop;
    foreach evidence in array array['payment', 'payment_allocation', 'operation', 'cancellation_request', 'cancellation_request_item',
            'publishable_key']
    loop
        execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', evidence);
        execute format('create trigger never_emptied before truncate on %I execute function refuse_change()', evidence);
    end loop;
end
$$;
