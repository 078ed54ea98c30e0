package dev.wheelhouse.identity.policy;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which values IAM takes in a policy that is to be kept: the resources of a statement and the
 * values of its conditions. After what IAM has answered to documents; where that is not known, a
 * value is taken.
 */
final class PolicyValues {
    /** What IAM says of most values that it can't read. */
    static final String LEGACY = "The policy failed legacy parsing";

    private static final Pattern IAM_RESOURCE =
            Pattern.compile(
                    "(\\*|user/|federated-user/|role/|group/|instance-profile/|mfa/"
                            + "|server-certificate/|policy/|sms-mfa/|saml-provider/|oidc-provider/"
                            + "|report/|access-report/|\\$\\{).*");

    /** A date, a time, a zone: each may end early, and digits may be left out. */
    private static final Pattern DATE =
            Pattern.compile(
                    "(-?[0-9]{1,9})(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12][0-9]|3[01]))?)?"
                            + "(t(([01]?[0-9]|2[0-3])(:[0-5]?[0-9](:[0-5]?[0-9](\\.[0-9]{1,9})?)?)?"
                            + "(z|[-+]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?)?)?",
                    Pattern.CASE_INSENSITIVE);

    private static final int EARLIEST_YEAR = -292_275_054;
    private static final int LATEST_YEAR = 292_278_993;

    /** What stays of a text when a variable is filled in late; placeholders stay, too. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

    private static final Pattern PLACEHOLDER = Pattern.compile("[<>{}]");

    private PolicyValues() {}

    /** Whether a condition can have this value, which has no variables. */
    static boolean fits(Operator operator, String value) {
        return switch (operator.type()) {
            case DATE -> isDate(value);
            case NUMBER -> isNumber(value);
            case ADDRESS -> isAddress(value);
            case ARN -> value.startsWith("arn:") || value.contains("*") || value.contains("?");
            case TEXT, BOOLEAN, BINARY -> true;
        };
    }

    /** Seconds since 1970, or a date of ISO 8601 with or without a time. */
    private static boolean isDate(String value) {
        if (value.indexOf('-') < 0 && value.indexOf('t') < 0 && value.indexOf('T') < 0) {
            return !value.isEmpty()
                    && value.chars().allMatch(c -> c >= '0' && c <= '9')
                    && fitsLong(value);
        }
        var date = DATE.matcher(value);
        if (!date.matches()) {
            return false;
        }
        var year = Long.parseLong(date.group(1));
        return year >= EARLIEST_YEAR && year <= LATEST_YEAR;
    }

    private static boolean fitsLong(String digits) {
        return digits.length() < 19
                || (digits.length() == 19 && digits.compareTo(String.valueOf(Long.MAX_VALUE)) <= 0);
    }

    private static boolean isNumber(String value) {
        try {
            return value.length() <= 100 && new BigDecimal(value.strip()).precision() > 0;
        } catch (NumberFormatException notNumber) {
            return false;
        }
    }

    /** An address, or a range of them in CIDR notation. */
    private static boolean isAddress(String value) {
        var slash = value.indexOf('/');
        try {
            var bytes =
                    InetAddress.ofLiteral(slash < 0 ? value : value.substring(0, slash))
                            .getAddress();
            if (slash < 0) {
                return true;
            }
            var bits = Integer.parseInt(value.substring(slash + 1));
            return bits >= 0 && bits <= bytes.length * 8;
        } catch (IllegalArgumentException notAddress) {
            return false;
        }
    }

    /**
     * Whether a resource can be read at all: parts may be missing at the end, but none between, and
     * a place that was to be filled in is no region and no account.
     */
    static boolean isResource(String resource) {
        var parts = resource.split(":", 6);
        if (resource.equals("*") || parts.length < 3) {
            return true;
        }
        return !parts[2].isEmpty()
                && (parts.length == 6 || !resource.contains("::"))
                && (parts.length < 6
                        || !PLACEHOLDER
                                .matcher(VARIABLE.matcher(parts[3] + parts[4]).replaceAll(""))
                                .find());
    }

    /** What IAM says of a resource that it can read and does not take. */
    static Optional<String> resourceComplaint(String resource) {
        if (resource.equals("*")) {
            return Optional.empty();
        }
        var parts = List.of(resource.split(":", 6));
        if (parts.size() < 2) {
            return Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
        }
        var partition = parts.get(1);
        if (!partition.equals("aws") && !partition.equals("*")) {
            return Optional.of(
                    "Partition \"%s\" is not valid for resource \"arn:%s:%s:%s:%s:%s\"."
                            .formatted(
                                    partition,
                                    partition,
                                    part(parts, 2),
                                    part(parts, 3),
                                    part(parts, 4),
                                    part(parts, 5)));
        }
        if (!parts.getFirst().equals("arn")) {
            return Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
        }
        if (parts.size() < 3 || parts.get(2).contains("*") || parts.get(2).contains("?")) {
            return Optional.of(
                    "Resource vendor must be fully qualified and cannot contain regexes.");
        }
        return parts.size() < 6 ? Optional.empty() : complaint(resource, parts);
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "*";
    }

    private static Optional<String> complaint(String resource, List<String> parts) {
        var anywhere = parts.get(3).isEmpty() || parts.get(3).equals("*");
        return switch (parts.get(2)) {
            case "iam" -> {
                if (!anywhere) {
                    yield Optional.of(
                            "IAM resource " + resource + " cannot contain region information.");
                }
                yield IAM_RESOURCE.matcher(parts.get(5)).matches()
                        ? Optional.empty()
                        : Optional.of(
                                "IAM resource path must either be \"*\" or start with user/,"
                                        + " federated-user/, role/, group/, instance-profile/,"
                                        + " mfa/, server-certificate/, policy/, sms-mfa/,"
                                        + " saml-provider/, oidc-provider/, report/,"
                                        + " access-report/.");
            }
            case "s3" ->
                    anywhere
                            ? Optional.empty()
                            : Optional.of(
                                    "Resource "
                                            + resource
                                            + " can not contain region information.");
            default -> Optional.empty();
        };
    }
}
