package io.tidings.subscribe;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Gives each lane its beats, on its event loop. A heartbeat is due after three beats in which nothing was
/// sent.
@Startup
@ApplicationScoped
class Heartbeat {
    private static final int BEATS = 3;

    private final List<Future<?>> beats = new ArrayList<>();

    Heartbeat(Lanes lanes, SubscribeConfig config) {
        long interval = config.heartbeat().toMillis() / BEATS;
        lanes.forEach((loop, streams) -> beats.add(
                loop.scheduleAtFixedRate(() -> streams.lane().beat(BEATS), interval, interval, TimeUnit.MILLISECONDS)));
    }

    @PreDestroy
    void stop() {
        beats.forEach(beat -> beat.cancel(false));
    }
}
