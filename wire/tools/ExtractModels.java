import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;

/**
 * Extracts what {@code dev.wheelhouse.wire.model.ServiceModel} needs from AWS's published API
 * models, as botocore carries them. Run by hand when a newer model is wanted; the build does not run
 * it:
 *
 * <pre>
 * pip download --no-deps botocore==1.43.107
 * java wire/tools/ExtractModels.java botocore-1.43.107-py3-none-any.whl \
 *     wire/src/main/resources/dev/wheelhouse/wire/model
 * </pre>
 *
 * <p>botocore is under Apache-2.0 (see NOTICE). Documentation texts are left out, and so is every
 * shape in which there is nothing to check. The format is described in {@code ServiceModel}.
 */
public final class ExtractModels {
    private static final Map<String, String> API_VERSIONS =
            new TreeMap<>(
                    Map.of(
                            "cloudformation", "2010-05-15",
                            "ec2", "2016-11-15",
                            "iam", "2010-05-08",
                            "organizations", "2016-11-28",
                            "s3", "2006-03-01",
                            "servicecatalog", "2015-12-10",
                            "ssm", "2014-11-06",
                            "sts", "2011-06-15"));

    /** Strings whose values the service itself checks, since it has an error of its own for them. */
    private static final Set<String> CHECKED_BY_SERVICE = Set.of("BucketLocationConstraint");

    /** The documents' root elements where S3 names them otherwise than the output shape. */
    private static final Map<String, String> S3_ROOTS =
            Map.ofEntries(
                    Map.entry("ListBuckets", "ListAllMyBucketsResult"),
                    Map.entry("ListDirectoryBuckets", "ListAllMyDirectoryBucketsResult"),
                    Map.entry("ListObjects", "ListBucketResult"),
                    Map.entry("ListObjectsV2", "ListBucketResult"),
                    Map.entry("ListObjectVersions", "ListVersionsResult"),
                    Map.entry("ListMultipartUploads", "ListMultipartUploadsResult"),
                    Map.entry("ListParts", "ListPartsResult"),
                    Map.entry("CreateMultipartUpload", "InitiateMultipartUploadResult"),
                    Map.entry("CompleteMultipartUpload", "CompleteMultipartUploadResult"),
                    Map.entry("DeleteObjects", "DeleteResult"),
                    Map.entry("GetBucketLocation", "LocationConstraint"),
                    Map.entry("GetBucketAcl", "AccessControlPolicy"),
                    Map.entry("GetObjectAcl", "AccessControlPolicy"),
                    Map.entry("GetBucketCors", "CORSConfiguration"),
                    Map.entry("GetBucketLogging", "BucketLoggingStatus"),
                    Map.entry("GetBucketTagging", "Tagging"),
                    Map.entry("GetObjectTagging", "Tagging"),
                    Map.entry("GetBucketVersioning", "VersioningConfiguration"),
                    Map.entry("GetBucketWebsite", "WebsiteConfiguration"),
                    Map.entry("GetBucketLifecycleConfiguration", "LifecycleConfiguration"),
                    Map.entry("GetBucketNotificationConfiguration", "NotificationConfiguration"),
                    Map.entry("GetBucketRequestPayment", "RequestPaymentConfiguration"),
                    Map.entry("GetBucketAccelerateConfiguration", "AccelerateConfiguration"),
                    Map.entry("GetObjectAttributes", "GetObjectAttributesResponse"));

    private final Map<String, Map<String, Object>> shapes = new LinkedHashMap<>();
    private final Set<String> checked = new HashSet<>();
    private final Map<String, Object> model;
    private final String service;

