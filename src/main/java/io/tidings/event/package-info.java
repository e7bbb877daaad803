/// What flows through the hub: topics, drafts that are not kept yet, and events that are.
@NullMarked
package io.tidings.event;

import org.jspecify.annotations.NullMarked;
