-- The rows that lifted.sql and forced.sql are tried on: of two tenants, three accounts.
insert into tenant (tenant_id) values ('t-one'), ('t-two');
insert into account (tenant_id, id, name, currency, time_zone, licenses, version) values
    ('t-one', 'harbor', 'Harbor', 'USD', 'UTC', 0, 0),
    ('t-one', 'lighthouse', 'Lighthouse', 'USD', 'UTC', 0, 0),
    ('t-two', 'harbor', 'Harbor', 'EUR', 'UTC', 0, 0);
