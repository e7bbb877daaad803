package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BatchTest {
    @Test
    void aBatchWithoutDraftsIsRefused() {
        assertThrows(IllegalArgumentException.class, Batch::of);
    }
}
