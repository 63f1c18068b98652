-- One table per kind, all of one shape: keys, the row's revision, and the record as it is published.
-- sequence orders lists by creation; revision counts every change of the row and is what If-Match compares.

create table tenants (
    tenant   text    not null,
    id       text    not null,
    sequence bigint  not null generated always as identity unique,
    revision bigint  not null,
    archived boolean not null,
    record   jsonb   not null,
    primary key (tenant, id)
);
-- every tenant belongs to the reserved tenant 'operator'
comment on column tenants.tenant is 'always operator';
create index tenants_listed on tenants (tenant, sequence);

create table access_keys (
    tenant   text    not null,
    id       text    not null,
    sequence bigint  not null generated always as identity unique,
    revision bigint  not null,
    archived boolean not null,
    record   jsonb   not null,
    hash     text    not null generated always as (record ->> 'hash') stored unique,
    primary key (tenant, id)
);
create index access_keys_listed on access_keys (tenant, sequence);

create table customers (
    tenant   text    not null,
    id       text    not null,
    sequence bigint  not null generated always as identity unique,
    revision bigint  not null,
    archived boolean not null,
    record   jsonb   not null,
    primary key (tenant, id)
);
create index customers_listed on customers (tenant, sequence);

-- Every subject that is a customer's: its aliases and its own id, so that one key keeps all of them apart.
create table customer_aliases (
    tenant   text    not null,
    alias    text    not null,
    customer text    not null,
    primary key (tenant, alias),
    foreign key (tenant, customer) references customers (tenant, id)
);
create index customer_aliases_owner on customer_aliases (tenant, customer);

create table products (
    tenant   text    not null,
    id       text    not null,
    sequence bigint  not null generated always as identity unique,
    revision bigint  not null,
    archived boolean not null,
    record   jsonb   not null,
    primary key (tenant, id)
);
create index products_listed on products (tenant, sequence);

create table metrics (
    tenant   text    not null,
    id       text    not null,
    sequence bigint  not null generated always as identity unique,
    revision bigint  not null,
    archived boolean not null,
    record   jsonb   not null,
    primary key (tenant, id)
);
create index metrics_listed on metrics (tenant, sequence);

create table prices (
    tenant   text    not null,
    id       text    not null,
    sequence bigint  not null generated always as identity unique,
    revision bigint  not null,
    archived boolean not null,
    record   jsonb   not null,
    primary key (tenant, id)
);
create index prices_listed on prices (tenant, sequence);

-- Copied from the topic metric-states: how far the meter has taken up each version of a metric.
create table metric_states (
    tenant  text   not null,
    metric  text   not null,
    version integer not null,
    state   text   not null,
    record  jsonb  not null,
    primary key (tenant, metric, version)
);
