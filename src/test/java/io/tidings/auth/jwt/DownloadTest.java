package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers from which no keys can be had: each is told in a line, and none holds the hub up.
@Timeout(60)
class DownloadTest {
    private static final int MOST = 512 * 1024;

    private KeyServer server;

    @BeforeEach
    void start() throws IOException {
        server = new KeyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theTextIsUtf8() throws UnavailableKeysException {
        server.answer("/", 200, "{\"ä\":\"☃\"}");

        assertEquals("{\"ä\":\"☃\"}", new Download().get(server.at("/")));
    }

    @ParameterizedTest
    @CsvSource({"404, 404", "500, 500", "204, 204"})
    void anAnswerOtherThan200HoldsNoKeys(int status, String told) {
        server.answer("/", status, status == 204 ? "" : "{\"keys\":[]}");

        assertTrue(failure(server.at("/")).contains(told));
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.answer("/keys", 200, TestKeys.jwks());
        server.redirect("/", server.at("/keys"));

        assertTrue(failure(server.at("/")).contains("302"));
    }

    @Test
    void halfAMegabyteIsTakenAndNoByteMore() throws UnavailableKeysException {
        server.answer("/most", 200, "x".repeat(MOST));
        server.answer("/more", 200, "x".repeat(MOST + 1));

        assertEquals(MOST, new Download().get(server.at("/most")).length());
        failure(server.at("/more"));
    }

    @Test
    void aServerThatNeverAnswersOrStopsIsGivenUp() {
        server.neverAnswer("/never");
        server.stop("/stop");
        var download = new Download(Duration.ofMillis(200));

        for (var path : new String[] {"/never", "/stop"}) {
            assertThrows(UnavailableKeysException.class, () -> download.get(server.at(path)));
        }
    }

    @Test
    void whatWasGivenUpHoldsNoLaterOneUp() throws UnavailableKeysException {
        server.neverAnswer("/never");
        server.answer("/", 200, "{}");
        var download = new Download(Duration.ofSeconds(2));
        assertThrows(UnavailableKeysException.class, () -> download.get(server.at("/never")));

        assertEquals("{}", download.get(server.at("/")));
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        server.neverAnswer("/");
        Thread.currentThread().interrupt();

        failure(server.at("/"));

        assertTrue(Thread.interrupted());
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        var url = server.at("/");
        server.close();

        assertTrue(failure(url).contains(url.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://localhost:99999/", "http://localhost:0/", "https://localhost:-1/", "null", "mailto:a@b"
            })
    void aUrlThatCannotBeUsedIsTold(String url) {
        failure(URI.create(url));
    }

    private static String failure(URI url) {
        return assertThrows(UnavailableKeysException.class, () -> new Download().get(url))
                .getMessage();
    }
}
