/// Tokens of issuers (RFC 7519), verified by jose4j, and what their claims grant.
@NullMarked
package io.tidings.auth.jwt;

import org.jspecify.annotations.NullMarked;
