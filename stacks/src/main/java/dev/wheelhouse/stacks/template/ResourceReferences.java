package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.Optional;

/** What the resources of a stack that exist already give to those that refer to them. */
public interface ResourceReferences {
    /** What {@code Ref} gives: mostly the physical id. Empty when the resource does not exist. */
    Optional<Value> reference(String logicalId);

    /** What {@code Fn::GetAtt} gives; empty when there is no such resource or attribute. */
    Optional<Value> attribute(String logicalId, String attribute);

    /** Of a stack without resources. */
    static ResourceReferences none() {
        return new ResourceReferences() {
            @Override
            public Optional<Value> reference(String logicalId) {
                return Optional.empty();
            }

            @Override
            public Optional<Value> attribute(String logicalId, String attribute) {
                return Optional.empty();
            }
        };
    }
}
