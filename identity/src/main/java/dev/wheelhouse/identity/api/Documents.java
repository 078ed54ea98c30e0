package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.policy.MalformedPolicyException;
import dev.wheelhouse.identity.policy.PolicyDocument;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Policy documents as IAM takes and gives them. */
final class Documents {
    private Documents() {}

    /** Percent-encoded as in RFC 3986: so does IAM return documents. */
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Reads a document, or answers {@code MalformedPolicyDocument}. */
    static PolicyDocument checked(String document, PolicyDocument.Kind kind) {
        try {
            return PolicyDocument.parse(document, kind);
        } catch (MalformedPolicyException cause) {
            throw IamError.MALFORMED_POLICY_DOCUMENT.because(cause.complaint());
        }
    }

    /**
     * Reads the document of a managed policy, or answers {@code MalformedPolicyDocument}: unlike an
     * inline policy it must be of the current version.
     */
    static void checkManaged(String document) {
        if (checked(document, PolicyDocument.Kind.IDENTITY).version().equals("2008-10-17")) {
            throw IamError.MALFORMED_POLICY_DOCUMENT.because(
                    "Policy document must be version 2012-10-17 or greater.");
        }
    }

    /** The characters that count against a quota: all but white space. */
    static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }
}
