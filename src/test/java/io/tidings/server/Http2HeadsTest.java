package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// The bound on the requests of one turn, with a loop whose turns the test makes.
class Http2HeadsTest {
    private static final int ALLOWED = 400;

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final Http2Heads heads = new Http2Heads(loop::add);

    @Test
    void aClientThatKeepsToTheRulesIsNeverRefused() throws Http2Exception {
        for (int turn = 0; turn < 1_000; turn++) {
            count(ALLOWED);
            assertEquals(1, loop.size());
            endTurn();
        }
    }

    @Test
    void whatIsTooMuchForATurnIsRefusedAndTheNextTurnIsFree() throws Http2Exception {
        count(ALLOWED);
        var refusal = assertThrows(Http2Exception.class, () -> heads.count(7));
        assertTrue(Http2Exception.isStreamError(refusal));
        assertEquals(Http2Error.REFUSED_STREAM, refusal.error());
        assertEquals(7, Http2Exception.streamId(refusal));

        endTurn();
        count(ALLOWED);
    }

    @Test
    void aConnectionThatGoesOnEnds() throws Http2Exception {
        count(ALLOWED);
        for (int i = 0; i < 100; i++) {
            assertThrows(Http2Exception.class, () -> heads.count(7));
        }
        var end = assertThrows(Http2Exception.class, () -> heads.count(7));
        assertFalse(Http2Exception.isStreamError(end));
        assertEquals(Http2Error.ENHANCE_YOUR_CALM, end.error());
    }

    private void count(int times) throws Http2Exception {
        for (int i = 0; i < times; i++) {
            heads.count(2 * i + 1);
        }
    }

    private void endTurn() {
        loop.remove().run();
    }
}
