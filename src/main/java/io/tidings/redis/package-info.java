/// Redis or Valkey as a store: connections, scripts that run inside it, and what its failures mean.
@NullMarked
package io.tidings.redis;

import org.jspecify.annotations.NullMarked;
