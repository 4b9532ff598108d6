-- The schema of a later version, as far as one can tell today: all that a migration may do (docs/adr/0021). Today's code is run on it.

do $$
declare
    known text;
begin
    for known in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
            and relname <> 'flyway_schema_history'
    loop
        execute format('alter table %I add column later_text text, add column later_number integer not null default 7'
            ' check (later_number > 0)', known);
        execute format('create index on %I (later_text)', known);
    end loop;
end
$$;

alter table refund
    drop constraint refund_destination_check,
    add constraint refund_destination_check check (destination in
        ('CREDIT_NOTE', 'AVAILABLE_CREDITS', 'ORIGINAL_PAYMENT', 'OFFSET', 'OFFLINE', 'PENALTY', 'GIFT_CARD')),
    add column later_card text,
    add constraint later_card_is_a_gift_card check (later_card is null or destination = 'GIFT_CARD'),
    add constraint later_card_is_used_once unique (tenant_id, later_card);

-- What the code of before does not write is written for it.
create table account_opening (
    tenant_id  text        not null references tenant,
    account_id text        not null,
    opened_at  timestamptz not null default now(),
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references account
);
alter table account_opening enable row level security;
alter table account_opening force row level security;
create policy own_tenant on account_opening using (tenant_id = current_setting('quittance.tenant', true))
    with check (tenant_id = current_setting('quittance.tenant', true));
grant select, insert, update on account_opening to ${applicationRole};
create function open_account() returns trigger language plpgsql as $$
begin
    insert into account_opening (tenant_id, account_id) values (new.tenant_id, new.id);
    return new;
end
$$;
create trigger is_opened after insert on account for each row execute function open_account();
alter table account add column later_opening_of text,
    add foreign key (tenant_id, later_opening_of) references account_opening;
