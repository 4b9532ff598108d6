-- As lifted.sql, but row-level security remains forced: nothing fails, and nothing changes.
alter table account add column example text;

update account set postpaid = true;
insert into admin_fee (tenant_id, currency, amount_minor)
    select tenant_id, min(currency), 0 from account group by tenant_id;
