package dev.wheelhouse.cloud.wiring;

import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.provider.Ec2Providers;
import dev.wheelhouse.cloud.iam.provider.IamProviders;
import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.s3.operation.BucketChanges;
import dev.wheelhouse.cloud.s3.provider.S3Providers;
import dev.wheelhouse.cloud.ssm.operation.Parameters;
import dev.wheelhouse.cloud.ssm.provider.ParameterProvider;
import dev.wheelhouse.identity.api.IamActions;
import dev.wheelhouse.store.Database;
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
     * @param iam what the resources of IAM are made with
     * @param database where they are
     * @param journal where their changes are recorded
     * @param sealer seals user data and secure parameters
     */
    public static List<ResourceProvider> all(
            IamActions iam,
            Database database,
            Journal journal,
            Sealer sealer,
            InstantSource clock,
            SecureRandom random) {
        var names = new GeneratedNames(random);
        var ec2 = new Ec2Operations(database, journal, sealer, clock, random);
        var parameters = new Parameters(journal, sealer, clock);
        var all = new ArrayList<>(Ec2Providers.all(ec2, parameters, names, random));
        all.add(new ParameterProvider(parameters, names));
        all.addAll(IamProviders.all(iam, names));
        all.addAll(S3Providers.all(new BucketChanges(journal, clock), names));
        return all;
    }
}
