/// Open streams as their holders and operators see them.
@NullMarked
package io.tidings.control;

import org.jspecify.annotations.NullMarked;
