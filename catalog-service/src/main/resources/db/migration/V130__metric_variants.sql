-- Of which metric prices made another one by setting parameters: read out of the record, so that the two cannot differ.
alter table metrics add column variant_of text generated always as (record #>> '{variantOf,metricId}') stored;
create index metrics_variants on metrics (tenant, variant_of) where variant_of is not null;
