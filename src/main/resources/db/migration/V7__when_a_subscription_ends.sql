-- More days on which a subscription may end, and more ways to price what is left of it.

alter table cancellation
    drop constraint cancellation_timing_check,
    add constraint cancellation_timing_check check (timing in
        ('IMMEDIATE', 'ANNIVERSARY', 'END_OF_PERIOD', 'END_OF_TERM', 'ON_DATE', 'AFTER_DAYS', 'EXPIRY'));

alter table policy
    add column back_dating_days integer not null default 0 check (back_dating_days between 0 and 3660),
    add column goodwill_days    integer not null default 0 check (goodwill_days between 0 and 3660),
    drop constraint policy_credit_policy_check,
    add constraint policy_credit_policy_check check (credit_policy in
        ('NONE', 'PRORATED', 'FULL', 'WHOLE_PERIODS_LEFT', 'GOODWILL', 'RE_RATED'));
comment on column policy.back_dating_days is 'How many days ago the staff may let a subscription have ended.';

alter table subscription
    add column billed_as text not null default 'PERIODIC' check (billed_as in ('PERIODIC', 'AS_INCURRED', 'MILESTONE'));
