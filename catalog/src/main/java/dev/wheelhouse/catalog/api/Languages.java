package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/** The AcceptLanguage that every request may have. All texts are English whatever it says. */
final class Languages {
    private static final List<String> KNOWN = List.of("en", "jp", "zh");

    private Languages() {}

    /** Refuses a request in a language that the API does not know. */
    static void requireKnown(SdkPojo request) {
        for (var field : request.sdkFields()) {
            if (field.memberName().equals("AcceptLanguage")
                    && field.getValueOrDefault(request) instanceof String language
                    && !language.isEmpty()
                    && !KNOWN.contains(language)) {
                throw INVALID_PARAMETERS.because(
                        "Invalid AcceptLanguage: "
                                + language
                                + ". The languages are "
                                + KNOWN
                                + ".");
            }
        }
    }
}
