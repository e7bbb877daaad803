package io.tidings.auth.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Gets documents of an issuer, without redirects, and no more than a JWKS may have.
final class Download {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 512 * 1024;
    private static final int OK = 200;

    private final Duration patience;
    private final HttpClient client;

    Download() {
        this(PATIENCE);
    }

    /// Waits for each document for no longer than that.
    Download(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// Blocks for its patience at most.
    String get(URI url) throws UnavailableKeysException {
        return await(url, () -> {
            Reach.check(url);
            return fetch(url);
        });
    }

    /// The same, of a URL that another document names.
    String getLinked(URI document, URI url) throws UnavailableKeysException {
        return await(url, () -> {
            Reach.checkLink(document, url);
            return fetch(url);
        });
    }

    /// Not on a virtual thread: to look a name up holds up a carrier, and a few of them stop the hub.
    private String await(URI url, Callable<String> fetch) throws UnavailableKeysException {
        var task = new FutureTask<>(fetch);
        Thread.ofPlatform().daemon().name("key-download").start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableKeysException(url + ": no answer within " + patience.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw failure(url, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableKeysException(url + ": interrupted", e);
        } finally {
            // What is done already is not interrupted; the connection of anything else is closed.
            task.cancel(true);
        }
    }

    private String fetch(URI url) throws UnavailableKeysException, IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("Accept", "application/json")
                .build();
        var response =
                client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BYTES));
        if (response.statusCode() != OK) {
            throw new UnavailableKeysException(
                    url + ": the answer is " + response.statusCode() + ", and redirects are not followed");
        }
        return response.body();
    }

    private static UnavailableKeysException failure(URI url, @Nullable Throwable cause) {
        return switch (cause) {
            case UnavailableKeysException known -> known;
            case IOException e
            when e.getMessage() != null ->
                new UnavailableKeysException(url + ": no answer (" + e.getMessage() + ")", e);
            case null -> new UnavailableKeysException(url + ": no answer");
            default ->
                new UnavailableKeysException(
                        url + ": no answer (" + cause.getClass().getSimpleName() + ")", cause);
        };
    }
}
