-- Reusable price points of products. Of the shape of prices; nobody outside needs them, so they are not published.
create table list_prices (
    tenant    text    not null,
    id        text    not null,
    sequence  bigint  not null generated always as identity unique,
    revision  bigint  not null,
    archived  boolean not null,
    record    jsonb   not null,
    product   text    not null generated always as (record ->> 'productId') stored,
    currency  text    not null generated always as (record ->> 'currency') stored,
    frequency text    not null generated always as (record ->> 'frequency') stored,
    primary key (tenant, id)
);
create index list_prices_listed on list_prices (tenant, sequence);

-- Every version of the terms of prices and list prices, as it was written.
create table price_versions (
    tenant  text   not null,
    id      text   not null,
    version bigint not null,
    record  jsonb  not null,
    primary key (tenant, id, version)
);
insert into price_versions
select tenant, id, (record ->> 'version')::bigint, record from prices;

create table list_price_versions (
    tenant  text   not null,
    id      text   not null,
    version bigint not null,
    record  jsonb  not null,
    primary key (tenant, id, version)
);
