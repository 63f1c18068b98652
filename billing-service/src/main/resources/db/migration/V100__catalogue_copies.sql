-- What catalog-service and the meter published, each thing in its newest version.
CREATE TABLE catalogue_copies (
    tenant text NOT NULL,
    kind text NOT NULL,
    id text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant, kind, id)
);
