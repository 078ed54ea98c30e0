package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceInventory;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.StackExport;
import dev.wheelhouse.stacks.sql.ExportStore;
import dev.wheelhouse.stacks.template.PseudoParameters;
import dev.wheelhouse.stacks.template.Surroundings;
import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/** What the template language may know about an account and region, in one transaction. */
record AccountSurroundings(
        ResourceInventory inventory,
        ExportStore exports,
        Handle db,
        AccountId account,
        Region region,
        PseudoParameters pseudoParameters)
        implements Surroundings {
    private static final String ZONE = "AWS::EC2::AvailabilityZone::Name";

    @Override
    public boolean exists(String parameterType, String value) {
        return inventory.exists(db, account, region, parameterType, value);
    }

    @Override
    public List<String> all(String parameterType) {
        return inventory.all(db, account, region, parameterType);
    }

    @Override
    public Optional<Value> attribute(String parameterType, String value, String attribute) {
        return inventory.attribute(db, account, region, parameterType, value, attribute);
    }

    @Override
    public Optional<String> systemsManagerParameter(String name) {
        return inventory.systemsManagerParameter(db, account, region, name);
    }

    @Override
    public List<String> availabilityZones(String of) {
        return inventory.all(db, account, of.isEmpty() ? region : named(of), ZONE);
    }

    private static Region named(String text) {
        try {
            return new Region(text);
        } catch (IllegalArgumentException _) {
            throw TemplateException.noRegion(text);
        }
    }

    @Override
    public Optional<String> exportedValue(String name) {
        return exports.find(db, account, region, name).map(StackExport::value);
    }
}
