/// Subscribing: from a GET to an open stream in the lane of its event loop, until it is drained.
@NullMarked
package io.tidings.subscribe;

import org.jspecify.annotations.NullMarked;
