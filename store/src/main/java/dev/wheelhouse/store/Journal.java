package dev.wheelhouse.store;

import org.jdbi.v3.core.Handle;

/** Who changed what, when: appended to in the transaction of the change itself, never altered. */
public interface Journal {
    /** Appends an entry, stamped with the clock's time, in the transaction of the handle. */
    void append(Handle db, JournalEntry entry);
}
