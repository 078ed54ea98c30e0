package dev.wheelhouse.cloud.ssm.api;

import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.INVALID_FILTER;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.INVALID_FILTER_OPTION;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.INVALID_FILTER_VALUE;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.VALIDATION;

import dev.wheelhouse.cloud.ssm.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParametersFilter;

/**
 * The filters of DescribeParameters and GetParametersByPath; all of them must match, of each one
 * value (Systems Manager API reference, ParameterStringFilter).
 */
final class ParameterFilters {
    private static final List<String> BY_PATH = List.of("Type", "KeyId", "Label");
    private static final List<String> DESCRIBE =
            List.of("Path", "Name", "Type", "KeyId", "Tier", "DataType");

    private ParameterFilters() {}

    /** What GetParametersByPath lets through. */
    static Predicate<Parameter> byPath(List<ParameterStringFilter> filters) {
        return all(filters, BY_PATH);
    }

    /** What DescribeParameters lets through: with {@code ParameterFilters}, or the old ones. */
    static Predicate<Parameter> describe(DescribeParametersRequest request) {
        if (!request.filters().isEmpty() && !request.parameterFilters().isEmpty()) {
            throw VALIDATION.because(
                    "You can use either Filters or ParameterFilters in a single request.");
        }
        return request.filters().isEmpty()
                ? all(request.parameterFilters(), DESCRIBE)
                : all(request.filters().stream().map(ParameterFilters::renewed).toList(), DESCRIBE);
    }

    /** An old filter of names takes what they begin with. */
    private static ParameterStringFilter renewed(ParametersFilter old) {
        return ParameterStringFilter.builder()
                .key(old.keyAsString())
                .option(old.keyAsString().equals("Name") ? "BeginsWith" : "Equals")
                .values(old.values())
                .build();
    }

    private static Predicate<Parameter> all(
            List<ParameterStringFilter> filters, List<String> keys) {
        var seen = new HashSet<String>();
        var predicates = new ArrayList<Predicate<Parameter>>();
        for (var filter : filters) {
            boolean tag = filter.key().startsWith("tag:") && keys.contains("Name");
            if (!tag && !keys.contains(filter.key())) {
                throw INVALID_FILTER.because(
                        "The following filter key is not valid: "
                                + filter.key()
                                + ". Valid filter keys include: "
                                + keys
                                + ".");
            }
            if (!seen.add(filter.key())) {
                throw INVALID_FILTER.because(
                        "The following filter key is duplicated: " + filter.key() + ".");
            }
            predicates.add(one(filter));
        }
        return parameter -> predicates.stream().allMatch(each -> each.test(parameter));
    }

    private static Predicate<Parameter> one(ParameterStringFilter filter) {
        var key = filter.key();
        var option = option(filter);
        if (key.startsWith("tag:")) {
            var tag = key.substring("tag:".length());
            return parameter ->
                    parameter.tags().containsKey(tag)
                            && (filter.values().isEmpty()
                                    || matches(filter, option, parameter.tags().get(tag)));
        }
        if (filter.values().isEmpty()) {
            throw INVALID_FILTER_VALUE.because(
                    "The following filter values are missing : null for filter key " + key + ".");
        }
        return switch (key) {
            case "Path" -> parameter -> isBelow(filter, option, parameter);
            case "Name" -> parameter -> matches(filter, option, parameter.name());
            case "Type" -> {
                checkValues(filter, List.of("String", "StringList", Parameter.SECURE));
                yield parameter -> matches(filter, option, parameter.type());
            }
            case "Tier" -> {
                checkValues(filter, List.of("Standard", "Advanced", "Intelligent-Tiering"));
                yield parameter -> matches(filter, option, parameter.tier());
            }
            case "DataType" -> parameter -> matches(filter, option, parameter.dataType());
            case "KeyId" ->
                    parameter ->
                            parameter.keyId().filter(id -> matches(filter, option, id)).isPresent();
            // Of a parameter no labels are kept.
            default -> _ -> false;
        };
    }

    private static String option(ParameterStringFilter filter) {
        var valid =
                switch (filter.key()) {
                    case "Path" -> List.of("OneLevel", "Recursive");
                    case "Name" -> List.of("Equals", "BeginsWith", "Contains");
                    case "Label" -> List.of("Equals");
                    default -> List.of("Equals", "BeginsWith");
                };
        var option = filter.option() == null ? valid.getFirst() : filter.option();
        if (!valid.contains(option)) {
            throw INVALID_FILTER_OPTION.because(
                    "The following filter option is not valid: "
                            + option
                            + ". Valid options include: "
                            + valid
                            + ".");
        }
        return option;
    }

    private static void checkValues(ParameterStringFilter filter, List<String> valid) {
        for (var value : filter.values()) {
            if (valid.stream().noneMatch(known -> known.startsWith(value))) {
                throw INVALID_FILTER_VALUE.because(
                        "The following filter value is not valid: "
                                + value
                                + ". Valid values include: "
                                + valid
                                + ".");
            }
        }
    }

    private static boolean isBelow(
            ParameterStringFilter filter, String option, Parameter parameter) {
        return filter.values().stream()
                .map(path -> path.endsWith("/") ? path : path + "/")
                .anyMatch(prefix ->
                        parameter.name().startsWith(prefix)
                                && (option.equals("Recursive")
                                        || parameter.name().indexOf('/', prefix.length()) < 0));
    }

    private static boolean matches(ParameterStringFilter filter, String option, String value) {
        return filter.values().stream()
                .anyMatch(wanted ->
                        switch (option) {
                            case "BeginsWith" -> value.startsWith(wanted);
                            case "Contains" -> value.contains(wanted);
                            default -> value.equals(wanted);
                        });
    }
}
