package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Change;
import java.util.List;
import java.util.Optional;

/**
 * A thing that a removal leaves although the deployment made it, because something else needs it.
 *
 * @param thing what is kept
 * @param why in words
 */
public record Kept<S>(Thing<S> thing, String why) implements Thing<S> {
    @Override
    public String kind() {
        return thing.kind();
    }

    @Override
    public String name() {
        return thing.name();
    }

    @Override
    public Optional<S> find() {
        return thing.find();
    }

    @Override
    public List<Foreign> foreign() {
        return thing.foreign();
    }

    @Override
    public String id(S state) {
        return thing.id(state);
    }

    @Override
    public List<Change> compare(S found) {
        return thing.compare(found);
    }

    @Override
    public S create(Token token) {
        return thing.create(token);
    }

    @Override
    public S change(S found, List<Change> changes, Token token) {
        return thing.change(found, changes, token);
    }

    @Override
    public Undoing undoing(S found) {
        return new Undoing.Stays(why);
    }

    @Override
    public void remove(S found) {
        throw new IllegalStateException(kind() + " " + name() + " is kept");
    }
}
