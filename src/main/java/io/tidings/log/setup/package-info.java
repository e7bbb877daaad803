/// Which engine keeps the events, what it may drop, and its upkeep.
@NullMarked
package io.tidings.log.setup;

import org.jspecify.annotations.NullMarked;
