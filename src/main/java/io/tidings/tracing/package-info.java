/// Spans of the way of an event, for those who collect them.
@NullMarked
package io.tidings.tracing;

import org.jspecify.annotations.NullMarked;
