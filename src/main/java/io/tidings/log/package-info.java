/// Where events are kept. One interface, one folder an engine; no engine sees another.
@NullMarked
package io.tidings.log;

import org.jspecify.annotations.NullMarked;
