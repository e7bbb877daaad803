/// What the log has kept: pages of past events, the topics, and dropping a topic.
@NullMarked
package io.tidings.history;

import org.jspecify.annotations.NullMarked;
