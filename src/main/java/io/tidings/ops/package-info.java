/// What an operator sees: health.
@NullMarked
package io.tidings.ops;

import org.jspecify.annotations.NullMarked;
