package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Change;
import java.util.List;
import java.util.Optional;

/**
 * Something that shall be in an account.
 *
 * <p>{@link #find} and {@link #compare} change nothing. {@link #create} and {@link #change} may be
 * repeated with the same token when an answer got lost.
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

    /** The id under which AWS knows the state, for progress and messages. */
    String id(S state);

    /** What is not as desired; empty when all is. */
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

    /** What to try when making this fails for a reason that AWS does not explain; may be empty. */
    default String remedy() {
        return "";
    }
}
