package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.tidings.RawResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What each subject has for itself: idempotency keys, and places for streams.
abstract class SubjectContract extends AccessFixture {
    SubjectContract(Supplier<Hub> hub) {
        super(hub);
    }

    private Answer publishOnce(String data, String authorization) throws IOException {
        return post("/topics/open/" + own, data, authorization, "Idempotency-Key: " + own);
    }

    @Test
    void aKeyIsApartForEachSubject() throws IOException {
        var subjects = List.of(
                bearer(AccessTerms.CI),
                bearer(AccessTerms.FILED),
                provider().token("alice").bearer(),
                provider().token("bob").bearer(),
                TestIssuer.MAIN.token("alice").bearer());
        var ids = new ArrayList<String>();
        for (var subject : subjects) {
            ids.add(publishOnce("of " + subject, subject).json().getString("id"));
        }

        assertThat(ids.stream().distinct().count(), is(5L));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(
                    publishOnce("of " + subjects.get(i), subjects.get(i)).json().getString("id"), is(ids.get(i)));
        }
    }

    /// A user has another token after an hour.
    @Test
    void aKeyIsTheSameWithAnotherTokenOfItsSubject() throws IOException {
        var first = publishOnce("x", provider().token("carol").bearer()).json().getString("id");

        var again = publishOnce("x", provider().token("carol").within("exp", 60).bearer());

        assertThat(again.json().getString("id"), is(first));
    }

    @Test
    void aKeyThatStandsForSomethingElseStoresNothing() throws IOException {
        assertThat(publishOnce("x", bearer(AccessTerms.CI)).status(), is(200));

        var answer = publishOnce("y", bearer(AccessTerms.CI));

        assertThat(answer.status(), is(422));
        assertThat(answer.json().getString("type"), is("reused-key"));
        var elsewhere = post("/topics/open/other", "x", bearer(AccessTerms.CI), "Idempotency-Key: " + own);
        assertThat(elsewhere.status(), is(422));
        var kept = read("/topics/open/" + own, bearer(AccessTerms.SUBSCRIBER));
        assertThat(kept.json().getList("events.data"), is(List.of("x")));
    }

    @Test
    void aSubjectHasSoManyStreamsAndNoMore() throws IOException {
        var mine = provider().token(own).bearer();
        var streams = new ArrayList<RawResponse>();
        try {
            for (int i = 0; i < AccessTerms.MAX_STREAMS; i++) {
                streams.add(open("/topics/public/a", mine));
            }

            var answer = get("/topics/public/a", mine);
            assertThat(answer.status(), is(429));
            assertThat(answer.headers().get("retry-after"), notNullValue());
            var source = get("/topics/public/a", mine, "Accept: text/event-stream");
            assertThat(source.status(), is(200));
            assertThat(source.body().matches(": Too Many Requests\nretry: [123]\\d{3}\n"), is(true));
            open("/topics/public/a", TestIssuer.MAIN.token(own).bearer()).close();
            open("/topics/public/a").close();
            assertThat(read("/topics/public/a", mine).status(), is(200));
        } finally {
            for (var stream : streams) {
                stream.close();
            }
        }
        awaitPlace(mine);
    }

    /// The hub may not have noticed yet that a stream is over.
    private void awaitPlace(String authorization) throws IOException {
        var answer = get("/topics/public/a", authorization);
        while (answer.status() != 200) {
            assertThat(answer.status(), is(429));
            answer = get("/topics/public/a", authorization);
        }
    }
}
