package io.tidings.log.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.memory.ArrayFootprint;
import io.tidings.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EventStoreTest {
    /// Readers list events in one step and look at them in another.
    @Test
    void anEventWhoseTopicIsForgottenMeanwhileIsNotIncluded() {
        var store = new EventStore(InstantSource.system(), new Footprint(new ArrayFootprint(0)), Telemetry.NONE);
        var filter = Selection.ALL.filter();
        var listed = store.keep(Draft.of("t", "x").keptAs(store.next()));
        assertTrue(store.includes(filter, listed));
        store.keep(Draft.of("other", "x").keptAs(store.next()));

        store.dropOldest();

        assertFalse(store.includes(filter, listed));
    }

    /// A publisher waits for each step of a reader.
    @Test
    void aStepDoesNotTakeLongerWhereManyEventsFollow() {
        var store = new EventStore(InstantSource.system(), new Footprint(new ArrayFootprint(0)), Telemetry.NONE);
        for (int i = 0; i < 200_000; i++) {
            store.keep(Draft.of("t", "x").keptAs(store.next()));
        }

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 10_000; i++) {
                assertEquals(2, store.after(EventId.ZERO, 2).size());
            }
        });
    }
}
