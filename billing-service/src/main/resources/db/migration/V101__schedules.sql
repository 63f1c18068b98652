-- Schedules. next_invoice_date and next_due_at belong to the runs: the first run that does not exist yet.
CREATE TABLE schedules (
    tenant text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    version bigint NOT NULL,
    status text NOT NULL,
    customer_id text NOT NULL,
    starts_at timestamptz,
    body jsonb NOT NULL,
    next_invoice_date date,
    next_due_at timestamptz,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX schedules_sequence ON schedules (tenant, sequence);
CREATE INDEX schedules_customer ON schedules (tenant, customer_id);
CREATE INDEX schedules_due ON schedules (tenant, next_due_at) WHERE next_due_at IS NOT NULL;
