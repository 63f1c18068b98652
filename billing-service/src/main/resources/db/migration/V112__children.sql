-- The customer's children as they were when the run was first found due, where the schedule bills them too.
ALTER TABLE billing_runs ADD COLUMN children jsonb NOT NULL DEFAULT '[]';
