package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads values that may hold functions, and refuses functions of the wrong shape or in the wrong
 * place with CloudFormation's texts.
 */
final class ExpressionReader {
    /** Where a value stands: not every function is allowed everywhere. */
    enum Place {
        /** Properties and what else of a resource may hold functions. */
        RESOURCES("Resources"),
        OUTPUTS("Outputs"),
        CONDITIONS("Conditions"),
        RULES("Rules");

        private final String section;

        Place(String section) {
            this.section = section;
        }

        /** The name of the section, as error texts have it. */
        String section() {
            return section;
        }
    }

    private static final Set<String> OF_VALUES =
            Set.of(
                    "Fn::GetAtt",
                    "Fn::Sub",
                    "Fn::Join",
                    "Fn::Split",
                    "Fn::Select",
                    "Fn::FindInMap",
                    "Fn::If",
                    "Fn::Base64",
                    "Fn::Cidr",
                    "Fn::GetAZs",
                    "Fn::ImportValue");
    private static final Set<String> OF_CONDITIONS =
            Set.of(
                    "Fn::And",
                    "Fn::Or",
                    "Fn::Not",
                    "Fn::Equals",
                    "Fn::FindInMap",
                    "Fn::Sub",
                    "Fn::Join",
                    "Fn::Select",
                    "Fn::Split");
    private static final Set<String> OF_RULES =
            Set.of(
                    "Fn::And",
                    "Fn::Or",
                    "Fn::Not",
                    "Fn::Equals",
                    "Fn::Contains",
                    "Fn::EachMemberEquals",
                    "Fn::EachMemberIn",
                    "Fn::RefAll",
                    "Fn::ValueOf",
                    "Fn::ValueOfAll");
    private static final Set<String> LANGUAGE_EXTENSIONS =
            Set.of("Fn::Length", "Fn::ToJsonString", "Fn::Transform");
    private static final Pattern SUB_NAME = Pattern.compile("[a-zA-Z0-9_.:]+");

    private final Place place;

    ExpressionReader(Place place) {
        this.place = place;
    }

    /**
     * @throws TemplateException if a function in it is unknown, misplaced or has wrong arguments
     */
    Expression read(Value value) {
        return switch (value) {
            case Value.Items items -> list(items);
            case Value.Members members when members.values().size() == 1 -> {
                var only = members.values().firstEntry();
                yield isFunction(only.getKey())
                        ? function(only.getKey(), only.getValue())
                        : object(members);
            }
            case Value.Members members -> object(members);
            case Value.Text text -> {
                DynamicReferences.requireSupported(text.value());
                yield new Expression.Literal(text);
            }
            case Value.Num _, Value.Bool _, Value.Null _ -> new Expression.Literal(value);
        };
    }

    private Expression list(Value.Items items) {
        var read = items.values().stream().map(this::read).toList();
        return read.stream().allMatch(Expression.Literal.class::isInstance)
                ? new Expression.Literal(items)
                : new Expression.ListOf(read);
    }

    private Expression object(Value.Members members) {
        var read = new LinkedHashMap<String, Expression>();
        members.values()
                .forEach((name, member) -> {
                    if (isLoop(name) || LANGUAGE_EXTENSIONS.contains(name)) {
                        throw TemplateException.notBuilt(name);
                    }
                    if (name.startsWith("Fn::")) {
                        throw TemplateException.error(
                                name + " must be the only member of its object");
                    }
                    read.put(name, read(member));
                });
        return read.values().stream().allMatch(Expression.Literal.class::isInstance)
                ? new Expression.Literal(members)
                : new Expression.ObjectOf(read);
    }

    private boolean isFunction(String name) {
        return name.startsWith("Fn::")
                || name.equals("Ref")
                || (name.equals("Condition") && place == Place.CONDITIONS);
    }

    private static boolean isLoop(String name) {
        return name.startsWith("Fn::ForEach::");
    }

