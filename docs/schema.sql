-- The schema as the migrations leave it, to be read: tables by name, then sequences and functions.
-- A test writes this file and keeps it true (SchemaTextTest); the migrations are in src/main/resources/db/migration.


create table account (
    tenant_id text not null,
    id text not null,
    name text not null,
    currency text not null,
    time_zone text not null,
    licenses integer not null,
    contact_name text,
    contact_email text,
    status text default 'ACTIVE'::text not null,
    self_service_cancellation boolean default false not null,
    receivable_active boolean default true not null,
    postpaid boolean default false not null,
    version integer not null,
    constraint account_pkey PRIMARY KEY (tenant_id, id),
    constraint account_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint account_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint account_licenses_check CHECK ((licenses >= 0)),
    constraint account_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'CLOSED'::text]))),
    constraint closed_without_licenses CHECK (((status <> 'CLOSED'::text) OR (licenses = 0))),
    constraint account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on column account.self_service_cancellation is 'Whether the customer may close the account; the policy must allow it too.';
comment on column account.receivable_active is 'Whether receivables are managed normally; if not, services of the account are not removed.';
CREATE INDEX account_by_name ON account USING btree (tenant_id, lower(name) text_pattern_ops);
CREATE TRIGGER closed_is_final BEFORE UPDATE ON account FOR EACH ROW WHEN (((old.status = 'CLOSED'::text) AND (new.status <> 'CLOSED'::text))) EXECUTE FUNCTION keep_closed();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table admin_fee (
    tenant_id text not null,
    currency text not null,
    amount_minor bigint not null,
    constraint admin_fee_pkey PRIMARY KEY (tenant_id, currency),
    constraint admin_fee_amount_minor_check CHECK ((amount_minor >= 0)),
    constraint admin_fee_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint admin_fee_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table admin_fee is 'The fee that is deducted from a refund, per currency.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may delete, insert, select, update


create table allocation_excess (
    tenant_id text not null,
    id uuid not null,
    payment_id text,
    credit_use_id text,
    invoice_id text not null,
    amount_minor bigint not null,
    constraint allocation_excess_pkey PRIMARY KEY (tenant_id, id),
    constraint allocation_excess_amount_minor_check CHECK ((amount_minor > 0)),
    constraint allocation_excess_check CHECK ((num_nonnulls(payment_id, credit_use_id) = 1)),
    constraint allocation_excess_tenant_id_credit_use_id_fkey FOREIGN KEY (tenant_id, credit_use_id) REFERENCES credit_use(tenant_id, id),
    constraint allocation_excess_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint allocation_excess_tenant_id_payment_id_fkey FOREIGN KEY (tenant_id, payment_id) REFERENCES payment(tenant_id, id)
);
comment on table allocation_excess is 'What a payment or a use of credit was to pay of an invoice beyond what was owed. Of a payment it is unallocated money of the account; of a use it stays available credit.';
comment on column allocation_excess.invoice_id is 'The invoice may have been deleted with its bill run since.';
CREATE UNIQUE INDEX allocation_excess_by_payment ON allocation_excess USING btree (tenant_id, payment_id, invoice_id) WHERE (payment_id IS NOT NULL);
CREATE UNIQUE INDEX allocation_excess_by_use ON allocation_excess USING btree (tenant_id, credit_use_id, invoice_id) WHERE (credit_use_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON allocation_excess FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON allocation_excess FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table audit (
    tenant_id text not null,
    id uuid not null,
    at timestamp with time zone not null,
    actor text not null,
    role text not null,
    function text not null,
    source text not null,
    key text,
    correlation_id text,
    outcome text not null,
    reason text,
    effects text not null,
    constraint audit_pkey PRIMARY KEY (tenant_id, id),
    constraint audit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX audit_by_time ON audit USING btree (tenant_id, at);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table bill_run (
    tenant_id text not null,
    id text not null,
    kind text not null,
    state text not null,
    series_id text,
    number bigint,
    scheduled_on date,
    posted_invoices bigint default 0 not null,
    cancellation_id text,
    takes_credit_notes boolean default false not null,
    next_run_id text,
    version integer not null,
    constraint bill_run_pkey PRIMARY KEY (tenant_id, id),
    constraint bill_run_tenant_id_series_id_number_key UNIQUE (tenant_id, series_id, number),
    constraint bill_run_check CHECK (((kind = 'SCHEDULED'::text) = (series_id IS NOT NULL))),
    constraint bill_run_check1 CHECK (((kind = 'SCHEDULED'::text) = (number IS NOT NULL))),
    constraint bill_run_check2 CHECK (((kind = 'AD_HOC'::text) OR (scheduled_on IS NOT NULL))),
    constraint bill_run_check3 CHECK (((kind = 'SCHEDULED'::text) OR (state <> 'PAUSED'::text))),
    constraint bill_run_check4 CHECK (((posted_invoices = 0) OR (state <> ALL (ARRAY['CANCEL_IN_PROGRESS'::text, 'CANCELED'::text, 'REMOVE_IN_PROGRESS'::text, 'DELETED'::text])))),
    constraint bill_run_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint bill_run_kind_check CHECK ((kind = ANY (ARRAY['AD_HOC'::text, 'SCHEDULED'::text]))),
    constraint bill_run_number_check CHECK ((number > 0)),
    constraint bill_run_posted_invoices_check CHECK ((posted_invoices >= 0)),
    constraint bill_run_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'PROCESSING'::text, 'COMPLETED'::text, 'ERROR'::text, 'POST_IN_PROGRESS'::text, 'POSTED'::text, 'PAUSED'::text, 'CANCEL_IN_PROGRESS'::text, 'CANCELED'::text, 'REMOVE_IN_PROGRESS'::text, 'DELETED'::text]))),
    constraint bill_run_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint bill_run_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint bill_run_tenant_id_next_run_id_fkey FOREIGN KEY (tenant_id, next_run_id) REFERENCES bill_run(tenant_id, id),
    constraint bill_run_tenant_id_series_id_fkey FOREIGN KEY (tenant_id, series_id) REFERENCES bill_run_series(tenant_id, id)
);
comment on column bill_run.posted_invoices is 'A trigger counts it, whoever posts an invoice.';
CREATE TRIGGER ended_is_final BEFORE UPDATE OF state ON bill_run FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION keep_run_ended();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table bill_run_exception (
    tenant_id text not null,
    bill_run_id text not null,
    work text not null,
    record text not null,
    id text not null,
    account_id text not null,
    cause text not null,
    amount_minor bigint not null,
    currency text not null,
    constraint bill_run_exception_pkey PRIMARY KEY (tenant_id, bill_run_id, work, record, id),
    constraint bill_run_exception_cause_check CHECK ((cause = ANY (ARRAY['POSTED'::text, 'PAID'::text, 'CREDITED'::text, 'DISPUTED'::text, 'USED'::text]))),
    constraint bill_run_exception_record_check CHECK ((record = ANY (ARRAY['INVOICE'::text, 'CREDIT_NOTE'::text]))),
    constraint bill_run_exception_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint bill_run_exception_tenant_id_bill_run_id_work_fkey FOREIGN KEY (tenant_id, bill_run_id, work) REFERENCES bulk_job(tenant_id, bill_run_id, work),
    constraint bill_run_exception_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table bill_run_exception is 'Documents that could not be canceled or removed with their run, and why.';
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON bill_run_exception FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON bill_run_exception FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table bill_run_series (
    tenant_id text not null,
    id text not null,
    period_unit text not null,
    period_count integer not null,
    anchor_on date not null,
    last_number bigint not null,
    last_on date,
    ended_by text,
    version integer not null,
    constraint bill_run_series_pkey PRIMARY KEY (tenant_id, id),
    constraint bill_run_series_check CHECK (((last_number = 0) = (last_on IS NULL))),
    constraint bill_run_series_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint bill_run_series_last_number_check CHECK ((last_number >= 0)),
    constraint bill_run_series_period_count_check CHECK (((period_count >= 1) AND (period_count <= 366))),
    constraint bill_run_series_period_unit_check CHECK ((period_unit = ANY (ARRAY['DAY'::text, 'WEEK'::text, 'MONTH'::text, 'YEAR'::text]))),
    constraint bill_run_series_tenant_id_ended_by_fkey FOREIGN KEY (tenant_id, ended_by) REFERENCES cancellation(tenant_id, id),
    constraint bill_run_series_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on column bill_run_series.anchor_on is 'Every recurrence is counted from it, so a 31st comes back after a short month.';
comment on column bill_run_series.last_number is 'The highest number that any of its runs ever had; the next run has the next number.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table billing (
    tenant_id text not null,
    id text not null,
    account_id text not null,
    amount_minor bigint not null,
    currency text not null,
    planned_on date not null,
    state text not null,
    cancellation_id text,
    canceled_at timestamp with time zone,
    version integer not null,
    constraint billing_pkey PRIMARY KEY (tenant_id, id),
    constraint billing_amount_minor_check CHECK ((amount_minor >= 0)),
    constraint billing_check CHECK (((cancellation_id IS NULL) OR (state = 'CANCELED'::text))),
    constraint billing_check1 CHECK (((cancellation_id IS NULL) = (canceled_at IS NULL))),
    constraint billing_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint billing_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint billing_state_check CHECK ((state = ANY (ARRAY['SCHEDULED'::text, 'SUBMITTED'::text, 'PAID'::text, 'CANCELED'::text]))),
    constraint billing_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint billing_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint billing_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table billing is 'One collection of money that the billing system has planned or made for an account.';
comment on column billing.cancellation_id is 'The closure that canceled it; null where the billing system did.';
CREATE INDEX billing_by_account ON billing USING btree (tenant_id, account_id, planned_on, id);
CREATE TRIGGER account_is_open BEFORE INSERT ON billing FOR EACH ROW EXECUTE FUNCTION account_must_be_open();
CREATE TRIGGER ended_is_final BEFORE UPDATE ON billing FOR EACH ROW WHEN (((old.state = ANY (ARRAY['PAID'::text, 'CANCELED'::text])) AND ((new.state <> old.state) OR (new.cancellation_id IS DISTINCT FROM old.cancellation_id) OR (new.canceled_at IS DISTINCT FROM old.canceled_at)))) EXECUTE FUNCTION keep_billing();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table billing_item (
    tenant_id text not null,
    id text not null,
    account_id text not null,
    category_id text,
    parent_id text,
    name text not null,
    price_minor bigint not null,
    currency text not null,
    anchor_on date not null,
    period_unit text not null,
    period_count integer not null,
    cancelable boolean not null,
    alternative text,
    state text not null,
    cancellation_id text,
    effective_on date,
    effective_at timestamp with time zone,
    ended_at timestamp with time zone,
    left_invoices_at timestamp with time zone,
    version integer not null,
    constraint billing_item_pkey PRIMARY KEY (tenant_id, id),
    constraint billing_item_check CHECK (((state = 'CANCELED'::text) = (ended_at IS NOT NULL))),
    constraint billing_item_check1 CHECK (((effective_on IS NULL) = (effective_at IS NULL))),
    constraint billing_item_check2 CHECK (((cancellation_id IS NULL) OR (effective_at IS NOT NULL))),
    constraint billing_item_check3 CHECK (((left_invoices_at IS NULL) OR (state = 'CANCELED'::text))),
    constraint billing_item_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint billing_item_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint billing_item_period_count_check CHECK (((period_count >= 1) AND (period_count <= 366))),
    constraint billing_item_period_unit_check CHECK ((period_unit = ANY (ARRAY['DAY'::text, 'WEEK'::text, 'MONTH'::text, 'YEAR'::text]))),
    constraint billing_item_price_minor_check CHECK ((price_minor >= 0)),
    constraint billing_item_state_check CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'CANCELED'::text]))),
    constraint billing_item_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint billing_item_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint billing_item_tenant_id_category_id_fkey FOREIGN KEY (tenant_id, category_id) REFERENCES item_category(tenant_id, id),
    constraint billing_item_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint billing_item_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES billing_item(tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);
