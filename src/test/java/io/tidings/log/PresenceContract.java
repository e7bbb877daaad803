package io.tidings.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of presence promises to one replica.
public abstract class PresenceContract extends PresenceFixture {
    private static final String AT_THE_START = "2026-11-22T12:00:00Z";

    private PresenceStore store;

    /// A store of which nothing is known yet.
    protected abstract PresenceStore open(InstantSource clock);

    @BeforeEach
    void open() {
        store = open(() -> now);
    }

    private void report(PresenceCount... counts) {
        assertThat(store.report(List.of(counts)), is(true));
    }

    @Test
    void aSubjectJoinsWithItsFirstStreamAlone() {
        report(count("chat/1", ANN, 1));
        report(count("chat/1", ANN, 2), count("chat/2", ANN, 1));

        assertThat(tell(store), contains("JOINED chat/1 ann", "JOINED chat/2 ann"));
        assertThat(present(store, "chat/1"), contains("ann 2 " + AT_THE_START));
    }

    @Test
    void aSubjectLeavesWhenItsLastStreamHasBeenGoneForTheGrace() {
        report(count("chat", ANN, 2));
        report(count("chat", ANN, 1));
        pass(GRACE.multipliedBy(2), store);
        report(count("chat", ANN, 0));
        pass(GRACE.minusSeconds(1), store);
        assertThat(tell(store), contains("JOINED chat ann"));
        assertThat(present(store, "chat"), contains("ann 0 " + AT_THE_START));

        pass(Duration.ofSeconds(1), store);

        assertThat(tell(store), contains("JOINED chat ann", "LEFT chat ann"));
        assertThat(present(store, "chat"), is(empty()));
    }

    @Test
    void aSubjectThatComesBackWithinTheGraceHasNotLeft() {
        report(count("chat", ANN, 1));
        for (int i = 0; i < 3; i++) {
            report(count("chat", ANN, 0));
            pass(GRACE.minusSeconds(1), store);
            report(count("chat", ANN, 1));
        }
        pass(GRACE.multipliedBy(2), store);

        assertThat(tell(store), contains("JOINED chat ann"));
        assertThat(present(store, "chat"), contains("ann 1 " + AT_THE_START));
    }

    @Test
    void aSubjectThatComesBackLaterJoinsAgain() {
        report(count("chat", ANN, 1));
        report(count("chat", ANN, 0));
        pass(GRACE, store);
        report(count("chat", ANN, 1));

        assertThat(tell(store), contains("JOINED chat ann", "LEFT chat ann", "JOINED chat ann"));
        assertThat(present(store, "chat"), contains("ann 1 2026-11-22T12:00:10Z"));
    }

    @Test
    void timeInWhichNobodySweepsDoesNotCount() {
        report(count("chat", ANN, 1));
        report(count("chat", ANN, 0));
        pass(GRACE.minusSeconds(1), store);
        now = now.plus(Duration.ofHours(1));
        beat(store);
        now = now.minus(Duration.ofMinutes(90));
        beat(store);
        assertThat(tell(store), contains("JOINED chat ann"));

        pass(Duration.ofSeconds(1), store);

        assertThat(tell(store), contains("JOINED chat ann", "LEFT chat ann"));
    }

    @Test
    void streamsWithoutASubjectCountAndJoinNothing() {
        report(nameless("chat", 3), count("chat", ANN, 2));
        assertThat(streams(store, "chat"), is(5L));

        report(nameless("chat", 0), count("chat", ANN, 0));
        pass(GRACE, store);

        assertThat(streams(store, "chat"), is(0L));
        assertThat(tell(store), contains("JOINED chat ann", "LEFT chat ann"));
    }

    @Test
    void aPageHasTheSubjectsOfOneTopic() {
        report(
                count("chat", BOB, 1),
                count("chat", ANN, 1),
                count("chat/1", ANN, 1),
                count("cha", ANN, 1),
                count("chat x", ANN, 1),
                count("chat", new PresentSubject(Optional.of("main"), "ann\n2"), 1));

        assertThat(
                present(store, "chat"),
                contains("bob 1 " + AT_THE_START, "ann 1 " + AT_THE_START, "ann\n2 1 " + AT_THE_START));
        assertThat(store.read(new Topic("chat"), "", 2).hasMore(), is(true));
        assertThat(store.read(new Topic("chat"), "", 3).hasMore(), is(false));
        assertThat(store.read(new Topic("cha"), "", 10).subjects().getFirst().subject(), is(ANN));
    }

    @Test
    void aReplicaThatBeginsAnewHasWhatItReportsThen() {
        report(count("chat", ANN, 1), count("chat", BOB, 1), nameless("chat", 1));
        store.beginAnew();
        report(count("chat", ANN, 2));
        pass(GRACE.plusSeconds(5), store);

        assertThat(tell(store), contains("JOINED chat ann", "JOINED chat bob", "LEFT chat bob"));
        assertThat(present(store, "chat"), contains("ann 2 " + AT_THE_START));
        assertThat(streams(store, "chat"), is(2L));
    }

    @Test
    void equalNamesOfTwoIssuersAreTwoSubjects() {
        report(
                count("chat", new PresentSubject(Optional.of("one"), "ann"), 1),
                count("chat", new PresentSubject(Optional.of("two"), "ann"), 1),
                count("chat", new PresentSubject(Optional.empty(), "ann"), 1));

        assertThat(tell(store).size(), is(3));
        assertThat(present(store, "chat").size(), is(3));
    }

    @Test
    void changesAreTheSameOnesUnderTheSameNameUntilTheyAreTold() {
        report(count("chat", ANN, 1));
        var first = store.untold();
        report(count("chat", BOB, 1));

        assertThat(store.untold(), is(first));
        store.told(first);
        var second = store.untold();
        store.told(first);

        assertThat(first.all().stream().map(PresenceFixture::text).toList(), contains("JOINED chat ann"));
        assertThat(second.all().stream().map(PresenceFixture::text).toList(), contains("JOINED chat bob"));
        assertThat(store.untold(), is(second));
    }

    @Test
    void thousandsLeaveInStepsAndAreToldInOrder() {
        int crowd = 1_234;
        var all = IntStream.range(0, crowd)
                .mapToObj(i -> new PresentSubject(Optional.of("main"), "user " + i))
                .toList();
        report(all.stream().map(user -> count("chat", user, 1)).toArray(PresenceCount[]::new));
        report(all.stream().map(user -> count("chat", user, 0)).toArray(PresenceCount[]::new));
        pass(GRACE, store);

        var expected = new ArrayList<String>();
        all.forEach(user -> expected.add("JOINED chat " + user.name()));
        assertThat(tell(store).subList(0, crowd), is(expected));
        assertThat(told.size(), is(2 * crowd));
        assertThat(List.copyOf(told).stream().distinct().count(), is(2L * crowd));
        assertThat(present(store, "chat"), is(empty()));
    }
}
