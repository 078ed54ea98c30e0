-- How many times in a row the work on a job failed for another reason than the database: after a
-- few of them its worker gives up what it does. Counted anew once the work goes on.
ALTER TABLE job ADD COLUMN defects INTEGER NOT NULL DEFAULT 0;
