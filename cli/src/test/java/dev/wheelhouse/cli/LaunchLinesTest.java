package dev.wheelhouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaunchLinesTest {
    @Test
    void aResourceHandlersTextIsQuotedToItsEnd() {
        assertThat(
                        LaunchLines.reason(
                                "Resource handler returned message: \"The bucket you tried to delete"
                                        + " is not empty (Service: S3, Status Code: 409, Request ID:"
                                        + " 4K2M7QZX)\" (RequestToken: 6efa16d3, HandlerErrorCode:"
                                        + " GeneralServiceException)"))
                .isEqualTo(
                        "Resource handler returned message: \"The bucket you tried to delete is not"
                                + " empty\"");
    }

    @Test
    void aTextWithoutAFrameStaysAsItIs() {
        assertThat(LaunchLines.reason("AmazonCloudFormationException  The key \"me\" is unknown"))
                .isEqualTo("The key \"me\" is unknown");
    }
}
