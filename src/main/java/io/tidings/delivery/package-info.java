/// Decides which subscriber gets an event, and when. Catching up, slow subscribers and live delivery follow
/// one rule: send what lies after the cursor.
@NullMarked
package io.tidings.delivery;

import org.jspecify.annotations.NullMarked;
