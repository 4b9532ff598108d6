-- Cancellation requests: several billing items of one account, asked for together and approved by the staff.

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
comment on column cancellation_request.plan is 'As it was shown by the preview and agreed to; the approval plans anew.';
create index cancellation_request_by_account on cancellation_request (tenant_id, account_id, number);

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
    check (result not in ('SCHEDULED', 'CANCELED', 'UNDONE') or cancellation_id is not null),
    check (result not in ('WAITING', 'REFUSED') or cancellation_id is null)
);
comment on column cancellation_request_item.effective_on is 'As planned: when it was asked for, then when it was approved.';
create unique index cancellation_request_item_only_once on cancellation_request_item (tenant_id, billing_item_id)
    where result in ('WAITING', 'SCHEDULED');
create index cancellation_request_item_by_item on cancellation_request_item (tenant_id, billing_item_id, request_id);
create index cancellation_request_item_by_cancellation on cancellation_request_item (tenant_id, cancellation_id)
    where cancellation_id is not null;

-- The second wall, as in V1.
do $$
declare
    owned text;
begin
    foreach owned in array array['cancellation_request', 'cancellation_request_item']
    loop
        execute format('alter table %I enable row level security', owned);
        execute format('alter table %I force row level security', owned);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', owned);
        execute format('grant select, insert, update on %I to ${applicationRole}', owned);
        execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', owned);
        execute format('create trigger never_emptied before truncate on %I execute function refuse_change()', owned);
    end loop;
end
$$;
grant usage on sequence cancellation_request_number to ${applicationRole};

-- Only the legal moves, and what was asked and agreed stays as it was.
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

create function keep_request_item() returns trigger language plpgsql as $$
begin
    if new.request_id <> old.request_id or new.billing_item_id <> old.billing_item_id or new.position <> old.position
            or new.timing <> old.timing or new.include_associated <> old.include_associated
            or (old.cancellation_id is not null and new.cancellation_id is distinct from old.cancellation_id)
            or (old.refusal is not null and new.refusal is distinct from old.refusal)
            or (new.result <> old.result and (old.result, new.result) not in (
                ('WAITING', 'SCHEDULED'), ('WAITING', 'REFUSED'), ('WAITING', 'REMOVED'), ('WAITING', 'VOIDED'),
                ('SCHEDULED', 'CANCELED'), ('SCHEDULED', 'UNDONE'), ('SCHEDULED', 'REMOVED'), ('SCHEDULED', 'VOIDED'))) then
        raise exception 'item % of cancellation request % is %', old.billing_item_id, old.request_id, old.result
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger result_is_final before update on cancellation_request_item for each row execute function keep_request_item();
