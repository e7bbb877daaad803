package io.tidings.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a request wants the topics of a stream changed. The replay is none, `latest`, `all` or the id after which it
/// begins. What it holds has been checked.
record RequestedChange(
        List<String> add, List<String> remove, @Nullable String replay) {
    /// The same, of a stream.
    StreamCall.Change of(StreamId stream, StreamCall.Requester requester) {
        return new StreamCall.Change(stream.toString(), requester, add, remove, replay);
    }
}
