-- The generation of the log that this database's tables belong to.
CREATE TABLE log_generation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    generation integer NOT NULL
);

-- Makes an empty table in another schema, with the same constraints and the same indexes by the same names.
CREATE FUNCTION empty_copy(original regclass, target text, partitioning text DEFAULT '') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    home text;
    name text;
    part record;
BEGIN
    SELECT nspname, relname INTO home, name
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = original;
    EXECUTE format('CREATE TABLE %I.%I (LIKE %I.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS) %s',
        target, name, home, name, partitioning);
    FOR part IN
        SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
        WHERE conrelid = original AND contype IN ('p', 'u')
    LOOP
        EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', target, name, part.conname, part.definition);
    END LOOP;
    FOR part IN
        SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index
        WHERE indrelid = original AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    LOOP
        EXECUTE regexp_replace(part.definition, ' ON (ONLY )?(\S+) USING ', format(' ON %I.%I USING ', target, name));
    END LOOP;
END
$$;

-- Takes a table, with its partitions, from one schema to another.
CREATE FUNCTION move_table(name text, home text, target text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    part text;
BEGIN
    FOR part IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = format('%I.%I', home, name)::regclass
    LOOP
        EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', home, part, target);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', home, name, target);
END
$$;
