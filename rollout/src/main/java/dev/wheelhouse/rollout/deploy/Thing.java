package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Change;
import java.util.List;
import java.util.Optional;

/**
 * Something that shall be in an account, or shall no longer be there.
 *
 * <p>{@link #find}, {@link #foreign}, {@link #compare} and {@link #undoing} change nothing. {@link
 * #create} and {@link #change} may be repeated with the same token when an answer got lost, {@link
 * #remove} without one.
 *
 * @param <S> the state that is found, with what later steps need of it (an id, for example)
 */
public interface Thing<S> {
    /** What kind of thing this is, in words: {@code portfolio}. */
    String kind();

    /** The natural key by which its user knows it: {@code Master Linux Portfolio}. */
    String name();

    /**
     * Looks for the thing among everything the account has.
     *
     * @return the state, or empty when it is not there or when what it belongs to is not there
     */
    Optional<S> find();

    /**
     * Things of the same name that somebody else made and that cannot be used instead: a deployment
     * does not make a second one of the name, a removal leaves them.
     */
    default List<Foreign> foreign() {
        return List.of();
    }

    /**
     * Something of the same name that somebody else made.
     *
     * @param id the id under which AWS knows it
     * @param handOver the command that makes it the deployment's
     */
    record Foreign(String id, String handOver) {}

    /** The id under which AWS knows the state, for progress and messages. */
    String id(S state);

    /**
     * What is not as desired; empty when all is.
     *
     * @throws dev.wheelhouse.rollout.RolloutException if what was found is somebody else's and does
     *     not do
     */
    default List<Change> compare(S found) {
        return List.of();
    }

    /** Makes the thing. Called only when it was not found. */
    S create(Token token);

    /**
     * Brings what was found to what is desired. Called only with the changes that were compared.
     */
    default S change(S found, List<Change> changes, Token token) {
        throw new IllegalStateException(kind() + " " + name() + " never changes");
    }

    /** What goes along when what was found is removed, for the list that is shown; may be empty. */
    default String detail(S found) {
        return "";
    }

    /** What a removal does with what was found, and who still uses it. */
    Undoing undoing(S found);

    /**
     * Removes what was found. Called only with what {@link #undoing} says {@link Undoing.Goes} of.
     */
    void remove(S found);

    /** What to try when making this fails for a reason that AWS does not explain; may be empty. */
    default String remedy() {
        return "";
    }
}
