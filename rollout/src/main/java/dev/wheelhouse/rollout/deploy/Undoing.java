package dev.wheelhouse.rollout.deploy;

import java.util.List;

/** What a removal does with a thing that it has found. */
public sealed interface Undoing {
    /**
     * A deployment made it, and it goes.
     *
     * @param uses who still uses it
     */
    record Goes(List<Use> uses) implements Undoing {
        public Goes {
            uses = List.copyOf(uses);
        }
    }

    /**
     * It has the name but is somebody else's, or something else needs it: it is left and named.
     *
     * @param why in words, for example {@code somebody else made it}
     */
    record Stays(String why) implements Undoing {}

    /**
     * A deployment only looks it up and never makes it, so that there is nothing to undo.
     *
     * @param uses who uses it by way of what the deployment made
     */
    record LookedUp(List<Use> uses) implements Undoing {
        public LookedUp {
            uses = List.copyOf(uses);
        }
    }
}
