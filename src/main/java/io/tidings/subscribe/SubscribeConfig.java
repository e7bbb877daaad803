package io.tidings.subscribe;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What subscribers may ask for, and what they cost.
@ConfigMapping(prefix = "tidings.subscribe")
interface SubscribeConfig {
    /// The most patterns of one subscription.
    @WithDefault("100")
    int maxPatterns();

    /// The most streams on this node.
    @WithDefault("100000")
    int maxStreams();

    /// The most streams of one client address. Behind a proxy all clients may share one: see
    /// `quarkus.http.proxy.proxy-address-forwarding`.
    @WithDefault("20000")
    int maxStreamsPerAddress();

    /// The most streams of one subject: a user of an issuer, or a named token.
    @WithDefault("100")
    int maxStreamsPerSubject();

    /// The longest silence of a stream: then the hub sends the cursor, or a comment if it has not moved.
    @WithDefault("15s")
    Duration heartbeat();

    /// How a client that asks for an event stream is refused while that may pass.
    @WithDefault("stream")
    Refusals refusals();

    /// The longest pause in which a node that is busy with writing collects events, to send them in one
    /// write: less work for a little latency. An event that comes when nothing is being written is never held
    /// back.
    @WithDefault("2ms")
    Duration gather();

    /// The time after which a client that acknowledges nothing of what was sent to it counts as gone.
    @WithDefault("60s")
    Duration vanishedAfter();

    /// The number of newest events that are held in memory, so that a client that was cut off for a moment does
    /// not read the log.
    @WithDefault("10000")
    int recentEvents();

    /// What they may take.
    @WithDefault("32M")
    MemorySize recentSize();

    /// How many subscribers read the log at the same time; others wait.
    @WithDefault("8")
    int readers();
}
