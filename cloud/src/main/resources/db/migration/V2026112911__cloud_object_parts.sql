-- What an object was uploaded in. JSON: the size and the checksums of each part, in order; NULL for objects
-- that came in one piece, and for those of before, whose parts are its segments.
ALTER TABLE s3_object ADD COLUMN parts TEXT;
