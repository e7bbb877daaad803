/// What an operator sees: health, the log, and how the process ends.
@NullMarked
package io.tidings.ops;

import org.jspecify.annotations.NullMarked;
