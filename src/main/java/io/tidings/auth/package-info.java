/// Who calls, and what a caller may do. `auth.jwt` verifies the tokens of issuers, and `auth.setup` makes all
/// of it from the configuration.
@NullMarked
package io.tidings.auth;

import org.jspecify.annotations.NullMarked;