    private Expression function(String name, Value argument) {
        requirePlace(name);
        return switch (name) {
            case "Ref" -> new Expression.Ref(name(argument, "Ref"));
            case "Condition" -> new Expression.ConditionNamed(name(argument, "Condition"));
            case "Fn::GetAtt" -> attribute(argument);
            case "Fn::Sub" -> sub(argument);
            case "Fn::Join" -> join(argument);
            case "Fn::Split" -> split(argument);
            case "Fn::Select" -> select(argument);
            case "Fn::FindInMap" -> findInMap(argument);
            case "Fn::If" -> choice(argument);
            case "Fn::Base64" -> base64(argument);
            case "Fn::Cidr" -> cidr(argument);
            case "Fn::GetAZs" -> new Expression.GetAZs(read(argument));
            case "Fn::ImportValue" -> imported(argument);
            case "Fn::Equals" -> equals(argument);
            case "Fn::And" -> new Expression.And(conditions("Fn::And", argument));
            case "Fn::Or" -> new Expression.Or(conditions("Fn::Or", argument));
            case "Fn::Not" -> not(argument);
            case "Fn::Contains" -> {
                var pair = pair(name, argument);
                yield new Expression.Contains(pair.getFirst(), pair.getLast());
            }
            case "Fn::EachMemberEquals" -> {
                var pair = pair(name, argument);
                yield new Expression.EachMemberEquals(pair.getFirst(), pair.getLast());
            }
            case "Fn::EachMemberIn" -> {
                var pair = pair(name, argument);
                yield new Expression.EachMemberIn(pair.getFirst(), pair.getLast());
            }
            case "Fn::RefAll" -> new Expression.RefAll(parameterType(name, argument));
            case "Fn::ValueOf" -> {
                var texts = literals(name, argument);
                yield new Expression.ValueOf(texts.getFirst(), texts.getLast());
            }
            case "Fn::ValueOfAll" -> {
                var texts = literals(name, argument);
                yield new Expression.ValueOfAll(
                        parameterType(name, Value.text(texts.getFirst())), texts.getLast());
            }
            default -> throw TemplateException.error(name + " is not a known function");
        };
    }

    private void requirePlace(String name) {
        if (isLoop(name) || LANGUAGE_EXTENSIONS.contains(name)) {
            throw TemplateException.notBuilt(name);
        }
        var allowed =
                switch (place) {
                    case RESOURCES, OUTPUTS -> OF_VALUES;
                    case CONDITIONS -> OF_CONDITIONS;
                    case RULES -> OF_RULES;
                };
        var known =
                OF_VALUES.contains(name) || OF_CONDITIONS.contains(name) || OF_RULES.contains(name);
        if (known && !allowed.contains(name)) {
            throw TemplateException.error(
                    "%s cannot be used in the %s block of the template"
                            .formatted(name, place.section()));
        }
    }

    private static String name(Value argument, String function) {
        return argument.scalar()
                .filter(text -> !text.isEmpty())
                .orElseThrow(() ->
                        TemplateException.error(
                                "every " + function + " object must have a single String value."));
    }

    private Expression attribute(Value argument) {
        Optional<String> resource = Optional.empty();
        Optional<Expression> attribute = Optional.empty();
        if (argument instanceof Value.Items(var items) && items.size() == 2) {
            resource = items.getFirst().scalar();
            attribute = Optional.of(read(items.getLast()));
        } else if (argument instanceof Value.Text(var text) && text.indexOf('.') > 0) {
            var dot = text.indexOf('.');
            resource = Optional.of(text.substring(0, dot));
            attribute = Optional.of(new Expression.Literal(Value.text(text.substring(dot + 1))));
        }
        var usable =
                attribute.filter(name ->
                        name instanceof Expression.Ref
                                || name.literalText().filter(t -> !t.isEmpty()).isPresent());
        if (resource.isEmpty() || resource.get().isEmpty() || usable.isEmpty()) {
            throw TemplateException.error(
                    "every Fn::GetAtt object requires two non-empty parameters, the resource name"
                            + " and the resource attribute");
        }
        return new Expression.GetAtt(resource.get(), usable.get());
    }

