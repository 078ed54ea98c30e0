package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Optional;

/**
 * A member of the Resources section.
 *
 * @param logicalId its name in the template
 * @param type for example {@code AWS::EC2::Instance}
 * @param properties its properties, functions unresolved; mostly an object, sometimes a function
 *     that gives one
 * @param dependsOn logical ids from DependsOn
 * @param condition the condition without which it is not made
 * @param deletionPolicy what becomes of it when it leaves the stack; empty when not said
 * @param updateReplacePolicy what becomes of it when it is replaced; empty when not said
 * @param metadata its Metadata, functions unresolved
 * @param creationPolicy its CreationPolicy, functions unresolved
 * @param updatePolicy its UpdatePolicy, functions unresolved
 * @param source the member as it was written
 */
public record ResourceDeclaration(
        String logicalId,
        String type,
        Expression properties,
        List<String> dependsOn,
        Optional<String> condition,
        Optional<RetentionPolicy> deletionPolicy,
        Optional<RetentionPolicy> updateReplacePolicy,
        Optional<Expression> metadata,
        Optional<Expression> creationPolicy,
        Optional<Expression> updatePolicy,
        Value.Members source) {
    public ResourceDeclaration {
        dependsOn = List.copyOf(dependsOn);
    }

    /** A value of DeletionPolicy or UpdateReplacePolicy. */
    public enum RetentionPolicy {
        DELETE("Delete"),
        RETAIN("Retain"),
        SNAPSHOT("Snapshot"),
        /** Deletes only what the operation that rolls back has made; for deletion only. */
        RETAIN_EXCEPT_ON_CREATE("RetainExceptOnCreate");

        private final String text;

        RetentionPolicy(String text) {
            this.text = text;
        }

        /** As it is written in a template. */
        public String text() {
            return text;
        }

        static Optional<RetentionPolicy> of(String text) {
            return List.of(values()).stream()
                    .filter(policy -> policy.text.equals(text))
                    .findFirst();
        }
    }
}
