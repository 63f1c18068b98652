-- Questions about other prices, and what each customer would owe. place is the sequence of the last schedule that was rated.
CREATE TABLE simulations (
    tenant text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    state text NOT NULL,
    place bigint NOT NULL DEFAULT 0,
    done bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX simulations_running ON simulations (sequence) WHERE state = 'RUNNING';

CREATE TABLE simulated_amounts (
    tenant text NOT NULL,
    simulation_id text NOT NULL,
    customer_id text NOT NULL,
    currency text NOT NULL,
    before numeric NOT NULL,
    after numeric NOT NULL,
    PRIMARY KEY (tenant, simulation_id, customer_id, currency),
    FOREIGN KEY (tenant, simulation_id) REFERENCES simulations (tenant, id) ON DELETE CASCADE
);
