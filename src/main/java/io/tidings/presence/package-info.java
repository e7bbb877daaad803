/// Who has streams on which topics: counted on this node, told to the store of all nodes, and answered.
@NullMarked
package io.tidings.presence;

import org.jspecify.annotations.NullMarked;
