/// How an event looks on the wire: bytes as the WHATWG HTML standard asks (9.2.5, 9.2.6), made once for all
/// subscribers.
@NullMarked
package io.tidings.sse;

import org.jspecify.annotations.NullMarked;
