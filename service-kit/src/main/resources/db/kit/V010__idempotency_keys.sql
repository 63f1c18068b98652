-- POST requests that run once: who executes one, and its first answer. Kept for 48 hours.
CREATE TABLE idempotency_keys (
    tenant       text        NOT NULL,
    key          text        NOT NULL,
    operation    text        NOT NULL, -- method, path and query
    body_hash    bytea       NOT NULL, -- SHA-256 of the body as received
    attempt      integer     NOT NULL, -- executions so far
    leased_until timestamptz NOT NULL, -- until then nobody else may execute it
    created_at   timestamptz NOT NULL DEFAULT now(),
    status       integer,              -- null while it runs
    content_type text,
    location     text,
    etag         text,
    sealed_body  bytea,                -- encrypted: an answer may contain a new access key
    PRIMARY KEY (tenant, key)
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
