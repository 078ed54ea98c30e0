package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.enduser.LaunchProgress;
import dev.wheelhouse.rollout.enduser.Launched;
import dev.wheelhouse.rollout.enduser.RuleNames;
import java.io.PrintWriter;

/** Prints how a launch goes on, resource by resource, and how it ended. */
final class LaunchLines implements LaunchProgress {
    private final PrintWriter out;
    private final String indent;

    LaunchLines(PrintWriter out, String indent) {
        this.out = out;
        this.indent = indent;
    }

    @Override
    public void status(String status) {
        out.println(indent + status);
        out.flush();
    }

    @Override
    public void event(StackEvent event) {
        out.println(
                indent
                        + "  "
                        + event.status()
                        + "  "
                        + event.logicalId()
                        + " ("
                        + event.type()
                        + ")"
                        + (event.reason().isEmpty() ? "" : ": " + event.reason()));
        out.flush();
    }

    /** The end: outputs, or why it failed. */
    static void ended(PrintWriter out, Launched launched, String indent) {
        if (launched.status() == Launched.RecordState.FAILED) {
            out.println(indent + launched.name() + " failed (record " + launched.recordId() + "):");
            launched.errors().forEach(error -> out.println(indent + "  " + reason(error)));
            return;
        }
        if (!launched.outputs().isEmpty()) {
            var table = new Table("output", "value", "description");
            launched.outputs()
                    .forEach(output ->
                            table.row(output.key(), output.value(), output.description()));
            table.print(out, indent);
        }
    }

    /**
     * Service Catalog wraps CloudFormation's text: {@code AmazonCloudFormationException TEXT
     * (Service: ...; Status Code: ...)}, and puts a constraint's id before the names of its rules.
     * People need the text and the names. CloudFormation wraps a resource handler's text in
     * quotation marks, and then one is still open.
     */
    static String reason(String error) {
        var text = error.replaceFirst("^AmazonCloudFormationException\\s+", "");
        var frame = text.lastIndexOf(" (Service: ");
        return RuleNames.withConstraints(frame < 0 ? text : closed(text.substring(0, frame)));
    }

    private static String closed(String text) {
        var marks = text.chars().filter(character -> character == '"').count();
        return marks % 2 == 0 ? text : text + '"';
    }
}
