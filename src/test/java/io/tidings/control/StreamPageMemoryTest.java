package io.tidings.control;

import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// A page of streams is made only where there is memory for the largest one: how large it is, is known afterwards.
@QuarkusTest
@TestProfile(ControlFixture.Terms.class)
class StreamPageMemoryTest extends ControlFixture {
    private static final int PIECE = 500_000;

    @Inject
    Budget budget;

    @Test
    void aPageOfOneStreamIsRefusedWhereThereIsNoRoomForALargeOne() {
        int pieces = 0;
        while (budget.tryTake(Use.SENDING, PIECE)) {
            pieces++;
        }
        budget.give(Use.SENDING, PIECE);
        try {
            as(OPERATOR).get("/streams?limit=1").then().statusCode(503).body("type", is("out-of-memory"));
        } finally {
            budget.give(Use.SENDING, (pieces - 1L) * PIECE);
        }

        as(OPERATOR).get("/streams?limit=1").then().statusCode(200);
    }
}
