-- Bill runs, and the work in pieces that cancels or removes their invoices.
--
-- The row of the run is the barrier: whoever pays, disputes or adds one of its invoices holds it, and its cancellation
-- changes it. From that commit on nothing of the run is collected, however far the pieces are.

-- A bill run has no account and no terms; what ends in the middle of other work has other moments.
alter table cancellation alter column account_id drop not null;
alter table cancellation drop constraint cancellation_kind_check;
alter table cancellation add constraint cancellation_kind_check
    check (kind in ('BILLING_ITEM', 'SUBSCRIPTION', 'BILL_RUN'));
alter table cancellation add constraint cancellation_has_its_account check ((kind = 'BILL_RUN') = (account_id is null));

alter table policy add column invoice_settlement boolean not null default false;

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
comment on column bill_run_series.last_number is 'The highest number that any of its runs ever had; the next one has the next.';

create table bill_run (
    tenant_id       text    not null references tenant,
    id              text    not null check (length(id) between 1 and 64),
    kind            text    not null check (kind in ('AD_HOC', 'SCHEDULED')),
    state           text    not null check (state in ('PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'POST_IN_PROGRESS', 'POSTED',
                                                      'PAUSED', 'CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED')),
    series_id       text,
    number          bigint  check (number > 0),
    scheduled_on    date,
    posted_invoices bigint  not null default 0 check (posted_invoices >= 0),
    cancellation_id text,
    takes_credit_notes boolean not null default false,
    next_run_id     text,
    version         integer not null,
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
comment on column bill_run.posted_invoices is 'Kept by a trigger, whoever posts.';

-- Of every statement of a cancellation only the state changes, and no index knows it: the new version stays on its page.
alter table invoice set (fillfactor = 60);
alter table invoice add column bill_run_id text;
alter table invoice add column state text not null default 'POSTED' check (state in ('DRAFT', 'POSTED', 'CANCELED'));
alter table invoice add column disputed boolean not null default false;
alter table invoice add column total_minor bigint not null default 0 check (total_minor >= 0);
alter table invoice add foreign key (tenant_id, bill_run_id) references bill_run;
create index invoice_by_run on invoice (tenant_id, bill_run_id, id) where bill_run_id is not null;
comment on column invoice.total_minor is 'The sum of its lines.';

alter table credit_note add foreign key (tenant_id, bill_run_id) references bill_run;
create index credit_note_by_run on credit_note (tenant_id, bill_run_id, id) where bill_run_id is not null;
-- For the references that are looked up when a document is removed.
create index credit_note_by_line on credit_note (tenant_id, line_id) where line_id is not null;
create index refund_by_credit_note on refund (tenant_id, credit_note_id) where credit_note_id is not null;

-- For what is here already, of every tenant: the owner looks over the wall while it migrates.
alter table invoice no force row level security;
alter table invoice_line no force row level security;
update invoice i set total_minor = coalesce((select sum(l.net_minor + l.tax_minor) from invoice_line l
    where l.tenant_id = i.tenant_id and l.invoice_id = i.id), 0);
alter table invoice force row level security;
alter table invoice_line force row level security;
alter table invoice alter column state drop default;
alter table invoice alter column disputed drop default;
alter table invoice alter column total_minor drop default;

create table bulk_job (
    tenant_id   text        not null references tenant,
    bill_run_id text        not null,
    work        text        not null check (work in ('CANCEL', 'REMOVE')),
    cutting     text        check (cutting in ('INVOICE', 'CREDIT_NOTE')),
    cut_until   text        not null,
    pieces      bigint      not null check (pieces >= 0),
    begun_at    timestamptz not null,
    finished_at timestamptz,
    version     integer     not null,
    primary key (tenant_id, bill_run_id, work),
    foreign key (tenant_id, bill_run_id) references bill_run,
    check (finished_at is null or cutting is null)
);
comment on table bulk_job is 'The canceling or removing of what a run has made.';
comment on column bulk_job.cutting is 'What is still being cut into pieces; null once all is.';
comment on column bulk_job.cut_until is 'The last id that lies in a piece.';
create unique index bulk_job_only_one on bulk_job (tenant_id, bill_run_id) where finished_at is null;
create index bulk_job_open on bulk_job (tenant_id, begun_at) where finished_at is null;

create table bulk_piece (
    tenant_id      text        not null references tenant,
    bill_run_id    text        not null,
    work           text        not null,
    number         bigint      not null check (number > 0),
    record         text        not null check (record in ('INVOICE', 'CREDIT_NOTE')),
    first_id       text        not null,
    last_id        text        not null,
    done_at        timestamptz,
    parked_because text,
    primary key (tenant_id, bill_run_id, work, number),
    foreign key (tenant_id, bill_run_id, work) references bulk_job,
    check (done_at is null or parked_because is null)
);
comment on table bulk_piece is 'A range of ids that is worked on in one transaction.';
create index bulk_piece_waiting on bulk_piece (tenant_id, bill_run_id, work, number) where done_at is null;

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
    foreign key (tenant_id, bill_run_id, work, number) references bulk_piece,
    check (num_nulls(done, done_minor, exceptions, exceptions_minor) in (0, 4)),
    check (done + exceptions = planned),
    check (done_minor + exceptions_minor = planned_minor)
);
comment on table bulk_amount is 'What lies in a piece, by currency, as it was cut and as it was done: records and minor units must agree.';

