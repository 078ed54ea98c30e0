package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceInventory;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An account with one key pair and one Systems Manager parameter. */
final class TestInventory implements ResourceInventory {
    private static final Set<String> KEY_PAIRS = Set.of("ann-key");

    @Override
    public boolean exists(
            Handle db, AccountId account, Region region, String parameterType, String value) {
        return KEY_PAIRS.contains(value);
    }

    @Override
    public List<String> all(Handle db, AccountId account, Region region, String parameterType) {
        return List.copyOf(KEY_PAIRS);
    }

    @Override
    public Optional<Value> attribute(
            Handle db,
            AccountId account,
            Region region,
            String parameterType,
            String value,
            String attribute) {
        return Optional.empty();
    }

    @Override
    public Optional<String> systemsManagerParameter(
            Handle db, AccountId account, Region region, String name) {
        return name.equals("/size") ? Optional.of("7") : Optional.empty();
    }
}
