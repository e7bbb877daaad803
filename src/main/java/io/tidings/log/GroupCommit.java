package io.tidings.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The one thread of an engine that writes. It takes tasks from a queue, in order, and commits together those that have
/// queued up meanwhile, because it is the wait for the disk at the end of a commit that takes time. Any thread may add
/// a task.
public final class GroupCommit<T extends GroupCommit.Task> implements AutoCloseable {
    /// Waits to be committed.
    public interface Task {
        /// Ends the wait without a result.
        void refuse(LogUnavailableException reason);
    }

    /// What the engine does. Its methods run on the thread.
    public interface Committer<T> {
        /// A test for the tasks of one group, in order: false for the first that has no room in it. The first task is
        /// in the group whatever the test says.
        Predicate<T> room();

        /// Carries out a group, and ends the wait of each task.
        void commit(List<T> group) throws InterruptedException;

        /// Nothing more will be committed.
        void ended();
    }

    /// A task, or the end of the queue.
    private record Queued<T>(@Nullable T task) {}

    private final Committer<T> committer;
    private final Thread thread;
    private final BlockingQueue<Queued<T>> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private boolean closed;
    private volatile boolean failed;

    public GroupCommit(String threadName, Committer<T> committer) {
        this.committer = committer;
        this.thread = Thread.ofPlatform().name(threadName).daemon().unstarted(this::run);
    }

    /// Begins to commit. Tasks may be added before.
    public void start() {
        thread.start();
    }

    /// Adds a task, or refuses it if the log is closed.
    public void add(T task) {
        if (!queued(task)) {
            task.refuse(isClosed());
        }
    }

    private synchronized boolean queued(T task) {
        return !closed && queue.add(new Queued<>(task));
    }

    private static LogUnavailableException isClosed() {
        return new LogUnavailableException("the log is closed");
    }

    private void run() {
        var group = new ArrayList<T>();
        try {
            while (gather(group)) {
                committer.commit(group);
                group.clear();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(thread.getName() + " must not be interrupted", e);
        } finally {
            end(group);
        }
    }

    /// Waits for a task and takes those that have queued up behind it, as far as there is room. False at the end.
    private boolean gather(List<T> group) throws InterruptedException {
        var first = queue.take().task();
        if (first == null) {
            return false;
        }
        var room = committer.room();
        var _ = room.test(first);
        group.add(first);
        for (var next = queue.peek(); next != null; next = queue.peek()) {
            var task = next.task();
            if (task == null || !room.test(task)) {
                return true;
            }
            queue.remove();
            group.add(task);
        }
        return true;
    }

    /// Ends the wait of every task, even if an error has ended the thread: then the group may be kept.
    private void end(List<T> group) {
        synchronized (this) {
            failed = !closed;
            closed = true;
        }
        try {
            committer.ended();
        } finally {
            refuseAll(group);
        }
    }

    private void refuseAll(List<T> group) {
        var failed =
                LogUnavailableException.mayBeKept("the log failed while it wrote, and may have kept this or not", null);
        group.forEach(task -> task.refuse(failed));
        queue.stream().flatMap(queued -> Stream.ofNullable(queued.task())).forEach(task -> task.refuse(isClosed()));
        ended.complete(true);
    }

    /// False once an error has ended the thread.
    public boolean isAlive() {
        return !failed;
    }

    /// Commits what has queued up, refuses what comes later, and waits for the end of the thread.
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(new Queued<>(null));
            }
        }
        Await.result(ended);
    }
}
