package io.tidings.auth.setup;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads keys and tokens anew in the background: files twice a minute, the keys that an issuer serves as
/// often as the configuration says. Each issuer has a thread of its own, so that one that is slow delays no
/// other; all files of tokens have one.
@Startup
@ApplicationScoped
class KeyRefresh {
    private static final Logger LOG = System.getLogger(KeyRefresh.class.getName());

    static final Duration OF_FILES = Duration.ofSeconds(30);

    private final List<Thread> threads = new ArrayList<>();

    KeyRefresh(AccessSetup setup) {
        if (setup.tokens().hasFiles()) {
            repeat(setup.tokens()::refresh, OF_FILES);
        }
        setup.issuerList().forEach(issuer -> repeat(issuer::refreshKeys, issuer.refreshPause()));
    }

    private void repeat(Runnable refresh, Duration pause) {
        threads.add(Thread.ofVirtual().name("key-refresh").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                runAndWait(refresh, pause);
            }
        }));
    }

    /// Nothing that goes wrong once ends it.
    private static void runAndWait(Runnable refresh, Duration pause) {
        try {
            refresh.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Keys could not be read anew", e);
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() {
        threads.forEach(Thread::interrupt);
    }
}
