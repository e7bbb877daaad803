package io.tidings.subscribe;

import io.tidings.auth.Subject;
import io.tidings.event.Patterns;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How many streams are open, in all, of each client address and of each subject. Any thread may call it.
@ApplicationScoped
class StreamLimits {
    private final SubscribeConfig config;
    private final Budget budget;
    private final AtomicInteger open = new AtomicInteger();
    private final Counts byAddress = new Counts();
    private final Counts bySubject = new Counts();
    private final GrantBytes grantBytes;

    StreamLimits(SubscribeConfig config, Budget budget) {
        this.config = config;
        this.budget = budget;
        this.grantBytes = new GrantBytes(budget);
    }

    /// Takes a place for a stream with these grants that takes this many bytes beside them, or throws. Run what
    /// it returns when the stream is over; more than once does no harm.
    Runnable enter(String address, Optional<Subject> subject, int bytes, Patterns grants) {
        var key = subject.map(Subject::key);
        if (open.incrementAndGet() > config.maxStreams()) {
            open.decrementAndGet();
            throw tooMany("This node has as many streams open as it may: try again, or another node.");
        }
        if (!byAddress.tryAdd(address, config.maxStreamsPerAddress())) {
            open.decrementAndGet();
            throw tooMany("Your address has as many streams open as it may: close some, or share one between tabs.");
        }
        if (key.isPresent() && !bySubject.tryAdd(key.get(), config.maxStreamsPerSubject())) {
            forget(address, Optional.empty());
            throw tooMany("You have as many streams open as one user may: close some, or share one between tabs.");
        }
        if (!budget.tryTake(Use.STREAMS, bytes)) {
            forget(address, key);
            throw outOfMemory();
        }
        if (!grantBytes.tryAdd(grants)) {
            budget.give(Use.STREAMS, bytes);
            forget(address, key);
            throw outOfMemory();
        }
        return new OpenStream(address, key.orElse(null), bytes, grants);
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

    private void forget(String address, Optional<String> subject) {
        open.decrementAndGet();
        byAddress.remove(address);
        subject.ifPresent(bySubject::remove);
    }

    /// One object for each stream, which saves one beside it for the state.
    private final class OpenStream extends AtomicBoolean implements Runnable {
        private static final long serialVersionUID = 1;

        private final transient String address;
        private final transient @Nullable String subject;
        private final transient int bytes;
        private final transient Patterns grants;

        OpenStream(String address, @Nullable String subject, int bytes, Patterns grants) {
            this.address = address;
            this.subject = subject;
            this.bytes = bytes;
            this.grants = grants;
        }

        @Override
        public void run() {
            boolean isFirst = compareAndSet(false, true);
            if (isFirst) {
                budget.give(Use.STREAMS, bytes);
                grantBytes.remove(grants);
                forget(address, Optional.ofNullable(subject));
            }
        }
    }
}
