-- One row a document. What it says is written once; a step moves version, status, number and the two instants only.
CREATE TABLE invoices (
    tenant text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    run_id text NOT NULL,
    schedule_id text NOT NULL,
    customer_id text NOT NULL,
    version bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('DRAFT', 'FINAL', 'VOIDED')),
    number text,
    currency char(3) NOT NULL,
    net_total numeric NOT NULL,
    tax_total numeric NOT NULL,
    gross_total numeric NOT NULL,
    issue_date date NOT NULL,
    due_date date NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    created_at timestamptz NOT NULL,
    finalised_at timestamptz,
    voided_at timestamptz,
    document jsonb NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT one_document_a_run UNIQUE (tenant, run_id),
    CONSTRAINT one_document_a_number UNIQUE (tenant, number),
    CONSTRAINT sums CHECK (gross_total = net_total + tax_total),
    CONSTRAINT numbered_unless_draft CHECK ((status = 'DRAFT') = (number IS NULL)),
    CONSTRAINT final_has_its_moment CHECK (status <> 'FINAL' OR finalised_at IS NOT NULL),
    CONSTRAINT void_has_its_moment CHECK ((status = 'VOIDED') = (voided_at IS NOT NULL))
);
CREATE UNIQUE INDEX invoices_listed ON invoices (tenant, sequence);
CREATE INDEX invoices_of_customer ON invoices (tenant, customer_id, sequence);
CREATE INDEX invoices_of_schedule ON invoices (tenant, schedule_id, sequence);

-- The last number given, per tenant, kind of document and year; a plain sequence would leave gaps on rollback.
CREATE TABLE number_counters (
    tenant text NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (tenant, kind, year)
);
