package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.sse.Frame;
import io.tidings.sse.NativeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The members of a cohort, and the groups of those that may read the same.
class CohortTest {
    private final SubscriberIndex index = new SubscriberIndex();
    private final List<Cohort> found = new ArrayList<>();

    /// A matcher that counts how often it is asked.
    private static final class Counting implements TopicMatcher {
        private int asked;

        @Override
        public boolean matches(Topic topic) {
            asked++;
            return false;
        }

        @Override
        public String literalPrefix() {
            return "";
        }

        @Override
        public int size() {
            return 0;
        }
    }

    @Test
    void thoseThatWantTheSameAreOneCohortWhateverTheyMayRead() {
        join("ann");
        join("bob");
        var eve = join("ann");

        assertEquals(1, cohorts(frame(1, "ann")).size());
        assertSame(join("ann").selection(), eve.selection());
    }

    @Test
    void aGroupIsAskedOnceForEachPrivateFrameAndNeverForAPublicOne() {
        var counting = new Counting();
        for (int i = 0; i < 3; i++) {
            join(new Patterns(List.of(counting)), new Probe());
        }
        var cohort = cohorts(frame(1, "ann")).getFirst();
        var open = Frame.of(Draft.of("news", "x").keptAs(new EventId(1, 0)));
        assertSame(List.of(), cohort.ask(open), "no list is made");
        assertEquals(0, counting.asked);

        var frame = frame(2, "ann");
        assertFalse(cohort.wasAsked(frame));
        cohort.ask(frame);

        assertEquals(2, counting.asked, "once for each topic of the frame");
        assertTrue(cohort.wasAsked(frame));
    }

    @Test
    void aGroupWithoutMembersIsGone() {
        var ann = join("ann");
        var bob = join("bob");
        join("eve");
        var frame = frame(1, "ann");
        var cohort = cohorts(frame).getFirst();
        assertEquals(2, cohort.ask(frame).size());

        index.remove(bob);
        assertEquals(1, cohort.ask(frame).size());
        assertFalse(cohort.isAll(cohort.ask(frame)));

        index.remove(ann);
        assertTrue(cohort.isAll(cohort.ask(frame)));
    }

    @Test
    void aCohortWithoutMembersIsGone() {
        var ann = join("ann");
        var bob = join("bob");
        assertTrue(index.remove(ann));
        assertFalse(index.remove(ann));
        assertEquals(1, cohorts(frame(1, "ann")).size());

        index.remove(bob);

        assertEquals(0, cohorts(frame(1, "ann")).size());
        assertTrue(index.isEmpty());
    }

    /// Its pages went further than its lane.
    @Test
    void whatAMemberHasReadAlreadyIsNotSentAgain() {
        var probe = new Probe();
        var bob = join(Patterns.of("bob"), probe);
        join("ann");
        bob.goLive(new EventId(2, 0));
        var cohort = cohorts(frame(1, "bob")).getFirst();
        for (var frame : List.of(frame(1, "bob"), frame(2, "bob"), frame(3, "bob"), frame(4, "ann"))) {
            cohort.gather(frame, cohort.ask(frame), EventId.ZERO);
        }
        var sent = new ArrayList<Long>();
        cohort.send(new WriteBatch.Outcome() {
            @Override
            public void fellBehind(Subscriber subscriber) {}

            @Override
            public void sent(Frame first, long events, long bytes) {
                sent.add(events);
            }
        });

        assertEquals(List.of("3-0"), probe.received());
        assertEquals(List.of(1L), sent);
        assertEquals(new EventId(3, 0), bob.passed());
    }

    private Subscriber join(String readable) {
        return join(Patterns.of(readable), new Probe());
    }

    private Subscriber join(Patterns readable, Probe probe) {
        var selection = new Selection(Patterns.of("news"), readable);
        var subscriber = new Subscriber(selection, new Cursor.Now(), NativeFormat.PLAIN, probe);
        index.add(subscriber);
        return subscriber;
    }

    private List<Cohort> cohorts(Frame frame) {
        found.clear();
        index.forEachMatch(frame, found::add);
        return found;
    }

    private static Frame frame(long id, String topic) {
        var topics = List.of(new Topic("news"), new Topic(topic));
        var draft = new Draft(topics, Optional.empty(), Utf8.of("x"), OptionalLong.empty(), Visibility.PRIVATE);
        return Frame.of(draft.keptAs(new EventId(id, 0)));
    }
}
