package io.tidings.replica;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.log.redis.WithRedis;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Replicas call one another while Redis is well.
@WithRedis
class CallsBetweenReplicasTest extends Neighbours {
    private static final int MANY = 5_000;

    @Test
    void twoReplicasAnswerEachOther() {
        var one = echo();
        var other = echo();
        awaitAcquaintance(one, other);
        awaitAcquaintance(other, one);

        assertThat(answer(one, other, "hello"), is("hello at " + other.self()));
        assertThat(answer(other, one, "ün{\"\n}\0"), is("ün{\"\n}\0 at " + one.self()));
        assertThat(one.others(), is(Set.of(other.self())));
    }

    @Test
    void aReplicaThatOnlyAsksIsAnsweredAndUnknown() {
        var asker = asker();
        var other = echo();
        awaitAcquaintance(asker, other);

        assertThat(answer(asker, other, "hello"), startsWith("hello"));
        assertThat(other.others(), is(Set.of()));
        assertThat(failure(other, asker.self()), instanceOf(UnknownReplicaException.class));
    }

    @Test
    void thousandsOfCallsAreAnsweredEachOnce() {
        var asker = asker();
        var runs = new AtomicInteger();
        var other = asker();
        other.serve(call -> {
            runs.incrementAndGet();
            return CompletableFuture.supplyAsync(() -> Answer.of("re " + call));
        });
        awaitAcquaintance(asker, other);

        var answers = IntStream.range(0, MANY)
                .mapToObj(i -> asker.ask(other.self(), "call " + i).toCompletableFuture())
                .toList();

        var expected = IntStream.range(0, MANY).mapToObj(i -> "re call " + i).toList();
        assertThat(answers.stream().map(CompletableFuture::join).toList(), is(expected));
        assertThat(runs.get(), is(MANY));
    }

    @Test
    void largeAnswersArrive() {
        var asker = asker();
        var other = asker();
        var large = "x".repeat(700_000);
        other.serve(_ -> CompletableFuture.completedStage(Answer.of(large)));
        awaitAcquaintance(asker, other);

        var answers = IntStream.range(0, 10)
                .mapToObj(_ -> asker.ask(other.self(), "").toCompletableFuture())
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).distinct().toList(), is(List.of(large)));
    }

    /// Its text is held in memory until then.
    @Test
    void aReplicaIsToldWhenItsAnswerIsSent() {
        var asker = asker();
        var other = asker();
        var sent = new CompletableFuture<Boolean>();
        other.serve(call -> CompletableFuture.completedStage(new Answer(call, () -> sent.complete(true))));
        awaitAcquaintance(asker, other);

        assertThat(answer(asker, other, "hello"), is("hello"));

        assertThat(sent.orTimeout(30, TimeUnit.SECONDS).join(), is(true));
    }

    @Test
    void moreCallsThanMayWaitFailAtOnce() {
        var asker = asker();
        var other = asker();
        var never = new CompletableFuture<Answer>();
        other.serve(_ -> never);
        awaitAcquaintance(asker, other);

        IntStream.range(0, 10_000).forEach(_ -> asker.ask(other.self(), ""));
        var tooMany = asker.ask(other.self(), "").toCompletableFuture();

        assertThat(tooMany.isCompletedExceptionally(), is(true));
        assertThat(tooMany.exceptionNow(), instanceOf(SilentReplicaException.class));
    }

    /// A later version may write other entries.
    @Test
    void whatIsNoMessageDoesNotKeepOthersFromArriving() throws IOException {
        var asker = asker();
        var other = echo();
        awaitAcquaintance(asker, other);

        var inbox = "XADD {tidings}:calls:" + other.self() + " * k ";
        server.command(inbox + "CALL");
        server.command(inbox + "NONE i x f y b z");

        assertThat(answer(asker, other, "hello"), is("hello at " + other.self()));
    }

    @Test
    void aReplicaThatFailsToAnswerIsSilent() {
        var asker = asker();
        var other = asker();
        other.serve(_ -> {
            throw new IllegalArgumentException("not understood");
        });
        awaitAcquaintance(asker, other);

        assertThat(failure(asker, other.self()), instanceOf(SilentReplicaException.class));
    }

    @Test
    void aReplicaThatDoesNotAnswerInTimeIsSilent() {
        var asker = asker();
        var other = asker();
        other.serve(_ -> new CompletableFuture<>());
        awaitAcquaintance(asker, other);

        assertThat(failure(asker, other.self()), instanceOf(SilentReplicaException.class));
    }

    @Test
    void aReplicaThatHasLeftIsUnknownAtOnce() {
        var asker = asker();
        var other = echo();
        awaitAcquaintance(asker, other);

        other.close();

        assertThat(asker.others(), is(Set.of()));
        assertThat(failure(asker, other.self()), instanceOf(UnknownReplicaException.class));
    }

    @Test
    void aReplicaThatWasKilledIsSilentAndThenUnknown() throws IOException {
        var asker = asker();
        var killed = ReplicaName.random();
        var soon = Long.parseLong(server.command("TIME").split("\r\n")[2]) * 1000 + 3_500;
        server.command("ZADD {tidings}:replicas " + soon + " " + killed);
        assertThat(asker.others(), is(Set.of(killed)));

        assertThat(failure(asker, killed), instanceOf(SilentReplicaException.class));

        await("its lease ends", () -> asker.others().isEmpty());
        assertThat(failure(asker, killed), instanceOf(UnknownReplicaException.class));
    }

    @Test
    void aCallThatComesTooLateIsNotRun() throws IOException {
        var asker = asker();
        var other = asker();
        var calls = new CompletableFuture<String>();
        var late = Long.parseLong(server.command("TIME").split("\r\n")[2]) * 1000 - 3_000;
        server.command("XADD {tidings}:calls:" + other.self() + " " + late + "-0 k CALL i 1 f nobody b late");

        other.serve(call -> {
            calls.complete(call);
            return CompletableFuture.completedStage(Answer.of(call));
        });
        awaitAcquaintance(asker, other);

        assertThat(answer(asker, other, "in time"), is("in time"));
        assertThat(calls.join(), is("in time"));
    }

    @Test
    void nothingStaysBehindInRedis() throws IOException {
        var asker = asker();
        var other = echo();
        awaitAcquaintance(asker, other);

        answer(asker, other, "hello");

        for (var key : List.of("{tidings}:calls:" + asker.self(), "{tidings}:calls:" + other.self())) {
            assertThat(server.command("XLEN " + key), is(":0\r\n"));
            assertThat(server.command("PTTL " + key), not(startsWith(":-1")));
        }
        assertThat(server.command("PTTL {tidings}:replicas"), not(startsWith(":-")));
    }
}
