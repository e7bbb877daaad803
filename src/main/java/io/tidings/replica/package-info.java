/// The processes that share one log: which of them live, and calls from one to another.
@NullMarked
package io.tidings.replica;

import org.jspecify.annotations.NullMarked;
