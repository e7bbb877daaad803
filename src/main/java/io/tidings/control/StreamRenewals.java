package io.tidings.control;

import io.tidings.auth.AccessPolicy;
import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.auth.Validity;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Patterns;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Decides on the event loop of a stream whether it may live on by another credential of its subject:
/// it was not changed too often, and the credential grants what the stream hears.
@ApplicationScoped
class StreamRenewals {
    private final AccessPolicy policy;
    private final GrantBytes grantBytes;
    private final RenewedValidity validities;

    StreamRenewals(AccessPolicy policy, GrantBytes grantBytes, RenewedValidity validities) {
        this.policy = policy;
        this.grantBytes = grantBytes;
        this.validities = validities;
    }

    /// Renews it, or throws. If this node has verified the credential, its validity is given; otherwise it is what the
    /// call says. Returns the patterns whose private events the stream may read from now on.
    Patterns renew(OpenStream stream, Subscriber subscriber, StreamCall.Renew call, Optional<Validity> verified) {
        if (stream.name()
                .map(name -> !name.changes().tryCount(System.nanoTime()))
                .orElse(false)) {
            throw StreamRefusals.tooManyChanges();
        }
        var own = new Grants(Patterns.of(), call.asPatterns(), false);
        var caller = Caller.of(
                stream.subject(),
                own,
                policy.anonymous().grants(),
                verified.orElseGet(() -> validities.of(stream.subject(), call)));
        var missing = caller.grants().unreadable(subscriber.selection().wanted());
        if (!missing.isEmpty()) {
            throw StreamRefusals.weaker(missing);
        }
        grantBytes.exchange(stream.grants(), own.subscribe());
        stream.renew(caller, Instant.now());
        return own.subscribe();
    }
}
