package io.tidings.socket;

import java.lang.reflect.Proxy;

/// What this process does at a signal, until it is closed. By reflection, because the compiler warns of each mention of
/// `sun.misc.Signal`, and cannot be told not to.
final class SignalHandling implements AutoCloseable {
    private final Class<?> type = Class.forName("sun.misc.Signal");
    private final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    private final Object signal;
    private final Object before;

    /// By a name without SIG.
    SignalHandling(String name, Runnable action) throws ReflectiveOperationException {
        signal = type.getConstructor(String.class).newInstance(name);
        before = handle(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {handlerType}, (_, _, _) -> {
            action.run();
            return null;
        }));
    }

    private Object handle(Object handler) throws ReflectiveOperationException {
        return type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
    }

    void raise() throws ReflectiveOperationException {
        type.getMethod("raise", type).invoke(null, signal);
    }

    @Override
    public void close() throws ReflectiveOperationException {
        handle(before);
    }
}
