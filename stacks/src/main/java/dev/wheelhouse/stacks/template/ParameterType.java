package dev.wheelhouse.stacks.template;

import java.util.Optional;
import java.util.Set;

/**
 * The type of a template parameter.
 *
 * @param text as it is written, for example {@code List<AWS::EC2::Subnet::Id>}
 * @param source where the value comes from
 * @param element the type of one value: {@code String}, {@code Number} or an AWS-specific type
 * @param list whether {@code Ref} gives a list
 */
public record ParameterType(String text, Source source, String element, boolean list) {
    /** Where a parameter's value comes from. */
    public enum Source {
        /** The argument is the value. */
        ARGUMENT,
        /** The argument is the name of a Systems Manager parameter, and so is the value. */
        SYSTEMS_MANAGER_NAME,
        /** The argument is the name of a Systems Manager parameter that holds the value. */
        SYSTEMS_MANAGER_VALUE
    }

    private static final Set<String> AWS_SPECIFIC =
            Set.of(
                    "AWS::EC2::AvailabilityZone::Name",
                    "AWS::EC2::Image::Id",
                    "AWS::EC2::Instance::Id",
                    "AWS::EC2::KeyPair::KeyName",
                    "AWS::EC2::SecurityGroup::GroupName",
                    "AWS::EC2::SecurityGroup::Id",
                    "AWS::EC2::Subnet::Id",
                    "AWS::EC2::Volume::Id",
                    "AWS::EC2::VPC::Id",
                    "AWS::Route53::HostedZone::Id");
    private static final String KEY_PAIR = "AWS::EC2::KeyPair::KeyName";
    private static final String STORED = "AWS::SSM::Parameter::Value<";

    /** The type of that name, or empty when CloudFormation knows none. */
    public static Optional<ParameterType> of(String text) {
        if (text.equals("AWS::SSM::Parameter::Name")) {
            return Optional.of(
                    new ParameterType(text, Source.SYSTEMS_MANAGER_NAME, "String", false));
        }
        if (text.startsWith(STORED) && text.endsWith(">")) {
            return plain(text.substring(STORED.length(), text.length() - 1))
                    .filter(type -> !type.numeric())
                    .map(type ->
                            new ParameterType(
                                    text, Source.SYSTEMS_MANAGER_VALUE, type.element, type.list));
        }
        return plain(text);
    }

    private static Optional<ParameterType> plain(String text) {
        if (text.equals("CommaDelimitedList")) {
            return Optional.of(new ParameterType(text, Source.ARGUMENT, "String", true));
        }
        if (isElement(text)) {
            return Optional.of(new ParameterType(text, Source.ARGUMENT, text, false));
        }
        if (text.startsWith("List<") && text.endsWith(">")) {
            var element = text.substring("List<".length(), text.length() - 1);
            if (isElement(element) && !element.equals(KEY_PAIR)) {
                return Optional.of(new ParameterType(text, Source.ARGUMENT, element, true));
            }
        }
        return Optional.empty();
    }

    private static boolean isElement(String text) {
        return text.equals("String") || text.equals("Number") || AWS_SPECIFIC.contains(text);
    }

    /** Whether its values must name something that exists in the account. */
    public boolean awsSpecific() {
        return AWS_SPECIFIC.contains(element);
    }

    /** Whether a type of this name exists whose values name something in the account. */
    static boolean isAwsSpecific(String element) {
        return AWS_SPECIFIC.contains(element);
    }

    public boolean numeric() {
        return element.equals("Number");
    }
}
