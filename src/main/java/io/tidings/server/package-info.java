/// What the hub does with every connection before it knows what the client wants: it counts its memory, reads one
/// request at a time, and ends a request that does not arrive.
@NullMarked
package io.tidings.server;

import org.jspecify.annotations.NullMarked;
