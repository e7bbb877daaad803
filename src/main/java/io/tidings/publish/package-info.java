/// The way in: from a POST to the log.
@NullMarked
package io.tidings.publish;

import org.jspecify.annotations.NullMarked;
