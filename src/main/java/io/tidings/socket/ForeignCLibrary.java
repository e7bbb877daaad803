package io.tidings.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// The C library on the JVM, by the Foreign Function and Memory API. No call waits, so none is worth telling the
/// garbage collector that its thread is away: a critical call costs a third of an ordinary one.
final class ForeignCLibrary implements CLibrary {
    // Addresses and sizes are 64 bits wide, so they are passed as a long is.
    private static final MethodHandle SEND =
            function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));

    @SuppressWarnings("restricted") // the signatures are those of the manual
    private static MethodHandle function(String name, FunctionDescriptor signature) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), signature, Linker.Option.critical(false));
    }

    @Override
    public long send(int descriptor, long address, long length, int flags) {
        try {
            return (long) SEND.invokeExact(descriptor, address, length, flags);
        } catch (Throwable e) {
            throw new IllegalStateException("the C library cannot be called", e);
        }
    }

    @Override
    public int setOption(int descriptor, int level, int name, long address, int length) {
        try {
            return (int) SETSOCKOPT.invokeExact(descriptor, level, name, address, length);
        } catch (Throwable e) {
            throw new IllegalStateException("the C library cannot be called", e);
        }
    }
}
