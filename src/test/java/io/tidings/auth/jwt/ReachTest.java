package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the hub may be sent for keys. The addresses are written as numbers, so that no name is looked up.
class ReachTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://192.0.2.1/jwks", "HTTPS://192.0.2.1", "http://127.0.0.1:8080/", "http://[::1]/"})
    void keysMayBeThere(String url) throws UnavailableKeysException {
        Reach.check(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/jwks",
                "http://10.0.0.1/jwks",
                "http://0.0.0.0/jwks",
                "http://169.254.169.254/latest",
                "https://169.254.169.254/latest",
                "https://[fe80::1]/",
                "https://[::ffff:169.254.169.254]/",
                "file:///etc/passwd",
                "file://localhost/etc/passwd",
                "jar:file:/a.jar!/b",
                "ftp://127.0.0.1/",
                "https:///jwks",
                "/jwks",
                "jwks",
                "https://nowhere.invalid/"
            })
    void keysMayNotBeThere(String url) {
        assertThrows(UnavailableKeysException.class, () -> Reach.check(URI.create(url)));
    }

    @Test
    void aPasswordInAUrlIsRefusedAndNotTold() {
        var url = URI.create("https://user:secret@192.0.2.1/");

        var refused = assertThrows(UnavailableKeysException.class, () -> Reach.check(url));

        assertFalse(refused.getMessage().contains("secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://192.0.2.1/, https://192.0.2.2/, true",
        "https://192.0.2.1/, http://127.0.0.1/, false",
        "https://192.0.2.1/, https://127.0.0.1/, false",
        "https://192.0.2.1/, https://0.0.0.0/, false",
        "https://192.0.2.1/, https://[::]/, false",
        "https://192.0.2.1/, http://192.0.2.2/, false",
        "https://192.0.2.1/, https://169.254.169.254/, false",
        "https://192.0.2.1/, file:///etc/passwd, false",
        "http://127.0.0.1/, http://127.0.0.1/, true",
        "http://127.0.0.1/, https://192.0.2.1/, true",
        "http://127.0.0.1/, http://192.0.2.1/, false",
        "http://127.0.0.1/, https://169.254.169.254/, false"
    })
    void aDocumentMayOnlyLinkWhereTheWorldMay(URI document, URI linked, boolean isAllowed)
            throws UnavailableKeysException {
        if (isAllowed) {
            Reach.checkLink(document, linked);
        } else {
            assertThrows(UnavailableKeysException.class, () -> Reach.checkLink(document, linked));
        }
    }
}
