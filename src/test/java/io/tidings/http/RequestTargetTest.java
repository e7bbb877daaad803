package io.tidings.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever bytes a client sends, the target is one that Quarkus takes for a URL.
class RequestTargetTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "*", "/topics/a/b?topic=c&type=d", "/topics/a%20b", "/a;b=c/d:e@f,g!h'i(j)*~"})
    void aSoundTargetIsLeftAsItIs(String target) {
        assertThat(RequestTarget.sound(target), sameInstance(target));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
        # target,               sound
        /topics/{x},            /topics/%7Bx%7D
        /topics/a|b"<>\\^`[],   /topics/a%7Cb%22%3C%3E%5C%5E%60%5B%5D
        /topics/\u00c3\u00a9,   /topics/%C3%A9
        /events?topic={x}#y,    /events?topic=%7Bx%7D%23y
        //,                     /
        //topics//a,            /topics//a
        http://host,            /
        HTTPS://host:1/a?b,     /a?b
        http://host?b,          /?b
        """)
    void whatClientsSendAllTheSameIsEscaped(String target, String sound) {
        assertThat(RequestTarget.sound(target), is(sound));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # target,   marked
        /%,         /%EF%BF%BD
        /a%4,       /%EF%BF%BD
        /a%zz/b,    /%EF%BF%BD
        /%%41,      /%EF%BF%BD
        /a?b=%,     /%EF%BF%BD
        topics/a,   /%EF%BF%BD
        ?a,         /%EF%BF%BD
        ftp://h/a,  /%EF%BF%BD
        host:80,    /%EF%BF%BD
        '',         /%EF%BF%BD
        """)
    void whatCannotBeDecodedIsMarked(String target, String marked) {
        assertThat(RequestTarget.sound(target), is(marked));
    }

    @Test
    void anyBytesBecomeAUrlAndOneThatIsSound() {
        var random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            var target = new StringBuilder(random.nextBoolean() ? "/" : "");
            random.ints(random.nextInt(12), 0, 256).forEach(octet -> target.append((char) octet));
            var sound = RequestTarget.sound(target.toString());
            assertThat(target + " became " + sound, URI.create(sound).getHost() == null);
            assertThat(RequestTarget.sound(sound), sameInstance(sound));
        }
    }
}
