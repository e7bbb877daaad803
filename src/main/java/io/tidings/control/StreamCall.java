package io.tidings.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.delivery.TopicChange;
import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a replica is asked to do with its open streams. It crosses from one process to another, so it holds texts that
/// the asking one has checked: subjects, grants and expiries, and never a token.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "call")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StreamCall.Change.class, name = "change"),
    @JsonSubTypes.Type(value = StreamCall.Renew.class, name = "renew"),
    @JsonSubTypes.Type(value = StreamCall.End.class, name = "end"),
    @JsonSubTypes.Type(value = StreamCall.EndMany.class, name = "end-many"),
    @JsonSubTypes.Type(value = StreamCall.ListSome.class, name = "list")
})
@RegisterForReflection
sealed interface StreamCall {
    /// The caller that asks to change or end a stream: its subject, and whether it may change the streams of others.
    @RegisterForReflection
    record Requester(@Nullable String subject, @Nullable String issuer, boolean operate) {}

    /// Changes the topics of a stream. The replay is none, `latest`, `all` or the id after which it begins.
    @RegisterForReflection
    record Change(
            String stream,
            Requester requester,
            List<String> add,
            List<String> remove,
            @Nullable String replay) implements StreamCall {
        TopicChange asTopicChange() {
            return new TopicChange(patterns(add), patterns(remove), asCursor());
        }

        private Cursor asCursor() {
            return switch (replay) {
                case null -> new Cursor.Now();
                case "all" -> new Cursor.Beginning();
                case "latest" -> Cursor.Latest.START;
                default -> new Cursor.After(EventId.parse(replay));
            };
        }
    }

    /// Lets a stream live on by another credential of its subject: its grants to subscribe, the id of the key of its
    /// issuer, when it was issued and when it ends, in milliseconds.
    @RegisterForReflection
    record Renew(
            String stream,
            Requester requester,
            List<String> subscribe,
            @Nullable String key,
            @Nullable Long issued,
            @Nullable Long expires)
            implements StreamCall {
        /// What it grants to subscribe to.
        Patterns asPatterns() {
            return patterns(subscribe);
        }
    }

    /// Ends a stream.
    @RegisterForReflection
    record End(String stream, Requester requester) implements StreamCall {}

    /// Ends all streams of a subject, or all that hear a topic. If tokens were revoked, their streams end as those of
    /// tokens that have ended do, and the replica reads first which these are.
    @RegisterForReflection
    record EndMany(StreamQuery query, boolean revoked) implements StreamCall {}

    /// Lists streams in the order of their numbers: those after a number, until there are as many as the limit, or
    /// they take up the room, by the [StreamReport#size] of each.
    @RegisterForReflection
    record ListSome(StreamQuery query, long after, int limit, int room) implements StreamCall {}

    private static Patterns patterns(List<String> texts) {
        return new Patterns(
                texts.stream().<TopicMatcher>map(TopicPattern::parse).toList());
    }
}