    private Expression sub(Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 2
                && items.getFirst().scalar().isPresent()
                && items.getLast() instanceof Value.Members members) {
            var variables = new LinkedHashMap<String, Expression>();
            members.values().forEach((name, value) -> variables.put(name, read(value)));
            var text = items.getFirst().scalar().get();
            return new Expression.Sub(pieces(text, variables.keySet()), variables);
        }
        if (argument.scalar().isPresent()) {
            return new Expression.Sub(
                    pieces(argument.scalar().get(), Set.of()), new LinkedHashMap<>());
        }
        throw TemplateException.error(
                "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify"
                        + " a string as first argument, and an optional second argument to specify"
                        + " a mapping of values to replace in the string");
    }

    private static List<Expression.Sub.Piece> pieces(String text, Set<String> variables) {
        DynamicReferences.requireSupported(text);
        var pieces = new ArrayList<Expression.Sub.Piece>();
        var plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("${", at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            plain.append(text, at, open);
            var name = text.substring(open + 2, close);
            if (name.startsWith("!")) {
                plain.append("${").append(name, 1, name.length()).append('}');
            } else {
                if (!plain.isEmpty()) {
                    pieces.add(new Expression.Sub.Piece.Plain(plain.toString()));
                    plain.setLength(0);
                }
                pieces.add(piece(name.strip(), variables));
            }
            at = close + 1;
        }
        plain.append(text, at, text.length());
        if (!plain.isEmpty()) {
            pieces.add(new Expression.Sub.Piece.Plain(plain.toString()));
        }
        return pieces;
    }

    private static Expression.Sub.Piece piece(String name, Set<String> variables) {
        if (variables.contains(name)) {
            return new Expression.Sub.Piece.Name(name);
        }
        if (!SUB_NAME.matcher(name).matches()) {
            throw TemplateException.error(
                    "variable names in Fn::Sub syntax must contain only alphanumeric characters,"
                            + " underscores, periods, and colons");
        }
        var dot = name.indexOf('.');
        return dot > 0 && dot < name.length() - 1
                ? new Expression.Sub.Piece.Attribute(
                        name.substring(0, dot), name.substring(dot + 1))
                : new Expression.Sub.Piece.Name(name);
    }

    private Expression join(Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 2
                && items.getFirst().scalar().isPresent()
                && mayBeList(items.getLast())) {
            return new Expression.Join(items.getFirst().scalar().get(), read(items.getLast()));
        }
        throw Misuse.join();
    }

    private Expression split(Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 2
                && items.getFirst().scalar().filter(text -> !text.isEmpty()).isPresent()
                && mayBeText(items.getLast())) {
            return new Expression.Split(items.getFirst().scalar().get(), read(items.getLast()));
        }
        throw Misuse.split();
    }

    private Expression select(Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 2
                && (isFunction(items.getFirst()) || isIndex(items.getFirst()))
                && mayBeList(items.getLast())) {
            return new Expression.Select(read(items.getFirst()), read(items.getLast()));
        }
        throw Misuse.select();
    }

    private static boolean isIndex(Value value) {
        return value.scalar().filter(text -> text.matches("[0-9]{1,9}")).isPresent();
    }

    private Expression findInMap(Value argument) {
        if (argument instanceof Value.Items(var items) && items.size() == 4) {
            throw TemplateException.notBuilt("Fn::FindInMap with a DefaultValue");
        }
        if (argument instanceof Value.Items(var items)
                && items.size() == 3
                && items.stream().allMatch(this::mayBeText)) {
            var read = items.stream().map(this::read).toList();
            if (read.stream().allMatch(ExpressionReader::mayBeKey)) {
                return new Expression.FindInMap(read.get(0), read.get(1), read.get(2));
            }
        }
        throw TemplateException.error(
                "every Fn::FindInMap object requires three parameters, the map name, map key and"
                        + " the attribute for return value");
    }

    private static boolean mayBeKey(Expression expression) {
        return expression instanceof Expression.Literal
                || expression instanceof Expression.Ref
                || expression instanceof Expression.FindInMap;
    }

    private Expression choice(Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 3
                && items.getFirst() instanceof Value.Text(var condition)) {
            return new Expression.If(condition, read(items.get(1)), read(items.get(2)));
        }
        throw TemplateException.error(
                "Fn::If requires a list argument with three elements, the first of which must be"
                        + " a condition name");
    }

    private Expression base64(Value argument) {
        if (!mayBeText(argument)) {
            throw Misuse.base64();
        }
        return new Expression.Base64(read(argument));
    }

    private Expression cidr(Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 3
                && items.stream().allMatch(this::mayBeText)) {
            return new Expression.Cidr(read(items.get(0)), read(items.get(1)), read(items.get(2)));
        }
        throw TemplateException.error(
                "every Fn::Cidr object requires three parameters, (1) an IP address block, (2) the"
                        + " number of blocks to generate and (3) the number of bits of each");
    }

    private Expression imported(Value argument) {
        var name = read(argument);
        if (dependsOnMore(name)) {
            throw Misuse.imported();
        }
        return new Expression.ImportValue(name);
    }

    private static boolean dependsOnMore(Expression expression) {
        return switch (expression) {
            case Expression.GetAtt _, Expression.ImportValue _, Expression.GetAZs _ -> true;
            default -> expression.children().stream().anyMatch(ExpressionReader::dependsOnMore);
        };
    }

    private Expression equals(Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 2
                && items.stream().allMatch(this::mayBeText)) {
            return new Expression.Equals(read(items.getFirst()), read(items.getLast()));
        }
        throw TemplateException.error(
                "every Fn::Equals object requires a list of 2 string parameters.");
    }

    private List<Expression.Truth> conditions(String name, Value argument) {
        if (argument instanceof Value.Items(var items) && items.size() >= 2 && items.size() <= 10) {
            var read = items.stream().map(this::read).toList();
            var truths =
                    read.stream()
                            .filter(Expression.Truth.class::isInstance)
                            .map(Expression.Truth.class::cast)
                            .toList();
            if (truths.size() == read.size()) {
                return truths;
            }
        }
        throw TemplateException.error(
                "every "
                        + name
                        + " object requires a list of at least 2 and at most 10 boolean"
                        + " parameters.");
    }

    private Expression not(Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 1
                && read(items.getFirst()) instanceof Expression.Truth condition) {
            return new Expression.Not(condition);
        }
        throw TemplateException.error("every Fn::Not object requires one boolean parameter.");
    }

    private List<Expression> pair(String name, Value argument) {
        if (argument instanceof Value.Items(var items) && items.size() == 2) {
            return items.stream().map(this::read).toList();
        }
        throw TemplateException.error("every " + name + " object requires a list of 2 parameters.");
    }

    private static List<String> literals(String name, Value argument) {
        if (argument instanceof Value.Items(var items)
                && items.size() == 2
                && items.stream().allMatch(Value.Text.class::isInstance)) {
            return items.stream().map(Value::toString).toList();
        }
        throw TemplateException.error(
                "every " + name + " object requires a list of 2 literal string parameters.");
    }

    private static String parameterType(String name, Value argument) {
        return argument.scalar()
                .filter(ParameterType::isAwsSpecific)
                .orElseThrow(() ->
                        TemplateException.error(
                                name
                                        + " requires an AWS-specific parameter type, but"
                                        + " was given "
                                        + argument));
    }

    private boolean isFunction(Value value) {
        return value instanceof Value.Members members
                && members.values().size() == 1
                && isFunction(members.values().firstEntry().getKey());
    }

    private boolean mayBeList(Value value) {
        return value instanceof Value.Items || isFunction(value);
    }

    private boolean mayBeText(Value value) {
        return value.scalar().isPresent() || isFunction(value);
    }
}
