package dev.wheelhouse.bench;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.server.ServerSettings;
import dev.wheelhouse.server.WheelhouseServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A cloud that measurements start from: portfolios to read and a product to launch in each of a few
 * regions, made through the API by a server in this process, which then stops.
 */
final class Ground {
    /** Where launches go: a region's default VPC has room for some 2,000 security groups. */
    static final List<String> REGIONS =
            List.of("us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2");

    /** How many portfolios ListPortfolios finds. */
    private static final int PORTFOLIOS = 19;

    private static final String BUCKET = "bench";

    private final Path folder;
    private final Optional<String> url;
    private final Signer.Keys keys;
    private final List<Product> products = new ArrayList<>();
    private String portfolio = "";

    /** What is launched in one region. */
    record Product(String region, String id, String version) {}

    private Ground(Path folder, Optional<String> url, Signer.Keys keys) {
        this.folder = folder;
        this.url = url;
        this.keys = keys;
    }

    /**
     * Makes one.
     *
     * @param url of the PostgreSQL database; empty for the folder's SQLite file
     */
    static Ground make(Path folder, Optional<String> url) {
        var kept = new AtomicReference<Signer.Keys>();
        try (var server =
                WheelhouseServer.start(
                        settings(folder, url),
                        hub ->
                                kept.set(
                                        new Signer.Keys(
                                                hub.accessKeyId(), hub.secretAccessKey())))) {
            var ground = new Ground(folder, url, Objects.requireNonNull(kept.get()));
            for (var region : REGIONS) {
                ground.product(server, region);
            }
            for (var number = 0; number < PORTFOLIOS; number++) {
                ground.portfolio(server, "us-east-1", "portfolio-" + number);
            }
            return ground;
        }
    }

    private static ServerSettings settings(Path folder, Optional<String> url) {
        var settings = ServerSettings.local(folder, 0);
        return url.map(settings::withDatabaseUrl).orElse(settings);
    }

    /** A server in this process whose transactions are captured. */
    Observed observe() {
        var server =
                WheelhouseServer.start(
                        settings(folder, url),
                        _ -> {
                            throw new IllegalStateException("It was founded already");
                        });
        return new Observed(server);
    }

    /** The statements of requests, seen from inside. */
    final class Observed implements AutoCloseable {
        private final WheelhouseServer server;
        private final Captured captured = new Captured();
        private final Connection connection;

        private Observed(WheelhouseServer server) {
            this.server = server;
            this.connection = new Connection(server.port());
            send("us-east-1", "ListPortfolios", "{}"); // notes that the key is in use
            server.listen(captured);
        }

        String send(String region, String action, String body) {
            return connection.send(signer(region).request(action, body));
        }

        List<Captured.Transaction> taken(String region, String action, String body) {
            captured.take();
            send(region, action, body);
            return captured.take();
        }

        /** The transactions of one launch, from the request until it succeeded. */
        List<Captured.Transaction> launch() throws InterruptedException {
            captured.take();
            var product = products.getFirst();
            var record =
                    record(send(product.region(), "ProvisionProduct", launch(product, "seen")));
            while (!status(record).equals("SUCCEEDED")) {
                Thread.sleep(1);
            }
            return captured.take();
        }

        private String status(String record) {
            return text(
                    send("us-east-1", "DescribeRecord", "{\"Id\":\"" + record + "\"}"),
                    "RecordDetail",
                    "Status");
        }

        private String launch(Product product, String name) {
            return Ground.launch(product, name);
        }

        @Override
        public void close() {
            connection.close();
            server.close();
        }
    }

    Path folder() {
        return folder;
    }

    /** The environment of a server process on this ground. */
    Map<String, String> environment() {
        return url.map(value -> Map.of("WHEELHOUSE_DATABASE_URL", value)).orElse(Map.of());
    }

    List<Product> products() {
        return products;
    }

    /** A portfolio in us-east-1. */
    String portfolioId() {
        return portfolio;
    }

    Signer signer(String region) {
        return new Signer(keys, region);
    }

    static String launch(Product product, String name) {
        return "{\"ProductId\":\""
                + product.id()
                + "\",\"ProvisioningArtifactId\":\""
                + product.version()
                + "\",\"ProvisionedProductName\":\""
                + name
                + "\",\"ProvisionToken\":\""
                + name
                + "\"}";
    }

