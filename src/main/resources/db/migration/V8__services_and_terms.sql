-- Services leave by the rules of their billing terms; what was agreed is kept as one document.

-- What was agreed is more than the refund; scheduled ends that stand already keep what they said.
alter table cancellation no force row level security;
update cancellation set settlement = json_build_object('refund', settlement::json, 'cause', 'ORDINARY')::text
    where kind = 'SUBSCRIPTION' and settlement is not null;
alter table cancellation force row level security;
comment on column cancellation.settlement is 'JSON: what was agreed besides the day, such as how the money is settled.';
