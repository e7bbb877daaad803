package io.tidings.auth;

import io.tidings.refusal.Excerpt;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.util.List;
import java.util.stream.Collectors;

/// The refusal of what a caller may not do: it needs a credential, or another one.
final class NotGranted {
    private static final int MAX_NAMED = 10;

    private NotGranted() {}

    /// The refusal to publish. It tells a caller without a token where the hub's first one is, if the hub made one.
    static RefusedException toPublish(Caller caller, List<?> topics) {
        var refusal = of(caller, "publish", topics);
        return caller.firstToken()
                .map(hint -> new RefusedException(refusal.refusal(), refusal.detail() + " " + hint))
                .orElse(refusal);
    }

    /// The topics, if it matters which, with what they are refused for: `publish` or `subscribe`.
    static RefusedException of(Caller caller, String purpose, List<?> topics) {
        var what = topics.isEmpty() ? purpose : purpose + " to " + names(topics);
        return caller.isAnonymous()
                ? new RefusedException(
                        Refusal.UNAUTHENTICATED,
                        "A token is needed to " + what + ": send it as 'Authorization: Bearer TOKEN'.")
                : new RefusedException(
                        Refusal.FORBIDDEN,
                        "The token has no grant to " + what + ": use one that has"
                                + (topics.isEmpty() ? "." : ", or leave that out."));
    }

    private static String names(List<?> topics) {
        var named = topics.stream()
                .limit(MAX_NAMED)
                .map(topic -> Excerpt.of(topic.toString()))
                .collect(Collectors.joining(", "));
        return topics.size() > MAX_NAMED ? named + " and " + (topics.size() - MAX_NAMED) + " more" : named;
    }
}
