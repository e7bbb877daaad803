/// The six example feeds: invented, plausible, and the same for the same seed.
@NullMarked
package io.tidings.demo.feed;

import org.jspecify.annotations.NullMarked;
