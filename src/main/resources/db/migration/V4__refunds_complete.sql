-- Refunds, complete: a second person above a limit, the payment system's answers, and what is taken back.

create table refund_limit (
    tenant_id    text   not null references tenant,
    currency     text   not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (tenant_id, currency)
);
comment on table refund_limit is 'What one person may refund at once, by its currency; more needs a second one.';

alter table refund
    drop constraint refund_state_check,
    add constraint refund_state_check check (state in
        ('PENDING_APPROVAL', 'PENDING', 'SUCCEEDED', 'FAILED', 'REJECTED', 'CANCELED', 'REVERSED')),
    add column of_credit_note_id text,
    add column attempt           integer not null default 0 check (attempt >= 0),
    add foreign key (tenant_id, of_credit_note_id) references credit_note,
    add check (of_credit_note_id is null or credit_note_id is null);
comment on column refund.of_credit_note_id is 'The credit note that is paid out; credit_note_id is the one that is the refund by itself.';
comment on column refund.attempt is 'How often the payment system was told to carry it out.';
create index refund_of_credit_note on refund (tenant_id, of_credit_note_id) where of_credit_note_id is not null;
-- The payment system was told of those that are there already; the wall is back before anybody else sees the table.
alter table refund no force row level security;
update refund set attempt = 1 where destination = 'ORIGINAL_PAYMENT' and amount_minor > fee_minor;
alter table refund force row level security;
drop index refund_uses_a_credit_note_once;
create unique index refund_uses_a_credit_note_once on refund (tenant_id, coalesce(credit_note_id, of_credit_note_id))
    where coalesce(credit_note_id, of_credit_note_id) is not null
        and state not in ('FAILED', 'REJECTED', 'CANCELED', 'REVERSED');

