/// What is checked before the hub starts: its configuration, as a whole.
@NullMarked
package io.tidings.start;

import org.jspecify.annotations.NullMarked;
