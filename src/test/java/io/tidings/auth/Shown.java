package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import io.tidings.PackagedServer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The credentials that tests of this process have shown to hubs.
final class Shown {
    /// Shorter words may be in a log by chance.
    private static final int LEAST_LENGTH = 8;

    private static final Set<String> ALL = ConcurrentHashMap.newKeySet();

    private Shown() {}

    static void in(String... headers) {
        Stream.of(headers)
                .filter(header -> header.startsWith("Authorization:") || header.startsWith("Cookie:"))
                .flatMap(header -> Stream.of(header.split("[ ;=]")))
                .filter(word -> word.length() >= LEAST_LENGTH && !word.contains("tidings_token") && !word.endsWith(":"))
                .forEach(ALL::add);
    }

    /// Fails if the hub has logged one of them, or the signature of one.
    static void assertNoneIsLogged(PackagedServer hub) {
        var texts = ALL.stream()
                .flatMap(token -> Stream.of(token, token.substring(token.lastIndexOf('.') + 1)))
                .filter(text -> text.length() >= LEAST_LENGTH)
                .toList();
        var found = hub.logged().stream()
                .filter(line -> texts.stream().anyMatch(line::contains))
                .toList();
        assertThat(found, empty());
    }
}
