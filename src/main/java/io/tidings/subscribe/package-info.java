/// The way out: from a GET to a stream, or a page of history.
@NullMarked
package io.tidings.subscribe;

import org.jspecify.annotations.NullMarked;
