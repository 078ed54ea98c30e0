package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A value of a template that may hold functions. Its shape is checked when it is read, so that an
 * expression that exists has the right number and kinds of arguments.
 */
public sealed interface Expression {
    /** A value without functions: a scalar, or a list or object of such. */
    record Literal(Value value) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {
        public ListOf {
            items = List.copyOf(items);
        }
    }

    record ObjectOf(SequencedMap<String, Expression> members) implements Expression {
        public ObjectOf {
            members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
        }
    }

    /** {@code Ref} to a parameter, a pseudo parameter or a resource. */
    record Ref(String name) implements Expression {}

    /** {@code Fn::GetAtt}; the attribute's name may be a {@code Ref} to a parameter. */
    record GetAtt(String resource, Expression attribute) implements Expression {}

    /**
     * {@code Fn::Sub}.
     *
     * @param pieces what the text is made of, in order
     * @param variables the function's own variables, which win over all other names
     */
    record Sub(List<Piece> pieces, SequencedMap<String, Expression> variables)
            implements Expression {
        public Sub {
            pieces = List.copyOf(pieces);
            variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
        }

        /** What a text in {@code Fn::Sub} is made of. */
        public sealed interface Piece {
            record Plain(String text) implements Piece {}

            /** The value of a parameter, pseudo parameter, resource or own variable. */
            record Name(String name) implements Piece {}

            record Attribute(String resource, String attribute) implements Piece {}
        }
    }

    record Join(String delimiter, Expression list) implements Expression {}

    record Split(String delimiter, Expression text) implements Expression {}

    record Select(Expression index, Expression list) implements Expression {}

    record FindInMap(Expression map, Expression top, Expression second) implements Expression {}

    record If(String condition, Expression then, Expression otherwise) implements Expression {}

    record Base64(Expression text) implements Expression {}

    record Cidr(Expression block, Expression count, Expression bits) implements Expression {}

    record GetAZs(Expression region) implements Expression {}

    record ImportValue(Expression name) implements Expression {}

    /** What is true or false: in Conditions and Rules only. */
    sealed interface Truth extends Expression {}

    record Equals(Expression left, Expression right) implements Truth {}

    record And(List<Truth> conditions) implements Truth {
        public And {
            conditions = List.copyOf(conditions);
        }
    }

    record Or(List<Truth> conditions) implements Truth {
        public Or {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Truth condition) implements Truth {}

    /** {@code {"Condition": "Name"}} in the Conditions section. */
    record ConditionNamed(String name) implements Truth {}

    // In Rules only.

    record Contains(Expression list, Expression value) implements Truth {}

    record EachMemberEquals(Expression list, Expression value) implements Truth {}

    record EachMemberIn(Expression members, Expression list) implements Truth {}

    record RefAll(String parameterType) implements Expression {}

    record ValueOf(String parameter, String attribute) implements Expression {}

    record ValueOfAll(String parameterType, String attribute) implements Expression {}

    /** The expressions directly inside this one. */
    default List<Expression> children() {
        return switch (this) {
            case Literal _, Ref _, ConditionNamed _, RefAll _, ValueOf _, ValueOfAll _ -> List.of();
            case ListOf list -> list.items();
            case ObjectOf object -> List.copyOf(object.members().values());
            case GetAtt attribute -> List.of(attribute.attribute());
            case Sub sub -> List.copyOf(sub.variables().values());
            case Join join -> List.of(join.list());
            case Split split -> List.of(split.text());
            case Select select -> List.of(select.index(), select.list());
            case FindInMap find -> List.of(find.map(), find.top(), find.second());
            case If choice -> List.of(choice.then(), choice.otherwise());
            case Base64 base64 -> List.of(base64.text());
            case Cidr cidr -> List.of(cidr.block(), cidr.count(), cidr.bits());
            case GetAZs zones -> List.of(zones.region());
            case ImportValue imported -> List.of(imported.name());
            case Equals equals -> List.of(equals.left(), equals.right());
            case And and -> List.copyOf(and.conditions());
            case Or or -> List.copyOf(or.conditions());
            case Not not -> List.of(not.condition());
            case Contains contains -> List.of(contains.list(), contains.value());
            case EachMemberEquals each -> List.of(each.list(), each.value());
            case EachMemberIn each -> List.of(each.members(), each.list());
        };
    }

    /** The scalar text of a literal, or empty for everything else. */
    default Optional<String> literalText() {
        return this instanceof Literal literal ? literal.value().scalar() : Optional.empty();
    }

    /** The scalar texts of a literal list, or empty for everything else. */
    default Optional<List<String>> literalTexts() {
        if (!(this instanceof Literal(Value.Items items))) {
            return Optional.empty();
        }
        var texts = new ArrayList<String>();
        for (var item : items.values()) {
            var text = item.scalar();
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return Optional.of(texts);
    }
}
