/// Who may publish and subscribe.
@NullMarked
package io.tidings.auth;

import org.jspecify.annotations.NullMarked;
