package dev.wheelhouse.bench;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;

/**
 * The same web server with nothing behind it: reads the body of a request whole and answers as many
 * bytes as it was told. A process of its own, like the server that it is compared with.
 */
final class EchoServer {
    private EchoServer() {}

    /** Serves until the process is ended; prints the port first. */
    public static void main(String[] arguments) throws InterruptedException {
        var body = new byte[Integer.parseInt(arguments[0])];
        java.util.Arrays.fill(body, (byte) 'x');
        var server =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .routing(routing ->
                                routing.any((request, response) -> {
                                    request.content().inputStream().readAllBytes();
                                    response.status(Status.OK_200);
                                    response.header(
                                            HeaderNames.CONTENT_TYPE, "application/x-amz-json-1.1");
                                    response.header(
                                            HeaderNames.create("x-amzn-RequestId"),
                                            "00000000-0000-0000-0000-000000000000");
                                    response.send(body);
                                }))
                        .build()
                        .start();
        System.out.println("port " + server.port());
        Thread.currentThread().join();
    }
}
