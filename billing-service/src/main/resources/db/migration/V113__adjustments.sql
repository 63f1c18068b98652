-- Whose usage of which days a run bills, written before the usage is read: a window that changes later marks the run.
CREATE TABLE billed_subjects (
    tenant text NOT NULL,
    subject text NOT NULL,
    run_id text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    PRIMARY KEY (tenant, subject, run_id)
);
CREATE INDEX billed_subjects_days ON billed_subjects (tenant, subject, to_day);

ALTER TABLE billing_runs ADD COLUMN recheck boolean NOT NULL DEFAULT false;
CREATE INDEX billing_runs_recheck ON billing_runs (sequence) WHERE recheck AND state = 'DONE';

-- What a run should have billed otherwise. At most one is open for each run.
CREATE TABLE adjustments (
    tenant text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    schedule_id text NOT NULL,
    customer_id text NOT NULL,
    source_run text NOT NULL,
    state text NOT NULL,
    settled_by text,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX adjustments_sequence ON adjustments (tenant, sequence);
CREATE INDEX adjustments_of_run ON adjustments (tenant, source_run);
CREATE INDEX adjustments_open ON adjustments (tenant, schedule_id) WHERE state = 'OPEN';
