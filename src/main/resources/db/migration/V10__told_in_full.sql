-- What is told in full: why something was paid besides a credit note, and that an item ended with its account before
-- anybody had approved its end.

alter table refund
    add column besides_credit_note_id text,
    add column override_reason        text,
    add constraint refund_is_paid_besides_for_a_reason check ((besides_credit_note_id is null) = (override_reason is null));
comment on column refund.besides_credit_note_id is 'The credit note that stood in the way when it was asked for; it may have been deleted with its bill run since.';

alter table cancellation_request_item
    drop constraint cancellation_request_item_check1,
    add constraint cancellation_request_item_check1 check (result not in ('SCHEDULED', 'UNDONE') or cancellation_id is not null);

create or replace function keep_request_item() returns trigger language plpgsql as $$
begin
    if new.request_id <> old.request_id or new.billing_item_id <> old.billing_item_id or new.position <> old.position
            or new.timing <> old.timing or new.include_associated <> old.include_associated
            or (old.cancellation_id is not null and new.cancellation_id is distinct from old.cancellation_id)
            or (old.refusal is not null and new.refusal is distinct from old.refusal)
            or (new.result <> old.result and (old.result, new.result) not in (
                ('WAITING', 'SCHEDULED'), ('WAITING', 'REFUSED'), ('WAITING', 'REMOVED'), ('WAITING', 'VOIDED'),
                ('WAITING', 'CANCELED'),
                ('SCHEDULED', 'CANCELED'), ('SCHEDULED', 'UNDONE'), ('SCHEDULED', 'REMOVED'), ('SCHEDULED', 'VOIDED'))) then
        raise exception 'item % of cancellation request % is %', old.billing_item_id, old.request_id, old.result
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