create table bill_run_exception (
    tenant_id    text   not null references tenant,
    bill_run_id  text   not null,
    work         text   not null,
    record       text   not null check (record in ('INVOICE', 'CREDIT_NOTE')),
    id           text   not null,
    account_id   text   not null,
    because      text   not null check (because in ('POSTED', 'PAID', 'CREDITED', 'DISPUTED', 'USED')),
    amount_minor bigint not null,
    currency     text   not null,
    primary key (tenant_id, bill_run_id, work, record, id),
    foreign key (tenant_id, bill_run_id, work) references bulk_job,
    foreign key (tenant_id, account_id) references account
);
comment on table bill_run_exception is 'What could not be canceled or removed with its run, and why.';

-- The second wall, as in V1.
do $$
declare
    owned text;
begin
    foreach owned in array array['bill_run_series', 'bill_run', 'bulk_job', 'bulk_piece', 'bulk_amount', 'bill_run_exception']
    loop
        execute format('alter table %I enable row level security', owned);
        execute format('alter table %I force row level security', owned);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', owned);
        execute format('grant select, insert, update on %I to ${applicationRole}', owned);
    end loop;
end
$$;
revoke update on bill_run_exception from ${applicationRole};
create trigger append_only before update or delete on bill_run_exception for each row execute function refuse_change();
create trigger never_emptied before truncate on bill_run_exception execute function refuse_change();

-- A run ends once: nothing leads back from there, and nothing with a posted invoice leads into it.
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

-- Holds a run against its cancellation until the transaction ends. Where that was first, the desk tries again, and its
-- rule says so in words.
create function hold_run(tenant text, run text) returns void language plpgsql as $$
begin
    perform 1 from bill_run where tenant_id = tenant and id = run
        and state not in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED') for share;
    if not found then
        raise exception 'bill run % ends', run using errcode = 'serialization_failure';
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

-- What was paid of a run that ends can still go back: its line was an exception before, and stays one.
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
        raise exception 'bill run % ends', new.bill_run_id using errcode = 'serialization_failure';
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
            raise exception 'bill run % ends', new.bill_run_id using errcode = 'serialization_failure';
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

create function keep_invoice() returns trigger language plpgsql as $$
begin
    raise exception 'invoice % is %', old.id, old.state using errcode = 'restrict_violation';
end
$$;
create trigger canceled_is_final before update on invoice
    for each row when ((old.state <> new.state and (old.state = 'CANCELED' or new.state = 'DRAFT'))
        or old.bill_run_id is distinct from new.bill_run_id or old.total_minor <> new.total_minor)
    execute function keep_invoice();

-- Documents are deleted with their run and in no other way.
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
grant delete on invoice, invoice_line, credit_note to ${applicationRole};
