package io.tidings.control;

import io.tidings.auth.Caller;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import io.tidings.delivery.Holder;
import io.tidings.event.Patterns;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// An open stream: whose it is, and what it takes of the limits. There is one for each stream, so it is kept small.
/// The event loop of the stream owns it.
public final class OpenStream implements Holder {
    private static final AtomicLong OPENED = new AtomicLong();

    private final long number = OPENED.incrementAndGet();
    private final String address;
    private final @Nullable String userAgent;
    private final @Nullable Subject subject;
    private final int since;
    private int bytes;
    private Patterns grants;
    private Validity validity;
    private @Nullable StreamName name;
    private final boolean knowsWhoIsPresent;
    private boolean over;

    /// A stream that a caller opens from an address at an instant. It takes this many bytes beside its grants.
    public OpenStream(Caller caller, String address, Optional<String> userAgent, Instant since, int bytes) {
        this.address = address;
        this.userAgent = userAgent.orElse(null);
        this.subject = caller.subject().orElse(null);
        this.since = (int) since.getEpochSecond();
        this.bytes = bytes;
        this.grants = caller.own().subscribe();
        this.validity = caller.validity();
        this.knowsWhoIsPresent = caller.knowsWhoIsPresent();
    }

    /// Which stream of this process it is, counted from one in the order in which they are opened.
    long number() {
        return number;
    }

    /// That of its client, as limits count it.
    public String address() {
        return address;
    }

    /// What its client says that it is.
    public Optional<String> userAgent() {
        return Optional.ofNullable(userAgent);
    }

    /// Whose it is, if its credential names a subject.
    public Optional<Subject> subject() {
        return Optional.ofNullable(subject);
    }

    /// The second in which it was opened.
    public Instant since() {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(since));
    }

    /// What it takes of the memory budget beside its grants.
    public int bytes() {
        return bytes;
    }

    /// It takes more of the budget than before.
    void grow(int more) {
        bytes += more;
    }

    /// Whether it may be told who is present on the topics that it hears.
    boolean knowsWhoIsPresent() {
        return knowsWhoIsPresent;
    }

    /// The topics whose private events it may get.
    public Patterns grants() {
        return grants;
    }

    /// When its credential ends, if it does.
    public Optional<Instant> expiry() {
        return validity.expiry();
    }

    /// Its client has shown another credential of the same subject.
    void renew(Caller caller, Instant now) {
        grants = caller.own().subscribe();
        validity = caller.validity();
        if (name != null) {
            name.warnBefore(validity.expiry(), now);
        }
    }

    /// By what it can be changed and ended, once it has a name.
    Optional<StreamName> name() {
        return Optional.ofNullable(name);
    }

    void name(StreamName given) {
        name = given;
    }

    @Override
    public Optional<String> client() {
        return Optional.of(address);
    }

    @Override
    public boolean isLimited() {
        return !validity.equals(Validity.UNLIMITED);
    }

    @Override
    public boolean isOver(Instant now) {
        return validity.isOver(now);
    }

    @Override
    public Optional<Instant> warning(Instant now) {
        return name != null && name.mustWarn(now) ? validity.expiry() : Optional.empty();
    }

    /// Whether it was marked as over: it gets no name any more.
    boolean isMarkedOver() {
        return over;
    }

    /// Marks it as over. True for the first call alone.
    public boolean end() {
        boolean isFirst = !over;
        over = true;
        return isFirst;
    }
}
