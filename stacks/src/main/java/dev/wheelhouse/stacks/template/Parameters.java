package dev.wheelhouse.stacks.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The Parameters section.
 *
 * @param byName in template order
 */
public record Parameters(SequencedMap<String, ParameterDeclaration> byName) {
    public Parameters {
        byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    public Optional<ParameterDeclaration> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /**
     * Gives each parameter its value: the argument, the previous value where that is asked for, or
     * the default; and checks it.
     *
     * @param given arguments by parameter name; a list is comma-joined
     * @param usePrevious the parameters that keep their previous value; none on create
     * @param previous the values of the operation before, by parameter name; empty on create
     * @throws TemplateException with CloudFormation's text, when an argument is missing, unknown or
     *     not allowed
     */
    public Arguments resolve(
            Map<String, String> given,
            Set<String> usePrevious,
            Map<String, String> previous,
            Surroundings surroundings) {
        requireDeclared(given, usePrevious);
        usePrevious.forEach(name -> requirePrevious(name, given, previous));
        var texts = new LinkedHashMap<String, String>();
        var missing = new ArrayList<String>();
        for (var declaration : byName.values()) {
            var name = declaration.name();
            Optional.ofNullable(usePrevious.contains(name) ? previous.get(name) : given.get(name))
                    .or(declaration::defaultValue)
                    .ifPresentOrElse(text -> texts.put(name, text), () -> missing.add(name));
        }
        requireNone(missing);
        texts.forEach((name, text) -> ParameterCheck.check(declared(name), text));
        return fetched(texts, surroundings);
    }

    private ParameterDeclaration declared(String name) {
        return find(name).orElseThrow();
    }

    private void requireDeclared(Map<String, String> given, Set<String> usePrevious) {
        var undeclared = new ArrayList<String>();
        given.keySet().stream().filter(name -> !has(name)).forEach(undeclared::add);
        usePrevious.stream()
                .filter(name -> !has(name) && !undeclared.contains(name))
                .forEach(undeclared::add);
        if (!undeclared.isEmpty()) {
            throw new TemplateException(
                    "Parameters: " + undeclared + " do not exist in the template");
        }
    }

    private static void requirePrevious(
            String name, Map<String, String> given, Map<String, String> previous) {
        if (given.containsKey(name)) {
            throw new TemplateException(
                    "Invalid input for parameter key "
                            + name
                            + ". Either the parameter value or UsePreviousValue can be given, not"
                            + " both.");
        }
        if (!previous.containsKey(name)) {
            throw new TemplateException(
                    "Invalid input for parameter key "
                            + name
                            + ". Cannot specify usePreviousValue as true for a parameter key not in"
                            + " the previous template");
        }
    }

    private void requireNone(List<String> missing) {
        var stored =
                missing.stream()
                        .filter(name ->
                                declared(name).type().source()
                                        == ParameterType.Source.SYSTEMS_MANAGER_VALUE)
                        .findFirst();
        if (missing.size() == 1 && stored.isPresent()) {
            throw new TemplateException(
                    "Parameter "
                            + stored.get()
                            + " should either have input value or default value");
        }
        if (!missing.isEmpty()) {
            throw new TemplateException("Parameters: " + missing + " must have values");
        }
    }

    private Arguments fetched(SequencedMap<String, String> texts, Surroundings surroundings) {
        var arguments = new LinkedHashMap<String, Argument>();
        var unfetched = new ArrayList<String>();
        texts.forEach((name, text) -> {
            var declaration = declared(name);
            var isStored = declaration.type().source() != ParameterType.Source.ARGUMENT;
            var stored =
                    isStored
                            ? surroundings.systemsManagerParameter(text)
                            : Optional.<String>empty();
            if (isStored && stored.isEmpty()) {
                unfetched.add(text);
            }
            var isName = declaration.type().source() == ParameterType.Source.SYSTEMS_MANAGER_NAME;
            arguments.put(
                    name, new Argument(declaration, text, isName ? Optional.empty() : stored));
        });
        if (!unfetched.isEmpty()) {
            throw Arguments.unfetched(String.join(", ", unfetched));
        }
        return new Arguments(arguments);
    }
}
