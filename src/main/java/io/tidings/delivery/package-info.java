/// Who gets an event, and when. Replay, slow subscribers and live delivery are one path: send what lies after the
/// cursor.
@NullMarked
package io.tidings.delivery;

import org.jspecify.annotations.NullMarked;
