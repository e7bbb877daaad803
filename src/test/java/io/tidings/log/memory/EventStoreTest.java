package io.tidings.log.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Draft;
import io.tidings.event.Selection;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EventStoreTest {
    /// Readers list events in one step and look at them in another.
    @Test
    void anEventWhoseTopicIsForgottenMeanwhileIsNotIncluded() {
        var store = new EventStore(InstantSource.system(), new Footprint(0));
        var filter = Selection.ALL.filter();
        var listed = store.keep(Draft.of("t", "x").keptAs(store.next()));
        assertTrue(store.includes(filter, listed));
        store.keep(Draft.of("other", "x").keptAs(store.next()));

        store.dropOldest();

        assertFalse(store.includes(filter, listed));
    }
}
