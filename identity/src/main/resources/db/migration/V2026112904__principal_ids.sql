-- Policies name users and roles by their unique ids, whatever their account.
CREATE UNIQUE INDEX iam_user_by_id ON iam_user (id);
CREATE UNIQUE INDEX iam_role_by_id ON iam_role (id);
