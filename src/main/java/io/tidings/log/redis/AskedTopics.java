package io.tidings.log.redis;

import io.tidings.event.EventFilter;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.log.PageLimit;
import io.tidings.redis.ScriptCall;
import java.util.List;
import java.util.stream.Stream;

/// The topics that a script looks for: those of some names, and those whose names begin with one of the prefixes. Redis
/// knows no more of a matcher than its literal prefix, so it may return more events than were selected. Where only
/// public events are selected, those of topics that are asked for by name are all public.
record AskedTopics(List<Topic> names, List<String> prefixes, boolean publicOnly) {
    private static final int MIN_EVENTS = 64;
    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_BYTES = 1024 * 1024;

    static AskedTopics of(Selection selection) {
        var wanted = selection.wanted();
        var names = wanted.all().stream().flatMap(matcher -> matcher.exact().stream());
        var prefixes = wanted.all().stream()
                .filter(matcher -> matcher.exact().isEmpty())
                .map(TopicMatcher::literalPrefix)
                .distinct();
        return new AskedTopics(names.toList(), prefixes.toList(), selection.isPublicOnly());
    }

    /// True if a script may return events that are not selected.
    boolean isSuperset() {
        return !prefixes.isEmpty();
    }

    /// What a script may return in one of the calls for a page. One event more than fits shows that more follows. While
    /// few events are selected, each call may return twice as much as the one before.
    PageLimit limit(PageLimit page, int call) {
        long least = isSuperset() ? Math.max(page.events(), MIN_EVENTS) : page.events();
        int events = (int) Math.min(MAX_EVENTS, least << (call - 1));
        int bytes = Math.clamp((long) page.bytes() << (call - 1), page.bytes(), Math.max(page.bytes(), MAX_BYTES));
        return new PageLimit(events + 1, bytes);
    }

    /// Tells which of the returned events are selected.
    EventFilter filter(Selection selection) {
        return prefixes.isEmpty() ? selection.filterOfWanted() : selection.filter();
    }

    /// The keys that the script takes: those of the names, if there are no prefixes.
    List<String> keys(Keys keys) {
        return prefixes.isEmpty() ? keys.topics(names.stream()) : List.of();
    }

    ScriptCall addTo(ScriptCall call) {
        add(names.stream().map(Topic::name), names.size(), call);
        add(prefixes.stream(), prefixes.size(), call);
        return call;
    }

    private static void add(Stream<String> texts, int count, ScriptCall call) {
        call.with(count);
        texts.forEach(call::with);
    }
}
