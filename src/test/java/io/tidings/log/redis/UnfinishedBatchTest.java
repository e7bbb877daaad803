package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A batch whose hub died before or after its end.
@WithRedis
class UnfinishedBatchTest extends LargeBatchFixture {
    @Test
    void ofABatchWhoseHubDiedBeforeItsEndNothingIsLeft() {
        var other = openWithClock();
        var followed = new Followed(other);
        var before = other.append(Batch.of(draft("t/0", "before"))).getFirst();
        sendParts(batch("dead"), 1);
        assertThat(data(other, FORM), is(List.of("before")));
        assertThat(data(other, Selection.ALL), is(List.of("before")));
        assertThat(latest(other, FORM), is(List.of("before")));
        passLease();
        var after = other.append(Batch.of(draft("t/0", "after"))).getFirst();
        assertThat(after.isAfter(before), is(true));
        assertThat(data(other, Selection.ALL), is(List.of("before", "after")));
        assertThat(data(other, NAMES), is(List.of("before", "after")));
        followed.awaitSize(2);
        assertThat(followed.interruptions(), is(empty()));
        other.append(batch("dead"));
        var again = other.append(batch("dead"));
        assertThat(again.size(), is(EVENTS));
        followed.awaitSize(EVENTS + 2);
        assertThat(followed.data(), is(data(other, Selection.ALL)));
        assertIsWhole(other, EVENTS + 2);
    }

    @Test
    void aBatchWhoseHubDiedAfterItsEndIsThereAtOnceForAll() {
        var other = openWithClock();
        var followed = new Followed(other);
        other.append(Batch.of(draft("t/0", "before")));
        var ids = sendParts(batch("dead"), 2);
        followed.awaitSize(EVENTS + 1);
        assertThat(data(other, FORM).size(), is(EVENTS + 1));
        assertThat(data(other, NAMES).size(), is(EVENTS + 1));
        assertThat(latest(other, FORM).getLast(), is("e" + (EVENTS - 1)));
        passLease();
        assertThat(other.append(batch("dead")).getFirst().toString(), is(ids.substring(0, ids.indexOf(' '))));
        other.trim();
        followed.awaitSize(EVENTS + 1);
        assertThat(followed.interruptions(), is(empty()));
        assertIsWhole(other, EVENTS + 1);
    }

    @Test
    void anotherHubWaitsForABatchThatIsNotFinished() {
        var other = openWithClock();
        sendParts(batch("slow"), 1);
        var waiting = other.appendAsync(Batch.of(draft("t/0", "after")));
        assertThat(data(other, Selection.ALL), is(empty()));
        assertThat(waiting.toCompletableFuture().isDone(), is(false));
        passLease();
        await(waiting);
        assertThat(data(other, Selection.ALL), is(List.of("after")));
    }

    /// It was too slow, and another hub has taken its part away.
    @Test
    void whatWasTakenAwayCannotBeFinished() {
        var other = openWithClock();
        var slow = new Parts(batch("slow"));
        assertThat(slow.send(1), is("next"));
        passLease();
        other.append(Batch.of(draft("t/0", "after")));
        assertThat(slow.send(2), is("again"));
        assertThat(slow.send(1), is("next"));
        assertThat("twice is as once", slow.send(1), is("next"));
        slow.send(2);
        assertThat(slow.send(2), is(slow.send(2)));
        assertThat(data(other, Selection.ALL).size(), is(EVENTS + 1));
    }

    @Test
    void anEmptiedLogForgetsWhatWasNotFinished() throws IOException {
        var other = openWithClock();
        other.append(Batch.of(draft("t/0", "before")));
        var slow = new Parts(batch("slow"));
        slow.send(1);
        server.command("FLUSHALL");
        assertThat(slow.send(2), is("again"));
        other.append(Batch.of(draft("t/0", "after")));
        assertThat(data(other, Selection.ALL), is(List.of("after")));
    }

    /// As after a failover to a server that had not got the latest events yet.
    @Test
    void aLogThatWentBackForgetsWhatWasNotFinished() {
        var other = openWithClock();
        other.append(Batch.of(draft("t/0", "before")));
        sendParts(batch("dead"), 1);
        var ahead = new RedisScripts(client(), new Keys("{tidings}"), Optional.of(now::get));
        ahead.saw(new EventId(now.get().toEpochMilli() + 60_000, 0));
        new Reader(ahead, new EntryParser()).newest();
        assertThat(data(other, Selection.ALL), is(List.of("before")));
        other.append(Batch.of(draft("t/0", "after")));
        assertThat(data(other, Selection.ALL), is(List.of("before", "after")));
    }

    @Test
    void aDroppedTopicIsGoneThoughABatchWasNotFinished() {
        var other = openWithClock();
        sendParts(batch("dead"), 2);
        passLease();
        other.drop(new Topic("t/1"));
        assertThat(data(other, Selection.of("t/1")), is(empty()));
        assertThat(data(other, FORM).size(), is(EVENTS - EVENTS / 3));
    }
}
