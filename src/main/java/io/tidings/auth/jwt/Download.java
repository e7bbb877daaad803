package io.tidings.auth.jwt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Gets a document of an issuer: by HTTPS, or from this machine; without redirects, and no more than a JWKS
/// may have.
final class Download {
    private static final int MAX_BYTES = 512 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /// Blocks for five seconds at most.
    String get(URI url) throws UnavailableKeysException {
        checkAllowed(url);
        var request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        var response = client.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BYTES));
        try {
            return body(url, response.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new UnavailableKeysException(url + ": no answer within " + PATIENCE.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw new UnavailableKeysException(url + ": no answer (" + reason(e) + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableKeysException(url + ": interrupted", e);
        }
    }

    private static String body(URI url, HttpResponse<String> response) throws UnavailableKeysException {
        if (response.statusCode() != OK) {
            throw new UnavailableKeysException(
                    url + ": the answer is " + response.statusCode() + ", and redirects are not followed");
        }
        return response.body();
    }

    private static String reason(ExecutionException failure) {
        var cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }

    /// A document that is served to the world must not send the hub to this machine.
    static void checkSameReach(URI document, URI linked) throws UnavailableKeysException {
        if (!isOfThisMachine(document) && !"https".equalsIgnoreCase(linked.getScheme())) {
            throw new UnavailableKeysException(linked + ": " + document + " may only name an https URL");
        }
    }

    private static void checkAllowed(URI url) throws UnavailableKeysException {
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme());
        if (!"https".equalsIgnoreCase(url.getScheme()) && !(isHttp && isOfThisMachine(url))) {
            throw new UnavailableKeysException(url + ": only https is allowed, or http on this machine");
        }
        if (addresses(url).anyMatch(InetAddress::isLinkLocalAddress)) {
            throw new UnavailableKeysException(url + ": link-local addresses are not allowed");
        }
    }

    private static boolean isOfThisMachine(URI url) throws UnavailableKeysException {
        return addresses(url).allMatch(InetAddress::isLoopbackAddress);
    }

    private static Stream<InetAddress> addresses(URI url) throws UnavailableKeysException {
        if (url.getHost() == null) {
            throw new UnavailableKeysException(url + ": it is not a URL with a host");
        }
        try {
            return Stream.of(InetAddress.getAllByName(url.getHost()));
        } catch (UnknownHostException e) {
            throw new UnavailableKeysException(url + ": there is no host of this name", e);
        }
    }
}
