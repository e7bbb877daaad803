/// How settings are written.
@NullMarked
package io.tidings.config;

import org.jspecify.annotations.NullMarked;
