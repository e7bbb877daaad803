package io.tidings.socket;

/// What is called of the C library (POSIX). Where a call fails, it returns a negative number; why it failed is not
/// asked, since the channel that the descriptor belongs to finds that out when it writes next. Any thread may call
/// it; no call waits.
sealed interface CLibrary permits ForeignCLibrary, NativeCLibrary {
    /// `send(2)`: sends from an address on, and returns how many bytes the socket took.
    long send(int descriptor, long address, long length, int flags);

    /// `setsockopt(2)`: sets an option to the value at an address.
    int setOption(int descriptor, int level, int name, long address, int length);

    /// True while the native image is built, which keeps the value, and in it.
    boolean IN_IMAGE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    static CLibrary load() {
        return IN_IMAGE ? new NativeCLibrary() : new ForeignCLibrary();
    }
}
