-- Runs. The unique key is what makes a run once; needed_* are the end offsets it waits for.
CREATE TABLE billing_runs (
    tenant text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    schedule_id text NOT NULL,
    invoice_date date NOT NULL,
    generation integer NOT NULL,
    customer_id text NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    state text NOT NULL,
    customer jsonb,
    needed_partitions integer[] NOT NULL DEFAULT '{}',
    needed_offsets bigint[] NOT NULL DEFAULT '{}',
    failure text,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT '-infinity',
    due_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    done_at timestamptz,
    document jsonb,
    terms jsonb,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, schedule_id, invoice_date, generation),
    FOREIGN KEY (tenant, schedule_id) REFERENCES schedules (tenant, id)
);
CREATE UNIQUE INDEX billing_runs_sequence ON billing_runs (tenant, sequence);
CREATE INDEX billing_runs_customer ON billing_runs (tenant, customer_id);
CREATE INDEX billing_runs_open ON billing_runs (next_attempt_at, sequence) WHERE state <> 'DONE';
CREATE INDEX billing_runs_open_of_schedule ON billing_runs (tenant, schedule_id, invoice_date) WHERE state <> 'DONE';
CREATE INDEX billing_runs_without_basis ON billing_runs (next_attempt_at, sequence)
    WHERE state <> 'DONE' AND customer IS NULL;
