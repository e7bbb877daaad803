/// A log in Redis or Valkey that many replicas share.
@NullMarked
package io.tidings.log.redis;

import org.jspecify.annotations.NullMarked;
