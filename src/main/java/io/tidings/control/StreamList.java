package io.tidings.control;

import io.smallrye.common.net.HostName;
import io.tidings.delivery.OpenStreams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Lists the open streams of this node. Each lane hands over what it knows of its own in one short task, and names
/// those that are listed in another; the rest is done on the caller's thread.
@ApplicationScoped
class StreamList {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NamedStreams named;
    private final OpenStreams open;
    private final Lags lags;
    private final String node;
    private final LongSupplier nanoTime;

    @Inject
    StreamList(
            NamedStreams named,
            OpenStreams open,
            Lags lags,
            @ConfigProperty(name = "tidings.node") Optional<String> node) {
        this(named, open, lags, node.orElseGet(HostName::getQualifiedHostName), System::nanoTime);
    }

    StreamList(NamedStreams named, OpenStreams open, Lags lags, String node, LongSupplier nanoTime) {
        this.named = named;
        this.open = open;
        this.lags = lags;
        this.node = node;
        this.nanoTime = nanoTime;
    }

    /// The streams that are asked for. Blocks, and may throw [io.tidings.log.LogUnavailableException].
    StreamPart read(StreamCall.ListSome call) {
        double least = call.query().minLagSeconds();
        var reads = new LogReads(nanoTime);
        var page = new ArrayList<ListedStream>();
        int size = 0;
        long lookedAt = call.after();
        for (var stream : seen(call)) {
            if (page.size() >= call.limit() || size >= call.room() || reads.areEnough()) {
                return new StreamPart(report(page), lookedAt);
            }
            lookedAt = stream.number();
            var lag = lags.of(stream, least, reads);
            if (lag.isPresent()) {
                var listed = ListedStream.of(stream, lag.get());
                page.add(listed);
                size += listed.size();
            }
        }
        return new StreamPart(report(page), null);
    }

    private List<SeenStream> seen(StreamCall.ListSome call) {
        var filter = new StreamFilter(call.query());
        var lanes = open.lanes().stream()
                .map(lane -> lane.streams().collect(new StreamLook(filter, call.after(), lane)))
                .toList();
        return lanes.stream()
                .map(StreamList::await)
                .flatMap(List::stream)
                .filter(stream -> lags.mayLag(stream, call.query().minLagSeconds()))
                .sorted(Comparator.comparingLong(SeenStream::number))
                .toList();
    }

    private static <T> T await(CompletionStage<T> lane) {
        try {
            return lane.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StreamRefusals.silentReplica();
        } catch (ExecutionException | TimeoutException _) {
            throw StreamRefusals.silentReplica();
        }
    }

    /// Without those that have ended meanwhile.
    private List<StreamReport> report(List<ListedStream> page) {
        var ids = ids(page);
        return page.stream()
                .flatMap(listed ->
                        Optional.ofNullable(ids.get(listed.seen().number()))
                                .map(id -> listed.report(id, node))
                                .stream())
                .toList();
    }

    /// By the numbers of the streams.
    private Map<Long, StreamId> ids(List<ListedStream> page) {
        var lanes = page.stream().map(ListedStream::seen).collect(Collectors.groupingBy(SeenStream::lane));
        var asked = lanes.entrySet().stream()
                .map(lane -> lane.getKey().streams().ask(() -> named.name(lane.getValue())))
                .toList();
        var ids = new HashMap<Long, StreamId>();
        asked.forEach(lane -> ids.putAll(await(lane)));
        return ids;
    }
}
