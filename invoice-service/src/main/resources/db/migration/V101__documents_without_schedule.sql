-- A credit grant asks for a document too, and belongs to no schedule.
ALTER TABLE invoices ALTER COLUMN schedule_id DROP NOT NULL;
