package dev.wheelhouse.stacks.template;

/** What CloudFormation says of functions with wrong arguments, seen early or on evaluation. */
final class Misuse {
    private Misuse() {}

    static TemplateException join() {
        return TemplateException.error(
                "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a"
                        + " list of strings to be joined or a function that returns a list of"
                        + " strings (such as Fn::GetAZs) to be joined.");
    }

    static TemplateException split() {
        return TemplateException.error(
                "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a"
                        + " string to be split or a function that returns a string to be split.");
    }

    static TemplateException select() {
        return TemplateException.error(
                "Fn::Select requires a list argument with two elements: an integer index and a"
                        + " list");
    }

    static TemplateException selectOutside(int index) {
        return TemplateException.error(
                "Fn::Select cannot select nonexistent value at index " + index);
    }

    static TemplateException base64() {
        return TemplateException.error("every Fn::Base64 object must have a String-typed value.");
    }

    static TemplateException imported() {
        return TemplateException.error(
                "the attribute in Fn::ImportValue must not depend on any resources, imported"
                        + " values, or Fn::GetAZs");
    }

    static TemplateException sub(String name) {
        return TemplateException.error(
                "Fn::Sub can only insert strings, but '" + name + "' gives a list or an object");
    }
}
