/// Sockets below Netty, by the C library of Linux.
@NullMarked
package io.tidings.socket;

import org.jspecify.annotations.NullMarked;