create table refund_step (
    tenant_id   text        not null references tenant,
    refund_id   text        not null,
    step        integer     not null check (step > 0),
    what        text        not null check (what in
        ('APPROVED', 'REJECTED', 'SUCCEEDED', 'FAILED', 'RETRIED', 'CANCELED', 'REVERSED')),
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
comment on table refund_step is 'What has become of a refund since it was asked for.';
create unique index refund_takes_a_step_once on refund_step (tenant_id, refund_id, what) where what not in ('FAILED', 'RETRIED');
create unique index refund_is_taken_back_once on refund_step (tenant_id, refund_id) where what in ('REJECTED', 'CANCELED', 'REVERSED');
create unique index refund_is_retried_once_an_attempt on refund_step (tenant_id, refund_id, what, attempt);

-- What is taken back is a new, opposite row.
alter table refund_part
    drop constraint refund_part_amount_minor_check,
    add constraint refund_part_amount_minor_check check (amount_minor <> 0),
    add column credit_note_id text,
    add foreign key (tenant_id, credit_note_id) references credit_note,
    drop constraint refund_part_check,
    add constraint refund_part_check check (
        (payment_id is not null or line_id is not null) and credit_note_id is null
        or payment_id is null and line_id is null and credit_note_id is not null);
create index refund_part_by_credit_note on refund_part (tenant_id, credit_note_id) where credit_note_id is not null;
comment on column refund_part.credit_note_id is 'The credit note that is paid out, where neither a payment nor a line is behind it.';
comment on column refund_part.amount_minor is 'Below zero where it takes back what an earlier part gave.';
alter table line_credit
    drop constraint line_credit_net_minor_check,
    drop constraint line_credit_tax_minor_check,
    drop constraint line_credit_check,
    add column refund_id text,
    add foreign key (tenant_id, refund_id) references refund,
    add constraint line_credit_check check (
        refund_id is null and net_minor >= 0 and tax_minor >= 0 and net_minor + tax_minor > 0
        or refund_id is not null and net_minor <= 0 and tax_minor <= 0 and net_minor + tax_minor < 0 and unused_from is null);
comment on column line_credit.refund_id is 'The refund with which it is taken back; then it is below zero.';
alter table credit_entry
    drop constraint credit_entry_credit_check,
    add constraint credit_entry_credit_check check (credit in ('REFUNDS', 'AVAILABLE', 'USED'));
create unique index refund_becomes_credit_once on credit_entry (tenant_id, refund_id, credit) where refund_id is not null;

do $$
declare
    owned text;
begin
    foreach owned in array array['refund_limit', 'refund_step']
    loop
        execute format('alter table %I enable row level security', owned);
        execute format('alter table %I force row level security', owned);
        execute format('create policy own_tenant on %I using (tenant_id = current_setting(''quittance.tenant'', true))'
            || ' with check (tenant_id = current_setting(''quittance.tenant'', true))', owned);
        execute format('grant select, insert on %I to ${applicationRole}', owned);
    end loop;
end
$$;
grant update, delete on refund_limit to ${applicationRole};
create trigger append_only before update or delete on refund_step for each row execute function refuse_change();
create trigger never_emptied before truncate on refund_step execute function refuse_change();

-- A refund goes only the ways that it may; what it is never changes.
create or replace function keep_refund() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'state' - 'attempt' - 'version' <> to_jsonb(old) - 'state' - 'attempt' - 'version'
            or new.attempt < old.attempt
            or (new.state <> old.state and (old.state, new.state) not in (values
                ('PENDING_APPROVAL', 'PENDING'), ('PENDING_APPROVAL', 'SUCCEEDED'), ('PENDING_APPROVAL', 'REJECTED'),
                ('PENDING_APPROVAL', 'CANCELED'), ('PENDING', 'SUCCEEDED'), ('PENDING', 'FAILED'), ('FAILED', 'PENDING'),
                ('FAILED', 'SUCCEEDED'), ('FAILED', 'CANCELED'), ('SUCCEEDED', 'REVERSED'))) then
        raise exception 'refund % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

-- A credit note is used up once, unless what used it was taken back.
create or replace function keep_credit_note() returns trigger language plpgsql as $$
begin
    if old.state = 'USED' and new.state = 'ISSUED' and new.refund_id is null and new.amount_minor = old.amount_minor
            and exists (select 1 from refund where tenant_id = old.tenant_id and id = old.refund_id
                and state in ('REJECTED', 'CANCELED', 'REVERSED')) then
        return new;
    end if;
    if new.state <> old.state or new.refund_id is distinct from old.refund_id or new.amount_minor <> old.amount_minor then
        raise exception 'credit note % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

-- What went back is counted where it came from, and what is taken back too; the CHECKs there are the caps.
create or replace function return_part() returns trigger language plpgsql as $$
begin
    if new.line_id is not null then
        update invoice_line set returned_minor = returned_minor + new.amount_minor
            where tenant_id = new.tenant_id and id = new.line_id;
    end if;
    if new.payment_id is not null then
        update payment set returned_minor = returned_minor + new.amount_minor
            where tenant_id = new.tenant_id and id = new.payment_id;
    end if;
    if new.credit_note_id is not null then
        if (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and credit_note_id = new.credit_note_id)
                > (select amount_minor from credit_note where tenant_id = new.tenant_id and id = new.credit_note_id) then
            raise exception 'credit note % is paid out beyond its amount', new.credit_note_id using errcode = 'check_violation';
        end if;
    elsif new.payment_id is not null and new.line_id is not null then
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
    if new.amount_minor < 0 and (select sum(amount_minor) from refund_part
            where tenant_id = new.tenant_id and refund_id = new.refund_id and payment_id is not distinct from new.payment_id
                and line_id is not distinct from new.line_id and credit_note_id is not distinct from new.credit_note_id) < 0 then
        raise exception 'refund % takes back more than it gave', new.refund_id using errcode = 'check_violation';
    end if;
    if (select sum(amount_minor) from refund_part where tenant_id = new.tenant_id and refund_id = new.refund_id)
            > (select amount_minor from refund where tenant_id = new.tenant_id and id = new.refund_id) then
        raise exception 'the parts of refund % are more than it', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$$;

-- A refund takes no more credit back than it gave.
create function take_credit_back() returns trigger language plpgsql as $$
begin
    if (select sum(case when credit = 'AVAILABLE' then amount_minor else - amount_minor end) from credit_entry
            where tenant_id = new.tenant_id and refund_id = new.refund_id) < 0 then
        raise exception 'refund % takes back more credit than it gave', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger takes_back_what_it_gave after insert on credit_entry
    for each row when (new.credit = 'REFUNDS') execute function take_credit_back();
