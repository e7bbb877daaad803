package io.tidings.control;

import io.smallrye.common.net.HostName;
import io.tidings.control.StreamReport.Lag;
import io.tidings.delivery.OpenStreams;
import jakarta.enterprise.context.ApplicationScoped;
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

    StreamList(
            NamedStreams named,
            OpenStreams open,
            Lags lags,
            @ConfigProperty(name = "tidings.node") Optional<String> node) {
        this.named = named;
        this.open = open;
        this.lags = lags;
        this.node = node.orElseGet(HostName::getQualifiedHostName);
    }

    /// The streams that are asked for. Blocks, and may throw [io.tidings.log.LogUnavailableException].
    StreamPart read(StreamCall.ListSome call) {
        double least = call.query().minLagSeconds();
        var page = new ArrayList<ListedStream>();
        int size = 0;
        long lookedAt = call.after();
        for (var stream : seen(call)) {
            if (page.size() >= call.limit() || size >= call.room()) {
                return new StreamPart(report(page), lookedAt);
            }
            lookedAt = stream.number();
            if (least <= 0 || seconds(stream) >= least) {
                var listed = ListedStream.of(stream, lag(stream));
                page.add(listed);
                size += listed.size();
            }
        }
        return new StreamPart(report(page), null);
    }

    private List<SeenStream> seen(StreamCall.ListSome call) {
        var filter = new StreamFilter(call.query());
        var lanes = open.lanes().stream()
                .map(lane -> lane.collect(new StreamLook(filter, call.after(), lane)))
                .toList();
        return lanes.stream()
                .map(StreamList::await)
                .flatMap(List::stream)
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

    private double seconds(SeenStream stream) {
        return stream.isUpToDate() ? 0 : lags.seconds(stream.taken(), stream.selection(), stream.recent());
    }

    private Lag lag(SeenStream stream) {
        return stream.isUpToDate() ? Lag.NONE : lags.of(stream.taken(), stream.selection(), stream.recent());
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
                .map(lane -> lane.getKey().ask(() -> named.name(lane.getValue())))
                .toList();
        var ids = new HashMap<Long, StreamId>();
        asked.forEach(lane -> ids.putAll(await(lane)));
        return ids;
    }
}
