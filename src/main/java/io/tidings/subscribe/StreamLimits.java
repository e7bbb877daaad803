package io.tidings.subscribe;

import io.tidings.auth.Subject;
import io.tidings.control.GrantBytes;
import io.tidings.control.OpenStream;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.server.Counts;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// How many streams are open, in all, of each client address and of each subject. Any thread may call it.
/// Connections still end after the container has stopped, so there is no proxy in front of it.
@Singleton
class StreamLimits {
    private final SubscribeConfig config;
    private final Budget budget;
    private final AtomicInteger open = new AtomicInteger();
    private final Counts byAddress = new Counts();
    private final Counts bySubject = new Counts();
    private final GrantBytes grantBytes;

    StreamLimits(SubscribeConfig config, Budget budget, GrantBytes grantBytes) {
        this.config = config;
        this.budget = budget;
        this.grantBytes = grantBytes;
    }

    /// Takes a place for a stream, or throws.
    void enter(OpenStream stream) {
        if (open.incrementAndGet() > config.maxStreams()) {
            open.decrementAndGet();
            throw tooMany("This node has as many streams open as it may: try again, or another node.");
        }
        if (!byAddress.tryAdd(stream.address(), config.maxStreamsPerAddress())) {
            open.decrementAndGet();
            throw tooMany("Your address has as many streams open as it may: close some, or share one between tabs.");
        }
        if (stream.subject().isPresent()
                && !bySubject.tryAdd(stream.subject().get().key(), config.maxStreamsPerSubject())) {
            forget(stream.address(), Optional.empty());
            throw tooMany("You have as many streams open as one user may: close some, or share one between tabs.");
        }
        if (!budget.tryTake(Use.STREAMS, stream.bytes())) {
            forget(stream.address(), stream.subject());
            throw outOfMemory();
        }
        if (!grantBytes.tryAdd(stream.grants())) {
            budget.give(Use.STREAMS, stream.bytes());
            forget(stream.address(), stream.subject());
            throw outOfMemory();
        }
    }

    /// Gives the place of a stream back. More than once does no harm. Call on the event loop of the stream.
    void leave(OpenStream stream) {
        if (stream.end()) {
            budget.give(Use.STREAMS, stream.bytes());
            grantBytes.remove(stream.grants());
            forget(stream.address(), stream.subject());
        }
    }

    /// How many streams there are.
    int open() {
        return open.get();
    }

    private static RefusedException outOfMemory() {
        return new RefusedException(
                Refusal.OUT_OF_MEMORY, "This node has no memory left for another stream: try again, or another node.");
    }

    private static RefusedException tooMany(String message) {
        return new RefusedException(Refusal.TOO_MANY_STREAMS, message);
    }

    private void forget(String address, Optional<Subject> subject) {
        open.decrementAndGet();
        byAddress.remove(address);
        subject.ifPresent(known -> bySubject.remove(known.key()));
    }
}
