package io.tidings.publish;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.event.Draft;
import io.tidings.event.InvalidEventException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What HTTP/2 lets through and HTTP/1.1 does not.
@QuarkusTest
class PublisherTest {
    @Inject
    Publisher publisher;

    /// With a line break, a key could be that of another subject.
    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r", "\u0000", "a\u0085b"})
    void aKeyHasNoControlCharacters(String key) {
        var drafts = List.of(Draft.of("a", "x"));
        var caller = Caller.anonymous(Grants.PUBLISH_ALL);

        assertThrows(InvalidEventException.class, () -> publisher.publish(drafts, Optional.of(key), caller));
    }
}
