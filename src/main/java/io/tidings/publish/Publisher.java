package io.tidings.publish;

import io.quarkus.arc.All;
import io.tidings.auth.Caller;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TooLargeException;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Takes drafts to the log, within limits. Any thread may call it.
@ApplicationScoped
public class Publisher {
    private static final int MAX_KEY_LENGTH = 256;

    private final PublishConfig config;
    private final EventLog log;
    private final List<Quota> quotas;
    private final Telemetry telemetry;

    Publisher(PublishConfig config, EventLog log, @All List<Quota> quotas, Telemetry telemetry) {
        this.config = config;
        this.log = log;
        this.quotas = quotas;
        this.telemetry = telemetry;
    }

    /// Keeps all of them or none, for a caller who may publish them. Their ids come, in order, when they are
    /// durable; what depends on that must not block. An idempotency key is apart from those of other
    /// subjects.
    CompletionStage<List<EventId>> publish(List<Draft> drafts, Optional<String> idempotencyKey, Caller caller) {
        idempotencyKey.ifPresent(Publisher::checkKey);
        return publish(drafts, idempotencyKey.map(caller::scoped));
    }

    /// The same for the hub itself.
    public CompletionStage<List<EventId>> publish(List<Draft> drafts) {
        return publish(drafts, Optional.empty());
    }

    private CompletionStage<List<EventId>> publish(List<Draft> drafts, Optional<String> idempotencyKey) {
        if (drafts.size() > config.maxBatchEvents()) {
            throw new TooLargeException("A batch has at most " + config.maxBatchEvents() + " events: send several.");
        }
        drafts.forEach(this::check);
        quotas.forEach(quota -> quota.take(drafts));
        long begin = System.nanoTime();
        return log.appendAsync(new Batch(drafts, idempotencyKey)).whenComplete((_, failure) -> {
            if (failure == null) {
                telemetry.appended(System.nanoTime() - begin);
            }
        });
    }

    /// Throws what makes a draft more than one may publish.
    void check(Draft draft) {
        long limit = config.maxEventSize().asLongValue();
        if (draft.data().length() > limit) {
            throw new TooLargeException("The data of an event has at most " + limit
                    + " bytes (tidings.publish.max-event-size): send less, or where to find it.");
        }
        if (draft.topics().size() > config.maxTopics()) {
            throw new InvalidEventException(
                    Part.TOPIC, "There are more than " + config.maxTopics() + " topics: name the most important ones.");
        }
        checkNotOfTheHub(draft.topics());
    }

    /// Throws what makes topics such that no caller may publish to them.
    static void checkNotOfTheHub(List<Topic> topics) {
        if (topics.stream().anyMatch(Topic::isOfTheHub)) {
            throw new InvalidEventException(
                    Part.TOPIC, "Below " + Topic.OF_THE_HUB + "/ the hub alone publishes: take another name.");
        }
    }

    private static void checkKey(String key) {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw new InvalidEventException(
                    Part.IDEMPOTENCY_KEY,
                    "The Idempotency-Key has none or more than " + MAX_KEY_LENGTH + " characters: send a UUID.");
        }
        // HTTP/2 lets them through, and a line break would be taken for the end of the key.
        if (key.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidEventException(
                    Part.IDEMPOTENCY_KEY,
                    "The Idempotency-Key has a control character: leave that out, or send a UUID.");
        }
    }
}