comment on column billing_item.anchor_on is 'First day of the first period. Every anniversary is counted from it, so a 31st comes back after a short month.';
comment on column billing_item.effective_on is 'First day not used, once a cancellation is scheduled or carried out.';
comment on column billing_item.left_invoices_at is 'When its lines were removed from open invoices.';
CREATE INDEX billing_item_by_account ON billing_item USING btree (tenant_id, account_id, id);
CREATE INDEX billing_item_by_cancellation ON billing_item USING btree (tenant_id, cancellation_id) WHERE (cancellation_id IS NOT NULL);
CREATE INDEX billing_item_by_parent ON billing_item USING btree (tenant_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE TRIGGER account_is_open BEFORE INSERT ON billing_item FOR EACH ROW EXECUTE FUNCTION account_must_be_open();
CREATE TRIGGER ended_is_final BEFORE UPDATE ON billing_item FOR EACH ROW WHEN ((old.ended_at IS NOT NULL)) EXECUTE FUNCTION keep_end();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table billing_item_link (
    tenant_id text not null,
    item_id text not null,
    kind text not null,
    other_id text not null,
    constraint billing_item_link_pkey PRIMARY KEY (tenant_id, item_id, kind, other_id),
    constraint billing_item_link_check CHECK ((item_id <> other_id)),
    constraint billing_item_link_kind_check CHECK ((kind = ANY (ARRAY['ASSOCIATED'::text, 'DEPENDS_ON'::text]))),
    constraint billing_item_link_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint billing_item_link_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES billing_item(tenant_id, id) DEFERRABLE INITIALLY DEFERRED,
    constraint billing_item_link_tenant_id_other_id_fkey FOREIGN KEY (tenant_id, other_id) REFERENCES billing_item(tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX billing_item_link_back ON billing_item_link USING btree (tenant_id, other_id, kind);
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may delete, insert, select, update


create table billing_term (
    tenant_id text not null,
    id text not null,
    term_class text not null,
    name text not null,
    currency text not null,
    active boolean not null,
    notice_count integer not null,
    notice_unit text not null,
    during_binding text not null,
    leaving_on text not null,
    regret_days integer not null,
    penalty text not null,
    penalty_minor bigint,
    penalty_percent integer,
    band_months integer[] not null,
    band_minor bigint[] not null,
    version integer not null,
    constraint billing_term_pkey PRIMARY KEY (tenant_id, id),
    constraint billing_term_one_active EXCLUDE USING btree (tenant_id WITH =, term_class WITH =, currency WITH =) WHERE (active) DEFERRABLE INITIALLY DEFERRED,
    constraint billing_term_check CHECK (((penalty = ANY (ARRAY['FIXED'::text, 'MONTHS_LEFT'::text])) = (penalty_minor IS NOT NULL))),
    constraint billing_term_check1 CHECK (((penalty = 'PERCENT_OF_REST'::text) = (penalty_percent IS NOT NULL))),
    constraint billing_term_check2 CHECK (((penalty = 'REDUCING'::text) = (cardinality(band_months) > 0))),
    constraint billing_term_check3 CHECK ((cardinality(band_months) = cardinality(band_minor))),
    constraint billing_term_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint billing_term_during_binding_check CHECK ((during_binding = ANY (ARRAY['ALLOWED'::text, 'NOT_ALLOWED'::text]))),
    constraint billing_term_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint billing_term_leaving_on_check CHECK ((leaving_on = ANY (ARRAY['ANY_DAY'::text, 'PERIOD_END'::text, 'UNBILLED_DAY'::text]))),
    constraint billing_term_notice_count_check CHECK (((notice_count >= 0) AND (notice_count <= 3660))),
    constraint billing_term_notice_unit_check CHECK ((notice_unit = ANY (ARRAY['DAY'::text, 'WEEK'::text, 'MONTH'::text, 'YEAR'::text]))),
    constraint billing_term_penalty_check CHECK ((penalty = ANY (ARRAY['NONE'::text, 'FIXED'::text, 'PERCENT_OF_REST'::text, 'MONTHS_LEFT'::text, 'REDUCING'::text]))),
    constraint billing_term_penalty_minor_check CHECK ((penalty_minor >= 0)),
    constraint billing_term_penalty_percent_check CHECK (((penalty_percent >= 0) AND (penalty_percent <= 100000))),
    constraint billing_term_regret_days_check CHECK (((regret_days >= 0) AND (regret_days <= 3660))),
    constraint billing_term_term_class_check CHECK (((length(term_class) >= 1) AND (length(term_class) <= 64))),
    constraint billing_term_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table billing_term is 'The exit rules for a class of services; one active definition per class and currency.';
comment on column billing_term.penalty_percent is 'In thousandths of a percent.';
comment on column billing_term.band_months is 'Descending: with at least so many months left, the amount at the same place of band_minor is due.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table binding_extension (
    tenant_id text not null,
    id text not null,
    service_id text not null,
    cause text not null,
    extended_on date not null,
    bound_until date not null,
    constraint binding_extension_pkey PRIMARY KEY (tenant_id, id),
    constraint binding_extension_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint binding_extension_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint binding_extension_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES service(tenant_id, id)
);
comment on table binding_extension is 'Extensions of a binding: why, and until when.';
CREATE INDEX binding_extension_by_service ON binding_extension USING btree (tenant_id, service_id, bound_until);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON binding_extension FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON binding_extension FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table bulk_amount (
    tenant_id text not null,
    bill_run_id text not null,
    work text not null,
    number bigint not null,
    currency text not null,
    planned bigint not null,
    planned_minor numeric not null,
    done bigint,
    done_minor numeric,
    exceptions bigint,
    exceptions_minor numeric,
    constraint bulk_amount_pkey PRIMARY KEY (tenant_id, bill_run_id, work, number, currency),
    constraint bulk_amount_check CHECK ((num_nulls(done, done_minor, exceptions, exceptions_minor) = ANY (ARRAY[0, 4]))),
    constraint bulk_amount_check1 CHECK (((done + exceptions) = planned)),
    constraint bulk_amount_check2 CHECK (((done_minor + exceptions_minor) = planned_minor)),
    constraint bulk_amount_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint bulk_amount_done_check CHECK ((done >= 0)),
    constraint bulk_amount_exceptions_check CHECK ((exceptions >= 0)),
    constraint bulk_amount_planned_check CHECK ((planned > 0)),
    constraint bulk_amount_tenant_id_bill_run_id_work_number_fkey FOREIGN KEY (tenant_id, bill_run_id, work, number) REFERENCES bulk_chunk(tenant_id, bill_run_id, work, number),
    constraint bulk_amount_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table bulk_amount is 'Count and amount of a chunk per currency, as planned and as done; the two must agree.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table bulk_chunk (
    tenant_id text not null,
    bill_run_id text not null,
    work text not null,
    number bigint not null,
    record text not null,
    first_id text not null,
    last_id text not null,
    done_at timestamp with time zone,
    parked_reason text,
    constraint bulk_chunk_pkey PRIMARY KEY (tenant_id, bill_run_id, work, number),
    constraint bulk_chunk_check CHECK (((done_at IS NULL) OR (parked_reason IS NULL))),
    constraint bulk_chunk_number_check CHECK ((number > 0)),
    constraint bulk_chunk_record_check CHECK ((record = ANY (ARRAY['INVOICE'::text, 'CREDIT_NOTE'::text]))),
    constraint bulk_chunk_tenant_id_bill_run_id_work_fkey FOREIGN KEY (tenant_id, bill_run_id, work) REFERENCES bulk_job(tenant_id, bill_run_id, work),
    constraint bulk_chunk_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table bulk_chunk is 'A range of ids that one transaction works on.';
CREATE INDEX bulk_chunk_waiting ON bulk_chunk USING btree (tenant_id, bill_run_id, work, number) WHERE (done_at IS NULL);
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table bulk_job (
    tenant_id text not null,
    bill_run_id text not null,
    work text not null,
    chunking text,
    chunked_until text not null,
    chunks bigint not null,
    begun_at timestamp with time zone not null,
    finished_at timestamp with time zone,
    version integer not null,
    constraint bulk_job_pkey PRIMARY KEY (tenant_id, bill_run_id, work),
    constraint bulk_job_check CHECK (((finished_at IS NULL) OR (chunking IS NULL))),
    constraint bulk_job_chunking_check CHECK ((chunking = ANY (ARRAY['INVOICE'::text, 'CREDIT_NOTE'::text]))),
    constraint bulk_job_chunks_check CHECK ((chunks >= 0)),
    constraint bulk_job_work_check CHECK ((work = ANY (ARRAY['CANCEL'::text, 'REMOVE'::text]))),
    constraint bulk_job_tenant_id_bill_run_id_fkey FOREIGN KEY (tenant_id, bill_run_id) REFERENCES bill_run(tenant_id, id),
    constraint bulk_job_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table bulk_job is 'The work that cancels or removes the documents of a run.';
comment on column bulk_job.chunking is 'The documents that are still being divided into chunks; null once all are.';
comment on column bulk_job.chunked_until is 'The last id that lies in a chunk.';
CREATE UNIQUE INDEX bulk_job_only_one ON bulk_job USING btree (tenant_id, bill_run_id) WHERE (finished_at IS NULL);
CREATE INDEX bulk_job_open ON bulk_job USING btree (tenant_id, begun_at) WHERE (finished_at IS NULL);
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table cancellation (
    tenant_id text not null,
    id text not null,
    number bigint not null,
    kind text not null,
    subject_id text not null,
    account_id text,
    timing text not null,
    state text not null,
    effective_on date not null,
    effective_at timestamp with time zone not null,
    billing_ends_on date not null,
    requested_at timestamp with time zone not null,
    settlement text,
    superseded_by text,
    parked_at timestamp with time zone,
    parked_reason text,
    version integer not null,
    constraint cancellation_pkey PRIMARY KEY (tenant_id, id),
    constraint cancellation_tenant_id_number_key UNIQUE (tenant_id, number),
    constraint account_is_closed_at_once CHECK (((kind <> 'ACCOUNT'::text) OR (timing = 'IMMEDIATE'::text))),
    constraint cancellation_check CHECK (((state = 'SUPERSEDED'::text) = (superseded_by IS NOT NULL))),
    constraint cancellation_check1 CHECK (((parked_at IS NULL) OR (state = 'SCHEDULED'::text))),
    constraint cancellation_has_its_account CHECK (((kind = 'BILL_RUN'::text) = (account_id IS NULL))),
    constraint cancellation_kind_check CHECK ((kind = ANY (ARRAY['BILLING_ITEM'::text, 'SUBSCRIPTION'::text, 'SERVICES'::text, 'BILL_RUN'::text, 'ACCOUNT'::text]))),
    constraint cancellation_state_check CHECK ((state = ANY (ARRAY['SCHEDULED'::text, 'EFFECTIVE'::text, 'UNDONE'::text, 'SUPERSEDED'::text]))),
    constraint cancellation_timing_check CHECK ((timing = ANY (ARRAY['IMMEDIATE'::text, 'ANNIVERSARY'::text, 'END_OF_PERIOD'::text, 'END_OF_TERM'::text, 'ON_DATE'::text, 'AFTER_DAYS'::text, 'EXPIRY'::text]))),
    constraint cancellation_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint cancellation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint cancellation_tenant_id_superseded_by_fkey FOREIGN KEY (tenant_id, superseded_by) REFERENCES cancellation(tenant_id, id)
);
comment on column cancellation.settlement is 'JSON: what was agreed apart from the day, such as how the money is settled.';
CREATE INDEX cancellation_by_account ON cancellation USING btree (tenant_id, account_id, number);
CREATE INDEX cancellation_due ON cancellation USING btree (tenant_id, effective_at, number) WHERE ((state = 'SCHEDULED'::text) AND (parked_at IS NULL));
CREATE UNIQUE INDEX cancellation_only_once ON cancellation USING btree (tenant_id, kind, subject_id) WHERE ((state = ANY (ARRAY['SCHEDULED'::text, 'EFFECTIVE'::text])) AND (kind <> 'SERVICES'::text));
CREATE TRIGGER decided_is_final BEFORE UPDATE ON cancellation FOR EACH ROW EXECUTE FUNCTION keep_decided();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table cancellation_item (
    tenant_id text not null,
    cancellation_id text not null,
    billing_item_id text not null,
    cause text not null,
    constraint cancellation_item_pkey PRIMARY KEY (tenant_id, cancellation_id, billing_item_id),
    constraint cancellation_item_cause_check CHECK ((cause = ANY (ARRAY['REQUESTED'::text, 'CHILD'::text, 'ASSOCIATED'::text]))),
    constraint cancellation_item_tenant_id_billing_item_id_fkey FOREIGN KEY (tenant_id, billing_item_id) REFERENCES billing_item(tenant_id, id),
    constraint cancellation_item_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint cancellation_item_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table cancellation_item is 'The billing items that a cancellation ends.';
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON cancellation_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON cancellation_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table cancellation_reason (
    tenant_id text not null,
    id text not null,
    title text not null,
    category text,
    note_required boolean not null,
    available_to_customers boolean not null,
    active boolean not null,
    version integer not null,
    constraint cancellation_reason_pkey PRIMARY KEY (tenant_id, id),
    constraint cancellation_reason_category_check CHECK ((category = ANY (ARRAY['ORDINARY'::text, 'WITHDRAWAL'::text, 'EXTRAORDINARY'::text, 'COOLING_OFF'::text, 'GOODWILL'::text, 'ERROR'::text, 'DUNNING'::text]))),
    constraint cancellation_reason_id_check CHECK ((id ~ '^[A-Z][A-Z0-9_]{0,63}$'::text)),
    constraint cancellation_reason_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on column cancellation_reason.category is 'Decides the legal consequences; null where the standard reason of the same code decides.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table cancellation_request (
    tenant_id text not null,
    id text not null,
    number bigint not null,
    account_id text not null,
    state text not null,
    reason text not null,
    terms_version text not null,
    plan text not null,
    requested_at timestamp with time zone not null,
    requested_by text not null,
    approved_at timestamp with time zone,
    approved_by text,
    completed_at timestamp with time zone,
    voided_at timestamp with time zone,
    voided_by text,
    version integer not null,
    constraint cancellation_request_pkey PRIMARY KEY (tenant_id, id),
    constraint cancellation_request_tenant_id_number_key UNIQUE (tenant_id, number),
    constraint cancellation_request_check CHECK (((approved_at IS NULL) = (approved_by IS NULL))),
    constraint cancellation_request_check1 CHECK (((voided_at IS NULL) = (voided_by IS NULL))),
    constraint cancellation_request_check2 CHECK (((state <> 'PENDING'::text) OR (approved_at IS NULL))),
    constraint cancellation_request_check3 CHECK (((state <> ALL (ARRAY['APPROVED'::text, 'COMPLETE'::text])) OR (approved_at IS NOT NULL))),
    constraint cancellation_request_check4 CHECK (((state = 'COMPLETE'::text) = (completed_at IS NOT NULL))),
    constraint cancellation_request_check5 CHECK (((state = 'VOIDED'::text) = (voided_at IS NOT NULL))),
    constraint cancellation_request_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'APPROVED'::text, 'COMPLETE'::text, 'VOIDED'::text]))),
    constraint cancellation_request_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint cancellation_request_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on column cancellation_request.plan is 'The plan that the preview showed and the requester agreed to; the approval plans again.';
CREATE INDEX cancellation_request_by_account ON cancellation_request USING btree (tenant_id, account_id, number);
CREATE TRIGGER decided_is_final BEFORE UPDATE ON cancellation_request FOR EACH ROW EXECUTE FUNCTION keep_request();
CREATE TRIGGER never_deleted BEFORE DELETE ON cancellation_request FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON cancellation_request FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table cancellation_request_item (
    tenant_id text not null,
    request_id text not null,
    billing_item_id text not null,
    "position" integer not null,
    timing text not null,
    include_associated boolean not null,
    result text not null,
    effective_on date not null,
    cancellation_id text,
    refusal text,
    version integer not null,
    constraint cancellation_request_item_pkey PRIMARY KEY (tenant_id, request_id, billing_item_id),
    constraint cancellation_request_item_tenant_id_request_id_position_key UNIQUE (tenant_id, request_id, "position"),
    constraint cancellation_request_item_check CHECK (((result = 'REFUSED'::text) = (refusal IS NOT NULL))),
    constraint cancellation_request_item_check1 CHECK (((result <> ALL (ARRAY['SCHEDULED'::text, 'UNDONE'::text])) OR (cancellation_id IS NOT NULL))),
    constraint cancellation_request_item_check2 CHECK (((result <> ALL (ARRAY['WAITING'::text, 'REFUSED'::text])) OR (cancellation_id IS NULL))),
    constraint cancellation_request_item_position_check CHECK (("position" > 0)),
    constraint cancellation_request_item_result_check CHECK ((result = ANY (ARRAY['WAITING'::text, 'SCHEDULED'::text, 'CANCELED'::text, 'REFUSED'::text, 'REMOVED'::text, 'UNDONE'::text, 'VOIDED'::text]))),
    constraint cancellation_request_item_timing_check CHECK ((timing = ANY (ARRAY['IMMEDIATE'::text, 'ANNIVERSARY'::text]))),
    constraint cancellation_request_item_tenant_id_billing_item_id_fkey FOREIGN KEY (tenant_id, billing_item_id) REFERENCES billing_item(tenant_id, id),
    constraint cancellation_request_item_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint cancellation_request_item_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint cancellation_request_item_tenant_id_request_id_fkey FOREIGN KEY (tenant_id, request_id) REFERENCES cancellation_request(tenant_id, id)
);
comment on column cancellation_request_item.effective_on is 'The planned day: first as requested, then as approved.';
CREATE INDEX cancellation_request_item_by_cancellation ON cancellation_request_item USING btree (tenant_id, cancellation_id) WHERE (cancellation_id IS NOT NULL);
CREATE INDEX cancellation_request_item_by_item ON cancellation_request_item USING btree (tenant_id, billing_item_id, request_id);
CREATE UNIQUE INDEX cancellation_request_item_only_once ON cancellation_request_item USING btree (tenant_id, billing_item_id) WHERE (result = ANY (ARRAY['WAITING'::text, 'SCHEDULED'::text]));
CREATE TRIGGER never_deleted BEFORE DELETE ON cancellation_request_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON cancellation_request_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER result_is_final BEFORE UPDATE ON cancellation_request_item FOR EACH ROW EXECUTE FUNCTION keep_request_item();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table cancellation_service (
    tenant_id text not null,
    cancellation_id text not null,
    service_id text not null,
    constraint cancellation_service_pkey PRIMARY KEY (tenant_id, cancellation_id, service_id),
    constraint cancellation_service_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint cancellation_service_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint cancellation_service_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES service(tenant_id, id)
);
comment on table cancellation_service is 'The services that a removal named.';
CREATE INDEX cancellation_service_back ON cancellation_service USING btree (tenant_id, service_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON cancellation_service FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON cancellation_service FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table closure_form (
    tenant_id text not null,
    account_id text not null,
    cancellation_id text not null,
    canceled_on date not null,
    reason text not null,
    opt_out_of_emails boolean not null,
    retain_until date not null,
    at timestamp with time zone not null,
    constraint closure_form_pkey PRIMARY KEY (tenant_id, account_id),
    constraint closure_form_check CHECK ((retain_until >= canceled_on)),
    constraint closure_form_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint closure_form_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint closure_form_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table closure_form is 'The form of an account''s closure, and how long it is retained.';
comment on column closure_form.retain_until is 'First day on which the account''s data need not be retained any more.';
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON closure_form FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON closure_form FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table credit_application (
    tenant_id text not null,
    id uuid not null,
    refund_id text,
    credit_use_id text,
    line_id text not null,
    amount_minor bigint not null,
    constraint credit_application_pkey PRIMARY KEY (tenant_id, id),
    constraint credit_application_amount_minor_check CHECK ((amount_minor > 0)),
    constraint credit_application_check CHECK ((num_nonnulls(refund_id, credit_use_id) = 1)),
    constraint credit_application_tenant_id_credit_use_id_fkey FOREIGN KEY (tenant_id, credit_use_id) REFERENCES credit_use(tenant_id, id),
    constraint credit_application_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint credit_application_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES invoice_line(tenant_id, id),
    constraint credit_application_tenant_id_refund_id_fkey FOREIGN KEY (tenant_id, refund_id) REFERENCES refund(tenant_id, id)
);
comment on table credit_application is 'A line paid by credit: by a refund that is offset, or by available credits.';
CREATE INDEX credit_application_by_line ON credit_application USING btree (tenant_id, line_id);
CREATE INDEX credit_application_by_refund ON credit_application USING btree (tenant_id, refund_id) WHERE (refund_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON credit_application FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER holds_its_run BEFORE INSERT ON credit_application FOR EACH ROW EXECUTE FUNCTION hold_run_of_line();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON credit_application FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pays_its_line AFTER INSERT ON credit_application FOR EACH ROW EXECUTE FUNCTION apply_credit();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table credit_balance (
    tenant_id text not null,
    account_id text not null,
    balance_minor bigint not null,
    constraint credit_balance_pkey PRIMARY KEY (tenant_id, account_id),
    constraint credit_balance_balance_minor_check CHECK ((balance_minor >= 0)),
    constraint credit_balance_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint credit_balance_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE TRIGGER balance_by_entries BEFORE INSERT OR UPDATE ON credit_balance FOR EACH ROW EXECUTE FUNCTION keep_balance();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table credit_entry (
    tenant_id text not null,
    id uuid not null,
    account_id text not null,
    debit text not null,
    credit text not null,
    amount_minor bigint not null,
    at timestamp with time zone not null,
    refund_id text,
    credit_use_id text,
    constraint credit_entry_pkey PRIMARY KEY (tenant_id, id),
    constraint credit_entry_amount_minor_check CHECK ((amount_minor > 0)),
    constraint credit_entry_check CHECK ((debit <> credit)),
    constraint credit_entry_check1 CHECK ((num_nonnulls(refund_id, credit_use_id) = 1)),
    constraint credit_entry_credit_check CHECK ((credit = ANY (ARRAY['REFUNDS'::text, 'AVAILABLE'::text, 'USED'::text]))),
    constraint credit_entry_debit_check CHECK ((debit = ANY (ARRAY['REFUNDS'::text, 'AVAILABLE'::text]))),
    constraint credit_entry_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint credit_entry_tenant_id_credit_use_id_fkey FOREIGN KEY (tenant_id, credit_use_id) REFERENCES credit_use(tenant_id, id),
    constraint credit_entry_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint credit_entry_tenant_id_refund_id_fkey FOREIGN KEY (tenant_id, refund_id) REFERENCES refund(tenant_id, id)
);
comment on table credit_entry is 'The ledger of available credits: one row per transfer from debit to credit, so it sums to zero by construction.';
CREATE INDEX credit_entry_by_account ON credit_entry USING btree (tenant_id, account_id, at);
CREATE INDEX credit_entry_by_refund ON credit_entry USING btree (tenant_id, refund_id) WHERE (refund_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON credit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER changes_the_balance AFTER INSERT ON credit_entry FOR EACH ROW EXECUTE FUNCTION transfer_credit();
CREATE TRIGGER credit_of_its_refund AFTER INSERT ON credit_entry FOR EACH ROW WHEN ((new.refund_id IS NOT NULL)) EXECUTE FUNCTION check_credit_of_refund();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON credit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table credit_note (
    tenant_id text not null,
    id text not null,
    account_id text not null,
    amount_minor bigint not null,
    currency text not null,
    issued_on date not null,
    subscription_id text,
    billing_item_id text,
    line_id text,
    bill_run_id text,
    state text not null,
    refund_id text,
    version integer not null,
    constraint credit_note_pkey PRIMARY KEY (tenant_id, id),
    constraint credit_note_tenant_id_refund_id_key UNIQUE (tenant_id, refund_id),
    constraint credit_note_amount_minor_check CHECK ((amount_minor > 0)),
    constraint credit_note_check CHECK (((state = 'USED'::text) = (refund_id IS NOT NULL))),
    constraint credit_note_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint credit_note_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint credit_note_state_check CHECK ((state = ANY (ARRAY['ISSUED'::text, 'USED'::text, 'CANCELED'::text]))),
    constraint credit_note_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint credit_note_tenant_id_bill_run_id_fkey FOREIGN KEY (tenant_id, bill_run_id) REFERENCES bill_run(tenant_id, id),
    constraint credit_note_tenant_id_billing_item_id_fkey FOREIGN KEY (tenant_id, billing_item_id) REFERENCES billing_item(tenant_id, id),
    constraint credit_note_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint credit_note_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES invoice_line(tenant_id, id),
    constraint credit_note_tenant_id_refund_id_fkey FOREIGN KEY (tenant_id, refund_id) REFERENCES refund(tenant_id, id),
    constraint credit_note_tenant_id_subscription_id_fkey FOREIGN KEY (tenant_id, subscription_id) REFERENCES subscription(tenant_id, id)
);
CREATE INDEX credit_note_by_account ON credit_note USING btree (tenant_id, account_id, id);
CREATE INDEX credit_note_by_line ON credit_note USING btree (tenant_id, line_id) WHERE (line_id IS NOT NULL);
CREATE INDEX credit_note_by_run ON credit_note USING btree (tenant_id, bill_run_id, id) WHERE (bill_run_id IS NOT NULL);
CREATE TRIGGER deleted_with_its_run BEFORE DELETE ON credit_note FOR EACH ROW EXECUTE FUNCTION only_with_its_run();
CREATE TRIGGER holds_its_run BEFORE INSERT ON credit_note FOR EACH ROW WHEN ((new.bill_run_id IS NOT NULL)) EXECUTE FUNCTION hold_run_of_credit_note();
CREATE TRIGGER holds_its_run_when_used BEFORE UPDATE OF state ON credit_note FOR EACH ROW WHEN (((new.bill_run_id IS NOT NULL) AND (new.state = 'USED'::text) AND (old.state <> 'USED'::text))) EXECUTE FUNCTION hold_run_of_credit_note();
CREATE TRIGGER used_up_is_final BEFORE UPDATE ON credit_note FOR EACH ROW WHEN ((old.state <> 'ISSUED'::text)) EXECUTE FUNCTION keep_credit_note();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may delete, insert, select, update


create table credit_use (
    tenant_id text not null,
    id text not null,
    account_id text not null,
    amount_minor bigint not null,
    currency text not null,
    used_on date not null,
    constraint credit_use_pkey PRIMARY KEY (tenant_id, id),
    constraint credit_use_amount_minor_check CHECK ((amount_minor > 0)),
    constraint credit_use_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint credit_use_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint credit_use_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint credit_use_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table credit_use is 'Available credits that the billing system has spent on invoices.';
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON credit_use FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON credit_use FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table declaration (
    tenant_id text not null,
    id text not null,
    number bigint not null,
    kind text not null,
    name text not null,
    contact text not null,
    contract text not null,
    wished_on date,
    statement text,
    source text,
    received_at timestamp with time zone not null,
    received_on date not null,
    time_zone text not null,
    receipt text not null,
    constraint declaration_pkey PRIMARY KEY (tenant_id, id),
    constraint declaration_tenant_id_number_key UNIQUE (tenant_id, number),
    constraint declaration_check CHECK (((kind <> 'EXTRAORDINARY'::text) OR (statement IS NOT NULL))),
    constraint declaration_kind_check CHECK ((kind = ANY (ARRAY['ORDINARY'::text, 'EXTRAORDINARY'::text, 'WITHDRAWAL'::text]))),
    constraint declaration_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table declaration is 'A statement as it was typed; none of it was verified.';
comment on column declaration.contract is 'The number of a contract or customer, as typed.';
comment on column declaration.receipt is 'As it was shown at once.';
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON declaration FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON declaration FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table declaration_step (
    tenant_id text not null,
    declaration_id text not null,
    step integer not null,
    what text not null,
    at timestamp with time zone not null,
    actor text not null,
    role text not null,
    account_id text,
    subscription_id text,
    billing_item_id text,
    cancellation_id text,
    note text,
    constraint declaration_step_pkey PRIMARY KEY (tenant_id, declaration_id, step),
    constraint declaration_step_check CHECK (((what = 'DISMISSED'::text) OR (account_id IS NOT NULL))),
    constraint declaration_step_check1 CHECK ((num_nonnulls(subscription_id, billing_item_id) <= 1)),
    constraint declaration_step_check2 CHECK (((what = 'ANSWERED'::text) = (cancellation_id IS NOT NULL))),
    constraint declaration_step_check3 CHECK (((what <> 'DISMISSED'::text) OR (note IS NOT NULL))),
    constraint declaration_step_step_check CHECK ((step > 0)),
    constraint declaration_step_what_check CHECK ((what = ANY (ARRAY['MATCHED'::text, 'DISMISSED'::text, 'ANSWERED'::text]))),
    constraint declaration_step_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint declaration_step_tenant_id_billing_item_id_fkey FOREIGN KEY (tenant_id, billing_item_id) REFERENCES billing_item(tenant_id, id),
    constraint declaration_step_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint declaration_step_tenant_id_declaration_id_fkey FOREIGN KEY (tenant_id, declaration_id) REFERENCES declaration(tenant_id, id),
    constraint declaration_step_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint declaration_step_tenant_id_subscription_id_fkey FOREIGN KEY (tenant_id, subscription_id) REFERENCES subscription(tenant_id, id)
);
comment on table declaration_step is 'What the staff did with a declaration; the last step decides its state.';
CREATE INDEX declaration_step_by_account ON declaration_step USING btree (tenant_id, account_id) WHERE (account_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON declaration_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON declaration_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table distributor (
    tenant_id text not null,
    id text not null,
    name text not null,
    version integer not null,
    constraint distributor_pkey PRIMARY KEY (tenant_id, id),
    constraint distributor_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint distributor_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table distributor is 'The party that provisions services and installed items.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table installed_item (
    tenant_id text not null,
    id text not null,
    service_id text not null,
    name text not null,
    item_class text not null,
    distributor_id text,
    state text not null,
    cancellation_id text,
    effective_on date,
    effective_at timestamp with time zone,
    ended_at timestamp with time zone,
    version integer not null,
    constraint installed_item_pkey PRIMARY KEY (tenant_id, id),
    constraint installed_item_check CHECK (((state = 'INSTALLED'::text) = (ended_at IS NULL))),
    constraint installed_item_check1 CHECK (((effective_on IS NULL) = (effective_at IS NULL))),
    constraint installed_item_check2 CHECK (((cancellation_id IS NULL) OR (effective_at IS NOT NULL))),
    constraint installed_item_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint installed_item_item_class_check CHECK (((length(item_class) >= 1) AND (length(item_class) <= 64))),
    constraint installed_item_state_check CHECK ((state = ANY (ARRAY['INSTALLED'::text, 'REMOVED'::text]))),
    constraint installed_item_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint installed_item_tenant_id_distributor_id_fkey FOREIGN KEY (tenant_id, distributor_id) REFERENCES distributor(tenant_id, id),
    constraint installed_item_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint installed_item_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES service(tenant_id, id)
);
comment on table installed_item is 'Equipment at the customer; it ends with its service.';
CREATE INDEX installed_item_by_service ON installed_item USING btree (tenant_id, service_id, id);
CREATE TRIGGER ended_is_final BEFORE UPDATE ON installed_item FOR EACH ROW WHEN ((old.ended_at IS NOT NULL)) EXECUTE FUNCTION keep_end();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table invoice (
    tenant_id text not null,
    id text not null,
    account_id text not null,
    bill_run_id text,
    state text not null,
    disputed boolean not null,
    issued_on date not null,
    due_on date not null,
    currency text not null,
    total_minor bigint not null,
    version integer not null,
    constraint invoice_pkey PRIMARY KEY (tenant_id, id),
    constraint invoice_check CHECK ((due_on >= issued_on)),
    constraint invoice_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint invoice_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint invoice_state_check CHECK ((state = ANY (ARRAY['DRAFT'::text, 'POSTED'::text, 'CANCELED'::text]))),
    constraint invoice_total_minor_check CHECK ((total_minor >= 0)),
    constraint invoice_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint invoice_tenant_id_bill_run_id_fkey FOREIGN KEY (tenant_id, bill_run_id) REFERENCES bill_run(tenant_id, id),
    constraint invoice_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
) with (fillfactor=60);
comment on column invoice.total_minor is 'The sum of its lines.';
CREATE INDEX invoice_by_account ON invoice USING btree (tenant_id, account_id, id);
CREATE INDEX invoice_by_run ON invoice USING btree (tenant_id, bill_run_id, id) WHERE (bill_run_id IS NOT NULL);
CREATE TRIGGER account_is_open BEFORE INSERT ON invoice FOR EACH ROW EXECUTE FUNCTION account_must_be_open();
CREATE TRIGGER canceled_is_final BEFORE UPDATE ON invoice FOR EACH ROW WHEN ((((old.state <> new.state) AND ((old.state = 'CANCELED'::text) OR (new.state = 'DRAFT'::text))) OR (old.bill_run_id IS DISTINCT FROM new.bill_run_id) OR (old.total_minor <> new.total_minor))) EXECUTE FUNCTION keep_invoice();
CREATE TRIGGER deleted_with_its_run BEFORE DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION only_with_its_run();
CREATE TRIGGER holds_its_run BEFORE INSERT ON invoice FOR EACH ROW WHEN ((new.bill_run_id IS NOT NULL)) EXECUTE FUNCTION hold_run_of_invoice();
CREATE TRIGGER holds_its_run_when_changed BEFORE UPDATE OF state, disputed ON invoice FOR EACH ROW WHEN (((new.bill_run_id IS NOT NULL) AND ((new.disputed <> old.disputed) OR ((new.state = 'POSTED'::text) AND (old.state <> 'POSTED'::text))))) EXECUTE FUNCTION hold_run_of_invoice();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may delete, insert, select, update


create table invoice_line (
    tenant_id text not null,
    id text not null,
    invoice_id text not null,
    billing_item_id text,
    subscription_id text,
    service_id text,
    kind text default 'RECURRING'::text not null,
    description text not null,
    period_from date not null,
    period_until date not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    tax_rate integer,
    coupon_minor bigint default 0 not null,
    paid_minor bigint not null,
    applied_minor bigint default 0 not null,
    refunded_minor bigint default 0 not null,
    reversed_minor bigint default 0 not null,
    credited_net_minor bigint default 0 not null,
    credited_tax_minor bigint default 0 not null,
    outstanding_minor bigint generated always as (((((((net_minor + tax_minor) - credited_net_minor) - credited_tax_minor) - paid_minor) - applied_minor) + refunded_minor) + reversed_minor) stored not null,
    version integer not null,
    constraint invoice_line_pkey PRIMARY KEY (tenant_id, id),
    constraint invoice_line_applied_minor_check CHECK ((applied_minor >= 0)),
    constraint invoice_line_check CHECK (((refunded_minor >= 0) AND (refunded_minor <= (paid_minor + applied_minor)))),
    constraint invoice_line_check1 CHECK (((reversed_minor >= 0) AND (reversed_minor <= paid_minor))),
    constraint invoice_line_check2 CHECK (((credited_net_minor >= 0) AND (credited_net_minor <= net_minor))),
    constraint invoice_line_check3 CHECK (((credited_tax_minor >= 0) AND (credited_tax_minor <= tax_minor))),
    constraint invoice_line_check4 CHECK (((paid_minor - reversed_minor) <= (net_minor + tax_minor))),
    constraint invoice_line_check5 CHECK ((period_until > period_from)),
    constraint invoice_line_coupon_minor_check CHECK ((coupon_minor >= 0)),
    constraint invoice_line_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint invoice_line_kind_check CHECK ((kind = ANY (ARRAY['RECURRING'::text, 'ONE_TIME'::text, 'TRIAL'::text]))),
    constraint invoice_line_net_minor_check CHECK ((net_minor >= 0)),
    constraint invoice_line_outstanding_minor_check CHECK ((outstanding_minor >= 0)),
    constraint invoice_line_paid_minor_check CHECK ((paid_minor >= 0)),
    constraint invoice_line_tax_minor_check CHECK ((tax_minor >= 0)),
    constraint invoice_line_tax_rate_check CHECK (((tax_rate >= 0) AND (tax_rate <= 1000000))),
    constraint invoice_line_tenant_id_billing_item_id_fkey FOREIGN KEY (tenant_id, billing_item_id) REFERENCES billing_item(tenant_id, id),
    constraint invoice_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint invoice_line_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, id),
    constraint invoice_line_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES service(tenant_id, id),
    constraint invoice_line_tenant_id_subscription_id_fkey FOREIGN KEY (tenant_id, subscription_id) REFERENCES subscription(tenant_id, id)
);
comment on column invoice_line.tax_rate is 'In thousandths of a percent; null where only the amount of the tax is known.';
comment on column invoice_line.coupon_minor is 'The discount of the coupon; the net amount is after it.';
comment on column invoice_line.paid_minor is 'The sum of the allocations to this line.';
comment on column invoice_line.applied_minor is 'Paid by credit: the sum of the applications to this line.';
comment on column invoice_line.refunded_minor is 'Refunded of what was paid, by any route.';
comment on column invoice_line.reversed_minor is 'What was paid and went back by the bank; it is owed again.';
comment on column invoice_line.credited_net_minor is 'Not owed any more, before tax.';
CREATE INDEX invoice_line_by_invoice ON invoice_line USING btree (tenant_id, invoice_id, id);
CREATE INDEX invoice_line_by_item ON invoice_line USING btree (tenant_id, billing_item_id) WHERE (billing_item_id IS NOT NULL);
CREATE INDEX invoice_line_by_subscription ON invoice_line USING btree (tenant_id, subscription_id, period_until) WHERE (subscription_id IS NOT NULL);
CREATE TRIGGER deleted_with_its_run BEFORE DELETE ON invoice_line FOR EACH ROW EXECUTE FUNCTION only_with_its_invoice();
CREATE TRIGGER paid_by_allocations BEFORE UPDATE ON invoice_line FOR EACH ROW EXECUTE FUNCTION keep_paid();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may delete, insert, select, update


create table item_category (
    tenant_id text not null,
    id text not null,
    name text not null,
    cancelable boolean not null,
    alternative text,
    cut_off_days integer,
    version integer not null,
    constraint item_category_pkey PRIMARY KEY (tenant_id, id),
    constraint item_category_cut_off_days_check CHECK (((cut_off_days >= 0) AND (cut_off_days <= 366))),
    constraint item_category_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint item_category_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on column item_category.alternative is 'The alternative for items of a category that cannot be canceled.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table line_credit (
    tenant_id text not null,
    id uuid not null,
    line_id text not null,
    cancellation_id text,
    refund_id text,
    net_minor bigint not null,
    tax_minor bigint not null,
    unused_from date,
    at timestamp with time zone not null,
    constraint line_credit_pkey PRIMARY KEY (tenant_id, id),
    constraint line_credit_check CHECK ((((refund_id IS NULL) AND (net_minor >= 0) AND (tax_minor >= 0) AND ((net_minor + tax_minor) > 0)) OR ((refund_id IS NOT NULL) AND (net_minor <= 0) AND (tax_minor <= 0) AND ((net_minor + tax_minor) < 0) AND (unused_from IS NULL)))),
    constraint line_credit_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint line_credit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint line_credit_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES invoice_line(tenant_id, id),
    constraint line_credit_tenant_id_refund_id_fkey FOREIGN KEY (tenant_id, refund_id) REFERENCES refund(tenant_id, id)
);
comment on table line_credit is 'An amount of a line that is not owed any more.';
comment on column line_credit.refund_id is 'The refund with which the credit is reversed; then the amounts are negative.';
comment on column line_credit.unused_from is 'First day not used, of a credit by time; it runs to the end of the line''s period.';
CREATE UNIQUE INDEX days_are_credited_once ON line_credit USING btree (tenant_id, line_id) WHERE (unused_from IS NOT NULL);
CREATE INDEX line_credit_by_line ON line_credit USING btree (tenant_id, line_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON line_credit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credits_its_line AFTER INSERT ON line_credit FOR EACH ROW EXECUTE FUNCTION credit_line();
CREATE TRIGGER holds_its_run BEFORE INSERT ON line_credit FOR EACH ROW EXECUTE FUNCTION hold_run_of_credit();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON line_credit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table open_call (
    tenant_id text not null,
    scope text not null,
    minute timestamp with time zone not null,
    calls integer not null,
    constraint open_call_pkey PRIMARY KEY (tenant_id, scope),
    constraint open_call_calls_check CHECK ((calls > 0)),
    constraint open_call_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table open_call is 'Calls without a token in the last minute that had any, per key and per bucket of addresses; no address is stored.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table operation (
    tenant_id text not null,
    key text not null,
    function text not null,
    fingerprint text not null,
    requested_at timestamp with time zone not null,
    refused boolean,
    answer text,
    constraint operation_pkey PRIMARY KEY (tenant_id, key),
    constraint operation_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255))),
    constraint operation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table operation is 'The idempotency keys. Answers are stored for 30 days, the bare keys for ever.';
CREATE INDEX operation_answers ON operation USING btree (tenant_id, requested_at) WHERE (answer IS NOT NULL);
CREATE TRIGGER final BEFORE UPDATE ON operation FOR EACH ROW EXECUTE FUNCTION keep_operation();
CREATE TRIGGER never_deleted BEFORE DELETE ON operation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON operation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table outbox (
    tenant_id text not null,
    id uuid not null,
    type text not null,
    subject text not null,
    occurred_at timestamp with time zone not null,
    data text not null,
    tries integer default 0 not null,
    next_try_at timestamp with time zone default now() not null,
    last_error text,
    published_at timestamp with time zone,
    parked_at timestamp with time zone,
    constraint outbox_pkey PRIMARY KEY (tenant_id, id),
    constraint outbox_is_published_or_parked CHECK (((published_at IS NULL) OR (parked_at IS NULL))),
    constraint outbox_tries_check CHECK ((tries >= 0)),
    constraint outbox_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table outbox is 'Events that wait for delivery or were delivered.';
comment on column outbox.last_error is 'The code with which the destination last refused the event.';
CREATE INDEX outbox_by_time ON outbox USING btree (tenant_id, occurred_at, id);
CREATE INDEX outbox_due ON outbox USING btree (tenant_id, next_try_at) WHERE ((published_at IS NULL) AND (parked_at IS NULL));
CREATE INDEX outbox_parked ON outbox USING btree (tenant_id, occurred_at, id) WHERE (parked_at IS NOT NULL);
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table payment (
    tenant_id text not null,
    id text not null,
    account_id text not null,
    amount_minor bigint not null,
    refunded_minor bigint default 0 not null,
    reversed_minor bigint default 0 not null,
    currency text not null,
    received_on date not null,
    constraint payment_pkey PRIMARY KEY (tenant_id, id),
    constraint payment_amount_minor_check CHECK ((amount_minor > 0)),
    constraint payment_check CHECK (((refunded_minor >= 0) AND (refunded_minor <= amount_minor))),
    constraint payment_check1 CHECK (((reversed_minor >= 0) AND (reversed_minor <= amount_minor))),
    constraint payment_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint payment_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint payment_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint payment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX payment_by_account ON payment USING btree (tenant_id, account_id, id);
CREATE TRIGGER append_only BEFORE UPDATE ON payment FOR EACH ROW EXECUTE FUNCTION keep_payment();
CREATE TRIGGER never_deleted BEFORE DELETE ON payment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON payment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update (refunded_minor, reversed_minor)


create table payment_allocation (
    tenant_id text not null,
    payment_id text not null,
    line_id text not null,
    amount_minor bigint not null,
    refunded_minor bigint default 0 not null,
    reversed_minor bigint default 0 not null,
    constraint payment_allocation_pkey PRIMARY KEY (tenant_id, payment_id, line_id),
    constraint payment_allocation_amount_minor_check CHECK ((amount_minor > 0)),
    constraint payment_allocation_check CHECK (((refunded_minor >= 0) AND (refunded_minor <= amount_minor))),
    constraint payment_allocation_check1 CHECK (((reversed_minor >= 0) AND (reversed_minor <= amount_minor))),
    constraint payment_allocation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint payment_allocation_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES invoice_line(tenant_id, id),
    constraint payment_allocation_tenant_id_payment_id_fkey FOREIGN KEY (tenant_id, payment_id) REFERENCES payment(tenant_id, id)
);
comment on table payment_allocation is 'The part of a payment that pays a line.';
CREATE INDEX payment_allocation_by_line ON payment_allocation USING btree (tenant_id, line_id);
CREATE TRIGGER append_only BEFORE UPDATE ON payment_allocation FOR EACH ROW EXECUTE FUNCTION keep_payment();
CREATE TRIGGER holds_its_run BEFORE INSERT ON payment_allocation FOR EACH ROW EXECUTE FUNCTION hold_run_of_line();
CREATE TRIGGER never_deleted BEFORE DELETE ON payment_allocation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON payment_allocation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pays_its_line AFTER INSERT ON payment_allocation FOR EACH ROW EXECUTE FUNCTION pay_line();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update (refunded_minor, reversed_minor)


create table payment_reversal (
    tenant_id text not null,
    id text not null,
    payment_id text not null,
    amount_minor bigint not null,
    reversed_on date not null,
    kind text not null,
    constraint payment_reversal_pkey PRIMARY KEY (tenant_id, id),
    constraint payment_reversal_amount_minor_check CHECK ((amount_minor > 0)),
    constraint payment_reversal_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint payment_reversal_kind_check CHECK ((kind = ANY (ARRAY['CHARGEBACK'::text, 'RETURNED'::text]))),
    constraint payment_reversal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint payment_reversal_tenant_id_payment_id_fkey FOREIGN KEY (tenant_id, payment_id) REFERENCES payment(tenant_id, id)
);
comment on table payment_reversal is 'Money of a payment that went back by the bank: a lost dispute, a bounced debit, a returned cheque.';
CREATE INDEX payment_reversal_by_payment ON payment_reversal USING btree (tenant_id, payment_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON payment_reversal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON payment_reversal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reverses_its_payment AFTER INSERT ON payment_reversal FOR EACH ROW EXECUTE FUNCTION reverse_payment();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table payment_reversal_part (
    tenant_id text not null,
    reversal_id text not null,
    part integer not null,
    line_id text not null,
    amount_minor bigint not null,
    constraint payment_reversal_part_pkey PRIMARY KEY (tenant_id, reversal_id, part),
    constraint payment_reversal_part_amount_minor_check CHECK ((amount_minor > 0)),
    constraint payment_reversal_part_part_check CHECK ((part > 0)),
    constraint payment_reversal_part_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint payment_reversal_part_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES invoice_line(tenant_id, id),
    constraint payment_reversal_part_tenant_id_reversal_id_fkey FOREIGN KEY (tenant_id, reversal_id) REFERENCES payment_reversal(tenant_id, id)
);
comment on table payment_reversal_part is 'What of a reversal had paid a line, which is owed again. The rest of it was not allocated.';
CREATE INDEX payment_reversal_part_by_line ON payment_reversal_part USING btree (tenant_id, line_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON payment_reversal_part FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON payment_reversal_part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reverses_its_line AFTER INSERT ON payment_reversal_part FOR EACH ROW EXECUTE FUNCTION reverse_allocation();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table penalty (
    tenant_id text not null,
    id text not null,
    number bigint not null,
    account_id text not null,
    cancellation_id text not null,
    service_id text not null,
    term_id text not null,
    amount_minor bigint not null,
    set_off_minor bigint not null,
    currency text not null,
    at timestamp with time zone not null,
    constraint penalty_pkey PRIMARY KEY (tenant_id, id),
    constraint penalty_tenant_id_number_key UNIQUE (tenant_id, number),
    constraint penalty_tenant_id_service_id_key UNIQUE (tenant_id, service_id),
    constraint penalty_amount_minor_check CHECK ((amount_minor > 0)),
    constraint penalty_check CHECK (((set_off_minor >= 0) AND (set_off_minor <= amount_minor))),
    constraint penalty_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint penalty_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint penalty_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint penalty_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint penalty_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES service(tenant_id, id),
    constraint penalty_tenant_id_term_id_fkey FOREIGN KEY (tenant_id, term_id) REFERENCES billing_term(tenant_id, id)
);
comment on table penalty is 'The early termination fee for leaving a service during its binding. The billing system collects what was not set off against a refund.';
CREATE INDEX penalty_by_account ON penalty USING btree (tenant_id, account_id, number);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON penalty FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON penalty FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table planned_action (
    tenant_id text not null,
    id text not null,
    subscription_id text not null,
    service_id text,
    name text not null,
    planned_on date not null,
    state text not null,
    dropped_by text,
    version integer not null,
    constraint planned_action_pkey PRIMARY KEY (tenant_id, id),
    constraint planned_action_check CHECK (((state = 'DROPPED'::text) = (dropped_by IS NOT NULL))),
    constraint planned_action_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint planned_action_state_check CHECK ((state = ANY (ARRAY['PLANNED'::text, 'DROPPED'::text]))),
    constraint planned_action_tenant_id_dropped_by_fkey FOREIGN KEY (tenant_id, dropped_by) REFERENCES cancellation(tenant_id, id),
    constraint planned_action_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint planned_action_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES service(tenant_id, id),
    constraint planned_action_tenant_id_subscription_id_fkey FOREIGN KEY (tenant_id, subscription_id) REFERENCES subscription(tenant_id, id)
);
comment on table planned_action is 'An action on a subscription or one of its services that the billing system has planned.';
CREATE INDEX planned_action_by_cancellation ON planned_action USING btree (tenant_id, dropped_by) WHERE (dropped_by IS NOT NULL);
CREATE INDEX planned_action_by_subscription ON planned_action USING btree (tenant_id, subscription_id, planned_on, id);
CREATE TRIGGER dropped_is_final BEFORE UPDATE ON planned_action FOR EACH ROW WHEN ((old.state = 'DROPPED'::text)) EXECUTE FUNCTION keep_dropped();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table policy (
    tenant_id text not null,
    id text not null,
    time_zone text default 'UTC'::text not null,
    cancel_day_used boolean not null,
    cut_off_days integer not null,
    expiry_days integer default 28 not null,
    back_dating_days integer default 0 not null,
    allow_refund boolean default false not null,
    credit_policy text default 'PRORATED'::text not null,
    day_count text default 'ACTUAL'::text not null,
    credit_one_time boolean default false not null,
    credit_trial boolean default false not null,
    goodwill_days integer default 0 not null,
    refund_canceled_items boolean default false not null,
    invoice_settlement boolean default false not null,
    billed_after_end text default 'SETTLE'::text not null,
    self_service_cancellation boolean not null,
    self_service_refund_mode text default 'AVAILABLE_CREDITS'::text not null,
    withdrawal_days integer default 14 not null,
    cooling_off_days integer default 0 not null,
    retention_days integer default 3650 not null,
    terms_version text not null,
    terms_text text not null,
    contact_line text not null,
    version integer not null,
    constraint policy_pkey PRIMARY KEY (tenant_id, id),
    constraint policy_back_dating_days_check CHECK (((back_dating_days >= 0) AND (back_dating_days <= 3660))),
    constraint policy_billed_after_end_check CHECK ((billed_after_end = ANY (ARRAY['SETTLE'::text, 'SHOW'::text]))),
    constraint policy_cooling_off_days_check CHECK (((cooling_off_days >= 0) AND (cooling_off_days <= 3660))),
    constraint policy_credit_policy_check CHECK ((credit_policy = ANY (ARRAY['NONE'::text, 'PRORATED'::text, 'FULL'::text, 'WHOLE_PERIODS_LEFT'::text, 'GOODWILL'::text, 'RE_RATED'::text]))),
    constraint policy_cut_off_days_check CHECK (((cut_off_days >= 0) AND (cut_off_days <= 366))),
    constraint policy_day_count_check CHECK ((day_count = ANY (ARRAY['ACTUAL'::text, 'THIRTY_360'::text, 'SECONDS'::text]))),
    constraint policy_expiry_days_check CHECK (((expiry_days >= 0) AND (expiry_days <= 3660))),
    constraint policy_goodwill_days_check CHECK (((goodwill_days >= 0) AND (goodwill_days <= 3660))),
    constraint policy_id_check CHECK ((id = 'policy'::text)),
    constraint policy_retention_days_check CHECK (((retention_days >= 0) AND (retention_days <= 36600))),
    constraint policy_self_service_refund_mode_check CHECK ((self_service_refund_mode = ANY (ARRAY['AVAILABLE_CREDITS'::text, 'ORIGINAL_PAYMENT'::text, 'NONE'::text]))),
    constraint policy_terms_version_check CHECK (((length(terms_version) >= 1) AND (length(terms_version) <= 64))),
    constraint policy_withdrawal_days_check CHECK (((withdrawal_days >= 0) AND (withdrawal_days <= 3660))),
    constraint policy_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table policy is 'The settings of a tenant, in one row.';
comment on column policy.time_zone is 'The time zone in which the tenant receives declarations.';
comment on column policy.back_dating_days is 'By how many days the staff may back-date the end of a subscription.';
comment on column policy.withdrawal_days is 'Days from the start of a subscription in which customers may withdraw by themselves.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table publishable_key (
    key text not null,
    tenant_id text not null,
    revoked_at timestamp with time zone,
    constraint publishable_key_pkey PRIMARY KEY (key),
    constraint publishable_key_key_check CHECK ((key ~ '^pk_[A-Za-z0-9]{16,61}$'::text)),
    constraint publishable_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table publishable_key is 'The tenant of a form on a public page. Outside row-level security, since it is looked up before the tenant is known; it holds only public values.';
CREATE INDEX publishable_key_by_tenant ON publishable_key USING btree (tenant_id);
CREATE TRIGGER never_deleted BEFORE DELETE ON publishable_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON publishable_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stays_with_its_tenant BEFORE UPDATE ON publishable_key FOR EACH ROW EXECUTE FUNCTION keep_key();
-- no row-level security
-- the application may insert, select, update (revoked_at)


create table receipt (
    tenant_id text not null,
    cancellation_id text not null,
    entry integer not null,
    what text not null,
    at timestamp with time zone not null,
    actor text not null,
    role text not null,
    document text not null,
    constraint receipt_pkey PRIMARY KEY (tenant_id, cancellation_id, entry),
    constraint receipt_entry_check CHECK ((entry > 0)),
    constraint receipt_what_check CHECK ((what = ANY (ARRAY['REQUESTED'::text, 'CARRIED_OUT'::text, 'UNDONE'::text, 'SUPERSEDED'::text, 'RESTORED'::text]))),
    constraint receipt_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint receipt_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table receipt is 'The printed receipts of a cancellation, in the order of their entries.';
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON receipt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON receipt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table refund (
    tenant_id text not null,
    id text not null,
    number bigint not null,
    account_id text not null,
    destination text not null,
    payment_id text,
    credit_note_id text,
    of_credit_note_id text,
    overridden_credit_note_id text,
    override_reason text,
    cancellation_id text,
    amount_minor bigint not null,
    fee_minor bigint not null,
    currency text not null,
    state text not null,
    attempt integer default 0 not null,
    overpaid_minor bigint default 0 not null,
    replaces_refund_id text,
    reason text not null,
    requested_at timestamp with time zone not null,
    requested_by text not null,
    due_by date,
    version integer not null,
    constraint refund_pkey PRIMARY KEY (tenant_id, id),
    constraint refund_tenant_id_number_key UNIQUE (tenant_id, number),
    constraint refund_amount_minor_check CHECK ((amount_minor > 0)),
    constraint refund_attempt_check CHECK ((attempt >= 0)),
    constraint refund_check CHECK (((fee_minor >= 0) AND (fee_minor <= amount_minor))),
    constraint refund_check1 CHECK (((overpaid_minor >= 0) AND (overpaid_minor <= amount_minor))),
    constraint refund_check2 CHECK (((destination = 'CREDIT_NOTE'::text) = (credit_note_id IS NOT NULL))),
    constraint refund_check3 CHECK (((destination = 'ORIGINAL_PAYMENT'::text) = (payment_id IS NOT NULL))),
    constraint refund_check4 CHECK (((of_credit_note_id IS NULL) OR (credit_note_id IS NULL))),
    constraint refund_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint refund_destination_check CHECK ((destination = ANY (ARRAY['CREDIT_NOTE'::text, 'AVAILABLE_CREDITS'::text, 'ORIGINAL_PAYMENT'::text, 'OFFSET'::text, 'OFFLINE'::text, 'PENALTY'::text]))),
    constraint refund_override_has_a_reason CHECK (((overridden_credit_note_id IS NULL) = (override_reason IS NULL))),
    constraint refund_state_check CHECK ((state = ANY (ARRAY['PENDING_APPROVAL'::text, 'PENDING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'REJECTED'::text, 'CANCELED'::text, 'REDIRECTED'::text, 'REVERSED'::text]))),
    constraint refund_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint refund_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint refund_tenant_id_credit_note_id_fkey FOREIGN KEY (tenant_id, credit_note_id) REFERENCES credit_note(tenant_id, id),
    constraint refund_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint refund_tenant_id_of_credit_note_id_fkey FOREIGN KEY (tenant_id, of_credit_note_id) REFERENCES credit_note(tenant_id, id),
    constraint refund_tenant_id_payment_id_fkey FOREIGN KEY (tenant_id, payment_id) REFERENCES payment(tenant_id, id),
    constraint refund_tenant_id_replaces_refund_id_fkey FOREIGN KEY (tenant_id, replaces_refund_id) REFERENCES refund(tenant_id, id)
);
comment on column refund.credit_note_id is 'The credit note that is itself the refund.';
comment on column refund.of_credit_note_id is 'The credit note that is paid out.';
comment on column refund.overridden_credit_note_id is 'The credit note that the request overrode; it may have been deleted with its bill run since.';
comment on column refund.attempt is 'How often the payment system was asked to carry it out.';
comment on column refund.overpaid_minor is 'What the customer received too much, because it succeeded after it was given up; a debt until the refund is reversed.';
comment on column refund.replaces_refund_id is 'The refund that was redirected to this one.';
comment on column refund.due_by is 'Last day on which the law allows it to be paid; null where the law sets no day.';
CREATE INDEX refund_by_account ON refund USING btree (tenant_id, account_id, number);
CREATE INDEX refund_by_cancellation ON refund USING btree (tenant_id, cancellation_id) WHERE (cancellation_id IS NOT NULL);
CREATE INDEX refund_by_credit_note ON refund USING btree (tenant_id, credit_note_id) WHERE (credit_note_id IS NOT NULL);
CREATE INDEX refund_by_replaced ON refund USING btree (tenant_id, replaces_refund_id) WHERE (replaces_refund_id IS NOT NULL);
CREATE INDEX refund_due ON refund USING btree (tenant_id, due_by, number) WHERE (due_by IS NOT NULL);
CREATE INDEX refund_of_credit_note ON refund USING btree (tenant_id, of_credit_note_id) WHERE (of_credit_note_id IS NOT NULL);
CREATE INDEX refund_overpaid ON refund USING btree (tenant_id, number) WHERE (overpaid_minor > 0);
CREATE UNIQUE INDEX refund_uses_a_credit_note_once ON refund USING btree (tenant_id, COALESCE(credit_note_id, of_credit_note_id)) WHERE ((COALESCE(credit_note_id, of_credit_note_id) IS NOT NULL) AND (state <> ALL (ARRAY['FAILED'::text, 'REJECTED'::text, 'CANCELED'::text, 'REDIRECTED'::text, 'REVERSED'::text])) AND (overpaid_minor = 0));
CREATE TRIGGER refund_is_final BEFORE UPDATE ON refund FOR EACH ROW EXECUTE FUNCTION keep_refund();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table refund_limit (
    tenant_id text not null,
    currency text not null,
    amount_minor bigint not null,
    constraint refund_limit_pkey PRIMARY KEY (tenant_id, currency),
    constraint refund_limit_amount_minor_check CHECK ((amount_minor >= 0)),
    constraint refund_limit_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint refund_limit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table refund_limit is 'The amount that one person may refund at once, per currency; above it a second person approves.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may delete, insert, select, update


create table refund_part (
    tenant_id text not null,
    refund_id text not null,
    part integer not null,
    payment_id text,
    line_id text,
    credit_note_id text,
    amount_minor bigint not null,
    constraint refund_part_pkey PRIMARY KEY (tenant_id, refund_id, part),
    constraint refund_part_amount_minor_check CHECK ((amount_minor <> 0)),
    constraint refund_part_check CHECK (((((payment_id IS NOT NULL) OR (line_id IS NOT NULL)) AND (credit_note_id IS NULL)) OR ((payment_id IS NULL) AND (line_id IS NULL) AND (credit_note_id IS NOT NULL)))),
    constraint refund_part_part_check CHECK ((part > 0)),
    constraint refund_part_tenant_id_credit_note_id_fkey FOREIGN KEY (tenant_id, credit_note_id) REFERENCES credit_note(tenant_id, id),
    constraint refund_part_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint refund_part_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES invoice_line(tenant_id, id),
    constraint refund_part_tenant_id_payment_id_fkey FOREIGN KEY (tenant_id, payment_id) REFERENCES payment(tenant_id, id),
    constraint refund_part_tenant_id_refund_id_fkey FOREIGN KEY (tenant_id, refund_id) REFERENCES refund(tenant_id, id)
);
comment on table refund_part is 'What a refund consists of. With a payment it is money of that payment, without one it is applied credit; with a line it was paid on that line, without one it was not allocated.';
comment on column refund_part.credit_note_id is 'The credit note that is paid out, where neither a payment nor a line is behind it.';
comment on column refund_part.amount_minor is 'Negative in a reversal of an earlier part.';
CREATE INDEX refund_part_by_credit_note ON refund_part USING btree (tenant_id, credit_note_id) WHERE (credit_note_id IS NOT NULL);
CREATE INDEX refund_part_by_line ON refund_part USING btree (tenant_id, line_id) WHERE (line_id IS NOT NULL);
CREATE INDEX refund_part_by_payment ON refund_part USING btree (tenant_id, payment_id) WHERE (payment_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON refund_part FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER counts_refund AFTER INSERT ON refund_part FOR EACH ROW EXECUTE FUNCTION count_refund_part();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON refund_part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table refund_step (
    tenant_id text not null,
    refund_id text not null,
    step integer not null,
    what text not null,
    at timestamp with time zone not null,
    actor text not null,
    role text not null,
    attempt integer not null,
    reference text,
    note text,
    answered_at timestamp with time zone,
    reason text,
    constraint refund_step_pkey PRIMARY KEY (tenant_id, refund_id, step),
    constraint refund_step_step_check CHECK ((step > 0)),
    constraint refund_step_what_check CHECK ((what = ANY (ARRAY['APPROVED'::text, 'REJECTED'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'RETRIED'::text, 'CANCELED'::text, 'REDIRECTED'::text, 'REVERSED'::text]))),
    constraint refund_step_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint refund_step_tenant_id_refund_id_fkey FOREIGN KEY (tenant_id, refund_id) REFERENCES refund(tenant_id, id)
);
comment on table refund_step is 'What happened to a refund after its request.';
CREATE UNIQUE INDEX refund_is_retried_once_an_attempt ON refund_step USING btree (tenant_id, refund_id, what, attempt);
CREATE UNIQUE INDEX refund_is_withdrawn_once ON refund_step USING btree (tenant_id, refund_id) WHERE (what = ANY (ARRAY['REJECTED'::text, 'CANCELED'::text]));
CREATE UNIQUE INDEX refund_takes_a_step_once ON refund_step USING btree (tenant_id, refund_id, what) WHERE (what <> ALL (ARRAY['FAILED'::text, 'RETRIED'::text]));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON refund_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON refund_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select


create table removal_condition (
    tenant_id text not null,
    id text not null,
    subject text not null,
    kind text not null,
    class text not null,
    needs_class text,
    distributor_id text,
    alternative text,
    active boolean not null,
    version integer not null,
    constraint removal_condition_pkey PRIMARY KEY (tenant_id, id),
    constraint removal_condition_check CHECK (((kind = 'DEPENDENCY'::text) = (needs_class IS NOT NULL))),
    constraint removal_condition_class_check CHECK (((length(class) >= 1) AND (length(class) <= 64))),
    constraint removal_condition_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint removal_condition_kind_check CHECK ((kind = ANY (ARRAY['RESTRICTION'::text, 'DEPENDENCY'::text]))),
    constraint removal_condition_needs_class_check CHECK (((length(needs_class) >= 1) AND (length(needs_class) <= 64))),
    constraint removal_condition_subject_check CHECK ((subject = ANY (ARRAY['SERVICE'::text, 'INSTALLED_ITEM'::text]))),
    constraint removal_condition_tenant_id_distributor_id_fkey FOREIGN KEY (tenant_id, distributor_id) REFERENCES distributor(tenant_id, id),
    constraint removal_condition_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on table removal_condition is 'A class that cannot be removed, or that requires another class; in general, or for one distributor.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table service (
    tenant_id text not null,
    id text not null,
    subscription_id text not null,
    distributor_id text,
    name text not null,
    service_class text,
    term_class text,
    price_minor bigint,
    billing_status text not null,
    activated_on date,
    bound_until date,
    cancelable_from date,
    state text not null,
    cancellation_id text,
    effective_on date,
    effective_at timestamp with time zone,
    ended_at timestamp with time zone,
    version integer not null,
    constraint service_pkey PRIMARY KEY (tenant_id, id),
    constraint service_billing_status_check CHECK ((billing_status = ANY (ARRAY['ORDERED'::text, 'EFFECTIVE'::text, 'NOT_EFFECTIVE'::text, 'IN_RESTING'::text, 'SHORT_TERM_EFFECTIVE'::text, 'SHORT_TERM_NOT_EFFECTIVE'::text]))),
    constraint service_check CHECK (((state = 'PROVIDED'::text) = (ended_at IS NULL))),
    constraint service_check1 CHECK (((effective_on IS NULL) = (effective_at IS NULL))),
    constraint service_check2 CHECK (((cancellation_id IS NULL) OR (effective_at IS NOT NULL))),
    constraint service_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint service_price_minor_check CHECK ((price_minor >= 0)),
    constraint service_service_class_check CHECK (((length(service_class) >= 1) AND (length(service_class) <= 64))),
    constraint service_state_check CHECK ((state = ANY (ARRAY['PROVIDED'::text, 'CANCELED'::text, 'REGRETTED'::text]))),
    constraint service_term_class_check CHECK (((length(term_class) >= 1) AND (length(term_class) <= 64))),
    constraint service_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint service_tenant_id_distributor_id_fkey FOREIGN KEY (tenant_id, distributor_id) REFERENCES distributor(tenant_id, id),
    constraint service_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint service_tenant_id_subscription_id_fkey FOREIGN KEY (tenant_id, subscription_id) REFERENCES subscription(tenant_id, id)
);
comment on column service.price_minor is 'Per period of the subscription.';
comment on column service.bound_until is 'First day after the binding; an extension may end it later.';
comment on column service.cancelable_from is 'First day on which the service may end, during the binding or after it.';
CREATE INDEX service_by_cancellation ON service USING btree (tenant_id, cancellation_id) WHERE (cancellation_id IS NOT NULL);
CREATE INDEX service_by_subscription ON service USING btree (tenant_id, subscription_id, id);
CREATE TRIGGER ended_is_final BEFORE UPDATE ON service FOR EACH ROW WHEN ((old.ended_at IS NOT NULL)) EXECUTE FUNCTION keep_end();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table subscription (
    tenant_id text not null,
    id text not null,
    account_id text not null,
    definition_id text,
    name text not null,
    billing_status text not null,
    billed_as text default 'PERIODIC'::text not null,
    starts_on date not null,
    expires_on date,
    anchor_on date not null,
    period_unit text not null,
    period_count integer not null,
    state text not null,
    cancellation_id text,
    effective_on date,
    effective_at timestamp with time zone,
    ended_at timestamp with time zone,
    version integer not null,
    constraint subscription_pkey PRIMARY KEY (tenant_id, id),
    constraint subscription_billed_as_check CHECK ((billed_as = ANY (ARRAY['PERIODIC'::text, 'AS_INCURRED'::text, 'MILESTONE'::text]))),
    constraint subscription_billing_status_check CHECK ((billing_status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text, 'PAST_DUE'::text]))),
    constraint subscription_check CHECK ((expires_on > starts_on)),
    constraint subscription_check1 CHECK (((state = 'RUNNING'::text) = (ended_at IS NULL))),
    constraint subscription_check2 CHECK (((effective_on IS NULL) = (effective_at IS NULL))),
    constraint subscription_check3 CHECK (((cancellation_id IS NULL) OR (effective_at IS NOT NULL))),
    constraint subscription_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint subscription_period_count_check CHECK (((period_count >= 1) AND (period_count <= 366))),
    constraint subscription_period_unit_check CHECK ((period_unit = ANY (ARRAY['DAY'::text, 'WEEK'::text, 'MONTH'::text, 'YEAR'::text]))),
    constraint subscription_state_check CHECK ((state = ANY (ARRAY['RUNNING'::text, 'TERMINATED'::text, 'CANCELED'::text]))),
    constraint subscription_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
    constraint subscription_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint subscription_tenant_id_definition_id_fkey FOREIGN KEY (tenant_id, definition_id) REFERENCES subscription_definition(tenant_id, id),
    constraint subscription_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on column subscription.billing_status is 'The status that the billing system reports for a running subscription.';
comment on column subscription.expires_on is 'First day after the term; null for an open-ended subscription.';
CREATE INDEX subscription_by_account ON subscription USING btree (tenant_id, account_id, id);
CREATE INDEX subscription_by_cancellation ON subscription USING btree (tenant_id, cancellation_id) WHERE (cancellation_id IS NOT NULL);
CREATE INDEX subscription_expiring ON subscription USING btree (tenant_id, expires_on, id) WHERE ((ended_at IS NULL) AND (cancellation_id IS NULL));
CREATE TRIGGER account_is_open BEFORE INSERT ON subscription FOR EACH ROW EXECUTE FUNCTION account_must_be_open();
CREATE TRIGGER ended_is_final BEFORE UPDATE ON subscription FOR EACH ROW WHEN ((old.ended_at IS NOT NULL)) EXECUTE FUNCTION keep_end();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table subscription_definition (
    tenant_id text not null,
    id text not null,
    name text not null,
    services_removable boolean not null,
    least_services integer not null,
    mandatory_classes text[] not null,
    version integer not null,
    constraint subscription_definition_pkey PRIMARY KEY (tenant_id, id),
    constraint subscription_definition_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint subscription_definition_least_services_check CHECK (((least_services >= 0) AND (least_services <= 1000))),
    constraint subscription_definition_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
comment on column subscription_definition.mandatory_classes is 'A subscription keeps a service of each of these classes until it ends.';
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create table tenant (
    tenant_id text not null,
    created_at timestamp with time zone default now() not null,
    constraint tenant_pkey PRIMARY KEY (tenant_id),
    constraint tenant_tenant_id_check CHECK (((length(tenant_id) >= 1) AND (length(tenant_id) <= 64)))
);
comment on table tenant is 'The directory of tenants. Outside row-level security, since scheduled work without a caller visits each tenant.';
-- no row-level security
-- the application may insert, select


create table usage_record (
    tenant_id text not null,
    id text not null,
    subscription_id text not null,
    service_id text,
    description text not null,
    amount_minor bigint not null,
    currency text not null,
    used_on date not null,
    state text not null,
    cancellation_id text,
    version integer not null,
    constraint usage_record_pkey PRIMARY KEY (tenant_id, id),
    constraint usage_record_amount_minor_check CHECK ((amount_minor >= 0)),
    constraint usage_record_check CHECK (((cancellation_id IS NOT NULL) OR (state = ANY (ARRAY['UNBILLED'::text, 'BILLED'::text])))),
    constraint usage_record_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    constraint usage_record_id_check CHECK (((length(id) >= 1) AND (length(id) <= 64))),
    constraint usage_record_state_check CHECK ((state = ANY (ARRAY['UNBILLED'::text, 'BILLED'::text, 'INVOICE_REQUESTED'::text, 'DROPPED'::text]))),
    constraint usage_record_tenant_id_cancellation_id_fkey FOREIGN KEY (tenant_id, cancellation_id) REFERENCES cancellation(tenant_id, id),
    constraint usage_record_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
    constraint usage_record_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES service(tenant_id, id),
    constraint usage_record_tenant_id_subscription_id_fkey FOREIGN KEY (tenant_id, subscription_id) REFERENCES subscription(tenant_id, id)
);
comment on table usage_record is 'Usage of an account that is billed in arrears.';
CREATE INDEX usage_record_by_subscription ON usage_record USING btree (tenant_id, subscription_id, id) WHERE (state = 'UNBILLED'::text);
CREATE TRIGGER settled_is_final BEFORE UPDATE ON usage_record FOR EACH ROW WHEN ((old.state <> 'UNBILLED'::text)) EXECUTE FUNCTION keep_usage();
-- row-level security, forced
-- policy own_tenant for all using (tenant_id = current_setting('quittance.tenant'::text, true)) with check (tenant_id = current_setting('quittance.tenant'::text, true))
-- the application may insert, select, update


create sequence cancellation_number start 1001;
create sequence cancellation_request_number start 1001;
create sequence declaration_number start 1001;
create sequence penalty_number start 1001;
create sequence refund_number start 1001;


CREATE OR REPLACE FUNCTION account_must_be_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if exists (select 1 from account where tenant_id = new.tenant_id and id = new.account_id and status = 'CLOSED') then
        raise exception 'account % is closed', new.account_id using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION apply_credit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update invoice_line set applied_minor = applied_minor + new.amount_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    if new.credit_use_id is not null
            and (select sum(amount_minor) from credit_application
                    where tenant_id = new.tenant_id and credit_use_id = new.credit_use_id)
                > (select amount_minor from credit_use where tenant_id = new.tenant_id and id = new.credit_use_id) then
        raise exception 'credit use % is applied beyond its amount', new.credit_use_id using errcode = 'check_violation';
    end if;
    if new.refund_id is not null
            and (select sum(amount_minor) from credit_application
                    where tenant_id = new.tenant_id and refund_id = new.refund_id)
                > (select amount_minor - fee_minor from refund where tenant_id = new.tenant_id and id = new.refund_id) then
        raise exception 'refund % is offset beyond its amount', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION check_credit_of_refund()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
    most bigint;
    given bigint;
begin
    select amount_minor - fee_minor into most from refund
        where tenant_id = new.tenant_id and id = new.refund_id for update;
    select sum(case when credit = 'AVAILABLE' then amount_minor else - amount_minor end) into given from credit_entry
        where tenant_id = new.tenant_id and refund_id = new.refund_id;
    if given > most then
        raise exception 'refund % becomes more credit than it pays', new.refund_id using errcode = 'check_violation';
    elsif given < 0 then
        raise exception 'refund % reverses more credit than it gave', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION count_refund_part()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.line_id is not null then
        update invoice_line set refunded_minor = refunded_minor + new.amount_minor
            where tenant_id = new.tenant_id and id = new.line_id;
    end if;
    if new.payment_id is not null then
        update payment set refunded_minor = refunded_minor + new.amount_minor
            where tenant_id = new.tenant_id and id = new.payment_id;
    end if;
    if new.credit_note_id is not null then
        if (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and credit_note_id = new.credit_note_id)
                > (select amount_minor from credit_note where tenant_id = new.tenant_id and id = new.credit_note_id) then
            raise exception 'credit note % is paid out beyond its amount', new.credit_note_id using errcode = 'check_violation';
        end if;
    elsif new.payment_id is not null and new.line_id is not null then
        update payment_allocation set refunded_minor = refunded_minor + new.amount_minor
            where tenant_id = new.tenant_id and payment_id = new.payment_id and line_id = new.line_id;
        if not found then
            raise exception 'payment % is not allocated to line %', new.payment_id, new.line_id using errcode = 'check_violation';
        end if;
    elsif new.line_id is not null then
        -- No more of applied credit is refunded than was applied.
        if (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and line_id = new.line_id and payment_id is null)
                > (select applied_minor from invoice_line where tenant_id = new.tenant_id and id = new.line_id) then
            raise exception 'line % was paid less than this by credit', new.line_id using errcode = 'check_violation';
        end if;
    elsif (select sum(amount_minor) from refund_part
                where tenant_id = new.tenant_id and payment_id = new.payment_id and line_id is null)
            > (select amount_minor from payment where tenant_id = new.tenant_id and id = new.payment_id)
                - (select coalesce(sum(amount_minor), 0) from payment_allocation
                    where tenant_id = new.tenant_id and payment_id = new.payment_id) then
        raise exception 'payment % has less than this left', new.payment_id using errcode = 'check_violation';
    end if;
    if new.amount_minor > 0 and new.payment_id is not null
            and (exists (select 1 from payment where tenant_id = new.tenant_id and id = new.payment_id
                    and refunded_minor + reversed_minor > amount_minor)
                or exists (select 1 from payment_allocation where tenant_id = new.tenant_id and payment_id = new.payment_id
                    and line_id = new.line_id and refunded_minor + reversed_minor > amount_minor)) then
        raise exception 'payment % went back by the bank', new.payment_id using errcode = 'check_violation';
    end if;
    if new.amount_minor < 0 and (select sum(amount_minor) from refund_part
            where tenant_id = new.tenant_id and refund_id = new.refund_id and payment_id is not distinct from new.payment_id
                and line_id is not distinct from new.line_id and credit_note_id is not distinct from new.credit_note_id) < 0 then
        raise exception 'refund % reverses more than it gave', new.refund_id using errcode = 'check_violation';
    end if;
    if (select sum(amount_minor) from refund_part where tenant_id = new.tenant_id and refund_id = new.refund_id)
            > (select amount_minor from refund where tenant_id = new.tenant_id and id = new.refund_id) then
        raise exception 'the parts of refund % exceed its amount', new.refund_id using errcode = 'check_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION credit_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update invoice_line
        set credited_net_minor = credited_net_minor + new.net_minor, credited_tax_minor = credited_tax_minor + new.tax_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION hold_run(tenant text, run text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
    perform 1 from bill_run where tenant_id = tenant and id = run
        and state not in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED') for share;
    if not found then
        raise exception 'bill run % is being canceled or removed', run using errcode = 'serialization_failure';
    end if;
end
$function$;


CREATE OR REPLACE FUNCTION hold_run_of_credit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;


CREATE OR REPLACE FUNCTION hold_run_of_credit_note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    perform 1 from bill_run where tenant_id = new.tenant_id and id = new.bill_run_id
        and (state not in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED')
            or (tg_op = 'UPDATE' and not takes_credit_notes)) for share;
    if not found then
        raise exception 'bill run % is being canceled or removed', new.bill_run_id using errcode = 'serialization_failure';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION hold_run_of_invoice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.state = 'POSTED' and (tg_op = 'INSERT' or old.state <> 'POSTED') then
        update bill_run set posted_invoices = posted_invoices + 1 where tenant_id = new.tenant_id and id = new.bill_run_id
            and state not in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED');
        if not found then
            raise exception 'bill run % is being canceled or removed', new.bill_run_id using errcode = 'serialization_failure';
        end if;
    else
        perform hold_run(new.tenant_id, new.bill_run_id);
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION hold_run_of_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;


CREATE OR REPLACE FUNCTION keep_balance()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if pg_trigger_depth() < 2 then
        raise exception 'the balance of % is the sum of its entries', new.account_id using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_billing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    raise exception 'billing % is %', old.id, old.state using errcode = 'restrict_violation';
end
$function$;


CREATE OR REPLACE FUNCTION keep_closed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    raise exception 'account % is closed', old.id using errcode = 'restrict_violation';
end
$function$;


CREATE OR REPLACE FUNCTION keep_credit_note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if old.state = 'USED' and new.state = 'ISSUED' and new.refund_id is null and new.amount_minor = old.amount_minor
            and exists (select 1 from refund where tenant_id = old.tenant_id and id = old.refund_id
                and state in ('REJECTED', 'CANCELED', 'REDIRECTED', 'REVERSED')) then
        return new;
    end if;
    if new.state <> old.state or new.refund_id is distinct from old.refund_id or new.amount_minor <> old.amount_minor then
        raise exception 'credit note % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_decided()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.state <> old.state and (old.state in ('EFFECTIVE', 'UNDONE')
            or (old.state = 'SUPERSEDED' and new.state <> 'SCHEDULED')) then
        raise exception 'cancellation % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_dropped()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if (new.state <> old.state or new.dropped_by is distinct from old.dropped_by)
            and not exists (select 1 from cancellation where tenant_id = old.tenant_id and id = old.dropped_by
                and state in ('UNDONE', 'SUPERSEDED')) then
        raise exception 'action % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.ended_at is distinct from old.ended_at or new.state <> old.state
            or new.cancellation_id is distinct from old.cancellation_id
            or new.effective_on is distinct from old.effective_on
            or new.effective_at is distinct from old.effective_at then
        raise exception '% % has ended', tg_table_name, old.id using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_invoice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    raise exception 'invoice % is %', old.id, old.state using errcode = 'restrict_violation';
end
$function$;


CREATE OR REPLACE FUNCTION keep_key()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.key <> old.key or new.tenant_id <> old.tenant_id then
        raise exception 'publishable key % belongs to its tenant', old.key using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_operation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.tenant_id <> old.tenant_id or new.key <> old.key or new.function <> old.function
            or new.fingerprint <> old.fingerprint or new.requested_at <> old.requested_at
            or (old.refused is not null and new.refused is distinct from old.refused)
            or (old.refused is not null and new.answer is not null and new.answer is distinct from old.answer) then
        raise exception 'operation % is final', old.key using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_paid()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if (new.paid_minor, new.applied_minor, new.refunded_minor, new.reversed_minor, new.credited_net_minor,
                new.credited_tax_minor)
            is distinct from
            (old.paid_minor, old.applied_minor, old.refunded_minor, old.reversed_minor, old.credited_net_minor,
                old.credited_tax_minor)
            and pg_trigger_depth() < 2 then
        raise exception 'what is paid and credited of line % follows from its documents', old.id
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_payment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if pg_trigger_depth() < 2
            or to_jsonb(new) - 'refunded_minor' - 'reversed_minor' <> to_jsonb(old) - 'refunded_minor' - 'reversed_minor' then
        raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_refund()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if to_jsonb(new) - 'state' - 'attempt' - 'version' - 'overpaid_minor'
                <> to_jsonb(old) - 'state' - 'attempt' - 'version' - 'overpaid_minor'
            or new.attempt < old.attempt
            or (new.overpaid_minor <> old.overpaid_minor
                and not (old.state in ('CANCELED', 'REDIRECTED') and new.state = 'SUCCEEDED'))
            or (new.state <> old.state and (old.state, new.state) not in (values
                ('PENDING_APPROVAL', 'PENDING'), ('PENDING_APPROVAL', 'SUCCEEDED'), ('PENDING_APPROVAL', 'REJECTED'),
                ('PENDING_APPROVAL', 'CANCELED'), ('PENDING', 'SUCCEEDED'), ('PENDING', 'FAILED'), ('FAILED', 'PENDING'),
                ('FAILED', 'SUCCEEDED'), ('FAILED', 'CANCELED'), ('FAILED', 'REDIRECTED'), ('CANCELED', 'REDIRECTED'),
                ('CANCELED', 'SUCCEEDED'), ('REDIRECTED', 'SUCCEEDED'), ('SUCCEEDED', 'REVERSED'))) then
        raise exception 'refund % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_request()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.account_id <> old.account_id or new.number <> old.number or new.reason <> old.reason
            or new.terms_version <> old.terms_version or new.plan <> old.plan
            or new.requested_at <> old.requested_at or new.requested_by <> old.requested_by
            or (old.approved_at is not null and (new.approved_at is distinct from old.approved_at
                or new.approved_by is distinct from old.approved_by))
            or (old.state in ('COMPLETE', 'VOIDED') and new.state = old.state
                and (new.completed_at, new.voided_at, new.voided_by)
                    is distinct from (old.completed_at, old.voided_at, old.voided_by))
            or (new.state <> old.state and (old.state, new.state) not in (('PENDING', 'APPROVED'), ('PENDING', 'VOIDED'),
                                                                        ('APPROVED', 'COMPLETE'), ('APPROVED', 'VOIDED'))) then
        raise exception 'cancellation request % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION keep_request_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;


CREATE OR REPLACE FUNCTION keep_run_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;


CREATE OR REPLACE FUNCTION keep_usage()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if (new.amount_minor, new.state, new.cancellation_id) is distinct from (old.amount_minor, old.state, old.cancellation_id)
            and not (old.state = 'INVOICE_REQUESTED' and new.state = 'BILLED' and new.amount_minor = old.amount_minor) then
        raise exception 'usage % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION only_with_its_invoice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from invoice i join bill_run r on r.tenant_id = i.tenant_id and r.id = i.bill_run_id
            where i.tenant_id = old.tenant_id and i.id = old.invoice_id and r.state = 'REMOVE_IN_PROGRESS') then
        raise exception 'rows of % are kept', tg_table_name using errcode = 'restrict_violation';
    end if;
    return old;
end
$function$;


CREATE OR REPLACE FUNCTION only_with_its_run()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from bill_run where tenant_id = old.tenant_id and id = old.bill_run_id
            and state = 'REMOVE_IN_PROGRESS') then
        raise exception 'rows of % are kept', tg_table_name using errcode = 'restrict_violation';
    end if;
    return old;
end
$function$;


CREATE OR REPLACE FUNCTION pay_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update invoice_line set paid_minor = paid_minor + new.amount_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    if (select sum(amount_minor) from payment_allocation where tenant_id = new.tenant_id and payment_id = new.payment_id)
            > (select amount_minor from payment where tenant_id = new.tenant_id and id = new.payment_id) then
        raise exception 'payment % is allocated beyond its amount', new.payment_id using errcode = 'check_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'restrict_violation';
end
$function$;


CREATE OR REPLACE FUNCTION reverse_allocation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
    reversal payment_reversal;
begin
    select * into reversal from payment_reversal where tenant_id = new.tenant_id and id = new.reversal_id;
    update payment_allocation set reversed_minor = reversed_minor + new.amount_minor
        where tenant_id = new.tenant_id and payment_id = reversal.payment_id and line_id = new.line_id;
    if not found then
        raise exception 'payment % is not allocated to line %', reversal.payment_id, new.line_id using errcode = 'check_violation';
    end if;
    update invoice_line set reversed_minor = reversed_minor + new.amount_minor
        where tenant_id = new.tenant_id and id = new.line_id;
    if (select sum(amount_minor) from payment_reversal_part where tenant_id = new.tenant_id and reversal_id = new.reversal_id)
            > reversal.amount_minor then
        raise exception 'the parts of reversal % exceed its amount', new.reversal_id using errcode = 'check_violation';
    end if;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION reverse_payment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update payment set reversed_minor = reversed_minor + new.amount_minor
        where tenant_id = new.tenant_id and id = new.payment_id;
    return new;
end
$function$;


CREATE OR REPLACE FUNCTION transfer_credit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
    change bigint := case when new.credit = 'AVAILABLE' then new.amount_minor else - new.amount_minor end;
begin
    insert into credit_balance (tenant_id, account_id, balance_minor) values (new.tenant_id, new.account_id, 0)
        on conflict do nothing;
    update credit_balance set balance_minor = balance_minor + change
        where tenant_id = new.tenant_id and account_id = new.account_id;
    return new;
end
$function$;
