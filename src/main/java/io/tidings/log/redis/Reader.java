package io.tidings.log.redis;

import io.tidings.event.Cursor;
import io.tidings.event.EventFilter;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Extent;
import io.tidings.log.Gap;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.redis.ScriptCall;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Reads pages in calls that each see one state of the log; most pages take one call. For many threads, which take
/// turns: Redis serves one call after the other, and an append of any replica waits for all that have come before it.
final class Reader {
    /// The most calls for one page.
    private static final int MAX_CALLS = 16;

    /// What an answer has if more was lost than it tells at once.
    private static final int WITHOUT_PAGE = 5;

    /// Calls of one replica: one runs while the other is on its way.
    private static final int MAX_AT_ONCE = 2;

    private final RedisScripts scripts;
    private final EntryParser entries;
    private final KnownLosses losses = new KnownLosses();
    private final Semaphore turns = new Semaphore(MAX_AT_ONCE, true);

    Reader(RedisScripts scripts, EntryParser entries) {
        this.scripts = scripts;
        this.entries = entries;
    }

    Page read(Cursor from, Selection selection, PageLimit limit) {
        return switch (from) {
            case Cursor.Now _ ->
                answer("events", Ids.LAST, "", selection, limit).end();
            case Cursor.Beginning _ ->
                answer("events", EventId.ZERO, "", selection, limit).page(limit);
            case Cursor.Since(var instant) -> readSince(EventId.before(instant), selection, limit);
            case Cursor.After(var id) -> readAfter(id, selection, limit);
            case Cursor.Latest(var after, var until) ->
                answer("latest", after, until.map(EventId::toString).orElse(""), selection, limit)
                        .latest(limit);
        };
    }

    /// The greatest id that was given.
    EventId newest() {
        return answer("events", Ids.LAST, "", Selection.ALL, new PageLimit(1, 1))
                .newest();
    }

    Extent extent() {
        var reply = scripts.run(scripts.call(LogScripts.EXTENT, List.of()));
        var oldest = Optional.of(reply.get(2).toString()).filter(id -> !id.isEmpty());
        return new Extent(Numbers.of(reply.get(0)), Numbers.of(reply.get(1)), oldest.map(EventId::parse));
    }

    private Page readSince(EventId id, Selection selection, PageLimit limit) {
        var answer = answer("events", id, "", selection, limit);
        return mindingGap(EventId.min(id, answer.newest()), selection, answer, limit);
    }

    private Page readAfter(EventId id, Selection selection, PageLimit limit) {
        var answer = answer("events", id, "", selection, limit);
        return id.isAfter(answer.newest())
                ? answer.end().withGap(new Gap(id, answer.newest(), answer.newest()))
                : mindingGap(id, selection, answer, limit);
    }

    private Page mindingGap(EventId id, Selection selection, PageReply answer, PageLimit limit) {
        var page = answer.page(limit);
        return losses.lostAfter(id, selection.wanted())
                .map(lost -> page.withGap(new Gap(id, page.resumes(), lost)))
                .orElse(page);
    }

    /// Asks for a page. Where Redis knows the topics by their prefixes alone, few of the events that it returns may be
    /// selected: then more calls follow, and between two of them others have their turn.
    private PageReply answer(String what, EventId after, String until, Selection selection, PageLimit limit) {
        var topics = AskedTopics.of(selection);
        var filter = topics.filter(selection);
        var reply = ask(what, after, until, topics, filter, topics.limit(limit, 1));
        for (int call = 2; topics.isSuperset() && reply.isSparse(limit) && call <= MAX_CALLS; call++) {
            reply = reply.followedBy(
                    ask(what, reply.looked(), reply.until().toString(), topics, filter, topics.limit(limit, call)));
        }
        return reply;
    }

    private PageReply ask(
            String what, EventId after, String until, AskedTopics topics, EventFilter filter, PageLimit limit) {
        while (true) {
            var known = losses.known();
            var reply = inTurn(call(known, what, after, until, topics, limit));
            var answered = new KnownLosses.Known(reply.get(0).toString(), Numbers.of(reply.get(3)));
            var newest = Ids.of(reply.get(1));
            scripts.saw(newest);
            boolean isTold = losses.learn(known, answered, Ids.of(reply.get(2)), reply.get(4));
            if (isTold && reply.size() > WITHOUT_PAGE) {
                return new PageReply(
                        newest,
                        Numbers.of(reply.get(5)) == 1,
                        Ids.of(reply.get(6)),
                        entries.included(reply.get(7), reply.get(8), filter),
                        Ids.of(reply.get(9)));
            }
        }
    }

    private Response inTurn(ScriptCall call) {
        turns.acquireUninterruptibly();
        try {
            return scripts.run(call);
        } finally {
            turns.release();
        }
    }

    private ScriptCall call(
            KnownLosses.Known known, String what, EventId after, String until, AskedTopics topics, PageLimit limit) {
        var call = scripts.call(LogScripts.READ, topics.keys(scripts.keys()))
                .with(limit.events())
                .with(limit.bytes());
        return topics.addTo(call)
                .with(known.token())
                .with(known.change())
                .with(what)
                .with(after.toString())
                .with(until)
                .with(topics.publicOnly() ? 1 : 0);
    }
}
