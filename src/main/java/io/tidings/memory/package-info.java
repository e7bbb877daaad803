/// How much memory the hub spends on its clients: one sum with a limit.
@NullMarked
package io.tidings.memory;

import org.jspecify.annotations.NullMarked;
