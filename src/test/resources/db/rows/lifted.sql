-- Example of a migration that changes rows: it lifts forced row-level security of the tables that it reads or writes, and
-- restores it before anybody else sees them.
alter table account add column example text;

alter table account no force row level security;
alter table admin_fee no force row level security;
update account set postpaid = true;
insert into admin_fee (tenant_id, currency, amount_minor)
    select tenant_id, min(currency), 0 from account group by tenant_id;
alter table account force row level security;
alter table admin_fee force row level security;
