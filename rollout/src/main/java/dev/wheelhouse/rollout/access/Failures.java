package dev.wheelhouse.rollout.access;

import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an exception of the SDK means to the user of a command. */
final class Failures {
    private Failures() {}

    static RolloutException explain(
            String what, Optional<Place> place, Connection connection, SdkException cause) {
        return switch (cause) {
            case AwsServiceException answer -> answered(what, place, connection, answer);
            default -> unanswered(what, place, connection, cause);
        };
    }

    private static RolloutException answered(
            String what, Optional<Place> place, Connection connection, AwsServiceException answer) {
        var details = answer.awsErrorDetails();
        var code = details == null || details.errorCode() == null ? "" : details.errorCode();
        var message =
                details == null || details.errorMessage() == null
                        ? "HTTP status " + answer.statusCode()
                        : details.errorMessage();
        var why = code.isEmpty() ? message : withoutStop(message) + " (" + code + ")";
        var remedy =
                switch (code) {
                    case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
                            "sign in again: the credentials of "
                                    + connection.words()
                                    + " have expired";
                    case "InvalidClientTokenId",
                            "UnrecognizedClientException",
                            "InvalidAccessKeyId" ->
                            "other credentials: the access key of "
                                    + connection.words()
                                    + " is not known at "
                                    + endpoint(connection);
                    case "SignatureDoesNotMatch",
                            "IncompleteSignature",
                            "InvalidSignatureException",
                            "IncompleteSignatureException" ->
                            "other credentials: the secret key of "
                                    + connection.words()
                                    + " does not fit its access key";
                    case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation" ->
                            "a profile that may do this, or have it allowed; this was "
                                    + place.map(Place::principal).orElse(connection.words());
                    case "ThrottlingException", "Throttling", "TooManyRequestsException" ->
                            "again in a minute: what is done stays done";
                    default -> "";
                };
        return new RolloutException(what, place, why, remedy, answer);
    }

    private static RolloutException unanswered(
            String what, Optional<Place> place, Connection connection, SdkException cause) {
        for (Throwable beneath = cause; beneath != null; beneath = beneath.getCause()) {
            switch (beneath) {
                case ConnectException _, SocketTimeoutException _ -> {
                    return new RolloutException(
                            what,
                            place,
                            "nobody answers at " + endpoint(connection),
                            connection.endpoint("service_catalog").isPresent()
                                    ? "start it (wheelhouse up), or choose another profile"
                                    : "check the network",
                            cause);
                }
                case UnknownHostException unknown -> {
                    return new RolloutException(
                            what,
                            place,
                            "there is no host " + unknown.getMessage(),
                            "check region and endpoint of " + connection.words(),
                            cause);
                }
                case AwsServiceException answer -> {
                    return answered(what, place, connection, answer);
                }
                default -> {}
            }
        }
        var message = String.valueOf(cause.getMessage());
        if (message.contains("Unable to load credentials")) {
            return new RolloutException(
                    what,
                    place,
                    "no credentials were found",
                    "--profile NAME, AWS_PROFILE, or eval \"$(wheelhouse env)\" for the embedded cloud",
                    cause);
        }
        return new RolloutException(what, place, message, "", cause);
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String endpoint(Connection connection) {
        return connection
                .endpoint("service_catalog")
                .map(URI::toString)
                .orElse("AWS, region " + connection.region());
    }
}
