package io.tidings.log.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A connection to a port of this machine that can be cut: then nothing passes and nobody is told, as when a network
/// fails. Who connects meanwhile is accepted and hears nothing.
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket entry;
    private final int target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mended = lock.newCondition();
    private boolean cut;

    private CuttingProxy(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    static CuttingProxy to(int port) throws IOException {
        var cable = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.startVirtualThread(cable::accept);
        return cable;
    }

    String uri() {
        return "redis://127.0.0.1:" + entry.getLocalPort();
    }

    void cut() {
        lock.lock();
        cut = true;
        lock.unlock();
    }

    /// What was held back is lost: a connection that was cut is reset.
    void mend() throws IOException {
        for (var socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            socket.close();
        }
        lock.lock();
        cut = false;
        mended.signalAll();
        lock.unlock();
    }

    private void accept() {
        try {
            while (true) {
                var client = entry.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                Thread.startVirtualThread(() -> forward(client, server));
                Thread.startVirtualThread(() -> forward(server, client));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void forward(Socket from, Socket to) {
        var bytes = new byte[65_536];
        try (from;
                to) {
            var in = from.getInputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                awaitMended();
                to.getOutputStream().write(bytes, 0, length);
            }
            awaitMended();
        } catch (IOException _) {
            // one end is gone, and so is the other
        }
    }

    private void awaitMended() {
        lock.lock();
        try {
            while (cut) {
                mended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        mend();
    }
}
