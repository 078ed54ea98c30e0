package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Profiles;
import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.servicecatalog.ServiceCatalogClient;
import software.amazon.awssdk.services.servicecatalog.model.PrincipalType;
import software.amazon.awssdk.services.servicecatalog.model.ProductType;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactType;
import software.amazon.awssdk.services.servicecatalog.model.RecordStatus;

/**
 * What the JDK's ahead-of-time cache is made from (JEP 483, 514, 515): the launcher runs this once
 * after a build with {@code -XX:AOTCacheOutput}. The classes that were used here are found loaded
 * and linked by every later start, and a server knows from the beginning which of its methods are
 * worth compiling, and for what. It does what starts and servers do most: a cloud is founded on a
 * folder of its own, a product is published and launched, portfolios are made and read; it is
 * stopped, started again, and looked at by some verbs. What it does not need it leaves alone, since
 * all that it uses is mapped by each start.
 */
final class Training {
    private static final int USERS = 4;
    private static final int PORTFOLIOS = 12; // of each user; an account may have 100
    private static final String TEMPLATE =
            """
            Parameters:
              Image:
                Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
                Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
            Resources:
              Group:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: web
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}
              Instance:
                Type: AWS::EC2::Instance
                Properties:
                  ImageId: !Ref Image
                  InstanceType: t3.micro
                  SecurityGroupIds: [!GetAtt Group.GroupId]
            Outputs:
              Id: {Value: !Ref Instance}
            """;

    private Training() {}

    /** What is launched. */
    private record Published(String portfolio, String product, String artifact) {}

    /**
     * Does it.
     *
     * @param arguments the folder to work in, which must not exist and is deleted at the end, and
     *     for how many seconds to launch
     */
    public static void main(String[] arguments) throws InterruptedException {
        var folder = new DataFolder(Path.of(arguments[0]));
        var time = Duration.ofSeconds(Integer.parseInt(arguments[1]));
        try {
            var settings = ServerSettings.local(folder.path(), 0);
            try (var _ = EmbeddedCloud.start(folder, settings, 1)) {
                try (var hub = hub(folder)) {
                    var published = publish(hub);
                    work(folder, published, time);
                }
            }
            try (var _ = EmbeddedCloud.start(folder, settings, 1)) {
                look(folder, "status");
                look(folder, "products", "--profile", "spoke1-enduser");
                look(folder, "launches", "--profile", "spoke1-enduser");
            }
        } finally {
            delete(folder.path());
        }
    }

    private static AwsAccess hub(DataFolder folder) {
        var profiles = Profiles.in(folder.awsConfig(), folder.awsCredentials());
        return new AwsAccess(profiles.connection(Optional.of("hub")));
    }

    private static Published publish(AwsAccess hub) {
        hub.s3().createBucket(request -> request.bucket("training"));
        hub.s3()
                .putObject(
                        request -> request.bucket("training").key("template"),
                        RequestBody.fromString(TEMPLATE));
        var catalog = hub.serviceCatalog();
        var made =
                catalog.createProduct(request ->
                        request.name("training")
                                .owner("training")
                                .productType(ProductType.CLOUD_FORMATION_TEMPLATE)
                                .provisioningArtifactParameters(artifact ->
                                        artifact.name("v1")
                                                .type(
                                                        ProvisioningArtifactType
                                                                .CLOUD_FORMATION_TEMPLATE)
                                                .info(
                                                        Map.of(
                                                                "LoadTemplateFromURL",
                                                                "https://s3.amazonaws.com/training/template"))));
        var product = made.productViewDetail().productViewSummary().productId();
        var portfolio =
                catalog.createPortfolio(
                                request -> request.displayName("training").providerName("training"))
                        .portfolioDetail()
                        .id();
        catalog.associateProductWithPortfolio(
                request -> request.portfolioId(portfolio).productId(product));
        catalog.associatePrincipalWithPortfolio(request ->
                request.portfolioId(portfolio)
                        .principalType(PrincipalType.IAM)
                        .principalARN(hub.whereAmI().principal()));
        return new Published(portfolio, product, made.provisioningArtifactDetail().id());
    }

    private static void work(DataFolder folder, Published published, Duration time)
            throws InterruptedException {
        var deadline = System.nanoTime() + time.toNanos();
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            var working = new ArrayList<Future<?>>();
            for (var user = 0; user < USERS; user++) {
                var name = "user" + user;
                working.add(
                        users.submit(() -> {
                            try (var hub = hub(folder)) {
                                work(hub.serviceCatalog(), published, name, deadline);
                            }
                        }));
            }
            for (var each : working) {
                each.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The training failed", failure);
        }
    }

    private static void work(
            ServiceCatalogClient catalog, Published published, String user, long deadline) {
        for (var number = 0; System.nanoTime() < deadline; number++) {
            var name = user + "-" + number;
            var record =
                    catalog.provisionProduct(request ->
                                    request.productId(published.product())
                                            .provisioningArtifactId(published.artifact())
                                            .provisionedProductName(name))
                            .recordDetail()
                            .recordId();
            if (number < PORTFOLIOS) {
                catalog.createPortfolio(
                        request -> request.displayName(name).providerName("training"));
            }
            var status = RecordStatus.IN_PROGRESS;
            while (status == RecordStatus.CREATED || status == RecordStatus.IN_PROGRESS) {
                catalog.describePortfolio(request -> request.id(published.portfolio()));
                catalog.listPortfolios(request -> request.pageSize(20));
                status =
                        catalog.describeRecord(request -> request.id(record))
                                .recordDetail()
                                .status();
            }
            if (status != RecordStatus.SUCCEEDED) {
                throw new IllegalStateException("The launch " + name + " is " + status);
            }
        }
    }

    private static void look(DataFolder folder, String verb, String... options) {
        var line = new ArrayList<String>();
        line.add(verb);
        line.add("--data");
        line.add(folder.path().toString());
        line.addAll(List.of(options));
        if (Main.run(line.toArray(String[]::new)) != ExitCode.DONE) {
            throw new IllegalStateException("The verb " + verb + " failed");
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot delete " + folder, cause);
        }
    }
}
