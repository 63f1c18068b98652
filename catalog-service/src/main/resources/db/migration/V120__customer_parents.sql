-- Whose child a customer is: read out of the record, so that the two cannot differ.
alter table customers add column parent text generated always as (record ->> 'parentId') stored;
create index customers_children on customers (tenant, parent, sequence) where parent is not null;