    @SuppressWarnings("unchecked")
    private ExtractModels(String service, Map<String, Object> model) {
        this.service = service;
        this.model = model;
        object(model, "shapes").forEach((name, shape) -> shapes.put(name, (Map<String, Object>) shape));
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: java ExtractModels.java BOTOCORE.whl OUT_DIR");
            System.exit(64);
        }
        var out = Path.of(args[1]);
        Files.createDirectories(out);
        try (var wheel = new ZipFile(args[0])) {
            for (var entry : API_VERSIONS.entrySet()) {
                var path =
                        "botocore/data/" + entry.getKey() + "/" + entry.getValue() + "/service-2.json.gz";
                var packed = wheel.getInputStream(wheel.getEntry(path)).readAllBytes();
                var bytes = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
                new ExtractModels(entry.getKey(), new Json(bytes).read()).write(out);
            }
        }
    }

    private void write(Path folder) throws IOException {
        findChecked();
        var file = folder.resolve(service + ".txt");
        try (var out = Files.newBufferedWriter(file)) {
            var metadata = object(model, "metadata");
            line(
                    out,
                    "service",
                    service,
                    text(metadata, "protocol"),
                    text(metadata, "apiVersion"),
                    text(metadata, "targetPrefix"),
                    service.equals("s3")
                            ? "http://s3.amazonaws.com/doc/2006-03-01/"
                            : service.equals("ec2")
                                    ? "http://ec2.amazonaws.com/doc/2016-11-15/"
                                    : text(metadata, "xmlNamespace"));
            var needed = new TreeSet<String>();
            for (var entry : new TreeMap<>(object(model, "operations")).entrySet()) {
                operation(out, entry.getKey(), map(entry.getValue()), needed);
            }
            for (var entry : new TreeMap<>(shapes).entrySet()) {
                error(out, entry.getKey(), entry.getValue());
            }
            for (var name : needed) {
                shape(out, name);
            }
        }
        System.out.println(file + " " + Files.size(file));
    }

    private void operation(
            BufferedWriter out, String name, Map<String, Object> operation, Set<String> needed)
            throws IOException {
        if (service.equals("s3") && operation.containsKey("deprecated")) {
            return;
        }
        var http = object(operation, "http");
        var input = text(object(operation, "input"), "shape");
        if (checked.contains(input)) {
            need(input, needed);
        }
        var output = text(object(operation, "output"), "shape");
        var errors = new ArrayList<String>();
        for (var error : list(operation.get("errors"))) {
            errors.add(text(map(error), "shape"));
        }
        line(
                out,
                "o",
                name,
                text(http, "method"),
                text(http, "requestUri"),
                http.getOrDefault("responseCode", 200L).toString(),
                checked.contains(input) ? input : "",
                service.equals("s3") && !output.isEmpty()
                        ? S3_ROOTS.getOrDefault(name, output)
                        : text(object(operation, "output"), "resultWrapper"),
                String.join(",", errors));
    }

    private void error(BufferedWriter out, String name, Map<String, Object> shape)
            throws IOException {
        if (!shape.containsKey("exception") && !shape.containsKey("error")) {
            return;
        }
        var error = object(shape, "error");
        var code = text(error, "code");
        line(
                out,
                "e",
                name,
                code.isEmpty() ? name : code,
                error.getOrDefault("httpStatusCode", shape.containsKey("fault") ? 500L : 400L)
                        .toString());
    }

    /** All shapes that a check has to look into, itself or for what is below it. */
    private void findChecked() {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (var entry : shapes.entrySet()) {
                if (!checked.contains(entry.getKey()) && isChecked(entry.getValue())) {
                    checked.add(entry.getKey());
                    grown = true;
                }
            }
        }
    }

    private boolean isChecked(Map<String, Object> shape) {
        return switch (text(shape, "type")) {
            case "structure" ->
                    !list(shape.get("required")).isEmpty()
                            || object(shape, "members").values().stream()
                                    .anyMatch(member -> checked.contains(text(map(member), "shape")));
            case "list" -> bounded(shape) || checked.contains(text(object(shape, "member"), "shape"));
            case "map" ->
                    bounded(shape)
                            || checked.contains(text(object(shape, "key"), "shape"))
                            || checked.contains(text(object(shape, "value"), "shape"));
            case "string" ->
                    bounded(shape) || shape.containsKey("pattern") || shape.containsKey("enum");
            case "boolean", "timestamp" -> false;
            default -> bounded(shape);
        };
    }

    private static boolean bounded(Map<String, Object> shape) {
        return shape.containsKey("min") || shape.containsKey("max");
    }

    private void need(String name, Set<String> needed) {
        if (!checked.contains(name) || !needed.add(name)) {
            return;
        }
        var shape = shapes.get(name);
        object(shape, "members").values().forEach(member -> need(text(map(member), "shape"), needed));
        for (var part : List.of("member", "key", "value")) {
            need(text(object(shape, part), "shape"), needed);
        }
    }

    private void shape(BufferedWriter out, String name) throws IOException {
        var shape = shapes.get(name);
        var columns = new ArrayList<>(List.of("s", name));
        switch (text(shape, "type")) {
            case "structure" -> {
                columns.add("structure");
                var required = list(shape.get("required"));
                object(shape, "members").forEach((member, about) -> member(columns, member, map(about), required));
            }
            case "list" -> {
                columns.addAll(List.of("list", number(shape, "min"), number(shape, "max"), flags(shape)));
                columns.add(checkedPart(shape, "member"));
            }
            case "map" -> {
                columns.addAll(List.of("map", number(shape, "min"), number(shape, "max"), flags(shape)));
                columns.add(checkedPart(shape, "key"));
                columns.add(checkedPart(shape, "value"));
            }
            case "string" -> {
                columns.addAll(List.of("string", number(shape, "min"), number(shape, "max"), flags(shape)));
                columns.add(pattern(name, shape));
                if (!CHECKED_BY_SERVICE.contains(name)) {
                    list(shape.get("enum")).forEach(value -> columns.add(value.toString()));
                }
            }
            case "blob" ->
                    columns.addAll(List.of("blob", number(shape, "min"), number(shape, "max"), flags(shape)));
            default ->
                    columns.addAll(List.of("number", number(shape, "min"), number(shape, "max"), flags(shape)));
        }
        line(out, columns.toArray(String[]::new));
    }

    private void member(
            List<String> columns, String name, Map<String, Object> member, List<Object> required) {
        var target = text(member, "shape");
        var isRequired = required.contains(name);
        if (!isRequired && !checked.contains(target)) {
            return;
        }
        var location =
                switch (text(member, "location")) {
                    case "header" -> "@header=" + text(member, "locationName");
                    case "querystring" -> "@query=" + text(member, "locationName");
                    default -> "";
                };
        columns.add(
                name
                        + (isRequired ? "!" : "")
                        + (checked.contains(target) ? ":" + target : "")
                        + location);
    }

    private String checkedPart(Map<String, Object> shape, String part) {
        var target = text(object(shape, part), "shape");
        return checked.contains(target) ? target : "";
    }

    private String pattern(String name, Map<String, Object> shape) {
        var pattern = text(shape, "pattern");
        if (service.equals("s3") && name.equals("CopySource")) {
            return ""; // clients may percent-encode the slash that it asks for
        }
        try {
            Pattern.compile(pattern);
            return pattern;
        } catch (PatternSyntaxException notJava) {
            System.err.println(service + " " + name + ": left out the pattern " + pattern);
            return "";
        }
    }

    private static String flags(Map<String, Object> shape) {
        return shape.containsKey("sensitive") ? "sensitive" : "";
    }

    private static String number(Map<String, Object> shape, String name) {
        return shape.containsKey(name) ? shape.get(name).toString() : "";
    }

    private static void line(BufferedWriter out, String... columns) throws IOException {
        for (var column : columns) {
            if (column.contains("\t") || column.contains("\n") || column.contains("\r")) {
                throw new IllegalStateException("A column holds a tab or a line end: " + column);
            }
        }
        out.write(String.join("\t", columns).stripTrailing());
        out.write('\n');
    }

    private static String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> object(Map<String, Object> object, String name) {
        return object.get(name) instanceof Map<?, ?> value ? map(value) : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    /** Just enough of a JSON reader for well-formed models, so that this file runs by itself. */
    private static final class Json {
        private final String text;
        private int at;

        Json(byte[] bytes) {
            text = new String(bytes, StandardCharsets.UTF_8);
        }

        Map<String, Object> read() {
            return map(value());
        }

        private Object value() {
            char first = skip();
            return switch (first) {
                case '{' -> members();
                case '[' -> items();
                case '"' -> string();
                case 't', 'f', 'n' -> word();
                default -> number();
            };
        }

        private Map<String, Object> members() {
            var members = new LinkedHashMap<String, Object>();
            at++;
            while (skip() != '}') {
                if (text.charAt(at) == ',') {
                    at++;
                    skip();
                }
                var name = string();
                skip();
                at++; // the colon
                members.put(name, value());
            }
            at++;
            return members;
        }

        private List<Object> items() {
            var items = new ArrayList<>();
            at++;
            while (skip() != ']') {
                if (text.charAt(at) == ',') {
                    at++;
                }
                items.add(value());
            }
            at++;
            return items;
        }

        private String string() {
            var out = new StringBuilder();
            at++;
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                char escaped = text.charAt(at++);
                switch (escaped) {
                    case 'n' -> out.append('\n');
                    case 't' -> out.append('\t');
                    case 'r' -> out.append('\r');
                    case 'b' -> out.append('\b');
                    case 'f' -> out.append('\f');
                    case 'u' -> {
                        out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                        at += 4;
                    }
                    default -> out.append(escaped);
                }
            }
            at++;
            return out.toString();
        }

        private Object word() {
            for (var word : List.of("true", "false", "null")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("null") ? "" : Boolean.valueOf(word);
                }
            }
            throw new IllegalStateException("Unexpected text at " + at);
        }

        private Object number() {
            int start = at;
            while ("+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            var digits = text.substring(start, at);
            return digits.matches("-?[0-9]+") ? (Object) Long.valueOf(digits) : Double.valueOf(digits);
        }

        private char skip() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }
    }
}
