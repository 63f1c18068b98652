-- Grants: what was granted as the record that never changes, and how it stands. The dates are days of the grant's zone,
-- the instants their beginnings; due_at is when time does something to it next.
CREATE TABLE credit_grants (
    tenant text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    customer_id text NOT NULL,
    version bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('OPEN', 'EXPIRED', 'VOID')),
    balance numeric NOT NULL CHECK (balance >= 0),
    carried_out numeric NOT NULL CHECK (carried_out >= 0),
    renewed boolean NOT NULL,
    entries integer NOT NULL,
    effective_at timestamptz NOT NULL,
    expires_on date,
    ends_at timestamptz,
    renews_at timestamptz,
    due_at timestamptz,
    terms jsonb NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT what_is_over_is_empty CHECK (status = 'OPEN' OR balance = 0)
);
CREATE UNIQUE INDEX credit_grants_sequence ON credit_grants (tenant, sequence);
CREATE INDEX credit_grants_customer ON credit_grants (tenant, customer_id, sequence);
CREATE INDEX credit_grants_live ON credit_grants (tenant, customer_id, sequence)
    WHERE status = 'OPEN' OR renews_at IS NOT NULL;
CREATE INDEX credit_grants_due ON credit_grants (tenant, due_at) WHERE due_at IS NOT NULL;

-- The ledger. Entries are only ever added; a run burns a grant once each time it is cut, and each burn comes back once.
CREATE TABLE credit_transactions (
    tenant text NOT NULL,
    grant_id text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    type text NOT NULL CHECK (type IN ('GRANT', 'BURN', 'GIVE_BACK', 'EXPIRY', 'ROLLOVER', 'MANUAL', 'VOID')),
    amount numeric NOT NULL CHECK (amount <> 0),
    balance numeric NOT NULL CHECK (balance >= 0),
    run_id text,
    run_revision integer,
    returns bigint,
    other_grant text,
    reason text,
    request_id text,
    day date NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, grant_id, number),
    FOREIGN KEY (tenant, grant_id) REFERENCES credit_grants (tenant, id),
    FOREIGN KEY (tenant, grant_id, returns) REFERENCES credit_transactions (tenant, grant_id, number),
    CONSTRAINT returned_once UNIQUE (tenant, grant_id, returns),
    CONSTRAINT asked_for_once UNIQUE (tenant, request_id),
    CONSTRAINT signs CHECK (CASE
        WHEN type IN ('GRANT', 'GIVE_BACK') THEN amount > 0
        WHEN type IN ('BURN', 'EXPIRY', 'VOID') THEN amount < 0
        ELSE true END)
);
CREATE UNIQUE INDEX credit_transactions_burned_once ON credit_transactions (tenant, run_id, grant_id, run_revision)
    WHERE type = 'BURN';

CREATE FUNCTION credit_ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the credit ledger is only ever added to';
END $$;
CREATE TRIGGER credit_transactions_stay BEFORE UPDATE OR DELETE ON credit_transactions
    FOR EACH ROW EXECUTE FUNCTION credit_ledger_only_grows();

CREATE FUNCTION credit_ledger_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before numeric;
BEGIN
    SELECT balance INTO before FROM credit_transactions
        WHERE tenant = NEW.tenant AND grant_id = NEW.grant_id AND number = NEW.number - 1;
    IF NEW.number > 1 AND before IS NULL OR NEW.balance <> COALESCE(before, 0) + NEW.amount THEN
        RAISE EXCEPTION 'entry % of grant % does not follow from the one before', NEW.number, NEW.grant_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER credit_transactions_add_up BEFORE INSERT ON credit_transactions
    FOR EACH ROW EXECUTE FUNCTION credit_ledger_adds_up();
