package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose streams a query selects.
class StreamQueryTest {
    private static OpenStream streamOf(Optional<Subject> subject) {
        var caller = Caller.of(subject, Grants.NONE, Grants.NONE, Validity.UNLIMITED);
        return new OpenStream(caller, "192.0.2.1", Optional.empty(), Instant.EPOCH, 0);
    }

    @ParameterizedTest
    @CsvSource({",,true", "ann,,true", "ann,main,true", ",main,true", "bob,,false", "ann,other,false", ",other,false"})
    void aSubjectAndAnIssuerBothHaveToBeThoseOfTheStream(String subject, String issuer, boolean isSelected) {
        var stream = streamOf(Optional.of(new Subject(Optional.of("main"), "ann")));

        assertThat(new StreamQuery(null, subject, issuer, null, 0).isOf(stream), is(isSelected));
    }

    @Test
    void aStreamWithoutASubjectIsOfNoIssuer() {
        assertThat(new StreamQuery(null, null, "main", null, 0).isOf(streamOf(Optional.empty())), is(false));
    }
}
