/// A log that forgets at restart.
@NullMarked
package io.tidings.log.memory;

import org.jspecify.annotations.NullMarked;
