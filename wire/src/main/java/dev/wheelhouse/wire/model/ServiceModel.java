package dev.wheelhouse.wire.model;

import dev.wheelhouse.wire.ErrorKind;
import dev.wheelhouse.wire.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The published API model of one service, as far as a server needs it beside the SDK's classes.
 *
 * <p>It is read from the resource {@code SERVICE.txt}, which {@code wire/tools/ExtractModels.java}
 * makes: a line for the service, one for each operation ({@code o}), error ({@code e}) and shape
 * ({@code s}), columns separated by tabs. Loading only notes where each line is (EC2 has 625
 * operations); a line is understood when it is first asked for. Thread-safe.
 */
public final class ServiceModel {
    private static final Map<String, ServiceModel> LOADED = new ConcurrentHashMap<>();

    private final String name;
    private final Protocol protocol;
    private final String apiVersion;
    private final Optional<String> targetPrefix;
    private final String xmlNamespace;
    private final Map<String, String> operationLines = new TreeMap<>();
    private final Map<String, String> shapeLines = new HashMap<>();
    private final Map<String, ErrorKind> errors = new HashMap<>();
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    private record ModelledError(String code, int status) implements ErrorKind {}

    private ServiceModel(String text) {
        var head = new Columns(text.substring(0, text.indexOf('\n')));
        name = head.text(1);
        protocol =
                switch (head.text(2)) {
                    case "json" -> Protocol.JSON_1_1;
                    case "query" -> Protocol.QUERY;
                    case "ec2" -> Protocol.EC2_QUERY;
                    case "rest-xml" -> Protocol.REST_XML;
                    default -> throw new IllegalStateException("No protocol " + head.text(2));
                };
        apiVersion = head.text(3);
        targetPrefix = head.optional(4);
        xmlNamespace = head.text(5);
        text.lines().skip(1).forEach(this::index);
    }

    private void index(String line) {
        var key = line.substring(2, end(line, line.indexOf('\t', 2)));
        switch (line.charAt(0)) {
            case 'o' -> operationLines.put(key, line);
            case 's' -> shapeLines.put(key, line);
            case 'e' -> {
                var columns = new Columns(line);
                errors.put(key, new ModelledError(columns.text(2), columns.number(3)));
            }
            default -> throw new IllegalStateException("Not a line of a model: " + line);
        }
    }

    private static int end(String line, int tab) {
        return tab < 0 ? line.length() : tab;
    }

    /**
     * The model of a service. It stays in memory once loaded.
     *
     * @param service the name that signatures carry in their scope, for example {@code
     *     servicecatalog}
     * @throws IllegalArgumentException if there is no model of that name
     */
    public static ServiceModel load(String service) {
        return find(service)
                .orElseThrow(() -> new IllegalArgumentException("No API model of " + service));
    }

    /** The model of a service, or empty if there is none of that name. */
    public static Optional<ServiceModel> find(String service) {
        if (!service.matches("[a-z0-9]{1,40}")) {
            return Optional.empty();
        }
        var loaded = LOADED.get(service);
        if (loaded != null) {
            return Optional.of(loaded);
        }
        try (var resource = ServiceModel.class.getResourceAsStream(service + ".txt")) {
            if (resource == null) {
                return Optional.empty();
            }
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(LOADED.computeIfAbsent(service, _ -> new ServiceModel(text)));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public String name() {
        return name;
    }

    public Protocol protocol() {
        return protocol;
    }

    /** The API version, for example {@code 2015-12-10}. */
    public String apiVersion() {
        return apiVersion;
    }

    /** What stands before the operation in {@code X-Amz-Target}; JSON services have one. */
    public Optional<String> targetPrefix() {
        return targetPrefix;
    }

    /** The namespace of XML answers; empty for JSON services. */
    public String xmlNamespace() {
        return xmlNamespace;
    }

    /** The names of all operations that the service has at AWS, built here or not; sorted. */
    public Set<String> operations() {
        return operationLines.keySet();
    }

    public Optional<Operation> operation(String operation) {
        var line = operationLines.get(operation);
        return line == null
                ? Optional.empty()
                : Optional.of(
                        operations.computeIfAbsent(operation, _ -> operation(new Columns(line))));
    }

    /**
     * The errors that the model declares, by shape name, for example {@code NoSuchEntityException}.
     */
    public Map<String, ErrorKind> errors() {
        return errors;
    }

    /**
     * A shape by name.
     *
     * @throws IllegalArgumentException if the table has no such shape, which means that the table
     *     is damaged: names come from the table itself
     */
    public Shape shape(String shape) {
        var parsed = shapes.get(shape);
        if (parsed != null) {
            return parsed;
        }
        var line = shapeLines.get(shape);
        if (line == null) {
            throw new IllegalArgumentException(name + " has no shape " + shape);
        }
        return shapes.computeIfAbsent(shape, _ -> shape(new Columns(line)));
    }

    private static Operation operation(Columns line) {
        return new Operation(
                line.text(1),
                line.text(2),
                line.text(3),
                line.number(4),
                line.optional(5),
                line.optional(6),
                line.optional(7).map(names -> List.of(names.split(",", -1))).orElse(List.of()));
    }

    private static Shape shape(Columns line) {
        return switch (line.text(2)) {
            case "structure" ->
                    new Shape.Structure(line.from(3).stream().map(ServiceModel::member).toList());
            case "list" -> new Shape.Items(bounds(line), sensitive(line), line.optional(6));
            case "map" ->
                    new Shape.Entries(
                            bounds(line), sensitive(line), line.optional(6), line.optional(7));
            case "string" ->
                    new Shape.Text(
                            bounds(line),
                            sensitive(line),
                            line.optional(6).map(Pattern::compile),
                            line.from(7));
            case "blob" -> new Shape.Binary(bounds(line));
            case "number" -> new Shape.Amount(bounds(line), sensitive(line));
            default -> throw new IllegalStateException("Not a kind of shape: " + line.text(2));
        };
    }

    /** Reads {@code Name[!][:Shape][@header=name|@query=name]}. */
    private static Shape.Member member(String text) {
        int at = text.indexOf('@');
        Optional<Shape.Location> location = Optional.empty();
        if (at >= 0) {
            var name = text.substring(text.indexOf('=', at) + 1);
            location =
                    Optional.of(
                            text.startsWith("@header", at)
                                    ? new Shape.Location.Header(name)
                                    : new Shape.Location.Query(name));
        }
        var head = at < 0 ? text : text.substring(0, at);
        int colon = head.indexOf(':');
        var name = colon < 0 ? head : head.substring(0, colon);
        boolean required = name.endsWith("!");
        return new Shape.Member(
                required ? name.substring(0, name.length() - 1) : name,
                required,
                colon < 0 ? Optional.empty() : Optional.of(head.substring(colon + 1)),
                location);
    }

    private static Shape.Bounds bounds(Columns line) {
        return new Shape.Bounds(
                line.optional(3).map(BigDecimal::new), line.optional(4).map(BigDecimal::new));
    }

    private static boolean sensitive(Columns line) {
        return line.text(5).equals("sensitive");
    }

    /** A line's columns; those missing at the end are empty. */
    private record Columns(List<String> values) {
        Columns(String line) {
            this(Arrays.asList(line.split("\t", -1)));
        }

        String text(int index) {
            return index < values.size() ? values.get(index) : "";
        }

        Optional<String> optional(int index) {
            return Optional.of(text(index)).filter(text -> !text.isEmpty());
        }

        int number(int index) {
            return Integer.parseInt(text(index));
        }

        List<String> from(int index) {
            return index < values.size() ? values.subList(index, values.size()) : List.of();
        }
    }
}
