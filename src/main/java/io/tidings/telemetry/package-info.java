/// What the hub tells about itself.
@NullMarked
package io.tidings.telemetry;

import org.jspecify.annotations.NullMarked;
