-- What the application does to a run, as one would do it by hand: the same statements, chunk by chunk, each chunk a
-- transaction. The tenant and the size of a chunk are settings of the session.
update bill_run set state = 'CANCEL_IN_PROGRESS', takes_credit_notes = true, version = version + 1
    where tenant_id = current_setting('quittance.tenant') and id = 'run';
-- Finished from the beginning, so that no application takes it up.
insert into bulk_job (tenant_id, bill_run_id, work, chunking, chunked_until, chunks, begun_at, finished_at, version)
    values (current_setting('quittance.tenant'), 'run', 'CANCEL', null, '', 0, now(), now(), 0);

with made as (select id, currency, amount_minor, (row_number() over (order by id) - 1) / current_setting('quittance.chunk')::bigint + 1 as chunk
        from credit_note where tenant_id = current_setting('quittance.tenant') and bill_run_id = 'run'),
    chunks as (insert into bulk_chunk (tenant_id, bill_run_id, work, number, record, first_id, last_id)
        select current_setting('quittance.tenant'), 'run', 'CANCEL', chunk, 'CREDIT_NOTE', min(id), max(id) from made group by chunk)
insert into bulk_amount (tenant_id, bill_run_id, work, number, currency, planned, planned_minor)
    select current_setting('quittance.tenant'), 'run', 'CANCEL', chunk, currency, count(*), sum(amount_minor) from made group by chunk, currency;

with made as (select id, currency, total_minor, (row_number() over (order by id) - 1) / current_setting('quittance.chunk')::bigint + 1
            + (select count(*) from bulk_chunk where tenant_id = current_setting('quittance.tenant') and bill_run_id = 'run') as chunk
        from invoice where tenant_id = current_setting('quittance.tenant') and bill_run_id = 'run'),
    chunks as (insert into bulk_chunk (tenant_id, bill_run_id, work, number, record, first_id, last_id)
        select current_setting('quittance.tenant'), 'run', 'CANCEL', chunk, 'INVOICE', min(id), max(id) from made group by chunk)
insert into bulk_amount (tenant_id, bill_run_id, work, number, currency, planned, planned_minor)
    select current_setting('quittance.tenant'), 'run', 'CANCEL', chunk, currency, count(*), sum(total_minor) from made group by chunk, currency;

set enable_seqscan = off;
set enable_hashjoin = off;
set enable_mergejoin = off;
set jit = off;

do $$
declare
    t text := current_setting('quittance.tenant');
    p record;
