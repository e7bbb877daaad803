package io.tidings.subscribe;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Ends the streams whose tokens have ended. Each lane looks several times a second, so that a stream ends
/// within a second of its token on a busy hub too.
@Startup
@ApplicationScoped
class Expiry {
    private static final long INTERVAL_MILLIS = 250;

    private final List<Future<?>> looks = new ArrayList<>();

    Expiry(Lanes lanes) {
        var clock = Clock.systemUTC();
        lanes.forEach((loop, streams) -> looks.add(loop.scheduleAtFixedRate(
                () -> streams.lane().streams().expire(clock.instant()),
                INTERVAL_MILLIS,
                INTERVAL_MILLIS,
                TimeUnit.MILLISECONDS)));
    }

    @PreDestroy
    void stop() {
        looks.forEach(look -> look.cancel(false));
    }
}
