package io.tidings.socket;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;

/// The C library in the native image, whose compiler links it as it links a C program. No call waits, so none is
/// worth telling the garbage collector that its thread is away.
final class NativeCLibrary implements CLibrary {
    // Addresses and sizes are 64 bits wide, so they are passed as a long is.
    @CFunction(value = "send", transition = Transition.NO_TRANSITION)
    private static native long sendTo(int descriptor, long address, long length, int flags);

    @CFunction(value = "setsockopt", transition = Transition.NO_TRANSITION)
    private static native int setSocketOption(int descriptor, int level, int name, long address, int length);

    @Override
    public long send(int descriptor, long address, long length, int flags) {
        return sendTo(descriptor, address, length, flags);
    }

    @Override
    public int setOption(int descriptor, int level, int name, long address, int length) {
        return setSocketOption(descriptor, level, name, address, length);
    }
}
