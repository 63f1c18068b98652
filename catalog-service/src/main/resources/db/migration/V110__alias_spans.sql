-- A name may be one customer's until a moment and another's from then on. Names for always have no bounds.
alter table customer_aliases
    add column valid_from timestamptz not null default '-infinity',
    add column valid_to   timestamptz not null default 'infinity';
alter table customer_aliases drop constraint customer_aliases_pkey;
alter table customer_aliases add primary key (tenant, alias, valid_from);
alter table customer_aliases add check (valid_from < valid_to);
