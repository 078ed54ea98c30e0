package dev.wheelhouse.catalog.api;

import org.jdbi.v3.core.Handle;

/** Knows which users, groups and roles there are. */
@FunctionalInterface
public interface PrincipalDirectory {
    /** Whether there is a user, group or role of this ARN, its path included. */
    boolean exists(Handle db, String arn);
}