    static String create(String name) {
        return "{\"DisplayName\":\""
                + name
                + "\",\"ProviderName\":\"bench\",\"IdempotencyToken\":\""
                + name
                + "\"}";
    }

    static String record(String answer) {
        return text(answer, "RecordDetail", "RecordId");
    }

    static String text(String answer, String... path) {
        var value = Json.read(answer);
        for (var name : path) {
            value = Objects.requireNonNull(((Value.Members) value).values().get(name));
        }
        return ((Value.Text) value).value();
    }

    private String portfolio(WheelhouseServer server, String region, String name) {
        try (var connection = new Connection(server.port())) {
            return text(
                    connection.send(signer(region).request("CreatePortfolio", create(name))),
                    "PortfolioDetail",
                    "Id");
        }
    }

    private void product(WheelhouseServer server, String region) {
        var credentials = AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey());
        var endpoint = URI.create("http://127.0.0.1:" + server.port());
        var key = region + ".json";
        try (var s3 =
                        S3Client.builder()
                                .endpointOverride(endpoint)
                                .region(Region.US_EAST_1)
                                .forcePathStyle(true)
                                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                                .build();
                var connection = new Connection(server.port())) {
            if (products.isEmpty()) {
                s3.createBucket(request -> request.bucket(BUCKET));
            }
            s3.putObject(
                    request -> request.bucket(BUCKET).key(key),
                    RequestBody.fromString(template(image(server, region))));
            var signer = signer(region);
            var made =
                    connection.send(
                            signer.request(
                                    "CreateProduct",
                                    "{\"Name\":\"Web\",\"Owner\":\"bench\",\"ProductType\":\"CLOUD_FORMATION_TEMPLATE\",\"IdempotencyToken\":\"p\","
                                            + "\"ProvisioningArtifactParameters\":{\"Name\":\"v1\",\"Type\":\"CLOUD_FORMATION_TEMPLATE\",\"Info\":{\"LoadTemplateFromURL\":\"https://s3.amazonaws.com/"
                                            + BUCKET
                                            + "/"
                                            + key
                                            + "\"}}}"));
            var product =
                    new Product(
                            region,
                            text(made, "ProductViewDetail", "ProductViewSummary", "ProductId"),
                            text(made, "ProvisioningArtifactDetail", "Id"));
            var holder = portfolio(server, region, "Launches");
            portfolio = portfolio.isEmpty() ? holder : portfolio;
            connection.send(
                    signer.request(
                            "AssociateProductWithPortfolio",
                            "{\"ProductId\":\""
                                    + product.id()
                                    + "\",\"PortfolioId\":\""
                                    + holder
                                    + "\"}"));
            connection.send(
                    signer.request(
                            "AssociatePrincipalWithPortfolio",
                            "{\"PortfolioId\":\""
                                    + holder
                                    + "\",\"PrincipalType\":\"IAM\",\"PrincipalARN\":\""
                                    + whoami(endpoint, credentials)
                                    + "\"}"));
            products.add(product);
        }
    }

    private static String template(String image) {
        return """
        {"AWSTemplateFormatVersion":"2010-09-09",
         "Resources":{
          "Group":{"Type":"AWS::EC2::SecurityGroup","Properties":{
            "GroupDescription":"web",
            "SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"10.0.0.0/8"}]}},
          "Instance":{"Type":"AWS::EC2::Instance","Properties":{
            "ImageId":"%s","InstanceType":"t3.micro",
            "SecurityGroupIds":[{"Fn::GetAtt":["Group","GroupId"]}]}}},
         "Outputs":{"Id":{"Value":{"Ref":"Instance"}}}}
        """
                .formatted(image);
    }

    private static String whoami(URI endpoint, AwsBasicCredentials credentials) {
        try (var sts =
                software.amazon.awssdk.services.sts.StsClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(credentials))
                        .build()) {
            return sts.getCallerIdentity().arn();
        }
    }

    private String image(WheelhouseServer server, String region) {
        try (var ec2 =
                software.amazon.awssdk.services.ec2.Ec2Client.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                        .region(Region.of(region))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                keys.accessKeyId(), keys.secretAccessKey())))
                        .build()) {
            return ec2.describeImages(request -> request.owners("amazon")).images().stream()
                    .filter(image -> image.architectureAsString().equals("x86_64"))
                    .findFirst()
                    .orElseThrow()
                    .imageId();
        }
    }
}
