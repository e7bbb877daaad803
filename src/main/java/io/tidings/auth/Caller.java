package io.tidings.auth;

import io.tidings.event.Patterns;
import io.tidings.event.PresenceTopic;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who makes a request, and what it may do. The grants of its own are those of its credential alone; with
/// them it has what anonymous callers have. A token may have no subject. Of the topics that it may subscribe
/// to, it may know who is present there. An anonymous one may be told where the hub's first token is.
public record Caller(
        Optional<Subject> subject,
        Grants own,
        Grants grants,
        Validity validity,
        boolean isAnonymous,
        boolean knowsWhoIsPresent,
        Optional<String> firstToken) {
    /// A request without a credential. Private events are never for it, nor who is present.
    public static Caller anonymous(Grants grants) {
        return anonymous(grants, false, Optional.empty());
    }

    /// A request without a credential. Private events are never for it. The last argument says where a first token to
    /// publish is, for the text of a refusal.
    public static Caller anonymous(Grants grants, boolean knowsWhoIsPresent, Optional<String> firstToken) {
        return new Caller(
                Optional.empty(), Grants.NONE, grants, Validity.UNLIMITED, true, knowsWhoIsPresent, firstToken);
    }

    /// The holder of a credential with these grants.
    public static Caller of(Optional<Subject> subject, Grants own, Grants ofAnonymous, Validity validity) {
        return new Caller(subject, own, own.plus(ofAnonymous), validity, false, true, Optional.empty());
    }

    /// What it gets of what it wants, and may have.
    public Selection select(Patterns wanted) {
        return new Selection(wanted, own.subscribe());
    }

    /// Its name for a batch, apart from those that other subjects use. A header has no line break.
    public String scoped(String idempotencyKey) {
        if (isAnonymous) {
            // No fingerprint is written so.
            return idempotencyKey + "\nanonymous";
        }
        return subject.map(known ->
                        idempotencyKey + "\n" + Fingerprint.of(known.key()).hex())
                .orElse(idempotencyKey);
    }

    /// Throws if its credential has ended since it was shown.
    public void checkStillGood(Instant now) {
        if (validity.isOver(now)) {
            throw new InvalidTokenException("it has ended while the request was on its way");
        }
    }

    /// Throws if it may not publish to any topic.
    public void checkPublishAnything() {
        if (grants.publish().all().isEmpty()) {
            throw NotGranted.toPublish(this, List.of());
        }
    }

    /// Throws if it may not subscribe to any topic.
    public void checkSubscribeToAnything() {
        if (grants.subscribe().all().isEmpty()) {
            throw NotGranted.of(this, "subscribe", List.of());
        }
    }

    /// Throws if it may not operate the hub.
    public void checkOperate() {
        if (!grants.operate()) {
            throw NotGranted.of(this, "operate the hub", List.of());
        }
    }

    /// Throws if it may not publish to one of the topics.
    public void checkPublish(List<Topic> topics) {
        var refused = grants.unpublishable(topics);
        if (!refused.isEmpty()) {
            throw NotGranted.toPublish(this, refused);
        }
    }

    /// Throws if it may not subscribe to one of the patterns.
    public void checkSubscribe(Patterns wanted) {
        var refused = grants.unreadable(wanted);
        if (!refused.isEmpty()) {
            throw NotGranted.of(this, "subscribe", refused);
        }
        if (!knowsWhoIsPresent) {
            checkOfNoPresence(wanted);
        }
    }

    private void checkOfNoPresence(Patterns wanted) {
        var refused = wanted.all().stream()
                .flatMap(matcher -> matcher.exact().stream())
                .filter(PresenceTopic::is)
                .toList();
        if (!refused.isEmpty()) {
            throw NotGranted.of(this, "subscribe", refused);
        }
    }
}
