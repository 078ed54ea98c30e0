package dev.wheelhouse.cloud.wiring;

import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.provider.Ec2Providers;
import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.ssm.operation.Parameters;
import dev.wheelhouse.cloud.ssm.provider.ParameterProvider;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The providers of all resource types of this module. */
public final class CloudProviders {
    private CloudProviders() {}

    /**
     * Makes them.
     *
     * @param journal where their changes are recorded
     * @param sealer seals user data and secure parameters
     */
    public static List<ResourceProvider> all(
            Journal journal, Sealer sealer, InstantSource clock, SecureRandom random) {
        var names = new GeneratedNames(random);
        var ec2 = new Ec2Operations(journal, sealer, clock, random);
        var parameters = new Parameters(journal, sealer, clock);
        var all = new ArrayList<>(Ec2Providers.all(ec2, parameters, names, random));
        all.add(new ParameterProvider(parameters, names));
        return all;
    }
}
