/// Why requests are refused: one vocabulary for all packages, from the log to HTTP.
@NullMarked
package io.tidings.refusal;

import org.jspecify.annotations.NullMarked;