begin
    for p in select * from bulk_chunk where tenant_id = t and bill_run_id = 'run' and work = 'CANCEL' order by number
    loop
        perform 1 from bulk_chunk where tenant_id = t and bill_run_id = 'run' and work = 'CANCEL' and number = p.number for update;
        if p.record = 'CREDIT_NOTE' then
            perform count(*) from (select a.id from account a where a.tenant_id = t and a.id in (select c.account_id
                from credit_note c where c.tenant_id = t and c.bill_run_id = 'run' and c.id >= p.first_id and c.id <= p.last_id)
                order by a.id for no key update of a) locked;
            with found as materialized (select c.id, c.account_id, c.currency, c.amount_minor, case when c.state = 'USED'
                        or (select count(*) from refund r where r.tenant_id = c.tenant_id and r.credit_note_id = c.id) > 0
                        then 'USED' end as cause
                    from credit_note c where c.tenant_id = t and c.bill_run_id = 'run' and c.id >= p.first_id and c.id <= p.last_id),
                kept as (insert into bill_run_exception (tenant_id, bill_run_id, work, record, id, account_id, cause, amount_minor, currency)
                    select t, 'run', 'CANCEL', 'CREDIT_NOTE', id, account_id, cause, amount_minor, currency from found
                    where cause is not null returning currency, amount_minor),
                ended as (update credit_note c set state = 'CANCELED', version = c.version + 1 from found f
                    where c.tenant_id = t and c.id = f.id and f.cause is null returning c.currency, c.amount_minor)
            update bulk_amount a set done = coalesce(s.done, 0), done_minor = coalesce(s.done_minor, 0),
                    exceptions = coalesce(s.exceptions, 0), exceptions_minor = coalesce(s.exceptions_minor, 0)
                from bulk_amount b left join (select currency, sum(done) as done, sum(done_minor) as done_minor,
                    sum(exceptions) as exceptions, sum(exceptions_minor) as exceptions_minor from (
                        select currency, 1 as done, amount_minor as done_minor, 0 as exceptions, 0 as exceptions_minor from ended
                        union all select currency, 0, 0, 1, amount_minor from kept) each group by currency) s on s.currency = b.currency
                where b.tenant_id = t and b.bill_run_id = 'run' and b.work = 'CANCEL' and b.number = p.number
                    and a.tenant_id = b.tenant_id and a.bill_run_id = b.bill_run_id and a.work = b.work and a.number = b.number
                    and a.currency = b.currency;
        else
            perform count(*) from (select a.id from account a where a.tenant_id = t and a.id in (select i.account_id
                from invoice i where i.tenant_id = t and i.bill_run_id = 'run' and i.id >= p.first_id and i.id <= p.last_id)
                order by a.id for no key update of a) locked;
            with found as materialized (select i.id, i.account_id, i.currency, i.total_minor, case when i.state = 'POSTED' then 'POSTED'
                        when (select sum(l.paid_minor + l.applied_minor) from invoice_line l
                            where l.tenant_id = i.tenant_id and l.invoice_id = i.id) > 0 then 'PAID'
                        when (select sum(l.credited_net_minor + l.credited_tax_minor) from invoice_line l
                            where l.tenant_id = i.tenant_id and l.invoice_id = i.id) > 0 then 'CREDITED'
                        when i.disputed then 'DISPUTED' end as cause
                    from invoice i where i.tenant_id = t and i.bill_run_id = 'run' and i.id >= p.first_id and i.id <= p.last_id
                        and i.state <> 'CANCELED'),
                kept as (insert into bill_run_exception (tenant_id, bill_run_id, work, record, id, account_id, cause, amount_minor, currency)
                    select t, 'run', 'CANCEL', 'INVOICE', id, account_id, cause, total_minor, currency from found
                    where cause is not null returning currency, amount_minor),
                ended as (update invoice i set state = 'CANCELED', version = i.version + 1 from found f
                    where i.tenant_id = t and i.id = f.id and f.cause is null returning i.currency, i.total_minor as amount_minor)
            update bulk_amount a set done = coalesce(s.done, 0), done_minor = coalesce(s.done_minor, 0),
                    exceptions = coalesce(s.exceptions, 0), exceptions_minor = coalesce(s.exceptions_minor, 0)
                from bulk_amount b left join (select currency, sum(done) as done, sum(done_minor) as done_minor,
                    sum(exceptions) as exceptions, sum(exceptions_minor) as exceptions_minor from (
                        select currency, 1 as done, amount_minor as done_minor, 0 as exceptions, 0 as exceptions_minor from ended
                        union all select currency, 0, 0, 1, amount_minor from kept) each group by currency) s on s.currency = b.currency
                where b.tenant_id = t and b.bill_run_id = 'run' and b.work = 'CANCEL' and b.number = p.number
                    and a.tenant_id = b.tenant_id and a.bill_run_id = b.bill_run_id and a.work = b.work and a.number = b.number
                    and a.currency = b.currency;
            update billing_item b set left_invoices_at = now(), version = b.version + 1
                where b.tenant_id = t and b.state = 'CANCELED' and b.left_invoices_at is null
                    and b.id in (select l.billing_item_id from invoice i join invoice_line l on l.tenant_id = i.tenant_id
                        and l.invoice_id = i.id where i.tenant_id = t and i.bill_run_id = 'run' and i.id >= p.first_id and i.id <= p.last_id)
                    and not exists (select 1 from invoice_line o join invoice i on i.tenant_id = o.tenant_id and i.id = o.invoice_id
                        where o.tenant_id = b.tenant_id and o.billing_item_id = b.id and o.outstanding_minor > 0
                            and i.state <> 'CANCELED' and not exists (select 1 from bill_run r where r.tenant_id = i.tenant_id
                                and r.id = i.bill_run_id and r.state in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED')));
        end if;
        update bulk_chunk set done_at = now() where tenant_id = t and bill_run_id = 'run' and work = 'CANCEL' and number = p.number;
        commit;
    end loop;
end
$$;
update bill_run set state = 'CANCELED', version = version + 1 where tenant_id = current_setting('quittance.tenant') and id = 'run';
