-- When a schedule rests (its last suspension), goes on, and is cancelled: first moments of days, by which lists tell states.
ALTER TABLE schedules
    ADD COLUMN rests_at timestamptz,
    ADD COLUMN goes_on_at timestamptz,
    ADD COLUMN cancelled_at timestamptz,
    ADD COLUMN archived boolean NOT NULL DEFAULT false;
