package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Optional;

/** What the template language asks about the account and region that a stack lives in. */
public interface Surroundings {
    /** The pseudo parameters of the stack. */
    PseudoParameters pseudoParameters();

    /**
     * Whether a value of an AWS-specific parameter type names something that exists.
     *
     * @param parameterType of one value, never a list: {@code AWS::EC2::Subnet::Id}
     */
    boolean exists(String parameterType, String value);

    /** All values of an AWS-specific parameter type ({@code Fn::RefAll}). */
    List<String> all(String parameterType);

    /**
     * An attribute of what a parameter's value names ({@code Fn::ValueOf}), for example {@code
     * VpcId} or {@code Tags.owner}; empty when there is no such thing or attribute.
     */
    Optional<Value> attribute(String parameterType, String value, String attribute);

    /**
     * The value of a Systems Manager parameter.
     *
     * @param name its name, with {@code :version} after it where a version is asked for
     */
    Optional<String> systemsManagerParameter(String name);

    /**
     * The zones of a region that {@code Fn::GetAZs} gives, in order.
     *
     * @throws TemplateException if that is not the code of a region
     */
    List<String> availabilityZones(String region);

    /** The value that another stack exports under a name ({@code Fn::ImportValue}). */
    Optional<String> exportedValue(String name);
}
