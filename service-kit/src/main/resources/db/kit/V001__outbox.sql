-- Records that leave for topics in the transaction that made them; the relay sends and deletes them in order of id.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text NOT NULL,
    topic text NOT NULL,
    record_key bytea NOT NULL,
    record_value bytea NOT NULL
);
CREATE INDEX outbox_tenant ON outbox (tenant);
