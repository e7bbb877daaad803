/// Example feeds: the clock of `/talk`.
@NullMarked
package io.tidings.demo;

import org.jspecify.annotations.NullMarked;
