package dev.wheelhouse.stacks.template;

/**
 * A template, or arguments for it, that CloudFormation refuses: the message is the text of its
 * {@code ValidationError}. An expected outcome, so it carries no stack trace.
 */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message, null, false, false);
    }

    static TemplateException format(String message) {
        return new TemplateException("Template format error: " + message);
    }

    static TemplateException error(String message) {
        return new TemplateException("Template error: " + message);
    }

    /** What {@code Fn::GetAZs} was given is not the code of a region. */
    public static TemplateException noRegion(String text) {
        return error("Fn::GetAZs requires the name of a region, but was given " + text);
    }

    /** What CloudFormation does and this project does not, yet. */
    static TemplateException notBuilt(String what) {
        return new TemplateException(what + " is not supported by Wheelhouse yet.");
    }
}
